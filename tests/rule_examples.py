"""The example tables that ship with the rules, as typed claims."""

from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.reference import schemas

EXAMPLES = Path(__file__).resolve().parents[1] / "ucjlib" / "judge" / "examples"


def claims_of(text: pd.DataFrame) -> pd.DataFrame:
    """Typed claims from a table of examples; ids are numbered within the source."""
    numbers = text.groupby("source_id").cumcount().add(1).astype(str)
    filled = text.assign(claim_id=text["source_id"] + "#" + numbers)
    names = list(schemas.columns("claims")["column"])
    return schemas.conform(filled.reindex(columns=names), "claims")


def cases(rule: str) -> list[tuple[str, pd.DataFrame]]:
    """Name and rows of each example of a rule, as text."""
    rows = tables.read_text(EXAMPLES / f"{rule}.csv").drop(columns=tables.LINE)
    return [(str(name), case) for name, case in rows.groupby("case", sort=False)]


def agreeing_examples(rule: str, expect: str = "agree") -> list[pd.DataFrame]:
    """Typed claims of the examples of a rule whose expected outcome is one of the words of `expect`."""
    return [claims_of(rows) for _, rows in cases(rule) if rows["expect"].iloc[0] in expect.split()]

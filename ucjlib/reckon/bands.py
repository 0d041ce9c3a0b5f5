"""Contributions of own-account workers by income: the bands that a source names, and what lies between them.

The accident contribution is one percent of the basis of an income band. Three bands were seen in a text
(`bands.csv`); an income between them pays at least what the next lower known band pays and at most what the
next higher one does, so its contribution is a range, and a wide one.

Not for wage earners. Source: PP 44/2015, annex II, as rows of the regulations table name it.

>>> from ucjlib.reference import schemas
>>> rules = schemas.reference("regulations")
>>> [contribution_of_income(rules, "2025-03", income)[:2] for income in (900_000, 1_200_000, 5_000_000)]
[(16800.0, 16800.0), (18800.0, 18800.0), (18800.0, 213800.0)]
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import BadTable
from ucjlib.reckon.contribution import contribution_range


@cache
def bands() -> pd.DataFrame:
    """The known bands, lowest first: `regulation_id`, `income_from`, `income_to` (rupiah a month; NaN for no
    end), `note`.
    """
    text = tables.read_text(Path(str(files("ucjlib.reckon") / "bands.csv"))).drop(columns=tables.LINE)
    numbers = {
        c: pd.to_numeric(text[c].replace("", None)).astype(float) for c in ("income_from", "income_to")
    }
    return text.assign(**numbers).sort_values("income_from", ignore_index=True)


def contribution_of_income(
    regulations: pd.DataFrame,
    month: str,
    income: float,
    payer: str = "budget",
    group: str = "bpu",
    item: str = "jkk+jkm",
) -> tuple[float, float, str]:
    """Least and greatest rupiah a month for one worker of an income (rupiah a month), and the rows' ids.

    Raises BadTable for an income below 0, NotEnoughData where no rule is in force.
    """
    if not income >= 0:
        raise BadTable(f"income {income} is no income", fix="give rupiah a month from 0")
    low_row, high_row = _around(income)
    low, _, low_ids = contribution_range(_only(regulations, low_row), month, payer, group, item)
    _, high, high_ids = contribution_range(_only(regulations, high_row), month, payer, group, item)
    return low, high, " ".join(dict.fromkeys(f"{low_ids} {high_ids}".split()))


def _around(income: float) -> tuple[str, str]:
    """The known band that an income lies in, twice; or those next to it."""
    known = bands()
    at = int((known["income_from"] <= income).sum()) - 1
    end = known["income_to"].iloc[at]
    above = at if pd.isna(end) or income < end + 1 else at + 1
    return str(known["regulation_id"].iloc[at]), str(known["regulation_id"].iloc[above])


def _only(regulations: pd.DataFrame, band: str) -> pd.DataFrame:
    """The rules with one band's accident contribution, which sums then rest on."""
    ids = regulations["regulation_id"]
    other = ids.isin(bands()["regulation_id"]) & (ids != band)
    whole = (regulations["kind"] == "contribution") & regulations["item"].str.contains(r"jkk\+", regex=True)
    return regulations[~other & ~(whole & regulations["group"].str.startswith("bpu"))]

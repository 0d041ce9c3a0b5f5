"""The raw tables, read and held against each other before any stage sees them.

A schema knows one cell; here is what only several cells, or several tables, can tell: a
source that no table lists, a code that is another place's, a unit the indicator is not
counted in, a day that does not exist.
"""

from collections.abc import Callable

import pandas as pd

from ucjlib.core import period
from ucjlib.core.errors import BadDate, BadTable
from ucjlib.reference import regions, schemas
from ucjlib.run import workspace

CLAIMS = ("article_claims", "official_claims")
DATES = {"sources": ("published",), "decisions": ("decided_on",)} | dict.fromkeys(
    CLAIMS, ("as_of", "period_start")
)


def read() -> dict[str, pd.DataFrame]:
    """All raw tables by name. Raises MissingFile, BadTable with file, line and column."""
    raw = {name: workspace.load(name) for name in workspace.RAW}
    for name, columns in DATES.items():
        for column in columns:
            _each(raw[name], name, column, _day_that_exists)
    for name in CLAIMS:
        _check_claims(raw[name], name, set(raw["sources"]["source_id"]))
    claims = all_claims(raw)
    _refuse(raw["official_claims"], "official_claims", "claim_id",
            raw["official_claims"]["claim_id"].isin(raw["article_claims"]["claim_id"]),
            "stands in article_claims.csv too", "give one of the two another id")  # fmt: skip
    _refuse(raw["decisions"], "decisions", "claim_id", ~raw["decisions"]["claim_id"].isin(claims["claim_id"]),
            "is no claim", "correct the claim_id, or remove the decision")  # fmt: skip
    return raw


def all_claims(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Article and official claims as one table."""
    return pd.concat([raw[name] for name in CLAIMS], ignore_index=True)


def _check_claims(claims: pd.DataFrame, name: str, sources: set[str]) -> None:
    names = regions.regions().set_index("region_code")["name"]
    units = schemas.terms("indicators")["units"].str.split()
    allowed = [unit in units[word] for unit, word in zip(claims["unit"], claims["indicator"], strict=True)]
    coded = claims["region_code"] != ""
    checks = [
        ("source_id", ~claims["source_id"].isin(sources), "is no row of sources.csv", "add the source"),
        ("region_code", coded & ~claims["region_code"].isin(names.index), "is no Home Affairs code",
         "write the code of regions.csv"),
        ("place", coded & (claims["place"] != claims["region_code"].map(names)),
         "is not the official name of its region_code", "correct the place or the code"),
        ("unit", ~pd.Series(allowed, index=claims.index), "is not a unit of its indicator",
         "look the indicator up in docs/data-dictionary.md"),
    ]  # fmt: skip
    for column, wrong, what, fix in checks:
        _refuse(claims, name, column, wrong, what, fix)


def _refuse(frame: pd.DataFrame, name: str, column: str, wrong: pd.Series, what: str, fix: str) -> None:
    if wrong.any():
        position = int(wrong.to_numpy().argmax())
        raise BadTable(
            f'{column} "{frame[column].iloc[position]}" {what}', where=_where(name, position, column), fix=fix
        )


def _each(frame: pd.DataFrame, name: str, column: str, check: Callable[[str], object]) -> None:
    for position, cell in enumerate(frame[column]):
        try:
            check(cell)
        except BadDate as error:
            raise BadTable(
                error.what, where=_where(name, position, column), why=error.why, fix=error.fix
            ) from None


def _day_that_exists(text: str) -> None:
    if text:
        period.last_day(text)


def _where(name: str, position: int, column: str) -> str:
    # a checked table has one line a row below its header
    return f"{workspace.root() / 'data' / 'raw' / f'{name}.csv'}, line {position + 2}, column {column}"

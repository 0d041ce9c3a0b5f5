"""The observations of a pool, checked: dated shares with the range of their print.

>>> table = pd.DataFrame({"unit": ["35.05"], "year": [2025.3], "value": 17.6, "low": 17.59, "high": 17.61})
>>> checked(table).columns.tolist()
['unit', 'year', 'value', 'low', 'high', 'group', 'base']
"""

import numpy as np
import pandas as pd

from ucjlib.core.errors import BadTable, NotEnoughData

NUMBERS = ["year", "value", "low", "high"]
WHERE = "observations of a pool"
ROUNDING = 1e-6
"""Percent that a value may lie outside its range: what binary fractions and rounded tables do."""


def checked(observations: pd.DataFrame) -> pd.DataFrame:
    """`unit`, `year`, `value`, `low`, `high`, `group`, `base`; the last two blank where not told.

    Rows that say the same of one unit and time are copies and count once.
    Raises BadTable (a column missing, a unit without a name or in two groups, a value that is no dated share
    of 0-100 percent), NotEnoughData (no row).
    """
    missing = [c for c in ("unit", *NUMBERS) if c not in observations]
    if missing:
        raise BadTable(f"no column {', '.join(missing)}", where=WHERE)
    if observations.empty:
        raise NotEnoughData("no figure at all to project from", where=WHERE)
    table = observations.reindex(columns=["unit", *NUMBERS, "group", "base"]).reset_index(drop=True)
    texts = table[["group", "base"]].astype(object).fillna("").astype(str)
    table = table.astype(dict.fromkeys(NUMBERS, float)).assign(unit=names(table["unit"], WHERE), **texts)
    _refuse(table)
    return table.drop_duplicates(ignore_index=True)


def names(units: pd.Series, where: str) -> pd.Series:
    """Units as text; whole numbers alike whether kept as integers or not. Raises BadTable where one is blank.

    >>> names(pd.Series([1.0, 2.0]), "query").tolist()
    ['1', '2']
    """
    if units.isna().any():
        raise BadTable("a unit has no name", where=where, fix="leave the row out or name it")
    whole = pd.api.types.is_float_dtype(units) and (units == units.round()).all()
    return (units.astype("int64") if whole else units).astype(str)


def _refuse(table: pd.DataFrame) -> None:
    inside = table[NUMBERS[1:]].ge(0).all(axis=1) & table[NUMBERS[1:]].le(100).all(axis=1)
    ordered = table["low"].le(table["value"] + ROUNDING) & table["value"].le(table["high"] + ROUNDING)
    bad = table[~(inside & ordered & np.isfinite(table["year"]))]
    if len(bad):
        row = bad.iloc[0]
        shown = f"year {row['year']}, value {row['value']} ({row['low']} to {row['high']})"
        raise BadTable(
            f"{shown} is no dated share of 0-100 percent within its range",
            where=f"observations of unit {row['unit']}",
            fix="leave the row out or put it right",
        )
    groups = table.groupby("unit")["group"].nunique()
    if (groups > 1).any():
        raise BadTable(
            "it stands in two groups", where=f"observations of unit {groups.idxmax()}",
            fix="give each unit one group",
        )  # fmt: skip

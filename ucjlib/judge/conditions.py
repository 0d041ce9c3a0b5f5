"""The conditions that `equations.csv` names: which rows of figures set beside each other are meant together.

>>> rows = pd.DataFrame({"active_high": [80.0, 95.0], "registered_low": [100.0, 100.0]})
>>> met(rows, "tenth_below active registered").tolist()
[True, False]
"""

from collections.abc import Callable
from functools import partial

import pandas as pd

from ucjlib.judge.together import near, one_target_year, same_time, years

# the month from which the target of a year may be met, and how near target times base comes to its headcount
AUTUMN, ASKED = 9, 0.1
# a rate over the active is a tenth lower than one over the registered: another rate
LEAST_INACTIVE = 0.1


def met(rows: pd.DataFrame, conditions: str) -> pd.Series:
    """Whether each row meets every condition: names of `CONDITIONS`, sides after them, parted by `; `."""
    told = pd.Series(True, index=rows.index)
    for condition in filter(None, conditions.split("; ")):
        name, *sides = condition.split()
        told &= CONDITIONS[name](rows, *sides)
    return told


def _later(rows: pd.DataFrame, one: str, two: str) -> pd.Series:
    return years(rows[f"{one}_as_of"]).gt(years(rows[f"{two}_as_of"]))


def _ahead(rows: pd.DataFrame, goal: str, now: str, undated: bool = False) -> pd.Series:
    year = rows[f"{goal}_target_year"]
    return year.ge(years(rows[f"{now}_as_of"]) // 1).fillna(undated).astype(bool)


def _due(rows: pd.DataFrame, goal: str, now: str) -> pd.Series:
    """Whether a target is for the year of a figure that is told of its autumn."""
    year, month = (pd.to_numeric(rows[f"{now}_as_of"].str.slice(*cut)) for cut in ((0, 4), (5, 7)))
    return rows[f"{goal}_target_year"].eq(year).fillna(False).astype(bool) & month.ge(AUTUMN)


def _asked_of(rows: pd.DataFrame, goal: str, aim: str, whole: str) -> pd.Series:
    asked = rows[aim] * rows[whole] / 100
    return (asked - rows[goal]).abs().le(ASKED * rows[goal])


def _earlier_target(rows: pd.DataFrame, one: str, two: str) -> pd.Series:
    return rows[f"{one}_target_year"].lt(rows[f"{two}_target_year"]).fillna(False).astype(bool)


def _in_unit(rows: pd.DataFrame, name: str, unit: str) -> pd.Series:
    return rows[f"{name}_unit"].eq(unit)


def _tenth_below(rows: pd.DataFrame, one: str, two: str) -> pd.Series:
    return rows[f"{one}_high"].lt((1 - LEAST_INACTIVE) * rows[f"{two}_low"])


def _in_order(rows: pd.DataFrame, one: str, two: str) -> pd.Series:
    """Whether two figures stand alike among as many of their kinds: the higher target asks for more heads."""
    ranks, counts = (
        pd.DataFrame({name: getattr(rows.groupby("source_id")[name], how)(told) for name in (one, two)})
        for how, told in (("rank", "dense"), ("transform", "nunique"))
    )
    return ranks[one].eq(ranks[two]) | counts[one].ne(counts[two])


CONDITIONS: dict[str, Callable[..., pd.Series]] = {
    "same_time": same_time,
    "near": near,
    "one_target_year": one_target_year,
    "later": _later,
    "ahead": _ahead,
    "ahead_or_undated": partial(_ahead, undated=True),
    "due": _due,
    "not_due": lambda *sides: ~_due(*sides),
    "asked_of": _asked_of,
    "earlier_target": _earlier_target,
    "in_unit": _in_unit,
    "in_order": _in_order,
    "tenth_below": _tenth_below,
    "within": lambda rows, part, whole: rows[part].le(rows[whole]),
}

"""Claims that can be set beside each other: same source, same place, same people, one moment.

The rules work on *sides*: one row per claim of an indicator, its columns renamed so that
two or three sides can be merged into one row of arithmetic. Segment `other` is left out,
because two others in one source may be two populations.

>>> together = pd.DataFrame({"a_as_of": ["2025", "2025-06"], "b_as_of": ["2025-06-08", "2025-08"],
...     "a_basis": ["stated"] * 2, "b_basis": ["stated"] * 2})
>>> same_time(together, "a", "b").tolist()
[True, False]
"""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

from ucjlib.core import period
from ucjlib.judge.ranges import computed

KEYS = ["source_id", "region_code", "place", "segment"]
HEADCOUNTS = ("participants_active", "participants_registered")
# a figure without a date of its own is given the day of the statement: up to six weeks after its own
STATEMENT_LAG = 0.125
# a base is printed with the latest date known to the speaker, and holds for the year around it
BASE_LAG = 0.6
_PARTS = {
    "claim_id": "id",
    "value": "",
    "low": "low",
    "high": "high",
    "as_of": "as_of",
    "as_of_basis": "basis",
    "indicator": "indicator",
    "qualifier": "qualifier",
}


def years(dates: pd.Series) -> pd.Series:
    """Decimal years of a column of dates, NaN of blank ones (each date once: few dates, many claims)."""
    known = {date: _year(date) for date in dates.unique() if date}
    return dates.map(known).astype(float)


@cache
def _year(date: str) -> float:
    return period.decimal_year(date)


def side(claims: pd.DataFrame, name: str, *indicators: str, keep: Sequence[str] = ()) -> pd.DataFrame:
    """The claims of `indicators` as columns `name`, `name_low`, `name_high`, `name_id`, `name_as_of`, ...

    `keep`: further columns of the claims to carry, as `name_<column>`.
    """
    names = {column: f"{name}_{short}" if short else name for column, short in _PARTS.items()}
    names |= {column: f"{name}_{column}" for column in keep}
    rows = claims.loc[claims["indicator"].isin(indicators), [*KEYS, *names]]
    return rows[rows["segment"].ne("other")].rename(columns=names)


def pair(left: pd.DataFrame, right: pd.DataFrame, on: Sequence[str] = KEYS) -> pd.DataFrame:
    """Every left row beside every right row that agrees on `on`."""
    return left.merge(right, on=list(on), how="inner")


def same_time(frame: pd.DataFrame, left: str, right: str) -> pd.Series:
    """Whether two dates can mean one moment: one is part of the other, or a statement lag apart.

    A blank date fits any other of the same source.
    """
    first, second = frame[f"{left}_as_of"], frame[f"{right}_as_of"]
    part = [one_moment(a, b) for a, b in zip(first, second, strict=True)]
    told = frame[f"{left}_basis"].eq("stated") & frame[f"{right}_basis"].eq("stated")
    return pd.Series(part, index=frame.index, dtype=bool) | (~told & _apart(first, second).le(STATEMENT_LAG))


def near(frame: pd.DataFrame, left: str, right: str, most: float = BASE_LAG) -> pd.Series:
    """Whether two dates lie `most` years apart at the most; a blank date fits any."""
    apart = _apart(frame[f"{left}_as_of"], frame[f"{right}_as_of"])
    return apart.isna() | apart.le(most)


def one_target_year(frame: pd.DataFrame, left: str, right: str) -> pd.Series:
    """Whether two figures about a target mean the same year; a blank one fits any."""
    first, second = frame[f"{left}_target_year"], frame[f"{right}_target_year"]
    return first.isna() | second.isna() | first.eq(second).fillna(False).astype(bool)


def closest(frame: pd.DataFrame, by: Sequence[str], extra: Sequence[str] = ()) -> pd.DataFrame:
    """Of several comparisons of one figure, the one that fits best (needs left_*, right_* columns)."""
    ranked = frame.assign(_apart=distance(frame), _off=(frame["left"] - frame["right"]).abs())
    ids = sorted(column for column in frame.columns if column.endswith("_id") and column != "source_id")
    order = ["_apart", *extra, "_off", *ids]
    return ranked.sort_values(order, kind="stable").drop_duplicates(list(by)).drop(columns=["_apart", "_off"])


def distance(frame: pd.DataFrame) -> pd.Series:
    """How far apart the two ranges are; 0 when they overlap."""
    return np.maximum(frame["left_low"] - frame["right_high"], frame["right_low"] - frame["left_high"]).clip(
        lower=0
    )


def bases(claims: pd.DataFrame, name: str = "whole") -> pd.DataFrame:
    """What a rate of a source can stand on: its printed universe, else covered plus uncovered.

    Columns of a side, and `name_working` (arithmetic) and `name_ids` (claims, blank separated).
    """
    printed = side(claims, name, "universe")
    printed = printed.assign(
        **{f"{name}_working": printed[name].map("{:.0f}".format), f"{name}_ids": printed[f"{name}_id"]}
    )
    both = pair(side(claims, "part", *HEADCOUNTS), side(claims, "rest", "uncovered_workers"))
    both = both[same_time(both, "part", "rest")]
    both = both.merge(printed[KEYS].drop_duplicates().assign(told=True), on=KEYS, how="left")
    both = both[both["told"].isna()]
    added = both[KEYS].assign(
        **{
            **computed("part + rest", both).columns(name),
            f"{name}_id": both["part_id"],
            f"{name}_as_of": both["part_as_of"],
            f"{name}_basis": both["part_basis"],
            f"{name}_indicator": "universe",
            f"{name}_qualifier": "",
            f"{name}_working": texts(
                (f"({a:.0f} + {b:.0f})" for a, b in zip(both["part"], both["rest"], strict=True)), both
            ),
            f"{name}_ids": both["part_id"] + " " + both["rest_id"],
        }
    )
    return pd.concat([printed, added], ignore_index=True)


def exact_counts(claims: pd.DataFrame) -> pd.DataFrame:
    """Counts of a thousand workers and more that are printed to the worker, by `claim_id`."""
    printed = claims["unit"].eq("workers") & claims["qualifier"].eq("") & claims["segment"].ne("other")
    exact = (claims["high"] - claims["low"]).le(2) & claims["value"].ge(1000)
    return claims[printed & exact].sort_values("claim_id", kind="stable")


def employed(claims: pd.DataFrame) -> pd.DataFrame:
    """BPS employed people: one row per region and August, of several prints the narrowest.

    Columns: region_code, employed_as_of, employed, employed_low, employed_high, employed_id.
    """
    rows = claims[
        claims["indicator"].eq("employed") & claims["segment"].eq("total") & claims["region_code"].ne("")
    ]
    rows = rows[rows["as_of"].str.slice(4, 7).eq("-08")].assign(_width=rows["high"] - rows["low"])
    rows = rows.assign(employed_as_of=rows["as_of"].str.slice(0, 7))
    rows = rows.sort_values(["_width", "claim_id"]).drop_duplicates(["region_code", "employed_as_of"])
    names = {"value": "employed", "low": "employed_low", "high": "employed_high", "claim_id": "employed_id"}
    return rows.rename(columns=names)[["region_code", "employed_as_of", *names.values()]]


def last_augusts(frame: pd.DataFrame, figures: pd.DataFrame, date: str, count: int = 3) -> pd.DataFrame:
    """Each row of `frame` beside the BPS employed of the last `count` Augusts up to its `date`."""
    joined = frame[frame[date].ne("")].merge(figures, on="region_code", how="inner")
    since = years(joined[date]) - years(joined["employed_as_of"])
    return joined[since.gt(-0.05) & since.le(count)].reset_index(drop=True)


def grouped(rows: Iterable[Any] | pd.DataFrame, *names: str) -> dict[tuple, list[Any]]:
    """Rows (named tuples, or a frame) by the values of `names`, keys in order; within a key as they come."""
    groups: dict[tuple, list[Any]] = {}
    # a column of text hands out its cells one by one, slowly; one of plain objects does not
    told = rows.astype(object).itertuples() if isinstance(rows, pd.DataFrame) else rows
    key = attrgetter(*names)
    for row in told:
        groups.setdefault(key(row) if len(names) > 1 else (key(row),), []).append(row)
    return dict(sorted(groups.items()))


def texts(items: Iterable[str], frame: pd.DataFrame) -> pd.Series:
    """A text column for `frame`, text also when there are no rows."""
    return pd.Series(list(items), index=frame.index, dtype=str)


def one_moment(first: str, second: str) -> bool:
    """Whether one date is part of the other; a day and another day of one month are one moment here.

    >>> one_moment("2024-12", "2024"), one_moment("2024-12-10", "2024-09")
    (True, False)
    """
    length = min(len(first), len(second), 7)
    return first[:length] == second[:length]


def _apart(first: pd.Series, second: pd.Series) -> pd.Series:
    return (years(first) - years(second)).abs()

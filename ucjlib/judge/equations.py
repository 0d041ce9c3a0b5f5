"""Rules that are one equation between figures of one source.

A rule names its sides (which indicators, which segment), the formula and the side on trial; here the
claims are set beside each other, the formula is worked out on ranges, and the comparison that fits best
is kept for each figure on trial. A miss that open words or round counts explain cannot be told.

>>> part, whole = Range(*map(pd.Series, ([300.0], [299.0], [301.0]))), Range(*map(pd.Series, ([800.0],) * 3))
>>> (100 * part / whole).low.tolist()
[37.375]

Method: interval arithmetic (Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009, ch. 2).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ucjlib.judge.comparing import findings, outcome
from ucjlib.judge.prints import loosened
from ucjlib.judge.together import BASE_LAG, KEYS, closest, near, pair, side, texts
from ucjlib.judge.wording import plain
from ucjlib.reference import schemas

PLACE = tuple(KEYS[:3])
_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Range:
    """A column of numbers with the least and the greatest value that each may have."""

    value: Any
    low: Any
    high: Any

    def __add__(self, other: "Range") -> "Range":
        return Range(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Range") -> "Range":
        return Range(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Range") -> "Range":
        return Range(self.value * other.value, self.low * other.low, self.high * other.high)

    def __rmul__(self, factor: float) -> "Range":
        return exactly(factor) * self

    def __truediv__(self, other: "Range") -> "Range":
        return Range(self.value / other.value, self.low / other.high, self.high / other.low)


class Side(NamedTuple):
    """Which claims stand on one side: `indicators`, `segments` (() any but `other`), how many years off.

    on : what it shares with the figure on trial, where that is not what the equation says.
    """

    indicators: tuple[str, ...]
    segments: tuple[str, ...] = ()
    within: float = BASE_LAG
    on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Equation:
    """A rule: its sides by name, what is worked out of them, and what that is held against.

    left : from the sides to the computed range. right : name of the side on trial, first of `claim_ids`.
    working : the computation in words, side names stand for their values ("part / whole").
    on : what the sides share. at_most : the right side may be greater than the computed one. quiet :
    agreement is passed in silence. only : a further condition on the rows. keep : further columns of
    the claims, as <side>_<column>. meant : a miss by more than this share of the printed figure cannot
    tell, because the figures were not meant together.
    """

    sides: dict[str, Side]
    left: Callable[[Any], Range]
    right: str
    working: str
    unit: str = ""
    on: tuple[str, ...] = tuple(KEYS)
    at_most: bool = False
    quiet: bool = False
    only: Callable[[pd.DataFrame], pd.Series] | None = None
    keep: tuple[str, ...] = field(default=())
    meant: float = np.inf


def exactly(value: Any) -> Range:
    """A number known to the unit, as a range of no width."""
    return Range(value, value, value)


def of(
    *indicators: str, segments: Sequence[str] = (), within: float = BASE_LAG, on: Sequence[str] = ()
) -> Side:
    """A side: claims of these indicators (and segments), dated so many years off the figure on trial."""
    return Side(indicators, tuple(segments), within, tuple(on))


def hold(claims: pd.DataFrame, rule: str, *equations: Equation) -> pd.DataFrame:
    """The findings of `rule`: each figure on trial beside the figures of its source that fit it best.

    claims : typed frame of table `claims`. equations : the forms the rule has, mostly one.
    Returns the columns of `findings`, a row for each figure on trial; empty where no source has all sides.
    """
    tried = [frame for equation in equations if len(frame := _tried(claims, equation))]
    return findings(pd.concat(tried, ignore_index=True) if tried else schemas.empty("findings"), rule)


def _tried(claims: pd.DataFrame, equation: Equation) -> pd.DataFrame:
    frame = _beside(claims, equation)
    if frame.empty:
        return frame
    frame = closest(_compared(frame, equation), [f"{equation.right}_id"])
    frame = frame.assign(outcome=_outcomes(frame, equation), as_of=frame[f"{equation.right}_as_of"], cause="")
    if equation.quiet:
        frame = frame[frame["outcome"].ne("agree")]
    return frame.assign(
        claim_ids=texts((_ids(row, equation) for row in frame.itertuples()), frame),
        working=texts((_working(row, equation) for row in frame.itertuples()), frame),
    )


def _names(equation: Equation) -> list[str]:
    return [equation.right, *(name for name in equation.sides if name != equation.right)]


def _beside(claims: pd.DataFrame, equation: Equation) -> pd.DataFrame:
    """One row for every choice of one claim a side that share `on` and lie near in time."""
    trial = claims["indicator"].isin(equation.sides[equation.right].indicators)
    claims = claims[claims["source_id"].isin(claims.loc[trial, "source_id"])]
    joined = reduce(
        lambda frame, name: _with(frame, _rows(claims, equation, name), equation, name),
        _names(equation)[1:],
        _rows(claims, equation, equation.right),
    )
    chosen = joined if equation.only is None or joined.empty else joined[equation.only(joined)]
    return chosen.reset_index(drop=True)


def _rows(claims: pd.DataFrame, equation: Equation, name: str) -> pd.DataFrame:
    kind = equation.sides[name]
    taken = claims[claims["segment"].isin(kind.segments)] if kind.segments else claims
    return side(taken, name, *kind.indicators, keep=("unit", *equation.keep))


def _with(frame: pd.DataFrame, rows: pd.DataFrame, equation: Equation, name: str) -> pd.DataFrame:
    on = equation.sides[name].on or equation.on
    both = pair(frame, rows.drop(columns=[key for key in KEYS if key not in on]), on=on)
    ids = [column for column in frame.columns if column.endswith("_id") and column != "source_id"]
    twice = both[ids].eq(both[f"{name}_id"], axis=0).any(axis=1)
    return both[near(both, equation.right, name, equation.sides[name].within) & ~twice]


def _compared(frame: pd.DataFrame, equation: Equation) -> pd.DataFrame:
    sides = {name: Range(frame[name], frame[f"{name}_low"], frame[f"{name}_high"]) for name in equation.sides}
    left, right = equation.left(SimpleNamespace(**sides)), sides[equation.right]
    numbers = {
        f"{name}{end}": column
        for name, told in (("left", left), ("right", right))
        for end, column in (("", told.value), ("_low", told.low), ("_high", told.high))
    }
    unit = equation.unit or frame[f"{equation.right}_unit"]
    return frame.assign(**numbers, unit=unit).replace([np.inf, -np.inf], np.nan)


def _outcomes(frame: pd.DataFrame, equation: Equation) -> pd.Series:
    told = outcome(frame)
    if equation.at_most:
        return told.mask(frame["left_low"].le(frame["right_high"]), "agree")
    loose = reduce(loosened, equation.sides, frame[told.eq("disagree")])
    loose = _compared(loose, equation)
    fits = loose["left_low"].le(loose["right_high"]) & loose["right_low"].le(loose["left_high"])
    far = (frame["left"] - frame["right"]).abs().gt(equation.meant * frame["right"].abs())
    return told.mask(fits.reindex(frame.index, fill_value=False) | (told.eq("disagree") & far), "cannot_tell")


def _ids(row: Any, equation: Equation) -> str:
    return " ".join(dict.fromkeys(getattr(row, f"{name}_id") for name in _names(equation)))


def _working(row: Any, equation: Equation) -> str:
    def shown(found: re.Match[str]) -> str:
        name = found.group()
        return plain(getattr(row, name)) if name in equation.sides else name

    return _NAME.sub(shown, equation.working)

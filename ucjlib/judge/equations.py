"""Rules that are one equation between figures of one source: the rows of `equations.csv`.

A row names its rule, the equation, and which claims stand for each name in it. Here the claims are set
beside each other, the formula is worked out on ranges, and the comparison that fits best is kept for each
figure on trial, the one on the right. A miss that open words or round counts explain cannot be told.
A rule with several rows holds any of them.

Columns: meaning (first row of a rule; blank where a function of the rulebook tells it), equation (`<=`:
the right side may be greater), working (in words; blank when the formula says it), sides (below),
only (`conditions`), without (indicators: sources that print one are left out), quiet (agreement is passed
in silence), meant (a miss by more than this share of the printed figure cannot tell: not meant together; of
a bound, a miss by less agrees).

>>> _side("now: heads of total within 1")
Side(name='now', indicators=('participants_active', 'participants_registered'),
     segments=('total',), within=1.0)
"""

import re
from collections.abc import Callable
from functools import cache, reduce
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ucjlib.judge.comparing import findings, outcome
from ucjlib.judge.conditions import met
from ucjlib.judge.prints import loosened
from ucjlib.judge.ranges import computed, of_columns
from ucjlib.judge.together import BASE_LAG, HEADCOUNTS, KEYS, closest, near, pair, side, texts
from ucjlib.judge.wording import own_table, plain
from ucjlib.reference import schemas

GROUPS = ("pu", "bpu", "formal", "informal", "jakon", "rentan", "desa", "non_asn", "pmi")
SHORT = {"heads": HEADCOUNTS, "groups": GROUPS}
_NAME = re.compile(r"[a-z_]+")
_SIDE = re.compile(r"(\w+): ([\w ]+?)(?: of ([\w ]+?))?(?: within ([\d.]+))?")


class Side(NamedTuple):
    """Which claims stand for a name: `indicators`, `segments` (() any but `other`), how many years off."""

    name: str
    indicators: tuple[str, ...]
    segments: tuple[str, ...]
    within: float


class Equation(NamedTuple):
    """A row of the table, read: its sides, the one on trial (on the right) first."""

    sides: tuple[Side, ...]
    left: str
    at_most: bool
    working: str
    only: str
    without: tuple[str, ...]
    quiet: bool
    meant: float


def tabled(rule: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """The rule of that name as a function from claims to findings; KeyError if the table has none."""

    def held(claims: pd.DataFrame) -> pd.DataFrame:
        return hold(claims, rule)

    held.__name__, held.__doc__ = rule, own_table("equations").loc[[rule], "meaning"].iloc[0]
    return held


def hold(claims: pd.DataFrame, rule: str) -> pd.DataFrame:
    """The findings of `rule`: each figure on trial beside the figures of its source that fit it best.

    claims : typed frame of table `claims`. Returns the columns of `findings`, a row for each figure on
    trial; empty where no source has all sides.
    """
    named = claims[claims["indicator"].isin(_indicators(rule))]
    tried = [frame for equation in equations(rule) if len(frame := _tried(named, equation))]
    if not tried:
        return schemas.empty("findings")
    frame = pd.concat(tried, ignore_index=True)
    if len(tried) > 1 and not equations(rule)[0].at_most:
        frame = closest(frame.assign(trial=frame["claim_ids"].str.partition(" ")[0]), ["trial"])
    return findings(frame, rule)


@cache
def equations(rule: str) -> tuple[Equation, ...]:
    """The equations of a rule, mostly one."""
    return tuple(_read(row) for row in own_table("equations").loc[[rule]].to_dict("records"))


@cache
def _indicators(rule: str) -> frozenset[str]:
    """All indicators that the equations of a rule look at."""
    sides = {name for one in equations(rule) for side in one.sides for name in side.indicators}
    return frozenset(sides).union(*(one.without for one in equations(rule)))


def _read(row: dict[Any, str]) -> Equation:
    left, sign, right = re.split(r" (<?=) ", row["equation"])
    sides = [_side(told) for told in row["sides"].split("; ")]
    return Equation(
        sides=tuple(sorted(sides, key=lambda side: side.name != right)),
        left=left,
        at_most=sign == "<=",
        working=row["working"] or left,
        only=row["only"],
        without=tuple(row["without"].split()),
        quiet=row["quiet"] == "yes",
        meant=float(row["meant"] or (0.0 if sign == "<=" else np.inf)),
    )


def _side(told: str) -> Side:
    found = _SIDE.fullmatch(told)
    if not found:
        raise ValueError(f'"{told}" is no side of an equation')
    name, indicators, segments, within = found.groups(default="")
    return Side(name, _words(indicators), _words(segments), float(within or BASE_LAG))


def _words(told: str) -> tuple[str, ...]:
    return tuple(word for short in told.split() for word in SHORT.get(short, (short,)))


def _tried(claims: pd.DataFrame, equation: Equation) -> pd.DataFrame:
    trial = equation.sides[0].name
    frame = _beside(claims, equation)
    if frame.empty:
        return frame
    frame = closest(_compared(frame, equation), [f"{trial}_id"])
    frame = frame.assign(outcome=_outcomes(frame, equation), as_of=frame[f"{trial}_as_of"], cause="")
    frame = frame.assign(**_said_of(frame, equation))
    if equation.quiet:
        frame = frame[frame["outcome"].ne("agree")]
    ids, *others = (frame[f"{one.name}_id"] for one in equation.sides)
    return frame.assign(claim_ids=ids.str.cat(others, sep=" "), working=_workings(frame, equation))


def _beside(claims: pd.DataFrame, equation: Equation) -> pd.DataFrame:
    """One row for every choice of one claim a side, of one source and place, that lie near in time."""
    trial, *others = equation.sides
    first = _rows(claims, trial)
    if equation.without:
        told = claims.loc[claims["indicator"].isin(equation.without), "source_id"]
        first = first[~first["source_id"].isin(told)]
    # most are rare: what stands beside them is sought in their sources alone
    claims = claims[claims["source_id"].isin(first["source_id"])]
    for other in others:
        if first.empty:
            return first
        first = _with(first, _rows(claims, other), other, trial)
    return first[met(first, equation.only)].reset_index(drop=True)


def _rows(claims: pd.DataFrame, one: Side) -> pd.DataFrame:
    rows = side(claims, one.name, *one.indicators, keep=("unit", "target_year"))
    return rows[rows["segment"].isin(one.segments)] if one.segments else rows


def _with(frame: pd.DataFrame, rows: pd.DataFrame, other: Side, trial: Side) -> pd.DataFrame:
    # figures of different groups share their place only
    apart = other.segments and trial.segments and other.segments != trial.segments
    both = pair(frame, rows.drop(columns="segment"), on=KEYS[:3]) if apart else pair(frame, rows)
    ids = [column for column in frame.columns if column.endswith("_id") and column != "source_id"]
    twice = both[ids].eq(both[f"{other.name}_id"], axis=0).any(axis=1)
    return both[near(both, trial.name, other.name, other.within) & ~twice]


def _compared(frame: pd.DataFrame, equation: Equation) -> pd.DataFrame:
    trial = equation.sides[0].name
    numbers = computed(equation.left, frame).columns("left") | of_columns(frame, trial).columns("right")
    finite = {column: told.where(np.isfinite(told)) for column, told in numbers.items()}
    return frame.assign(**finite, unit=frame[f"{trial}_unit"])


def _said_of(frame: pd.DataFrame, equation: Equation) -> dict[str, pd.Series]:
    """Open word and, of a bound, date of each side that is one figure; of a target its year."""
    names = {"left": equation.left, "right": equation.sides[0].name}
    told = {end: name for end, name in names.items() if f"{name}_qualifier" in frame}
    words = {f"{end}_qualifier": frame[f"{name}_qualifier"] for end, name in told.items()}
    if not equation.at_most:
        return words
    years = {name: frame[f"{name}_target_year"].astype("string") for name in told.values()}
    dates = {name: "@" + years[name].fillna(frame[f"{name}_as_of"]).astype(str) for name in told.values()}
    return words | {f"{end}_of": dates[name] for end, name in told.items()}


def _outcomes(frame: pd.DataFrame, equation: Equation) -> pd.Series:
    told = outcome(frame)
    if equation.at_most:
        return told.mask(frame["left_low"].le((1 + equation.meant) * frame["right_high"]), "agree")
    if not told.eq("disagree").any():
        return told
    names = [one.name for one in equation.sides]
    loose = _compared(reduce(loosened, names, frame[told.eq("disagree")]), equation)
    fits = loose["left_low"].le(loose["right_high"]) & loose["right_low"].le(loose["left_high"])
    far = (frame["left"] - frame["right"]).abs().gt(equation.meant * frame["right"].abs())
    return told.mask(fits.reindex(frame.index, fill_value=False) | (told.eq("disagree") & far), "cannot_tell")


def _workings(frame: pd.DataFrame, equation: Equation) -> pd.Series:
    names = [name for one in equation.sides if (name := one.name) in _NAME.findall(equation.working)]
    template = _NAME.sub(lambda it: f"{{{it[0]}}}" if it[0] in names else it[0], equation.working)
    rows = zip(*(map(plain, frame[name]) for name in names), strict=True)
    return texts((template.format(**dict(zip(names, row, strict=True))) for row in rows), frame)

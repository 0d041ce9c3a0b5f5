"""Rule on one fact told twice in one source, and what sets two prints of one fact beside each other.

Probolinggo, June 2025: about 21 percent are covered, and 27 some lines below.

>>> breakdown([Print(v, v - 1, v + 1) for v in (151811.0, 136878.0, 129756.0, 47282.0)])
True
>>> breakdown([Print(35.0, 34.0, 36.0), Print(35.05, 35.04, 35.06), Print(40.0, 39.0, 41.0)])
False
"""

from collections.abc import Sequence
from math import inf
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import comparison, findings
from ucjlib.judge.prints import (
    ENDS,
    Print,
    faced,
    joined_ranges,
    of_claim,
    of_side,
    one_truth,
    overlap,
)
from ucjlib.judge.together import KEYS, grouped, pair, same_time, side
from ucjlib.judge.wording import plain

FACTS = (
    "coverage_rate",
    "uncovered_rate",
    "coverage_target",
    "participants_active",
    "participants_registered",
    "participants_target",
    "universe",
    "uncovered_workers",
    "employed",
    "labour_force",
    "unemployed",
)
# the rest (vulnerable workers, village officials, ...) hold groups that a source counts one by one
WHOLE_SEGMENTS = ("total", "pu", "bpu", "formal", "informal", "jakon")
# heads of these are also counted trade by trade (farmers, fishers): two counts may be two trades
TRADES = ("bpu", "informal")
# the most that the lesser of two bases of one source is of the greater
LARGEST_BASE_SHARE = 0.9


def one_source_two_numbers(claims: pd.DataFrame) -> pd.DataFrame:
    """One source, one place, indicator, segment and moment: two numbers for one fact.

    Three numbers or more that exclude each other are a breakdown: one finding, which cannot be told.
    """
    told = joined_ranges(facts(claims))
    many = told.groupby([*KEYS, "indicator"])["value"].transform("nunique").gt(1)
    one = side(told[many], "a", *FACTS, keep=["goal", "unit"])
    both = pair(one, side(told[many], "b", *FACTS, keep=["goal"]))
    same = both["a_indicator"].eq(both["b_indicator"]) & both["a_goal"].eq(both["b_goal"])
    both = both[same & both["a_id"].lt(both["b_id"]) & both["a"].ne(both["b"]) & ~_one_range(both)]
    both = both[same_time(both, "a", "b")]
    groups = grouped(both, *KEYS, "a_indicator", "a_goal").values()
    rows = [row for group in groups for pairs in _connected(group) for row in _of_source(pairs)]
    return findings(pd.DataFrame(rows), "one_source_two_numbers")


def compared(usual: Any, other: Any) -> dict:
    """The comparison of two claims, `other` to the left; needs `month` and no cause yet."""
    left, right = of_claim(other), of_claim(usual)
    row = comparison(usual, [other, usual], left, right, working=usual.indicator)
    # a rate that nobody printed has the ids of both its figures
    worked = {f"{name}_worked": " " in one.claim_id for name, one in (("left", other), ("right", usual))}
    return row | worked | _sides(left, right) | {"source_id": "", "as_of": usual.month}


def all_told(usual: list, other: list) -> dict:
    """The comparison of two values with all claims that print them and their sources; needs `month`."""
    ids = " ".join(dict.fromkeys(claim.claim_id for claim in [*other, *usual]))
    told = {"left_of": f"{len(tellers(other))} sources", "right_of": f"{len(tellers(usual))} sources"}
    return compared(usual[0], other[0]) | told | {"claim_ids": ids}


def breakdown(told: Sequence[Print]) -> bool:
    """Whether three of the numbers exclude each other: a list of parts, not a contradiction."""
    parts, reached = 0, -inf
    for one in sorted(told, key=lambda one: one.high):
        if one.low > reached:
            parts, reached = parts + 1, one.high
    return parts >= 3


def facts(claims: pd.DataFrame, kinds: Sequence[str] = FACTS) -> pd.DataFrame:
    """The claims of these indicators and of whole segments, with `goal`, the year of a target or 0."""
    known = claims["indicator"].isin(kinds) & claims["segment"].isin(WHOLE_SEGMENTS)
    told = claims[known & claims["region_code"].ne("")]
    return told.assign(goal=told["target_year"].astype("Float64").fillna(0).astype(float))


def _one_range(both: pd.DataFrame) -> pd.Series:
    ends = both["a_qualifier"].isin(ENDS) & both["b_qualifier"].isin(ENDS)
    return ends & both["a_qualifier"].ne(both["b_qualifier"])


def _connected(pairs: list) -> list[list]:
    """The pairs of one fact, those that share a claim together."""
    clusters: list[list] = []
    for one in pairs:
        joined = [told for told in clusters if any({one.a_id, one.b_id} & {p.a_id, p.b_id} for p in told)]
        rest = [told for told in clusters if told not in joined]
        clusters = [*rest, [*(p for told in joined for p in told), one]]
    return clusters


def _of_source(pairs: list) -> list[dict]:
    told = {row.a_id: of_side(row, "a") for row in pairs} | {row.b_id: of_side(row, "b") for row in pairs}
    if not breakdown(list(told.values())):
        return [_pair_row(row, of_side(row, "a"), of_side(row, "b")) for row in pairs]
    least, most = min(told.values()), max(told.values())
    values = ", ".join(plain(value) for value in sorted({one.value for one in told.values()}))
    cause = causes.shown("breakdown", values)
    row = _pair_row(pairs[0], least, most)
    return [row | {"claim_ids": " ".join(sorted(told)), "cause": cause, "outcome": "cannot_tell"}]


def _pair_row(row: Any, one: Print, two: Print) -> dict:
    sides = _sides(one, two)
    if row.segment in TRADES and row.a_unit == "workers" and not (sides["outcome"] or sides["cause"]):
        sides["outcome"] = None if overlap(one, two) else "cannot_tell"
    apart = min(one.value, two.value) < LARGEST_BASE_SHARE * max(one.value, two.value)
    # a source that prints two bases of all workers names them apart
    if (row.a_indicator, row.segment, sides["cause"]) == ("universe", "total", "") and apart:
        sides["severity"] = "note"
    return {
        **{key: getattr(row, key) for key in KEYS},
        "as_of": row.a_as_of,
        "claim_ids": f"{row.a_id} {row.b_id}",
        "unit": row.a_unit,
        "working": row.a_indicator,
        **sides,
    }


def _sides(left: Print, right: Print) -> dict:
    numbers: dict[str, Any] = {**faced(left, right)}
    if overlap(left, right):
        return numbers | {"cause": "", "outcome": None}
    fits = one_truth(left, right)
    return numbers | {
        "cause": "" if fits else _slip(left.value, right.value),
        "outcome": "agree" if fits else None,
    }


def _slip(printed: float, usual: float) -> str:
    if lost := causes.lost_scale(printed, usual):
        return lost
    if printed.is_integer() and usual.is_integer():
        return causes.digit_cause(printed, usual)
    # of two percentages only swapped digits tell: 52.15 and 32.15 are two targets, not a slip
    swapped = causes.digit_slip(f"{printed:.2f}", f"{usual:.2f}") == "swapped_digits"
    return causes.shown("swapped_digits" if swapped else "", f"{plain(usual)}, printed {plain(printed)}")


def tellers(claims: list) -> set[str]:
    """The sources of claims."""
    return {claim.source_id for claim in claims}

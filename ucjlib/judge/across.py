"""Rules across sources and dates: one fact told twice, falls, the two numerators.

Indonesia, April 2025: 35.68 percent in most reports and 35.86 in one, two digits swapped.

>>> turn_of_year("2024-12", "2025-04"), turn_of_year("2024-06", "2024-09")
(True, False)
"""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, sides
from ucjlib.judge.together import KEYS, grouped, pair, same_time, side, year
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
SERIES = ("coverage_rate", "participants_active", "participants_registered")
# active participants of the nation fell 14 percent from December 2024 to May 2025: a quarter is no season
LARGEST_FALL = 0.25
MOST_YEARS_APART = 2.0


def one_source_two_numbers(claims: pd.DataFrame) -> pd.DataFrame:
    """One source, one place, indicator, segment and moment: two numbers for one fact."""
    facts = claims[claims["indicator"].isin(FACTS) & claims["region_code"].ne("")]
    facts = facts[facts["segment"].isin(WHOLE_SEGMENTS)]
    many = facts.groupby([*KEYS, "indicator"])["value"].transform("nunique").gt(1)
    one = side(facts[many], "a", *FACTS, keep=["target_year", "qualifier", "unit"])
    two = side(facts[many], "b", *FACTS, keep=["target_year", "qualifier"])
    both = pair(one, two)
    same = both["a_indicator"].eq(both["b_indicator"]) & both["a_target_year"].fillna(0).eq(
        both["b_target_year"].fillna(0)
    )
    both = both[same & both["a_id"].lt(both["b_id"]) & both["a"].ne(both["b"]) & ~_one_range(both)]
    both = sides(both[same_time(both, "a", "b")].reset_index(drop=True), "a", "b")
    slips = [
        _slip(row.a, row.b) if row.left_low > row.right_high or row.left_high < row.right_low else ""
        for row in both.itertuples()
    ]
    return findings(
        both.assign(
            as_of=both["a_as_of"],
            unit=both["a_unit"],
            working=both["a_indicator"],
            cause=slips,
            claim_ids=both["a_id"] + " " + both["b_id"],
        ),
        "one_source_two_numbers",
    )


def one_fact_two_sources(claims: pd.DataFrame) -> pd.DataFrame:
    """Place, indicator, segment and month of one fact in several sources: the usual value against each other.

    One finding when all agree, else one for each value that does not fit the one most often printed.
    """
    facts = claims[
        claims["indicator"].isin(FACTS)
        & claims["region_code"].ne("")
        & claims["as_of"].ne("")
        & claims["segment"].ne("other")
    ].assign(month=claims["as_of"].str.slice(0, 7))
    facts = facts.assign(goal=facts["target_year"].astype("Float64").fillna(0).astype(float)).sort_values(
        "claim_id", kind="stable"
    )
    keys = ["region_code", "indicator", "segment", "month", "goal"]
    facts = facts[facts.groupby(keys)["source_id"].transform("nunique").gt(1)]
    rows = [row for group in grouped(facts.itertuples(), *keys).values() for row in _told_twice(group)]
    return findings(pd.DataFrame(rows), "one_fact_two_sources")


def falls_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """A stock or rate that falls by more than a quarter between two dated reports. Silent otherwise."""
    series = claims[
        claims["indicator"].isin(SERIES)
        & claims["segment"].eq("total")
        & claims["region_code"].ne("")
        & claims["as_of"].str.len().ge(7)
    ]
    series = series.assign(month=series["as_of"].str.slice(0, 7)).sort_values(["value", "claim_id"])
    groups = grouped(series.itertuples(), "region_code", "indicator").values()
    rows = [row for group in groups for row in _falls(group)]
    return findings(pd.DataFrame(rows), "falls_between_reports")


def registered_against_active(claims: pd.DataFrame) -> pd.DataFrame:
    """Active participants are at most the registered ones of the same place and month."""
    dated = claims[claims["region_code"].ne("") & claims["as_of"].str.len().ge(7)]
    dated = dated.assign(segment=dated["segment"] + "/" + dated["as_of"].str.slice(0, 7))
    active, registered = side(dated, "a", "participants_active"), side(dated, "r", "participants_registered")
    both = pair(active, registered[["region_code", "segment", *_numbers("r")]], on=["region_code", "segment"])
    both = both.sort_values(["a", "r", "a_id", "r_id"], ascending=[False, False, True, True])
    both = sides(both.drop_duplicates(["region_code", "segment"]).reset_index(drop=True), "a", "r")
    segment, month = (both["segment"].str.replace(cut, "", regex=True) for cut in (r"/.*", r".*/"))
    cause = [_same_count(row) for row in both.itertuples()]
    both = both.assign(source_id="", segment=segment, as_of=month, outcome=_at_most(both), cause=cause)
    ids = both["a_id"] + " " + both["r_id"]
    return findings(both.assign(unit="workers", working="", claim_ids=ids), "registered_against_active")


def turn_of_year(earlier: str, later: str) -> bool:
    """Whether the months run from the end of one year into the first half of the next."""
    return int(later[:4]) == int(earlier[:4]) + 1 and earlier[5:7] >= "10" and later[5:7] <= "07"


def _numbers(name: str) -> list[str]:
    return [name, f"{name}_low", f"{name}_high", f"{name}_id"]


def _at_most(both: pd.DataFrame) -> pd.Series:
    above, same = both["left_low"].gt(both["right_high"]), both["left"].eq(both["right"])
    verdict = np.select([above, same], ["disagree", "cannot_tell"], "agree")
    return pd.Series(verdict, index=both.index, dtype=str)


def _same_count(row: Any) -> str:
    equal = f"{plain(row.a)} = {plain(row.r)}"
    return causes.shown("registered_called_active", equal) if row.a == row.r else ""


def _one_range(both: pd.DataFrame) -> pd.Series:
    ends = {"range_low", "range_high"}
    return (
        both["a_qualifier"].isin(ends)
        & both["b_qualifier"].isin(ends)
        & both["a_qualifier"].ne(both["b_qualifier"])
    )


def _slip(printed: float, usual: float) -> str:
    if printed.is_integer() and usual.is_integer():
        return causes.digit_cause(printed, usual)
    # of two percentages only swapped digits tell: 52.15 and 32.15 are two targets, not a slip
    swapped = causes.digit_slip(f"{printed:.2f}", f"{usual:.2f}") == "swapped_digits"
    return causes.shown("swapped_digits" if swapped else "", f"{plain(usual)}, printed {plain(printed)}")


def _told_twice(group: list) -> list[dict]:
    tellers: dict[float, set[str]] = {}
    for claim in group:
        tellers.setdefault(claim.value, set()).add(claim.source_id)
    usual = min(tellers, key=lambda value: (-len(tellers[value]), value))
    chosen, others = [c for c in group if c.value == usual], [c for c in group if c.value != usual]
    low, high = max(claim.low for claim in chosen), min(claim.high for claim in chosen)
    apart = [claim for claim in others if claim.low > high or claim.high < low]
    if not apart:
        return [_row(chosen, others or chosen)]
    return [_row(chosen, rows) for rows in grouped(apart, "value").values()]


def _row(usual: list, other: list) -> dict:
    first, second = usual[0], other[0]
    apart = second.low > first.high or second.high < first.low
    return {
        "source_id": "",
        "region_code": first.region_code,
        "place": first.place,
        "segment": first.segment,
        "as_of": first.month,
        "claim_ids": " ".join(dict.fromkeys(claim.claim_id for claim in [*other, *usual])),
        "left": second.value,
        "left_low": second.low,
        "left_high": second.high,
        "right": first.value,
        "right_low": first.low,
        "right_high": first.high,
        "unit": first.unit,
        "working": first.indicator,
        "cause": _slip(second.value, first.value) if apart else "",
    }


def _falls(group: list) -> list[dict]:
    months = [(month, rows[(len(rows) - 1) // 2]) for (month,), rows in grouped(group, "month").items()]
    rows = []
    for (earlier, first), (later, second) in pairwise(months):
        if year(later) - year(earlier) <= MOST_YEARS_APART and second.high < first.low * (1 - LARGEST_FALL):
            rows.append(_fall(first, second))
    return rows


def _fall(first, second) -> dict:
    lost = f"{plain(first.value)} - {plain(second.value)} = {plain(first.value - second.value)}"
    rate = "other_denominator" if first.unit == "percent" else ""
    cause = "turn_of_year" if turn_of_year(first.month, second.month) else rate
    row = _row([first], [second]) | {"as_of": second.month, "cause": causes.shown(cause, lost)}
    return row | {"working": f"{first.indicator}, @{first.month} to @{second.month}"}

"""Rule on one fact that several sources tell: the number most of them print, and each that does not fit it.

Indonesia, April 2025: 35.68 percent in most reports and 35.86 in one, two digits swapped.

>>> from ucjlib.reference import schemas
>>> len(one_fact_two_sources(schemas.empty("claims")))
0
"""

from typing import Any

import pandas as pd

from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import apart, joined_ranges, of_claim, one_truth
from ucjlib.judge.rulebook.twice import FACTS, all_told, facts, tellers
from ucjlib.judge.together import HEADCOUNTS, grouped

# one report may tell what is needed before and after a programme; two reports of a month mean one thing
BETWEEN_SOURCES = (*FACTS, "additional_workers_needed")
TARGETS = ("coverage_target", "participants_target")
NAMED_APART = (*TARGETS, "universe")
# what members may grow by within a month
IN_A_MONTH = 0.05


def one_fact_two_sources(claims: pd.DataFrame) -> pd.DataFrame:
    """Place, indicator, segment and month of one fact in several sources: the usual value against each other.

    A target is one fact in every month of the year it is for. One finding when all agree, else one for each
    value that does not fit the one most often printed.
    """
    told = joined_ranges(facts(claims, BETWEEN_SOURCES))
    # shares of all employed are no shares of another base
    told = told.assign(month=_moment(told), base=told["denominator"].eq("employed"))
    told = told[told["month"].ne("")].sort_values("claim_id", kind="stable")
    keys = ["region_code", "indicator", "segment", "month", "goal", "base"]
    told = told[told.groupby(keys)["source_id"].transform("nunique").gt(1)]
    rows = [row for group in grouped(told, *keys).values() for row in _told_twice(group)]
    return findings(pd.DataFrame(rows), "one_fact_two_sources")


def _moment(told: pd.DataFrame) -> pd.Series:
    """The month of a fact; of a target the year that it is for."""
    goals = told["indicator"].isin(TARGETS) & told["goal"].gt(0)
    return told["as_of"].str.slice(0, 7).mask(goals, told["goal"].map("{:.0f}".format))


def _told_twice(group: list) -> list[dict]:
    said = {value: len(tellers(rows)) for (value,), rows in grouped(group, "value").items()}
    usual = min(said, key=lambda value: (-said[value], value))
    chosen, others = [c for c in group if c.value == usual], [c for c in group if c.value != usual]
    odd = [c for c in others if not all(one_truth(of_claim(c), of_claim(one)) for one in chosen)]
    if not odd:
        return [all_told(chosen, others) if others else all_told(chosen[1:], chosen[:1])]
    # two numbers of one source alone are that source's matter
    groups = [rows for rows in grouped(odd, "value").values() if len(tellers([*rows, *chosen])) > 1]
    return [_graded(chosen, rows) for rows in groups]


def _graded(usual: list, other: list) -> dict:
    """The comparison; a note where the two values need not be meant for one fact."""
    undated = not any(claim.as_of for claim in usual) or not any(claim.as_of for claim in other)
    # two targets or bases that one source prints are those of two setters, or of two kinds
    beside = usual[0].indicator in NAMED_APART and tellers(usual) & tellers(other)
    note = undated or beside or _set_anew(usual, other) or _within_month(usual[0], other[0])
    return all_told(usual, other) | ({"severity": "note"} if note else {})


def _set_anew(usual: list, other: list) -> bool:
    """Whether two targets for one year were told in different years: between these it was set anew."""
    told = [{claim.as_of[:4] for claim in claims} for claims in (usual, other)]
    return usual[0].indicator in TARGETS and not told[0] & told[1]


def _within_month(one: Any, two: Any) -> bool:
    """Whether two headcounts of a month, not of one day, lie as near as a month moves them."""
    day = one.as_of == two.as_of and len(one.as_of) > 7
    return one.indicator in HEADCOUNTS and not day and not apart(of_claim(one), of_claim(two), IN_A_MONTH)

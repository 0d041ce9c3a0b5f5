"""Rule on one count that two reports print one slip of the pen apart.

North Sumatra, 2025: 20,879 workers enrolled in three reports and 20,829 in a fourth. Two counts of five
digits that mean different things lie one digit apart by chance about once in two thousand pairs.

>>> slip(20879.0, 20829.0), slip(3400.0, 34400.0), slip(2000.0, 20000.0), slip(41000.0, 42000.0)
('single_digit_slip', 'lost_digit', '', '')
"""

from itertools import combinations
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import last_unit
from ucjlib.judge.rulebook.twice import FACTS, WHOLE_SEGMENTS, all_told
from ucjlib.judge.together import HEADCOUNTS, exact_counts, grouped
from ucjlib.judge.wording import plain

# counts of a place and year that are looked at; more are tables, whose rows differ in little
MOST = 60


def one_count_one_slip_apart(claims: pd.DataFrame) -> pd.DataFrame:
    """Exact counts of one place, label and moment in two reports, one slip apart. Silent otherwise.

    What `one_fact_two_sources` compares is left to it. Those whom a programme pays for may be called enrolled
    or members, and need no date. On trial is the number that fewer reports print.
    """
    exact = exact_counts(claims[claims["region_code"].ne("")])
    exact = exact.assign(month=exact["as_of"].str.slice(0, 7), year=exact["as_of"].str.slice(0, 4))
    dated = _several(exact[exact["as_of"].ne("")], "region_code", "indicator", "year")
    heads = exact["indicator"].isin((*HEADCOUNTS, "new_enrolment"))
    paid = exact[heads & ~exact["segment"].isin(WHOLE_SEGMENTS)]
    groups = [*dated, *_several(paid, "region_code", "segment")]
    rows = {row["claim_ids"]: row for group in groups for row in _slips(group[:MOST])}
    return findings(pd.DataFrame(list(rows.values())), "one_count_one_slip_apart")


def slip(printed: float, other: float) -> str:
    """The slip between two counts, or ''; a lost digit also where both end in zeros."""
    if word := causes.digit_cause(printed, other).partition(":")[0]:
        return word
    telling = max(printed / last_unit(printed), other / last_unit(other)) >= 100
    word = causes.digit_slip(plain(printed), plain(other))
    return word if telling and word in ("lost_digit", "added_digit") else ""


def _several(exact: pd.DataFrame, *names: str) -> list[list]:
    """The claims by these columns, where they print more than one value."""
    return list(
        grouped(exact[exact.groupby(list(names))["value"].transform("nunique").gt(1)], *names).values()
    )


def _slips(group: list) -> list[dict]:
    tellers: dict[float, set[str]] = {}
    for claim in group:
        tellers.setdefault(claim.value, set()).add(claim.source_id)
    rows: dict[tuple[float, float], dict] = {}
    for pair in combinations(group, 2):
        other, usual = sorted(pair, key=lambda claim: (len(tellers[claim.value]), claim.value))
        word = slip(other.value, usual.value) if _one_fact(other, usual) else ""
        if word and (other.value, usual.value) not in rows:
            said = f"{plain(usual.value)}, printed {plain(other.value)}"
            same = ([claim for claim in group if _same(claim, one)] for one in (usual, other))
            told = all_told(*same) | {"cause": causes.shown(word, said)}
            # no count of thousands is rounded to ten
            exact = last_unit(other.value) <= 10 and last_unit(usual.value) <= 10
            rows[other.value, usual.value] = told | ({"outcome": "disagree"} if exact else {})
    return list(rows.values())


def _same(claim: Any, one: Any) -> bool:
    return (claim.value, claim.segment) == (one.value, one.segment)


def _one_fact(one: Any, two: Any) -> bool:
    moment = one.month.startswith(two.month) or two.month.startswith(one.month)
    people = one.segment == two.segment or "total" in (one.segment, two.segment)
    elsewhere = one.indicator in FACTS and one.segment in WHOLE_SEGMENTS and one.month == two.month
    paid = one.segment == two.segment not in WHOLE_SEGMENTS
    same = one.indicator == two.indicator and "" not in (one.month, two.month)
    return moment and (same or paid) and people and one.source_id != two.source_id and not elsewhere

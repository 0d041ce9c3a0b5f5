"""Rules on look-alikes: one number under two labels, two numbers one slip apart.

Aceh: 711,707 is printed for all workers where the table of the province has 711,705 for the formal ones.
The nation, April and May 2025: 35.68 and 35.86.

>>> round_count(15000.0), round_count(15500.0)
(True, False)
"""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import comparison, findings
from ucjlib.judge.prints import ENDS, last_unit, of_claim
from ucjlib.judge.rulebook.steps import reports
from ucjlib.judge.together import grouped, years
from ucjlib.judge.wording import plain

SERIES = ("coverage_rate", "participants_active", "participants_registered", "universe")
# labels that cannot both be right for one number; a programme's workers may be members as well
CLASH = (
    frozenset({"universe", "participants_active"}),
    frozenset({"universe", "participants_registered"}),
    frozenset({"universe", "uncovered_workers"}),
    frozenset({"participants_active", "uncovered_workers"}),
    frozenset({"participants_registered", "uncovered_workers"}),
    frozenset({"participants_target", "uncovered_workers"}),
    frozenset({"participants_target", "additional_workers_needed"}),
    frozenset({"planned_enrolment", "uncovered_workers"}),
    frozenset({"new_enrolment", "uncovered_workers"}),
    frozenset({"participants_active", "participants_inactive"}),
    frozenset({"coverage_rate", "uncovered_rate"}),
    frozenset({"coverage_rate", "programme_progress"}),
    frozenset({"coverage_rate", "coverage_target"}),
    frozenset({"coverage_target", "programme_progress"}),
)
# a programme's workers may be members as well; those enrolled in a place are not all its members
ENROLLED = (
    frozenset({"new_enrolment", "participants_active"}),
    frozenset({"new_enrolment", "participants_registered"}),
)
SHARE = frozenset({"coverage_rate", "programme_progress"})
# of these one number cannot be that of a group and of all
STOCKS = (
    "coverage_rate",
    "uncovered_rate",
    "participants_active",
    "participants_registered",
    "universe",
    "uncovered_workers",
)
NEAR_IN_TIME = 0.5
LEAST_COUNT = 1000.0
MOST_UNDATED = 20
DAY = 10
# news of one day are printed on the next as well
NEXT_DAY = 1.5 / 365


def one_number_two_labels(claims: pd.DataFrame) -> pd.DataFrame:
    """One number of a place under two labels that exclude each other, or for a group and for all.

    Silent otherwise. A round number only where two reports speak of one moment.
    """
    told = claims[claims["region_code"].ne("")]
    counts = told["unit"].eq("workers") & told["value"].ge(LEAST_COUNT)
    told = told[counts | told["unit"].eq("percent")].sort_values("claim_id", kind="stable")
    fine = np.where(counts.loc[told.index], ~told["value"].map(round_count), told["value"].mod(1).ne(0))
    told = told.assign(year=years(told["as_of"]), fine=fine)
    told = told[told.duplicated(["region_code", "unit", "value"], keep=False)]
    groups = grouped(told, "region_code", "unit", "value").values()
    return findings(
        pd.DataFrame([row for group in groups for row in _clashes(group)]), "one_number_two_labels"
    )


def two_numbers_one_slip_apart(claims: pd.DataFrame) -> pd.DataFrame:
    """Two figures of one place and label, months apart, that differ by swapped digits. Silent otherwise."""
    told = reports(claims[claims["qualifier"].eq("")], SERIES)
    told = told.assign(year=years(told["as_of"]), sorted=told["value"].map(_digits))
    told = told.sort_values("claim_id", kind="stable").drop_duplicates(["area", "indicator", "value"])
    told = told[told.duplicated(["area", "indicator", "sorted"], keep=False)]
    groups = grouped(told, "area", "indicator", "sorted").values()
    return findings(
        pd.DataFrame([row for group in groups for row in _swaps(group)]), "two_numbers_one_slip_apart"
    )


def round_count(value: float) -> bool:
    """Whether a count has two digits before its zeros or fewer, so that two facts may share it."""
    return value / last_unit(value) < 100


def _digits(value: float) -> str:
    return "".join(sorted(plain(value).replace(".", "")))


def _clashes(group: list) -> list[dict]:
    rows: dict[tuple, dict] = {}
    both = {
        source
        for (source,), told in grouped(group, "source_id").items()
        if len({c.indicator for c in told}) > 1
    }
    for one, two in _near_pairs(group):
        told_both = {one.source_id, two.source_id} & both
        labels = frozenset({one.indicator, two.indicator})
        if _other_label(one, two, labels, bool(told_both)):
            said = f"{plain(one.value)} as {one.indicator}, {plain(two.value)} as {two.indicator}"
            word = "share_of_target_called_coverage" if labels == SHARE else "labels_swapped"
            _add(rows, _row(one, two) | {"cause": causes.shown(word, said)})
        elif _group_and_all(one, two):
            part, whole = sorted((one, two), key=lambda claim: claim.segment == "total")
            said = f"{plain(one.value)} as {one.indicator}, {part.segment} and {whole.segment}"
            _add(rows, _row(part, whole) | {"cause": causes.shown("labels_swapped", said)})
    return list(rows.values())


def _add(rows: dict[tuple, dict], row: dict) -> None:
    """Hold a clash once a year, with the claims of all reports that print either name."""
    key = row["as_of"][:4], row["segment"], *sorted(row["working"].split(" and "))
    first = rows.setdefault(key, row)
    first["claim_ids"] = " ".join(dict.fromkeys(f"{first['claim_ids']} {row['claim_ids']}".split()))
    first["source_id"] = first["source_id"] if first["source_id"] == row["source_id"] else ""


def _other_label(one: Any, two: Any, labels: frozenset[str], told_both: bool) -> bool:
    group = one.segment == two.segment != "other"
    # an exact count is one count, whatever the two reports call the people
    exact = one.unit == "workers" and one.fine and "other" not in (one.segment, two.segment)
    all_ = labels in ENROLLED and one.segment == two.segment == "total"
    return (labels in CLASH or all_) and (group or exact) and (one.fine or _once(one, two, told_both))


def _once(one: Any, two: Any, told_both: bool) -> bool:
    """Whether two claims can be one sentence: a whole percentage or a round count is shared by chance.

    Only two reports of one day speak of one; a report that gives one round count to both labels means both.
    """
    days = len(one.as_of) == len(two.as_of) == DAY
    if one.unit == "percent":
        return one.as_of == two.as_of or (days and abs(one.year - two.year) <= NEXT_DAY)
    return one.as_of == two.as_of and days and not told_both


def _group_and_all(one: Any, two: Any) -> bool:
    """Whether one number of one kind is given to a group and to all, of one moment if it is round.

    In one report a rate, or a count of two groups: a group counts as many as all where there is no other.
    """
    moment = one.as_of.startswith(two.as_of) or two.as_of.startswith(one.as_of)
    all_ = (one.segment == "total") != (two.segment == "total")
    kind = one.indicator == two.indicator and one.indicator in STOCKS
    if one.source_id == two.source_id:
        groups = one.segment != two.segment and "other" not in (one.segment, two.segment)
        exact = one.unit == "workers" and one.fine and one.as_of == two.as_of
        return kind and ((all_ and _one_rate(one, two)) or (groups and not all_ and exact))
    return kind and all_ and (one.fine or (moment and one.as_of != ""))


def _one_rate(one: Any, two: Any) -> bool:
    """Whether a report gives one rate to a group and to all: a group is covered as all are by chance only."""
    return (
        one.unit == "percent"
        and 0 < one.value < 100
        and one.as_of == two.as_of
        and not {one.qualifier, two.qualifier} & set(ENDS)
    )


def _near_pairs(group: list) -> Iterator[tuple[Any, Any]]:
    """Pairs of claims near in time; an undated one goes with any, the first few at the most."""
    dated = sorted((claim for claim in group if claim.year == claim.year), key=lambda claim: claim.year)
    for place, one in enumerate(dated):
        for two in dated[place + 1 :]:
            if two.year - one.year > NEAR_IN_TIME:
                break
            yield one, two
    undated = [claim for claim in group if claim.year != claim.year][:MOST_UNDATED]
    yield from combinations(undated, 2)
    yield from product(undated, dated[:MOST_UNDATED])


def _swaps(group: list) -> list[dict]:
    rows = []
    for one, two in combinations(group, 2):
        text = [plain(claim.value) for claim in (one, two)]
        swapped = causes.digit_slip(*text) == "swapped_digits"
        if swapped and one.month != two.month and abs(one.year - two.year) <= NEAR_IN_TIME:
            rows.append(_row(one, two) | {"cause": causes.shown("swapped_digits", " as ".join(text))})
    return rows


def _row(one: Any, two: Any) -> dict:
    groups = one.segment != two.segment
    names = [f"{c.indicator} ({c.segment})" if groups else c.indicator for c in (one, two)]
    labels = " and ".join(dict.fromkeys(names))
    row = comparison(one, [one, two], of_claim(one), of_claim(two), outcome="disagree", working=labels)
    source = one.source_id if one.source_id == two.source_id else ""
    return row | {"source_id": source, "as_of": max(one.as_of, two.as_of)}

"""Causes in the label: the number is another fact of the place, of another date, or of other people.

Aceh: 38 percent of non-wage workers in May 2024 is the rate of all workers of September 2023.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from ucjlib.judge.rulebook.twins import round_count
from ucjlib.judge.suspects.bases import OFFICIAL_BASES
from ucjlib.judge.suspects.scenes import Scene
from ucjlib.judge.suspects.suspect import ALWAYS, Suspect, one_label, other_moment, width
from ucjlib.judge.wording import cell, plain

TWICE = (
    "one_source_two_numbers",
    "one_fact_two_sources",
    "year_against_month",
    "falls_between_reports",
    "coverage_jumps_between_reports",
)
FINE_RATE, FINE_COUNT = 0.02, 0.002
HEARSAY = 0.1


def another_fact(scene: Scene) -> Iterator[Suspect]:
    """The figure on trial is printed finely for another label of the same place."""
    if scene.rule == "group_within_all_elsewhere":
        return
    for claim in scene.claims[:2] if scene.rule in TWICE else scene.claims[:1]:
        for other in scene.known:
            meets = other.unit == claim.unit and other.low <= claim.high and claim.low <= other.high
            if meets and (_fine(other) or _same_count(other, claim)):
                yield from _told(claim, other, scene.rule)


def parts_as_members(scene: Scene) -> Iterator[Suspect]:
    """The parts add to another total of the source."""
    if scene.rule not in ("parts_make_whole", "bounds", "group_within_all") or len(scene.claims) < 3:
        return
    whole, *parts = scene.claims
    total = sum(part.value for part in parts)
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    for other in scene.source:
        if other.segment == "total" and other.unit == whole.unit and other.low <= high and low <= other.high:
            working = " + ".join(plain(part.value) for part in parts)
            said = f"{working} = {plain(total)}, printed {plain(other.value)} as {other.indicator}"
            yield Suspect("parts_of_another_whole", said, width(low, high))


def groups_swapped(scene: Scene) -> Iterator[Suspect]:
    """Two figures of the source stand the other way round: exchanged, both fit."""
    for one, two in combinations(scene.demands, 2):
        first, second = one.claim, two.claim
        alike = first.unit == second.unit and first.indicator != second.indicator
        if alike and one.low <= second.value <= one.high and two.low <= first.value <= two.high:
            said = f"{plain(second.value)} as {first.indicator}, {plain(first.value)} as {second.indicator}"
            yield Suspect("labels_swapped", said, width(one.low, one.high))


def group_called_all(scene: Scene) -> Iterator[Suspect]:
    """A group counts more than all: what is called all is a group, or of a plan the base is another."""
    if scene.rule == "group_within_all" and len(scene.claims) == 2:
        group, all_ = sorted(scene.claims, key=lambda claim: -claim.value)
        said = f"{plain(group.value)} ({group.segment}), {plain(all_.value)} ({all_.segment})"
        word = "labels_swapped" if group.indicator == all_.indicator else "other_denominator"
        yield Suspect(word, said, ALWAYS)


def _told(claim: Any, other: Any, rule: str) -> Iterator[Suspect]:
    date = f" @{other.as_of}" if other.as_of else ""
    said = f"{plain(claim.value)} as {other.indicator} ({other.segment}){date}"
    if claim.indicator == "universe" and other.indicator in OFFICIAL_BASES:
        return
    tolerance = width(other.low, other.high) + width(claim.low, claim.high)
    if (other.indicator, other.segment) == (claim.indicator, claim.segment):
        # a target is told at any time
        aims = "target" in claim.indicator and claim.target_year is not pd.NA
        if aims and other.target_year is not pd.NA and other.target_year == claim.target_year:
            return
        # what no date can hold is not explained by another date, and no report tells of a later one
        held = rule in TWICE or cell("rules", rule, "form") == "equal"
        earlier = aims or not other.as_of or not claim.as_of or other.as_of < claim.as_of
        if held and earlier and other_moment(other, claim) and other.source_id != claim.source_id:
            yield Suspect("other_date", said, tolerance)
    elif {claim.indicator, other.indicator} == {"uncovered_workers", "additional_workers_needed"}:
        # another report's word for it weighs less than arithmetic, and for a shortfall it tells nothing
        if claim.indicator == "uncovered_workers":
            yield Suspect("gap_called_uncovered", said, max(tolerance, HEARSAY))
    elif other.indicator == "programme_progress":
        yield Suspect("share_of_target_called_coverage", said, tolerance, claim.claim_id)
    elif one_label(claim, other):
        yield Suspect("labels_swapped", said, tolerance)


def _same_count(one: Any, two: Any) -> bool:
    return one.unit == "workers" and one.value == two.value and not round_count(one.value)


def _fine(claim: Any) -> bool:
    most = FINE_RATE if claim.unit == "percent" else FINE_COUNT
    return not claim.qualifier and claim.high - claim.low <= most * max(abs(claim.value), 1.0)

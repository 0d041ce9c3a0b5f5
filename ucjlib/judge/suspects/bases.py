"""Causes in the base: another denominator, two bases under one name.

A rate that no longer fits its source's base may fit the employed that BPS counts in one of the last Augusts.
"""

from collections.abc import Iterator
from itertools import product
from math import log
from typing import Any

from ucjlib.judge.prints import of_claim, overlap
from ucjlib.judge.suspects.scenes import SUMS, Scene
from ucjlib.judge.suspects.suspect import ALWAYS, Suspect, confirmed, named, one_number, over, width
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

OFFICIAL_BASES = ("employed", "labour_force", "working_age_population")
BASES = ("universe", *OFFICIAL_BASES)
MOST_YEARS = 3
TWICE = ("one_source_two_numbers", "one_fact_two_sources", "digit_slip")
# bases a tenth apart are two; that they explain the rates weighs more than that a rate is above 100
LEAST_PARTED, TWO_BASES, MOST_BASES = 0.1, 0.0005, 4


def other_base(scene: Scene) -> Iterator[Suspect]:
    """The printed rate is the headcount over another base that is known for the place."""
    rate, part, whole = scene.share_of()
    if rate is None:
        return
    for base in scene.known:
        if base.indicator in BASES and base.segment in (rate.segment, "total") and _near(base, rate):
            share = over(of_claim(part), of_claim(base))
            if base.value != whole.value and overlap(share, of_claim(rate)):
                said = f"{plain(part.value)} / {plain(base.value)} = {plain(share.value)}, {named(base)}"
                yield confirmed(whole, base) or Suspect(
                    "other_denominator", said, width(share.low, share.high)
                )


def base_is_another(scene: Scene) -> Iterator[Suspect]:
    """Of two bases one is what the statistics office counts."""
    if scene.unit != "workers" or scene.rule in SUMS:
        return
    for claim in scene.claims:
        for base in scene.region if claim.indicator == "universe" else []:
            if base.indicator in OFFICIAL_BASES and _near(base, claim) and one_number(base, claim):
                yield Suspect(
                    "other_denominator", f"{plain(claim.value)}, {named(base)} {plain(base.value)}", 0.005
                )


def two_bases(scene: Scene) -> Iterator[Suspect]:
    """One source, or two, print two universes for one place: two bases under one name."""
    wholes = [claim for claim in scene.claims if claim.indicator == "universe"]
    if scene.rule in TWICE and len(wholes) == len(scene.claims) > 1:
        least, most = sorted({claim.value for claim in wholes})[:: max(len({c.value for c in wholes}) - 1, 1)]
        said = f"{plain(least)} / {plain(most)} = {plain(100 * least / most)} percent"
        yield Suspect("other_denominator", said, 0.5)


def two_implied_bases(scene: Scene) -> Iterator[Suspect]:
    """Participants over their rate, and the headcount to reach over its target, imply two bases."""
    if scene.rule == "rate_follows_heads_to_target" and len(scene.claims) == 4:
        rate, heads, goal_heads, goal = scene.claims
        if rate.value > 0 and goal.value > 0:
            now, then = 100 * heads.value / rate.value, 100 * goal_heads.value / goal.value
            said = (
                f"{plain(heads.value)} / {plain(rate.value)} percent = {plain(round(now))}, "
                f"{plain(goal_heads.value)} / {plain(goal.value)} percent = {plain(round(then))}"
            )
            yield Suspect("other_denominator", said, ALWAYS)


def rates_of_two_bases(scene: Scene) -> Iterator[Suspect]:
    """Two rates of one place stand on two bases, which explain more than half of what parts them."""
    told = scene.claims[:: max(len(scene.claims) - 1, 1)]
    if len(told) < 2 or any(claim.indicator != "coverage_rate" or claim.low <= 0 for claim in told):
        return
    lists = [_bases_of(claim, scene) for claim in told]
    for one, two in product(*lists):
        parted = abs(log(one / two))
        if parted > LEAST_PARTED and parted > abs(log(told[0].value / told[1].value)) / 2:
            said = ", ".join(
                f"{plain(rate.value)} percent of {plain(round(base))}"
                for rate, base in zip(told, (one, two), strict=True)
            )
            yield Suspect("other_denominator", said, TWO_BASES)


def part_of_the_workers(scene: Scene) -> Iterator[Suspect]:
    """A base of less than half of the employed counts some of the workers only."""
    if scene.rule == "implied_universe_against_employed" and len(scene.claims) > 1:
        base, employed = scene.claims[0], scene.claims[-1]
        if base.unit == "workers" and base.high < employed.low / 2:
            said = f"{plain(base.value)} of {plain(employed.value)}, {named(employed)}"
            yield Suspect("other_population", said, ALWAYS)


def _bases_of(rate: Any, scene: Scene) -> list[float]:
    """The bases that the source of a rate prints beside it, or that its headcount implies."""
    near = [
        claim
        for claim in [*scene.claims, *scene.known]
        if claim.source_id == rate.source_id
        and claim.region_code == rate.region_code
        and claim.segment == rate.segment
        and claim.as_of[:7] == rate.as_of[:7]
    ]
    printed = [claim.value for claim in near if claim.indicator == "universe" and claim.value > 0]
    implied = [100 * claim.value / rate.value for claim in near if claim.indicator in HEADCOUNTS]
    return (printed or implied)[:MOST_BASES]


def _near(base: Any, claim: Any) -> bool:
    if not (base.as_of and claim.as_of):
        return True
    return abs(int(base.as_of[:4]) - int(claim.as_of[:4])) <= MOST_YEARS

"""Causes in the base: another denominator, two bases under one name.

A rate that no longer fits its source's base may fit the employed that BPS counts in one of the last Augusts.
"""

from collections.abc import Iterator
from itertools import product
from math import log
from typing import Any

from ucjlib.judge.prints import of_claim, overlap
from ucjlib.judge.suspects.scenes import SUMS, Scene
from ucjlib.judge.suspects.suspect import (
    ALWAYS,
    ONE_NUMBER,
    SCALE,
    Suspect,
    confirmed,
    hit,
    named,
    one_number,
    other_moment,
    over,
)
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

OFFICIAL_BASES = ("employed", "labour_force", "working_age_population")
BASES = ("universe", *OFFICIAL_BASES)
MOST_YEARS = 3
TWICE = ("one_source_two_numbers", "one_fact_two_sources", "digit_slip")
# bases a tenth apart are two; that they explain the rates weighs more than that a rate is above 100
LEAST_PARTED, TWO_BASES, MOST_BASES = 0.1, 0.0005, 4
# rules of a rate and a base, and how far the implied base lies from the printed one at the least
SHARES = (
    "share_is_part_over_whole",
    "rate_is_groups_over_universe",
    "target_times_base_is_headcount",
    "share_of_labour_force",
)
BESIDE_EMPLOYED = (
    "implied_universe_against_employed",
    "labour_force_holds_employed",
    "group_within_employed",
)
# below half of the employed a base holds some workers only, above half as many again more than workers
PART, MORE = 0.5, 1.5
PERCENTAGES = ("coverage_rate", "uncovered_rate", "coverage_target")
LEAST_OFF = 0.03


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
                yield confirmed(whole, base) or Suspect("other_denominator", said, hit(share, rate))


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


def implied_base(scene: Scene) -> Iterator[Suspect]:
    """A rate or target and its headcount imply another base, of the size of the place, than is printed."""
    rates = [claim for claim in scene.claims if claim.indicator in PERCENTAGES and claim.value > 0]
    wholes = [claim for claim in scene.claims if claim.indicator in ("universe", "labour_force")]
    heads = [claim for claim in scene.claims if claim.unit == "workers" and claim not in wholes]
    if scene.rule not in SHARES or len(rates) != 1 or len(wholes) != 1 or not heads:
        return
    rate, whole, head = rates[0], wholes[0].value, sum(claim.value for claim in heads)
    base = 100 * head / rate.value
    if (
        _may_be(base, rate, scene)
        and not _confirmed(head, whole, scene)
        and abs(log(base / whole)) > LEAST_OFF
    ):
        said = f"{plain(head)} / {plain(rate.value)} percent = {plain(round(base))}, printed {plain(whole)}"
        yield Suspect("other_denominator", said, ALWAYS)


def rates_of_two_bases(scene: Scene) -> Iterator[Suspect]:
    """Two bases, or two headcounts, of two rates of one place explain more than half of what parts them."""
    told = _rates(scene)
    if len(told) != 2 or min(told) <= 0:
        return
    half = abs(log(told[0] / told[1])) / 2
    for word, known in (("other_denominator", _bases_of), ("other_population", _heads_of)):
        for one, two in product(*(known(claim, scene) for claim in _ends(scene.claims))):
            if abs(log(one / two)) > max(LEAST_PARTED, half):
                said = ", ".join(
                    f"{plain(rate)} percent of {plain(round(base))}"
                    for rate, base in zip(told, (one, two), strict=True)
                )
                yield Suspect(word, said, TWO_BASES)


def _ends(claims: list[Any]) -> list[Any]:
    return claims[:: max(len(claims) - 1, 1)]


def _rates(scene: Scene) -> list[float]:
    """The two rates of a disagreement, the last one as printed or as its source's headcount over its base."""
    kinds = {claim.indicator: claim for claim in scene.claims[1:]}
    last = kinds.get("coverage_rate")
    if not scene.claims or scene.trial.indicator != "coverage_rate" or not kinds:
        return []
    implied = last is None and scene.unit == "percent" and scene.head is not None and "universe" in kinds
    if implied and scene.head.source_id != scene.trial.source_id:
        return [scene.trial.value, 100 * scene.head.value / kinds["universe"].value]
    return [scene.trial.value, last.value] if len(kinds) == 1 and last is not None else []


def beside_the_employed(scene: Scene) -> Iterator[Suspect]:
    """A base far from the employed, or a group above its own, counts other people; else it is another."""
    if scene.rule in BESIDE_EMPLOYED:
        share = scene.left / scene.right
        others = not PART < share < MORE or scene.rule == "group_within_employed"
        said = f"{plain(round(scene.left))} of {plain(round(scene.right))}, {named(scene.claims[-1])}"
        yield Suspect("other_population" if others else "other_denominator", said, ALWAYS)


def _may_be(base: float, rate: Any, scene: Scene) -> bool:
    """Whether all the workers of the place may be so many; of a group nobody knows."""
    known = rate.segment == "total" and scene.employed > 0
    return not known or SCALE[0] <= base / scene.employed <= SCALE[1]


def _confirmed(head: float, whole: float, scene: Scene) -> bool:
    """Whether those covered and those not covered add to the base."""
    rests = [claim.value for claim in scene.source if claim.indicator == "uncovered_workers"]
    return any(abs(log((head + rest) / whole)) < ONE_NUMBER for rest in rests)


def _bases_of(rate: Any, scene: Scene) -> list[float]:
    """The bases that the source of a rate prints beside it, or that its headcount implies."""
    near = _beside(rate, scene)
    printed = [claim.value for claim in near if claim.indicator == "universe" and claim.value > 0]
    implied = [100 * claim.value / rate.value for claim in near if claim.indicator in HEADCOUNTS]
    return (printed or implied)[:MOST_BASES]


def _heads_of(rate: Any, scene: Scene) -> list[float]:
    """The headcounts that the source of a rate prints beside it."""
    near = _beside(rate, scene)
    return [claim.value for claim in near if claim.indicator in HEADCOUNTS and claim.value > 0][:MOST_BASES]


def _beside(rate: Any, scene: Scene) -> list[Any]:
    """What the source of a rate tells of its place, people and moment."""
    return [
        claim
        for claim in [*scene.claims, *scene.known]
        if claim.source_id == rate.source_id
        and claim.region_code == rate.region_code
        and claim.segment == rate.segment
        and not other_moment(claim, rate)
    ]


def _near(base: Any, claim: Any) -> bool:
    if not (base.as_of and claim.as_of):
        return True
    return abs(int(base.as_of[:4]) - int(claim.as_of[:4])) <= MOST_YEARS

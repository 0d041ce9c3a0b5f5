"""Causes in the base: another denominator, two bases under one name.

A rate that no longer fits its source's base may fit the employed that BPS counts in one of the last Augusts.
"""

from collections.abc import Iterator
from typing import Any

from ucjlib.judge.prints import of_claim, overlap
from ucjlib.judge.suspects.scenes import Scene
from ucjlib.judge.suspects.suspect import ALWAYS, Suspect, confirmed, named, one_number, over, width
from ucjlib.judge.wording import plain

OFFICIAL_BASES = ("employed", "labour_force", "working_age_population")
BASES = ("universe", *OFFICIAL_BASES)
MOST_YEARS = 3
TWICE = ("one_source_two_numbers", "one_fact_two_sources", "digit_slip")


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
    if scene.unit != "workers":
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


def _near(base: Any, claim: Any) -> bool:
    if not (base.as_of and claim.as_of):
        return True
    return abs(int(base.as_of[:4]) - int(claim.as_of[:4])) <= MOST_YEARS

"""Causes in the base or the numerator: another denominator, registered for active, another date.

A rate that no longer fits its source's base may fit the employed that BPS counts in one of the last Augusts.
"""

from collections.abc import Iterator
from typing import Any

from ucjlib.judge.causes import digit_slip
from ucjlib.judge.prints import Print, of_claim, overlap
from ucjlib.judge.suspects.scenes import Scene
from ucjlib.judge.suspects.suspect import Suspect, width
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

OFFICIAL_BASES = ("employed", "labour_force", "working_age_population")
BASES = ("universe", *OFFICIAL_BASES)
MOST_YEARS = 3
TWICE = ("one_source_two_numbers", "one_fact_two_sources", "digit_slip")
COUNTS = ("universe", "uncovered_workers", "participants_active", "participants_registered")
# two counts that are one number lie this near
ONE_NUMBER = 0.003
# a slip that another statement confirms
CONFIRMED = 1e-6
# an explanation that the printed rate does not bear out, and one that always fits
REFUTED, ALWAYS = 2.0, 1.0


def other_base(scene: Scene) -> Iterator[Suspect]:
    """The printed rate is the headcount over another base that is known for the place."""
    rate, part, whole = _share_of(scene)
    if rate is None:
        return
    for base in [*scene.source, *scene.region]:
        if base.indicator in BASES and base.segment in (rate.segment, "total") and _near(base, rate):
            share = _share(of_claim(part), of_claim(base))
            if base.value != whole.value and overlap(share, of_claim(rate)):
                said = f"{plain(part.value)} / {plain(base.value)} = {plain(share.value)}, {_named(base)}"
                yield _slip(whole, base) or Suspect("other_denominator", said, width(share.low, share.high))


def base_is_another(scene: Scene) -> Iterator[Suspect]:
    """Of two bases one is what the statistics office counts."""
    if scene.unit != "workers":
        return
    for claim in scene.claims:
        for base in scene.region if claim.indicator == "universe" else []:
            if base.indicator in OFFICIAL_BASES and _near(base, claim) and _one_number(base, claim):
                yield Suspect(
                    "other_denominator", f"{plain(claim.value)}, {_named(base)} {plain(base.value)}", 0.005
                )


def two_bases(scene: Scene) -> Iterator[Suspect]:
    """One source, or two, print two universes for one place: two bases under one name."""
    wholes = [claim for claim in scene.claims if claim.indicator == "universe"]
    if scene.rule in TWICE and len(wholes) == len(scene.claims) > 1:
        least, most = sorted({claim.value for claim in wholes})[:: max(len({c.value for c in wholes}) - 1, 1)]
        said = f"{plain(least)} / {plain(most)} = {plain(100 * least / most)} percent"
        yield Suspect("other_denominator", said, 0.5)


def other_numerator(scene: Scene) -> Iterator[Suspect]:
    """The printed rate is another headcount over the printed base: another kind, date or group."""
    rate, part, whole = _share_of(scene)
    if rate is None:
        return
    for head in [*scene.source, *scene.region]:
        if head.indicator in HEADCOUNTS and head.value != part.value:
            share = _share(of_claim(head), of_claim(whole))
            if overlap(share, of_claim(rate)):
                said = f"{plain(head.value)} / {plain(whole.value)} = {plain(share.value)}, {_named(head)}"
                yield _slip(part, head) or Suspect(_kind(head, part), said, width(share.low, share.high))


def swapped_part_and_whole(scene: Scene) -> Iterator[Suspect]:
    """More participants than workers, and a rate below 100: the two counts are exchanged."""
    rate, part, whole = _share_of(scene)
    if rate is not None and part.low > whole.high and rate.high < 100:
        share = _share(of_claim(whole), of_claim(part))
        said = (
            f"{plain(whole.value)} / {plain(part.value)} = {plain(share.value)}, printed {plain(rate.value)}"
        )
        # a rate that does not fit either way round leaves room for other slips
        yield Suspect("part_and_whole_swapped", said, 0.001 if overlap(share, of_claim(rate)) else REFUTED)


def covered_elsewhere(scene: Scene) -> Iterator[Suspect]:
    """The printed rate counts residents in whose membership another region keeps."""
    rate, part, whole = _share_of(scene)
    for other in scene.source if rate is not None else []:
        if other.indicator == "residents_covered_elsewhere":
            ends = [getattr(part, end) + getattr(other, end) for end in ("value", "low", "high")]
            share = _share(Print(*ends), of_claim(whole))
            if overlap(share, of_claim(rate)):
                heads = f"({plain(part.value)} + {plain(other.value)})"
                said = f"{heads} / {plain(whole.value)} = {plain(share.value)}"
                yield Suspect("other_population", said, width(share.low, share.high))


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


def far_apart(scene: Scene) -> Iterator[Suspect]:
    """Two headcounts of one place and moment, half as many again: they count other people."""
    heads = [claim.value for claim in scene.claims if claim.indicator in HEADCOUNTS]
    if scene.rule in TWICE and len(heads) == len(scene.claims) > 1 and max(heads) > 1.5 * min(heads) > 0:
        said = f"{plain(max(heads))} / {plain(min(heads))} = {plain(max(heads) / min(heads))}"
        yield Suspect("other_population", said, ALWAYS)


def enrolled_once(scene: Scene) -> Iterator[Suspect]:
    """More enrolled than are active: who was enrolled once is registered, and not all of them still pay."""
    if scene.rule == "enrolled_within_members" and scene.claims[-1].indicator == "participants_active":
        enrolled, active = scene.claims[0], scene.claims[-1]
        said = f"{plain(enrolled.value)} - {plain(active.value)} = {plain(enrolled.value - active.value)}"
        yield Suspect("registered_called_active", said, 0.1)
    if scene.rule == "registered_beside_active":
        registered, active = scene.claims
        share = plain(100 * active.value / registered.value)
        said = f"{plain(active.value)} / {plain(registered.value)} = {share} percent"
        yield Suspect("registered_called_active", said, 0.1)


def more_active_than_registered(scene: Scene) -> Iterator[Suspect]:
    """More active than registered participants: the two words are exchanged."""
    kinds = {claim.indicator: claim for claim in scene.claims}
    if set(kinds) == set(HEADCOUNTS) and len(scene.claims) == 2:
        active, registered = (kinds[kind] for kind in HEADCOUNTS)
        if active.low > registered.high:
            greater, lesser = plain(active.value), plain(registered.value)
            said = f"{greater} as {registered.indicator}, {lesser} as {active.indicator}"
            yield Suspect("registered_called_active", said, 0.1)


def members_from_outside(scene: Scene) -> Iterator[Suspect]:
    """More participants than the base holds: members are counted where their employer is."""
    kinds = {claim.indicator: claim for claim in scene.claims}
    rate = kinds.get("coverage_rate")
    head = next((kinds[kind] for kind in HEADCOUNTS if kind in kinds), None)
    whole = kinds.get("universe")
    if rate is not None and rate.low > 100:
        yield Suspect("other_population", f"{plain(rate.value)} percent of the base", 0.001)
    elif head is not None and whole is not None and head.low > whole.high and rate is None:
        yield Suspect("other_population", f"{plain(head.value)} of {plain(whole.value)}", 0.1)


def two_stocks(scene: Scene) -> Iterator[Suspect]:
    """Two counts called one thing: the greater is known as registered, or as another count, of the place."""
    if scene.rule not in TWICE:
        return
    for claim in scene.claims:
        for other in [*scene.source, *scene.region]:
            if other.indicator in COUNTS and other.indicator != claim.indicator and _one_number(other, claim):
                pair = {claim.indicator, other.indicator}
                word = "registered_called_active" if pair == set(HEADCOUNTS) else "labels_swapped"
                yield Suspect(word, f"{plain(claim.value)} as {claim.indicator}, {_named(other)}", 0.005)


def _share_of(scene: Scene) -> tuple[Any, Any, Any]:
    kinds = {claim.indicator: claim for claim in scene.claims}
    part = next((kinds[kind] for kind in HEADCOUNTS if kind in kinds), None)
    rate, whole = kinds.get("coverage_rate"), kinds.get("universe")
    complete = part is not None and rate is not None and whole is not None and whole.low > 0
    return (rate, part, whole) if complete else (None, None, None)


def _slip(printed: Any, other: Any) -> Suspect | None:
    """The slip between a figure and one that another statement prints: nothing else need be sought."""
    word = digit_slip(plain(printed.value), plain(other.value))
    said = f"{plain(other.value)}, printed {plain(printed.value)}, {_named(other)}"
    return Suspect(word, said, CONFIRMED) if word else None


def _kind(head: Any, part: Any) -> str:
    if head.indicator != part.indicator:
        return "registered_called_active"
    if head.segment != part.segment:
        return "labels_swapped"
    return "other_date" if head.as_of[:7] != part.as_of[:7] else "other_population"


def _near(base: Any, claim: Any) -> bool:
    if not (base.as_of and claim.as_of):
        return True
    return abs(int(base.as_of[:4]) - int(claim.as_of[:4])) <= MOST_YEARS


def _one_number(one: Any, two: Any) -> bool:
    alike = one.unit == two.unit and abs(one.value - two.value) <= ONE_NUMBER * max(one.value, two.value)
    return alike or (one.unit == two.unit and one.value == two.value)


def _named(claim: Any) -> str:
    date = f" @{claim.as_of}" if claim.as_of else ""
    return f"{claim.indicator}{date}"


def _share(part: Print, whole: Print) -> Print:
    if whole.low <= 0:
        return Print(0.0, 0.0, 0.0)
    return Print(100 * part.value / whole.value, 100 * part.low / whole.high, 100 * part.high / whole.low)

"""Causes in the numerator: registered for active, another date, people from elsewhere.

More enrolled than are active: who was enrolled once is registered, and not all of them still pay.
"""

from collections.abc import Iterator
from typing import Any

from ucjlib.judge.prints import Print, of_claim, overlap
from ucjlib.judge.suspects.bases import TWICE
from ucjlib.judge.suspects.scenes import Scene
from ucjlib.judge.suspects.suspect import (
    ALWAYS,
    Suspect,
    confirmed,
    named,
    one_label,
    one_number,
    other_moment,
    over,
    width,
)
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

COUNTS = ("universe", "uncovered_workers", "participants_active", "participants_registered")
# an explanation that the printed rate does not bear out
REFUTED = 2.0


def other_numerator(scene: Scene) -> Iterator[Suspect]:
    """The printed rate is another headcount over the printed base: another kind, date or group."""
    rate, part, whole = scene.share_of()
    if rate is None:
        return
    for head in scene.known:
        if head.indicator in HEADCOUNTS and head.value != part.value:
            share = over(of_claim(head), of_claim(whole))
            if overlap(share, of_claim(rate)):
                said = f"{plain(head.value)} / {plain(whole.value)} = {plain(share.value)}, {named(head)}"
                yield confirmed(part, head) or Suspect(_kind(head, part), said, width(share.low, share.high))


def swapped_part_and_whole(scene: Scene) -> Iterator[Suspect]:
    """More participants than workers, and a rate below 100: the two counts are exchanged."""
    rate, part, whole = scene.share_of()
    if rate is not None and part.low > whole.high and rate.high < 100:
        share = over(of_claim(whole), of_claim(part))
        said = (
            f"{plain(whole.value)} / {plain(part.value)} = {plain(share.value)}, printed {plain(rate.value)}"
        )
        # a rate that does not fit either way round leaves room for other slips
        yield Suspect("part_and_whole_swapped", said, 0.001 if overlap(share, of_claim(rate)) else REFUTED)


def covered_elsewhere(scene: Scene) -> Iterator[Suspect]:
    """The printed rate counts residents in whose membership another region keeps."""
    rate, part, whole = scene.share_of()
    for other in scene.source if rate is not None else []:
        if other.indicator == "residents_covered_elsewhere":
            ends = [getattr(part, end) + getattr(other, end) for end in ("value", "low", "high")]
            share = over(Print(*ends), of_claim(whole))
            if overlap(share, of_claim(rate)):
                heads = f"({plain(part.value)} + {plain(other.value)})"
                said = f"{heads} / {plain(whole.value)} = {plain(share.value)}"
                yield Suspect("other_population", said, width(share.low, share.high))


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
    """More active than registered participants in one source: the two words are exchanged."""
    kinds = scene.kinds
    one_source = len({claim.source_id for claim in scene.claims}) == 1
    if set(kinds) == set(HEADCOUNTS) and len(scene.claims) == 2 and one_source:
        active, registered = (kinds[kind] for kind in HEADCOUNTS)
        if active.low > registered.high:
            greater, lesser = plain(active.value), plain(registered.value)
            said = f"{greater} as {registered.indicator}, {lesser} as {active.indicator}"
            yield Suspect("registered_called_active", said, 0.1)


def members_from_outside(scene: Scene) -> Iterator[Suspect]:
    """More participants than the base holds: members are counted where their employer is."""
    kinds = scene.kinds
    rate, head, whole = kinds.get("coverage_rate"), scene.head, kinds.get("universe", kinds.get("employed"))
    if rate is not None and rate.low > 100:
        yield Suspect("other_population", f"{plain(rate.value)} percent of universe", 0.001)
    elif head is not None and whole is not None and head.low > whole.high and rate is None:
        yield Suspect("other_population", f"{plain(head.value)} of {plain(whole.value)}", 0.1)


def two_stocks(scene: Scene) -> Iterator[Suspect]:
    """Two counts called one thing: the greater is known as registered, or as another count, of the place."""
    if scene.rule not in TWICE:
        return
    for claim in scene.claims:
        for other in scene.known:
            if other.indicator in COUNTS and other.indicator != claim.indicator and one_number(other, claim):
                pair = {claim.indicator, other.indicator}
                word = "registered_called_active" if pair == set(HEADCOUNTS) else "labels_swapped"
                if word != "labels_swapped" or one_label(claim, other):
                    yield Suspect(word, f"{plain(claim.value)} as {claim.indicator}, {named(other)}", 0.005)


def _kind(head: Any, part: Any) -> str:
    if head.indicator != part.indicator:
        return "registered_called_active"
    if head.segment != part.segment:
        return "labels_swapped"
    return "other_date" if other_moment(head, part) else "other_population"

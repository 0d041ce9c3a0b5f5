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
    hit,
    named,
    one_label,
    one_number,
    other_moment,
    over,
)
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

COUNTS = ("universe", "uncovered_workers", "participants_active", "participants_registered")
# rules that set two stocks of members beside each other, some of them further apart than a season moves them
SEASONS = ("year_against_month", "falls_between_reports", "jump_between_reports", "registered_against_active")
WITHIN = ("members_within_employed", "members_within_universe")
STOCKS = (*TWICE, *SEASONS, "group_within_all_elsewhere")
# how many times more members are other people; double the turn of a year does not explain
A_TENTH, HALF_AGAIN, DOUBLE, FAR = 1.1, 1.5, 2.0, 0.5
# two counts of one stock in one year lie this near
NEAR, LEAST_OFF = 0.1, 0.01
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
                yield confirmed(part, head) or Suspect(_kind(head, part), said, hit(share, rate))


def swapped_part_and_whole(scene: Scene) -> Iterator[Suspect]:
    """More participants than workers, and a rate below 100: the two counts of one source are exchanged."""
    rate, part, whole = scene.share_of()
    if rate is None or not rate.source_id == part.source_id == whole.source_id:
        return
    if part.low > whole.high and rate.high < 100:
        share = over(of_claim(whole), of_claim(part))
        said = (
            f"{plain(whole.value)} / {plain(part.value)} = {plain(share.value)}, printed {plain(rate.value)}"
        )
        # a rate that does not fit either way round leaves room for other slips
        tolerance = 0.001 if overlap(share, of_claim(rate)) else REFUTED
        yield Suspect("part_and_whole_swapped", said, tolerance, f"{part.claim_id} {whole.claim_id}")


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
                yield Suspect("other_population", said, hit(share, rate))


def two_headcounts(scene: Scene) -> Iterator[Suspect]:
    """Two headcounts of one place, half as many again or parted as no season parts them: other people.

    Two sources that lie within a tenth tell of two days.
    """
    heads = [claim.value for claim in scene.claims if claim.indicator in HEADCOUNTS]
    if scene.rule not in STOCKS or len(heads) != len(scene.claims) or min(heads) <= 0:
        return
    times = max(heads) / min(heads)
    if times > (A_TENTH if scene.rule in SEASONS else HALF_AGAIN):
        said = f"{plain(max(heads))} / {plain(min(heads))} = {plain(times)}"
        yield Suspect("other_population", said, FAR if times > DOUBLE else ALWAYS)
    elif scene.rule == "one_fact_two_sources" and times < A_TENTH:
        yield Suspect("other_date", f"{plain(max(heads))} / {plain(min(heads))} = {plain(times)}", ALWAYS)


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
    """More participants than the base holds: members are counted where their employer is.

    That does not tell why a sum of such figures does not come out.
    """
    kinds = scene.kinds
    rate, head, whole = kinds.get("coverage_rate"), scene.head, kinds.get("universe", kinds.get("employed"))
    if rate is not None and rate.low > 100 and not scene.demands:
        yield Suspect("other_population", f"{plain(rate.value)} percent of universe", 0.001)
    elif head is not None and whole is not None and head.low > whole.high and rate is None:
        yield Suspect("other_population", f"{plain(head.value)} of {plain(whole.value)}", ALWAYS)
    elif scene.rule in WITHIN and scene.left > scene.right:
        yield Suspect("other_population", f"{plain(scene.left)} of {plain(scene.right)}", ALWAYS)


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


def active_called_registered(scene: Scene) -> Iterator[Suspect]:
    """The lesser of two counts called registered comes near the active ones of that time."""
    kinds = [claim.indicator for claim in scene.claims]
    if scene.rule not in STOCKS or len(kinds) < 2 or set(kinds) != {"participants_registered"}:
        return
    lesser, greater = sorted(scene.claims, key=lambda claim: claim.value)[:: len(kinds) - 1]
    for other in scene.known:
        off = abs(other.value / lesser.value - 1)
        alike = other.indicator == "participants_active" and other.segment == lesser.segment
        if alike and off < NEAR < greater.value / lesser.value - 1 and not other_moment(other, lesser):
            said = f"{plain(lesser.value)} as {lesser.indicator}, {plain(other.value)} as {named(other)}"
            yield Suspect("registered_called_active", said, max(off, LEAST_OFF))


def _kind(head: Any, part: Any) -> str:
    if head.indicator != part.indicator:
        return "registered_called_active"
    if head.segment != part.segment:
        return "labels_swapped"
    return "other_date" if other_moment(head, part) else "other_population"

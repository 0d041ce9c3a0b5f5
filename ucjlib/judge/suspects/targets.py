"""Causes around a target: the way to it, the headcount it asks for, a share of it, a rise in percent.

Blitar: 14.34 points "or" 100,155 workers not registered; they are the way to the target.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from ucjlib.judge.prints import Print, of_claim, overlap
from ucjlib.judge.suspects.demands import RATES
from ucjlib.judge.suspects.scenes import Scene
from ucjlib.judge.suspects.suspect import Suspect, hit, less, over, width
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

LACKING = ("uncovered_workers", "additional_workers_needed")


def goal_called_lacking(scene: Scene) -> Iterator[Suspect]:
    """Workers called not covered (or still needed) are those that the target asks for, or the way to it."""
    told = scene.told
    for lacking in _of(scene.claims, *LACKING):
        for goal, working in _goals(told):
            word = "target_called_uncovered" if lacking.indicator == LACKING[0] else "target_called_gap"
            if overlap(goal, of_claim(lacking)):
                yield Suspect(
                    word, _printed(working, goal.value, lacking), hit(goal, lacking), lacking.claim_id
                )
            for head in _of(told, *HEADCOUNTS):
                way = less(goal, head)
                if lacking.indicator == LACKING[0] and way.low > 0 and overlap(way, of_claim(lacking)):
                    said = _printed(f"{working} - {plain(head.value)}", way.value, lacking)
                    yield Suspect("gap_called_uncovered", said, hit(way, lacking), lacking.claim_id)


def gap_called_uncovered_rate(scene: Scene) -> Iterator[Suspect]:
    """A rate called not covered is target less coverage."""
    told = scene.told
    for lacking in _of(scene.claims, "uncovered_rate"):
        for goal, rate in product(_of(told, "coverage_target"), _of(told, "coverage_rate")):
            way = less(goal, rate)
            if way.low > 0 and overlap(way, of_claim(lacking)):
                said = _printed(f"{plain(goal.value)} - {plain(rate.value)}", way.value, lacking)
                yield Suspect("gap_called_uncovered", said, hit(way, lacking), lacking.claim_id)


def share_of_target(scene: Scene) -> Iterator[Suspect]:
    """A coverage rate is participants over a target headcount, or another rate over the target rate."""
    told = scene.told
    for rate in _of(scene.claims, "coverage_rate"):
        year = rate.as_of[:4]
        # of everybody a share is the coverage itself
        goals = [goal for goal in _of([*told, *scene.region], "coverage_target") if goal.value < 100]
        goals = [goal for goal in goals if str(goal.target_year) == year]
        rates = [other for other in scene.region if other.as_of[:4] == year]
        pairs = [
            *product(_of(told, *HEADCOUNTS, "new_enrolment"), (goal for goal, _ in _goals(told))),
            *product(_of(rates, "coverage_rate"), map(of_claim, goals)),
        ]
        for done, goal in pairs:
            share = over(of_claim(done), goal)
            if done is not rate and share.low > 0 and share.high < 400 and overlap(share, of_claim(rate)):
                said = _printed(f"{plain(done.value)} / {plain(goal.value)}", share.value, rate)
                yield Suspect("share_of_target_called_coverage", said, hit(share, rate), rate.claim_id)


def coverage_called_share(scene: Scene) -> Iterator[Suspect]:
    """What is called a share of the target is participants over the universe: the coverage."""
    told = scene.told
    for progress in _of(scene.claims[:1], "programme_progress"):
        for head, whole in product(_of(told, *HEADCOUNTS), _of(told, "universe")):
            share = over(of_claim(head), of_claim(whole))
            if overlap(share, of_claim(progress)):
                said = _printed(f"{plain(head.value)} / {plain(whole.value)}", share.value, progress)
                yield Suspect("labels_swapped", said, hit(share, progress))


def reversed_share(scene: Scene) -> Iterator[Suspect]:
    """The covered and the uncovered share are exchanged."""
    for demand in scene.demands:
        if demand.claim.indicator in RATES and 0 < demand.low < 100:
            other = Print(100 - demand.middle, 100 - demand.high, 100 - demand.low)
            if overlap(other, of_claim(demand.claim)):
                said = _printed(f"100 - {plain(demand.middle)}", other.value, demand.claim)
                yield Suspect("reversed_share", said, width(demand.low, demand.high))


def relative_growth(scene: Scene) -> Iterator[Suspect]:
    """Points of growth are percent of the rate before; a rise in percent was read as points."""
    kinds = scene.kinds
    growth, rates = kinds.get("coverage_growth"), _of(scene.claims, "coverage_rate")
    if growth is not None and len(rates) == 2:
        now, before = rates
        grown = over(less(now, before), of_claim(before))
        if overlap(grown, of_claim(growth)):
            said = f"({plain(now.value)} - {plain(before.value)}) / {plain(before.value)}"
            yield Suspect("percent_called_points", _printed(said, grown.value, growth), hit(grown, growth))
    rise, goal = kinds.get("target_increment"), kinds.get("coverage_target")
    if rise is not None and goal is not None and rates:
        meant = rates[0].value * (1 + rise.value / 100)
        slack = (goal.high - goal.low) / 2
        if abs(meant - goal.value) <= slack + 0.01:
            said = _printed(f"{plain(rates[0].value)} x {plain(1 + rise.value / 100)}", meant, goal)
            yield Suspect("relative_read_as_points", said, 0.001)


def already_reached(scene: Scene) -> Iterator[Suspect]:
    """Coverage has passed the target, by less than half of it."""
    if scene.rule == "target_above_now" and len(scene.claims) == 2:
        goal, now = scene.claims
        if now.value < 1.5 * goal.value:
            said = f"{plain(now.value)} - {plain(goal.value)} = {plain(now.value - goal.value)} points"
            yield Suspect("already_reached", said, 0.1)


def _of(claims: Iterable[Any], *indicators: str) -> list[Any]:
    return [claim for claim in claims if claim.indicator in indicators]


def _goals(told: list[Any]) -> Iterator[tuple[Print, str]]:
    """Headcounts that a target asks for: printed, or target rate times the universe of those it is for."""
    for head in _of(told, "participants_target"):
        yield of_claim(head), plain(head.value)
    both = product(_of(told, "coverage_target"), _of(told, "universe"))
    for rate, whole in ((rate, whole) for rate, whole in both if rate.segment == whole.segment):
        ends = [getattr(rate, end) * getattr(whole, end) / 100 for end in ("value", "low", "high")]
        yield Print(*ends), f"{plain(rate.value)} percent of {plain(whole.value)}"


def _printed(working: str, value: float, claim: Any) -> str:
    equal = "" if working == plain(value) else f"{working} = "
    return f"{equal}{plain(value)}, printed {plain(claim.value)}"

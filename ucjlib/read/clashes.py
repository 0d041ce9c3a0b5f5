"""Where two figures claim to be one fact: the one that may as well be another is taken for that.

No article gives one place two rates of one day. Where a story is read so, one of the two was read wrongly in
its meaning, segment, date, target year or place. Of all other readings of the two (`Said.others`, what came
close when the tagger chose) the closest that ends the clash is taken; where none is close enough, both stay
as they are. Payments, tariffs and enrolments come several to a fact and are left alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

from ucjlib.read.claims import Said, place_of
from ucjlib.read.numbers import Number

Fact = tuple[Any, ...]

# A story tells several of one kind, place and day: payments to families, tariffs, cards handed out.
_SEVERAL = frozenset(
    "new_enrolment benefit_paid benefit_tariff claims beneficiaries arrears "
    "contribution contribution_yearly".split()
)


class Reading(NamedTuple):
    """Another reading of a claim: how far behind it lies, where the claim stands, and which one it is."""

    lag: float
    at: int
    order: int
    claim: Said


def told_apart(said: list[Said]) -> list[Said]:
    """The claims of a story, each fact with one figure where another reading of it is close.

    said : claims in reading order, each fact once (`ucjlib.read.claims.one_each`).
    """
    said, values = list(said), _values_of(said)
    clashing = [k for k, one in enumerate(said) if _is_clash(_fact(one), values)]
    queue = [reading for k in clashing for reading in _readings(k, said[k])]
    heapify(queue)
    waiting: dict[Fact, list[Reading]] = defaultdict(list)  # by a fact that still has other values
    while queue:
        reading = heappop(queue)
        old, now = _fact(said[reading.at]), _fact(reading.claim)
        if not _is_clash(old, values):
            continue
        if set(values[now]) - {_value(reading.claim)}:
            waiting[now].append(reading)
            continue
        said[reading.at] = reading.claim
        values[old] -= Counter([_value(reading.claim)])
        values[now][_value(reading.claim)] += 1
        for freed in waiting.pop(old, ()):
            heappush(queue, freed)
    return said


def _values_of(said: list[Said]) -> dict[Fact, Counter[Decimal]]:
    """Fact -> its figures; the ends of a range are one figure and left out."""
    values: dict[Fact, Counter[Decimal]] = defaultdict(Counter)
    for one in said:
        if not _is_end(one):
            values[_fact(one)][_value(one)] += 1
    return values


def _is_clash(fact: Fact, values: dict[Fact, Counter[Decimal]]) -> bool:
    return fact[0] not in _SEVERAL and len(values[fact]) > 1


def _readings(at: int, claim: Said) -> Iterator[Reading]:
    if not _is_end(claim):
        for order, other in enumerate(claim.others):
            instead: dict[str, Any] = {other.part: other.value}
            yield Reading(other.lag, at, order, replace(claim, **instead))


def _fact(one: Said) -> Fact:
    assert one.bound and one.when  # a claim has them
    bound, when = one.bound, one.when
    return (
        bound.indicator,
        bound.segment or "total",
        place_of(one)[:2],
        when.as_of,
        when.target_year,
        bound.unit,
    )


def _value(one: Said) -> Decimal:
    assert isinstance(one.number, Number)  # a claim has one
    return one.number.value


def _is_end(one: Said) -> bool:
    return getattr(one.number, "qualifier", "").startswith("range")

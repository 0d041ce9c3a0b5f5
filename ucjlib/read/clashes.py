"""Where two figures claim to be one fact: the one that may as well be another is taken for that.

No article gives one place two rates of one day. Where a story is read so, one of the two was read wrongly in
its meaning, segment, date, target year or place. Of all other readings of the two (`Said.others`, what came
close when the tagger chose) the closest that ends the clash is taken; where none is close enough, both stay
as they are. Payments, tariffs and enrolments come several to a fact and are left alone.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ucjlib.read.claims import Said, place_of
from ucjlib.read.numbers import Number

Fact = tuple[Any, ...]

# A story tells several of one kind, place and day: payments to families, tariffs, cards handed out.
_SEVERAL = frozenset(
    "new_enrolment benefit_paid benefit_tariff claims beneficiaries arrears "
    "contribution contribution_yearly".split()
)


def told_apart(said: list[Said]) -> list[Said]:
    """The claims of a story, each fact with one figure where another reading of it is close.

    said : claims in reading order, each fact once (`ucjlib.read.claims.one_each`).
    """
    said = list(said)
    for _ in range(len(said)):  # each step ends a clash
        facts = _by_fact(said)
        found = [(other.lag, k, new) for k, new, other in _readings(said, facts)]
        if not found:
            break
        _, k, new = min(found, key=lambda one: one[:2])
        said[k] = new
    return said


def _by_fact(said: list[Said]) -> dict[Fact, list[int]]:
    """Fact -> where its figures stand in `said`; the ends of a range are one figure and left out."""
    facts: dict[Fact, list[int]] = defaultdict(list)
    for k, one in enumerate(said):
        if not _is_end(one):
            facts[_fact(one)].append(k)
    return facts


def _readings(said: list[Said], facts: dict[Fact, list[int]]) -> Iterator[tuple[int, Said, Any]]:
    """Every other reading that ends a clash: its place in `said`, the claim as read then, the other part."""
    for fact, places in facts.items():
        if len({_value(said[k]) for k in places}) > 1 and fact[0] not in _SEVERAL:
            for k in places:
                for other in said[k].others:
                    instead: dict[str, Any] = {other.part: other.value}
                    new = replace(said[k], **instead)
                    if all(_value(said[i]) == _value(new) for i in facts.get(_fact(new), ())):
                        yield k, new, other


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

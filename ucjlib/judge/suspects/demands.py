"""What each figure of a disagreement would have to be for the arithmetic to come out.

A rule puts one figure on trial; the wrong one may be another. So an identity that fails is
solved for each of its figures in turn.

>>> from collections import namedtuple
>>> Claim = namedtuple("Claim", "claim_id indicator segment value low high")
>>> rate = Claim("a#1", "coverage_rate", "total", 60.7, 60.69, 60.71)
>>> part = Claim("a#2", "participants_active", "total", 79077.0, 79076.0, 79078.0)
>>> whole = Claim("a#3", "universe", "total", 130363.0, 130362.0, 130364.0)
>>> [(one.claim.claim_id, round(one.low), round(one.high)) for one in solved([rate, part, whole])]
[('a#1', 61, 61), ('a#2', 79117, 79144), ('a#3', 130252, 130298)]
"""

from typing import Any, NamedTuple

from ucjlib.judge.prints import Print
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

RATES = {"coverage_rate": HEADCOUNTS, "uncovered_rate": ("uncovered_workers",)}

OTHERS = {"coverage_rate": ("uncovered_workers",), "uncovered_rate": HEADCOUNTS}


class Demand(NamedTuple):
    """A claim, the range that the other figures demand of it, and their arithmetic."""

    claim: Any
    low: float
    high: float
    working: str

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def solved(claims: list[Any]) -> list[Demand]:
    """The demands on each of `claims` that a share or a whole and its two parts make; [] for other kinds."""
    kinds = {claim.indicator: claim for claim in claims}
    whole = kinds.get("universe")
    for name, parts in RATES.items():
        rate = kinds.get(name)
        part = next((kinds[kind] for kind in parts if kind in kinds), None)
        if whole is not None and rate is not None and part is not None and min(whole.low, rate.low) > 0:
            return _share(rate, part, whole)
        # the rest is the other share of the whole, and so is its rate
        rest = next((kinds[kind] for kind in OTHERS[name] if kind in kinds), None)
        if whole is not None and rate is not None and rest is not None and min(whole.low, rate.low) > 0:
            return _rest(rate, rest, whole)
    head = next((kinds[kind] for kind in HEADCOUNTS if kind in kinds), None)
    rest = kinds.get("uncovered_workers")
    if whole is not None and head is not None and rest is not None:
        return _sum(whole, [head, rest])
    return []


def added(whole: Any, parts: list[Any]) -> list[Demand]:
    """The demands that a sum makes on its whole and on each of its parts."""
    return _sum(whole, parts)


def _share(rate: Any, part: Any, whole: Any) -> list[Demand]:
    return [
        Demand(
            rate,
            100 * part.low / whole.high,
            100 * part.high / whole.low,
            f"{plain(part.value)} / {plain(whole.value)}",
        ),
        Demand(
            part,
            rate.low * whole.low / 100,
            rate.high * whole.high / 100,
            f"{plain(rate.value)} percent of {plain(whole.value)}",
        ),
        Demand(
            whole,
            100 * part.low / rate.high,
            100 * part.high / rate.low,
            f"{plain(part.value)} / {plain(rate.value)} percent",
        ),
    ]


def _rest(rate: Any, rest: Any, whole: Any) -> list[Demand]:
    other = Print(100 - rate.value, 100 - rate.high, 100 - rate.low)
    share, *counts = _share(other, rest, whole)
    working = f"({plain(whole.value)} - {plain(rest.value)}) / {plain(whole.value)}"
    return [Demand(rate, 100 - share.high, 100 - share.low, working), *counts]


def _sum(whole: Any, parts: list[Any]) -> list[Demand]:
    total = Demand(
        whole,
        sum(part.low for part in parts),
        sum(part.high for part in parts),
        " + ".join(plain(part.value) for part in parts),
    )
    return [total, *(_left_over(whole, part, parts) for part in parts)]


def _left_over(whole: Any, part: Any, parts: list[Any]) -> Demand:
    others = [other for other in parts if other is not part]
    return Demand(
        part,
        whole.low - sum(other.high for other in others),
        whole.high - sum(other.low for other in others),
        " - ".join(plain(claim.value) for claim in [whole, *others]),
    )

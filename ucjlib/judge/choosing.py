"""One number for a group of claims about one thing: which claim, with which range, rule and grade.

The order of choice, first difference decides: a recorded acceptance; official before article;
a stated date before the day of the statement; arithmetic that agrees before none before doubt;
the finer print; the statement nearest the middle of all; of two equally near the one that more
publishers print. Values are chosen, never averaged. Where others agree within their print the range
narrows to what all allow; where they do not it widens to all of them and the grade falls.

Copies count once: to the digit, or rounded ("45 ribu" beside 45.684). They move neither the
middle nor the grade; only where everything else is equal does it matter how many printed a number,
because a slip of the pen is seldom copied. A figure under a `stop` is used only when it is alone, at D.

>>> combine([(17.59, 17.60, 17.61), (17.0, 18.0, 19.0)])
(17.59, 17.61)
>>> combine([(35.67, 35.68, 35.69), (35.85, 35.86, 35.87)])
(35.67, 35.87)

Source of the method: rules and grades of WHO and UNICEF estimates of immunization coverage (Burton and
others 2009), simplified.
"""

from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

# a digit less makes a print ten times wider, a hedge twice: beyond this it is a rounded copy
MUCH_WIDER = 5
_ORDER = (
    "decided",
    "official_over_article",
    "stated_over_statement",
    "checked_over_unchecked",
    "finer_print",
    "median_of_reports",
    "printed_most",
)


class Choice(NamedTuple):
    """The claims of one group in their order of choice, with the range, the rule and the grade.

    low, high : what all claims allow together, or all of them where they differ (`apart`).
    """

    ranked: list[Any]
    low: float
    high: float
    rule: str
    grade: str
    apart: bool

    @property
    def printed(self) -> tuple[float, float]:
        """What the print of the chosen claim and those that agree with it allow."""
        first = self.ranked[0]
        return (first.low, first.high) if self.apart else (self.low, self.high)


def choose(group: Sequence[Any]) -> Choice:
    """Rank the weighed claims of one group and say range, rule and grade."""
    free = [claim for claim in group if not claim.stopped] or list(group)
    ranks = _ranks(free)
    ranked = sorted(free, key=lambda claim: (*ranks[claim.claim_id], claim.claim_id))
    low, high = combine([(claim.low, claim.value, claim.high) for claim in ranked])
    apart = [claim for claim in ranked if claim.low > ranked[0].high or claim.high < ranked[0].low]
    rule = _rule(ranked, apart, ranks)
    return Choice(ranked, low, high, rule, _grade(ranked, apart), bool(apart))


def combine(ranges: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """low, high from (low, value, high) of claims, the chosen first.

    All overlap the chosen: what they allow together, as long as the chosen value stays inside.
    One does not: the least and the greatest of all.
    """
    low, value, high = ranges[0]
    if any(other[0] > high or other[2] < low for other in ranges[1:]):
        return min(other[0] for other in ranges), max(other[2] for other in ranges)
    for other in ranges[1:]:
        if other[0] <= value <= other[2]:
            low, high = max(low, other[0]), min(high, other[2])
    return low, high


def statements(claims: Sequence[Any]) -> list[Any]:
    """One claim for each statement, the finest print of it first seen; copies and rounded copies left out."""
    told: list[Any] = []
    for claim in sorted(claims, key=lambda claim: (_width(claim), claim.value, claim.claim_id)):
        if not any(one_statement(claim, other) for other in told):
            told.append(claim)
    return told


def one_statement(one: Any, two: Any) -> bool:
    """Whether one print is a copy of the other, to the digit or rounded ("45 ribu" of 45.684)."""
    fine, coarse = sorted((one, two), key=_width)
    rounded = _width(coarse) >= round(MUCH_WIDER * _width(fine), 9)
    return one.value == two.value or (rounded and coarse.low <= fine.value <= coarse.high)


def _width(claim: Any) -> float:
    # 17.61 - 17.59 is not 0.02 in binary
    return round(claim.high - claim.low, 9)


def _ranks(claims: Sequence[Any]) -> dict[str, tuple[float, ...]]:
    """The rank of each claim by its id, least first; one number for each word of the order."""
    middle = median(claim.value for claim in statements(claims))
    publishers: dict[float, set[str]] = {}
    for claim in claims:
        publishers.setdefault(claim.value, set()).add(claim.publisher)
    return {
        claim.claim_id: (
            not claim.accepted,
            not claim.official,
            claim.as_of_basis != "stated",
            claim.standing,
            _width(claim),
            round(abs(claim.value - middle), 9),
            -len(publishers[claim.value]),
        )
        for claim in claims
    }


def _rule(ranked: list[Any], apart: list[Any], ranks: dict[str, tuple[float, ...]]) -> str:
    first = ranked[0]
    if first.stopped:
        return "only_doubted"
    if first.accepted:
        return "decided"
    if apart:
        pairs = zip(ranks[first.claim_id], ranks[apart[0].claim_id], _ORDER, strict=True)
        return next((word for mine, theirs, word in pairs if mine != theirs), "median_of_reports")
    if len({claim.value for claim in ranked}) > 1:
        return "sources_agree"
    return "same_number" if len({claim.source_id for claim in ranked}) > 1 else "single_claim"


def _grade(ranked: list[Any], apart: list[Any]) -> str:
    first = ranked[0]
    fits = [claim for claim in ranked if claim not in apart]
    agreed = any(claim.publisher != first.publisher and not one_statement(claim, first) for claim in fits)
    doubted = first.stopped or (first.standing == 2 and not first.accepted)
    if doubted or not first.as_of or (first.qualifier and not agreed):
        return "D"
    stated = first.as_of_basis == "stated"
    grade = (
        "A"
        if first.official or (agreed and not first.qualifier)
        else "B"
        if first.standing == 0 and stated
        else "C"
    )
    return "ABCDD"["ABCD".index(grade) + bool(apart)]

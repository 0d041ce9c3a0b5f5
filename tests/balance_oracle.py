"""A second, slow way to what `ucjlib.judge` reconciles, from the definitions, one case at a time.

It shares no code and no method with the library: intervals are whole numbers of 1e-9, narrowed figure by
figure; nearest values are found by trying which bounds bind (sums) or by a search over the base (shares);
a claim is chosen by striking out, criterion after criterion, all that are not the best. Nothing of ucjlib is
imported.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

FINE = 10**9
HUNDRED = 100 * FINE
Box = list[list[int]]
Sums = Sequence[tuple[Sequence[tuple[int, int]], int]]
Shares = Sequence[tuple[int, int, int]]


def narrowed(box: Box, sums: Sums, shares: Shares) -> Box | None:
    """The ranges (least, greatest, in units of 1e-9) that are left, or None where one of them is empty.

    sums : ((figure, sign), ...) and the total. shares : part, rate, base. Divisions are rounded outwards.
    """
    box, before = [list(one) for one in box], None
    while box != before:
        before = [list(one) for one in box]
        for signs, total in sums:
            for figure, sign in signs:
                rest = [(box[i], s * sign) for i, s in signs if i != figure]
                most = sum(one[1] if s > 0 else -one[0] for one, s in rest)
                least = sum(one[0] if s > 0 else -one[1] for one, s in rest)
                _cut(box[figure], sign * total - most, sign * total - least)
        for part, rate, base in shares:
            p, r, b = box[part], box[rate], box[base]
            _cut(p, r[0] * b[0] // HUNDRED, -(-r[1] * b[1] // HUNDRED))
            for one, other in ((r, b), (b, r)):
                least = HUNDRED * p[0] // other[1] if other[1] else (0 if p[0] <= 0 else one[1] + 1)
                _cut(one, least, -(-HUNDRED * p[1] // other[0]) if other[0] else one[1])
        if any(least > most for least, most in box):
            return None
    return box


def _cut(one: list[int], least: int, most: int) -> None:
    one[0], one[1] = max(one[0], least), min(one[1], most)


class Figure(NamedTuple):
    """A printed number with its range and spread."""

    value: float
    low: float
    high: float
    spread: float


def nearest_of_sum(figures: Sequence[Figure], signs: Sequence[int], total: float) -> list[float] | None:
    """The nearest values whose signed sum is `total`: every choice of bounds that may bind is tried."""
    best, least = None, float("inf")
    for bound in product((None, "low", "high"), repeat=len(figures)):
        values = _with_bounds(figures, signs, total, bound)
        if values and (cost := far(figures, values)) < least:
            best, least = values, cost
    return best


def _with_bounds(
    figures: Sequence[Figure], signs: Sequence[int], total: float, bound: Sequence[str | None]
) -> list[float] | None:
    values = [getattr(f, b) if b else f.value for f, b in zip(figures, bound, strict=True)]
    missing = total - sum(s * v for s, v in zip(signs, values, strict=True))
    weight = sum(f.spread**2 for f, b in zip(figures, bound, strict=True) if not b)
    if not weight:
        return values if abs(missing) < 1e-7 else None
    for i, (f, b) in enumerate(zip(figures, bound, strict=True)):
        if not b:
            values[i] += signs[i] * missing * f.spread**2 / weight
            if not f.low - 1e-9 <= values[i] <= f.high + 1e-9:
                return None
    return values


def far(figures: Sequence[Figure], values: Sequence[float]) -> float:
    """Sum of squared moves, each in its spread."""
    return sum(((v - f.value) / f.spread) ** 2 for f, v in zip(figures, values, strict=True))


def nearest_of_share(
    part: Figure, rate: Figure, base: Figure, rest: Figure | None = None
) -> list[float] | None:
    """The same for part = rate x base / 100, and where `rest` is given also base = part + rest.

    For one base the best rate is known; the base is found by golden section.
    """
    ends = _bases(part, rate, base, rest)
    if ends is None:
        return None
    low, high = ends
    ratio = (5**0.5 - 1) / 2
    one, two = high - ratio * (high - low), low + ratio * (high - low)
    at_one, at_two = (_at_base(part, rate, base, rest, b) for b in (one, two))
    for _ in range(60):
        if at_one[0] <= at_two[0]:
            high, two, at_two = two, one, at_one
            one = high - ratio * (high - low)
            at_one = _at_base(part, rate, base, rest, one)
        else:
            low, one, at_one = one, two, at_two
            two = low + ratio * (high - low)
            at_two = _at_base(part, rate, base, rest, two)
    best = min(at_one, at_two, *(_at_base(part, rate, base, rest, b) for b in (low, high)))
    return best[1]


def _bases(part: Figure, rate: Figure, base: Figure, rest: Figure | None) -> tuple[float, float] | None:
    """The bases for which some rate serves: each pair of bounds on the rate is one bound on the base."""
    lows, highs = [base.low], [base.high]
    if rate.high > 0:
        lows.append(100 * part.low / rate.high)
    elif part.low > 0:
        return None
    if rate.low > 0:
        highs.append(100 * part.high / rate.low)
    if rest:
        lows.append(part.low + rest.low)
        highs.append(part.high + rest.high)
        if rate.low < 100:
            lows.append(100 * rest.low / (100 - rate.low))
        if rate.high < 100:
            highs.append(100 * rest.high / (100 - rate.high))
    low, high = max(lows), min(highs)
    if low > high + 1e-7:
        return None
    return (low, high) if low <= high else ((low + high) / 2,) * 2


def _at_base(
    part: Figure, rate: Figure, base: Figure, rest: Figure | None, b: float
) -> tuple[float, list[float]]:
    """Cost and values of the best rate for one base (a parabola in the rate, cut at its bounds)."""
    share = b / 100
    top = rate.value / rate.spread**2 + share * part.value / part.spread**2
    bend = 1 / rate.spread**2 + share**2 / part.spread**2
    low, high = max(rate.low, part.low / share), min(rate.high, part.high / share)
    if rest:
        top += share * (b - rest.value) / rest.spread**2
        bend += share**2 / rest.spread**2
        low, high = max(low, (b - rest.high) / share), min(high, (b - rest.low) / share)
    r = min(max(top / bend, low), high)
    values = [r * share, r, b] + ([b - r * share] if rest else [])
    return far([part, rate, base] + ([rest] if rest else []), values), values


class Claim(NamedTuple):
    """A weighed claim; value, low and high are whole hundredths."""

    claim_id: str
    source_id: str
    publisher: str
    value: int
    low: int
    high: int
    accepted: bool
    official: bool
    as_of: str
    as_of_basis: str
    standing: int
    stopped: bool
    qualifier: str


WORDS = (
    "decided",
    "official_over_article",
    "stated_over_statement",
    "checked_over_unchecked",
    "finer_print",
    "median_of_reports",
    "printed_most",
)


def chosen(claims: Sequence[Claim]) -> tuple[str, int, int, int, str, str]:
    """Id and value of the claim chosen, low, high, rule and grade."""
    usable = [c for c in claims if not c.stopped] or list(claims)
    scores = _scores(usable)
    first = _winner(usable, scores)
    apart = [c for c in usable if c.high < first.low or first.high < c.low]
    low, high = _range(first, usable, apart)
    return (
        first.claim_id,
        first.value,
        low,
        high,
        _word(first, usable, apart, scores),
        _letter(first, usable, apart),
    )


def _scores(claims: Sequence[Claim]) -> dict[str, tuple[float, ...]]:
    told: list[Claim] = []
    for c in sorted(claims, key=lambda c: (c.high - c.low, c.value, c.claim_id)):
        if all(not _copies(c, other) for other in told):
            told.append(c)
    numbers = sorted(c.value for c in told)
    # twice the middle, so that it is a whole number
    middle = numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]
    return {
        c.claim_id: (
            0 if c.accepted else 1,
            0 if c.official else 1,
            0 if c.as_of_basis == "stated" else 1,
            c.standing,
            c.high - c.low,
            abs(2 * c.value - middle),
            -len({other.publisher for other in claims if other.value == c.value}),
        )
        for c in claims
    }


def _copies(one: Claim, two: Claim) -> bool:
    if one.value == two.value:
        return True
    fine, coarse = (one, two) if one.high - one.low <= two.high - two.low else (two, one)
    return coarse.low <= fine.value <= coarse.high and coarse.high - coarse.low >= 5 * (fine.high - fine.low)


def _winner(claims: Sequence[Claim], scores: dict[str, tuple[float, ...]]) -> Claim:
    left = list(claims)
    for i in range(len(WORDS)):
        best = min(scores[c.claim_id][i] for c in left)
        left = [c for c in left if scores[c.claim_id][i] == best]
    return min(left, key=lambda c: c.claim_id)


def _range(first: Claim, claims: Sequence[Claim], apart: Sequence[Claim]) -> tuple[int, int]:
    if apart:
        return min(c.low for c in claims), max(c.high for c in claims)
    holding = [c for c in claims if c.low <= first.value <= c.high]
    return max(c.low for c in holding), min(c.high for c in holding)


def _word(
    first: Claim, claims: Sequence[Claim], apart: Sequence[Claim], scores: dict[str, tuple[float, ...]]
) -> str:
    if first.stopped:
        return "only_doubted"
    if first.accepted:
        return "decided"
    if apart:
        mine, theirs = scores[first.claim_id], scores[_winner(apart, scores).claim_id]
        return next((WORDS[i] for i in range(len(WORDS)) if mine[i] != theirs[i]), "median_of_reports")
    if any(c.value != first.value for c in claims):
        return "sources_agree"
    return "same_number" if any(c.source_id != first.source_id for c in claims) else "single_claim"


def _letter(first: Claim, claims: Sequence[Claim], apart: Sequence[Claim]) -> str:
    second = any(c.publisher != first.publisher and not _copies(c, first) for c in claims if c not in apart)
    if first.stopped or not first.as_of or (first.standing == 2 and not first.accepted):
        return "D"
    if first.qualifier and not second:
        return "D"
    if first.official or (second and not first.qualifier):
        best = 0
    elif first.standing == 0 and first.as_of_basis == "stated":
        best = 1
    else:
        best = 2
    return "ABCD"[min(3, best + (1 if apart else 0))]

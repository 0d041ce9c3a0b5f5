"""What the figures of a story are to each other by their arithmetic, whatever the words say.

46,000 of 184,000 is 25 percent: then 184,000 is a whole, 46,000 its part and 25 percent their share. Such
relations are evidence for what each number measures, and no more than that: they are never checked here
(`ucjlib.judge` does) and no number is derived. Only numbers that stand near one another are compared.

>>> from ucjlib.read.numbers import find_numbers
>>> found = find_numbers("46.000 orang dari 184.000 pekerja atau 25 persen")
>>> [sorted({tie.tag for tie in relations(found)[number.start]}) for number in found]
[['part_of_share'], ['whole_of_share'], ['share']]
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple

from ucjlib.read.numbers import Number

_REACH = 7  # numbers
_RATES = ("percent", "percentage_points")
_COUNTS = ("", "workers", "persons", "employers", "villages", "cases")
_PARTS = 5  # of a whole
_ROUNDING = Decimal("0.1")  # points
_LEAST_COUNT = 20  # smaller ones fit anything
_TARIFFS = (16800, 20000, 36800)  # rupiah a month and worker, the amounts that budgets are reckoned with

Tied = tuple[tuple[Number, str], ...]  # numbers that make one sum, each with what it is in it


class Tie(NamedTuple):
    """What a number is in a sum, where another number of it starts, and what that is."""

    tag: str
    other: int
    kind: str


def relations(numbers: list[Number]) -> dict[int, list[Tie]]:
    """Start of a number -> its ties to the numbers near it, in order; a number without any is left out."""
    found: dict[int, set[Tie]] = defaultdict(set)
    for tied in _tied(numbers):
        for number, tag in tied:
            found[number.start] |= {
                Tie(tag, other.start, kind) for other, kind in tied if other.start != number.start
            }
    return {start: sorted(ties) for start, ties in found.items()}


def _tied(numbers: list[Number]) -> Iterator[Tied]:
    """Every few numbers that make a share, a difference, a whole, a sum or a budget."""
    rates = [(k, n) for k, n in enumerate(numbers) if n.unit in _RATES]
    counts = [(k, n) for k, n in enumerate(numbers) if n.unit in _COUNTS and n.value >= _LEAST_COUNT]
    money = [(k, n) for k, n in enumerate(numbers) if n.unit.startswith("rupiah")]
    yield from _shares(rates, counts)
    yield from _differences(rates)
    yield from _wholes(rates)
    yield from _sums(counts)
    yield from _products(money, counts)


def _shares(rates: list, counts: list) -> Iterator[Tied]:
    """part / whole = rate."""
    for k, rate in rates:
        near = [n for _, n in _within(counts, k, _REACH)]
        for part, whole in combinations(near, 2):
            part, whole = sorted((part, whole), key=lambda n: n.value)
            if part.value < whole.value and _fits(100 * float(part.value) / float(whole.value), rate):
                yield (rate, "share"), (part, "part_of_share"), (whole, "whole_of_share")


def _differences(rates: list) -> Iterator[Tied]:
    """larger - smaller = difference."""
    for n, (k, one) in enumerate(rates):
        near = [number for i, number in rates[max(0, n - _REACH) : n + _REACH + 1] if abs(i - k) <= _REACH]
        for other in (number for number in near if number.start > one.start and number.value != one.value):
            larger, smaller = sorted((one, other), key=lambda number: -number.value)
            for third in near:
                if third.value == larger.value - smaller.value and third is not one and third is not other:
                    yield (larger, "minuend"), (smaller, "subtrahend"), (third, "difference")


def _wholes(rates: list) -> Iterator[Tied]:
    """Two to five rates in a row that add up to 100, roundings aside: shares of one whole."""
    for start in range(len(rates)):
        for size in range(2, _PARTS + 1):
            row = [number for _, number in rates[start : start + size]]
            if len(row) == size and abs(sum(number.value for number in row) - 100) <= _ROUNDING:
                yield tuple((number, "adds_to_100") for number in row)


def _sums(counts: list) -> Iterator[Tied]:
    """Two or three counts that add up to a fourth."""
    by_value = defaultdict(list)
    for k, number in counts:
        by_value[number.value].append((k, number))
    for size in (2, 3):
        for start in range(len(counts)):
            near = counts[start + 1 : start + _REACH]
            for rest in combinations(near, size - 1):
                parts = (counts[start], *rest)
                total = sum(number.value for _, number in parts)
                for _, whole in _within(by_value.get(total, []), parts[0][0], 2 * _REACH):
                    yield (whole, "sum"), *((number, "part_of_sum") for _, number in parts)


def _within(numbers: list, place: int, reach: int) -> list:
    """Those of `numbers`, in order of their places, that stand no farther than that from a place."""
    first = bisect_left(numbers, place - reach, key=itemgetter(0))
    return numbers[first : bisect_left(numbers, place + reach + 1, lo=first, key=itemgetter(0))]


def _products(money: list, counts: list) -> Iterator[Tied]:
    """workers x months x tariff = budget, whether the months are told or not."""
    for k, amount in money:
        for _, workers in _within(counts, k, _REACH):
            for tariff in _TARIFFS:
                months = float(amount.value) / (float(workers.value) * tariff)
                if 0.99 < months < 24 and abs(months - round(months)) < 0.01 * months:
                    yield (amount, "product"), (workers, "factor_of_product")


def _fits(value: float, rate: Number) -> bool:
    return float(rate.low) <= value <= float(rate.high) and rate.low != rate.high

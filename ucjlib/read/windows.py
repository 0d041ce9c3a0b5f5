"""The words that belong to one number of a sentence: those before it and those after it.

A number's words run from the number before it to the number after it; after it they stop at a comma,
a bracket or a word such as "sedangkan", because what follows belongs to the next number. Two numbers
joined by "atau" or a bracket say one thing twice and share their words. Nothing is understood here.

>>> from ucjlib.read.numbers import find_numbers
>>> text = "Cakupan baru 24 persen, target 45 persen pada 2029"
>>> [(w.before, w.after) for w in windows(text, 0, len(text), find_numbers(text)[:2])]
[('Cakupan baru ', ''), (', target ', ' pada 2029')]
"""

import re
from dataclasses import dataclass

from ucjlib.read.numbers import Number
from ucjlib.read.phrase_tables import begins, has, role_patterns

_MARKS = re.compile(r"[,;:()–—]")
_OR = re.compile(r"\W*(?:\w+\s+){0,3}?(?:atau|setara)\s+(?:\w+\s+){0,2}|\s*(?:\w+\s+){0,2}\(\s*(?:\w+\s+)?")
_PEOPLE = ("workers", "persons")
_UNIT_REACH = 40  # characters within which "per bulan" follows its amount


@dataclass(frozen=True, slots=True)
class Window:
    """One number and its words. `twin`: the family of the number that says the same again, else ''."""

    number: Number
    family: str
    before: str
    after: str
    start: int
    end: int
    twin: str = ""


def windows(text: str, start: int, end: int, numbers: list[Number]) -> list[Window]:
    """One window for each of `numbers`, which stand in order inside `text[start:end]`."""
    found: list[Window] = []
    for k, number in enumerate(numbers):
        left = numbers[k - 1].end if k else start
        following = numbers[k + 1] if k + 1 < len(numbers) else None
        after, stop = _after(text, number.end, following, end)
        kind = family(number, text[number.end : min(end, number.end + _UNIT_REACH)])
        found.append(Window(number, kind, text[left : number.start], after, left, stop))
    return _share(found)


def family(number: Number, after: str) -> str:
    """What kind of thing a number counts: a unit, `people`, or `bare` where the print does not tell.

    >>> from ucjlib.read.numbers import read_number
    >>> family(read_number("Rp16.800"), " per bulan")
    'rupiah_per_month'
    """
    if number.unit in _PEOPLE:
        return "people"
    if number.unit == "rupiah" and begins(after, "per"):
        return next(unit for known, unit in role_patterns("per") if known.match(after.lstrip()))
    return number.unit or "bare"


def breaks(text: str) -> int:
    """How many commas, brackets and contrasting words part the two ends of `text`."""
    return len(_MARKS.findall(text)) + sum(bool(known.search(text)) for known, _ in role_patterns("contrast"))


def last_clause(text: str) -> str:
    """`text` after its last break."""
    ends = [mark.end() for mark in _MARKS.finditer(text)]
    ends += [match.end() for known, _ in role_patterns("contrast") for match in known.finditer(text)]
    return text[max(ends, default=0) :]


def _after(text: str, start: int, following: Number | None, end: int) -> tuple[str, int]:
    stop = following.start if following else end
    body = text[start:stop]
    cuts = [match.start() for match in (_MARKS.search(body), has(body, "contrast")) if match]
    if cuts:
        return body[: min(cuts)], start + min(cuts)
    mark = (
        f" #{family(following, text[following.end : min(end, following.end + _UNIT_REACH)])}"
        if following
        else ""
    )
    return body + mark, stop


def _share(found: list[Window]) -> list[Window]:
    shared = list(found)
    for k in range(1, len(found)):
        first, second = shared[k - 1], shared[k]
        if not first.twin and first.family != second.family and _OR.fullmatch(second.before):
            after = f"{first.after.split(' #')[0]} {second.after}"
            shared[k - 1] = _with(first, first.before, after, second.family)
            shared[k] = _with(second, first.before, after, first.family)
    return shared


def _with(window: Window, before: str, after: str, twin: str) -> Window:
    return Window(window.number, window.family, before, after, window.start, window.end, twin)

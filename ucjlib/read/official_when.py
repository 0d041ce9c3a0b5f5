"""When the figure of a cell holds: year and round from the heads above it, else from the title.

Februari 2025 is 2025-02, a quarter or half year its last month, "Tahunan" the year; "Januari-Februari 2025"
is the state at its end and no sum. Heads come before the title; where the two differ the note says so. A
file's name is no evidence, and there is no clock.

>>> told = when(["2023", "Agustus"], "Keadaan Angkatan Kerja 2021-2023", "")
>>> told.as_of, told.basis, told.notes
('2023-08', 'stated', ())
>>> when(["Aktif"], "sampai dengan bulan Desember 2023", "").as_of
'2023-12'
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ucjlib.core.errors import BadDate
from ucjlib.core.period import last_day
from ucjlib.read.official_words import first_line, tokens
from ucjlib.read.words import vocabulary

_YEAR = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9.,]?[0-9])")
_YEARS = re.compile(
    r"((?:19|20)[0-9]{2})\s*(?:[-–—]|s\.?/?d\.?|sampai|hingga)\s*((?:19|20)[0-9]{2})(?![0-9])"
)
_PART = re.compile(
    r"\b(triwulan|tw|kuartal|quarter|q|semester|smt)\.?\s*(iv|iii|ii|i|[1-4])\b", re.IGNORECASE
)
_RANGE = re.compile(r"^[\s0-9]*([-–—]|s\.?/?d\.?|sampai( dengan)?|hingga)[\s0-9]*$", re.IGNORECASE)
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS_OF = {"s": 6}  # a half year; all other parts are quarters
_ANNUAL = {"tahunan", "annual"}


class When(NamedTuple):
    as_of: str
    basis: str
    notes: tuple[str, ...]


class _Time(NamedTuple):
    years: frozenset[int]
    first: int
    last: int
    months: tuple[int, ...]
    day: int
    is_range: bool


def when(heads: list[str], title: str, published: str) -> When:
    """`as_of`, how it is known, and what there is to say about it.

    heads : levels, label and group of the cell. title : may be ''. published : used when no text tells a
        year. Raises BadDate when `published` is no date.
    """
    if published:
        last_day(published)
    own, over = _merged([_time(head) for head in heads]), _time(title)
    notes = [
        *_differences(own, over),
        *(
            ["the period is printed as a range: the state at its end"]
            if own.is_range or (over.is_range and not own.months)
            else []
        ),
    ]
    years = own.years or over.years
    if len(years) != 1:
        several = [f"the table names {min(years)} to {max(years)} and not which"] if years else []
        return (
            When(published, "statement", tuple(several))
            if published
            else When("", "unknown", tuple(notes + several))
        )
    return When(_as_text(next(iter(years)), own, over), "stated", tuple(notes))


def is_time(text: str) -> bool:
    """Whether a head names a time and nothing else.

    >>> is_time("Agustus 2025"), is_time("2023"), is_time("15-24")
    (True, True, False)
    """
    left = _PART.sub(" ", first_line(text))
    words = [word for word in tokens(left) if word not in ("tahun", "bulan", "year", *_ANNUAL)]
    timed = [word for word in words if (word,) in _months() or _YEAR.fullmatch(word)]
    return (
        bool(text.strip())
        and len(timed) == len(words)
        and bool(words or left != first_line(text) or set(tokens(left)) & _ANNUAL)
    )


def _as_text(year: int, own: _Time, over: _Time) -> str:
    holds = not over.years or over.first <= year <= over.last
    told = (
        own
        if own.months
        else over
        if holds and not (own.years and len(over.years) == 1 and year not in over.years)
        else own
    )
    months = told.months
    if not months or (len(set(months)) > 1 and not told.is_range):
        return str(year)
    day = f"-{told.day:02d}" if told.day else ""
    text = f"{year}-{months[-1]:02d}{day}"
    try:
        last_day(text)
    except BadDate:
        return f"{year}-{months[-1]:02d}"
    return text


def _differences(own: _Time, over: _Time) -> list[str]:
    notes = []
    if len(own.years) == 1 and over.years and not over.first <= min(own.years) <= over.last:
        notes.append(f"the title names {_span(over)} and the head {min(own.years)}: the head is taken")
    elif own.months and over.months and not over.is_range and not set(own.months) & set(over.months):
        notes.append(
            f"the title names month {over.months[-1]} and the head month {own.months[-1]}: the head is taken"
        )
    return notes


def _span(time: _Time) -> str:
    return str(time.first) if time.first == time.last else f"{time.first} to {time.last}"


def _merged(times: list[_Time]) -> _Time:
    years = frozenset().union(*(time.years for time in times)) if times else frozenset()
    dated = next((time for time in times if time.months), _NONE)
    return _Time(years, min(years, default=0), max(years, default=0), dated.months, dated.day, dated.is_range)


_NONE = _Time(frozenset(), 0, 0, (), 0, False)


@lru_cache(maxsize=4096)
def _time(text: str) -> _Time:
    line = first_line(text)
    years = [int(year) for year in _YEAR.findall(line)]
    spans = [int(year) for pair in _YEARS.findall(line) for year in pair]
    found = [
        (match, vocabulary()["month"][(match.group().casefold(),)])
        for match in re.finditer(r"[^\W\d_]+", line)
        if (match.group().casefold(),) in _months()
    ]
    months = [int(month) for _, month in found] or [_end_month(*part) for part in _PART.findall(line)]
    joined = len(found) == 2 and bool(_RANGE.match(line[found[0][0].end() : found[1][0].start()]))
    day = re.search(r"(?<![0-9])([0-9]{1,2})\s+$", line[: found[0][0].start()]) if len(found) == 1 else None
    all_years = frozenset(years + spans)
    return _Time(
        all_years,
        min(all_years, default=0),
        max(all_years, default=0),
        tuple(months),
        int(day[1]) if day else 0,
        joined,
    )


def _end_month(kind: str, number: str) -> int:
    size = _MONTHS_OF.get(kind[0].casefold(), 3)
    return min(12, size * (_ORDINALS.get(number.casefold()) or int(number)))


@cache
def _months() -> frozenset[tuple[str, ...]]:
    return frozenset(vocabulary()["month"])

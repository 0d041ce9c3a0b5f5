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
from functools import lru_cache
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
_ANNUAL = {"tahunan", "annual"}


class When(NamedTuple):
    as_of: str
    basis: str
    notes: tuple[str, ...]


class _Time(NamedTuple):
    """What a text tells; `is_range`: its two months are printed as from and to."""

    years: frozenset[int]
    months: tuple[int, ...] = ()
    day: int = 0
    is_range: bool = False

    def holds(self, year: int) -> bool:
        """Whether a year lies between those named."""
        return not self.years or min(self.years) <= year <= max(self.years)


def when(heads: list[str], title: str, published: str) -> When:
    """`as_of`, how it is known, and what there is to say about it.

    heads : levels, label and group of the cell. published : where no text tells a year; BadDate for no date.
    """
    if published:
        last_day(published)
    times, over = [_time(head) for head in heads], _time(title)
    dated = next((time for time in times if time.months), _Time(frozenset()))
    own = dated._replace(years=frozenset().union(*(time.years for time in times)))
    notes = _differences(own, over)
    if own.is_range or (over.is_range and not own.months):
        notes.append("the period is printed as a range: the state at its end")
    years = own.years or over.years
    if len(years) == 1:
        return When(_as_text(min(years), own, over), "stated", tuple(notes))
    several = [f"the table names {min(years)} to {max(years)} and not which"] if years else []
    if published:
        return When(published, "statement", tuple(several))
    return When("", "unknown", tuple(notes + several))


def is_time(text: str) -> bool:
    """Whether a head names a time and nothing else: "Agustus 2025", "2023", "Tahunan"."""
    line = first_line(text)
    words = tokens(_PART.sub(" ", line))
    told = [word for word in words if word not in ("tahun", "bulan", "year", *_ANNUAL)]
    if not all((word,) in vocabulary()["month"] or _YEAR.fullmatch(word) for word in told):
        return False
    return bool(told or _PART.search(line) or _ANNUAL & {*words})


def _as_text(year: int, own: _Time, over: _Time) -> str:
    of_another = own.years and len(over.years) == 1 and year not in over.years
    told = over if not own.months and over.holds(year) and not of_another else own
    if not told.months or (len(set(told.months)) > 1 and not told.is_range):
        return str(year)
    month = f"{year}-{told.months[-1]:02d}"
    try:
        day = f"{month}-{told.day:02d}"
        last_day(day)
    except BadDate:
        return month
    return day


def _differences(own: _Time, over: _Time) -> list[str]:
    taken = ": the head is taken"
    if len(own.years) == 1 and not over.holds(min(own.years)):
        span = " to ".join(str(year) for year in sorted({min(over.years), max(over.years)}))
        return [f"the title names {span} and the head {min(own.years)}{taken}"]
    if own.months and over.months and not over.is_range and not set(own.months) & set(over.months):
        return [f"the title names month {over.months[-1]} and the head month {own.months[-1]}{taken}"]
    return []


@lru_cache(maxsize=4096)
def _time(text: str) -> _Time:
    line, months = first_line(text), vocabulary()["month"]
    years = [*_YEAR.findall(line), *(year for pair in _YEARS.findall(line) for year in pair)]
    named = [match for match in re.finditer(r"[^\W\d_]+", line) if (match[0].casefold(),) in months]
    numbers = [int(months[match[0].casefold(),]) for match in named]
    numbers = numbers or [_end_month(*part) for part in _PART.findall(line)]
    is_range = len(named) == 2 and bool(_RANGE.match(line[named[0].end() : named[1].start()]))
    day = re.search(r"(?<![0-9])([0-9]{1,2})\s+$", line[: named[0].start()]) if len(named) == 1 else None
    return _Time(frozenset(map(int, years)), tuple(numbers), int(day[1]) if day else 0, is_range)


def _end_month(kind: str, number: str) -> int:
    size = 6 if kind[0].casefold() == "s" else 3  # a half year; all other parts are quarters
    return min(12, size * (_ORDINALS.get(number.casefold()) or int(number)))

"""Dates as precise as their source: `2025`, `2025-04` or `2025-04-14`.

A figure "per Desember 2024" is not a figure of 1 December; the text keeps what the
source said and these functions say what it spans. There is no clock here: "today" is
always handed in as `as_of`.

>>> first_day("2025-04"), last_day("2025-04")
(datetime.date(2025, 4, 1), datetime.date(2025, 4, 30))
>>> round(decimal_year("2025-04-14"), 3)
2025.284
"""

import calendar
import datetime as dt
import re

from ucjlib.core.errors import BadDate

PATTERN = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_SHAPE = re.compile(PATTERN)


def first_day(text: str) -> dt.date:
    """The first day that `text` (year, month or day) spans. Raises BadDate."""
    year, month, day = _parts(text)
    return _date(text, year, month or 1, day or 1)


def last_day(text: str) -> dt.date:
    """The last day that `text` (year, month or day) spans. Raises BadDate.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    year, month, day = _parts(text)
    month = month or 12
    return _date(text, year, month, day or calendar.monthrange(year, month)[1])


def decimal_year(text: str) -> float:
    """The middle of what `text` spans, in years: `2025` is 2025.5.

    >>> decimal_year("2025")
    2025.5
    """
    start, end = first_day(text), last_day(text) + dt.timedelta(days=1)
    middle = (start.toordinal() + end.toordinal()) / 2
    new_year = dt.date(start.year, 1, 1).toordinal()
    return start.year + (middle - new_year) / (366 if calendar.isleap(start.year) else 365)


def begun(text: str, today: str) -> bool:
    """Whether a figure dated `text` can be known on `today`: what it spans has begun. Undated can.

    >>> begun("2026", "2026-05-31"), begun("2026-06", "2026-05-31"), begun("", "2026")
    (True, False, True)
    """
    return not text or first_day(text) <= last_day(today)


def months_between(start: str, end: str) -> int:
    """Calendar months from `start` to `end`, both counted.

    >>> months_between("2025-03", "2025-12")
    10
    """
    first, last = first_day(start), last_day(end)
    return (last.year - first.year) * 12 + last.month - first.month + 1


def days_between(start: str, end: str) -> int:
    """Days from the start of `start` to the start of `end`; negative when `end` comes first.

    >>> days_between("2025-04-14", "2025-05-01")
    17
    """
    return (first_day(end) - first_day(start)).days


def weekday_until(weekday: int, day: str) -> str:
    """The last such weekday, Monday being 0, up to a day.

    >>> weekday_until(2, "2026-04-16")
    '2026-04-15'
    """
    last = first_day(day)
    return (last - dt.timedelta(days=(last.weekday() - weekday) % 7)).isoformat()


def _parts(text: str) -> tuple[int, int, int]:
    if not _SHAPE.fullmatch(text):
        raise BadDate(f'"{text}" is no date', fix="write 2025, 2025-04 or 2025-04-14")
    year, month, day = [int(part) for part in text.split("-")] + [0] * (2 - text.count("-"))
    return year, month, day


def _date(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise BadDate(f'"{text}" does not exist', why=str(error), fix="look at the source again") from None

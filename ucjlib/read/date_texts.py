"""Printed points of time -> text, checked against the calendar and the day of publication.

>>> as_text(Point("day", 2024, 12, 31, 0, 5))
'2024-12-31'
"""

import datetime as dt
from dataclasses import replace

from ucjlib.core.errors import BadDate
from ucjlib.core.period import first_day, last_day
from ucjlib.read.date_points import FIRST_YEAR, LAST_YEAR, Point
from ucjlib.read.figures import Unreadable

_TURN = (3, 10)  # up to March, a month from October on is that of the year before

_NEEDS_DAY = "it tells a time only together with the day of publication"


def as_text(point: Point) -> str:
    """`point` as YYYY, YYYY-MM or YYYY-MM-DD. Raises Unreadable where the calendar has no such time."""
    if not FIRST_YEAR <= point.year <= LAST_YEAR:
        raise Unreadable("its year is none that a figure of this subject can have", point.end)
    if point.month > 12:
        raise Unreadable("it has no such month, and the day stands first", point.end)
    text = f"{point.year:04}"
    if point.kind != "year":
        text += f"-{point.month:02}"
    if point.kind == "day":
        text += f"-{point.day:02}"
    try:
        last_day(text)
    except BadDate:
        raise Unreadable("no such day exists", point.end) from None
    return text


def with_year(point: Point, published: str) -> Point:
    """The nearest such day not after publication; only for an event's day, as in "Kamis (10/10)".

    `published`: 'YYYY-MM-DD'. Raises Unreadable for all else, and where the weekday is not that of the day.
    """
    if point.month > 12:
        raise Unreadable("it has no such month, and the day stands first", point.end)
    if point.kind != "day" or not point.sure:
        raise Unreadable("it has no year", point.end)
    if len(published) != 10:
        raise Unreadable("its year needs the day of publication", point.end)
    day = _nearest(point, first_day(published))
    if day is None:
        raise Unreadable("no such day exists", point.end)
    if point.weekday is not None and day.weekday() != point.weekday:
        raise Unreadable("the weekday is not that of the nearest such day before publication", point.end)
    return replace(point, year=day.year)


def near_year(point: Point, published: str) -> Point | None:
    """A month or day without a year ("per April", "hingga 30 Juni"): the last such before publication.

    None where that is not clear: an article of June that says "hingga Desember" may mean either.

    >>> near_year(Point("month", 0, 12, 0, 0, 1), "2025-01-22").year
    2024
    """
    if len(published) < 7:
        return None
    if not point.month:
        return None
    known = first_day(published)
    turn = known.month <= _TURN[0] and point.month >= _TURN[1]
    if point.month > known.month and not turn:
        return None
    return replace(point, year=known.year - turn, sure=True)


def settled(point: Point, published: str, told: str) -> Point:
    """A point whose year is told by words, with that year; `told`: the date told before, '' for none.

    "Juni lalu" is the last June before the month of publication. Raises Unreadable without that day.

    >>> settled(Point("month", 0, 6, 0, 0, 2, year_by="last"), "2025-04-14", "").year
    2024
    """
    if not point.year_by:
        return point
    if len(published) < 7:
        raise Unreadable(_NEEDS_DAY, point.end)
    known = first_day(published)
    kind, *shift = point.year_by.split()
    if kind == "last":
        year = known.year - (point.month >= known.month)
    elif kind == "this":
        year = known.year
    else:
        base = int(told[:4]) if kind == "told" and told else known.year
        year = base + int(shift[0])
    return replace(point, year=year, year_by="", sure=True)


def relative(meaning: str, published: str, end: int) -> tuple[str, str]:
    """(as_of, kind) of tahun ini, bulan lalu, saat ini, counted from the day of publication.

    `meaning`: a kind and how many of it away, as in `month_names.csv`. Raises Unreadable without that day.

    >>> relative("month -1", "2025-01-22", 0)
    ('2024-12', 'month')
    """
    kind, shift = meaning.split()
    needed = {"year": 4, "month": 7, "day": 10}[kind]
    if len(published) < needed:
        raise Unreadable(_NEEDS_DAY, end)
    known = first_day(published)
    if kind == "day":
        return (known + dt.timedelta(days=int(shift))).isoformat(), kind
    months = known.year * 12 + known.month - 1 + int(shift) * (12 if kind == "year" else 1)
    return f"{months // 12:04}-{months % 12 + 1:02}"[:needed], kind


def _nearest(point: Point, known: dt.date) -> dt.date | None:
    """The last such day up to `known`, 29 February looked for as far as eight years back; None for no day."""
    for year in range(known.year, known.year - 9, -1):
        try:
            day = dt.date(year, point.month, point.day)
        except ValueError:
            continue
        if day <= known:
            return day
    return None

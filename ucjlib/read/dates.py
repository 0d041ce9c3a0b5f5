"""Dates printed in Indonesian news -> text as precise as the print: 2025, 2025-04, 2025-04-14.

For days, months, years, quarters and spans, with a weekday as a check and the day of
publication for what the print leaves out. Not for how many months a programme lasts
(`ucjlib.read.month_spans`), and never with the run's clock: "tahun ini" without a day of
publication is no date. Misprints (31 November, 22/10/2925) are refused, not repaired.

>>> read_date("Kamis (10/10)", published="2024-10-11").as_of
'2024-10-10'
>>> found = read_date("1 Januari hingga 31 Oktober 2024")
>>> found.period_start, found.as_of, found.kind
('2024-01-01', '2024-10-31', 'span')
"""

from dataclasses import dataclass, replace
from functools import cache

from ucjlib.core.errors import CannotRead
from ucjlib.core.period import first_day, last_day
from ucjlib.read.date_points import Point, is_counted, point_at
from ucjlib.read.date_references import Referred, Told, referred, year_before
from ucjlib.read.date_texts import as_text, near_year, relative, settled, with_year
from ucjlib.read.figures import Unreadable
from ucjlib.read.lexemes import Lexeme, at, has_hidden, lex, past_space, quoted
from ucjlib.read.words import phrase_at, phrase_before, vocabulary

_LEADING = ("throughout", "cue", "lead")
_OPENING = ("relative", "refers", "same", "weekday", "loose", "quarter", "month")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A printed date. `text[start:end] == printed`.

    `as_of`: the date, or the end of a span; `period_start`: the start of a span or part of a year, else ''.
    `kind`: day, month, year, span, quarter, semester. `weekday_ok`: whether a printed weekday is that of the
    day; None where none is printed.
    """

    as_of: str
    period_start: str
    kind: str
    weekday_ok: bool | None
    printed: str
    start: int
    end: int


def read_date(text: str, published: str = "") -> DateFound:
    """The one date that `text` is; per, hingga, tanggal and their like may stand before it.

    `published`: the day of publication, 'YYYY-MM-DD', for tahun ini, saat ini and days without a year: those
    are taken as the nearest day not after publication. Raises CannotRead for misprints, a weekday
    that is not that of the day, and whatever needs `published` when it is not given; BadDate if that is none.

    >>> read_date("triwulan I 2025").as_of
    '2025-03'
    """
    _check_published(published)
    lexemes = lex(text)
    if has_hidden(text):
        raise _cannot(text, "it holds a character that shows nothing or turns the text")
    try:
        found, end = _date_at(text, lexemes, _past_leading(lexemes), published)
    except Unreadable as refused:
        raise _cannot(text, refused.why) from None
    if found is None or _past_trailing(lexemes, end) < len(lexemes):
        raise _cannot(text, "it is no date that this grammar knows, or more than a date")
    if found.weekday_ok is False:
        raise _cannot(text, "the weekday is not that of the day")
    return found


def find_dates(text: str, published: str = "", lexemes: list[Lexeme] | None = None) -> list[DateFound]:
    """All dates of `text` in reading order; what is no certain date is left out.

    A full date under a wrong weekday is given with `weekday_ok` False, for a rule to report. A bare year
    needs a word that says so (tahun 2024, per 2024), a day without its month name needs brackets
    or a weekday. `lexemes`: `lex(text)`, where it is cut already. Raises BadDate when `published` is no date;
    nothing else.

    >>> [found.as_of for found in find_dates("Hingga 31 Oktober 2024 ada 2.024 orang; 23/20")]
    ['2024-10-31']
    """
    _check_published(published)
    lexemes = lex(text) if lexemes is None else lexemes
    dates: list[DateFound] = []
    told: list[Told] = []
    end = 0
    for i in _beginnings(lexemes):
        if i < end:
            continue
        try:
            found, end = _date_at(text, lexemes, i, published, told)
        except Unreadable as refused:
            found, end = None, max(refused.end, i + 1)
        if found:
            dates.append(found)
            told += _as_told(text, found)
    return dates


def _as_told(text: str, found: DateFound) -> list[Told]:
    """A date as later words may mean it: not the day of an event, and not "kini"."""
    bracketed = text[found.start - 1 : found.start] == "("
    is_event = found.kind == "day" and (found.weekday_ok is not None or bracketed)
    is_now = found.kind == "day" and not any(letter.isdigit() for letter in found.printed)
    return [] if is_event or is_now else [Told(found.as_of, found.period_start, found.end)]


def _beginnings(lexemes: list[Lexeme]) -> list[int]:
    """Where a date may begin."""
    words = _first_words()
    return [
        i
        for i, (kind, _, key, _, _) in enumerate(lexemes)
        if kind == "figure" or (kind == "word" and key in words)
    ]


@cache
def _first_words() -> frozenset[str]:
    """The words that a date may begin with; all others begin none."""
    return frozenset(words[0] for role in _OPENING for words in vocabulary()[role])


def _date_at(
    text: str, lexemes: list[Lexeme], i: int, published: str, told: list[Told] | None = None
) -> tuple[DateFound | None, int]:
    """The date or span at `i` and the place after it. Raises Unreadable for a misprint.

    told : in running text, the dates before it; there `published` tells the year of what surely is a date.
    """
    if at(lexemes, i).kind == "space" or _is_joined(lexemes, i):
        return None, i + 1
    meant = referred(lexemes, i, published, told or [])
    if meant:
        found = _found(text, lexemes, i, meant.end, meant.as_of, meant.period_start, _kind_of(meant))
        return _throughout(lexemes, i, found), meant.end
    words = phrase_at(lexemes, i, "relative")
    if words:
        as_of, kind = relative(words[0], published, words[1])
        return _throughout(lexemes, i, _found(text, lexemes, i, words[1], as_of, "", kind)), words[1]
    return _point_or_span(text, lexemes, i, published, told)


def _kind_of(meant: Referred) -> str:
    return "span" if meant.period_start or len(meant.as_of) > 7 else "month" if meant.as_of[4:] else "year"


def _point_or_span(
    text: str, lexemes: list[Lexeme], i: int, published: str, told: list[Told] | None
) -> tuple[DateFound | None, int]:
    point = point_at(lexemes, i)
    if point is None:
        return None, i + 1
    running, before = told is not None, year_before(lexemes, i, told or [])
    point = settled(point, published, before)
    if running:
        point = _told_year(lexemes, point, published)
    span = _span(lexemes, point, published if running else "", before)
    if span:
        return _spanned(text, lexemes, i, *span), span[1].end
    if running and not point.sure:
        return None, point.end
    return _single(text, lexemes, point, published), point.end


def _told_year(lexemes: list[Lexeme], point: Point, published: str) -> Point:
    """per April, hingga 30 Juni: a cue before it makes it a date, publication tells its year.

    A quarter needs no cue.
    """
    if point.sure or point.year or not point.month:
        return point
    cue = any(phrase_before(lexemes, point.start, role) for role in ("cue", "loose", "lead", "throughout"))
    return (near_year(point, published) or point) if cue or point.months > 1 else point


def _single(text: str, lexemes: list[Lexeme], point: Point, published: str) -> DateFound:
    if not point.year:
        point = with_year(point, published)
    as_of, start = as_text(point), ""
    if point.months > 1:
        start = f"{point.year:04}-{point.month - point.months + 1:02}"
    found = _found(text, lexemes, point.start, point.end, as_of, start, point.kind)
    found = replace(found, weekday_ok=_weekdays_ok(point))
    return _throughout(lexemes, point.start, found)


def _spanned(text: str, lexemes: list[Lexeme], i: int, first: Point, last: Point) -> DateFound:
    found = _found(text, lexemes, i, last.end, as_text(last), as_text(first), "span")
    return replace(found, weekday_ok=_weekdays_ok(first, last))


def _span(lexemes: list[Lexeme], first: Point, published: str, told: str) -> tuple[Point, Point] | None:
    """Both ends of a span that begins with `first`, which may lack its month or year; None for no span.

    published : gives the year that neither end of a span of months prints. told : the year told before.
    """
    nxt = _past_until(lexemes, first.end) if first.months == 1 else 0
    if not nxt:
        return None
    try:
        last = point_at(lexemes, nxt)
        last = settled(last, published, told) if last else None
        if last is not None and not last.year and first.kind == last.kind == "month" and len(published) > 3:
            first, last = replace(first, year=0), replace(last, year=int(published[:4]))
        if last is None or not _may_end(lexemes, last):
            return None
        first = replace(first, year=first.year or last.year, month=first.month or _month_of(first, last))
        rises = first_day(as_text(first)) < first_day(as_text(last))
    except Unreadable as refused:
        raise Unreadable(refused.why, max(refused.end, first.end)) from None
    if not rises:
        raise Unreadable("its end is not after its start", last.end)
    return first, last


def _past_until(lexemes: list[Lexeme], i: int) -> int:
    """The place after "hingga", "sampai akhir tahun" and their like at `i`; 0 where none stands there."""
    until = phrase_at(lexemes, past_space(lexemes, i), "until")
    if not until:
        return 0
    nxt = past_space(lexemes, until[1])
    for role in ("loose", "lead"):
        word = phrase_at(lexemes, nxt, role)
        nxt = past_space(lexemes, word[1]) if word else nxt
    return nxt


def _may_end(lexemes: list[Lexeme], last: Point) -> bool:
    """Whether a point may be the end of a span: it has a year, and that is no count of something."""
    counted = last.kind == "year" and is_counted(lexemes, last.end - 1)
    return bool(last.year) and last.months == 1 and not counted


def _month_of(first: Point, last: Point) -> int:
    return last.month if first.kind == "day" else 0


def _weekdays_ok(*points: Point) -> bool | None:
    """Whether every printed weekday is that of its day; None where none is printed."""
    told = [point for point in points if point.weekday is not None]
    return all(first_day(as_text(p)).weekday() == p.weekday for p in told) if told else None


def _throughout(lexemes: list[Lexeme], i: int, found: DateFound) -> DateFound:
    """sepanjang 2024: a flow over the whole year, so it starts there too."""
    lead = phrase_before(lexemes, i, "lead")
    if not found.period_start and phrase_before(lexemes, lead[1] if lead else i, "throughout"):
        return replace(found, period_start=found.as_of, kind="span")
    return found


def _is_joined(lexemes: list[Lexeme], i: int) -> bool:
    """Whether the digits at `i` continue something: A4/14, 2.024/3, a hidden character."""
    before = at(lexemes, i - 1)
    touches = before.kind in ("word", "odd", "hidden") or before.key in ("/", "_")
    return at(lexemes, i).kind == "figure" and touches


def _found(
    text: str, lexemes: list[Lexeme], i: int, end: int, as_of: str, period_start: str, kind: str
) -> DateFound:
    start, stop = lexemes[i].start, lexemes[end - 1].end
    return DateFound(as_of, period_start, kind, None, text[start:stop], start, stop)


def _past_leading(lexemes: list[Lexeme]) -> int:
    i = past_space(lexemes, 0)
    i = i + 1 if at(lexemes, i).key == "(" else i
    for role in _LEADING:
        found = phrase_at(lexemes, i, role)
        if found and not any(phrase_at(lexemes, i, words) for words in ("relative", "refers")):
            i = past_space(lexemes, found[1])
    return i


def _past_trailing(lexemes: list[Lexeme], i: int) -> int:
    """Past the bracket that opened before the date, and space."""
    closing = at(lexemes, i).key == ")" and sum(x.key == "(" for x in lexemes[:i]) == 1
    return past_space(lexemes, i + 1 if closing else i)


def _check_published(published: str) -> None:
    if published:
        last_day(published)


def _cannot(text: str, why: str) -> CannotRead:
    return CannotRead(f"{quoted(text)} cannot be read as a date", why=why, fix="look at the source again")

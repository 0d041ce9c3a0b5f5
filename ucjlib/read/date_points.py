"""One printed date, perhaps without its year: what a day, month, quarter or year looks like.

Places are found here; years that are missing are filled in, and days checked against the
calendar, in `ucjlib.read.dates`. Day always first: 4/14/2025 is no date.

>>> from ucjlib.read.lexemes import lex
>>> point = point_at(lex("Kamis (10/10)"), 0)
>>> point.kind, point.year, point.month, point.day, point.weekday
('day', 0, 10, 10, 3)
"""

import re
from dataclasses import dataclass, replace

from ucjlib.read.figures import Unreadable
from ucjlib.read.lexemes import Lexeme, at, past_space
from ucjlib.read.words import meaning, phrase_at, phrase_before

# Figures of this subject date from the republic's first social insurance to the targets of its centenary.
FIRST_YEAR, LAST_YEAR = 1945, 2100
# Four digits that count nothing are a year, from the agency's founding years to the last target.
_RECENT = (2010, 2045)
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_NO_DATE = "its digits are joined, but not as in a date"
_JOINERS = ("/", "-", "–")


@dataclass(frozen=True, slots=True)
class Point:
    """A date as printed; 0 stands for what is not printed. `start`, `end` are places of lexemes.

    `sure`: fit to be found in running text; False for what may be a count (2024) or a fraction (3/4).
    `months`: how many months a quarter or semester spans, ending with `month`. `year_by`: what tells a year
    that is not printed: "year -1" counts from publication, "told -1" from the date told before, "last" and
    "this" are those words after a month ("Juni lalu").
    """

    kind: str
    year: int
    month: int
    day: int
    start: int
    end: int
    sure: bool = True
    weekday: int | None = None
    months: int = 1
    year_by: str = ""


def point_at(lexemes: list[Lexeme], i: int) -> Point | None:
    """The date that starts at `i`, or None. Raises Unreadable for a misprint that looks like a date."""
    for reader in _READERS:
        point = reader(lexemes, i)
        if point:
            return replace(point, start=i)
    return None


def _after_weekday(lexemes: list[Lexeme], i: int) -> Point | None:
    """Senin (14/4/2025), Senin, 14 April 2025; "minggu" alone is a week."""
    found = phrase_at(lexemes, i, "weekday")
    if found is None:
        return None
    nxt = past_space(lexemes, found[1])
    nxt = past_space(lexemes, nxt + 1) if at(lexemes, nxt).key == "," else nxt
    nxt = _past_lead(lexemes, nxt)
    bracket = at(lexemes, nxt).key == "("
    point = _numeric(lexemes, nxt + bracket) or _day_month(lexemes, nxt + bracket)
    if point is None or point.kind != "day":
        return None
    closed = bracket and at(lexemes, past_space(lexemes, point.end)).key == ")"
    end = past_space(lexemes, point.end) + 1 if closed else point.end
    return replace(point, end=end, sure=True, weekday=int(found[0]))


def _after_loose(lexemes: list[Lexeme], i: int) -> Point | None:
    """awal Maret 2025 is a month; the start and the end of a year are its first and its last month."""
    found = phrase_at(lexemes, i, "loose")
    if not found:
        return None
    point = _told_by_words(lexemes, past_space(lexemes, i + 1)) or _month_or_year(lexemes, found[1])
    if point and point.kind == "year" and found[0]:
        point = replace(point, kind="month", month=int(found[0]))
    if point is None:
        return _bare_turn(lexemes, i, found[1])
    return replace(point, sure=True) if point.year or point.year_by else None


def _month_or_year(lexemes: list[Lexeme], i: int) -> Point | None:
    nxt = past_space(lexemes, i)
    return _month_year(lexemes, nxt) or _year(lexemes, _past_lead(lexemes, nxt))


def _bare_turn(lexemes: list[Lexeme], i: int, end: int) -> Point | None:
    """awal tahun, akhir tahun: those of the year of publication, its January and the year as a whole."""
    turn = phrase_at(lexemes, i, "turn")
    if turn is None or turn[1] != end:
        return None
    month = int(turn[0] or 0)
    return Point("month" if month else "year", 0, month, 0, i, end, year_by="year 0")


def _quarter(lexemes: list[Lexeme], i: int) -> Point | None:
    """triwulan I 2025, kuartal I-2025, semester pertama tahun 2025, Q1 2025, semester I tahun lalu."""
    word = phrase_at(lexemes, i, "quarter")
    part = phrase_at(lexemes, past_space(lexemes, word[1]), "part") if word else None
    if not word or not part:
        return None
    months, number = int(word[0]), int(part[0])
    nxt = past_space(lexemes, part[1])
    told = _told_by_words(lexemes, nxt) or _last_or_this(lexemes, nxt)
    nxt = past_space(lexemes, nxt + 1) if at(lexemes, nxt).key in (*_JOINERS, ",") else nxt
    year = told or _year(lexemes, _past_lead(lexemes, nxt))
    year = year or Point("year", 0, 0, 0, i, part[1], sure=False)
    if number * months > 12:
        raise Unreadable("a year has no such part", year.end)
    kind = "quarter" if months == 3 else "semester"
    sure = bool(year.year or year.year_by)
    return replace(year, kind=kind, month=number * months, months=months, sure=sure)


def _numeric(lexemes: list[Lexeme], i: int) -> Point | None:
    """14/4/2025, 14-4-2025, 14.4.2025, 2025-04-14; 10/10 and 4/2025 lack a part."""
    first = at(lexemes, i)
    dotted = _DOTTED.fullmatch(first.text)
    if dotted:
        day, month, year = map(int, dotted.groups())
        return Point("day", year, month, day, i, i + 1)
    if not _short_digits(first, 4) or at(lexemes, i + 1).key not in _JOINERS:
        return None
    mark, parts, end = at(lexemes, i + 1).key, [first.text], i + 1
    while at(lexemes, end).key == mark and at(lexemes, end + 1).kind == "figure":
        parts.append(at(lexemes, end + 1).text)
        end += 2
    return _joined(parts, mark, i, end, _bracketed(lexemes, i, end))


def _joined(parts: list[str], mark: str, i: int, end: int, bracketed: bool) -> Point | None:
    if len(parts) > 3 or not all(part.isdigit() for part in parts):
        raise Unreadable(_NO_DATE, end)
    lengths, numbers = [len(part) for part in parts], [int(part) for part in parts]
    if len(parts) == 3 and lengths[2] == 4 and max(lengths[:2]) <= 2:
        return Point("day", numbers[2], numbers[1], numbers[0], i, end)
    if lengths == [4, 2, 2] and mark == "-":
        return Point("day", numbers[0], numbers[1], numbers[2], i, end)
    if len(parts) == 2 and mark == "/" and lengths[0] <= 2 and lengths[1] in (1, 2, 4):
        if lengths[1] == 4:
            return Point("month", numbers[1], numbers[0], 0, i, end, sure=bracketed)
        return Point("day", 0, numbers[1], numbers[0], i, end, sure=bracketed)
    if mark == "/" or len(parts) == 3:
        raise Unreadable(_NO_DATE, end)
    return None


def _bracketed(lexemes: list[Lexeme], i: int, end: int) -> bool:
    return at(lexemes, i - 1).key == "(" and at(lexemes, end).key == ")"


def _day_month(lexemes: list[Lexeme], i: int) -> Point | None:
    """31 Desember 2024, 31 Desember."""
    day = at(lexemes, i)
    if not _short_digits(day, 2):
        return None
    point = _month_year(lexemes, past_space(lexemes, i + 1))
    return replace(point, kind="day", day=int(day.text)) if point else None


def _bare_day(lexemes: list[Lexeme], i: int) -> Point | None:
    """The 1 of 1-31 Oktober 2024, 1 sampai 31 Oktober 2024: its month stands at the other end."""
    day = at(lexemes, i)
    until = phrase_at(lexemes, past_space(lexemes, i + 1), "until") if _short_digits(day, 2) else None
    if not until or _day_month(lexemes, past_space(lexemes, until[1])) is None:
        return None
    return Point("day", 0, 0, int(day.text), i, i + 1, sure=False)


def _month_year(lexemes: list[Lexeme], i: int) -> Point | None:
    """Desember 2024, Des. 2024, Desember."""
    month = meaning(at(lexemes, i).key, "month")
    if month is None:
        return None
    dot = i + 2 if at(lexemes, i + 1).key == "." and len(at(lexemes, i).key) <= 4 else i + 1
    nxt = past_space(lexemes, dot)
    told = _told_by_words(lexemes, nxt) or _last_or_this(lexemes, nxt)
    if told:
        return replace(told, kind="month", month=int(month))
    if at(lexemes, nxt).key == "," and not is_counted(lexemes, past_space(lexemes, nxt + 1)):
        nxt = past_space(lexemes, nxt + 1)
    year = _year(lexemes, _past_lead(lexemes, nxt))
    if year is None:
        return Point("month", 0, int(month), 0, i, i + 1, sure=False)
    return replace(year, kind="month", month=int(month), sure=True)


def _told_by_words(lexemes: list[Lexeme], i: int) -> Point | None:
    """The year of "tahun lalu", "tahun sebelumnya" and their like."""
    for role in ("refers", "relative"):
        found = phrase_at(lexemes, i, role)
        if found and found[0].split()[0] in ("year", "told"):
            return Point("year", 0, 0, 0, i, found[1], year_by=found[0])
    return None


def _last_or_this(lexemes: list[Lexeme], i: int) -> Point | None:
    """The lalu of "Juni lalu"."""
    found = phrase_at(lexemes, i, "recent")
    return Point("year", 0, 0, 0, i, found[1], year_by=found[0]) if found else None


def _year(lexemes: list[Lexeme], i: int) -> Point | None:
    """2024; sure after tahun, pada and their like when no counted noun or unit follows."""
    figure = at(lexemes, i)
    if figure.kind != "figure" or len(figure.text) != 4 or not figure.text.isdigit():
        return None
    if at(lexemes, i + 1).kind == "word":
        return None
    year = int(figure.text)
    lead = phrase_before(lexemes, i, "lead")
    cue = phrase_before(lexemes, i, "cue")
    known = FIRST_YEAR <= year <= LAST_YEAR
    throughout = phrase_before(lexemes, i, "throughout")  # sepanjang 2022 klaim dibayarkan
    bracketed = _bracketed(lexemes, i, i + 1)  # 14,6 persen (2022)
    plain = _RECENT[0] <= year <= _RECENT[1] and not is_counted(lexemes, i)  # target 2024 41 persen
    told = lead or throughout or bracketed or plain or (cue and not is_counted(lexemes, i))
    return Point("year", year, 0, 0, i, i + 1, sure=known and bool(told))


def is_counted(lexemes: list[Lexeme], i: int) -> bool:
    """Whether the figure at `i` counts what stands after it: 2024 pekerja."""
    nxt = past_space(lexemes, i + 1)
    return any(phrase_at(lexemes, nxt, role) for role in ("noun", "unit", "scale"))


def _past_lead(lexemes: list[Lexeme], i: int) -> int:
    found = phrase_at(lexemes, i, "lead")
    return past_space(lexemes, found[1]) if found else i


def _short_digits(figure: Lexeme, most: int) -> bool:
    return figure.kind == "figure" and figure.text.isdigit() and len(figure.text) <= most


_READERS = (_after_weekday, _after_loose, _quarter, _numeric, _day_month, _bare_day, _month_year, _year)

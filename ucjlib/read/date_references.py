"""Dates told by way of an earlier one: "setahun kemudian", "periode yang sama tahun lalu", "bulan itu".

What an earlier date of the text told is looked for backwards from such words; the day of an event and "kini"
are none. Where nothing was told, "tahun sebelumnya" is the year before publication, and "bulan itu" no date.

>>> from ucjlib.read.lexemes import lex
>>> told = [Told("2025-10", "2025-01", 40)]
>>> referred(lex("periode yang sama tahun lalu"), 0, "2025-12-02", told)
Referred(as_of='2024-10', period_start='2024-01', end=9)
>>> referred(lex("setahun kemudian"), 0, "2025-12-02", [Told("2023", "", 40)]).as_of
'2024'
"""

from typing import NamedTuple

from ucjlib.read.lexemes import Lexeme, at, past_space
from ucjlib.read.words import phrase_at

_REACH = 800  # characters back to the date that such words may mean
_LENGTHS = {
    "month": 7,
    "year": 4,
    "month_or_year": 7,
    "all": 10,
}  # characters of an ISO date that the words mean


class Told(NamedTuple):
    """A date that was told; `end`: the character after it."""

    as_of: str
    period_start: str
    end: int


class Referred(NamedTuple):
    """What the words mean; `end`: the place after them."""

    as_of: str
    period_start: str
    end: int


def referred(lexemes: list[Lexeme], i: int, published: str, told: list[Told]) -> Referred | None:
    """The date of the words at `i` that mean one of `told`, in reading order; None for other words."""
    same = phrase_at(lexemes, i, "same")
    if same:
        year = _year_at(lexemes, same[1])
        return _meant(lexemes, i, same[0], year, max(same[1], year[1] if year else 0), published, told)
    year = _year_at(lexemes, i)
    same = phrase_at(lexemes, _past_joint(lexemes, year[1]), "same") if year else None
    if year and same:
        return _meant(lexemes, i, same[0], year, same[1], published, told)
    alone = phrase_at(lexemes, i, "refers")
    if not alone:
        return None
    meant = _meant(lexemes, i, alone[0].split()[2], year, alone[1], published, told)
    return meant or _from_publication(alone, published)


def year_before(lexemes: list[Lexeme], i: int, told: list[Told]) -> str:
    """The year that "tahun sebelumnya" at `i` counts from, '' where none was told."""
    near = _near(lexemes, i, told)
    return near[-1].as_of[:4] if near else ""


def _from_publication(words: tuple[str, int], published: str) -> Referred | None:
    """tahun sebelumnya where no date was told: the year before publication."""
    years = int(words[0].split()[1])
    return Referred(f"{int(published[:4]) + years:04}", "", words[1]) if published and years < 0 else None


def _meant(
    lexemes: list[Lexeme],
    i: int,
    length: str,
    year: tuple[str, int] | None,
    end: int,
    published: str,
    told: list[Told],
) -> Referred | None:
    """What was told, cut to `length` and moved to the year of the words `year`."""
    near = [one for one in _near(lexemes, i, told) if len(one.as_of) >= 7 or length != "month"]
    if not near:
        return None
    one, cut = near[-1], _LENGTHS[length]
    start = one.period_start if length == "all" else ""
    if year is None:
        return Referred(one.as_of[:cut], start, end)
    kind, shift = year[0].split()[:2]
    base = one.as_of[:4] if kind == "told" else published[:4]
    if not base:
        return None
    years = int(base) + int(shift) - int(one.as_of[:4])
    return Referred(_moved(one.as_of, years)[:cut], _moved(start, years), end)


def _near(lexemes: list[Lexeme], i: int, told: list[Told]) -> list[Told]:
    return [one for one in told[-8:] if lexemes[i].start - one.end < _REACH]


def _year_at(lexemes: list[Lexeme], i: int) -> tuple[str, int] | None:
    """tahun lalu, setahun sebelumnya: how many years away, and from what."""
    nxt = _past_joint(lexemes, i)
    found = phrase_at(lexemes, nxt, "refers") or phrase_at(lexemes, nxt, "relative")
    return found if found and found[0].split()[0] in ("year", "told") else None


def _past_joint(lexemes: list[Lexeme], i: int) -> int:
    """Past the pada of "tahun sebelumnya pada bulan itu"."""
    nxt = past_space(lexemes, i)
    return past_space(lexemes, nxt + 1) if at(lexemes, nxt).key in ("pada", "di", "untuk") else nxt


def _moved(date: str, years: int) -> str:
    """A date some years away; of a day only its month, which every year has."""
    return f"{int(date[:4]) + years:04}{date[4:7]}" if date else ""

"""Numbers printed in Indonesian news -> exact value, range, unit, qualifier and characters.

For percentages, counts, rupiah, months and ranks as articles print them, stray English
print included. Not for dates (`ucjlib.read.dates`), nor for what a number is about
(`ucjlib.read.meanings`). The grammar is our own because general parsers read 31,94 persen as 31
and 8.125 as 8.125; this one refuses what could be two numbers. At most 18 digits; one
step per lexeme, so hostile text costs no more than its length.

>>> number = read_number("lebih dari 500 ribu", unit="workers")
>>> str(number.value), str(number.low), str(number.high), number.qualifier, number.printed
('500000', '500000', '600000', 'more_than', '500 ribu')
>>> [found.printed for found in find_numbers("Cakupan 31,94 persen dari 130.263 pekerja")]
['31,94 persen', '130.263']

Method: the word tables beside this module; the range rule is in `ucjlib.core.quantity`.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ucjlib.core.errors import CannotRead
from ucjlib.core.quantity import printed_range
from ucjlib.read.amounts import Amount, collect
from ucjlib.read.figures import Unreadable
from ucjlib.read.lexemes import Lexeme, at, before_space, lex, past_space, quoted
from ucjlib.read.month_spans import months_in_span
from ucjlib.read.ranges import range_ends
from ucjlib.read.spelled import ROLES, number_run_end
from ucjlib.read.values import amount_unit, amount_value
from ucjlib.read.words import meaning, phrase_at, phrase_before, vocabulary

_OPENING = (*ROLES, "whole_unit", "ordinal", "currency", "minus", "dash", "name", "vague")
_DIGIT, _WORD = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_RANK = "ke"  # ke-16, kedua


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number. `low <= value <= high`, exact; `text[start:end] == printed`.

    `unit`: what the token, the noun right after it or the caller tells, else ''. `printed` leaves out
    qualifier words ("sekitar") and the noun; a percent sign, rupiah, bulan, tahun belong to it.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    qualifier: str
    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number-like run that must not be guessed, and why; `text[start:end] == printed`."""

    printed: str
    start: int
    end: int
    reason: str


def read_number(token: str, unit: str = "", qualifier: str = "") -> Number:
    """The one number that `token` is, qualifier words around it allowed.

    `unit`: a unit of `reference/units.csv` that the context tells; it decides what the token leaves
    open ("51,495" workers or percent) and is the unit of the result. `qualifier`: replaces the token's own.
    Raises CannotRead for a range, for text that is no number, and for what could be two numbers.

    >>> str(read_number("51,495", unit="workers").value), str(read_number("1 tahun", unit="months").value)
    ('51495', '12')
    """
    numbers = _read_all(token, unit, qualifier)
    if len(numbers) > 1:
        raise _cannot(token, "it is a range of two numbers", "use read_range")
    return numbers[0]


def read_range(token: str, unit: str = "") -> tuple[Number, Number]:
    """The two ends of a range in one token, as `range_low` and `range_high`.

    Both carry the whole token as `printed`. Raises CannotRead for anything but a rising range.

    >>> [str(end.value) for end in read_range("1,7 hingga 1,8 juta")]
    ['1700000', '1800000']
    """
    numbers = _read_all(token, unit, "")
    if len(numbers) < 2:
        raise _cannot(token, "it is one number and no range", "use read_number")
    return numbers[0], numbers[1]


def find_numbers(text: str, lexemes: list[Lexeme] | None = None) -> list[Number | Refusal]:
    """All numbers and number-like runs of `text` in reading order; a range gives its two ends.

    Years and days of the month come as plain numbers; dates with slashes, times and telephone
    numbers as refusals. A number that lacks its unit ("51,495") is a refusal that `read_number`
    may read once the context tells the unit. `lexemes`: `lex(text)`, where it is cut already. Never raises.

    >>> [type(found).__name__ for found in find_numbers("Rabu (14/4/2025) tercatat 854.2023 orang")]
    ['Refusal', 'Refusal']
    """
    lexemes = lex(text) if lexemes is None else lexemes
    found: list[Number | Refusal] = []
    i = 0
    for k in _beginnings(lexemes):
        if k < i:
            continue
        name = phrase_at(lexemes, k, "name")
        if name:
            i = name[1]
            continue
        try:
            numbers, i = _numbers_at(text, lexemes, k)
            found += numbers
        except Unreadable as refused:
            i = max(refused.end, k + 1)
            found.append(_refusal(text, lexemes, k, i, refused.why))
    return found


def may_hold_number(text: str) -> bool:
    """Whether a number may stand in `text`: a digit, or a number in words.

    >>> may_hold_number("Separuh pekerja"), may_hold_number("Pekerja hadir")
    (True, False)
    """
    if _DIGIT.search(text):
        return True
    words = _number_words()
    return any(word in words or word.removeprefix(_RANK) in words for word in _WORD.findall(text.casefold()))


@cache
def _number_words() -> frozenset[str]:
    """The words that a number in words begins with."""
    return frozenset(
        words[0] for role in (*ROLES, "whole_unit", "ordinal", "vague") for words in vocabulary()[role]
    )


def _beginnings(lexemes: list[Lexeme]) -> list[int]:
    """Where a number may begin."""
    words, kinds = _first_words(), ("figure", "odd")
    return [
        k
        for k, (kind, _, key, _, _) in enumerate(lexemes)
        if kind in kinds or key in words or (key[:2] == _RANK and key[2:] in words)
    ]


@cache
def _first_words() -> frozenset[str]:
    """The words and marks that a number, a currency or a name with digits may begin with."""
    return frozenset([_RANK, *(words[0] for role in _OPENING for words in vocabulary()[role])])


def _numbers_at(
    text: str, lexemes: list[Lexeme], i: int, unit: str = "", qualifier: str = ""
) -> tuple[list[Number], int]:
    """The number or range that starts at `i` and the place after it; nothing and i + 1 where none does."""
    if at(lexemes, i).kind == "space":
        return [], i + 1
    cue = phrase_before(lexemes, i, "rank_cue") is not None
    amount = collect(lexemes, i, unit, after_cue=cue)
    if amount is None:
        return [], _past_vague(lexemes, i)
    try:
        ends = range_ends(lexemes, amount, unit)
        if ends is None:
            found = qualifier or _qualifier_around(lexemes, amount)
            return [_number(text, lexemes, amount, unit, found)], amount.end
        low = _number(text, lexemes, ends[0], unit, "range_low")
        high = _number(text, lexemes, ends[1], unit, "range_high")
    except Unreadable as refused:
        raise Unreadable(refused.why, max(refused.end, amount.end)) from None
    return _joined(text, low, high), ends[1].end


def _joined(text: str, low: Number, high: Number) -> list[Number]:
    printed = text[low.start : high.end]
    return [replace(end, printed=printed, start=low.start, end=high.end) for end in (low, high)]


def _number(text: str, lexemes: list[Lexeme], amount: Amount, unit: str, qualifier: str) -> Number:
    resolved = amount_unit(amount, unit)
    value, step = amount_value(amount, resolved)
    low, high = printed_range(value, step, qualifier, exact=amount.spelled)
    start, end = lexemes[amount.start].start, lexemes[amount.shown_end - 1].end
    return Number(value, low, high, resolved, qualifier, text[start:end], start, end)


def _qualifier_around(lexemes: list[Lexeme], amount: Amount) -> str:
    """The words before a number tell more than an ending: hampir 8.000-an is almost."""
    before = phrase_before(lexemes, amount.start, "qualifier_before")
    if before is None:
        filler = phrase_before(lexemes, amount.start, "filler")
        before = phrase_before(lexemes, filler[1], "qualifier_before") if filler else None
    return before[0] if before else amount.qualifier


def _past_vague(lexemes: list[Lexeme], i: int) -> int:
    """The place to go on from where no number starts; ribuan, puluhan ribu, beberapa juta are refused."""
    end = number_run_end(lexemes, i)
    if meaning(at(lexemes, i).key, "vague") is not None:
        end = max(i + 1, number_run_end(lexemes, past_space(lexemes, i + 1)))
    if end > i:
        raise Unreadable("no number stands before it", end)
    return i + 1


def _refusal(text: str, lexemes: list[Lexeme], i: int, end: int, why: str) -> Refusal:
    last = end - 1
    while last > i and lexemes[last].kind == "space":
        last -= 1
    start, stop = lexemes[i].start, lexemes[last].end
    return Refusal(text[start:stop], start, stop, why)


def _read_all(token: str, unit: str, qualifier: str) -> list[Number]:
    span = months_in_span(token) if unit == "months" else None
    if span is not None:
        return [_months(token, Decimal(span), qualifier)]
    lexemes = lex(token)
    try:
        start = _past_leading(lexemes, unit)
        numbers, end = _numbers_at(token, lexemes, start, unit, qualifier)
    except Unreadable as refused:
        fix = "look at the source; record what it must say as a decision"
        raise _cannot(token, refused.why, fix) from None
    end = _past_trailing(lexemes, end)
    if not numbers:
        raise _cannot(token, "it does not start with a number", "give the number token alone")
    if end < len(lexemes):
        rest = token[lexemes[end].start :].strip()
        raise _cannot(token, f"{quoted(rest)} is no part of a number", "give the number token alone")
    return numbers


def _months(token: str, months: Decimal, qualifier: str) -> Number:
    """Mei hingga Desember 2025, as the number of months that it spans."""
    low, high = printed_range(months, Decimal(1), qualifier, exact=True)
    start, printed = len(token) - len(token.lstrip()), token.strip()
    return Number(months, low, high, "months", qualifier, printed, start, start + len(printed))


def _past_leading(lexemes: list[Lexeme], unit: str) -> int:
    i = past_space(lexemes, 0)
    roles = ["between", "qualifier_before", "filler", "rank_cue"] + ["rank_cue_if_asked"] * (unit == "rank")
    for role in roles:
        found = phrase_at(lexemes, i, role)
        i = past_space(lexemes, found[1]) if found else i
    return i


def _past_trailing(lexemes: list[Lexeme], i: int) -> int:
    """Past the noun that the number counts, a qualifier and space, to see that nothing else is there."""
    for role in ("noun", "qualifier_after"):
        found = phrase_at(lexemes, past_space(lexemes, i), role)
        i = found[1] if found else i
    return len(lexemes) if before_space(lexemes, len(lexemes) - 1) < i else i


def _cannot(token: str, why: str, fix: str) -> CannotRead:
    return CannotRead(f"{quoted(token)} cannot be read as one number", why=why, fix=fix)

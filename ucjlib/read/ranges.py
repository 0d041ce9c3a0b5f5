"""Two amounts that are the ends of one printed range: 65 sampai 68 persen, 600–700 ribu.

The unit and the scale word stand once, at the end, and count for both. A change ("naik
dari 30 persen menjadi 40"), a pair of years and a date after hingga are no ranges.
"""

import re
from dataclasses import replace

from ucjlib.read.amounts import Amount, collect
from ucjlib.read.figures import Unreadable
from ucjlib.read.lexemes import Lexeme, at, past_space
from ucjlib.read.values import amount_unit, amount_value
from ucjlib.read.words import meaning, phrase_at, phrase_before

# How far before dari its verb may stand: meningkat cukup tajam dari.
_WORDS_BEFORE = 3
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def range_ends(lexemes: list[Lexeme], first: Amount, unit: str) -> tuple[Amount, Amount] | None:
    """The ends of the range that begins with `first`, the first with what it shares; None for no range.

    Raises Unreadable when a dash joins two numbers that do not rise.
    """
    after = _past_separator(lexemes, first)
    if after is None or not first.parts or first.unit == "rank":
        return None
    joined = at(lexemes, first.end).kind == "mark"
    try:
        second = collect(lexemes, past_space(lexemes, after), unit, after_dash=True)
        if second is None or _is_date(lexemes, first, second):
            return None
        first = _share(first, second)
        if _rises(first, second, unit):
            return first, second
    except Unreadable as refused:
        if joined:
            raise Unreadable(refused.why, refused.end) from None
        return None
    if joined:
        raise Unreadable("a dash joins two numbers that are no rising range", second.end)
    return None


def _past_separator(lexemes: list[Lexeme], first: Amount) -> int | None:
    place = past_space(lexemes, first.end)
    found = phrase_at(lexemes, place, "range")
    if found is None and phrase_before(lexemes, first.start, "between"):
        found = phrase_at(lexemes, place, "range_and")
    school = at(lexemes, place).text == "SD"  # elementary school: 3 SD 5 SMP
    if found is None or school or _is_change(lexemes, first.start):
        return None
    return found[1]


def _is_change(lexemes: list[Lexeme], i: int) -> bool:
    """naik dari, meningkat tajam dari: what follows goes from one number to another."""
    origin = phrase_before(lexemes, i, "change_from")
    if not origin:
        return False
    before = lexemes[max(0, origin[1] - 2 * _WORDS_BEFORE) : origin[1]]
    return any(meaning(x.key, "change") is not None for x in before)


def _is_date(lexemes: list[Lexeme], first: Amount, second: Amount) -> bool:
    """hingga 31 Oktober, 2024-2025: the second stands for a time."""
    follows = at(lexemes, past_space(lexemes, second.end))
    years = [not a.unit and not a.noun and _YEAR.fullmatch(str(a.parts[0].face)) for a in (first, second)]
    return meaning(follows.key, "month") is not None or bool(years[1])


def _share(first: Amount, second: Amount) -> Amount:
    """The first end with the unit and the scale word that stand only at the second."""
    parts = first.parts
    if len(parts) == 1 and not parts[0].scale and not first.unit.replace("rupiah", "") and second.scale:
        parts = [parts[0]._replace(factor=second.scale.factor, scale=second.scale.scale)]
    # Rp5-10 miliar: here the unit stands only at the first.
    second.unit = second.unit or (first.unit if first.unit == "rupiah" else "")
    return replace(first, parts=parts, unit=first.unit or second.unit, noun=first.noun or second.noun)


def _rises(first: Amount, second: Amount, unit: str) -> bool:
    units = [amount_unit(end, unit) for end in (first, second)]
    low, high = (amount_value(end, u)[0] for end, u in zip((first, second), units, strict=True))
    return units[0] == units[1] and low < high

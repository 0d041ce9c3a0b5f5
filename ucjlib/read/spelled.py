"""Numbers spelled in Indonesian words -> parts, one for each scale word.

"dua miliar enam belas juta" is 2 x 1,000,000,000 and 16 x 1,000,000. The whole run of
number words must be one number; "dua lima persen" is refused, not read as two or as 25.

>>> from ucjlib.read.lexemes import lex
>>> parts, end = spelled_at(lex("dua puluh lima ribu pekerja"), 0)
>>> [(str(part.face), str(part.factor)) for part in parts], end
([('25', '1000')], 7)
"""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ucjlib.read.figures import Unreadable
from ucjlib.read.lexemes import Lexeme, at, past_space
from ucjlib.read.words import vocabulary

ONE = Decimal(1)
# One letter a role, so that the order of words can be checked by one short pattern.
_LETTER = {"digit": "d", "tens": "t", "hundreds": "H", "half": "h", "comma": "c"}
_BELOW_THOUSAND = re.compile(r"(?:H|dr)?(?:t|db|dpd?|d)?(?:h|cd+)?")
_SCALES = ("scale", "vague_scale", "one_scale")
ROLES = (*_LETTER, "joint", *_SCALES)


class Part(NamedTuple):
    """One figure (its digits as printed, or a value from words) and the scale word's factor."""

    face: str | Decimal
    step: Decimal = ONE
    factor: Decimal = ONE
    scale: str = ""


class _Word(NamedTuple):
    role: str
    means: str


def spelled_at(lexemes: list[Lexeme], i: int) -> tuple[list[Part], int] | None:
    """The spelled number that starts at `i` and the place after it; None where no number starts.

    Raises Unreadable when the run of number words is not one number.
    """
    if not starts_number(at(lexemes, i).key):
        return None
    words, end = _run(lexemes, i)
    try:
        return _parts(words), end
    except Unreadable as refused:
        raise Unreadable(refused.why, end) from None


def starts_number(word: str) -> bool:
    """Whether a spelled number can start with `word`."""
    found = _number_word(word)
    return found is not None and found.role in ("digit", "tens", "hundreds", "half", "one_scale")


def number_run_end(lexemes: list[Lexeme], i: int) -> int:
    """The place after the run of number words at `i`; `i` itself where there is none."""
    return _run(lexemes, i)[1]


def _run(lexemes: list[Lexeme], i: int) -> tuple[list[_Word], int]:
    words: list[_Word] = []
    end = nxt = i
    while (word := _number_word(at(lexemes, nxt).key)) is not None:
        if word.role == "comma" and _number_word(at(lexemes, past_space(lexemes, nxt + 1)).key) is None:
            break
        words.append(word)
        end = nxt + 1
        nxt = past_space(lexemes, end)
    return words, end


def _number_word(key: str) -> _Word | None:
    return _number_words().get(key)


@cache
def _number_words() -> dict[str, _Word]:
    """Word -> what it is in a number; of two roles the one that stands first."""
    words = vocabulary()
    return {key: _Word(role, means) for role in ROLES[::-1] for (key, *_), means in words[role].items()}


def _parts(words: list[_Word]) -> list[Part]:
    parts: list[Part] = []
    group: list[_Word] = []
    for word in words:
        if word.role not in _SCALES:
            group.append(word)
            continue
        if (word.role == "one_scale") == bool(group):
            raise Unreadable("its scale words do not stand after one number each")
        face, step = (ONE, ONE) if not group else _below_thousand(group)
        parts.append(Part(face, step, Decimal(word.means), word.role))
        group = []
    if group:
        parts.append(Part(*_below_thousand(group)))
    factors = [part.factor for part in parts]
    if any(b >= a for a, b in zip(factors, factors[1:], strict=False)):
        raise Unreadable("its scale words do not fall from large to small")
    return parts


def _below_thousand(words: list[_Word]) -> tuple[Decimal, Decimal]:
    letters = "".join(_LETTER.get(word.role) or word.means[0] for word in words)
    if not _BELOW_THOUSAND.fullmatch(letters):
        raise Unreadable("its number words do not follow one another as one number")
    whole, _, decimals = letters.partition("c")
    total = digit = Decimal(0)
    for letter, word in zip(whole, words, strict=False):
        if letter == "d":
            digit = Decimal(word.means)
        elif letter in "bpr":
            total += {"b": digit + 10, "p": digit * 10, "r": digit * 100}[letter]
            digit = Decimal(0)
        else:
            total += Decimal(word.means)
    step = Decimal(1).scaleb(-len(decimals) if decimals else -("h" in whole))
    after = "".join(word.means for word in words[len(whole) + 1 :])
    return total + digit + (Decimal(f"0.{after}") if after else 0), step

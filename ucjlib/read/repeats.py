"""A number printed twice, in figures and in words: 5 (lima) bulan, enam (6) bulan.

>>> from ucjlib.read.lexemes import lex
>>> past_repeat(lex("5 (lima) bulan"), 1, [Part("5")])
5
"""

from decimal import Decimal

from ucjlib.read.figures import Unreadable, read_figure
from ucjlib.read.lexemes import Lexeme, at, past_space
from ucjlib.read.spelled import Part, spelled_at
from ucjlib.read.words import phrase_at


def past_repeat(lexemes: list[Lexeme], i: int, parts: list[Part]) -> int:
    """The place after the brackets at `i` that repeat `parts` in the other writing; `i` if none do.

    Raises Unreadable when the two writings are two numbers.
    """
    opening = past_space(lexemes, i)
    if at(lexemes, opening).key != "(":
        return i
    in_words = all(isinstance(part.face, Decimal) for part in parts)
    inner, end = _figure(lexemes, opening + 1) if in_words else _words(lexemes, opening + 1)
    closing = past_space(lexemes, end)
    if not inner or at(lexemes, closing).key != ")":
        return i
    if _worth(inner) != _worth(parts):
        raise Unreadable("its digits and its words are two different numbers", closing + 1)
    return closing + 1


def _figure(lexemes: list[Lexeme], i: int) -> tuple[list[Part], int]:
    here = at(lexemes, i)
    return ([Part(here.text)], i + 1) if here.kind == "figure" else ([], i)


def _words(lexemes: list[Lexeme], i: int) -> tuple[list[Part], int]:
    spelled = spelled_at(lexemes, i)
    if spelled is None:
        return [], i
    unit = phrase_at(lexemes, past_space(lexemes, spelled[1]), "unit")
    return spelled[0], unit[1] if unit and unit[0] == "rupiah" else spelled[1]


def _worth(parts: list[Part]) -> Decimal | None:
    total = Decimal(0)
    for part in parts:
        try:
            style = "fraction" if part.scale else "count"
            value = part.face if isinstance(part.face, Decimal) else read_figure(part.face, style)[0]
        except Unreadable:
            return None
        total += value * part.factor
    return total

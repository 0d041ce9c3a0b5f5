"""Ranks and single words that are a whole amount: ke-16, kedua, setahun, separuh, seluruh.

>>> from ucjlib.read.lexemes import lex
>>> ordinal_at(lex("keempat belas"), 0, asked=True)
([Part(face=Decimal('14'), step=Decimal('1'), factor=Decimal('1'), scale='')], 3)
>>> whole_at(lex("separuh"), 0, "percent")
([Part(face=Decimal('50'), step=Decimal('1'), factor=Decimal('1'), scale='')], 'percent', 1)
"""

from decimal import Decimal

from ucjlib.read.lexemes import Lexeme, at, past_space
from ucjlib.read.spelled import Part, spelled_at
from ucjlib.read.suspicious import HYPHENS, refuse_joined_run, refuse_odd_characters
from ucjlib.read.words import meaning, phrase_at

# The longest spelled rank worth reading; a list of regions has 514 rows.
_LONGEST = 8


def whole_at(lexemes: list[Lexeme], i: int, hint: str) -> tuple[list[Part], str, int] | None:
    """The word at `i` that tells number and unit at once, and the place after it.

    seluruh and universal only where a percentage is asked for; setengah only where it halves nothing.
    """
    key = at(lexemes, i).key
    found = meaning(key, "whole_unit") or (meaning(key, "all") if hint == "percent" else None)
    if meaning(key, "half") and not _halves(lexemes, past_space(lexemes, i + 1)):
        found = "50 percent"
    if not found:
        return None
    value, unit = found.split()
    full = phrase_at(lexemes, past_space(lexemes, i + 1), "full")
    return [Part(Decimal(value))], unit, full[1] if full else i + 1


def ordinal_at(lexemes: list[Lexeme], i: int, asked: bool) -> tuple[list[Part], int] | None:
    """The rank at `i` and the place after it; a spelled one (kedua is also "both") only if `asked`."""
    here = at(lexemes, i)
    if here.key == "ke" and at(lexemes, i - 1).kind not in ("figure", "word"):
        spaced = past_space(lexemes, i + 1) if asked else i + 1
        return _in_figures(lexemes, i + 2 if at(lexemes, i + 1).key in HYPHENS else spaced)
    first = meaning(here.key, "ordinal") if asked else None
    if first:
        return [Part(Decimal(first))], i + 1
    if not asked or not here.key.startswith("ke"):
        return None
    bare = here._replace(key=here.key[2:])
    spelled = spelled_at([bare, *lexemes[i + 1 : i + _LONGEST]], 0)
    return (spelled[0], i + spelled[1]) if spelled else None


def _in_figures(lexemes: list[Lexeme], i: int) -> tuple[list[Part], int] | None:
    figure = at(lexemes, i)
    if figure.kind != "figure":
        return None
    refuse_odd_characters(lexemes, i)
    refuse_joined_run(lexemes, i)
    return [Part(figure.text)], i + 1


def _halves(lexemes: list[Lexeme], i: int) -> bool:
    return any(phrase_at(lexemes, i, role) for role in ("scale", "vague_scale", "unit"))

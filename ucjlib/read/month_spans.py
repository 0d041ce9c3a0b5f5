"""How many months a printed span of months counts: Mei 2025 sampai Desember 2025 is 8.

>>> months_in_span("Mei 2025 sampai Desember 2025"), months_in_span("Januari hingga Desember")
(8, 12)
>>> months_in_span("10 bulan") is None
True
"""

from ucjlib.core.period import months_between
from ucjlib.read.lexemes import Lexeme, at, lex, past_space
from ucjlib.read.words import meaning, phrase_at


def months_in_span(token: str) -> int | None:
    """Calendar months from the first to the last month of `token`, both counted; None for another text.

    Without years, or with one, the span is shorter than a year: Oktober hingga Maret is 6.
    """
    lexemes = lex(token)
    first, i = _month_year(lexemes, past_space(lexemes, 0))
    until = phrase_at(lexemes, past_space(lexemes, i), "until")
    if not first[0] or not until:
        return None
    last, i = _month_year(lexemes, past_space(lexemes, until[1]))
    if not last[0] or past_space(lexemes, i) != len(lexemes):
        return None
    if first[1] and last[1]:
        months = months_between(f"{first[1]}-{first[0]:02}", f"{last[1]}-{last[0]:02}")
        return months if months > 0 else None
    return (last[0] - first[0]) % 12 + 1


def _month_year(lexemes: list[Lexeme], i: int) -> tuple[tuple[int, str], int]:
    month = meaning(at(lexemes, i).key, "month")
    if month is None:
        return (0, ""), i
    dot = i + 2 if at(lexemes, i + 1).key == "." else i + 1
    year = at(lexemes, past_space(lexemes, dot))
    is_year = year.kind == "figure" and year.text.isdigit() and len(year.text) == 4
    return (int(month), year.text if is_year else ""), past_space(lexemes, dot) + 1 if is_year else dot

"""Digits with points and commas -> an exact decimal and the unit of its last digit.

Indonesian print: the point parts thousands, the comma parts decimals (8.125 is eight
thousand, 31,94 is not quite thirty-two). Stray English print is read where only one
reading is possible (45.94, 1,234,567) or the unit decides (51,495 workers, 51,495
percent). Everything else is refused: 854.2023, 927.000,000, 4.799.995.20.

>>> read_figure("8.125", "plain")
(Decimal('8125'), Decimal('1'))
>>> read_figure("51,495", "count"), read_figure("51,495", "fraction")
((Decimal('51495'), Decimal('1')), (Decimal('51.495'), Decimal('0.001')))
"""

import re
from decimal import Decimal

MOST_DIGITS = 18

_PLAIN = re.compile(r"0|[1-9][0-9]*")
_POINT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_POINT_DECIMALS = re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]{1,2}|0\.[0-9]{3}")
_COMMA_DECIMALS = re.compile(r"(?:0|[1-9][0-9]*),[0-9]+")
_POINT_THEN_COMMA = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}")
_COMMA_THEN_POINT = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]{1,2}")
_ENGLISH = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


class Unreadable(Exception):
    """Why a run must be refused; `end` is the lexeme after it, where known."""

    def __init__(self, why: str, end: int = -1) -> None:
        super().__init__(why)
        self.why, self.end = why, end


def read_figure(text: str, style: str) -> tuple[Decimal, Decimal]:
    """Value and last unit of `text` (digits, points, commas). Raises Unreadable.

    `style`: what the surroundings ask for. `count` whole things or rupiah: a comma and three
    digits are thousands; `fraction` percent, or a scale word follows: they are decimals;
    `plain` nothing known: they are refused; `english` an English scale word follows.
    """
    if sum(c.isdigit() for c in text) > MOST_DIGITS:
        raise Unreadable(f"it has more than {MOST_DIGITS} digits")
    if style == "english" and _ENGLISH.fullmatch(text):
        return _decimal(text.replace(",", ""))
    if _PLAIN.fullmatch(text) or _POINT_DECIMALS.fullmatch(text):
        return _decimal(text)
    if _POINT_GROUPS.fullmatch(text):
        return _decimal(text.replace(".", ""))
    if _COMMA_GROUPS.fullmatch(text) and (style == "count" or text.count(",") > 1):
        return _decimal(text.replace(",", ""))
    if _COMMA_GROUPS.fullmatch(text) and style == "plain":
        raise Unreadable("its comma parts thousands or decimals, and no unit beside it tells which")
    if _COMMA_DECIMALS.fullmatch(text):
        return _decimal(text.replace(",", "."))
    if _POINT_THEN_COMMA.fullmatch(text):
        return _decimal(text.replace(".", "").replace(",", "."))
    if _COMMA_THEN_POINT.fullmatch(text):
        return _decimal(text.replace(",", ""))
    raise Unreadable(_why_no_number(text))


def _decimal(text: str) -> tuple[Decimal, Decimal]:
    value = Decimal(text)
    return value, Decimal(1).scaleb(int(value.as_tuple().exponent))


def _why_no_number(text: str) -> str:
    if re.match("0[0-9]", text):
        return "a number does not start with 0"
    if "." in text and "," in text:
        return "it mixes points and commas in a way that more than one number is printed"
    return "its points and commas do not part whole groups of three digits"

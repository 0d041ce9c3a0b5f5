"""One printed cell of an official table -> an exact value and what its last digit counts.

Separators are decided cell by cell from the unit and the neighbours in the row: `1,234` of "orang" is 1234,
of "%" it is 1.234. What stays open ("1,234" with no unit and no neighbour that tells) is refused with the
reason, and nothing is repaired. A mark of a footnote behind the digits (`12 345*)`) is left out of the
value.

>>> read_mark("1,234", "persons", []), read_mark("1,234", "percent", [])
((Decimal('1234'), Decimal('1')), (Decimal('1.234'), Decimal('0.001')))
>>> read_mark("1,234", "", ["70,12"])
(Decimal('1.234'), Decimal('0.001'))
"""

import re
from decimal import Decimal

from ucjlib.core.quantity import EXACT
from ucjlib.read.figures import Unreadable, read_figure

PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # a BPS export: decimal point, no thousands mark
MOST_DECIMALS = 12  # of a claim
COUNTS = ("persons", "workers", "employers")
_DECIMALS = {
    mark: re.compile(rf"(0|[1-9][0-9]*){re.escape(mark)}([0-9]{{1,2}}|[0-9]{{4,}})") for mark in ".,"
}
_GROUPS = {mark: re.compile(rf"[1-9][0-9]{{0,2}}({re.escape(mark)}[0-9]{{3}})+") for mark in ".,"}
_SPACED = re.compile(r"[1-9][0-9]{0,2}([ \u00a0\u202f][0-9]{3})+([.,][0-9]{1,2})?")
_FOOTNOTE = re.compile(r"(?<=[0-9])\s*(\*+\)?|[a-z]\))$")
_OWN_UNIT = re.compile(r"(?<=[0-9])\s*(%|persen|orang|jiwa)$", re.IGNORECASE)
_OPEN = "its separator parts thousands or decimals, and neither unit nor neighbours tell which"
_NUMBERISH = re.compile(r"-?[0-9][0-9.,\s]*")


def bare(printed: str) -> str:
    """The digits and separators of a cell: footnote mark and unit taken off, spaces between groups too."""
    text = _OWN_UNIT.sub("", _FOOTNOTE.sub("", printed.strip())).strip()
    return re.sub(r"\s", "", text) if _SPACED.fullmatch(text) else text


def looks_like_number(printed: str) -> bool:
    """Whether a cell is made of digits and separators, readable or not."""
    return bool(_NUMBERISH.fullmatch(bare(printed)))


def read_plain(printed: str) -> tuple[Decimal, Decimal]:
    """Value and last digit of a number with a decimal point and no thousands mark. Raises Unreadable."""
    if not PLAIN.fullmatch(printed) or len(printed) > 20 or len(printed.partition(".")[2]) > MOST_DECIMALS:
        raise Unreadable("it has a decimal point and no thousands mark")
    return Decimal(printed), last_digit(Decimal(printed))


def last_digit(number: Decimal) -> Decimal:
    """What one unit of the last digit counts; 1 for whole numbers: 0.01 for 80.57."""
    return Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))


def read_mark(printed: str, unit: str, beside: list[str], dotted: bool = False) -> tuple[Decimal, Decimal]:
    """Value and last digit of a cell in `unit`, where `beside` holds the other cells of its row.

    dotted : the shape prints 5.089 for five thousand, also where no unit is told.
    Raises Unreadable, which says why.
    """
    text = bare(printed)
    if not (text.isascii() and text[:1].isdigit()):
        raise Unreadable("it is no number, or one below zero")
    if len(re.split("[.,]", text)[-1]) > MOST_DECIMALS and not text.isdigit():
        raise Unreadable(f"it has more than {MOST_DECIMALS} decimals")
    style = _style(text, unit, [bare(cell) for cell in beside], dotted)
    if style in (".", ","):
        value = EXACT.create_decimal(text.replace(style, "."))
        return value, last_digit(value)
    value, step = read_figure(text, style)
    if unit in COUNTS and value != value.to_integral_value():
        raise Unreadable("what is counted has no fraction; a factor or another unit is missing")
    return value, step


def _style(text: str, unit: str, beside: list[str], dotted: bool) -> str:
    """A style of `read_figure`, or the decimal mark where one separator and three digits leave it open."""
    if unit in COUNTS:
        return "count"
    mark = next((mark for mark in ".," if _GROUPS[mark].fullmatch(text) and text.count(mark) == 1), "")
    if not mark:
        return "fraction" if unit == "percent" else "plain"
    decimals = {mark for mark in ".," if any(_DECIMALS[mark].fullmatch(cell) for cell in beside)}
    has_groups = any(_GROUPS[mark].fullmatch(cell) and cell.count(mark) > 1 for cell in beside)
    if mark in decimals:
        return mark
    if (mark == "." and dotted) or (unit != "percent" and (has_groups or decimals)):
        return "count"
    if unit != "percent":
        raise Unreadable(
            "its separator parts thousands or decimals, and neither unit nor neighbours tell which"
        )
    if mark == "." and decimals:
        raise Unreadable("its point parts thousands or decimals, and the row prints decimal commas")
    return mark

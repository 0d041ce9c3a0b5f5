"""What a collected amount is worth, once the unit is known.

Here stand the rules that need both: a comma before three digits, a scale word on a full
number, a count with a fraction. Each refuses rather than repairs.
"""

from decimal import Decimal

from ucjlib.core.quantity import EXACT, plain
from ucjlib.read.amounts import Amount
from ucjlib.read.figures import Unreadable, read_figure
from ucjlib.read.spelled import Part

RATES = ("percent", "percentage_points")
PEOPLE = ("workers", "persons")
COUNTS = (*PEOPLE, "employers", "villages", "cases", "rank")
KNOWN = (*RATES, *COUNTS, "months", "rupiah", "rupiah_per_month", "rupiah_per_year")
LIMIT = Decimal(10) ** 18
MONTHS_A_YEAR = 12


def amount_unit(amount: Amount, hint: str) -> str:
    """The unit of an amount, from its own words and the context; Unreadable when these differ.

    >>> amount_unit(Amount(0, 0, unit="percent"), "percentage_points")
    'percentage_points'
    """
    own = "months" if amount.unit == "years" else amount.unit or amount.noun
    if hint not in KNOWN:
        return own
    if not own or own == hint or _same_kind(own, hint):
        return hint
    raise Unreadable(f"it prints {own} where {hint} is asked for")


def amount_value(amount: Amount, unit: str) -> tuple[Decimal, Decimal]:
    """Value and unit of the last printed digit, exact. Raises Unreadable."""
    total = step = Decimal(0)
    for part in amount.parts:
        face, last = _face(part, unit)
        _refuse_full_number_with_scale(amount, part, face, unit)
        total = EXACT.add(total, EXACT.multiply(face, part.factor))
        step = EXACT.multiply(last, part.factor)
    _refuse_fraction(amount, total, unit)
    if amount.unit == "years":
        # A year of contributions is twelve; months are what is counted, so one month is the last unit.
        total, step = EXACT.multiply(total, MONTHS_A_YEAR), Decimal(1)
    if total >= LIMIT:
        raise Unreadable("it is too large to be a figure of this subject")
    return plain(_negative(amount, total, unit) if amount.sign else total), step


def _same_kind(own: str, hint: str) -> bool:
    return any(own in kind and hint in kind for kind in (RATES, PEOPLE)) or (
        own == "rupiah" and hint.startswith("rupiah")
    )


def _face(part: Part, unit: str) -> tuple[Decimal, Decimal]:
    if isinstance(part.face, Decimal):
        return part.face, part.step
    return read_figure(part.face, _style(part, unit))


def _style(part: Part, unit: str) -> str:
    if part.scale == "english_scale":
        return "english"
    if part.scale or unit in RATES:
        return "fraction"
    return "count" if unit in KNOWN else "plain"


def _refuse_full_number_with_scale(amount: Amount, part: Part, face: Decimal, unit: str) -> None:
    """29.250 ribu may be 29,250 or 29.250 million; budgets do stand in millions: Rp5.040 juta."""
    budget = unit.startswith("rupiah") and part.factor > 1000 and len(amount.parts) == 1
    if part.scale and part.scale != "english_scale" and face >= 1000 and not (budget and face < 1000000):
        raise Unreadable("a scale word follows a number that is already written out")


def _refuse_fraction(amount: Amount, value: Decimal, unit: str) -> None:
    if value == value.to_integral_value():
        return
    if unit in COUNTS:
        raise Unreadable("things that are counted have no fraction; a scale word or a unit is missing")
    if unit.startswith("rupiah") and value < 1000 and not amount.parts[-1].scale:
        raise Unreadable("rupiah have no such fraction; a scale word is missing")


def _negative(amount: Amount, value: Decimal, unit: str) -> Decimal:
    if amount.sign == "bullet" or (amount.sign == "dash" and unit in COUNTS):
        raise Unreadable("the dash before it is a sign or a mark of a list")
    return -value if value else value

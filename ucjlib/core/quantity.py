"""What a printed number is: a value with its low and high, in exact decimals.

Articles cut off as often as they round (60.7056 was printed "60,70"), so a number stands
for one whole unit of its last printed digit either side. Not a confidence interval.

>>> printed_range(Decimal("31.94"), Decimal("0.01"))
(Decimal('31.93'), Decimal('31.95'))
>>> printed_range(Decimal(500000), Decimal(1000), "more_than")
(Decimal('500000'), Decimal('600000'))
"""

from decimal import Context, Decimal

EXACT = Context(prec=60)


def printed_range(
    value: Decimal, step: Decimal, qualifier: str = "", exact: bool = False
) -> tuple[Decimal, Decimal]:
    """Low and high of `value`, whose last printed digit counts `step` (> 0).

    `exact` numbers (words, month spans) have no width unless a qualifier gives them one.
    A value that is not negative has no negative low.
    """
    below, above = _widths(value, step, qualifier, exact)
    low, high = EXACT.subtract(value, below), EXACT.add(value, above)
    return plain(max(low, Decimal(0)) if value >= 0 else low), plain(high)


def _widths(value: Decimal, step: Decimal, qualifier: str, exact: bool) -> tuple[Decimal, Decimal]:
    coarse = last_nonzero_unit(value, step)
    if qualifier == "about":
        wide = max(EXACT.multiply(2, step), EXACT.divide(coarse, 2))
        return wide, wide
    if qualifier in ("more_than", "at_least"):
        return Decimal(0), coarse
    if qualifier in ("less_than", "almost", "up_to"):
        return coarse, Decimal(0)
    width = Decimal(0) if exact and not qualifier else step
    return width, width


def last_nonzero_unit(value: Decimal, step: Decimal) -> Decimal:
    """The unit of the last digit that is not zero; `step` for zero itself.

    >>> last_nonzero_unit(Decimal(500000), Decimal(1000))
    Decimal('100000')
    """
    if not value:
        return step
    return plain(Decimal(1).scaleb(int(value.normalize(EXACT).as_tuple().exponent)))


def plain(value: Decimal) -> Decimal:
    """`value` without an exponent, and without decimals where it is whole.

    >>> plain(Decimal("1.7E+6")), plain(Decimal("50.0")), plain(Decimal("17.60"))
    (Decimal('1700000'), Decimal('50'), Decimal('17.60'))
    """
    whole = value == value.to_integral_value()
    return value.quantize(Decimal(1), context=EXACT) if whole else EXACT.plus(value)

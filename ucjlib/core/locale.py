"""Numbers and dates as Indonesian and English write them; babel does the writing.

>>> decimal(130363, 0, "id"), decimal(0.5, 2, "en"), date("2025-04-14", "id")
('130.363', '0.50', '14 April 2025')
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ucjlib.core import period
from ucjlib.core.errors import UnknownTerm

LANGUAGES = ("id", "en")
_DATES = {4: "y", 7: "MMMM y", 10: "d MMMM y"}


@lru_cache(maxsize=20_000)
def decimal(value: float, places: int, lang: str) -> str:
    """A bare number with grouping and exactly `places` decimals, halves rounded away from zero.

    >>> decimal(1.365, 2, "id")
    '1,37'
    """
    from babel.numbers import format_decimal

    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return format_decimal(exact, format=pattern, locale=known(lang))


@lru_cache(maxsize=5_000)
def date(text: str, lang: str) -> str:
    """A date as precise as it is known. Raises BadDate.

    >>> [date(d, "id") for d in ("2025-08-17", "2025-08", "2025")]
    ['17 Agustus 2025', 'Agustus 2025', '2025']
    """
    from babel.dates import format_date

    return format_date(period.first_day(text), format=_DATES[len(text)], locale=known(lang))


def known(lang: str) -> str:
    """`lang` itself. Raises UnknownTerm for another language than the two."""
    if lang not in LANGUAGES:
        raise UnknownTerm(f'"{lang}" is no language of the briefs', fix="use id or en")
    return lang

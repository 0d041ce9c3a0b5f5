"""Numbers, ranges, money and dates as people read them, in Indonesian and English.

Not for reading numbers (see `ucjlib.read.numbers`) and not for deciding what to say:
sentences are rows of `wording.csv` (key, id, en) with named holes. Separators and month
names come from Babel; a number keeps the decimals that its range carries, so 17.6 printed
as "17,60%" is shown as 17,60 and never as 17,6. Ends of a range are rounded outward: what is
shown contains what is held.

>>> amount(17.6, 17.59, 17.61, "percent", "value_range", "id")
'antara 17,59 dan 17,61 persen (nilai tengah 17,60)'
>>> amount(1.366e9, 1.366e9, 1.366e9, "rupiah", "value", "en")
'IDR 1.37 billion'
"""

import csv
import math
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from ucjlib.core import locale
from ucjlib.core.errors import UnknownTerm
from ucjlib.core.locale import LANGUAGES, decimal

STYLES = ("value", "range", "value_range", "figure", "figure_range")
# No source prints more than two decimals of a percent; what goes beyond is arithmetic, not information.
MOST_DECIMALS = 2
# Digits beyond are noise of binary arithmetic; 0.1 + 0.2 must not push an end outward.
_HELD_DIGITS = 9
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_SHARES = ("percent", "percentage_points")
HOLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """`wording.csv` as {key: {"id": ..., "en": ...}}."""
    text = (files("ucjlib.show") / "wording.csv").read_text(encoding="utf-8")
    return {row["key"]: {lang: row[lang] for lang in LANGUAGES} for row in csv.DictReader(text.splitlines())}


def sentence(key: str, lang: str) -> str:
    """The template under `key`. Raises UnknownTerm.

    >>> sentence("range", "id")
    '{low} sampai {high}'
    """
    if key not in sentences():
        raise UnknownTerm(f'"{key}" is no key of wording.csv', fix="add a row with both languages")
    return sentences()[key][locale.known(lang)]


def say(key: str, lang: str, **holes: str) -> str:
    """The sentence under `key` with its holes filled by plain text.

    >>> say("range", "en", low="17.59", high="17.61 percent")
    '17.59 to 17.61 percent'
    """
    return HOLE.sub(lambda hole: holes[hole[1]], sentence(key, lang))


def amount(
    value: float, low: float, high: float, unit: str, style: str, lang: str, precision: int | None = None
) -> str:
    """A number of `unit` in one of STYLES; `figure` and `figure_range` leave the unit to the column head.

    `precision`: decimals; None takes what the range carries (see `decimals`).

    >>> amount(698611, 698610, 698612, "workers", "value", "id")
    '698.611 pekerja'
    >>> amount(17.6, 17.46, 17.74, "percent", "range", "en")
    '17.4 to 17.8 percent'
    """
    places = decimals(value, low, high, unit) if precision is None else precision
    roundings = (("value", value, ROUND_HALF_UP), ("low", low, ROUND_FLOOR), ("high", high, ROUND_CEILING))
    shown = {
        name: figure(number, unit, lang, places, (low, high), rounding)
        for name, number, rounding in roundings
    }
    if low == high or shown["low"] == shown["high"]:
        style = "figure" if style.startswith("figure") else "value"
    if style == "figure":
        return shown["value"]
    if style == "figure_range":
        return say("figure_range", lang, **shown)
    if style == "value":
        return with_unit(shown["value"], unit, lang)
    ends = {"low": shown["low"], "high": with_unit(shown["high"], unit, lang), "value": shown["value"]}
    return say(_range_key(style, shown), lang, **ends)


def decimals(value: float, low: float, high: float, unit: str) -> int:
    """How many decimals to show: as many as the ends hold, never more than the range carries.

    >>> decimals(17.6, 17.59, 17.61, "percent"), decimals(17.4637, 17.32, 17.61, "percent")
    (2, 1)
    """
    if unit not in _SHARES:
        return 0
    held = max(len(f"{x:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2]) for x in (value, low, high))
    half = (high - low) / 2
    if half <= 0:
        return held
    carried = max(0, math.ceil(-math.log10(half) - 1e-6))
    return min(held, carried)


def figure(
    value: float,
    unit: str,
    lang: str,
    places: int = 0,
    ends: tuple[float, float] | None = None,
    rounding: str = ROUND_HALF_UP,
) -> str:
    """The number without its unit; money carries its currency, and its scale word when large.

    ends: of the range the number belongs to, so that money shows enough digits to part them;
    rounding: of `decimal`, ROUND_FLOOR for a low end, ROUND_CEILING for a high one.

    >>> figure(8125, "workers", "en"), figure(16800, "rupiah_per_month", "id")
    ('8,125', 'Rp16.800')
    """
    if unit.startswith("rupiah"):
        return _money(value, lang, ends or (value, value), rounding)
    return rounded(value, places, lang, rounding)


def rounded(value: float, places: int, lang: str, rounding: str) -> str:
    """A bare number with `places` decimals, rounded as `rounding` (of `decimal`) says.

    >>> rounded(17.46, 1, "id", ROUND_FLOOR), rounded(17.46, 1, "id", ROUND_CEILING)
    ('17,4', '17,5')
    """
    held = Decimal(repr(round(float(value), _HELD_DIGITS)))
    return decimal(float(held.quantize(Decimal(1).scaleb(-places), rounding)), places, lang)


def with_unit(number: str, unit: str, lang: str) -> str:
    """`number` (already text) followed by its unit in words.

    >>> with_unit("14,34", "percentage_points", "id")
    '14,34 poin persen'
    """
    return say(f"unit.{unit}", lang, n=number)


def date_text(date: str, lang: str) -> str:
    """A date as precise as it is known, or that none is told.

    >>> date_text("", "en"), date_text("2025-08", "id")
    ('a date not told', 'Agustus 2025')
    """
    return locale.date(date, lang) if date else say("date.untold", lang)


def _money(value: float, lang: str, ends: tuple[float, float], rounding: str) -> str:
    scale, word = next(((size, word) for size, word in _SCALES if abs(value) >= size), (1.0, ""))
    if not word:
        return say("money", lang, n=rounded(value, 0, lang, rounding))
    # ends that differ must look different
    places = next((n for n in (2, 3, 4) if ends[0] == ends[1] or _differ(ends, scale, n)), 4)
    return say(f"money.{word}", lang, n=rounded(value / scale, places, lang, rounding))


def _differ(ends: tuple[float, float], scale: float, places: int) -> bool:
    return round(ends[0] / scale, places) != round(ends[1] / scale, places)


def _range_key(style: str, shown: dict[str, str]) -> str:
    if style == "value_range" and shown["value"] in (shown["low"], shown["high"]):
        return "value_range_end"
    return style

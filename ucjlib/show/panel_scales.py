"""The two scales of a panel of claims: years with a strip for the undated, and numbers of one family.

Shares stand on 0 to at most 100 percent; what lies beyond is drawn at the upper edge. Counts and money that
differ more than fifteenfold stand on a logarithmic scale, others on a plain one.
"""

from math import ceil, floor, isnan, log10
from typing import TYPE_CHECKING

import pandas as pd

from ucjlib.show import house, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHOLE = 100.0
MOST_RATIO = 15.0
# shares of the width of the dated part: room for labels after the last date, and the strip of the undated
AFTER, STRIP = 0.3, 0.14
MOST_YEARS = 9


def time_axis(ax: "Axes", start: float, end: float, undated: bool, lang: str) -> tuple[float, float]:
    """Years from `start` to `end`, or the quarters of one year; returns the strip where undated marks stand.

    start, end : whole years, NaN where no date is told. The strip has no width where nothing is undated.
    """
    told = not isnan(start)
    start, end = (start, end) if told else (0.0, 1.0)
    wide = end - start
    strip = (start - STRIP * wide, start - 0.03 * wide) if undated else (start, start)
    ax.set_xlim(strip[0] if undated else start - 0.03 * wide, end + AFTER * wide)
    named = _times(int(start), int(end), lang) if told else {}
    lines = _lines(int(start), int(end)) if told else []
    if undated:
        named[sum(strip) / 2] = wording.say("timeline.undated", lang)
    ax.set_xticks(list(named), list(named.values()))
    ax.tick_params(axis="x", length=0)
    for line in lines:
        ax.axvline(line, color=house.GRID, linewidth=0.7, zorder=0)
    ax.set_xlabel(wording.say("timeline.time", lang))
    return strip


def _times(start: int, end: int, lang: str) -> dict[float, str]:
    """Where names of times stand: years in their middles, the quarters of a single year at their starts."""
    if end - start == 1:
        return {start + i / 4: wording.date_text(f"{start}-{1 + 3 * i:02}", lang) for i in range(4)}
    step = ceil((end - start) / MOST_YEARS)
    return {year + 0.5: str(year) for year in range(end - 1, start - 1, -step)}


def _lines(start: int, end: int) -> list[float]:
    steps = 4 if end - start == 1 else 1
    return [start + i / steps for i in range((end - start) * steps + 1)]


def value_axis(ax: "Axes", marks: pd.DataFrame, family: str, lang: str) -> float:
    """The scale of the values of `marks`; returns the value above which marks are drawn at its edge."""
    if family == "percent":
        house.percent_axis(ax, lang, max(min(float(marks["high"].max()), WHOLE), 1.0))
        return float(ax.get_ylim()[1])
    if family != "points" and is_wide(marks):
        _log_axis(ax, marks)
    else:
        _plain_axis(ax, marks)
    named = _money if family == "money" else _points if family == "points" else _count
    ax.yaxis.set_major_formatter(lambda value, _: named(value, lang))
    ax.grid(axis="y", color=house.GRID, linewidth=0.7)
    ax.yaxis.set_tick_params(length=0, which="both")
    return float(ax.get_ylim()[1])


def is_wide(marks: pd.DataFrame) -> bool:
    """Whether the values differ so much that only a logarithmic scale shows the small ones.

    >>> is_wide(pd.DataFrame({"value": [1280.0, 428699.0]})), is_wide(pd.DataFrame({"value": [3.0, 5.0]}))
    (True, False)
    """
    least, most = marks["value"].min(), marks["value"].max()
    return bool(least > 0 and most / least > MOST_RATIO)


def _log_axis(ax: "Axes", marks: pd.DataFrame) -> None:
    low, high = float(marks["value"].min()) / 1.7, float(marks["value"].max()) * 1.7
    ax.set_yscale("log")
    ax.set_ylim(low, high)
    few = log10(high / low) < 2.2
    steps = (1, 2, 5) if few else (1,)
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    ticks = [step * 10.0**power for power in decades for step in steps]
    ax.set_yticks([tick for tick in ticks if low <= tick <= high])
    ax.set_yticks([], minor=True)


def _plain_axis(ax: "Axes", marks: pd.DataFrame) -> None:
    low, high = min(0.0, float(marks["low"].min())), max(float(marks["high"].max()), 0.0)
    spare = 0.08 * ((high - low) or 1.0)
    ax.set_ylim(low - (spare if low < 0 else 0.0), high + spare)
    ax.locator_params(axis="y", nbins=6, integer=low == 0 and high > 3)


def _count(value: float, lang: str) -> str:
    return wording.decimal(value, 0, lang)


def _points(value: float, lang: str) -> str:
    return wording.decimal(value, 0 if value == round(value) else 1, lang)


def _money(value: float, lang: str) -> str:
    """Round money of a scale in few characters.

    >>> _money(5e9, "id"), _money(2.5e6, "en"), _money(16800, "id")
    ('Rp5 miliar', 'IDR 2.5 million', 'Rp16.800')
    """
    scales = ((1e12, "money.trillion"), (1e9, "money.billion"), (1e6, "money.million"), (1.0, "money"))
    scale, key = next((pair for pair in scales if abs(value) >= pair[0]), scales[-1])
    return wording.say(key, lang, n=_points(round(value / scale, 1), lang))

"""The house style of all drawings: colours, sizes, number formats on axes.

A style is applied by a context manager and gone afterwards:

>>> import matplotlib as mpl
>>> before = mpl.rcParams["font.size"]
>>> with style():
...     inside = mpl.rcParams["axes.spines.top"]
>>> inside, mpl.rcParams["font.size"] == before
(False, True)

Colours keep 3:1 against white as lines and marks, differ in lightness so that they part
in grey print, and never carry meaning alone: marks differ in shape too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ucjlib.show import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#1c2429"
QUIET = "#5b6870"
HERE = "#0a4a6b"
OTHER = "#6d8594"
TARGET = "#a3310f"
BAND_WIDE = "#dbe6ec"
BAND_NARROW = "#a9c4d2"
GRID = "#d9dfe3"
SIZE = 9.0

# Any: matplotlib types the keys one by one
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ucjlib",
    "font.size": SIZE,
    "font.family": "DejaVu Sans",
    "text.color": INK,
    "axes.labelcolor": QUIET,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.8,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelsize": SIZE,
    "ytick.labelsize": SIZE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "path.simplify": True,
    "axes.unicode_minus": True,
}


@contextmanager
def style() -> Iterator[None]:
    """matplotlib in the house style inside the block, as it was after it."""
    import matplotlib as mpl

    with mpl.rc_context(STYLE):
        yield


def number_axis(axis: Any, lang: str, places: int = 0) -> None:
    """Tick labels with the separators of `lang`."""
    axis.set_major_formatter(lambda value, _: wording.decimal(value, places, lang))


def percent_axis(ax: "Axes", lang: str, top: float, along: str = "y") -> None:
    """A percent scale from 0 to a round number above `top` (at most 100), with quiet lines."""
    step = next(step for step in (2, 5, 10, 20) if top <= 6 * step or step == 20)
    ceiling = min(100.0, step * -(-top // step))
    ticks = [i * step for i in range(int(ceiling // step) + 1)]
    axis = ax.yaxis if along == "y" else ax.xaxis
    axis.set_ticks(ticks)
    number_axis(axis, lang)
    (ax.set_ylim if along == "y" else ax.set_xlim)(0, ceiling * 1.02)
    ax.grid(axis="y" if along == "y" else "x", color=GRID, linewidth=0.7)
    axis.set_tick_params(length=0)


def year_axis(ax: "Axes", years: list[int], lang: str) -> None:
    """Ticks at the ends of `years` (31 December), thinned to eight at most."""
    step = max(1, -(-len(years) // 8))
    shown = years[::-1][::step][::-1]
    ax.set_xticks([year + 1 for year in shown], [str(year) for year in shown])
    ax.set_xlabel(wording.say("axis.end_of_year", lang))

"""Are the ranges right: shares held against shares promised, and where in its forecast each figure fell.

Both panels show the band in which 80 of 100 such drawings lie where the ranges are right.
"""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from IPython.display import HTML, Markdown

from ucjlib.reckon import calibration
from ucjlib.show import house, plot_parts
from ucjlib.show.notebook_plots import nothing, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BINS = 10
NAMED = 0.8


def calibration_plots(pit: pd.Series, source: str) -> HTML | Markdown:
    """For a cell: `pit` (0-1), one a figure, from `ucjlib.reckon.calibration.asked_once`."""
    if pit.empty:
        return nothing("No figure came later than another of its place, so no range can be held against one.")
    table = calibration.held(pit)
    named = table[table["nominal"] == NAMED].iloc[0]
    return shown(
        "Did the ranges hold what they promise?",
        partial(both, pit),
        4.3,
        (0.65, 0.3, 0.4, 0.55),
        alt=f"Of {len(pit)} later figures the 80 percent ranges held {named['share']:.0%}; of the lowest and "
        f"highest tenth of the forecast, where 10% belong, {(pit < 0.1).mean():.0%} and "
        f"{(pit > 0.9).mean():.0%}.",
        source=source,
        unit="left percent of the figures, right number of figures",
    )


def both(pit: pd.Series, ax: "Axes") -> "Axes":
    """The calibration plot at the left, the PIT histogram at the right."""
    left, right = plot_parts.panels(ax, 1, 2, (0.13, 0.0))
    held_against_promised(calibration.held(pit), left)
    pit_histogram(pit, right)
    return ax


def held_against_promised(table: pd.DataFrame, ax: "Axes") -> "Axes":
    """Nominal against held share, the diagonal and the band of luck; table : of `calibration.held`."""
    percent = table[["nominal", "share", "low", "high"]] * 100
    ax.fill_between(
        percent["nominal"], percent["low"], percent["high"],
        facecolor=house.BAND_WIDE, edgecolor=house.OTHER, linewidth=0.7,
    )  # fmt: skip
    ax.plot((0, 100), (0, 100), color=house.INK, linewidth=1.0, dashes=(4, 2))
    ax.plot(percent["nominal"], percent["share"], "o-", color=house.HERE, linewidth=1.4, markersize=4.5)
    _name_eighty(percent, ax)
    ax.text(5, 76, "held more than promised:\nranges too wide", color=house.QUIET, va="top")
    ax.text(56, 8, "held less than promised:\nranges too narrow", color=house.QUIET)
    house.percent_axis(ax, "en", 100)
    house.percent_axis(ax, "en", 100, along="x")
    ax.set_xlabel("share that the range promises, percent")
    ax.set_ylabel("share of the later figures it held, percent")
    return ax


def pit_histogram(pit: pd.Series, ax: "Axes") -> "Axes":
    """How many figures fell into each tenth of their forecast, and how many would by right."""
    import seaborn as sns

    sns.histplot(
        x=pit, bins=BINS, binrange=(0, 1), ax=ax, color=house.BAND_NARROW, edgecolor=house.HERE, alpha=1
    )
    low, high = (float(end) for end in calibration.luck(len(pit), 1 / BINS))
    ax.axhline(len(pit) / BINS, color=house.INK, linewidth=1.0, dashes=(4, 2))
    for end in (low, high):
        ax.axhline(end, color=house.INK, linewidth=0.9, linestyle=":")
    most = max(high, *np.histogram(pit, BINS, (0, 1))[0])
    ax.set_ylim(0, 1.3 * most)
    ax.text(0.02, 1.24 * most, "forecast too high", va="top", color=house.QUIET)
    ax.text(0.98, 1.24 * most, "forecast too low", va="top", ha="right", color=house.QUIET)
    ax.text(0.5, 1.12 * most, "dashes: even share; dots: what luck allows", ha="center", color=house.QUIET)
    ax.locator_params(axis="y", integer=True)
    ax.set_xticks((0, 0.25, 0.5, 0.75, 1))
    ax.set_xlabel("share of the forecast below the later figure (PIT)")
    ax.set_ylabel("figures")
    return ax


def _name_eighty(percent: pd.DataFrame, ax: "Axes") -> None:
    named = percent.iloc[(percent["nominal"] - 100 * NAMED).abs().argmin()]
    above = named["share"] >= named["nominal"]
    ax.annotate(
        f"80 % ranges held {named['share']:.0f} %", (named["nominal"], named["share"]),
        (-6, 3) if above else (14, -6), textcoords="offset points", ha="right" if above else "left",
        va="bottom" if above else "top", fontweight="bold", color=house.HERE,
    )  # fmt: skip

"""Convergence: how far apart places lie year by year, and the chance that they come together."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.core import locale
from ucjlib.show import house, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def spread_by_year(spread: pd.DataFrame, who: str, source: str) -> HTML:
    """For a cell: `spread` from `ucjlib.reckon.spread.spread`; who : the places, in words."""
    last = spread.iloc[-1]
    return shown(
        f"Do they come together? Spread among {who}",
        partial(band, spread),
        3.2,
        (0.8, 2.6, 0.35, 0.55),
        alt=f"Spread {spread['value'].iloc[0]:.2f} at the end of {spread['year'].iloc[0]}, "
        f"{last['value']:.2f} ({last['low']:.2f} to {last['high']:.2f}) at the end of {last['year']}; "
        f"it falls in {last['chance_falls']:.0%} of the draws.",
        source=source,
        unit="standard deviation among places on the scale of the projection (log of the odds)",
    )


def band(spread: pd.DataFrame, ax: "Axes") -> "Axes":
    """Median as a line, 80 % range as a band, beside each year's end the chance to be below the first."""
    years = spread["year"]
    ax.fill_between(
        years, spread["low"], spread["high"], facecolor=house.BAND_WIDE, edgecolor=house.OTHER, linewidth=0.8
    )
    ax.plot(years, spread["value"], "o-", color=house.HERE, markersize=4)
    for row in spread[spread["chance_falls"].notna()].itertuples():
        ax.annotate(
            row_text.share(row.chance_falls),
            (row.year, row.high),
            (0, 4),
            textcoords="offset points",
            ha="center",
        )
    last = spread.iloc[-1]
    _at_end(
        ax, f"spread {locale.decimal(last['value'], 2, 'en')}", last["year"], last["value"], "center", "bold"
    )
    _at_end(ax, "80 % of the draws", last["year"], last["low"], "top")
    _at_end(ax, "chance to be below\nthe first year's", last["year"], last["high"], "bottom")
    ax.set_xticks(years)
    ax.set_xlim(years.min() - 0.3, years.max() + 0.3)
    ax.set_ylim(0, spread["high"].max() * 1.2)
    ax.set(xlabel="end of year", ylabel="spread")
    return ax


def _at_end(ax: "Axes", text: str, x: float, y: float, side: str, weight: str = "normal") -> None:
    ax.annotate(text, (x, y), (20, 0), textcoords="offset points", va=side, fontweight=weight)

"""What a programme adds to coverage month by month, and what a point of coverage costs."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.core import locale
from ucjlib.reckon.payers import label
from ucjlib.show import house, plots
from ucjlib.show.draw_steps import months, rupiah
from ucjlib.show.notebook_plots import NAMES, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def points_added(added: pd.DataFrame, place: str, source: str) -> HTML:
    """For a cell: `added` by month: `month`, `points` (of a mean share who stay), `low`, `high`."""
    most, last = added["points"].max(), added.iloc[-1]
    return shown(
        f"What it adds to the coverage of {place}",
        partial(added_by_month, added),
        3.0,
        (0.8, 2.2, 0.35, 0.6),
        alt=f"{most:.2f} points while paid, {last['low']:.2f} to {last['high']:.2f} in {last['month']}.",
        source=source,
        unit="percentage points of the people employed (BPS)",
    )


def added_by_month(added: pd.DataFrame, ax: "Axes") -> "Axes":
    """Steps: what the mean share who stay leaves, and a band from the least to the most."""
    edges = range(len(added) + 1)
    ax.stairs(
        added["high"],
        edges,
        baseline=added["low"],
        fill=True,
        facecolor=house.BAND_NARROW,
        edgecolor=house.OTHER,
        linewidth=0.7,
    )
    ax.stairs(added["points"], edges, baseline=None, color=house.HERE, linewidth=1.8)
    places = 2 if added["points"].max() >= 0.1 else 4
    after = [locale.decimal(added[end].iloc[-1], places, "en") for end in ("points", "low", "high")]
    _beside(ax, f"{after[0]} ({after[1]} to {after[2]}) after", len(added), added["points"].iloc[-1])
    most = added["points"].max()
    paid_until = int((added["points"] == most).to_numpy().nonzero()[0].max()) + 1
    _beside(ax, f"{locale.decimal(most, places, 'en')} points while paid", paid_until, most)
    every = -(-len(added) // 8)
    ax.set_xticks([at + 0.5 for at in range(0, len(added), every)], months(list(added["month"])[::every]))
    ax.set_xlim(0, len(added))
    ax.set_ylim(0, added["high"].max() * 1.15)
    ax.set_ylabel("percentage points")
    return ax


def price_of_a_point(prices: pd.DataFrame, source: str) -> HTML:
    """For a cell: `prices` from `ucjlib.reckon.budgets.cost_per_point`, a row a payer."""
    rows = pd.DataFrame({
        "label": [f"paid by {label(payer, 'en')}" for payer in prices["payer"]],
        "rupiah_low": prices["rupiah_per_point_year_low"].map(_three_digits).to_numpy(),
        "rupiah_high": prices["rupiah_per_point_year_high"].map(_three_digits).to_numpy(),
    })  # fmt: skip
    told = [f"{row.label}: {rupiah(row.rupiah_low, row.rupiah_high)}" for row in rows.itertuples()]
    return shown(
        "A percentage point of coverage, held for a year",
        lambda ax: plots.cost_bars(rows, ax, "en"),
        0.6 + 0.42 * len(rows),
        (NAMES[0], 0.6, 0.15, 0.2),
        alt="; ".join(told) + ".",
        source=source,
        unit="rupiah for a point and a year; open bars: from the least to the greatest",
    )


def _three_digits(rupiah_: float) -> float:
    return float(f"{rupiah_:.3g}")


def _beside(ax: "Axes", text: str, x: float, y: float) -> None:
    ax.annotate(text, (x, y), (6, 0), textcoords="offset points", va="center", fontweight="bold")

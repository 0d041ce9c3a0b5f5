"""The contribution by income: the bands that a source names, and the wide range between them."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.show import house
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def bands_by_income(by_income: pd.DataFrame, source: str) -> HTML:
    """For a cell: `by_income`: `income` (rupiah a month, ascending), `low`, `high` (contribution)."""
    first, last = by_income.iloc[0], by_income.iloc[-1]
    return shown(
        "The contribution by income: three bands are known",
        partial(contribution_steps, by_income),
        3.2,
        (0.95, 2.2, 0.35, 0.55),
        alt=f"{first['low']:,.0f} rupiah in the lowest band, {last['high']:,.0f} in the highest; between "
        "the known bands no more than a range can be told.",
        source=source,
        unit="rupiah a month for one worker, accident and death cover",
    )


def contribution_steps(by_income: pd.DataFrame, ax: "Axes") -> "Axes":
    """Least (dashed) and greatest (full) contribution; the band between is not known."""
    income = by_income["income"] / 1e6
    known = by_income["low"] == by_income["high"]
    low, high = by_income["low"] / 1e3, by_income["high"] / 1e3
    ax.fill_between(
        income, low, high, step="post", facecolor=house.BAND_WIDE, edgecolor=house.OTHER, linewidth=0.7
    )
    for end, line in ((low, "--"), (high, "-")):
        ax.step(income, end, line, where="post", color=house.HERE, linewidth=1.6)
    for at in by_income.index[known][:-1]:
        row = by_income.loc[at]
        _say(ax, f"{row['low']:,.0f}", row["income"], row["low"], (-18, 22) if at == 1 else (3, 8))
    for row in by_income[~known].to_dict("records"):
        text = f"not known:\n{row['low']:,.0f} to {row['high']:,.0f}"
        _say(ax, text, row["income"], (row["low"] + row["high"]) / 2, (50, 0))
    ax.set_xscale("log")
    ax.set_xticks([0.5, 1, 2, 5, 10, 20, 50], ["0.5", "1", "2", "5", "10", "20", "50"])
    ax.minorticks_off()
    ax.set_ylim(0, high.max() * 1.15)
    ax.set(xlabel="income, million rupiah a month (log scale)", ylabel="thousand rupiah")
    return ax


def _say(ax: "Axes", text: str, income: float, rupiah: float, away: tuple[float, float]) -> None:
    at = (income / 1e6, rupiah / 1e3)
    ax.annotate(text, at, away, textcoords="offset points", fontweight="bold")

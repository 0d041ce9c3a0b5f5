"""From a budget to workers and from workers to a budget: one line for each payer, read both ways."""

from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd
from IPython.display import HTML

from ucjlib.core import locale
from ucjlib.reckon.payers import label
from ucjlib.show import house
from ucjlib.show.draw_steps import rupiah
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES = ("-", "--", "-.")
LINE = 0.065
"""A line of text, as part of the height of the drawing."""
LEFT = 0.25
NEAR = 0.3
"""Two marks nearer than this part of the farther one would have their labels on each other."""


def both_ways(bought: pd.DataFrame, asked: float, months: int, source: str) -> HTML:
    """For a cell: `bought` from `ucjlib.reckon.budgets.afforded_workers`, one budget, a row a payer with its
    `each_low`, `each_high` (rupiah for one worker, all months); asked : workers.
    """
    told = [
        f"{label(row.payer, 'en')}: {rupiah(row.budget_low, row.budget_high)} pays for {_count(row)}, "
        f"{asked:,.0f} workers cost {rupiah(row.each_low * asked, row.each_high * asked)}"
        for row in bought.itertuples()
    ]
    return shown(
        f"Budget to workers, workers to budget ({months} months)",
        partial(lines, bought, asked=asked),
        3.8,
        (0.95, 3.1, 0.35, 0.55),
        alt="; ".join(told) + ".",
        source=source,
        unit="rupiah for all months together; workers",
    )


def lines(bought: pd.DataFrame, ax: "Axes", asked: float) -> "Axes":
    """Payers of one price share a line; a band where the price is not certain.

    The dotted lines run from the budget to its workers, and from the workers asked for to their cost.
    """
    reach = 1.25 * max(bought["workers_high"].max(), asked)
    budget = bought["budget_high"].iloc[0] / 1e6
    beside = [(budget, f"the budget: {rupiah(budget * 1e6, budget * 1e6)}", house.TARGET)]
    prices = list(bought.groupby(["each_low", "each_high"], sort=True))
    for ((low, high), rows), line in zip(prices, LINES, strict=False):
        ends = [price * reach / 1e6 for price in (low, high)]
        if low != high:
            ax.fill_between(
                [0, reach],
                [0, ends[0]],
                [0, ends[1]],
                facecolor=house.BAND_WIDE,
                edgecolor=house.OTHER,
                linewidth=0.7,
            )
        else:
            ax.plot([0, reach], [0, ends[1]], line, color=house.HERE, linewidth=1.8)
            _read(ax, rows.iloc[0], asked, budget, dearest=high == bought["each_high"].max())
        who = fill(" or ".join(label(payer, "en") for payer in rows["payer"]), 40)
        beside.append((sum(ends) / 2, who if low == high else f"{who}: between", house.INK))
    ax.axhline(budget, color=house.TARGET, linewidth=1.2, linestyle=":")
    top = 1.05 * reach * bought["each_high"].max() / 1e6
    ax.locator_params(axis="x", integer=True)
    house.number_axis(ax.xaxis, "en")
    house.number_axis(ax.yaxis, "en", 0 if top >= 5 else 2)
    ax.set_xlim(0, reach)
    ax.set_ylim(0, top)
    _beside(ax, beside)
    ax.set(xlabel="workers", ylabel="rupiah, million")
    return ax


def _read(ax: "Axes", row: pd.Series, asked: float, budget: float, dearest: bool) -> None:
    """Where the line meets the budget, and where it meets the workers asked for.

    Labels stand off the line: above the dearest, below another; the second on the far side if too near.
    """
    cost, bought = row["each_high"] * asked / 1e6, row["workers_high"]
    near = abs(bought - asked) < NEAR * max(bought, asked)
    marks = (
        (bought, budget, f"{_count(row)} workers", "D", dearest),
        (asked, cost, rupiah(cost * 1e6, cost * 1e6), "o", dearest != near),
    )
    for x, y, text, marker, above in marks:
        ax.plot([x, x], [0, y], ":", color=house.OTHER, linewidth=1)
        ax.plot(x, y, marker, color=house.HERE, markersize=6)
        away, side = ((-7, 7), "right") if above else ((7, -13), "left")
        if x < LEFT * max(bought, asked):  # by the axes there is room on the right only
            away, side = ((3, 24) if above else (12, -3)), "left"
        ax.annotate(text, (x, y), away, textcoords="offset points", ha=side, fontweight="bold")


def _beside(ax: "Axes", labels: list[tuple[float, str, str]]) -> None:
    """Labels (height, text, colour) right of the drawing, none nearer to the one below than a line."""
    least, top = -1.0, ax.get_ylim()[1]
    for height, text, colour in sorted(labels):
        least = max(height, least + LINE * top) if least >= 0 else height
        ax.text(1.02, least, text, transform=ax.get_yaxis_transform(), va="center", color=colour)


def _count(row: Any) -> str:
    low, high = row.workers_low, row.workers_high
    most = locale.decimal(high, 0, "en")
    return most if low == high else f"{locale.decimal(low, 0, 'en')} to {most}"

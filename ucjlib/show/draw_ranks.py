"""Forest plot of ranks: each place's rank with its 80 % range, the groups that cannot be told apart as bars
beside the rows, and the chance to be among the first few.

Not a league table: two places under one bar have no order.
"""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.core import locale
from ucjlib.show import house, plots, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 40
"""Rows drawn: more fill no screen."""
LANE, FIRST_LANE, CHANCE = 0.035, 1.04, 1.34


def rank_forest(ranked: pd.DataFrame, source: str, title: str = "Ranks", top: int = 10) -> HTML:
    """For a cell: the first MOST rows of `ranked`; source : its source line.

    ranked : from `ucj.compare(..., top=top)`.
    """
    rows = ranked.head(MOST)
    left_out = f"; the first {MOST} of {len(ranked)} are drawn" if len(ranked) > MOST else ""
    best = rows.iloc[0]
    return shown(
        title,
        partial(forest, rows, top=top),
        plots.rows_height(len(rows), 1.05),
        (3.55, 2.1, 0.45, 0.6),
        alt=f"{len(ranked)} places; {best['place']} ranks first, with 80 percent range {best['rank_low']} to "
        f"{best['rank_high']}; {_told_apart(rows)}{left_out}.",
        source=source + left_out,
        unit="rank, 1 the highest; beside the names the rates in percent",
    )


def forest(ranked: pd.DataFrame, ax: "Axes", top: int = 10) -> "Axes":
    """Rows as ranked: the range as a line, the rank as a mark, hollow and dashed for an unlike figure."""
    for y, row in enumerate(ranked.to_dict("records")):
        unlike = row["unlike"] != ""
        ends, line = (row["rank_low"], row["rank_high"]), ":" if unlike else "-"
        ax.plot(ends, (y, y), line, color=house.OTHER, linewidth=2.5, solid_capstyle="butt")
        ax.plot(row["rank"], y, "o", color=house.HERE, markersize=6, mfc="white" if unlike else house.HERE)
    row_text.top_down(ax, [_name(row) for row in ranked.to_dict("records")])
    _groups(ranked, ax)
    chances = [row_text.share(chance) for chance in ranked["chance_top"]]
    if (ranked["chance_top"] < 1).any():  # of three places all are in the first ten
        row_text.column(ax, CHANCE, "is the first" if top == 1 else f"in the first {top}", chances)
    ax.set_xlim(0.3, max(ranked["rank_high"].max(), 2) + 0.7)
    ax.locator_params(axis="x", integer=True)
    ax.grid(axis="x", color=house.GRID, linewidth=0.7)
    hollow = " (hollow, dotted: another base or date)" if ranked["unlike"].ne("").any() else ""
    ax.set_xlabel(f"rank with its 80 percent range{hollow}")
    return ax


def _name(row: dict) -> str:
    return f"{row['place']}  {locale.decimal(row['value'], 1, 'en')}  ({row['as_of'][:7]})"


def _groups(ranked: pd.DataFrame, ax: "Axes") -> None:
    """A bar over the rows of each group, groups that share rows side by side."""
    members = ranked["groups"].str.split().explode().dropna()
    beside, free = ax.get_yaxis_transform(), list[int]()
    for group in sorted(set(members), key=int):
        rows = [ranked.index.get_loc(index) for index in members.index[members == group]]
        first, last = min(rows), max(rows)
        lane = next((i for i, end in enumerate(free) if end < first), len(free))
        free[lane : lane + 1] = [last]
        x = FIRST_LANE + LANE * lane
        ax.plot([x, x], [first - 0.3, last + 0.3], transform=beside, clip_on=False, color=house.INK, lw=2)
    if len(members):
        ax.text(
            FIRST_LANE - 0.02, 1.0, "no order within", transform=ax.transAxes, va="bottom", color=house.QUIET
        )


def _told_apart(ranked: pd.DataFrame) -> str:
    tied = int(ranked["groups"].ne("").sum())
    return f"{tied} of those drawn cannot be told apart from a neighbour"

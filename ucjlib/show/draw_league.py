"""When places first reach a target: the middle year with its 80 % range, and how many draws never do."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.reference.regions import region_name
from ucjlib.show import house, plots, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 30


def first_years(league: pd.DataFrame, from_year: int, source: str) -> HTML:
    """For a cell: the first MOST rows of `ucjlib.reckon.league.league`, drawn from `from_year`."""
    rows = league.head(MOST)
    target, horizon = league["target_pct"].iloc[0], league["horizon"].iloc[0]
    open_ = int(league["median_year"].isna().sum())
    left_out = f"; the first {MOST} of {len(league)} are drawn" if len(league) > MOST else ""
    return shown(
        f"When is {target:g} percent first reached?",
        partial(years, rows, from_year=from_year),
        plots.rows_height(len(rows), 1.05),
        (2.6, 2.0, 0.45, 0.55),
        alt=f"{len(league)} places; {open_} of them not before {horizon} in the middle draw{left_out}.",
        source=source + left_out,
        unit="year at whose end the target is first met",
    )


def years(league: pd.DataFrame, ax: "Axes", from_year: int) -> "Axes":
    """A line over the range, open to the right (arrow) where it passes the horizon; a mark at the middle."""
    horizon = int(league["horizon"].iloc[0])
    for y, row in enumerate(league.to_dict("records")):
        low, high = (horizon if pd.isna(row[end]) else int(row[end]) for end in ("year_low", "year_high"))
        ax.plot([low, high], [y, y], color=house.OTHER, linewidth=2.5, solid_capstyle="butt")
        if pd.isna(row["year_high"]):
            ax.plot(horizon, y, ">", color=house.OTHER, markersize=7)
        if pd.notna(row["median_year"]):
            ax.plot(int(row["median_year"]), y, "o", color=house.HERE, markersize=6)
    row_text.top_down(ax, [region_name(code) for code in league["region_code"]])
    middle = ["later" if pd.isna(year) else str(year) for year in league["median_year"]]
    row_text.column(ax, 1.04, "middle", middle)
    never = [row_text.share(chance) for chance in league["chance_not_before"]]
    row_text.column(ax, 1.2, f"not before {horizon}", never)
    ax.set_xlim(from_year - 0.5, horizon + 0.5)
    ax.locator_params(axis="x", integer=True)
    ax.grid(axis="x", color=house.GRID, linewidth=0.7)
    ax.set_xlabel("end of year: middle draw and 80 percent range (arrow: beyond the horizon)")
    return ax

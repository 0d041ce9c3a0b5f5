"""The drawings of the exploring notebooks: one call a cell, English labels, shown as SVG.

They are the drawings of `ucjlib.show.plots`, and one of their own. Where there is nothing to
draw they say so.

    notebook_plots.ranks(ucj.compare(estimates, "35"))
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd
from IPython.display import HTML, Markdown
from markupsafe import escape

from ucjlib.show import facts, house, plots, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Inches left, right, top, bottom; the wide left is for names of rules and regions.
Margins = tuple[float, float, float, float]
ROOM, NAMES = (0.75, 0.75, 0.35, 0.55), (3.4, 0.6, 0.35, 0.55)


def fan(
    ahead: pd.DataFrame, observed: pd.DataFrame, targets: pd.DataFrame, region_code: str, base: str
) -> Any:
    """A place's trajectory over one denominator, its figures, and the targets set on it."""
    mine = ahead[(ahead["region_code"] == region_code) & (ahead["denominator"] == base)]
    if mine.empty:
        return Markdown(f"*No figure of this place divided by {base} can be projected.*")
    asked = targets[
        targets["region_code"].isin(["00", region_code]) & targets["scale"].isin([base, "unknown"])
    ]
    due = asked[asked["target_year"].between(mine["year"].min(), mine["year"].max())]
    due = due.assign(alike=[facts.alike(scale, base) for scale in due["scale"]])
    seen = observed[observed["denominator"] == base]
    return _shown(
        f"Coverage to come, divided by {base}",
        lambda axes: plots.fan_chart(mine, axes, seen, due, "en"),
        3.4,
        ROOM,
    )


def ranks(ranked: pd.DataFrame) -> Any:
    """Rank of each region with its 80 % range; figures over another base than most are hollow."""
    return _shown(
        "Ranks with their ranges", lambda axes: _ranks(ranked, axes), 1.0 + 0.25 * len(ranked), NAMES
    )


def bills(costs: pd.DataFrame) -> Any:
    """Rupiah by scenario, all calendar years together."""
    total = costs.groupby("scenario", as_index=False)[["rupiah_low", "rupiah_high"]].sum()
    bars = total.rename(columns={"scenario": "label"})
    return _shown(
        "Cost by scenario", lambda axes: plots.cost_bars(bars, axes, "en"), 0.5 + 0.5 * len(bars), NAMES
    )


def _shown(alt: str, draw: Callable[["Axes"], object], height: float, margins: Margins) -> HTML:
    drawing = svg.to_svg(draw, (9.0, height), margins)
    return HTML(f'<div role="img" aria-label="{escape(alt)}">{drawing}</div>')


def _ranks(ranked: pd.DataFrame, axes: "Axes") -> None:
    unlike = ranked["note"].str.contains("unlike")
    rows = range(len(ranked))
    axes.hlines(rows, ranked["rank_low"], ranked["rank_high"], color=house.OTHER, linewidth=3)
    inside = [("white" if hollow else house.HERE) for hollow in unlike]
    axes.scatter(ranked["rank"], rows, color=inside, edgecolor=house.HERE, zorder=3)
    axes.set_yticks(rows, ranked["place"])
    axes.invert_yaxis()
    axes.set_xlabel("rank, with its 80 percent range (hollow: another base than most)")

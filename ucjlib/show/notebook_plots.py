"""The drawings of the exploring notebooks: one call a cell, English labels, shown as SVG.

They are the drawings of `ucjlib.show.plots`, and two of their own. Where there is nothing to
draw they say so.

    notebook_plots.ranks(ucj.compare(estimates, "35"))
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd
from IPython.display import HTML, Markdown
from markupsafe import escape

from ucjlib.core import period
from ucjlib.show import facts, house, plots, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RATES = ("coverage_rate", "uncovered_rate")
OUTCOMES = {
    "agree": house.BAND_NARROW,
    "disagree": house.TARGET,
    "cannot_tell": "white",
    "could_not_run": house.INK,
}
# Inches left, right, top, bottom; the wide left is for names of rules and regions.
Margins = tuple[float, float, float, float]
ROOM, NAMES = (0.75, 0.75, 0.35, 0.55), (3.4, 0.6, 0.35, 0.55)


def claims_of(tables: dict[str, pd.DataFrame], region_code: str, as_of: str) -> pd.DataFrame:
    """The dated claims of one place up to `as_of`, oldest first; adds `publisher` and `kind`."""
    claims = tables["claims"]
    mine = claims[(claims["region_code"] == region_code) & (claims["as_of"] != "")]
    known = mine[mine["as_of"].map(period.first_day) <= period.last_day(as_of)]
    sources = tables["sources"][["source_id", "kind", "publisher"]]
    known = known.merge(sources, on="source_id").assign(_when=lambda t: t["as_of"].map(facts.when))
    return known.sort_values(["_when", "claim_id"]).drop(columns="_when").reset_index(drop=True)


def coverage_timeline(claims: pd.DataFrame) -> Any:
    """Coverage rates of all workers over time, each with its print range."""
    rates = claims[claims["indicator"].isin(RATES) & (claims["segment"] == "total")]
    if rates.empty:
        return Markdown("*Nobody has published a coverage rate of all workers for this place.*")
    return _shown(
        "Coverage rates over time", lambda axes: plots.claims_timeline(rates, axes, "en"), 3.2, ROOM
    )


def outcomes(findings: pd.DataFrame) -> Any:
    """How many findings of each rule agree, disagree or cannot tell."""
    if findings.empty:
        return Markdown("*No rule found two figures of this place to compare.*")
    counts = findings.groupby(["rule", "outcome"]).size().unstack(fill_value=0)
    return _shown(
        "Findings by rule and outcome", lambda axes: _stacked(counts, axes), 1.1 + 0.3 * len(counts), NAMES
    )


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


def _stacked(counts: pd.DataFrame, axes: "Axes") -> None:
    left = pd.Series(0, index=counts.index)
    for word, colour in OUTCOMES.items():
        if word in counts:
            axes.barh(counts.index, counts[word], left=left, color=colour, edgecolor=house.INK, label=word)
            left = left + counts[word]
    axes.invert_yaxis()
    axes.set_xlabel("findings")
    axes.locator_params(axis="x", integer=True)
    axes.legend(frameon=False, ncols=4, loc="lower left", bbox_to_anchor=(0, 1))


def _ranks(ranked: pd.DataFrame, axes: "Axes") -> None:
    unlike = ranked["note"].str.contains("unlike")
    rows = range(len(ranked))
    axes.hlines(rows, ranked["rank_low"], ranked["rank_high"], color=house.OTHER, linewidth=3)
    inside = [("white" if hollow else house.HERE) for hollow in unlike]
    axes.scatter(ranked["rank"], rows, color=inside, edgecolor=house.HERE, zorder=3)
    axes.set_yticks(rows, ranked["place"])
    axes.invert_yaxis()
    axes.set_xlabel("rank, with its 80 percent range (hollow: another base than most)")

"""The drawings of the exploring notebooks: one call a cell, English labels, shown by pyplot.

A brief draws through `ucjlib.show.plots` without pyplot; here the same drawings get a figure
of their own, so that JupyterLab shows them.

    notebook_plots.ranks(ucj.compare(estimates, "35"))
"""

from typing import TYPE_CHECKING

import pandas as pd

from ucjlib.core import period
from ucjlib.show import house, plots

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RATES = ("coverage_rate", "uncovered_rate")
OUTCOMES = ("agree", "disagree", "cannot_tell", "could_not_run")


def claims_of(tables: dict[str, pd.DataFrame], region_code: str, as_of: str) -> pd.DataFrame:
    """The dated claims of one place up to `as_of`, with `publisher` and `kind` of their source, oldest first."""
    claims = tables["claims"]
    mine = claims[(claims["region_code"] == region_code) & (claims["as_of"] != "")]
    known = mine[mine["as_of"].map(period.first_day) <= period.last_day(as_of)]
    sources = tables["sources"][["source_id", "kind", "publisher"]]
    return known.merge(sources, on="source_id").sort_values(["as_of", "claim_id"]).reset_index(drop=True)


def coverage_timeline(claims: pd.DataFrame) -> "Axes | str":
    """Coverage rates of all workers over time, each with its print range; a sentence where there are none."""
    rates = claims[claims["indicator"].isin(RATES) & (claims["segment"] == "total")]
    if rates.empty:
        return "Nobody has published a coverage rate of all workers for this place."
    return plots.claims_timeline(rates, _axes(3.4), "en")


def outcomes(findings: pd.DataFrame) -> "Axes | str":
    """How many findings of each rule agree, disagree or cannot tell."""
    if findings.empty:
        return "No rule found two figures of this place to compare."
    counts = findings.groupby(["rule", "outcome"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[word for word in OUTCOMES if word in counts])
    axes = counts.plot.barh(stacked=True, ax=_axes(0.8 + 0.34 * len(counts)), color=["#9fb8c8", "#8c2d19", "#e3e3e3", "#555555"],
                            edgecolor="#333333")
    axes.set(xlabel="findings", ylabel="")
    axes.legend(title="", frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1))
    return axes


def fans(ahead: pd.DataFrame, observed: pd.DataFrame, targets: pd.DataFrame, region_code: str) -> "list[Axes] | str":
    """One fan for each denominator that the place has figures on."""
    mine = ahead[ahead["region_code"] == region_code]
    if mine.empty:
        return "No figure of this place can be projected."
    national = targets[targets["region_code"].isin(["00", region_code])]
    return [_fan(some, observed, national, base) for base, some in mine.groupby("denominator")]


def ranks(ranked: pd.DataFrame) -> "Axes":
    """Rank of each region with its 80 % range; figures over another base are hollow."""
    axes = _axes(0.9 + 0.27 * len(ranked))
    like = ranked["denominator"] == ranked["denominator"].mode().iloc[0]
    rows = range(len(ranked))
    axes.hlines(rows, ranked["rank_low"], ranked["rank_high"], color=house.OTHER, linewidth=3)
    axes.scatter(ranked["rank"], rows, facecolor=like.map({True: house.HERE, False: "white"}), edgecolor=house.HERE, zorder=3)
    axes.set_yticks(rows, ranked["place"])
    axes.invert_yaxis()
    axes.set_xlabel("rank, with its 80 percent range (hollow: another base than most)")
    return axes


def bills(costs: pd.DataFrame) -> "Axes":
    """Rupiah by payer, all calendar years together."""
    total = costs.groupby("scenario", as_index=False)[["rupiah_low", "rupiah_high"]].sum()
    return plots.cost_bars(total.rename(columns={"scenario": "label"}), _axes(0.7 + 0.5 * len(total)), "en")


def _fan(ahead: pd.DataFrame, observed: pd.DataFrame, targets: pd.DataFrame, base: str) -> "Axes":
    alike = targets.assign(alike=targets["scale"] == base)
    due = alike[alike["target_year"].between(ahead["year"].min(), ahead["year"].max())]
    axes = plots.fan_chart(ahead, _axes(3.6), observed[observed["denominator"] == base], due, "en")
    axes.set_title(f"divided by: {base}", loc="left", fontsize="medium")
    return axes


def _axes(height: float) -> "Axes":
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(8, height), layout="constrained")[1]

"""How the bases spread in a province: each place's latest rate in the row of what it divides by and counts.

Shows why there is no order among them: the row moves a place further than its neighbours do.
"""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.show import house, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def bases(ranked: pd.DataFrame, source: str) -> HTML:
    """For a cell: `ranked` from `ucj.compare(..., label_unlike=True)`; source : its source line."""
    rows = _rows(ranked)
    return shown(
        "One word, several rates",
        partial(base_rows, ranked),
        1.0 + 0.42 * len(rows),
        (3.4, 1.5, 0.4, 0.55),
        alt="; ".join(f"{name}: {one.size} places, {one.min():.0f} to {one.max():.0f}" for name, one in rows),
        source=source,
        unit="percent of what the row names",
    )


def base_rows(ranked: pd.DataFrame, ax: "Axes") -> "Axes":
    """One row a base, the most places first; a mark a place, hollow where its date is unlike the others'."""
    import seaborn as sns

    rows = _rows(ranked)
    names = [name for name, _ in rows]
    drawn = ranked.assign(base=_named(ranked), old=ranked["unlike"].str.contains("date"))
    for old, some in drawn.groupby("old"):
        look = {"facecolor": "white" if old else house.HERE, "edgecolor": house.HERE, "linewidth": 1.1}
        sns.stripplot(
            data=some, x="value", y="base", order=names, ax=ax, jitter=False, size=6, legend=False, **look
        )
    row_text.top_down(ax, names)
    for y, (_, values) in enumerate(rows):
        best = ranked.loc[values.idxmax()]
        ax.annotate(best["place"], (best["value"], y), (5, 6), textcoords="offset points", ha="right")
    row_text.column(ax, 1.05, "places", [str(values.size) for _, values in rows])
    house.percent_axis(ax, "en", float(ranked["value"].max()), along="x")
    ax.set_xlim(
        0, max(ax.get_xlim()[1], 1.02 * ranked["value"].max())
    )  # a rate above 100 is shown, not hidden
    ax.set(xlabel="coverage, percent (hollow: too far in time from the others)", ylabel="")
    return ax


def _named(ranked: pd.DataFrame) -> pd.Series:
    members = (ranked["numerator"] + " members").replace("unknown members", "members not told")
    return members + ", of " + ranked["denominator"].replace("unknown", "a base not told")


def _rows(ranked: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    grouped = list(ranked["value"].groupby(_named(ranked)))
    return sorted(((str(name), values) for name, values in grouped), key=lambda row: (-row[1].size, row[0]))

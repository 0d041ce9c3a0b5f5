"""Printed budgets worked out anew: how far each is from workers x months x contribution, and why.

The share that each word would explain by luck stands beside it: a word that luck finds as often says little.
"""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from IPython.display import HTML

from ucjlib.reckon.printed_budgets import EXPLANATIONS
from ucjlib.show import house, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FURTHEST = 2.0
"""Times that a budget may lie off and still have its place; what lies further stands at the edge."""
STEP = 0.035
"""Rows that a mark is moved up or down where marks would lie on one spot."""


def printed_budgets(recomputed: pd.DataFrame, luck: pd.DataFrame, here: str, source: str) -> HTML:
    """For a cell: `recomputed` and `luck` from `ucjlib.reckon.printed_budgets` (recomputed, by_chance).

    here : code that the codes of places marked as one's own begin with.
    """
    counts = recomputed["explanation"].value_counts()
    told = [f"{word} {counts.get(word, 0)}" for word in EXPLANATIONS]
    own = int(recomputed["region_code"].str.startswith(here).sum())
    return shown(
        "Printed budgets, worked out anew",
        partial(explained, recomputed, luck, here=here),
        4.6,
        (1.5, 2.3, 0.45, 0.6),
        alt=f"{len(recomputed)} budgets: {', '.join(told)}; {own} of them of this province.",
        source=source,
        unit="printed budget over workers x months x contribution; 1 is equal",
    )


def explained(recomputed: pd.DataFrame, luck: pd.DataFrame, ax: "Axes", here: str) -> "Axes":
    """A row a word, a mark a budget (times the recomputed sum, log scale); one's own places are filled."""
    times = (recomputed["budget"] / recomputed["recomputed"]).clip(1 / FURTHEST, FURTHEST)
    rows = recomputed.assign(times=np.log2(times), own=recomputed["region_code"].str.startswith(here))
    rows["row"] = rows["explanation"].map(EXPLANATIONS.index) + _apart(rows)
    for own, some in rows.groupby("own"):
        fill, edge = (house.INK, house.INK) if own else ("white", house.OTHER)
        ax.plot(some["times"], some["row"], "D" if own else "o", mfc=fill, mec=edge, ms=6 if own else 5)
    row_text.top_down(ax, EXPLANATIONS)
    counts = recomputed["explanation"].value_counts()
    shares = [
        f"{counts.get(w, 0)}  ({row_text.share(counts.get(w, 0) / max(len(rows), 1))})" for w in EXPLANATIONS
    ]
    row_text.column(ax, 1.05, "budgets", shares)
    by_luck = luck.set_index("explanation")["percent"]
    row_text.column(ax, 1.28, "by luck", [row_text.share(by_luck[word] / 100) for word in EXPLANATIONS])
    ax.axvline(0, color=house.TARGET, linewidth=1.2, linestyle="--", zorder=0)
    marks = (1 / FURTHEST, 0.8, 1, 1.25, FURTHEST)
    ax.set_xticks(
        [np.log2(mark) for mark in marks], ["half or less", "0.8", "equal", "1.25", "twice or more"]
    )
    ax.set(xlabel="printed sum over the recomputed one (diamond: of this province)", ylabel="")
    return ax


def _apart(rows: pd.DataFrame) -> pd.Series:
    """How far up or down each mark goes, so that marks of one row and place do not hide one another."""
    nth = rows.sort_values("own", ascending=False).groupby(["explanation", rows["times"].round(1)]).cumcount()
    return STEP * ((nth + 1) // 2) * (-1) ** nth

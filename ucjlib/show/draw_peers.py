"""The places most like a given one, and in what they are unlike it: distance as a bar, its parts as text."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.show import house, plots, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def peer_distances(near: pd.DataFrame, place: str) -> HTML:
    """For a cell: `near` from `ucjlib.reckon.peers.peers`, the nearest first."""
    first = near.iloc[0]
    return shown(
        f"Places most like {place}",
        partial(distances, near),
        plots.rows_height(len(near), 1.0),
        (2.9, 3.1, 0.45, 0.55),
        alt=f"{len(near)} places; the nearest is {first['place']}, with {first['size_times']:.2f} times the "
        f"workers and a formal share {first['formal_points']:+.1f} points off.",
        source="BPS: people employed, and those in informal work (the latest of each place)",
        unit="steps: one is a doubling of size, ten points of the formal share, or half another province",
    )


def distances(near: pd.DataFrame, ax: "Axes") -> "Axes":
    """Rows as in `near`; a place without a distance has its reason in place of the bar."""
    ax.barh(range(len(near)), near["distance"].fillna(0), height=0.5, color=house.OTHER)
    for y, row in enumerate(near.to_dict("records")):
        known = pd.notna(row["distance"])
        said = f"{row['distance']:.2f}" if known else row["note_en"]
        ax.annotate(
            said, (row["distance"] if known else 0, y), (4, 0), textcoords="offset points", va="center"
        )
    row_text.top_down(ax, list(near["place"]))
    row_text.column(ax, 1.12, "workers", [_times(times) for times in near["size_times"]])
    row_text.column(ax, 1.42, "formal share", [_points(points) for points in near["formal_points"]])
    other = ["another" if step else "same" for step in near["province_steps"]]
    row_text.column(ax, 1.84, "province", other)
    ax.set_xlim(0, max(near["distance"].max(), 0.5) * 1.1)
    ax.set_xlabel("distance")
    return ax


def _times(times: float) -> str:
    return "not known" if pd.isna(times) else f"× {times:.2f}"


def _points(points: float) -> str:
    return "not known" if pd.isna(points) else f"{points:+.1f} points".replace("-", "−")

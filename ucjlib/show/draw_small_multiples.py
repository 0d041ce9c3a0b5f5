"""Small fans, one a place, on the same two axes, the highest middle at the end first."""

import textwrap
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML, Markdown

from ucjlib.core import locale, period
from ucjlib.show import house, plot_parts
from ucjlib.show.notebook_plots import nothing, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS, ROW, HEAD = 5, 1.45, 0.85
SMALL = 7.5
WIDE_NAME = 24


def small_fans(
    ahead: pd.DataFrame,
    seen: pd.DataFrame,
    names: pd.Series,
    here: str,
    base: str,
    target_pct: float,
    source: str,
) -> HTML | Markdown:
    """For a cell: the places of `names` (by code) that have a trajectory; `here` the code that stands out.

    ahead : `region_code`, `denominator`, `year`, `quantile`, `value`; seen : as `fans`. base : of each place
    the trajectory over this one is taken, where there is one.
    """
    ahead = on_one_base(ahead[ahead["region_code"].isin(names.index)], base)
    if ahead.empty:
        return nothing("No place of this province has a figure that can be projected.")
    ahead = ahead.assign(place=ahead["region_code"].map(names))
    order, last = ordered(ahead), ahead["year"].max()
    middles = ahead[(ahead["year"] == last) & (ahead["quantile"] == 0.5)].set_index("region_code")
    best, least = (
        f"{middles.at[code, 'place']} {middles.at[code, 'value']:.0f}" for code in (order[0], order[-1])
    )
    return shown(
        f"A fan for each place, to the end of {last}",
        partial(fans, ahead, seen, here=here, base=base, target_pct=target_pct),
        HEAD + ROW * ceil(len(order) / COLUMNS),
        (0.45, 0.15, 0.45, 0.4),
        alt=f"{len(order)} small fans, ordered by their middle at the end: from {best} to {least} percent.",
        source=source,
        unit="percent of the workers; bands hold half and nine tenths of what is expected, dots the target",
    )


def fans(
    ahead: pd.DataFrame, seen: pd.DataFrame, ax: "Axes", here: str, base: str, target_pct: float
) -> "Axes":
    """A panel a place.

    ahead : `region_code`, `place`, `denominator`, `year`, `quantile`, `value`, one base a place; seen : the
    figures behind, `region_code`, `denominator`, `as_of`, `value`, `low`, `high`. Percent.
    """
    order = ordered(ahead)
    columns = min(COLUMNS, len(order))
    rows = ceil(len(order) / columns)
    cells = plot_parts.panels(ax, rows, columns, (0.025, 0.3 / rows))
    mine = ahead.merge(seen, on=["region_code", "denominator"], suffixes=("_ahead", ""))
    top = max(target_pct, float(ahead["value"].max()), float(mine["high"].max()))
    start = mine["as_of"].map(period.decimal_year).min()
    for number, (code, cell) in enumerate(zip(order, cells, strict=False)):
        ahead_here = ahead[ahead["region_code"] == code]
        own = ahead_here["denominator"].iloc[0]
        seen_here = seen[(seen["region_code"] == code) & (seen["denominator"] == own)]
        _panel(cell, ahead_here, seen_here, alike=own == base)
        _frame(cell, top, (start, float(ahead["year"].max()) + 1), target_pct)
        _title(cell, ahead_here["place"].iloc[0], strong=code == here)
        cell.tick_params(labelleft=number % columns == 0, labelbottom=number >= len(order) - columns)
    for cell in cells[len(order) :]:
        cell.set_axis_off()
    return ax


def on_one_base(ahead: pd.DataFrame, base: str) -> pd.DataFrame:
    """Of each place the trajectory over `base` where there is one, else over the base that most have.

    >>> rows = pd.DataFrame({"region_code": ["a", "a", "b"], "denominator": ["employed", "x", "x"]})
    >>> on_one_base(rows, "employed")["denominator"].tolist()
    ['employed', 'x']
    """
    places = ahead.groupby("denominator")["region_code"].nunique()
    first = sorted(places.index, key=lambda other: (other != base, -places[other], other))
    place = ahead["denominator"].map(first.index)
    return ahead[place == place.groupby(ahead["region_code"]).transform("min")]


def ordered(ahead: pd.DataFrame) -> list[str]:
    """The codes, the highest middle of the last year first."""
    last = ahead[(ahead["year"] == ahead["year"].max()) & (ahead["quantile"] == 0.5)]
    return list(last.sort_values(["value", "region_code"], ascending=[False, True])["region_code"])


def _panel(ax: "Axes", ahead: pd.DataFrame, seen: pd.DataFrame, alike: bool) -> None:
    wide = plot_parts.from_last_seen(ahead, seen)
    plot_parts.bands(wide, ax)
    plot_parts.points(seen, ax, "o", house.INK, 3, filled=alike)
    ax.annotate(
        locale.decimal(float(wide[0.5].iloc[-1]), 0, "en"), (wide.index[-1], wide[0.5].iloc[-1]), (3, 0),
        textcoords="offset points", va="center", fontsize=SMALL, fontweight="bold", color=house.HERE,
    )  # fmt: skip
    if not alike:
        base = ahead["denominator"].iloc[0]
        said = "base not told" if base == "unknown" else f"over {base.replace('_', ' ')}"
        ax.text(0.04, 0.93, said, transform=ax.transAxes, fontsize=SMALL, va="top", color=house.QUIET)


def _frame(ax: "Axes", top: float, years: tuple[float, float], target_pct: float) -> None:
    house.percent_axis(ax, "en", top)
    start, end = years
    house.year_axis(ax, [int(start), int(end) - 1], "en")
    ax.set_xlabel("")
    ax.set_xlim(start - 0.3, end + 0.16 * (end - start))
    ax.plot((start, end), (target_pct, target_pct), ":", color=house.TARGET, linewidth=1.1)
    ax.tick_params(labelsize=SMALL)


def _title(ax: "Axes", place: str, strong: bool) -> None:
    name = textwrap.fill(place.replace("Kabupaten", "Kab."), WIDE_NAME)
    weight = "bold" if strong else "normal"
    ax.set_title(name, loc="left", fontsize=SMALL + 0.5, fontweight=weight, pad=3, color=house.INK)

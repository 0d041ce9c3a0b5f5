"""Drawings: each takes a table and an Axes and returns the Axes.

No legend where a label does, units on the axis, ranges drawn and not only middles.
`drawn` makes the block: both languages, text alternative, caption, rows drawn.

>>> import pandas as pd
>>> from ucjlib.show.svg import to_svg
>>> costs = pd.DataFrame({"label": ["A"], "rupiah_low": [1e9], "rupiah_high": [2e9]})
>>> to_svg(lambda ax: cost_bars(costs, ax, "en"), (6, 1))[:4]
'<svg'
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from ucjlib.core import period
from ucjlib.show import house, plot_parts, wording
from ucjlib.show.blocks import Plot
from ucjlib.show.pieces import Piece, Text
from ucjlib.show.svg import MARGINS, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 7.2
ROW = 0.23


def drawn(
    draw: Callable[["Axes", str], object],
    height: float,
    alt: Text,
    caption: Text,
    refs: Sequence[str],
    labels: Mapping[str, Piece],
    margins: tuple[float, float, float, float] = MARGINS,
) -> Plot:
    """The Plot block of `draw(ax, lang)`, drawn once in each language, `height` in inches."""
    id_, en = (
        to_svg(lambda ax, lang=lang: draw(ax, lang), (WIDTH, height), margins)  # type: ignore[misc]
        for lang in wording.LANGUAGES
    )
    return Plot(id_, en, alt, caption, tuple(dict.fromkeys(refs)), dict(labels))


def fan_chart(
    trajectory: pd.DataFrame,
    ax: "Axes",
    observed: pd.DataFrame,
    targets: pd.DataFrame,
    lang: str = "id",
    precision: int = 0,
) -> "Axes":
    """Past estimates with their ranges, future quantiles as bands, targets as diamonds.

    trajectory: year (its end), quantile, value; observed: as_of, value, low, high;
    targets: target_year, target_pct, alike (filled when over the same base). All in percent.
    """
    seen = observed.assign(x=observed["as_of"].map(period.decimal_year)).sort_values("x")
    wide = plot_parts.from_last_seen(trajectory, seen)
    plot_parts.bands(wide, ax)
    plot_parts.points(seen, ax, "o", house.INK, 4.5)
    plot_parts.end_labels(wide, ax, lang, precision)
    start, end = (seen["x"].iloc[0] if len(seen) else wide.index.min()), wide.index.max()
    house.year_axis(ax, list(range(int(start) - 1, int(end))), lang)
    ax.set_xlim(start - 0.6, end + 1.15)
    highest = max(wide.to_numpy().max(), *seen["high"], *targets["target_pct"])
    house.percent_axis(ax, lang, highest)
    plot_parts.diamonds(targets, ax, lang)
    ax.set_ylabel(wording.say("axis.coverage", lang))
    return ax


def target_bullet(targets: pd.DataFrame, ax: "Axes", now: Mapping[str, float], lang: str = "id") -> "Axes":
    """Coverage now as a bar with its range, one row per target, the target as a mark.

    targets: label, target_pct, alike; now: value, low, high. Percent. A target over another
    or an untold base is a hollow mark.
    """
    targets = targets.iloc[::-1]
    rows = range(len(targets))
    ax.barh(rows, now["value"], height=0.42, color=house.BAND_NARROW, edgecolor=house.HERE, linewidth=0.8)
    ax.barh(rows, max(now["high"] - now["low"], 0.25), left=now["low"], height=0.42, color=house.HERE)
    for y, row in zip(rows, targets.itertuples(), strict=True):
        plot_parts.diamond(ax, (row.target_pct, y), row.alike)
        ax.annotate(
            plot_parts.percent(row.target_pct, lang),
            (row.target_pct, y),
            (8, 0),
            textcoords="offset points",
            va="center",
            color=house.TARGET,
            fontweight="bold",
        )
    plot_parts.name_rows(ax, list(targets["label"]))
    house.percent_axis(ax, lang, max(float(targets["target_pct"].max()) * 1.08, now["high"]), along="x")
    ax.set_xlabel(wording.say("axis.coverage", lang))
    return ax


def place_in_province(peers: pd.DataFrame, ax: "Axes", here: str, lang: str = "id") -> "Axes":
    """One row per place, highest first: mark and range; `here` stands out.

    peers: region_code, place, value, low, high, alike, shown (the label, {lang: text}). A place
    over another base than `here` has a hollow mark and must not be ranked by eye.
    """
    rows = peers.sort_values(["value", "region_code"]).reset_index(drop=True)
    colours = [house.HERE if code == here else house.OTHER for code in rows["region_code"]]
    ax.hlines(rows.index, rows["low"], rows["high"], colors=colours, linewidth=3)
    filled = [colour if alike else "white" for colour, alike in zip(colours, rows["alike"], strict=True)]
    ax.scatter(rows["value"], rows.index, s=30, c=filled, edgecolors=colours, linewidths=1.2, zorder=3)
    for y, row in enumerate(rows.itertuples()):
        plot_parts.beside(ax, row.shown[lang], (row.high, y), strong=row.region_code == here)
    plot_parts.name_rows(ax, list(rows["place"]), bold=list(rows["region_code"] == here))
    house.percent_axis(ax, lang, float(rows["high"].max()) * 1.06, along="x")
    ax.set_xlabel(wording.say("axis.coverage", lang))
    return ax


def cost_bars(costs: pd.DataFrame, ax: "Axes", lang: str = "id") -> "Axes":
    """One bar per plan: solid to the least cost, open from there to the greatest.

    costs: label, rupiah_low, rupiah_high.
    """
    rows = range(len(costs))
    ax.barh(rows, costs["rupiah_low"], height=0.5, color=house.HERE)
    ax.barh(
        rows,
        costs["rupiah_high"] - costs["rupiah_low"],
        left=costs["rupiah_low"],
        height=0.5,
        facecolor="white",
        edgecolor=house.HERE,
    )
    for y, (low, high) in enumerate(zip(costs["rupiah_low"], costs["rupiah_high"], strict=True)):
        ax.annotate(
            wording.amount(high, low, high, "rupiah", "figure_range", lang),
            (high, y),
            (6, 0),
            textcoords="offset points",
            va="center",
        )
    plot_parts.name_rows(ax, list(costs["label"]))
    ax.set_xlim(0, float(costs["rupiah_high"].max()) * 1.5)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    return ax


def rows_height(rows: int, head: float = 0.75) -> float:
    """Inches for a drawing of `rows` named rows."""
    return head + ROW * max(rows, 1)

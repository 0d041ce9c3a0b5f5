"""Parts that several drawings share: bands, points, labels at their ends, diamonds, named rows."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP
from typing import TYPE_CHECKING

import pandas as pd

from ucjlib.core import period
from ucjlib.show import house, verdict_marks, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Which quantiles make the wide and the narrow band, by preference.
WIDE = ((0.05, 0.95), (0.1, 0.9))
NARROW = (0.25, 0.75)


def bands(wide: pd.DataFrame, ax: "Axes") -> None:
    """Quantiles over time: a wide and a narrow band, the median as a line.

    wide: one column a quantile (0-1), the time in years as index, percent.
    """
    outer = next((pair for pair in WIDE if set(pair) <= set(wide.columns)), None)
    for pair, colour in ((outer, house.BAND_WIDE), (NARROW, house.BAND_NARROW)):
        if pair and set(pair) <= set(wide.columns):
            ax.fill_between(
                wide.index,
                wide[pair[0]],
                wide[pair[1]],
                facecolor=colour,
                edgecolor=house.OTHER,
                linewidth=0.7,
            )
    if 0.5 in wide.columns:
        ax.plot(wide.index, wide[0.5], color=house.HERE, linewidth=1.8)


def points(
    figures: pd.DataFrame, ax: "Axes", marker: str, colour: str, size: float = 5, filled: bool = True
) -> None:
    """Dated figures as marks with their ranges. figures: as_of (dated), value, low, high."""
    ax.errorbar(
        figures["as_of"].map(period.decimal_year),
        figures["value"],
        [figures["value"] - figures["low"], figures["high"] - figures["value"]],
        fmt=marker,
        color=colour,
        markerfacecolor=colour if filled else "white",
        markersize=size,
        elinewidth=1.2,
        capsize=2.5,
        zorder=4,
    )


def end_labels(wide: pd.DataFrame, ax: "Axes", lang: str, precision: int) -> None:
    """The last outer quantiles (rounded outward) and the last median, beside the bands of `wide`."""
    outer = next((pair for pair in WIDE if set(pair) <= set(wide.columns)), NARROW)
    end, x = wide.iloc[-1], float(wide.index[-1])
    shown = (
        (outer[0], "normal", ROUND_FLOOR),
        (0.5, "bold", ROUND_HALF_UP),
        (outer[1], "normal", ROUND_CEILING),
    )
    for quantile, weight, rounding in shown:
        if quantile in wide.columns:
            ax.annotate(
                wording.rounded(float(end[quantile]), precision, lang, rounding),
                (x, float(end[quantile])),
                (5, 0),
                textcoords="offset points",
                va="center",
                color=house.HERE,
                fontweight=weight,
            )


def diamond(ax: "Axes", point: tuple[float, float], alike: bool, size: float = 7) -> None:
    """A target's mark: filled when it is over the same base as the coverage shown, else hollow."""
    ax.plot(
        *point,
        marker="D",
        markersize=size,
        color=house.TARGET,
        zorder=5,
        markerfacecolor=house.TARGET if alike else "white",
    )


def diamonds(targets: pd.DataFrame, ax: "Axes", lang: str) -> None:
    """Targets at the ends of their years, each with its percent. targets: target_year, target_pct, alike.

    The scale of `ax` must be set: labels of one year are pushed apart where they would cover each other.
    """
    bottom, top = ax.get_ylim()
    per_point = (top - bottom) / verdict_marks.size(ax)[1]
    for year, due in targets.sort_values("target_pct", kind="stable").groupby("target_year", sort=True):
        levels = spread_out(list(due["target_pct"]), 1.2 * house.SIZE * per_point)
        for level, row in zip(levels, due.itertuples(), strict=True):
            point = (float(year) + 1, row.target_pct)
            diamond(ax, point, row.alike, 6.5)
            ax.annotate(
                wording.say("plot.target", lang, n=percent(row.target_pct, lang)),
                point,
                (-8, (level - row.target_pct) / per_point),  # left: at the right stand the ends of the bands
                textcoords="offset points",
                ha="right",
                va="center",
                color=house.TARGET,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},  # it may lie on bands
            )


def spread_out(levels: list[float], least: float) -> list[float]:
    """Rising `levels` moved, as little as that takes, until they lie `least` apart.

    >>> spread_out([10.0, 44.0, 45.0], 5.0)
    [10.0, 42.0, 47.0]
    """
    groups = [[level] for level in levels]
    middles = list(levels)
    at = 1
    while at < len(groups):
        room = (len(groups[at - 1]) + len(groups[at])) / 2 * least
        if middles[at] - middles[at - 1] >= room - 1e-9:
            at += 1
            continue
        groups[at - 1 : at + 1] = [groups[at - 1] + groups[at]]
        middles[at - 1 : at + 1] = [sum(groups[at - 1]) / len(groups[at - 1])]
        at = max(at - 1, 1)
    return [
        middle + (place - (len(group) - 1) / 2) * least
        for group, middle in zip(groups, middles, strict=True)
        for place in range(len(group))
    ]


def from_last_seen(trajectory: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """The quantiles by time (the ends of the years), the bands opening at the last figure seen.

    trajectory: year, quantile, value; seen: as_of (dated), value. One column a quantile.
    """
    wide = trajectory.pivot_table(index="year", columns="quantile", values="value").astype(float)
    wide.index = wide.index.astype(float) + 1
    if len(seen):
        times = seen["as_of"].map(period.decimal_year)
        wide.loc[times.max()] = float(seen["value"].loc[times.idxmax()])
    return wide.sort_index()


def beside(ax: "Axes", label: str, point: tuple[float, float], strong: bool) -> None:
    """A label to the right of `point`."""
    ax.annotate(
        label,
        point,
        (7, 0),
        textcoords="offset points",
        va="center",
        color=house.INK if strong else house.QUIET,
        fontweight="bold" if strong else "normal",
    )


def name_rows(ax: "Axes", names: list[str], bold: list[bool] | None = None) -> None:
    """One named row a bar or mark, from the bottom up; `bold`: which names stand out."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(-0.7, len(names) - 0.3)
    ax.tick_params(axis="y", length=0)
    for label, strong in zip(ax.get_yticklabels(), bold or [False] * len(names), strict=True):
        label.set_color(house.INK)
        label.set_fontweight("bold" if strong else "normal")


def panels(
    ax: "Axes",
    rows: int,
    columns: int,
    gap: tuple[float, float] = (0.06, 0.12),
    widths: Sequence[float] | None = None,
) -> "list[Axes]":
    """`ax` emptied and divided into panels, by rows from the top left.

    gap : between panels, across and up, as shares of `ax`. widths : of the columns, in any measure; even
    where None.
    """
    ax.set_axis_off()
    shares = [width / sum(widths or [1] * columns) for width in widths or [1] * columns]
    wide = [share * (1 - gap[0] * (columns - 1)) for share in shares]
    high = (1 - gap[1] * (rows - 1)) / rows
    lefts = [sum(wide[:column]) + gap[0] * column for column in range(columns)]
    bottoms = [1 - high - row * (high + gap[1]) for row in range(rows)]
    return [
        ax.inset_axes((left, bottom, width, high))
        for bottom in bottoms
        for left, width in zip(lefts, wide, strict=True)
    ]


def percent(value: float, lang: str) -> str:
    """An exact percentage with the decimals it holds, two at most.

    >>> percent(31.94, "id"), percent(45.0, "id")
    ('31,94', '45')
    """
    return wording.decimal(value, wording.decimals(value, value, value, "percent"), lang)

"""Parts that several drawings share: bands, points, labels at their ends, diamonds, named rows."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP
from typing import TYPE_CHECKING

import pandas as pd

from ucjlib.core import period
from ucjlib.show import house, wording

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


def points(figures: pd.DataFrame, ax: "Axes", marker: str, colour: str, size: float = 5) -> None:
    """Dated figures as marks with their ranges. figures: as_of (dated), value, low, high."""
    ax.errorbar(
        figures["as_of"].map(period.decimal_year),
        figures["value"],
        [figures["value"] - figures["low"], figures["high"] - figures["value"]],
        fmt=marker,
        color=colour,
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
    """Targets at the ends of their years, each with its percent. targets: target_year, target_pct, alike."""
    for row in targets.itertuples():
        point = (row.target_year + 1, row.target_pct)
        diamond(ax, point, row.alike, 6.5)
        ax.annotate(
            wording.say("plot.target", lang, n=percent(row.target_pct, lang)),
            point,
            (-8, 0),  # to the left: at the right stand the ends of the bands
            textcoords="offset points",
            ha="right",
            va="center",
            color=house.TARGET,
        )


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


def percent(value: float, lang: str) -> str:
    """An exact percentage with the decimals it holds, two at most.

    >>> percent(31.94, "id"), percent(45.0, "id")
    ('31,94', '45')
    """
    return wording.decimal(value, wording.decimals(value, value, value, "percent"), lang)

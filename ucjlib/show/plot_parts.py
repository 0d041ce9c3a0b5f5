"""Parts that several drawings share: bands, labels at their ends, diamonds, named rows."""

from typing import TYPE_CHECKING

import pandas as pd

from ucjlib.show import house, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Which quantiles make the wide and the narrow band, by preference.
WIDE = ((0.05, 0.95), (0.1, 0.9))
NARROW = (0.25, 0.75)


def bands(wide: pd.DataFrame, ax: "Axes") -> None:
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


def end_labels(wide: pd.DataFrame, ax: "Axes", lang: str, precision: int) -> None:
    outer = next((pair for pair in WIDE if set(pair) <= set(wide.columns)), NARROW)
    end, x = wide.iloc[-1], float(wide.index[-1])
    for quantile, weight in ((outer[0], "normal"), (0.5, "bold"), (outer[1], "normal")):
        if quantile in wide.columns:
            ax.annotate(
                wording.decimal(float(end[quantile]), precision, lang),
                (x, float(end[quantile])),
                (5, 0),
                textcoords="offset points",
                va="center",
                color=house.HERE,
                fontweight=weight,
            )


def diamonds(targets: pd.DataFrame, ax: "Axes", lang: str) -> None:
    for row in targets.itertuples():
        x = row.target_year + 1
        ax.plot(
            x,
            row.target_pct,
            marker="D",
            markersize=6.5,
            color=house.TARGET,
            zorder=5,
            markerfacecolor=house.TARGET if row.alike else "white",
        )
        ax.annotate(
            wording.say("plot.target", lang, n=percent(row.target_pct, lang)),
            (x, row.target_pct),
            (0, 7),
            textcoords="offset points",
            ha="center",
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
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(-0.7, len(names) - 0.3)
    ax.tick_params(axis="y", length=0)
    for label, strong in zip(ax.get_yticklabels(), bold or [False] * len(names), strict=True):
        label.set_color(house.INK)
        label.set_fontweight("bold" if strong else "normal")


def percent(value: float, lang: str) -> str:
    return wording.decimal(value, wording.decimals(value, value, value, "percent"), lang)

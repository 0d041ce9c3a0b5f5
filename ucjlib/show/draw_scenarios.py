"""Scenarios beside the trend: a row each, at the left both fans, at the right the difference with its range.

The difference is taken draw by draw (`ucjlib.reckon.outcomes`), so its range is narrower than two fans side
by side suggest. The fans share one scale; each difference has its own, because a programme of a point would
not be seen beside a path of twenty.
"""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML, Markdown

from ucjlib.core import locale, period
from ucjlib.reckon.scenario_table import TREND
from ucjlib.show import house, plot_parts
from ucjlib.show.notebook_plots import nothing, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OUTER = (0.1, 0.9)
ROW, HEAD, GAP = 1.45, 1.0, 0.32
DASHES = (4, 2)


def scenario_fans(table: pd.DataFrame, target_pct: float, source: str) -> HTML | Markdown:
    """For a cell: `table` of one place, from `ucjlib.reckon.outcomes.outcomes`; the target as a line."""
    names = [name for name in table["scenario"].unique() if name != TREND]
    if not names:
        return nothing(
            "No figure of this place can be projected, so no scenario can be set against its trend."
        )
    return shown(
        "Scenarios against the trend",
        partial(fans, table, target_pct=target_pct),
        HEAD + ROW * len(names),
        (0.6, 0.2, 0.5, 0.5),
        alt="; ".join(_said(table, name) for name in names) + ".",
        source=source,
        unit="left percent of the workers, right percentage points; bands hold 80 percent of the draws",
    )


def fans(table: pd.DataFrame, ax: "Axes", target_pct: float) -> "Axes":
    """A row of two panels for every scenario but the trend, in the order of `table`.

    table : `scenario`, `as_of` (months), `measure`, `quantile` (0.1, 0.5, 0.9 at least), `value`.
    """
    wide = {key: _wide(rows) for key, rows in table.groupby(["scenario", "measure"], sort=False)}
    names = [name for name in table["scenario"].unique() if name != TREND]
    trend = wide[TREND, "coverage"]
    top = max(
        target_pct, *(frame.to_numpy().max() for (_, kind), frame in wide.items() if kind == "coverage")
    )
    cells = plot_parts.panels(ax, len(names), 2, (0.09, GAP / (ROW * len(names))), (0.6, 0.4))
    for row, (name, left, right) in enumerate(zip(names, cells[::2], cells[1::2], strict=True)):
        _fan(left, trend, wide[name, "coverage"], top, target_pct)
        _difference(right, wide[name, "difference_to_trend"])
        left.set_title(name, loc="left", fontsize=house.SIZE, fontweight="bold", pad=3)
        _years((left, right), trend, last=row == len(names) - 1)
    _heads(cells[0], cells[1])
    return ax


def _wide(rows: pd.DataFrame) -> pd.DataFrame:
    """One column a quantile, the ends of the months in years as index."""
    ends = rows["as_of"].str[:4].astype(int) + rows["as_of"].str[5:7].astype(int) / 12
    return rows.assign(x=ends).pivot_table(index="x", columns="quantile", values="value")


def _fan(ax: "Axes", trend: pd.DataFrame, bent: pd.DataFrame, top: float, target_pct: float) -> None:
    low, high = OUTER
    ax.fill_between(
        bent.index, bent[low], bent[high], facecolor=house.BAND_NARROW, edgecolor=house.HERE, linewidth=0.7
    )
    ax.plot(bent.index, bent[0.5], color=house.HERE, linewidth=1.8)
    for quantile, thick in ((low, 0.9), (0.5, 1.4), (high, 0.9)):
        ax.plot(trend.index, trend[quantile], color=house.INK, linewidth=thick, dashes=DASHES)
    ax.plot([trend.index[0], trend.index[-1]], [target_pct] * 2, ":", color=house.TARGET, linewidth=1.2)
    house.percent_axis(ax, "en", top)
    ends = {"bold": float(bent[0.5].iloc[-1]), "normal": float(trend[0.5].iloc[-1])}
    _end_labels(ax, float(trend.index[-1]), ends, least=0.13 * ax.get_ylim()[1])


def _end_labels(ax: "Axes", x: float, ends: dict[str, float], least: float) -> None:
    """The two middles at the right, pushed apart where they would cover each other."""
    one, other = ends["bold"], ends["normal"]
    push = max(0.0, (least - abs(one - other)) / 2) * (1 if one >= other else -1)
    for weight, at in (("bold", one + push), ("normal", other - push)):
        said = locale.decimal(ends[weight], 0, "en") + (" trend" if weight == "normal" else "")
        colour = house.HERE if weight == "bold" else house.INK
        ax.annotate(
            said, (x, at), (4, 0), textcoords="offset points", va="center", color=colour, fontweight=weight
        )


def _difference(ax: "Axes", added: pd.DataFrame) -> None:
    low, high = OUTER
    ax.fill_between(
        added.index, added[low], added[high], facecolor=house.BAND_WIDE, edgecolor=house.OTHER, linewidth=0.7
    )
    ax.plot(added.index, added[0.5], color=house.HERE, linewidth=1.8)
    ax.plot((added.index[0], added.index[-1]), (0, 0), color=house.INK, linewidth=1.0, dashes=DASHES)
    least, most = min(0.0, float(added.min().min())), max(0.0, float(added.max().max()))
    spare = 0.12 * ((most - least) or 1.0)
    ax.set_ylim(least - spare, most + spare)
    ax.locator_params(axis="y", nbins=4)
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:g}".replace("-", "−"))
    end = added.iloc[-1]
    low_down = (end[0.5] - ax.get_ylim()[0]) < 0.3 * (ax.get_ylim()[1] - ax.get_ylim()[0])
    ax.annotate(
        _ranged(end).replace(" (", "\n("),
        (added.index[-1], end[0.5]),
        (4, -2 if low_down else 0),
        textcoords="offset points",
        va="bottom" if low_down else "center",
        fontsize=8,
    )


def _points(value: float) -> str:
    """Points with their sign, a decimal where they are few.

    >>> _points(1.16), _points(-0.04), _points(23.4)
    ('+1.2', '0.0', '+23')
    """
    places = 0 if abs(value) >= 10 else 1
    number = locale.decimal(abs(value), places, "en")
    sign = "" if float(number) == 0 else "+" if value > 0 else "−"
    return sign + number


def _years(pair: tuple["Axes", "Axes"], trend: pd.DataFrame, last: bool) -> None:
    first, end = float(trend.index[0]), float(trend.index[-1])
    for ax, after in zip(pair, (0.16, 0.34), strict=True):
        house.year_axis(ax, list(range(int(first) - (first % 1 == 0), int(end))), "en")
        ax.set_xlim(first - 0.05, end + after * (end - first + 0.5))
        ax.tick_params(axis="x", length=2.5 if last else 0, labelbottom=last)
        if not last:
            ax.set_xlabel("")


def _heads(left: "Axes", right: "Axes") -> None:
    """What the columns show, above them."""
    said = "coverage, percent: scenario (band), trend (dashes), target (dots)"
    for ax, head in ((left, said), (right, "difference to the trend, points, own scales")):
        ax.annotate(
            head, (0, 1), (0, 20), xycoords="axes fraction", textcoords="offset points", color=house.QUIET
        )


def _said(table: pd.DataFrame, name: str) -> str:
    last = table[(table["scenario"] == name) & (table["as_of"] == table["as_of"].max())]
    added = last[last["measure"] == "difference_to_trend"].set_index("quantile")["value"]
    when = period.last_day(table["as_of"].max()).year
    return f"{name}: {_ranged(added)} points at the end of {when}"


def _ranged(added: pd.Series) -> str:
    """The middle with its range, where the range has a width."""
    low, middle, high = (_points(float(added[quantile])) for quantile in (OUTER[0], 0.5, OUTER[1]))
    return middle if low == high else f"{middle} ({low} to {high})"

"""Money month by month and year by year, as steps: low and high, panel beside panel on one scale.

A step holds for its whole month or year; the band between low and high is what is not known.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from ucjlib.core import locale
from ucjlib.reckon.payers import label
from ucjlib.show import house, plot_parts, wording
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Say = Callable[[float, float], str]


def rupiah(low: float, high: float) -> str:
    """
    >>> rupiah(136_500_000, 136_500_000)
    'IDR 136.50 million'
    """
    return wording.amount(high, low, high, "rupiah", "figure_range", "en")


def months(dates: Sequence[str]) -> list[str]:
    """Months short, the year under the first of each year; other dates as they are.

    >>> months(["2026-11", "2027-01", "2027-03"]), months(["2027"])
    (['Nov\\n2026', 'Jan\\n2027', 'Mar'], ['2027'])
    """
    if len(dates[0]) < len("2026-01"):
        return list(dates)
    said, years = [locale.date(date, "en")[:3] for date in dates], [date[:4] for date in dates]
    fresh = [year not in years[:at] for at, year in enumerate(years)]
    return [f"{m}\n{y}" if new else m for m, y, new in zip(said, years, fresh, strict=True)]


def cash_steps(paid: pd.DataFrame, source: str) -> HTML:
    """For a cell: `paid` from `ucjlib.reckon.cash.cash`, a plan a payer."""
    payers = list(dict.fromkeys(paid["payer"]))
    by_payer = {payer: paid[paid["payer"] == payer] for payer in payers}
    last = {payer: rows.iloc[-1] for payer, rows in by_payer.items()}
    told = [f"{label(p, 'en')}: {rupiah(r['cumulative_low'], r['cumulative_high'])}" for p, r in last.items()]
    return shown(
        "When the money is due",
        partial(_cash, by_payer),
        4.6,
        (0.95, 0.3, 0.55, 0.6),
        alt=f"{paid['month'].nunique()} months; in all, paid by " + "; ".join(told) + ".",
        source=source,
        unit="rupiah, millions on the scales",
    )


def yearly_steps(costs: pd.DataFrame, names: Mapping[str, str], source: str) -> HTML:
    """For a cell: rows of the table of costs of one place, a panel a scenario (`names`: its words)."""
    scenarios = {names.get(name, name): rows for name, rows in costs.groupby("scenario", sort=True)}
    told = [
        f"{name}: {rupiah(*_ends(rows))} in {rows['start_month'].iloc[-1][:4]}"
        for name, rows in scenarios.items()
    ]
    return shown(
        "A year's cost on the way to each target",
        partial(_yearly, scenarios),
        2.8,
        (0.95, 0.3, 0.55, 0.55),
        alt="; ".join(told) + ".",
        source=source,
        unit="rupiah a year, billions on the scale",
    )


def steps(rows: pd.DataFrame, ax: "Axes", say: Say = rupiah, scale: float = 1e6) -> "Axes":
    """The band from low to high as steps, its upper edge full and its lower dashed, the last step labelled.

    rows : `label` (of the step), `low`, `high`. scale : what one on the axis stands for.
    """
    edges = range(len(rows) + 1)
    low, high = (rows[end].to_numpy(float) / scale for end in ("low", "high"))
    ax.stairs(
        high,
        edges,
        baseline=low,
        fill=True,
        facecolor=house.BAND_NARROW,
        edgecolor=house.OTHER,
        linewidth=0.7,
    )
    ax.stairs(high, edges, baseline=None, color=house.HERE, linewidth=1.8)
    ax.stairs(low, edges, baseline=None, color=house.HERE, linewidth=1.2, linestyle="--")
    last = say(rows["low"].iloc[-1], rows["high"].iloc[-1]).split("–")
    for line, text in enumerate(reversed(last)):
        text = text if line == 0 else f"{text} to"
        up = (0, 5 + 12 * line)
        ax.annotate(
            text, (len(rows), high[-1]), up, textcoords="offset points", ha="right", fontweight="bold"
        )
    every = -(-len(rows) // 6)
    ax.set_xticks([at + 0.5 for at in range(0, len(rows), every)], months(list(rows["label"])[::every]))
    ax.tick_params(axis="x", length=0)
    ax.set_ylim(0, max(high.max(), 1e-9) * 1.45)
    return ax


def _cash(by_payer: Mapping[str, pd.DataFrame], ax: "Axes") -> None:
    panels = plot_parts.panels(ax, 2, len(by_payer), (0.09, 0.2))
    kinds = {"rupiah": "in the month, million", "cumulative": "so far, million"}
    for row, (stem, word) in enumerate(kinds.items()):
        line = panels[row * len(by_payer) : (row + 1) * len(by_payer)]
        for panel, (payer, paid) in zip(line, by_payer.items(), strict=True):
            low, high = paid[f"{stem}_low"], paid[f"{stem}_high"]
            steps(pd.DataFrame({"label": paid["month"], "low": low, "high": high}), panel)
            if row == 0:
                _title(panel, f"paid by {label(payer, 'en')}", len(by_payer))
        _one_scale(line, word)


def _yearly(scenarios: Mapping[str, pd.DataFrame], ax: "Axes") -> None:
    panels = plot_parts.panels(ax, 1, len(scenarios), (0.09, 0.1))
    for panel, (name, rows) in zip(panels, scenarios.items(), strict=True):
        ends = rows.rename(columns={"rupiah_low": "low", "rupiah_high": "high"})
        steps(ends.assign(label=rows["start_month"].str[:4]), panel, scale=1e9)
        _title(panel, name, len(scenarios))
    _one_scale(panels, "billion a year")


def _title(panel: "Axes", words: str, of: int) -> None:
    panel.set_title(fill(words, 100 // of), fontsize=house.SIZE, loc="left")


def _one_scale(panels: "list[Axes]", word: str) -> None:
    """The same scale for all, written beside the first only."""
    top = max(panel.get_ylim()[1] for panel in panels)
    for panel in panels:
        panel.set_ylim(0, top)
        panel.tick_params(labelleft=panel is panels[0])
        house.number_axis(panel.yaxis, "en", 0 if top >= 5 else 1)
    panels[0].set_ylabel(f"rupiah {word}")


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    last = rows.iloc[-1]
    return float(last["rupiah_low"]), float(last["rupiah_high"])

"""The calendar of a relief: what one worker's contribution is in each month, by who pays and for whom."""

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
from IPython.display import HTML

from ucjlib.core import locale
from ucjlib.reckon.payers import label
from ucjlib.show import house, row_text
from ucjlib.show.notebook_plots import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHO = {"bpu": "own-account", "bpu_transport": "transport"}


def relief_calendar(paid: pd.DataFrame, source: str) -> HTML:
    """For a cell: `paid` from `ucjlib.reckon.cash.cash`, plans of one worker, over the months to be shown."""
    spans = _spans(paid)
    told = [f"{row.name_}: {_amount(row)} from {row.first} to {row.last}" for row in spans.itertuples()]
    return shown(
        "Who pays how much, and when",
        partial(calendar, paid),
        1.0 + 0.42 * paid["plan"].nunique(),
        (4.1, 0.3, 0.15, 0.6),
        alt="; ".join(told) + ".",
        source=source,
        unit="rupiah a month for one worker",
    )


def calendar(paid: pd.DataFrame, ax: "Axes") -> "Axes":
    """A row a plan; a box as long as the contribution stays: filled where full, empty where relieved, dashed
    where no text tells which.
    """
    months = sorted(set(paid["month"]))
    full = paid["contribution_high"].max()
    for row in _spans(paid).itertuples():
        left, right = months.index(row.first), months.index(row.last) + 1
        fill = house.BAND_NARROW if row.low == full else "white"
        line = "-" if row.low == row.high else "--"
        ax.barh(
            row.plan,
            right - left,
            left=left,
            height=0.62,
            facecolor=fill,
            edgecolor=house.HERE,
            linestyle=line,
        )
        ax.text((left + right) / 2, row.plan, _amount(row), ha="center", va="center")
    row_text.top_down(ax, [_name(row) for row in paid.drop_duplicates("plan").itertuples()])
    quarters = [at for at, month in enumerate(months) if month[5:] in ("01", "04", "07", "10")]
    ax.set_xticks(quarters, [locale.date(months[at], "en").replace(" ", "\n") for at in quarters], ha="left")
    ax.set_xlim(0, len(months))
    return ax


def _spans(paid: pd.DataFrame) -> pd.DataFrame:
    """Runs of months with one contribution: `plan`, `name_`, `first`, `last`, `low`, `high`."""
    ends = paid[["contribution_low", "contribution_high"]]
    new = (ends != ends.shift()).any(axis=1) | (paid["plan"] != paid["plan"].shift())
    runs = paid.assign(name_=[_name(row) for row in paid.itertuples()]).groupby(new.cumsum())
    return runs.agg(
        plan=("plan", "first"), name_=("name_", "first"), first=("month", "first"), last=("month", "last"),
        low=("contribution_low", "first"), high=("contribution_high", "first"),
    )  # fmt: skip


def _name(row: Any) -> str:
    payer, group = str(row.payer), str(row.group)
    return f"{WHO.get(group, group)}, paid by {label(payer, 'en')}"


def _amount(row: Any) -> str:
    low, high = row.low, row.high
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"

"""How drawings of the exploring notebooks are shown: `shown`, and the ones that need no file of their own.

Every drawing of notebooks 03 to 05 goes through `shown`: English, title above, unit and source below, a
text alternative for those who cannot see it, on white also where JupyterLab is dark. A drawing has a file
`draw_*.py` of its own: a function that takes a table and an Axes and returns the Axes, and one for the
cell, such as

    def dumbbells(rows: pd.DataFrame, source: str) -> HTML:
        return shown("Today and target", partial(dumbbell, rows), plots.rows_height(len(rows)), NAMES,
                     alt=..., source=source, unit="percent of the employed")

Several panels in one drawing: `plot_parts.panels`. `sources` makes the source line of estimates; `nothing`
says in a sentence that there is nothing to draw. `tests/test_drawings.py` looks at each drawing of the
notebooks: text alternative, unit, source, contrast, and that no two things differ by colour alone.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML, Markdown
from markupsafe import escape

from ucjlib.core import locale
from ucjlib.show import facts, plots, svg
from ucjlib.show.claim_marks import short_publisher
from ucjlib.show.pieces import BadBlock

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Inches left, right, top, bottom; the wide left is for names of rules and regions.
Margins = tuple[float, float, float, float]
ROOM, NAMES = (0.75, 0.75, 0.35, 0.55), (3.4, 0.6, 0.35, 0.55)
WIDTH = 9.0
MOST_SOURCES = 6
PAGE = "margin: 0; padding: .5em .75em; max-width: 60rem; background: white; color: #1c2429"
LINE = "color: #5b6870; font-size: smaller"


def shown(
    title: str,
    draw: Callable[["Axes"], object],
    height: float,
    margins: Margins = ROOM,
    *,
    alt: str,
    source: str,
    unit: str,
) -> HTML:
    """One drawing as the output of a cell.

    draw : draws on the Axes it gets; more panels from `plot_parts.panels`. height, margins : inches, of a
        drawing WIDTH wide; margins left, right, top, bottom.
    alt : what it shows, in a sentence with its numbers. source : whose figures, by what method.
    unit : of the values drawn. None of the four texts may be blank: raises BadBlock.

    >>> one = shown("Bars", lambda axes: axes.barh([0], [3]), 1.5, alt="3 %", source="Kabar", unit="percent")
    >>> 'role="img" aria-label="Bars. 3 %"' in one.data, "Unit: percent. Source: Kabar." in one.data
    (True, True)
    """
    texts = {"title": title, "alt": alt, "source": source, "unit": unit}
    if blank := [name for name, said in texts.items() if not said.strip()]:
        raise BadBlock(f"a drawing without {', '.join(blank)}", where=title, fix="say it in a few words")
    drawing = svg.to_svg(draw, (WIDTH, height), margins)
    under = f"Unit: {unit}. Source: {source.rstrip('.')}."
    return HTML(
        f'<figure class="ucj-drawing" style="{PAGE}"><strong>{escape(title)}</strong>'
        f'<div role="img" aria-label="{escape(f"{title}. {alt}")}">{drawing}</div>'
        f'<figcaption style="{LINE}">{escape(under)}</figcaption></figure>'
    )


def nothing(why: str) -> Markdown:
    """That there is nothing to draw, and why, in a sentence."""
    return Markdown(f"*{why}*")


def sources(estimates: pd.DataFrame, claims: pd.DataFrame, listed: pd.DataFrame) -> str:
    """Whose claims stand behind `estimates`: publishers with the date of each one's newest, newest first.

    estimates : frame `claim_ids` (blanks between); claims : `claim_id`, `source_id`, `as_of`; listed : the
    table of sources, `source_id`, `publisher`.

    >>> claims = pd.DataFrame({"claim_id": ["a#1"], "source_id": ["a"], "as_of": ["2025-04"]})
    >>> listed = pd.DataFrame({"source_id": ["a"], "publisher": ["Kabar"]})
    >>> sources(pd.DataFrame({"claim_ids": ["a#1"]}), claims, listed)
    'Kabar (April 2025)'
    """
    ids = {claim for row in estimates["claim_ids"] for claim in row.split()}
    behind = claims[claims["claim_id"].isin(ids)].merge(listed[["source_id", "publisher"]], on="source_id")
    dated = behind.assign(who=behind["publisher"].map(short_publisher)).groupby("who")["as_of"].max()
    newest = dated.sort_values(ascending=False, kind="stable")
    said = [f"{who} ({locale.date(date, 'en')})" if date else who for who, date in newest.items()]
    more = len(said) - MOST_SOURCES
    return ", ".join(said[:MOST_SOURCES]) + (f" and {more} more" if more > 0 else "") or "no source told"


def fan(
    ahead: pd.DataFrame,
    observed: pd.DataFrame,
    targets: pd.DataFrame,
    region_code: str,
    base: str,
    source: str = "estimates of this project",
) -> HTML | Markdown:
    """A place's trajectory over one denominator, its figures, and the targets set on it."""
    mine = ahead[(ahead["region_code"] == region_code) & (ahead["denominator"] == base)]
    if mine.empty:
        return nothing(f"No figure of this place ({facts.base_label(base).en}) can be projected.")
    asked = targets[
        targets["region_code"].isin(["00", region_code]) & targets["scale"].isin([base, "unknown"])
    ]
    due = asked[asked["target_year"].between(mine["year"].min(), mine["year"].max())]
    due = due.assign(alike=[facts.alike(scale, base) for scale in due["scale"]])
    seen = observed[observed["denominator"] == base]
    return shown(
        f"Coverage to come: {facts.base_label(base).en}",
        lambda axes: plots.fan_chart(mine, axes, seen, due, "en"),
        3.4,
        alt=_ends(mine),
        source=f"{source}; projected in one fit with all places over this base",
        unit=f"percent ({facts.base_label(base).en}); bands hold half and nine tenths of what is expected",
    )


def bills(costs: pd.DataFrame) -> HTML:
    """Rupiah by scenario, all calendar years together."""
    total = costs.groupby("scenario", as_index=False)[["rupiah_low", "rupiah_high"]].sum()
    bars = total.rename(columns={"scenario": "label"})
    return shown(
        "Cost by scenario",
        lambda axes: plots.cost_bars(bars, axes, "en"),
        0.5 + 0.5 * len(bars),
        NAMES,
        alt=f"A bar for each of {len(bars)} scenarios, from its least to its greatest cost.",
        source="the regulations named in column regulation_ids",
        unit="rupiah, all years together",
    )


def _ends(mine: pd.DataFrame) -> str:
    """Where the outer quantiles and the median end, as a sentence."""
    last = mine[mine["year"] == mine["year"].max()].set_index("quantile")["value"]
    low, high = last.index.min(), last.index.max()
    return (
        f"At the end of {mine['year'].max()} between {last[low]:.0f} and {last[high]:.0f} percent "
        f"({high - low:.0%} of what the model expects), middle {last[0.5]:.0f}."
    )

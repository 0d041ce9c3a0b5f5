"""What lies ahead of a place and where it stands among others: rows, captions, drawings.

Each takes a `Place` and returns a block; a Note when there is nothing to draw.
"""

import pandas as pd

from ucjlib.show import facts, layout, plots
from ucjlib.show.blocks import Block, Paragraph
from ucjlib.show.brief_targets import marks
from ucjlib.show.facts import Place, traced
from ucjlib.show.pieces import Constant, Piece, Text, Traced, text

OUTER = (0.05, 0.95)
# Beyond these years the range says little; an outlook ends at the last target within them.
MOST_YEARS = 5
MOST_PEERS = 40
NAMED_ROWS = (2.35, 0.75, 0.1, 0.45)
LETTER = 0.086  # inches of a bold letter of a name beside its row


def outlook(place: Place) -> Paragraph:
    """Where coverage will be at the end of the last year shown, as a range and its middle."""
    ahead = trajectory(place)
    if ahead.empty:
        return layout.paragraph(text("ahead.none", place=layout.name(place)))
    base = ahead["denominator"].iloc[0]
    holes: dict[str, Piece] = {
        "place": layout.name(place),
        "year": Constant.same(int(ahead["year"].max())),
        "then": last_of(ahead),
    }
    if base == "unknown":
        return layout.paragraph(text("ahead.outlook_untold", **holes))
    return layout.paragraph(text("ahead.outlook", base=facts.base_label(base), **holes))


def trajectory(place: Place, scenario: str = "trend") -> pd.DataFrame:
    """Projected quantiles on the base of the headline (or the only base there is), up to the next targets."""
    rows = place.rows("trajectories")
    if rows.empty:
        return rows
    now = place.headline
    bases = list(rows["denominator"])
    base = now["denominator"] if now is not None and now["denominator"] in bases else bases[0]
    on_base = rows["denominator"] == base
    return rows[(rows["scenario"] == scenario) & on_base & (rows["year"] <= _last_year(place))]


def _last_year(place: Place) -> int:
    furthest = int(place.as_of[:4]) + MOST_YEARS
    within = [
        int(year) for year in facts.targets(place)["target_year"] if int(place.as_of[:4]) < year <= furthest
    ]
    return max(within, default=furthest)


def last_of(ahead: pd.DataFrame) -> Traced:
    """The last projected year as one number: the middle, between the outer quantiles."""
    last = ahead[ahead["year"] == ahead["year"].max()].set_index("quantile")
    value, low, high = (float(last.loc[q, "value"]) for q in (0.5, *OUTER))
    return Traced(value, low, high, "percent", str(last.loc[0.5, "trajectory_id"]), 0, "value_range")


def fan(place: Place) -> Block:
    """Past and projected coverage with the targets."""
    ahead = trajectory(place)
    if ahead.empty:
        return layout.note(text("ahead.needs"), "missing")
    base = ahead["denominator"].iloc[0]
    seen = _observed(place, base)
    due = facts.targets(place)
    due = due[due["target_year"] <= ahead["year"].max()].assign(
        alike=lambda t: [facts.alike(s, base) for s in t["scale"]]
    )
    then = last_of(ahead)
    refs = [then.ref, *seen["estimate_id"], *due["target_id"]]
    return plots.drawn(
        lambda ax, lang: plots.fan_chart(ahead, ax, seen, due, lang),
        3.0,
        text("ahead.alt", place=layout.name(place), year=Constant.same(int(ahead["year"].max())), then=then),
        text("ahead.caption", place=layout.name(place)),
        refs,
        marks(due),
        (0.5, 0.25, 0.2, 0.45),
    )


def _observed(place: Place, base: str) -> pd.DataFrame:
    """The estimates that the projection on `base` rests on."""
    series = place.rows("series")
    ids = " ".join(series.loc[series["denominator"] == base, "estimate_ids"]).split()
    rates = facts.total_rates(place.estimates)
    return rates[rates["estimate_id"].isin(ids)]


def peers(place: Place) -> Block:
    """The place among the others of its province (a province or the nation: among provinces)."""
    level = facts.NATION if place.kind in ("province", "country") else place.code
    around = facts.below(level, place.tables)
    base = _base_to_compare(place)
    found = facts.latest_coverage(place.tables, list(around.index), place.as_of, base).head(MOST_PEERS)
    if found.empty or list(found["region_code"]) == [place.code]:
        return layout.note(text("peers.none", place=layout.name(place)), "missing")
    shown = [traced(row, style="figure_range") for _, row in found.iterrows()]
    table = found.assign(
        alike=[facts.alike(d, base) for d in found["denominator"]],
        shown=[{lang: number.plain(lang) for lang in ("id", "en")} for number in shown],
    )
    return plots.drawn(
        lambda ax, lang: plots.place_in_province(table, ax, place.code, lang),
        plots.rows_height(len(table), 0.6),
        _peers_alt(place, found),
        _peers_caption(around, table, base),
        list(found["estimate_id"]),
        {f"p{i}": number for i, number in enumerate(shown)},
        _margins(list(found["place"])),
    )


def _margins(names: list[str]) -> tuple[float, float, float, float]:
    """Room for the longest name, such as "Kabupaten Kepulauan Siau Tagulandang Biaro"."""
    left, right, top, bottom = NAMED_ROWS
    return max(left, 0.1 + LETTER * max(map(len, names))), right, top, bottom


def _peers_alt(place: Place, found: pd.DataFrame) -> Text:
    count = Constant.count(len(found))
    if place.code in set(found["region_code"]):
        return text("peers.alt", place=layout.name(place), shown=count)
    return text("peers.alt_without", place=layout.name(place), shown=count)


def _peers_caption(around: pd.DataFrame, table: pd.DataFrame, base: str) -> Text:
    count: dict[str, Piece] = {
        "all": Constant.count(len(around)),
        "missing": Constant.count(len(around) - len(table)),
    }
    if table["alike"].any():
        return text("peers.caption", base=facts.base_label(base), **count)
    return text("peers.caption_mixed", **count)


def _base_to_compare(place: Place) -> str:
    rates = place.coverage
    if (rates["denominator"] == "employed").any() if len(rates) else True:
        return "employed"
    return str(place.headline["denominator"])

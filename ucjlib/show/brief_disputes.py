"""Who disagrees with whom in a province and its regencies, or in the nation and its provinces.

Pairs of sources first, the gravest on top; then which sources disagree with themselves. Who is right is not
said: a person decides. Each function takes a `Place` and returns a block, a Note where there is nothing.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from ucjlib.judge import disputes as judged
from ucjlib.reference import schemas
from ucjlib.show import facts, finding_texts, house, layout, plot_parts, plots, wording
from ucjlib.show.blocks import Block, Table
from ucjlib.show.claim_marks import short_publisher
from ucjlib.show.facts import Place
from ucjlib.show.pieces import Constant, Text, as_text, join, text, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_PAIRS = 8
MOST_NAMED = 8
ROW = 0.42
MARGINS = (2.35, 0.2, 0.1, 0.45)
# what the marks of the drawing look like, in front of the publisher whose number they are
SIGNS = ("●", "○")
PROVINCE = "Provinsi "


def found(place: Place) -> pd.DataFrame:
    """The disagreements in the place and directly below it, columns of `judge.disputes.disputes`."""
    tables = place.tables
    codes = {place.code, *facts.below(place.code, tables).index}
    findings = facts.until(tables.get("findings", schemas.empty("findings")), place.as_of)
    mine = findings[findings["region_code"].isin(codes)]
    return judged.disputes(mine, tables["claims"], tables["sources"])


def pairs(place: Place) -> Block:
    """Two sources whose figures disagree, one row each: place, who, both numbers, comparison, cause."""
    between = _between(place)
    if between.empty:
        return layout.note(text("disputes.none", place=layout.name(place)), "plain")
    shown = between.head(MOST_PAIRS)
    rows = tuple(
        layout.cells(
            join([as_text(layout.same(row["place"])), as_text(Constant.date(row["as_of"]))], ", "),
            finding_texts.who(row),
            join([as_text(finding_texts.side(row, f"{side}_value")) for side in ("left", "right")], " – "),
            finding_texts.says(row),
            finding_texts.cause(row),
            words(f"severity.{row['severity']}"),
        )
        for row in shown.to_dict("records")
    )
    heads = layout.columns("place", "who", "both", "finding", "cause", "severity")
    caption = text(
        "disputes.caption",
        place=layout.name(place),
        n=Constant.count(len(shown)),
        all=Constant.count(len(between)),
    )
    return Table(caption, heads, rows)


def apart(place: Place) -> Block:
    """How far the numbers of each pair lie apart, the larger taken as the whole."""
    between = _between(place).head(MOST_PAIRS)
    drawn = between[between["apart"] > 0].reset_index(drop=True)
    if drawn.empty:
        return layout.note(text("disputes.nothing_drawn"), "plain")
    labels = [_numbers(row) for row in drawn.to_dict("records")]
    said = {f"shown_{lang}": [label.plain(lang) for label in labels] for lang in wording.LANGUAGES}
    table = drawn.assign(**said)
    count = Constant.count(len(drawn))
    return plots.drawn(
        lambda ax, lang: pairs_apart(table, ax, lang),
        0.6 + ROW * len(drawn),
        text("disputes.alt", place=layout.name(place), n=count),
        text("disputes.apart", place=layout.name(place), n=count),
        list(drawn["finding_id"]),
        {f"p{i}": Constant(label.plain("id"), label.plain("en")) for i, label in enumerate(labels)},
        MARGINS,
    )


def themselves(place: Place) -> Block:
    """How often figures of one source disagree with each other, and in which sources most often."""
    inside = found(place)
    inside = inside[inside["within"]]
    if inside.empty:
        return layout.note(text("disputes.none_within", place=layout.name(place)), "plain")
    counted = sorted(Counter(inside["left"]).items(), key=lambda item: (-item[1], item[0]))
    named = [
        text("disputes.times", who=Constant.same(short_publisher(name)), n=Constant.count(times))
        for name, times in counted[:MOST_NAMED]
    ]
    head = text("disputes.themselves", n=Constant.count(len(inside)), sources=Constant.count(len(counted)))
    return layout.paragraph(join([head, join([join(named, ", "), as_text(layout.same("."))], "")]))


def pairs_apart(pairs: pd.DataFrame, ax: "Axes", lang: str = "id") -> "Axes":
    """One row a pair, the first on top: both numbers as percent of the larger, a line between them.

    pairs: place, left_value, right_value, shown_id and shown_en (who says what). The number looked at is a
    filled mark, what it was held against a hollow one.
    """
    rows = pairs.iloc[::-1].reset_index(drop=True)
    larger = rows[["left_value", "right_value"]].abs().max(axis=1)
    left, right = (100 * rows[f"{side}_value"] / larger for side in ("left", "right"))
    ax.hlines(rows.index, left, right, colors=house.OTHER, linewidth=1.6)
    for values, inside in ((right, "white"), (left, house.TARGET)):
        ax.plot(values, rows.index, "o", color=house.TARGET, markerfacecolor=inside, clip_on=False)
    for y, row in enumerate(rows.itertuples()):
        ax.text(0.8, y + 0.32, str(getattr(row, f"shown_{lang}")), va="center_baseline", fontsize=8)
    plot_parts.name_rows(ax, [name.removeprefix(PROVINCE) for name in rows["place"]])
    house.percent_axis(ax, lang, 100, along="x")
    ax.set_ylim(-0.5, len(rows) - 0.4)
    ax.set_xlabel(wording.say("disputes.axis", lang))
    return ax


def _between(place: Place) -> pd.DataFrame:
    all_found = found(place)
    return all_found[~all_found["within"]].reset_index(drop=True)


def _numbers(row: dict[str, Any]) -> Text:
    """Who says what, each behind the sign of its mark: first the number looked at. Counts without a word."""
    style = "figure" if row["unit"] == "workers" else "value"
    numbers = [finding_texts.side(row, f"{side}_value", style) for side in ("left", "right")]
    pieces = zip(SIGNS, finding_texts.publishers(row, most=1), numbers, strict=True)
    return join([as_text(piece) for trio in pieces for piece in trio])

"""Where a place stands: its coverage on each base side by side, or plainly that there is none."""

from typing import Any

import pandas as pd

from ucjlib.judge.together import HEADCOUNTS
from ucjlib.show import facts, layout
from ucjlib.show.blocks import Block, Table
from ucjlib.show.facts import Place, traced
from ucjlib.show.pieces import Constant, Piece, Text, Traced, as_text, join, text, words

# The rest stands in the table below the sentences.
MOST_SAID = 2
WHOLE = 100
NO_COVERAGE = (
    "programme_progress",
    "employer_compliance",
    "coverage_rate",
    "uncovered_rate",
    "participants_share",
)


def standing(place: Place) -> Block:
    """Where the place stands: its rates one by one, or plainly that there is none."""
    rates = place.coverage
    if rates.empty:
        return _without_rate(place)
    printed, restated = (rates[rates["rule_kind"] == kind] for kind in ("printed", "restated"))
    said = [_printed_sentence(place, row, i) for i, (_, row) in enumerate(printed.head(MOST_SAID).iterrows())]
    key = "standing.restated" if said else "standing.only_restated"
    said += [_restated_sentence(place, row, key) for _, row in restated.head(1).iterrows()]
    if (rates["value"] > WHOLE).any():
        said.append(text("standing.above_100", whole=Constant.same(WHOLE)))
    return layout.paragraph(join(said))


def standing_table(place: Place) -> Block:
    """Every base side by side, or what is published instead of coverage."""
    rates = place.coverage
    if rates.empty:
        return _headcounts_or_nothing(place)
    columns = layout.columns("base", "origin", "coverage", "middle", "date", "grade")
    rows = tuple(
        layout.cells(
            join([as_text(facts.base_label(row["denominator"])), _numerator(row["numerator"])], ", "),
            words(f"origin.{row['rule_kind']}"),
            traced(row, style="figure_range"),
            traced(row, style="figure"),
            Constant.date(row["as_of"]),
            Constant.same(row["grade"]),
        )
        for _, row in rates.iterrows()
    )
    return Table(text("standing.caption", place=layout.name(place)), columns, rows, numeric=(2, 3))


def _printed_sentence(place: Place, row: Any, i: int) -> Text:
    told = row["denominator"] not in ("", "unknown")
    key = ("standing.printed" if i == 0 else "standing.also") + ("" if told else "_untold")
    holes: dict[str, Piece] = {"date": Constant.date(row["as_of"]), "now": traced(row, style="value_range")}
    if told:
        holes["base"] = facts.base_label(row["denominator"])
    if i == 0:
        holes["place"] = layout.name(place)
    return text(key, **holes)


def _restated_sentence(place: Place, row: Any, key: str) -> Text:
    base_date = row["denominator_as_of"]
    holes: dict[str, Piece] = {
        "date": Constant.date(row["as_of"]),
        "now": traced(row, style="value_range"),
        "base_date": Constant.date(base_date) if base_date else words("trace.undated"),
    }
    if key == "standing.only_restated":
        holes["place"] = layout.name(place)
    return text(key, **holes)


def _without_rate(place: Place) -> Block:
    counts = facts.latest(_head_counts(place), ["indicator"])
    if len(counts):
        row = counts.iloc[0]
        return layout.paragraph(
            text(
                "standing.headcount",
                place=layout.name(place),
                label=facts.label("indicators", row["indicator"]),
                count=traced(row, style="range"),
                date=Constant.date(row["as_of"]),
            )
        )
    key = "standing.other" if _others(place) else "standing.nothing"
    return layout.paragraph(text(key, place=layout.name(place)))


def _headcounts_or_nothing(place: Place) -> Block:
    others = _others(place)
    if not others:
        return layout.note(
            text("standing.no_data" if _head_counts(place).empty else "standing.see_people"), "missing"
        )
    return layout.note(text("standing.listed"), "missing", others)


def _head_counts(place: Place) -> pd.DataFrame:
    return place.estimates[
        place.estimates["indicator"].isin(HEADCOUNTS) & (place.estimates["segment"] == "total")
    ]


def _others(place: Place) -> list[Text]:
    rates = place.claims[place.claims["indicator"].isin(NO_COVERAGE) & (place.claims["unit"] == "percent")]
    newest = facts.latest(rates[rates["as_of"] != ""], ["indicator", "segment"])
    newest = newest.sort_values(["indicator", "segment"], kind="stable")
    return _lists_reached(place) + [_other_rate(row) for _, row in newest.iterrows()]


def _lists_reached(place: Place) -> list[Text]:
    mine = place.claims[(place.claims["segment"] == "rentan") & (place.claims["as_of"] != "")]
    reached = mine[mine["indicator"].isin(HEADCOUNTS)]
    listed = mine[mine["indicator"] == "participants_target"]
    both = reached.merge(listed, on=["source_id", "as_of"], suffixes=("", "_listed")).drop_duplicates(
        "source_id"
    )
    return [
        text(
            "other.list",
            reached=traced(row, "claim_id", "figure"),
            date=Constant.date(row["as_of"]),
            listed=Traced(
                row["value_listed"],
                row["low_listed"],
                row["high_listed"],
                row["unit_listed"],
                row["claim_id_listed"],
                style="figure",
            ),
        )
        for _, row in both.iterrows()
    ]


def _other_rate(row: Any) -> Text:
    why = row["indicator"] if row["indicator"] in NO_COVERAGE else "other"
    whole = row["segment"] == "total"
    group: dict[str, Piece] = {} if whole else {"segment": facts.label("segments", row["segment"])}
    return text(
        "other.rate_total" if whole else "other.rate",
        label=facts.label("indicators", row["indicator"]),
        value=traced(row, "claim_id", "range"),
        date=Constant.date(row["as_of"]),
        why=words(f"why.{why}"),
        **group,
    )


def _numerator(word: str) -> Text:
    return text(f"numerator.{word or 'unknown'}")

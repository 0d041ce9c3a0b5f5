"""The content of a brief, block by block: what a notebook's cells display.

Each function takes a `Place` (see `ucjlib.show.facts.gather`) and returns one block, also
when there is nothing to show: then it says so. `brief_blocks` is the whole brief in order.

    place = gather("35.05", tables, "2026-11-20")
    standing(place)     # Menurut angka yang diterbitkan, cakupan di Kabupaten Blitar per 14 April 2025 ...

The range is said before its middle, and figures over unlike bases stand side by side.
"""

from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.show import (
    brief_cost,
    brief_disputes,
    brief_plots,
    brief_rates,
    brief_standing,
    brief_targets,
    facts,
    layout,
)
from ucjlib.show.blocks import Block, Heading, Note, Paragraph, Table
from ucjlib.show.facts import Place, Tables, gather, traced
from ucjlib.show.pieces import Constant, Piece, Said, Text, as_text, text, words

MOST_DOUBTS = 6
PEOPLE = (
    "participants_active",
    "participants_registered",
    "participants_inactive",
    "universe",
    "employed",
    "uncovered_workers",
    "additional_workers_needed",
)
GROUPS = ("total", "pu", "bpu", "jakon", "rentan")

# a notebook finds all parts of a brief under one name
standing, standing_table = brief_standing.standing, brief_standing.standing_table
other_rates = brief_rates.other_rates
outlook, fan, peers = brief_plots.outlook, brief_plots.fan, brief_plots.peers
targets, bullet = brief_targets.targets, brief_targets.bullet
cost = brief_cost.cost
disputes, disputes_apart, disputes_within = (
    brief_disputes.pairs,
    brief_disputes.apart,
    brief_disputes.themselves,
)


def brief_blocks(region_code: str, tables: Tables, as_of: str) -> list[Block]:
    """The brief of one place: regency, city, province ("35") or the nation ("00").

    tables: claims, sources, findings, estimates, trajectories, chances, costs, decisions; and
    targets, regulations, regions where other than the project's own. Raises UnknownRegion.
    """
    place = gather(region_code, tables, as_of)
    return [
        heading(place),
        scope(place),
        section("standing"),
        standing(place),
        standing_table(place),
        other_rates(place),
        section("ahead"),
        outlook(place),
        fan(place),
        section("targets"),
        targets(place),
        bullet(place),
        *_places(place),
        section("people"),
        people(place),
        section("cost"),
        cost(place),
        section("doubts"),
        doubts(place),
        *_disputes(place),
        section("unknown"),
        what_is_not_known(place),
    ]


def heading(place: Place) -> Heading:
    """The title of the brief."""
    return layout.heading(text("brief.title", place=layout.name(place)), 1)


def scope(place: Place) -> Paragraph:
    """Up to when figures were looked at, and how to read them."""
    return layout.paragraph(text("brief.scope", date=Constant.date(place.as_of)))


def section(key: str) -> Heading:
    """A section title, one of the `section.` rows of wording.csv."""
    return layout.heading(text(f"section.{key}"), 2)


def regencies(place: Place) -> Block:
    """Every place directly below a province or the nation with its latest coverage."""
    inside = facts.below(place.code, place.tables)
    found = facts.latest_coverage(place.tables, list(inside.index), place.as_of).set_index("region_code")
    rows = tuple(_regency_row(code, row["name"], found) for code, row in inside.iterrows())
    caption = text("regencies.caption", known=Constant.count(len(found)), all=Constant.count(len(inside)))
    return Table(
        caption, layout.columns("place", "coverage", "middle", "date", "base", "grade"), rows, numeric=(1, 2)
    )


def people(place: Place) -> Block:
    """Head counts behind the rates: participants, universe, employed, not covered."""
    counts = place.estimates[
        place.estimates["indicator"].isin(PEOPLE)
        & (place.estimates["unit"] == "workers")
        & place.estimates["segment"].isin(GROUPS)
    ]
    if counts.empty:
        return layout.note(text("people.none", place=layout.name(place)), "missing")
    newest = facts.latest(counts, ["indicator", "segment"])
    order = newest.assign(_i=newest["indicator"].map(PEOPLE.index), _s=newest["segment"].map(GROUPS.index))
    order = order.sort_values(["_i", "_s"], kind="stable")
    rows = tuple(
        layout.cells(
            facts.label("indicators", row["indicator"]),
            facts.label("segments", row["segment"]),
            traced(row, style="figure_range"),
            traced(row, style="figure"),
            Constant.date(row["as_of"]),
            Constant.same(row["grade"]),
        )
        for _, row in order.iterrows()
    )
    columns = layout.columns("what", "group", "number", "middle", "date", "grade")
    return Table(text("people.caption", place=layout.name(place)), columns, rows, numeric=(2, 3))


def doubts(place: Place) -> Note:
    """What the rules found to disagree, the gravest first; or that all agrees."""
    looked = facts.until(place.rows("findings"), place.as_of)
    looked = looked[looked["outcome"].isin(["agree", "disagree"])] if len(looked) else looked
    if looked.empty:
        return layout.note(text("doubts.none", place=layout.name(place)), "missing")
    bad = looked[looked["outcome"] == "disagree"]
    count: dict[str, Piece] = {"n": Constant.count(len(looked)), "place": layout.name(place)}
    if bad.empty:
        return layout.note(text("doubts.agree", **count), "plain")
    grave = bad.assign(
        _g=bad["severity"].map({"stop": 0, "doubt": 1, "note": 2}), _d=-bad["as_of"].map(_days)
    )
    # copies of one statement make one doubt
    grave = grave.sort_values(["_g", "_d", "finding_id"], kind="stable").drop_duplicates("sentence_id")
    grave = grave.head(MOST_DOUBTS)
    items = [as_text(Said(row.sentence_id, row.sentence_en, row.finding_id)) for row in grave.itertuples()]
    return layout.note(text("doubts.some", bad=Constant.count(len(bad)), **count), "doubt", items)


def what_is_not_known(place: Place) -> Note:
    """What would change the answer."""
    now = place.headline
    items = [text("unknown.no_rate", place=layout.name(place))] if now is None else _holes_in(place, now)
    if brief_plots.trajectory(place).empty:
        items.append(text("unknown.no_outlook"))
    return layout.note(text("unknown.lead"), "missing", [*items, text("unknown.office")])


def _places(place: Place) -> list[Block]:
    if place.kind not in ("province", "country"):
        return [section("peers"), peers(place)]
    return [section("provinces" if place.code == facts.NATION else "regencies"), regencies(place)]


def _disputes(place: Place) -> list[Block]:
    if place.kind not in ("province", "country"):
        return []
    return [section("disputes"), disputes(place), disputes_apart(place), disputes_within(place)]


def _regency_row(code: str, place_name: str, found: pd.DataFrame) -> tuple[Text, ...]:
    if code not in found.index:
        return layout.cells(layout.same(place_name), words("none.short"), *[layout.NONE] * 4)
    row = found.loc[code]
    return layout.cells(
        layout.same(place_name),
        traced(row, style="figure_range"),
        traced(row, style="figure"),
        Constant.date(row["as_of"]),
        words(f"base.{row['denominator'] or 'unknown'}"),
        Constant.same(row["grade"]),
    )


def _holes_in(place: Place, now: Any) -> list[Text]:
    items = []
    if now["denominator"] in ("", "unknown"):
        items.append(text("unknown.base"))
    chosen = place.claims[place.claims["claim_id"].isin(now["claim_ids"].split()[:1])]
    if (chosen["as_of_basis"] == "statement").any():
        items.append(text("unknown.statement", date=Constant.date(chosen["as_of"].iloc[0])))
    if now["numerator"] in ("", "unknown"):
        items.append(text("unknown.numerator"))
    if len(now["claim_ids"].split()) == 1:
        items.append(text("unknown.one_claim"))
    if not now["as_of"]:
        items.append(text("unknown.date"))
    elif facts.when(place.as_of) - facts.when(now["as_of"]) > 1:
        items.append(text("unknown.old", date=Constant.date(now["as_of"]), as_of=Constant.date(place.as_of)))
    return items


def _days(as_of: str) -> int:
    return period.first_day(as_of).toordinal() if as_of else 0

"""The part of the health page about doubt: checks, open disagreements, decisions, unread tokens, failures."""

from typing import Any

import pandas as pd

from ucjlib.core import locale
from ucjlib.core.tables import cell_text
from ucjlib.judge import rules
from ucjlib.judge.wording import own_table
from ucjlib.reference import schemas
from ucjlib.show import facts, health_doubts, layout, wording
from ucjlib.show.blocks import Block, Table
from ucjlib.show.facts import Tables
from ucjlib.show.pieces import Constant, Piece, Said, text, words

MOST_DOUBTS = 100
# In the order in which a reader wants them; what there was nothing to check in is not shown.
OUTCOMES = ("disagree", "cannot_tell", "could_not_run", "agree")


def outcomes(tables: Tables, as_of: str) -> list[Block]:
    """Claims by their verdict, and each rule with its outcomes."""
    rows = tuple(
        layout.cells(
            words(f"verdict.{row['outcome']}"), Constant.count(row["claims"]), percent(row["share_pct"])
        )
        for row in health_doubts.claims_by_outcome(tables, as_of).to_dict("records")
    )
    columns = layout.columns("outcome", "claims", "share")
    return [Table(text("health.outcomes_caption"), columns, rows, numeric=(1, 2)), _rules(tables)]


def doubts(tables: Tables) -> list[Block]:
    """The gravest disagreements that nobody has decided, and how many more there are."""
    found = health_doubts.open_doubts(tables)
    if found.empty:
        return [layout.note(text("health.no_doubts"), "plain")]
    shown = found.head(MOST_DOUBTS)
    rows = tuple(
        layout.cells(
            words(f"severity.{row['severity']}"),
            Said(row["sentence_id"], row["sentence_en"], row["finding_id"]),
            Constant.same(row["place"]),
            Constant.date(row["as_of"]) if row["as_of"] else words("trace.undated"),
            Constant.same(row["claim_ids"].replace(" ", ", ")),
        )
        for row in shown.to_dict("records")
    )
    caption = text("health.doubts_caption", shown=Constant.count(len(shown)), all=Constant.count(len(found)))
    columns = layout.columns("severity", "finding", "place", "date", "claim_ids")
    more = len(found) - len(shown)
    rest = [layout.paragraph(text("health.doubts_more", n=Constant.count(more)))] if more else []
    return [Table(caption, columns, rows), *rest]


def decisions(tables: Tables, as_of: str) -> list[Block]:
    """What was decided about single claims, with the reason."""
    held = health_doubts.decisions_in_force(tables, as_of)
    if held.empty:
        return [layout.note(text("health.no_decisions"), "plain")]
    rows = tuple(
        layout.cells(
            Constant.date(row["decided_on"]),
            Constant.same(row["place"]),
            words(f"action.{row['action']}"),
            _change(row),
            Said(row["reason"], row["reason"], row["decision_id"]),
            Constant.same(row["claim_id"]),
        )
        for row in held.to_dict("records")
    )
    columns = layout.columns("decided_on", "place", "action", "change", "reason", "claim_ids")
    return [Table(text("health.decisions_caption", n=Constant.count(len(held))), columns, rows)]


def reading(tables: Tables, as_of: str) -> list[Block]:
    """Printed tokens that the grammar reads otherwise than they were recorded, or refuses."""
    unread = health_doubts.not_read(tables, as_of)
    if unread.empty:
        return [layout.note(text("health.all_read"), "plain")]
    rows = tuple(
        layout.cells(
            Constant.same(row["printed"]),
            _written_out(cell_text(row["value"]), row),
            words("health.refused") if row["read"] == "refused" else _written_out(row["read"], row),
            Constant.same(row["place"]),
            Constant.same(row["explanation"]),
            Constant.same(row["claim_id"]),
        )
        for row in unread.to_dict("records")
    )
    known = len(facts.until(tables["claims"], as_of))
    caption = text("health.reading_caption", n=Constant.count(len(unread)), all=Constant.count(known))
    columns = layout.columns("printed", "recorded", "read_as", "place", "explanation", "claim_ids")
    return [Table(caption, columns, rows)]


def failures(tables: Tables, report: pd.DataFrame) -> list[Block]:
    """How many briefs were asked for and made, and why the others were not."""
    if report.empty:
        return [layout.note(text("health.no_run"), "plain")]
    failed = health_doubts.failures(report, tables)
    made = Constant.count(len(report) - len(failed))
    said = layout.paragraph(text("health.run", written=made, all=Constant.count(len(report))))
    if failed.empty:
        return [said]
    rows = tuple(
        layout.cells(*(Constant.same(row[name]) for name in ("region_code", "name", "sentence")))
        for row in failed.to_dict("records")
    )
    return [said, Table(text("health.failures_caption"), layout.columns("code", "place", "why"), rows)]


def percent(share: float) -> Constant:
    """A share of counted rows, with one decimal: it comes from no row, but from the counts beside it.

    >>> percent(17.28).id
    '17,3'
    """
    return Constant(*(locale.decimal(share, 1, lang) for lang in wording.LANGUAGES))


def _rules(tables: Tables) -> Table:
    counted = rules.summary(tables.get("findings", schemas.empty("findings")))
    used = counted[counted.sum(axis=1) > 0].sort_values("disagree", ascending=False, kind="stable")
    rows = tuple(
        layout.cells(
            Constant.same(rule.replace("_", " ")),
            _compares(rule),
            *(Constant.count(row[outcome]) for outcome in OUTCOMES),
        )
        for rule, row in used.iterrows()
    )
    heads = (*layout.columns("rule", "compares"), *(text(f"outcome.{outcome}") for outcome in OUTCOMES))
    caption = text("health.rules_caption", used=Constant.count(len(used)), all=Constant.count(len(counted)))
    return Table(caption, heads, rows, numeric=(2, 3, 4, 5))


def _compares(rule: str) -> Constant:
    """The sentence of the rule with its holes left open."""
    row = own_table("rules").loc[rule]
    return Constant(*(wording.HOLE.sub("…", row[f"says_{lang}"]) for lang in wording.LANGUAGES))


def _change(row: dict[str, Any]) -> Piece:
    if not row["field"]:
        return layout.NONE
    to = f" → {row['new_value']}" if row["new_value"] else ""
    return Constant.same(f"{row['field']}: {row['old_value']}{to}")


def _written_out(number: str, row: dict[str, Any]) -> Said:
    """A number as a file holds it, with all its digits and its unit: two of them can be set side by side."""

    def said(lang: str) -> str:
        shown = locale.decimal(float(number), len(number.partition(".")[2]), lang)
        money = row["unit"].startswith("rupiah")
        return wording.with_unit(wording.say("money", lang, n=shown) if money else shown, row["unit"], lang)

    return Said(said("id"), said("en"), row["claim_id"])

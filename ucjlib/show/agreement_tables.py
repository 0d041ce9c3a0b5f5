"""The tables of notebook 02: findings with numbers and causes, coverage by base, decisions.

Each takes what `ucjlib.show.agreement.judged` gathered about a place and returns a block in both languages: a
Table, or a Note that there is nothing.
"""

from typing import Any

import pandas as pd

from ucjlib.judge import restatements
from ucjlib.show import facts, finding_texts, layout
from ucjlib.show.agreement import OUTCOMES, Judged
from ucjlib.show.blocks import Block, Note, Table
from ucjlib.show.facts import traced
from ucjlib.show.pieces import Constant, Said, Text, Traced, as_text, join, text, words

MOST_FINDINGS = 60
MOST_RESTATED = 24
FINDING = ("result", "date", "who", "finding", "one", "other", "difference")
CAUSES = ("cause", "also")


def findings(place: Judged, *outcomes: str) -> Block:
    """The findings with one of `outcomes` (all by default), the gravest first: numbers and causes.

    Copies of one statement make one row, and at most MOST_FINDINGS rows are shown.
    """
    asked = place.findings[place.findings["outcome"].isin(outcomes or OUTCOMES)]
    asked = asked.drop_duplicates("sentence_id")
    if asked.empty:
        return _none("agreement.no_findings", place, "plain")
    rows = asked.head(MOST_FINDINGS)
    heads = layout.columns(*FINDING, *(CAUSES if rows["cause"].ne("").any() else ()))
    cells = tuple(_finding(row)[: len(heads)] for row in rows.to_dict("records"))
    marked = tuple(i for i, outcome in enumerate(rows["outcome"]) if outcome == "disagree")
    caption = text("agreement.findings", place=layout.same(place.name), **_shown_of(rows, asked))
    return Table(caption, heads, cells, numeric=(4, 5, 6), marked=marked)


def bases(place: Judged) -> Block:
    """Every coverage rate we hold, those over one base together, the newest first."""
    rates = place.estimates[place.estimates["indicator"] == "coverage_rate"]
    if rates.empty:
        return _none("agreement.no_rates", place)
    rates = facts.latest(rates, ["estimate_id"])  # all of them, newest first
    base = rates["denominator"].replace("", "unknown")
    rates = rates.assign(_base=base).sort_values("_base", kind="stable")
    heads = layout.columns("base", "group", "numerator", "date", "coverage", "middle", "grade", "why")
    caption = text("agreement.bases", place=layout.same(place.name))
    return Table(caption, heads, tuple(_rate(row) for row in rates.to_dict("records")), numeric=(4, 5))


def restated(place: Judged) -> Block:
    """The same participants over every base that is near in time, newest first: several percentages."""
    found = restatements.restated(place.estimates)
    if found.empty:
        return _none("agreement.not_restated", place)
    order = found.assign(_when=-found["as_of"].map(facts.when), _other=found["segment"].ne("total"))
    rows = order.sort_values(["_other", "_when", "restatement_id"], kind="stable").head(MOST_RESTATED)
    heads = layout.columns("numerator", "date", "heads", "base", "based", "counted", "coverage", "middle")
    caption = text("agreement.restated", **_shown_of(rows, found))
    return Table(
        caption, heads, tuple(_restated(row) for row in rows.to_dict("records")), numeric=(2, 5, 6, 7)
    )


def decided(place: Judged) -> Block:
    """What a person decided about claims of the place."""
    if place.decisions.empty:
        return _none("agreement.no_decisions", place, "plain")
    rows = tuple(
        layout.cells(
            Constant.same(row.claim_id),
            words(f"action.{row.action}"),
            Said(row.old_value, row.old_value, row.decision_id),
            Said(row.new_value, row.new_value, row.decision_id),
            Said(row.reason, row.reason, row.decision_id),
        )
        for row in place.decisions.itertuples()
    )
    heads = layout.columns("claim_ids", "action", "before", "after", "reason")
    return Table(text("agreement.decisions", place=layout.same(place.name)), heads, rows)


def _finding(row: dict[str, Any]) -> tuple[Text, ...]:
    severity = [words(f"severity.{row['severity']}")] if row["outcome"] == "disagree" else []
    result = join([as_text(word) for word in (words(f"outcome.{row['outcome']}"), *severity)], ", ")
    return layout.cells(
        result,
        Constant.date(row["as_of"]),
        finding_texts.who(row),
        join([as_text(finding_texts.says(row)), as_text(finding_texts.whom(row))], " · "),
        finding_texts.side(row, "left_value"),
        finding_texts.side(row, "right_value"),
        finding_texts.side(row, "difference"),
        finding_texts.cause(row),
        finding_texts.further(row),
    )


def _rate(row: dict[str, Any]) -> tuple[Text, ...]:
    return layout.cells(
        facts.base_label(row["denominator"]),
        facts.label("segments", row["segment"]),
        text(f"numerator.{row['numerator'] or 'unknown'}"),
        Constant.date(row["as_of"]),
        traced(row, style="figure_range"),
        traced(row, style="figure"),
        Constant.same(row["grade"]),
        Said(row["sentence_id"], row["sentence_en"], row["estimate_id"]),
    )


def _restated(row: dict[str, Any]) -> tuple[Text, ...]:
    head, base = (
        Traced(row[name], row[f"{name}_low"], row[f"{name}_high"], "workers", ref, style="figure_range")
        for name, ref in zip(("head", "base"), _ends(row["estimate_ids"]), strict=True)
    )
    rate = traced(row | {"unit": "percent", "estimate_id": head.ref})
    group = facts.label("segments", row["segment"])
    return layout.cells(
        join([text(f"numerator.{row['numerator'] or 'unknown'}"), as_text(group)], ", "),
        Constant.date(row["as_of"]),
        head,
        facts.base_label(row["denominator"]),
        Constant.date(row["denominator_as_of"]),
        base,
        rate.styled("figure_range"),
        rate.styled("figure"),
    )


def _ends(ids: str) -> tuple[str, str]:
    """First and last of some ids: the headcount and the base."""
    named = ids.split()
    return named[0], named[-1]


def _shown_of(rows: pd.DataFrame, every: pd.DataFrame) -> dict[str, Constant]:
    return {"n": Constant.count(len(rows)), "all": Constant.count(len(every))}


def _none(key: str, place: Judged, tone: str = "missing") -> Note:
    return layout.note(text(key, place=layout.same(place.name)), tone)

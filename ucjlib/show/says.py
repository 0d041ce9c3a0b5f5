"""What a row says when a trace arrives at it: one text in both languages, and an address.

`SAYS` holds one function a kind of row; each takes the row as a dict and the holdings.
"""

from typing import Any

from ucjlib.show import facts
from ucjlib.show.holdings import Holdings
from ucjlib.show.pieces import Constant, Text, Traced, Words, join, text, words


def _claim(row: Any, held: Holdings) -> tuple[Text, str]:
    place = Text("{where}: ", "{where}: ", {"where": _same(row["place"])})
    return join([place, claim_below(row)[0]], ""), ""


def claim_below(row: Any) -> tuple[Text, str]:
    """A claim without its place, for below a row that names it."""
    if row["printed"]:
        return text("trace.claim", printed=_same(row["printed"]), **_what(row)), ""
    return text("trace.table", value=_number(row, row["claim_id"]), **_what(row)), ""


def _source(row: Any, held: Holdings) -> tuple[Text, str]:
    date = Constant.date(row["published"]) if row["published"] else words("trace.undated")
    return text("trace.source", publisher=_same(row["publisher"]), date=date), row["url"]


def _estimate(row: Any, held: Holdings) -> tuple[Text, str]:
    return text(
        "trace.estimate",
        place=_same(row["place"]),
        **_what(row),
        date=Constant.date(row["as_of"]),
        value=_number(row, row["estimate_id"], "value_range"),
        grade=_same(row["grade"]),
        rule=_same(row["rule"]),
        why=Constant(row["sentence_id"], row["sentence_en"]),
    ), ""


def estimate_in_short(row: Any) -> Text:
    """An estimate without rule and reason, for the list below another place's page."""
    return text(
        "trace.estimate_short",
        place=_same(row["place"]),
        label=facts.label("indicators", row["indicator"]),
        date=Constant.date(row["as_of"]),
        value=_number(row, row["estimate_id"], "range"),
        grade=_same(row["grade"]),
    )


def _finding(row: Any, held: Holdings) -> tuple[Text, str]:
    return text("trace.finding", says=Constant(row["sentence_id"], row["sentence_en"])), ""


def _decision(row: Any, held: Holdings) -> tuple[Text, str]:
    return text(
        "trace.decision",
        action=words(f"action.{row['action']}"),
        date=Constant.date(row["decided_on"]),
        reason=_same(row["reason"]),
    ), ""


def _series(row: Any, held: Holdings) -> tuple[Text, str]:
    return text(
        "trace.series",
        base=facts.base_label(row["denominator"]),
        figures=_same(int(row["figures"])),
        places=_same(int(row["pool_size"])),
    ), ""


def _trajectory(row: Any, held: Holdings) -> tuple[Text, str]:
    value, quantile = float(row["value"]), float(row["quantile"])
    return text(
        "trace.trajectory",
        scenario=_same(row["scenario"]),
        year=_same(int(row["year"])),
        value=Traced(value, value, value, "percent", row["trajectory_id"], 1),
        quantile=Traced(quantile, quantile, quantile, "percent", row["trajectory_id"], 2, "figure"),
    ), ""


def _chance(row: Any, held: Holdings) -> tuple[Text, str]:
    target, pct = float(row["target_pct"]), 100 * float(row["probability"])
    return text(
        "trace.chance",
        year=_same(int(row["target_year"])),
        target=Traced(target, target, target, "percent", row["target_id"]),
        value=Traced(pct, pct, pct, "percent", row["chance_id"], 1),
    ), ""


def _cost(row: Any, held: Holdings) -> tuple[Text, str]:
    def between(stem: str, unit: str) -> Traced:
        low, high = float(row[f"{stem}_low"]), float(row[f"{stem}_high"])
        return Traced((low + high) / 2, low, high, unit, row["cost_id"], style="range")

    months = float(row["months"])
    return text(
        "trace.cost",
        scenario=_same(row["scenario"]),
        workers=between("workers", "workers"),
        months=Traced(months, months, months, "months", row["cost_id"]),
        value=between("rupiah", "rupiah"),
    ), ""


def _regulation(row: Any, held: Holdings) -> tuple[Text, str]:
    amount = float(row["amount"])
    return text(
        "trace.regulation",
        instrument=_same(row["instrument"]),
        date=Constant.date(row["valid_from"]),
        amount=Traced(amount, amount, amount, row["unit"], row["regulation_id"]),
    ), row["url"]


def _target(row: Any, held: Holdings) -> tuple[Text, str]:
    pct = float(row["target_pct"])
    return text(
        "trace.target",
        place=_same(held.place_names[row["region_code"]]),
        year=_same(int(row["target_year"])),
        value=Traced(pct, pct, pct, "percent", row["target_id"]),
        instrument=_same(row["instrument"]),
    ), row["url"]


SAYS = {
    "claim": _claim,
    "source": _source,
    "estimate": _estimate,
    "finding": _finding,
    "decision": _decision,
    "series": _series,
    "trajectory": _trajectory,
    "chance": _chance,
    "cost": _cost,
    "regulation": _regulation,
    "target": _target,
}


def _what(row: Any) -> dict[str, Words]:
    return {
        "label": facts.label("indicators", row["indicator"]),
        "segment": facts.label("segments", row["segment"]),
    }


def _number(row: Any, ref: str, style: str = "value") -> Traced:
    return Traced(float(row["value"]), float(row["low"]), float(row["high"]), row["unit"], ref, None, style)


def _same(word: object) -> Constant:
    return Constant.same(word)

"""Targets of a place: what is asked, what is still missing, the chance of reaching it."""

from typing import Any

import pandas as pd

from ucjlib.show import facts, layout, plots, wording
from ucjlib.show.blocks import Block, Table
from ucjlib.show.facts import Place, traced
from ucjlib.show.pieces import Constant, Piece, Text, Traced, Words, join, text, words

MARGINS = (2.6, 0.75, 0.1, 0.45)


def targets(place: Place) -> Block:
    """Each target with what is missing and the chance of reaching it, where bases allow."""
    due, now = facts.targets(place), place.headline
    if due.empty:
        return layout.note(text("targets.none", place=layout.name(place)), "missing")
    caption = (
        text("targets.plain", place=layout.name(place))
        if now is None
        else text("targets.caption", place=layout.name(place), date=Constant.date(now["as_of"]))
    )
    rows = tuple(_target_row(place, row, now) for row in due.to_dict("records"))
    return Table(
        caption,
        layout.columns("target", "asked", "like", "gap", "chance", "verdict"),
        rows,
        numeric=(1, 3, 4),
    )


def bullet(place: Place) -> Block:
    """Coverage now against each target."""
    due, now = facts.targets(place), place.headline
    if due.empty or now is None:
        return layout.note(
            text("targets.no_rate" if now is None else "targets.none", place=layout.name(place)), "missing"
        )
    labels = [_label(place, row) for row in due.to_dict("records")]
    due = due.assign(alike=[facts.alike(scale, now["denominator"]) for scale in due["scale"]])
    caption = text("targets.plot", place=layout.name(place), date=Constant.date(now["as_of"]))
    return plots.drawn(
        lambda ax, lang: plots.target_bullet(
            due.assign(label=[said.plain(lang) for said in labels]), ax, now, lang
        ),
        plots.rows_height(len(due)) + 0.15 * len(due),
        _alt(place, due, now),
        caption,
        [now["estimate_id"], *due["target_id"]],
        marks(due),
        MARGINS,
    )


def marks(due: pd.DataFrame) -> dict[str, Piece]:
    """The numbers that drawings print beside their diamonds."""
    return {f"target{i}": asked(row) for i, row in enumerate(due.to_dict("records"))}


def asked(target: Any, style: str = "figure") -> Traced:
    """The coverage that a target asks for."""
    pct = float(target["target_pct"])
    return Traced(pct, pct, pct, "percent", target["target_id"], style=style)


def reaching(place: Place, target: Any) -> Text:
    """A target as the aim of a plan."""
    return text(
        "plan.reach",
        pct=asked(target, "value"),
        place=_place_name(place, target["region_code"]),
        year=Constant.same(target["target_year"]),
    )


def _alt(place: Place, due: pd.DataFrame, now: Any) -> Text:
    lead = text("targets.alt", place=layout.name(place), now=traced(now, style="value_range"))
    listed = [
        text(
            "target.item",
            pct=asked(row, "value"),
            place=_place_name(place, row["region_code"]),
            year=Constant.same(row["target_year"]),
        )
        for row in due.to_dict("records")
    ]
    return join([lead, join(listed, "; ")])


def _label(place: Place, target: Any) -> Text:
    return text(
        "target.label",
        place=_place_name(place, target["region_code"]),
        year=Constant.same(target["target_year"]),
    )


def _place_name(place: Place, code: str) -> Words:
    return layout.same(facts.regions(place.tables).loc[code, "name"])


def _target_row(place: Place, target: Any, now: Any) -> tuple[Text, ...]:
    label, pct = _label(place, target), asked(target)
    if now is None:
        return layout.cells(
            label, pct, words("like.no_rate"), layout.NONE, layout.NONE, words("status.unknown")
        )
    like = _like(target["scale"], now["denominator"])
    gap = layout.NONE if like == "other" else _gap(target, now)
    return layout.cells(label, pct, words(f"like.{like}"), gap, *_chance(place, target, now))


def _like(scale: str, base: str) -> str:
    if facts.alike(scale, base):
        return "same"
    return "untold" if "unknown" in (scale, base) or not base else "other"


def _gap(target: Any, now: Any) -> Piece:
    """Target less now, as fine as the rate now is known; words when it is passed."""
    if now["low"] >= target["target_pct"]:
        return words("gap.passed")
    value, low, high = (target["target_pct"] - now[end] for end in ("value", "high", "low"))
    places = wording.decimals(now["value"], now["low"], now["high"], now["unit"])
    return Traced(
        round(value, 6),
        round(low, 6),
        round(high, 6),
        "percentage_points",
        now["estimate_id"],
        places,
        "figure_range",
    )


def _chance(place: Place, target: Any, now: Any) -> tuple[Piece, Piece]:
    if int(target["target_year"]) < int(place.as_of[:4]):
        return layout.NONE, words("status.past")
    chances = place.rows("chances")
    if len(chances):
        same = chances["denominator"] == now["denominator"]
        chances = chances[same & (chances["target_id"] == target["target_id"])]
    if chances.empty:
        return layout.NONE, words("status.unknown")
    row = chances.iloc[0]
    return layout.chance(row), words(f"status.{row['status']}")

"""The back-test on the health page: the projection beside simple rivals, and one sentence of what it means.

A row in which a rival does as well stays, and the sentence names it. The numbers are means over many
forecasts, which come from no single row, so they are declared constants.
"""

from typing import Any

import pandas as pd

from ucjlib.core import locale
from ucjlib.show import layout, wording
from ucjlib.show.blocks import Block, Table
from ucjlib.show.facts import Tables
from ucjlib.show.pieces import Constant, Piece, Text, text, words

OURS = "ucjlib"


def blocks(tables: Tables) -> list[Block]:
    """The table, best first, and its meaning; one remark where too little was printed to score anything."""
    scored = tables.get("backtest", pd.DataFrame())
    if scored.empty:
        return [layout.note(text("health.no_backtest"), "plain")]
    rows = tuple(_row(row) for row in scored.to_dict("records"))
    counts = {name: Constant.count(scored[name].iloc[0]) for name in ("origins", "forecasts", "regions")}
    caption = text("health.backtest_caption", share=Constant.same(95), **counts)
    return [layout.paragraph(_meaning(scored)), Table(caption, _heads(), rows, numeric=(1, 2, 3, 4, 5, 6, 7))]


def _heads() -> tuple[Text, ...]:
    held = [text("column.held", share=Constant.same(share)) for share in (80, 95)]
    wide = text("column.width", share=Constant.same(80))
    return (*layout.columns("method", "crps", "error", "bias"), *held, wide, *layout.columns("advantage"))


def _row(row: dict[str, Any]) -> tuple[Text, ...]:
    points = [_number(row[name], 2) for name in ("crps", "error", "bias")]
    shares = [_number(100 * row[name], 1) for name in ("in_80", "in_95")]
    return layout.cells(
        words(f"method.{row['method']}"), *points, *shares, _number(row["width_80"], 1), _advantage(row)
    )


def _advantage(row: dict[str, Any]) -> Text | Piece:
    if pd.isna(row["skill"]):
        return layout.NONE
    ends = {"advantage": "skill", "low": "skill_low", "high": "skill_high"}
    return text("health.advantage", **{hole: _number(100 * row[name], 1) for hole, name in ends.items()})


def _meaning(scored: pd.DataFrame) -> Text:
    """Whether any rival is as good as the projection; the one that comes nearest to it is named."""
    ours = scored[scored["method"] == OURS].iloc[0]
    rival = scored[scored["method"] != OURS].sort_values("skill_low", kind="stable").iloc[0]
    key = "health.backtest_better" if rival["skill_low"] > 0 else "health.backtest_even"
    errors = {"ours": _number(ours["crps"], 2), "theirs": _number(rival["crps"], 2)}
    return text(key, rival=words(f"method.{rival['method']}"), **errors)


def _number(value: float, places: int) -> Constant:
    return Constant(*(locale.decimal(value, places, lang) for lang in wording.LANGUAGES))

"""What plans towards the targets of a place cost, and which figures the plans stand on."""

from typing import Any

import pandas as pd

from ucjlib.show import brief_targets, facts, layout
from ucjlib.show.blocks import Block, Table
from ucjlib.show.facts import Place, traced
from ucjlib.show.pieces import Constant, Said, Text, Traced, as_text, join, text

# Plans that differ in the payer alone and cost the same share a row.
SAME_PLAN = ["scenario", "start_month", "months", "workers_low", "workers_high"]


def cost(place: Place) -> Block:
    """What the plans of the place cost, year by year, at the contributions in force."""
    plans = _plans(place)
    if plans.empty:
        return layout.note(text("cost.none", place=layout.name(place)), "missing")
    rows = tuple(
        layout.cells(
            _plan_label(place, same.iloc[0]),
            join([text(f"payer.{payer}") for payer in same["payer"]], " / "),
            Constant.date(same["start_month"].iloc[0]),
            _between(same.iloc[0], "workers", "workers"),
            Constant.count(int(same["months"].iloc[0])),
            _between(same.iloc[0], "rupiah", "rupiah"),
        )
        for _, same in plans.groupby([*SAME_PLAN, "rupiah_low", "rupiah_high"])
    )
    columns = layout.columns("plan", "payer", "start", "workers", "months", "cost")
    return Table(_caption(place, plans), columns, rows, numeric=(3, 4, 5))


def _plans(place: Place) -> pd.DataFrame:
    """Plans towards the targets shown, from the figures on the base shown."""
    plans, now = place.rows("costs"), place.headline
    if plans.empty or now is None:
        return plans
    shown = {f"reach-{target}:{now['denominator']}" for target in facts.targets(place)["target_id"]}
    other = ~plans["scenario"].str.startswith("reach-")
    return plans[plans["scenario"].isin(shown) | other].sort_values(["scenario", "payer", "start_month"])


def _plan_label(place: Place, plan: Any) -> Text:
    targets = facts.targets(place).set_index("target_id")
    target = plan["scenario"].removeprefix("reach-").partition(":")[0]
    if target not in targets.index:
        return as_text(Said(plan["scenario"], plan["scenario"], plan["cost_id"]))
    return brief_targets.reaching(place, {**targets.loc[target].to_dict(), "target_id": target})


def _caption(place: Place, plans: pd.DataFrame) -> Text:
    """What the table holds, and the rate and the base, each with its date, that the plans stand on."""
    said = text("cost.caption", place=layout.name(place))
    ids = dict.fromkeys(" ".join(plans["estimate_ids"]).split())
    known = place.tables["estimates"].set_index("estimate_id", drop=False)
    basis = [_basis(known.loc[row_id]) for row_id in ids if row_id in known.index]
    return join([said, *basis], "; ")


def _basis(row: Any) -> Text:
    return text(
        "cost.rate" if row["denominator"] else "cost.base",
        label=facts.label("indicators", row["indicator"]),
        value=traced(row, style="range"),
        date=Constant.date(row["as_of"]),
    )


def _between(row: Any, stem: str, unit: str) -> Traced:
    low, high = float(row[f"{stem}_low"]), float(row[f"{stem}_high"])
    return Traced((low + high) / 2, low, high, unit, row["cost_id"], style="figure_range")

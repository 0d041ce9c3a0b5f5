"""Rules on programmes: workers x months x contribution = budget, and months against dates.

Lumajang: 5,606 workers x 7 months x 16,800 rupiah = 659,265,600, where 732,210,600 is printed.

>>> round(months_paid(732210600, 5606, 16800), 2)
7.77
"""

from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.judge.comparing import findings
from ucjlib.judge.together import KEYS, closest, near, pair, side
from ucjlib.judge.wording import plain
from ucjlib.reference import schemas

LOWEST = "bpu-lowest"


def months_paid(budget: Any, workers: Any, contribution: Any) -> Any:
    """How many months `budget` (rupiah) pays for `workers` at `contribution` (rupiah a month)."""
    return budget / (workers * contribution)


def budget_is_workers_times_months_times_contribution(claims: pd.DataFrame) -> pd.DataFrame:
    """Budget = workers x months x contribution; without printed months: how many it would pay.

    The contribution is the source's own, or the lowest of the regulations (JKK and JKM).
    """
    frame = closest(_money(_plans(claims)), ["money_id"])
    return findings(
        frame.assign(
            as_of=frame["money_as_of"],
            unit="rupiah",
            cause="",
            outcome=frame["span"].notna().map({True: None, False: "cannot_tell"}),
            claim_ids=[_ids(row) for row in frame.itertuples()],
            working=[_working(row) for row in frame.itertuples()],
        ),
        "budget_is_workers_times_months_times_contribution",
    )


def programme_months_fit_dates(claims: pd.DataFrame) -> pd.DataFrame:
    """Printed months of cover = calendar months from the first day to the last, both counted."""
    spans = side(claims, "span", "programme_months", keep=["period_start"])
    spans = spans[
        spans["span_period_start"].str.len().ge(7) & spans["span_as_of"].str.len().ge(7)
    ].reset_index(drop=True)
    dates = list(zip(spans["span_period_start"], spans["span_as_of"], strict=True))
    months = pd.Series(
        [float(period.months_between(*pair)) for pair in dates], index=spans.index, dtype=float
    )
    working = [f"@{start} to @{end}" for start, end in dates]
    # a programme that starts and ends inside a month may be counted one month shorter
    inside = [len(start) > 7 or len(end) > 7 for start, end in dates]
    return findings(
        spans.assign(
            left=months,
            left_low=months - pd.Series(inside, index=spans.index, dtype=float),
            left_high=months,
            right=spans["span"],
            right_low=spans["span"],
            right_high=spans["span"],
            unit="months",
            working=working,
            cause="",
            as_of=spans["span_as_of"],
            claim_ids=spans["span_id"],
        ),
        "programme_months_fit_dates",
    )


def _plans(claims: pd.DataFrame) -> pd.DataFrame:
    frame = pair(side(claims, "money", "budget"), side(claims, "head", "new_enrolment", "planned_enrolment"))
    frame = frame[near(frame, "money", "head") & frame["head"].gt(0)]
    for name, indicator in (("fee", "contribution"), ("span", "programme_months")):
        frame = frame.merge(side(claims, name, indicator)[[*KEYS, name, f"{name}_id"]], on=KEYS, how="left")
    lowest = float(schemas.terms("regulations").at[LOWEST, "amount"])
    frame = frame.fillna({"fee": lowest, "fee_id": "", "span_id": ""}).reset_index(drop=True)
    paid = months_paid(frame["money"], frame["head"], frame["fee"])
    return frame.assign(paid=paid, months=frame["span"].fillna(paid.round().clip(1, 12)))


def _ids(row: Any) -> str:
    return " ".join(filter(None, [row.money_id, row.head_id, row.span_id, row.fee_id]))


def _money(frame: pd.DataFrame) -> pd.DataFrame:
    each = frame["months"] * frame["fee"]
    return frame.assign(
        left=frame["head"] * each,
        left_low=frame["head_low"] * each,
        left_high=frame["head_high"] * each,
        right=frame["money"],
        right_low=frame["money_low"],
        right_high=frame["money_high"],
    )


def _working(row: Any) -> str:
    text = f"{plain(row.head)} x {plain(row.months)} months x {plain(row.fee)}"
    return (
        text
        if row.span_id
        else f"{text} ({plain(row.money)} / {plain(row.head)} / {plain(row.fee)} = {plain(row.paid)} months)"
    )

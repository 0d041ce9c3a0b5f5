"""Rules on budgets: workers x months x contribution = budget, and budgets that pay for whole months.

>>> from ucjlib.reference import schemas
>>> len(budget_pays_whole_months(schemas.empty("claims")))
0
"""

from collections.abc import Iterable
from math import floor, inf, log10
from typing import Any

import numpy as np
import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.ranges import of_columns
from ucjlib.judge.rulebook.plans import (
    LEAST_PAID,
    YEAR_PAID,
    ids,
    likeliest,
    months_paid,
    plans,
    scale,
)
from ucjlib.judge.wording import plain

# a budget for whole months divides to one percent in half of the cases; most others pay for more
WHOLE_SHARE = 0.01
# a contribution told by no print: near the tariff; where the months are printed it need be less so
FEE_OFF, FEE_OFF_TOLD = 0.05, 0.1
THOUSAND_OFF = 0.02
# "200 juta" for 191.5 million is a ceiling: one digit, and a tenth above what is needed at the most
CEILING = 1.1


def budget_is_workers_times_months_times_contribution(claims: pd.DataFrame) -> pd.DataFrame:
    """Budget = workers x months x contribution; without printed months: how many it would pay.

    The contribution is the source's own, or the lowest of the regulations (JKK and JKM).
    """
    frame = likeliest(_money(plans(claims)))
    return findings(
        frame.assign(
            as_of=frame["money_as_of"],
            unit="rupiah",
            cause=[_cause(row) for row in frame.itertuples()],
            outcome=[_outcome(row) for row in frame.itertuples()],
            claim_ids=[ids(row) for row in frame.itertuples()],
            working=[_working(row) for row in frame.itertuples()],
        ),
        "budget_is_workers_times_months_times_contribution",
    )


def budget_pays_whole_months(claims: pd.DataFrame) -> pd.DataFrame:
    """Where no months are printed: the budget over workers and contribution is a whole number of months.

    Not of all workers of a place, who pay and are paid for by several tariffs.
    """
    frame = plans(claims)
    of_all = frame["segment"].eq("total") & frame["head_segment"].eq("total")
    frame = frame[frame["span"].isna() & ~of_all].reset_index(drop=True)
    paid = frame.assign(
        left_low=months_paid(frame["money_low"], frame["head_high"], frame["fee"]),
        left=frame["paid"],
        left_high=months_paid(frame["money_high"], frame["head_low"], frame["fee"]),
    )
    whole = paid["months"]
    paid = likeliest(paid.assign(right=whole, right_low=whole, right_high=whole))
    working = [f"{plain(row.money)} / {plain(row.head)} / {plain(row.fee)}" for row in paid.itertuples()]
    return findings(
        paid.assign(
            as_of=paid["money_as_of"],
            unit="months",
            outcome=_whole_months(paid),
            cause=[_why(row) for row in paid.itertuples()],
            claim_ids=[ids(row) for row in paid.itertuples()],
            working=working,
        ),
        "budget_pays_whole_months",
    )


def _outcome(row: Any) -> str | None:
    return "cannot_tell" if pd.isna(row.span) else "agree" if _is_ceiling(row, row.left) else None


def _is_ceiling(row: Any, needed: float) -> bool:
    """Whether a budget of one digit lies a little above what is needed."""
    if not 0 < row.money_high < inf:
        return False
    unit = 10.0 ** floor(log10(row.money_high))
    ceiling = row.money_high // unit * unit
    return bool(row.money_low <= ceiling and needed <= ceiling <= CEILING * needed)


def _money(frame: pd.DataFrame) -> pd.DataFrame:
    each = frame["months"] * frame["fee"]
    return frame.assign(
        left=frame["head"] * each,
        left_low=frame["head_low"] * each,
        left_high=frame["head_high"] * each,
        **of_columns(frame, "money").columns("right"),
    )


def _working(row: Any) -> str:
    text = f"{plain(row.head)} x {plain(row.months)} months x {plain(row.fee)}"
    return (
        text
        if row.span_id
        else f"{text} ({plain(row.money)} / {plain(row.head)} / {plain(row.fee)} = {plain(row.paid)} months)"
    )


def _cause(row: Any) -> str:
    told = [int(row.months)] if pd.notna(row.span) and row.months > 0 else []
    return causes.lost_scale(row.money, row.left, THOUSAND_OFF) or _other_heads(row) or _other_fee(row, told)


def _other_heads(row: Any) -> str:
    """The other number of workers that the budget pays for to the rupiah."""
    heads = row.money / row.months / row.fee
    whole = pd.notna(row.span) and abs(heads - round(heads)) < 1e-6 and round(heads) != row.head
    said = f"{plain(row.money)} / {plain(row.months)} months / {plain(row.fee)} = {plain(round(heads))}"
    return causes.shown("other_population" if whole else "", f"{said}, printed {plain(row.head)}")


def _whole_months(paid: pd.DataFrame) -> pd.Series:
    near_whole = (paid["left"] - paid["right"]).abs().le(WHOLE_SHARE * paid["right"])
    # a wide print, or money for more than a year of contributions, says nothing about months
    unsure = (
        (paid["left_high"] - paid["left_low"]).gt(1)
        | paid["left"].gt(YEAR_PAID)
        | paid["left"].lt(LEAST_PAID)
    )
    slipped = pd.Series([bool(_slip(row)) for row in paid.itertuples()], paid.index, dtype=bool)
    off = paid["left"].map(scale).ne(1) | slipped
    within = paid["left_low"].le(paid["right"]) & paid["right"].le(paid["left_high"])
    granted = [_is_ceiling(row, row.right * row.head * row.fee) for row in paid.itertuples()]
    ceiling = pd.Series(granted, paid.index, dtype=bool)
    fits = within | near_whole | ceiling
    told = np.select([off, unsure, fits], ["disagree", "cannot_tell", "agree"], "disagree")
    return pd.Series(told, index=paid.index, dtype=str)


def _why(row: Any) -> str:
    off = scale(row.left)
    said = f"{plain(row.left)} / {plain(row.left / off)} months = {plain(off)}"
    return causes.shown("lost_scale" if off != 1 else "", said) or _slip(row) or _other_fee(row)


def _slip(row: Any) -> str:
    """The slip of the pen between the budget and a year or less of contributions, to the rupiah, or ''."""
    if row.money_qualifier or row.money_high - row.money_low > 2 or row.left.is_integer():
        return ""
    for months in range(12, 0, -1):
        working = f"{plain(row.head)} x {months} months x {plain(row.fee)}"
        if cause := causes.digit_cause(row.money, row.head * months * row.fee, working):
            return cause
    return ""


def _other_fee(row: Any, spans: Iterable[int] = range(12, 0, -1)) -> str:
    """The contribution that makes the months whole, where it is a usual misprint of the tariff."""
    most = FEE_OFF_TOLD if pd.notna(row.span) else FEE_OFF
    for months in spans:
        fee = row.money / row.head / months
        if abs(fee - row.fee) <= most * row.fee and abs(fee / 100 - round(fee / 100)) < 1e-6:
            said = f"{plain(row.money)} / {plain(row.head)} / {months} months = {plain(fee)}"
            return causes.shown("other_tariff" if fee != row.fee else "", said)
    return ""

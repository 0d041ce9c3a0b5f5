"""Rules on programmes: workers x months x contribution = budget, and months against dates.

Lumajang: 5,606 workers x 7 months x 16,800 rupiah = 659,265,600, where 732,210,600 is printed.

>>> round(months_paid(732210600, 5606, 16800), 2)
7.77
"""

from typing import Any, Literal

import numpy as np
import pandas as pd

from ucjlib.core import period
from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.together import HEADCOUNTS, KEYS, distance, grouped, near, side, years
from ucjlib.judge.wording import plain
from ucjlib.reference import schemas

LOWEST = "bpu-lowest"
ENROLMENTS = ("new_enrolment", "planned_enrolment")
# parts that come to less than three quarters of the greatest figure were not told as its parts
MEANT_TOGETHER = (0.75, 1.25)
# a budget for whole months divides to one percent in half of the cases; most others pay for more
WHOLE_SHARE = 0.01
FEE_OFF = 0.05
MEMBERS_LAG = 0.6
# months that a budget of one year may pay; one for a hundred or for a day and a half is misprinted
LEAST_PAID, YEAR_PAID = 0.9, 12.5
MOST_MONTHS, LEAST_DAYS = 100.0, 0.05
THOUSAND, THOUSAND_OFF = 1000.0, 0.02


def months_paid(budget: Any, workers: Any, contribution: Any) -> Any:
    """How many months `budget` (rupiah) pays for `workers` at `contribution` (rupiah a month)."""
    return budget / (workers * contribution)


def budget_is_workers_times_months_times_contribution(claims: pd.DataFrame) -> pd.DataFrame:
    """Budget = workers x months x contribution; without printed months: how many it would pay.

    The contribution is the source's own, or the lowest of the regulations (JKK and JKM).
    """
    frame = _likeliest(_money(_plans(claims)))
    return findings(
        frame.assign(
            as_of=frame["money_as_of"],
            unit="rupiah",
            cause=[_thousand(row.money, row.left) or _other_heads(row) for row in frame.itertuples()],
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
    frame = _of_group(side(claims, "money", "budget"), side(claims, "head", *ENROLMENTS), "head")
    frame = frame[near(frame, "money", "head") & frame["head"].gt(0)]
    for name, indicator in (("fee", "contribution"), ("span", "programme_months")):
        frame = _of_group(frame, side(claims, name, indicator)[[*KEYS, name, f"{name}_id"]], name, "left")
    lowest = float(schemas.terms("regulations").at[LOWEST, "amount"])
    frame = frame.fillna({"fee": lowest, "fee_id": "", "span_id": ""}).reset_index(drop=True)
    paid = months_paid(frame["money"], frame["head"], frame["fee"])
    # of a budget a thousand times too great or small: the months that the right one pays
    meant = paid / paid.map(_scale)
    return frame.assign(paid=paid, months=frame["span"].fillna(meant.round().clip(1, 12)))


def _of_group(
    frame: pd.DataFrame, rows: pd.DataFrame, name: str, how: Literal["inner", "left"] = "inner"
) -> pd.DataFrame:
    """`rows` beside `frame`: of the same group, else where one of the two does not tell its group."""
    both = frame.merge(rows.rename(columns={"segment": "group"}), on=KEYS[:3], how=how)
    same = both["group"].eq(both["segment"])
    told = same.groupby([both["money_id"], both[f"{name}_id"].notna()]).transform("any")
    open_ = both["group"].eq("total") | both["segment"].eq("total")
    kept = both[same | both["group"].isna() | (open_ & ~told)].drop(columns="group")
    if how == "inner":
        return kept
    lost = frame[~frame["money_id"].isin(kept["money_id"])]
    return pd.concat([kept, lost], ignore_index=True)


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


def enrolments_make_total(claims: pd.DataFrame) -> pd.DataFrame:
    """Parts of an enrolment that a source tells add to the number it tells for all of them.

    Only where three figures or more stand together and the greatest is near the sum of the others.
    """
    told = claims[claims["indicator"].isin(ENROLMENTS) & claims["qualifier"].isin(["", "about"])]
    told = told.assign(month=told["as_of"].str.slice(0, 7)).sort_values("claim_id", kind="stable")
    keys = [*KEYS[:3], "indicator", "month"]
    told = told[told.groupby(keys)["value"].transform("nunique").ge(3)]
    rows = [_added(group) for group in grouped(told, *keys).values()]
    return findings(pd.DataFrame([row for row in rows if row]), "enrolments_make_total")


def budget_pays_whole_months(claims: pd.DataFrame) -> pd.DataFrame:
    """Where no months are printed: the budget over workers and contribution is a whole number of months."""
    frame = _plans(claims)
    frame = frame[frame["span"].isna()].reset_index(drop=True)
    paid = frame.assign(
        left_low=months_paid(frame["money_low"], frame["head_high"], frame["fee"]),
        left=frame["paid"],
        left_high=months_paid(frame["money_high"], frame["head_low"], frame["fee"]),
    )
    whole = paid["months"]
    paid = _likeliest(paid.assign(right=whole, right_low=whole, right_high=whole))
    working = [f"{plain(row.money)} / {plain(row.head)} / {plain(row.fee)}" for row in paid.itertuples()]
    return findings(
        paid.assign(
            as_of=paid["money_as_of"],
            unit="months",
            outcome=_whole_months(paid),
            cause=[_why(row) for row in paid.itertuples()],
            claim_ids=[_ids(row) for row in paid.itertuples()],
            working=working,
        ),
        "budget_pays_whole_months",
    )


def enrolled_within_members(claims: pd.DataFrame) -> pd.DataFrame:
    """Workers whom a region enrolled are at most all its participants, in any source. Silent otherwise."""
    placed = claims[claims["region_code"].ne("") & claims["as_of"].ne("")]
    placed = placed.assign(year=years(placed["as_of"])).sort_values(["year", "claim_id"], kind="stable")
    heads = placed[placed["indicator"].isin(HEADCOUNTS) & placed["segment"].eq("total")]
    names = {"value": "right", "low": "right_low", "high": "right_high", "claim_id": "head_id"}
    frame = pd.merge_asof(
        placed[placed["indicator"].eq("new_enrolment")],
        heads[["region_code", "year", *names]].rename(columns=names),
        on="year",
        by="region_code",
        direction="nearest",
        tolerance=MEMBERS_LAG,
    ).dropna(subset=["right"])
    frame = frame[frame["low"].gt(frame["right_high"])]
    return findings(
        frame.assign(
            **{
                f"left{end}": frame[name] for end, name in (("", "value"), ("_low", "low"), ("_high", "high"))
            },
            claim_ids=frame["claim_id"] + " " + frame["head_id"],
            working=frame["indicator"],
            outcome="disagree",
            cause="",
        ),
        "enrolled_within_members",
    )


def _likeliest(frame: pd.DataFrame) -> pd.DataFrame:
    """Of the groups beside one budget the one that fits best, at once or but for the word for thousand."""
    off = np.log(frame["left"] / frame["right"]).abs()
    fit = np.minimum(off, (off - np.log(THOUSAND)).abs()).where(distance(frame).gt(0), 0.0)
    ranked = frame.assign(_fit=fit).sort_values(["_fit", "money_id", "head_id", "span_id", "fee_id"])
    return ranked.drop_duplicates("money_id").drop(columns="_fit")


def _scale(paid: float) -> float:
    """1000 or 0.001 where a budget pays for a hundred months or a day, and so corrected for a year."""
    if paid > MOST_MONTHS and LEAST_PAID <= paid / THOUSAND <= YEAR_PAID:
        return THOUSAND
    return 1 / THOUSAND if paid < LEAST_DAYS and LEAST_PAID <= paid * THOUSAND <= YEAR_PAID else 1.0


def _thousand(money: float, due: float) -> str:
    """The lost or added word for thousand between a budget and what is due, within two percent, or ''."""
    least, most = sorted((money, due))
    near = abs(most / least / THOUSAND - 1) <= THOUSAND_OFF if least > 0 else False
    return causes.shown("lost_scale" if near else "", f"{plain(least)} x 1000 = {plain(least * THOUSAND)}")


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
    off = paid["left"].map(_scale).ne(1) | slipped
    within = paid["left_low"].le(paid["right"]) & paid["right"].le(paid["left_high"])
    told = np.select([off, unsure, within | near_whole], ["disagree", "cannot_tell", "agree"], "disagree")
    return pd.Series(told, index=paid.index, dtype=str)


def _why(row: Any) -> str:
    scale = _scale(row.left)
    said = f"{plain(row.left)} / {plain(row.left / scale)} months = {plain(scale)}"
    return causes.shown("lost_scale" if scale != 1 else "", said) or _slip(row) or _other_fee(row)


def _slip(row: Any) -> str:
    """The slip of the pen between the budget and a year or less of contributions, to the rupiah, or ''."""
    if row.money_qualifier or row.money_high - row.money_low > 2 or row.left.is_integer():
        return ""
    for months in range(12, 0, -1):
        working = f"{plain(row.head)} x {months} months x {plain(row.fee)}"
        if cause := causes.digit_cause(row.money, row.head * months * row.fee, working):
            return cause
    return ""


def _other_fee(row: Any) -> str:
    """The contribution that makes the months whole, where it is a usual misprint of the tariff."""
    for months in range(12, 0, -1):
        fee = row.money / row.head / months
        if abs(fee - row.fee) <= FEE_OFF * row.fee and abs(fee / 100 - round(fee / 100)) < 1e-6:
            said = f"{plain(row.money)} / {plain(row.head)} / {months} months = {plain(fee)}"
            return causes.shown("other_tariff" if fee != row.fee else "", said)
    return ""


def _added(group: list) -> dict:
    whole, *parts = sorted(group, key=lambda claim: (-claim.value, claim.claim_id))
    total = sum(part.value for part in parts)
    if not MEANT_TOGETHER[0] * whole.value <= total <= MEANT_TOGETHER[1] * whole.value:
        return {}
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    working = " + ".join(plain(part.value) for part in parts)
    cause = causes.digit_cause(whole.value, total, working) if whole.value != total else ""
    return {
        **{key: getattr(whole, key) for key in KEYS},
        "as_of": whole.as_of,
        "claim_ids": " ".join([whole.claim_id, *(part.claim_id for part in parts)]),
        "left": total,
        "left_low": low,
        "left_high": high,
        "right": whole.value,
        "right_low": whole.low,
        "right_high": whole.high,
        "unit": "workers",
        "working": working,
        "cause": cause,
    }

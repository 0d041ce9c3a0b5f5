"""Rules on programmes: months against dates, parts of an enrolment, those enrolled among all members.

>>> from ucjlib.reference import schemas
>>> len(programme_months_fit_dates(schemas.empty("claims")))
0
"""

from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.judge import causes
from ucjlib.judge.comparing import comparison, findings
from ucjlib.judge.prints import Print, of_claim
from ucjlib.judge.rulebook.nearest import within_nearest
from ucjlib.judge.rulebook.plans import ENROLMENTS, MEANT_TOGETHER
from ucjlib.judge.together import HEADCOUNTS, KEYS, grouped, side
from ucjlib.judge.wording import plain

MEMBERS_LAG = 0.6
# as many parts of one group are trades of it
TRADES = 3


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
            **{f"right{end}": spans["span"] for end in ("", "_low", "_high")},
            unit="months",
            working=working,
            cause="",
            as_of=spans["span_as_of"],
            claim_ids=spans["span_id"],
        ),
        "programme_months_fit_dates",
    )


def enrolments_make_total(claims: pd.DataFrame) -> pd.DataFrame:
    """Parts of an enrolment that a source tells add to the number it tells for all of them.

    Only where three figures or more stand together and the greatest is near the sum of the others: parts of
    one kind and, unless it counts all, of its people. Those whom a programme pays for may be called members.
    """
    paid = claims["indicator"].isin((*HEADCOUNTS, "new_enrolment")) & claims["segment"].eq("rentan")
    kind = claims["indicator"].mask(paid, "new_enrolment")
    told = claims[kind.isin(ENROLMENTS) & claims["qualifier"].isin(["", "about"])]
    told = told.assign(month=told["as_of"].str.slice(0, 7), kind=kind[told.index])
    told = told.sort_values("claim_id", kind="stable")
    keys = [*KEYS[:3], "kind", "month"]
    told = told[told.groupby(keys)["value"].transform("nunique").ge(3)]
    rows = [_added(group) for group in grouped(told, *keys).values()]
    return findings(pd.DataFrame([row for row in rows if row]), "enrolments_make_total")


def enrolled_within_members(claims: pd.DataFrame) -> pd.DataFrame:
    """Workers whom a region enrolled are at most all its participants, in any source. Silent otherwise."""
    placed = claims[claims["region_code"].ne("")]
    heads = placed[placed["indicator"].isin(HEADCOUNTS) & placed["segment"].eq("total")]
    enrolled = placed[placed["indicator"].eq("new_enrolment")]
    return within_nearest(enrolled, heads, ["region_code"], MEMBERS_LAG, "enrolled_within_members")


def _added(group: list) -> dict:
    whole, *others = sorted(group, key=lambda claim: (-claim.value, claim.claim_id))
    kinds = grouped([part for part in others if _of_whole(part, whole)], "indicator")
    parts = max(kinds.values(), key=len, default=[])
    total, low, high = (sum(getattr(part, end) for part in parts) for end in ("value", "low", "high"))
    near = MEANT_TOGETHER[0] * whole.value <= total <= MEANT_TOGETHER[1] * whole.value
    if len(parts) < 2 or not near:
        return {}
    working = " + ".join(plain(part.value) for part in parts)
    cause = causes.digit_cause(whole.value, total, working) if whole.value != total else ""
    told = {"working": working, "cause": cause}
    # of a list of trades nobody says that it is complete
    trades = [part for part in parts if part.segment == parts[0].segment]
    if len(trades) >= TRADES and high < whole.low:
        told["outcome"] = "cannot_tell"
    return comparison(whole, [whole, *parts], Print(total, low, high), of_claim(whole), **told)


def _of_whole(part: Any, whole: Any) -> bool:
    """Whether a figure can be a part of another: of its people and kind, or of all those of its kind."""
    return part.segment == whole.segment or (whole.segment == "total" and part.indicator == whole.indicator)

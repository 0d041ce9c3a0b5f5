"""Claims -> estimates: one number per place, indicator, segment, base and month.

Decisions are applied first. Of the claims for one thing `choosing` takes one by a written rule. Then
`balance` sets the chosen numbers beside those that an identity ties to them (participants, rate and
base; active and inactive; segments and total; target, rate and gap): ranges narrow to what all
prints allow together, and a value that misses an identity by more than rounding moves inside its print.
Last, headcounts are restated on BPS employed.

Not for adding or smoothing over time: that is `ucjlib.reckon`.

>>> estimate_id("35.05", "coverage_rate", "total", "active-over-eligible", "2025-04", "percent")
'35.05:coverage_rate:total:active-over-eligible:2025-04'
>>> estimate_id("35.05", "participants_active", "total", "", "", "villages")
'35.05:participants_active:total:villages:undated'
"""

from functools import cache
from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.judge import decisions as decided_by
from ucjlib.judge import denominators, wording
from ucjlib.judge.balance import balance
from ucjlib.judge.choosing import Choice, choose, combine
from ucjlib.judge.together import grouped, years
from ucjlib.judge.tying import AIM
from ucjlib.judge.weights import spread, weigh
from ucjlib.reference import schemas

__all__ = ["choose", "combine", "reconcile"]
KEYS = ("region_code", "indicator", "segment", "numerator", "base", "month", "unit")
KINDS = ("stock", "rate", "flow")
UNDATED = "undated"


def reconcile(
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    decisions: pd.DataFrame,
    findings: pd.DataFrame,
    as_of: str = "",
) -> pd.DataFrame:
    """The estimates that follow from claims, decisions and findings; columns of table `estimates`.

    claims, sources, decisions, findings : typed frames of those tables. as_of : a date; claims whose
    middle day lies after it are left out ('' takes all). Areas that are no region and segment `other`
    give none; undated claims make an estimate of grade D with a blank date, apart from the dated ones.

    Returns one row per estimate, sorted by id, coverage restated on BPS employed included.
    Raises UnknownId, StaleDecision, BadTable (decisions), BadDate (as_of).
    """
    decided = _known(decided_by.apply(claims, decisions), as_of)
    usable = _usable(denominators.assign(decided[~decided["rejected"]]))
    weighed = weigh(usable, decided, sources, findings)
    aims = weighed["indicator"].eq(AIM)
    rejected = _rejections(decided)
    groups = {key: choose(rows) for key, rows in grouped(weighed[~aims].itertuples(), *KEYS).items()}
    if not groups:
        return schemas.empty("estimates")
    rows = [_estimate(key, choice, rejected) for key, choice in groups.items()]
    estimates = pd.DataFrame(rows, columns=list(schemas.columns("estimates")["column"]))
    prints = pd.DataFrame([_print(choice) for choice in groups.values()])
    estimates = balance(estimates, prints, _aims(weighed[aims]))
    estimates = pd.concat([estimates, denominators.restate(estimates)], ignore_index=True)
    return estimates.sort_values("estimate_id", kind="stable").reset_index(drop=True)


def estimate_id(region: str, indicator: str, segment: str, base: str, month: str, unit: str) -> str:
    """The id of an estimate; the unit is named where it is not the indicator's own."""
    usual = _usual_units()[indicator]
    parts = [region, indicator, segment, base, "" if unit == usual else unit, month or UNDATED]
    return ":".join(filter(None, parts))


def _known(claims: pd.DataFrame, as_of: str) -> pd.DataFrame:
    ordered = claims.sort_values("claim_id", kind="stable")
    if not as_of:
        return ordered
    return ordered[~years(ordered["as_of"]).gt(period.decimal_year(str(period.last_day(as_of))))]


def _usable(claims: pd.DataFrame) -> pd.DataFrame:
    kinds = claims["indicator"].map(schemas.terms("indicators")["kind"])
    placed = claims["region_code"].ne("") & claims["segment"].ne("other")
    kept = claims[(kinds.isin(KINDS) | claims["indicator"].eq(AIM)) & placed]
    base = kept["numerator"] + "-over-" + kept["denominator"]
    on_base = kept["indicator"].isin(denominators.RATES)
    return kept.assign(month=kept["as_of"].str.slice(0, 7), base=base.where(on_base, ""))


def _rejections(decided: pd.DataFrame) -> dict[tuple, str]:
    dropped = decided[decided["rejected"]].assign(month=lambda rows: rows["as_of"].str.slice(0, 7))
    groups = grouped(dropped.itertuples(), "region_code", "indicator", "segment", "month")
    return {key: " ".join(row.decision_id for row in rows) for key, rows in groups.items()}


@cache
def _usual_units() -> dict[str, str]:
    return schemas.terms("indicators")["units"].str.split().str[0].to_dict()


def _print(choice: Choice) -> dict[str, Any]:
    first, (low, high) = choice.ranked[0], choice.printed
    return {
        "low": low,
        "high": high,
        "spread": spread(first),
        "apart": choice.apart,
        "qualifier": first.qualifier,
        "source_id": first.source_id,
        "target_year": first.target_year,
    }


def _aims(claims: pd.DataFrame) -> pd.DataFrame:
    """Targets that a gap may be counted to: of one source, place and year each value once."""
    same = ["region_code", "segment", "source_id", "target_year", "value"]
    aims = claims.drop_duplicates(same)
    return aims.assign(spread=[spread(claim) for claim in aims.itertuples()])


def _estimate(key: tuple, choice: Choice, rejected: dict[tuple, str]) -> dict:
    region, indicator, segment, numerator, base, month, unit = key
    first = choice.ranked[0]
    decision = " ".join(
        dict.fromkeys(
            " ".join(claim.decision_id for claim in choice.ranked).split()
            + rejected.get((region, indicator, segment, month), "").split()
        )
    )
    ids = dict.fromkeys([*(claim.claim_id for claim in choice.ranked), *first.base_ids.split()])
    return {
        "estimate_id": estimate_id(region, indicator, segment, base, month, unit),
        "region_code": region,
        "place": first.place,
        "indicator": indicator,
        "segment": segment,
        "numerator": numerator,
        "denominator": first.denominator,
        "denominator_as_of": first.denominator_as_of,
        "as_of": month,
        "value": first.value,
        "low": choice.low,
        "high": choice.high,
        "unit": unit,
        "rule": choice.rule,
        "grade": choice.grade,
        "claim_ids": " ".join(ids),
        "decision_id": decision,
        **{f"sentence_{language}": _sentence(choice, decision, language) for language in wording.LANGUAGES},
    }


def _sentence(choice: Choice, decision: str, language: str) -> str:
    first, texts = choice.ranked[0], _texts()[language]
    main = texts[choice.rule].format(
        value=wording.number(first.value, first.unit, first.low, first.high, language),
        publisher=first.publisher,
        sources=len({claim.source_id for claim in choice.ranked}),
        decision=decision,
        **(_ends(choice, language) if choice.apart else {}),
    )
    told = {
        "and_checked": first.standing == 0 and not first.stopped,
        "and_doubted": first.standing == 2,
        "and_hedged": bool(first.qualifier),
        "and_undated": first.as_of_basis == "statement",
        "and_no_date": not first.as_of,
    }
    ending = "".join(texts[word] for word, holds in told.items() if holds)
    if first.denominator_as_of:
        ending += texts["and_employed"].format(date=wording.date(first.denominator_as_of, language))
    return main + ending


def _ends(choice: Choice, language: str) -> dict[str, str]:
    """The least and the greatest of numbers that differ, in the decimals of the finest."""
    unit, finest = choice.ranked[0].unit, min(claim.high - claim.low for claim in choice.ranked)
    ends = (("low", choice.low), ("high", choice.high))
    return {name: wording.number(value, unit, 0, finest, language) for name, value in ends}


@cache
def _texts() -> dict[str, dict[str, str]]:
    """Sentences by language and word."""
    return wording.own_table("choices").to_dict()

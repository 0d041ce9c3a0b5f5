"""Claims -> estimates: one number per place, indicator, segment, base and month, chosen by a written rule.

The order of choice, first difference decides: a recorded acceptance; official before article;
a stated date before the day of the statement; arithmetic that agrees before none before doubt;
the finer print; the claim nearest the median. Values are chosen, never averaged. Where others
agree within their print the range narrows to what all allow; where they do not it widens
to all of them and the grade falls. A rounded copy ("45 ribu" beside 45.684) is the same statement,
no second one. A figure under a `stop` is used only when it is alone, at D.

>>> combine([(17.59, 17.60, 17.61), (17.0, 18.0, 19.0)])
(17.59, 17.61)
>>> combine([(35.67, 35.68, 35.69), (35.85, 35.86, 35.87)])
(35.67, 35.87)

Not for adding or smoothing over time: that is `ucjlib.reckon`. Source of the method: rules and
grades of WHO and UNICEF estimates of immunization coverage (Burton and others 2009), simplified.
"""

from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

import pandas as pd

from ucjlib.core import period
from ucjlib.judge import decisions as decided_by
from ucjlib.judge import denominators, wording
from ucjlib.judge.together import grouped, years
from ucjlib.judge.weights import weigh
from ucjlib.reference import schemas

KEYS = ("region_code", "indicator", "segment", "numerator", "base", "month", "unit")
KINDS = ("stock", "rate", "flow")
UNDATED = "undated"
# a digit less makes a print ten times wider, a hedge twice: beyond this it is a rounded copy
MUCH_WIDER = 5
_ORDER = (
    "decided",
    "official_over_article",
    "stated_over_statement",
    "checked_over_unchecked",
    "finer_print",
    "median_of_reports",
)


class Choice(NamedTuple):
    """The claims of one group in their order of choice, with the range, the rule and the grade."""

    ranked: list[Any]
    low: float
    high: float
    rule: str
    grade: str


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
    rejected = _rejections(decided)
    groups = grouped(weighed.itertuples(), *KEYS)
    rows = [_estimate(key, choose(group), rejected) for key, group in groups.items()]
    if not rows:
        return schemas.empty("estimates")
    estimates = pd.DataFrame(rows, columns=list(schemas.columns("estimates")["column"]))
    estimates = pd.concat([estimates, denominators.restate(estimates)], ignore_index=True)
    return estimates.sort_values("estimate_id", kind="stable").reset_index(drop=True)


def choose(group: Sequence[Any]) -> Choice:
    """Rank the weighed claims of one group and say range, rule and grade."""
    free = [claim for claim in group if not claim.stopped] or list(group)
    middle = median(claim.value for claim in free)
    ranked = sorted(free, key=lambda claim: (*_rank(claim, middle), claim.claim_id))
    low, high = combine([(claim.low, claim.value, claim.high) for claim in ranked])
    apart = [claim for claim in ranked if claim.low > ranked[0].high or claim.high < ranked[0].low]
    return Choice(ranked, low, high, _rule(ranked, apart, middle), _grade(ranked, apart))


def combine(ranges: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """low, high from (low, value, high) of claims, the chosen first.

    All overlap the chosen: what they allow together, as long as the chosen value stays inside.
    One does not: the least and the greatest of all.
    """
    low, value, high = ranges[0]
    if any(other[0] > high or other[2] < low for other in ranges[1:]):
        return min(other[0] for other in ranges), max(other[2] for other in ranges)
    for other in ranges[1:]:
        if other[0] <= value <= other[2]:
            low, high = max(low, other[0]), min(high, other[2])
    return low, high


def _known(claims: pd.DataFrame, as_of: str) -> pd.DataFrame:
    ordered = claims.sort_values("claim_id", kind="stable")
    if not as_of:
        return ordered
    return ordered[~years(ordered["as_of"]).gt(period.decimal_year(str(period.last_day(as_of))))]


def _usable(claims: pd.DataFrame) -> pd.DataFrame:
    kinds = claims["indicator"].map(schemas.terms("indicators")["kind"])
    placed = claims["region_code"].ne("") & claims["segment"].ne("other")
    kept = claims[kinds.isin(KINDS) & placed]
    base = kept["numerator"] + "-over-" + kept["denominator"]
    on_base = kept["indicator"].isin(denominators.RATES)
    return kept.assign(month=kept["as_of"].str.slice(0, 7), base=base.where(on_base, ""))


def _rejections(decided: pd.DataFrame) -> dict[tuple, str]:
    dropped = decided[decided["rejected"]].assign(month=lambda rows: rows["as_of"].str.slice(0, 7))
    groups = grouped(dropped.itertuples(), "region_code", "indicator", "segment", "month")
    return {key: " ".join(row.decision_id for row in rows) for key, rows in groups.items()}


def _rank(claim: Any, middle: float) -> tuple[float, ...]:
    return (
        not claim.accepted,
        not claim.official,
        claim.as_of_basis != "stated",
        claim.standing,
        round(claim.high - claim.low, 9),
        round(abs(claim.value - middle), 9),
    )


def _rule(ranked: list[Any], apart: list[Any], middle: float) -> str:
    first = ranked[0]
    if first.stopped:
        return "only_doubted"
    if first.accepted:
        return "decided"
    if apart:
        pairs = zip(_rank(first, middle), _rank(apart[0], middle), _ORDER, strict=True)
        return next((word for mine, theirs, word in pairs if mine != theirs), "median_of_reports")
    if len({claim.value for claim in ranked}) > 1:
        return "sources_agree"
    return "same_number" if len({claim.source_id for claim in ranked}) > 1 else "single_claim"


def _grade(ranked: list[Any], apart: list[Any]) -> str:
    first = ranked[0]
    fits = [claim for claim in ranked if claim not in apart]
    agreed = any(claim.publisher != first.publisher and not _one_statement(claim, first) for claim in fits)
    doubted = first.stopped or (first.standing == 2 and not first.accepted)
    if doubted or not first.as_of or (first.qualifier and not agreed):
        return "D"
    stated = first.as_of_basis == "stated"
    grade = (
        "A"
        if first.official or (agreed and not first.qualifier)
        else "B"
        if first.standing == 0 and stated
        else "C"
    )
    return "ABCDD"["ABCD".index(grade) + bool(apart)]


def _one_statement(one: Any, two: Any) -> bool:
    """Whether one print is a copy of the other, to the digit or rounded ("45 ribu" of 45.684)."""
    fine, coarse = sorted((one, two), key=lambda claim: claim.high - claim.low)
    rounded = coarse.high - coarse.low >= MUCH_WIDER * (fine.high - fine.low)
    return one.value == two.value or (rounded and coarse.low <= fine.value <= coarse.high)


def _estimate(key: tuple, choice: Choice, rejected: dict[tuple, str]) -> dict:
    region, indicator, segment, numerator, base, month, unit = key
    usual = schemas.terms("indicators").at[indicator, "units"].split()[0]
    parts = [region, indicator, segment, base, "" if unit == usual else unit, month or UNDATED]
    first = choice.ranked[0]
    decision = " ".join(
        dict.fromkeys(
            " ".join(claim.decision_id for claim in choice.ranked).split()
            + rejected.get((region, indicator, segment, month), "").split()
        )
    )
    ids = dict.fromkeys([*(claim.claim_id for claim in choice.ranked), *first.base_ids.split()])
    return {
        "estimate_id": ":".join(filter(None, parts)),
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
    first, texts = choice.ranked[0], wording.own_table("choices")[language]
    finest = min(claim.high - claim.low for claim in choice.ranked)
    shown = {
        name: wording.number(value, first.unit, 0, finest, language)
        for name, value in (("low", choice.low), ("high", choice.high))
    }
    main = texts[choice.rule].format(
        value=wording.number(first.value, first.unit, first.low, first.high, language),
        publisher=first.publisher,
        sources=len({claim.source_id for claim in choice.ranked}),
        decision=decision,
        **shown,
    )
    ends = {
        "and_checked": first.standing == 0 and not first.stopped,
        "and_doubted": first.standing == 2,
        "and_hedged": bool(first.qualifier),
        "and_undated": first.as_of_basis == "statement",
        "and_no_date": not first.as_of,
        "and_employed": bool(first.denominator_as_of),
    }
    date = wording.date(first.denominator_as_of, language)
    return main + "".join(texts[end].format(date=date) for end, holds in ends.items() if holds)

"""Rules on dates: a figure is no younger than its source, a span starts before it ends.

>>> from ucjlib.reference import schemas
>>> len(date_is_no_later_than_source(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.comparing import findings
from ucjlib.judge.together import years

AHEAD = ("coverage_target", "participants_target", "planned_enrolment", "budget", "programme_months")
# a figure "per 31 Mei" in a piece of 29 May is a way of speaking
GRACE = 0.1
OLDEST_TARGET = 1


def date_is_no_later_than_source(claims: pd.DataFrame) -> pd.DataFrame:
    """A figure's stated date lies no later than the latest day of a statement in its source."""
    said = claims[claims["as_of_basis"].eq("statement") & claims["as_of"].str.len().eq(10)]
    latest = said.groupby("source_id")["as_of"].max()
    told = claims[claims["as_of_basis"].eq("stated") & ~claims["indicator"].isin(AHEAD)]
    told = told[told["as_of"].str.len().ge(7) & told["source_id"].isin(latest.index)]
    told = told.assign(said=told["source_id"].map(latest))
    late = years(told["as_of"]) - years(told["said"])
    return _dated(told, told["as_of"], told["said"], late.le(GRACE), "date_is_no_later_than_source")


def span_starts_before_it_ends(claims: pd.DataFrame) -> pd.DataFrame:
    """The first day of a span is no later than its last."""
    told = claims[claims["period_start"].ne("") & claims["as_of"].ne("")]
    inside = [
        start[: len(end)] <= end for start, end in zip(told["period_start"], told["as_of"], strict=True)
    ]
    good = pd.Series(inside, index=told.index, dtype=bool)
    return _dated(told, told["period_start"], told["as_of"], good, "span_starts_before_it_ends")


def target_year_is_ahead(claims: pd.DataFrame) -> pd.DataFrame:
    """A target is for the year it is told in or a later one, one year back at the most."""
    told = claims[claims["target_year"].notna() & claims["as_of"].ne("")]
    told = told.assign(goal=told["target_year"].astype(int).astype(str))
    good = told["target_year"].astype(int).ge(told["as_of"].str.slice(0, 4).astype(int) - OLDEST_TARGET)
    return _dated(told, told["as_of"], told["goal"], good, "target_year_is_ahead")


def _dated(
    told: pd.DataFrame, first: pd.Series, second: pd.Series, good: pd.Series, rule: str
) -> pd.DataFrame:
    sides = {
        f"{name}{end}": years(dates).round(6)
        for name, dates in (("left", first), ("right", second))
        for end in ("", "_low", "_high")
    }
    return findings(
        told.assign(
            **sides,
            unit="",
            claim_ids=told["claim_id"],
            working="@" + first + ", @" + second,
            outcome=good.map({True: "agree", False: "disagree"}),
            cause="",
        ),
        rule,
    )

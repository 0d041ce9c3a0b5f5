"""Rules on order: what must lie above or below what, targets and shortfalls.

Garut, June 2025: a target of 5.37 percent where 20 percent are covered already.

>>> from ucjlib.reference import schemas
>>> len(target_above_now(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import Equation, hold, of
from ucjlib.judge.together import HEADCOUNTS, KEYS, one_target_year, same_time, years


def target_above_now(claims: pd.DataFrame) -> pd.DataFrame:
    """A target for this or a later year lies above the coverage reached."""
    equation = Equation(
        sides={"now": of("coverage_rate"), "goal": of("coverage_target")},
        left=lambda it: it.now,
        right="goal",
        working="now",
        at_most=True,
        keep=("target_year",),
        only=lambda rows: rows["goal_target_year"].ge(years(rows["now_as_of"]) // 1).fillna(False),
    )
    return hold(claims, "target_above_now", equation)


def later_target_is_higher(claims: pd.DataFrame) -> pd.DataFrame:
    """Of two targets of one source the one for the later year is no lower."""
    equation = Equation(
        sides={"earlier": of("coverage_target"), "later": of("coverage_target")},
        left=lambda it: it.earlier,
        right="later",
        working="earlier",
        at_most=True,
        keep=("target_year",),
        only=lambda rows: rows["earlier_target_year"].lt(rows["later_target_year"]).fillna(False),
    )
    return hold(claims, "later_target_is_higher", equation)


def headcount_target_above_now(claims: pd.DataFrame) -> pd.DataFrame:
    """The participants to reach are no fewer than the participants there are."""
    equation = Equation(
        sides={"now": of(*HEADCOUNTS), "goal": of("participants_target")},
        left=lambda it: it.now,
        right="goal",
        working="now",
        at_most=True,
        keep=("target_year",),
        only=lambda rows: rows["goal_target_year"].ge(years(rows["now_as_of"]) // 1).fillna(True),
    )
    return hold(claims, "headcount_target_above_now", equation)


def needed_within_uncovered(claims: pd.DataFrame) -> pd.DataFrame:
    """The workers still needed for a target are no more than those not covered."""
    equation = Equation(
        sides={"need": of("additional_workers_needed"), "rest": of("uncovered_workers")},
        left=lambda it: it.need,
        right="rest",
        working="need",
        at_most=True,
        only=lambda rows: same_time(rows, "rest", "need"),
    )
    return hold(pd.concat([claims, _rests(claims)]), "needed_within_uncovered", equation)


def _rests(claims: pd.DataFrame) -> pd.DataFrame:
    """Those not covered as universe less participants, as claims, where no source tells of them itself."""
    told = claims.loc[claims["indicator"].eq("uncovered_workers"), "source_id"]
    needed = claims.loc[claims["indicator"].eq("additional_workers_needed"), "source_id"]
    rows = claims[claims["source_id"].isin(needed) & ~claims["source_id"].isin(told)]
    both = rows[rows["indicator"].eq("universe")].merge(
        rows[rows["indicator"].isin(HEADCOUNTS)], on=KEYS, suffixes=("", "_part")
    )
    return both.assign(
        claim_id=both["claim_id"] + " " + both["claim_id_part"],
        indicator="uncovered_workers",
        value=both["value"] - both["value_part"],
        low=both["low"] - both["high_part"],
        high=both["high"] - both["low_part"],
    )[list(claims.columns)]


def needed_is_points_of_universe(claims: pd.DataFrame) -> pd.DataFrame:
    """Workers still needed = (target - coverage) x universe."""
    equation = Equation(
        sides={
            "goal": of("coverage_target", within=1.0),
            "now": of("coverage_rate"),
            "whole": of("universe"),
            "need": of("additional_workers_needed"),
        },
        left=lambda it: 0.01 * ((it.goal - it.now) * it.whole),
        right="need",
        working="(goal - now) percent of whole",
        keep=("target_year",),
        only=lambda rows: one_target_year(rows, "need", "goal"),
    )
    return hold(claims, "needed_is_points_of_universe", equation)


def gap_is_needed_over_universe(claims: pd.DataFrame) -> pd.DataFrame:
    """Gap in points = workers still needed / universe."""
    equation = Equation(
        sides={
            "need": of("additional_workers_needed"),
            "whole": of("universe"),
            "gap": of("coverage_gap"),
        },
        left=lambda it: 100 * it.need / it.whole,
        right="gap",
        working="need / whole",
        keep=("target_year",),
        only=lambda rows: one_target_year(rows, "gap", "need"),
    )
    return hold(claims, "gap_is_needed_over_universe", equation)


def rate_follows_heads_to_target(claims: pd.DataFrame) -> pd.DataFrame:
    """Where the target is printed in percent and in heads: coverage = participants / heads x target."""
    equation = Equation(
        sides={
            "heads": of(*HEADCOUNTS),
            "goal_heads": of("participants_target", within=1.0),
            "goal": of("coverage_target", within=1.0),
            "rate": of("coverage_rate"),
        },
        left=lambda it: (it.heads / it.goal_heads) * it.goal,
        right="rate",
        working="heads / goal_heads x goal",
        keep=("target_year",),
        only=lambda rows: one_target_year(rows, "goal", "goal_heads") & same_time(rows, "rate", "heads"),
        meant=0.5,
    )
    return hold(claims, "rate_follows_heads_to_target", equation)

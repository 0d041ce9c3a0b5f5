"""Rules on counts inside counts: active and inactive, a group and all, workers and inhabitants.

>>> from ucjlib.reference import schemas
>>> len(registered_is_active_plus_inactive(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import PLACE, Equation, exactly, hold, of
from ucjlib.judge.together import HEADCOUNTS, same_time

COUNTS = (*HEADCOUNTS, "universe", "uncovered_workers", "employed", "labour_force")
# a rate over the active is a tenth lower than one over the registered: another rate
LEAST_INACTIVE = 0.1
NATION = "00"
GROUPS = ("pu", "bpu", "formal", "informal", "jakon", "rentan", "desa", "non_asn", "pmi")


def registered_is_active_plus_inactive(claims: pd.DataFrame) -> pd.DataFrame:
    """Active participants + inactive participants = registered participants."""
    equation = Equation(
        sides={
            "active": of("participants_active"),
            "inactive": of("participants_inactive"),
            "registered": of("participants_registered"),
        },
        left=lambda it: it.active + it.inactive,
        right="registered",
        working="active + inactive",
        only=lambda rows: same_time(rows, "registered", "active") & same_time(rows, "registered", "inactive"),
    )
    return hold(claims, "registered_is_active_plus_inactive", equation)


def registered_beside_active(claims: pd.DataFrame) -> pd.DataFrame:
    """Registered and active participants side by side, a tenth apart or more: two stocks. Silent otherwise.

    Of the nation both are published as such; a source that prints the inactive ones, or the share of the
    active, has told of it itself.
    """
    told = claims["indicator"].eq("participants_inactive") | (
        claims["indicator"].eq("participants_share") & claims["segment"].eq("total")
    )
    equation = Equation(
        sides={
            "active": of("participants_active", segments=["total"]),
            "registered": of("participants_registered", segments=["total"]),
        },
        left=lambda it: it.active,
        right="registered",
        working="active",
        quiet=True,
        only=lambda rows: (
            same_time(rows, "registered", "active")
            & rows["active_high"].lt((1 - LEAST_INACTIVE) * rows["registered_low"])
        ),
    )
    explained = claims["source_id"].isin(claims.loc[told, "source_id"]) | claims["region_code"].eq(NATION)
    return hold(claims[~explained], "registered_beside_active", equation)


def uncovered_is_rest_of_universe(claims: pd.DataFrame) -> pd.DataFrame:
    """Workers not covered = universe x (100 percent - coverage)."""
    equation = Equation(
        sides={
            "whole": of("universe"),
            "rate": of("coverage_rate"),
            "rest": of("uncovered_workers"),
        },
        left=lambda it: 0.01 * (it.whole * (exactly(100.0) - it.rate)),
        right="rest",
        working="whole x (100 - rate) percent",
        only=lambda rows: same_time(rows, "rest", "rate"),
    )
    return hold(claims, "uncovered_is_rest_of_universe", equation)


def group_within_all(claims: pd.DataFrame) -> pd.DataFrame:
    """A group counts no more people than all of the same count. Silent where it does not."""
    equations = [
        Equation(
            sides={"part": of(kind, segments=GROUPS), "whole": of(kind, segments=["total"])},
            left=lambda it: it.part,
            right="whole",
            working="part",
            on=PLACE,
            at_most=True,
            quiet=True,
            only=lambda rows: same_time(rows, "part", "whole"),
        )
        for kind in COUNTS
    ]
    return hold(claims, "group_within_all", *equations)


def universe_within_labour_force(claims: pd.DataFrame) -> pd.DataFrame:
    """The workers who ought to be covered are part of the labour force of the same source."""
    equation = Equation(
        sides={
            "universe": of("universe", segments=["total"]),
            "labour": of("labour_force", segments=["total"]),
        },
        left=lambda it: it.universe,
        right="labour",
        working="universe",
        at_most=True,
    )
    return hold(claims, "universe_within_labour_force", equation)


def workers_within_population(claims: pd.DataFrame) -> pd.DataFrame:
    """Workers, members or labour force of a place are fewer than its inhabitants in the same source."""
    equations = [
        Equation(
            sides={"workers": of(kind, segments=["total"]), "all": of("population", segments=["total"])},
            left=lambda it: it.workers,
            right="all",
            working="workers",
            at_most=True,
        )
        for kind in ("universe", "labour_force", *HEADCOUNTS)
    ]
    return hold(claims, "workers_within_population", *equations)


def labour_force_is_employed_plus_unemployed(claims: pd.DataFrame) -> pd.DataFrame:
    """Employed + unemployed = labour force (BPS Sakernas)."""
    equation = Equation(
        sides={
            "employed": of("employed", segments=["total"], within=0.1),
            "unemployed": of("unemployed", segments=["total"], within=0.1),
            "labour": of("labour_force", segments=["total"]),
        },
        left=lambda it: it.employed + it.unemployed,
        right="labour",
        working="employed + unemployed",
    )
    return hold(claims, "labour_force_is_employed_plus_unemployed", equation)


def unemployment_rate_is_unemployed_over_labour_force(claims: pd.DataFrame) -> pd.DataFrame:
    """Unemployment rate = unemployed / labour force (BPS Sakernas)."""
    equation = Equation(
        sides={
            "unemployed": of("unemployed", segments=["total"], within=0.1),
            "labour": of("labour_force", segments=["total"], within=0.1),
            "rate": of("unemployment_rate"),
        },
        left=lambda it: 100 * it.unemployed / it.labour,
        right="rate",
        working="unemployed / labour",
    )
    return hold(claims, "unemployment_rate_is_unemployed_over_labour_force", equation)


def share_of_labour_force(claims: pd.DataFrame) -> pd.DataFrame:
    """Where no universe is printed: coverage = participants / labour force, if they come near each other."""
    told = claims.loc[claims["indicator"].isin(["universe", "uncovered_workers"]), "source_id"]
    equation = Equation(
        sides={
            "part": of(*HEADCOUNTS, segments=["total"]),
            "whole": of("labour_force", segments=["total"]),
            "rate": of("coverage_rate", segments=["total"]),
        },
        left=lambda it: 100 * it.part / it.whole,
        right="rate",
        working="part / whole",
        only=lambda rows: same_time(rows, "rate", "part"),
        meant=0.15,
    )
    return hold(claims[~claims["source_id"].isin(told)], "share_of_labour_force", equation)

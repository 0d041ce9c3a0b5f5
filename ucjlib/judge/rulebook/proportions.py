"""Rules on shares that look like coverage and are none: shares of members, shares of a target.

>>> from ucjlib.reference import schemas
>>> len(progress_is_done_over_planned(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import PLACE, Equation, exactly, hold, of
from ucjlib.judge.together import HEADCOUNTS, one_target_year

GROUPS = ("pu", "bpu", "formal", "informal", "jakon", "pmi", "rentan", "desa", "non_asn")


def member_share_is_group_over_all(claims: pd.DataFrame) -> pd.DataFrame:
    """Share of a group among participants = participants of the group / all participants."""
    equations = [
        Equation(
            sides={
                "part": of(kind, segments=GROUPS),
                "whole": of(kind, segments=["total"], on=PLACE),
                "share": of("participants_share", segments=GROUPS),
            },
            left=lambda it: 100 * it.part / it.whole,
            right="share",
            working="part / whole",
        )
        for kind in HEADCOUNTS
    ]
    inhabitants = Equation(
        sides={
            "part": of(*HEADCOUNTS, "planned_enrolment", segments=GROUPS),
            "whole": of("population", segments=["total"], on=PLACE),
            "share": of("participants_share", segments=GROUPS),
        },
        left=lambda it: 100 * it.part / it.whole,
        right="share",
        working="part / whole",
        meant=0.15,
    )
    return hold(claims, "member_share_is_group_over_all", *equations, inhabitants)


def member_shares_make_100(claims: pd.DataFrame) -> pd.DataFrame:
    """The shares of the groups that make up all participants add to 100 percent."""
    two = Equation(
        sides={name: of("participants_share", segments=[name]) for name in ("formal", "informal")},
        left=lambda it: exactly(100.0) - it.formal,
        right="informal",
        working="100 - formal",
        on=PLACE,
    )
    three = Equation(
        sides={name: of("participants_share", segments=[name]) for name in ("pu", "bpu", "jakon")},
        left=lambda it: exactly(100.0) - it.pu - it.bpu,
        right="jakon",
        working="100 - pu - bpu",
        on=PLACE,
    )
    return hold(claims, "member_shares_make_100", two, three)


def progress_is_done_over_planned(claims: pd.DataFrame) -> pd.DataFrame:
    """Share of a target reached = enrolled / to be enrolled, or participants / participants to reach."""
    pairs = (("new_enrolment", "planned_enrolment"), *((kind, "participants_target") for kind in HEADCOUNTS))
    equations = [
        Equation(
            sides={"done": of(done), "planned": of(planned), "progress": of("programme_progress")},
            left=lambda it: 100 * it.done / it.planned,
            right="progress",
            working="done / planned",
        )
        for done, planned in pairs
    ]
    return hold(claims, "progress_is_done_over_planned", *equations)


def progress_is_rate_over_target(claims: pd.DataFrame) -> pd.DataFrame:
    """Share of the target reached = coverage / target."""
    equation = Equation(
        sides={
            "rate": of("coverage_rate"),
            "goal": of("coverage_target", within=1.0),
            "progress": of("programme_progress"),
        },
        left=lambda it: 100 * it.rate / it.goal,
        right="progress",
        working="rate / goal",
        keep=("target_year",),
        only=lambda rows: one_target_year(rows, "progress", "goal"),
    )
    return hold(claims, "progress_is_rate_over_target", equation)

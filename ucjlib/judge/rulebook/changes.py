"""Rules on change: growth in points, in heads and in percent, and the rise that a target asks for.

Growth is printed as percent where points are meant, and read as points where percent is meant; what the
two dated figures give decides.

>>> from ucjlib.reference import schemas
>>> len(growth_is_now_less_before(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import Equation, hold, of
from ucjlib.judge.together import HEADCOUNTS, near, years

# a change is told against the report before, rarely against one more than three years old
LONGEST = 3.2


def growth_is_now_less_before(claims: pd.DataFrame) -> pd.DataFrame:
    """Growth in points = coverage now - coverage before."""
    equation = Equation(
        sides={
            "now": of("coverage_rate"),
            "before": of("coverage_rate", within=LONGEST),
            "growth": of("coverage_growth"),
        },
        left=lambda it: it.now - it.before,
        right="growth",
        working="now - before",
        only=_in_order,
    )
    return hold(claims, "growth_is_now_less_before", equation)


def growth_in_heads_is_now_less_before(claims: pd.DataFrame) -> pd.DataFrame:
    """Growth in workers = participants now - participants before, both of one kind."""
    equations = [
        Equation(
            sides={"now": of(kind), "before": of(kind, within=LONGEST), "growth": of("participants_growth")},
            left=lambda it: it.now - it.before,
            right="growth",
            working="now - before",
            only=_in_order,
        )
        for kind in HEADCOUNTS
    ]
    return hold(claims, "growth_in_heads_is_now_less_before", *equations)


def growth_rate_is_growth_over_before(claims: pd.DataFrame) -> pd.DataFrame:
    """Relative growth = (participants now - before) / before, in percent."""
    equations = [
        Equation(
            sides={
                "now": of(kind),
                "before": of(kind, within=LONGEST),
                "growth": of("participants_growth_rate"),
            },
            left=lambda it: 100 * ((it.now - it.before) / it.before),
            right="growth",
            working="(now - before) / before",
            only=_in_order,
        )
        for kind in (*HEADCOUNTS, "new_enrolment")
    ]
    return hold(claims, "growth_rate_is_growth_over_before", *equations)


def increment_leads_to_target(claims: pd.DataFrame) -> pd.DataFrame:
    """Coverage now + the rise asked for, in points = target."""
    equation = Equation(
        sides={
            "now": of("coverage_rate"),
            "rise": of("target_increment"),
            "goal": of("coverage_target"),
        },
        left=lambda it: it.now + it.rise,
        right="goal",
        working="now + rise",
        only=lambda rows: rows["rise_unit"].eq("percentage_points"),
    )
    return hold(claims, "increment_leads_to_target", equation)


def _in_order(rows: pd.DataFrame) -> pd.Series:
    now, before = years(rows["now_as_of"]), years(rows["before_as_of"])
    return near(rows, "growth", "now") & now.gt(before)

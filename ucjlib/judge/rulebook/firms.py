"""Rules on employers: those that are members, those there are, and the share that complies.

>>> from ucjlib.reference import schemas
>>> len(compliance_is_members_over_firms(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import Equation, hold, of


def compliance_is_members_over_firms(claims: pd.DataFrame) -> pd.DataFrame:
    """Compliance = employers registered / employers there are, in percent."""
    equation = Equation(
        sides={
            "members": of("employers_registered"),
            "firms": of("employers_total"),
            "share": of("employer_compliance"),
        },
        left=lambda it: 100 * it.members / it.firms,
        right="share",
        working="members / firms",
    )
    return hold(claims, "compliance_is_members_over_firms", equation)


def members_within_firms(claims: pd.DataFrame) -> pd.DataFrame:
    """No more employers are registered than there are."""
    equation = Equation(
        sides={"members": of("employers_registered"), "firms": of("employers_total")},
        left=lambda it: it.members,
        right="firms",
        working="members",
        at_most=True,
    )
    return hold(claims, "members_within_firms", equation)

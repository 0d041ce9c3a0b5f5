"""All rules, by name, and `check`, which runs them over a table of claims.

A rule is a function from claims to findings and a row of `rules.csv` of the same name, with
its severity, its sentences and the source of its method. A disagreement is a row with a
likely cause, never an error and never a repair.

>>> len(RULES) >= 12 and all(rule.__doc__ for rule in RULES.values())
True
>>> from ucjlib.reference import schemas
>>> len(check(schemas.empty("claims")))
0
"""

from collections.abc import Callable

import pandas as pd

from ucjlib.judge import across, firms, identities, parts, programmes, slips, targets, twice, universes
from ucjlib.reference import schemas

Rule = Callable[[pd.DataFrame], pd.DataFrame]
RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        parts.parts_make_whole,
        identities.share_is_part_over_whole,
        identities.whole_is_covered_plus_uncovered,
        identities.rate_plus_uncovered_rate_is_100,
        identities.total_share_between_group_shares,
        targets.gap_is_target_less_now,
        targets.gap_points_and_workers_imply_one_universe,
        targets.target_times_base_is_headcount,
        targets.needed_is_target_less_participants,
        programmes.budget_is_workers_times_months_times_contribution,
        programmes.programme_months_fit_dates,
        slips.bounds,
        slips.digit_slip,
        twice.one_source_two_numbers,
        twice.one_fact_two_sources,
        across.registered_against_active,
        across.falls_between_reports,
        universes.implied_universe_against_employed,
        firms.compliance_is_members_over_firms,
        firms.members_within_firms,
    )
}


def check(claims: pd.DataFrame) -> pd.DataFrame:
    """Run every rule; returns findings (columns of the schema), rules in their order, ids stable.

    claims : typed frame of table `claims`; its row order does not matter, notes are not looked at.
    """
    blind = claims.assign(notes="").sort_values("claim_id", kind="stable").reset_index(drop=True)
    found = [frame for rule in RULES.values() if len(frame := rule(blind))]
    return pd.concat(found, ignore_index=True) if found else schemas.empty("findings")


def summary(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings counted: one row per rule, one column per outcome, in the order of the words."""
    outcomes = list(schemas.vocabulary("words:outcome"))
    counted = findings.groupby(["rule", "outcome"]).size().unstack(fill_value=0)
    return counted.reindex(index=list(RULES), columns=outcomes, fill_value=0)

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
from multiprocessing import get_context

import pandas as pd

from ucjlib.judge.rulebook import (
    across,
    breaks,
    calendar,
    changes,
    firms,
    group_sums,
    identities,
    misprints,
    orders,
    parts,
    programmes,
    proportions,
    provinces,
    slips,
    targets,
    tariffs,
    twice,
    twins,
    universes,
    wholes,
)
from ucjlib.judge.suspects.explain import explained
from ucjlib.reference import schemas

Rule = Callable[[pd.DataFrame], pd.DataFrame]
# what no rule looks at: a comment is no evidence, and where a token stands no argument
UNSEEN = ["notes", "start", "end", "speaker_role"]
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
        changes.growth_is_now_less_before,
        changes.growth_in_heads_is_now_less_before,
        changes.growth_rate_is_growth_over_before,
        changes.increment_leads_to_target,
        proportions.member_share_is_group_over_all,
        proportions.member_shares_make_100,
        proportions.progress_is_done_over_planned,
        proportions.progress_is_rate_over_target,
        wholes.registered_is_active_plus_inactive,
        wholes.uncovered_is_rest_of_universe,
        wholes.group_within_all,
        wholes.universe_within_labour_force,
        wholes.workers_within_population,
        wholes.labour_force_is_employed_plus_unemployed,
        wholes.unemployment_rate_is_unemployed_over_labour_force,
        wholes.share_of_labour_force,
        orders.target_above_now,
        orders.later_target_is_higher,
        orders.headcount_target_above_now,
        orders.needed_within_uncovered,
        orders.needed_is_points_of_universe,
        orders.gap_is_needed_over_universe,
        orders.rate_follows_heads_to_target,
        tariffs.contribution_is_a_tariff,
        tariffs.benefit_is_a_tariff,
        tariffs.yearly_contribution_is_twelve_months,
        tariffs.count_is_no_tariff,
        programmes.enrolments_make_total,
        programmes.budget_pays_whole_months,
        programmes.enrolled_within_members,
        calendar.date_is_no_later_than_source,
        calendar.span_starts_before_it_ends,
        calendar.target_year_is_ahead,
        twins.one_number_two_labels,
        twins.two_numbers_one_slip_apart,
        breaks.jump_between_reports,
        breaks.year_against_month,
        breaks.base_changes_between_reports,
        provinces.place_within_its_province,
        provinces.province_between_its_regencies,
        provinces.regencies_make_province,
        breaks.coverage_jumps_between_reports,
        misprints.one_count_one_slip_apart,
        group_sums.rate_is_groups_over_universe,
        wholes.registered_beside_active,
    )
}


def check(claims: pd.DataFrame, jobs: int = 1) -> pd.DataFrame:
    """Run every rule; returns findings (columns of the schema), rules in their order, ids stable.

    claims : typed frame of table `claims`; its row order does not matter, notes are not looked at.
    jobs : processes to share the rules among, worth it from 100,000 claims on; the findings are the same.
    """
    seen = claims.drop(columns=UNSEEN, errors="ignore")
    blind = seen.sort_values("claim_id", kind="stable").reset_index(drop=True)
    found = [frame for frame in _all(blind, jobs) if len(frame)]
    return pd.concat(found, ignore_index=True) if found else schemas.empty("findings")


def _all(claims: pd.DataFrame, jobs: int) -> list[pd.DataFrame]:
    """The findings of each rule, in the order of the rules."""
    if jobs == 1:
        return [try_rule(rule, claims) for rule in RULES]
    # forked, so that the claims are shared and not sent
    with get_context("fork").Pool(jobs, _hold, [claims]) as pool:
        return pool.map(_try_held, list(RULES), chunksize=1)


_held: list[pd.DataFrame] = []


def _hold(claims: pd.DataFrame) -> None:
    _held[:] = [claims]


def _try_held(rule: str) -> pd.DataFrame:
    return try_rule(rule, _held[0])


def try_rule(rule: str, claims: pd.DataFrame) -> pd.DataFrame:
    """The findings of one rule over `claims`, with their causes; KeyError for a name that is no rule."""
    found = RULES[rule](claims)
    return explained(found, claims) if len(found) else found


def summary(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings counted: one row per rule, one column per outcome, in the order of the words."""
    outcomes = list(schemas.vocabulary("words:outcome"))
    counted = findings.groupby(["rule", "outcome"]).size().unstack(fill_value=0)
    return counted.reindex(index=list(RULES), columns=outcomes, fill_value=0)

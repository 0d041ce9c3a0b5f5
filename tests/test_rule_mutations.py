"""Each rule fires when one of its figures is broken by more than the print allows, and not within it.

The passing examples that ship with the rules are the input: one figure of a finding that agrees is moved
inside its range, cut off or rounded by a digit, or broken far beyond; every rule must tell these apart.
"""

import math

import pandas as pd
import pytest
from rule_examples import agreeing_examples

from ucjlib.judge import rules

FACTORS = (0.5, 2.0, 0.9, 1.1, 0.05, 20.0)
# these speak of dates or labels: what breaks them is no number
NOT_BY_NUMBER = {"date_is_no_later_than_source", "span_starts_before_it_ends", "target_year_is_ahead"}
# these are silent until they fire, so their passing example has no finding
SILENT = {
    "count_is_no_tariff",
    "digit_slip",
    "enrolled_within_members",
    "falls_between_reports",
    "figures_elsewhere",
    "claims_are_paid",
    "group_within_all",
    "group_within_all_elsewhere",
    "group_within_employed",
    "jump_between_reports",
    "labour_force_holds_employed",
    "members_within_employed",
    "members_within_universe",
    "one_number_two_labels",
    "coverage_jumps_between_reports",
    "one_count_one_slip_apart",
    "one_figure_two_dates",
    "one_programme_two_sources",
    "place_within_its_province",
    "programme_within_employed",
    "registered_beside_active",
    "two_bases_of_one_year",
    "two_numbers_one_slip_apart",
    "year_against_month",
}
# a round count is held to be a rounded one; moved by one it is round no more
BY_ROUNDNESS = {"one_fact_two_sources"}
RULES = sorted(set(rules.RULES) - NOT_BY_NUMBER)


def moved(claims: pd.DataFrame, row: int, value: float) -> pd.DataFrame:
    """The claims with one value moved and the width of its print kept."""
    changed = claims.copy()
    half = (changed.at[row, "high"] - changed.at[row, "low"]) / 2
    changed.loc[row, ["value", "low", "high"]] = [value, value - half, value + half]
    return changed


def outcomes(rule: str, claims: pd.DataFrame) -> set[str]:
    return set(rules.try_rule(rule, claims)["outcome"])


def fires(rule: str, claims: pd.DataFrame) -> bool:
    return bool(outcomes(rule, claims) & {"disagree", "cannot_tell"})


@pytest.mark.parametrize("rule", sorted(set(RULES) - SILENT))
def test_a_broken_figure_is_seen(rule):
    examples = agreeing_examples(rule)
    assert examples, "the rule has no example that agrees"
    broken = (
        moved(claims, row, claims.at[row, "value"] * factor)
        for factor in FACTORS
        for claims in examples
        for row in claims.index
    )
    assert any("disagree" in outcomes(rule, one) for one in broken)


@pytest.mark.parametrize("rule", sorted(SILENT))
def test_a_silent_rule_speaks_when_its_failing_example_is_shown(rule):
    quiet, loud = (
        agreeing_examples(rule, expect="silent"),
        agreeing_examples(rule, expect="disagree cannot_tell"),
    )
    assert loud and all(fires(rule, claims) for claims in loud)
    assert not any(fires(rule, claims) for claims in quiet)


@pytest.mark.parametrize("rule", sorted(set(RULES) - SILENT - BY_ROUNDNESS))
@pytest.mark.parametrize("edge", ["low", "high"])
def test_within_the_print_no_rule_fires(rule, edge):
    for claims in agreeing_examples(rule):
        for row in claims.index:
            at_edge = claims.copy()
            at_edge.loc[row, "value"] = claims.at[row, edge]
            assert "disagree" not in outcomes(rule, at_edge), (edge, claims.at[row, "indicator"])


@pytest.mark.parametrize("rule", sorted(set(RULES) - SILENT))
@pytest.mark.parametrize("shorten", [math.floor, round])
def test_a_shorter_print_of_the_same_figure_agrees(rule, shorten):
    """A figure cut off or rounded by one digit, with the range of one unit of its new last digit."""
    for claims in agreeing_examples(rule):
        for row in claims.index:
            unit = 10 * (claims.at[row, "high"] - claims.at[row, "low"]) / 2
            value = shorten(claims.at[row, "value"] / unit) * unit if unit else claims.at[row, "value"]
            shorter = claims.copy()
            shorter.loc[row, ["value", "low", "high"]] = [value, value - unit, value + unit]
            assert "disagree" not in outcomes(rule, shorter), (value, claims.at[row, "indicator"])


@pytest.mark.parametrize(
    ("rule", "column", "within", "beyond"),
    [
        ("date_is_no_later_than_source", "as_of", "2025-06", "2025-09"),
        ("span_starts_before_it_ends", "period_start", "2025-06", "2025-07"),
        ("target_year_is_ahead", "target_year", 2025, 2022),
    ],
)
def test_a_broken_date_is_seen(rule, column, within, beyond):
    claims = agreeing_examples(rule)[0]
    first = claims.index[0]
    assert outcomes(rule, claims.assign(**{column: claims[column].where(claims.index != first, within)})) == {
        "agree"
    }
    broken = claims.assign(**{column: claims[column].where(claims.index != first, beyond)})
    assert "disagree" in outcomes(rule, broken)


def test_every_rule_is_broken_somewhere():
    assert set(RULES) | NOT_BY_NUMBER == set(rules.RULES) and set(RULES) > SILENT

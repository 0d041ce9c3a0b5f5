"""Causes that need more than the figures of one rule: a small table of claims for each."""

from pathlib import Path

import pytest
from rule_examples import claims_of

from ucjlib.core import tables
from ucjlib.judge import rules
from ucjlib.judge.suspects.neighbours import neighbours

EXAMPLES = Path(__file__).parent / "examples" / "causes.csv"


def example_cases():
    rows = tables.read_text(EXAMPLES).drop(columns=tables.LINE)
    for case, group in rows.groupby("case", sort=False):
        yield pytest.param(group, id=str(case))


@pytest.mark.parametrize("rows", list(example_cases()))
def test_the_cause_named_first_is_the_one_expected(rows):
    rule, word = rows[["rule", "cause"]].iloc[0]
    found = rules.check(claims_of(rows))
    wrong = found[found["rule"].eq(rule) & found["outcome"].eq("disagree")]
    assert len(wrong) > 0, list(found["rule"])
    assert {cause.partition(":")[0] for cause in wrong["cause"]} == {word}, list(
        wrong["cause"] + " | " + wrong["also"]
    )


def test_what_one_finding_tells_another_is_the_same_for_any_number_of_processes(monkeypatch):
    rows = tables.read_text(EXAMPLES).drop(columns=tables.LINE)
    claims = claims_of(rows[rows["case"].eq("a slip that another report shows")])
    alone = rules.check(claims)
    monkeypatch.setattr(rules, "PIECE", 1)
    assert rules.check(claims, jobs=2).equals(alone)


def test_of_three_digits_the_last_one_is_not_replaced():
    slips = [one.value for one in neighbours("2,09") if one.word == "single_digit_slip"]
    assert 2.19 in slips and 2.08 not in slips
    assert not [one for one in neighbours("2.100.000") if one.word == "single_digit_slip"]

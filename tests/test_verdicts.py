"""What the checks say of each claim, and who disagrees with whom."""

import pandas as pd
import pytest

from ucjlib.judge import disputes, rules, verdicts
from ucjlib.judge.wording import own_table
from ucjlib.reference import schemas


def _claims(*rows):
    return schemas.conform(
        pd.DataFrame(
            [
                {"claim_id": claim, "source_id": claim.split("#")[0], "indicator": indicator, "value": value}
                | {"place": "Kota Malang", "segment": "total", "low": value, "high": value}
                | {"unit": unit, "as_of_basis": "stated", "region_code": "35.73"}
                for claim, indicator, value, unit in rows
            ]
        ),
        "claims",
    )


def _finding(rule, claim_ids, outcome="disagree", severity="", **other):
    told = {"sentence_id": f"{rule} {claim_ids}", "sentence_en": "said", "as_of": "2025"}
    sides = {"left_value": 1.0, "right_value": 2.0, "unit": "percent"}
    severity = severity or own_table("rules").at[rule, "severity"]
    named = {
        "finding_id": f"{rule}:{claim_ids.replace(' ', '+')}",
        "rule": rule,
        "severity": severity,
        "outcome": outcome,
    }
    return {**named, **told, **sides, "claim_ids": claim_ids, **other}


def _findings(*rows):
    return schemas.conform(pd.DataFrame(list(rows)), "findings") if rows else schemas.empty("findings")


THREE = _claims(
    ("a#1", "coverage_rate", 42.0, "percent"),
    ("a#2", "participants_active", 900.0, "workers"),
    ("b#1", "employed", 2000.0, "workers"),
)


def _said(*found, claims=THREE):
    return verdicts.verdicts(claims, _findings(*found))["verdict"].tolist()


def test_without_findings_nothing_is_checked():
    assert _said() == ["not_checked"] * 3


@pytest.mark.parametrize(
    ("first", "second", "worst"),
    [
        ("agree", "disagree", "disagree"),
        ("agree", "cannot_tell", "cannot_tell"),
        ("could_not_run", "agree", "cannot_tell"),
        ("cannot_tell", "disagree", "disagree"),
    ],
)
def test_the_worst_finding_decides_whatever_their_order(first, second, worst):
    one = _finding("share_is_part_over_whole", "a#1 a#2", first)
    other = _finding("rate_plus_uncovered_rate_is_100", "a#1", second)
    assert _said(one, other)[0] == _said(other, one)[0] == worst


def test_a_stop_points_at_the_first_claim_alone():
    assert _said(_finding("digit_slip", "a#2 a#1 b#1")) == ["not_checked", "disagree", "not_checked"]


def test_a_doubt_points_where_its_rule_says():
    assert own_table("rules").at["gap_is_target_less_now", "doubts"] == "first"
    assert _said(_finding("gap_is_target_less_now", "a#2 a#1")) == ["not_checked", "disagree", "not_checked"]
    assert _said(_finding("parts_make_whole", "a#2 a#1")) == ["disagree", "disagree", "not_checked"]


def test_both_sides_of_two_sources_are_at_odds_and_none_is_cleared():
    claims = _claims(("a#1", "coverage_rate", 42.0, "percent"), ("b#1", "coverage_rate", 32.3, "percent"))
    assert _said(_finding("one_fact_two_sources", "a#1 b#1"), claims=claims) == ["disagree", "disagree"]


def test_the_official_count_that_a_universe_is_held_against_is_no_party():
    found = _finding("implied_universe_against_employed", "a#1 b#1")
    assert _said(found) == ["disagree", "not_checked", "not_checked"]
    counts = _claims(("a#1", "employed", 1.0, "workers"), ("b#1", "employed", 2.0, "workers"))
    assert _said(_finding("one_fact_two_sources", "a#1 b#1"), claims=counts) == ["disagree", "disagree"]


def test_the_claims_that_a_finding_does_not_point_at_keep_what_another_said():
    agree = _finding("whole_is_covered_plus_uncovered", "a#1 a#2", "agree")
    slip = _finding("digit_slip", "a#2 a#1")
    given = verdicts.verdicts(THREE, _findings(agree, slip))
    assert given["verdict"].tolist() == ["agree", "disagree", "not_checked"]
    assert given["finding_ids"].tolist() == [agree["finding_id"], slip["finding_id"], ""]


def test_dates_in_good_order_do_not_make_a_figure_agree():
    in_order = _finding("date_is_no_later_than_source", "a#1", "agree", unit="")
    assert _said(in_order)[0] == "not_checked"
    assert _said({**in_order, "outcome": "disagree"})[0] == "disagree"


def test_a_rule_that_could_compare_nothing_says_nothing():
    assert _said(_finding("parts_make_whole", "a#1", "not_applicable"))[0] == "not_checked"


def test_every_rule_can_be_asked_whom_it_points_at():
    for rule in rules.RULES:
        found = next(_findings(_finding(rule, "a#1 a#2")).itertuples())
        assert verdicts.spoken_of(found, {})[:1] == ["a#1"]


SOURCES = pd.DataFrame(
    {"source_id": ["a", "b", "c"], "publisher": ["Lentera", "Malangpagi", "BPS, Sakernas"]}
)
RATES = _claims(
    ("a#1", "coverage_rate", 42.0, "percent"),
    ("b#1", "coverage_rate", 32.3, "percent"),
    ("c#1", "coverage_rate", 32.0, "percent"),
    ("c#2", "employed", 2000.0, "workers"),
)


def _dispute(*found):
    return disputes.disputes(_findings(*found), RATES, SOURCES)


def test_sides_are_told_by_the_numbers_and_not_by_the_order_of_claims():
    for claim_ids in ("a#1 b#1 c#1", "c#1 b#1 a#1"):
        found = _finding("one_fact_two_sources", claim_ids, left_value=42.0, right_value=32.3)
        told = _dispute(found).iloc[0]
        assert told["left"] == "Lentera"
        assert set(told["right"].split(disputes.OTHERS)) == {"Malangpagi", "BPS, Sakernas"}
        assert not told["within"] and told["apart"] == pytest.approx(9.7 / 42)


def test_a_number_that_no_claim_prints_belongs_to_the_first_source():
    sides = {"left_value": 711.0, "right_value": 2561.0, "unit": "workers"}
    told = _dispute(_finding("implied_universe_against_employed", "a#1 c#2", **sides)).iloc[0]
    assert (told["left"], told["right"]) == ("Lentera", "BPS, Sakernas")


def test_one_source_stands_on_both_sides():
    told = _dispute(_finding("one_source_two_numbers", "c#1 c#2")).iloc[0]
    assert told["within"] and told["left"] == told["right"] == "BPS, Sakernas"


def test_the_gravest_come_first_then_those_furthest_apart_and_copies_once():
    far = _finding("one_fact_two_sources", "a#1 b#1", left_value=9.0, right_value=1.0)
    near = _finding("one_fact_two_sources", "a#1 c#1", left_value=9.0, right_value=8.0)
    note = _finding("year_against_month", "a#1 b#1", left_value=9.0, right_value=0.1)
    stop = _finding("digit_slip", "c#1 c#2", left_value=9.0, right_value=8.9)
    copy = {**far, "finding_id": "copy"}
    agree = _finding("one_fact_two_sources", "b#1 c#1", "agree")
    expected = [row["finding_id"] for row in (stop, far, near, note)]
    for rows in ([note, near, far, stop, agree], [stop, agree, far, note, near]):
        assert _dispute(*rows)["finding_id"].tolist() == expected
    assert len(_dispute(far, copy)) == 1


def test_none_at_all_is_an_empty_table_with_the_same_columns():
    assert list(_dispute().columns) == list(_dispute(_finding("bounds", "a#1")).columns)
    assert _dispute().empty

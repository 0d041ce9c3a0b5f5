"""Decisions change a copy, and stop the run when what they were about has changed."""

from pathlib import Path

import pandas as pd
import pytest
from test_rules import claims_of

from ucjlib.core.errors import BadTable, StaleDecision, UnknownId
from ucjlib.judge import decisions as judge
from ucjlib.reference import schemas

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def claims() -> pd.DataFrame:
    row = {
        "source_id": "warta-melati",
        "region_code": "35.05",
        "place": "Kabupaten Blitar",
        "segment": "total",
        "as_of": "2025-06",
        "as_of_basis": "stated",
        "unit": "percent",
        "indicator": "coverage_rate",
    }
    rows = [
        row | {"value": "61", "low": "60", "high": "62"},
        row | {"value": "35.86", "low": "35.85", "high": "35.87"},
    ]
    return claims_of(pd.DataFrame(rows, dtype=str))


def decision(
    action: str, field: str = "", old: str = "", new: str = "", claim: str = "warta-melati#1"
) -> pd.DataFrame:
    row = {
        "decision_id": "d1",
        "claim_id": claim,
        "action": action,
        "field": field,
        "old_value": old,
        "new_value": new,
        "reason": "arithmetic",
        "decided_on": "2026-11-20",
    }
    return schemas.conform(pd.DataFrame([row]), "decisions")


def test_accept_and_reject_keep_every_claim(claims):
    for action in ("accept", "reject"):
        decided = judge.apply(claims, decision(action))
        assert len(decided) == len(claims) and decided["decision_id"].tolist() == ["d1", ""]
        assert decided[f"{action}ed"].tolist() == [True, False]


def test_relabel_changes_one_field(claims):
    decided = judge.apply(claims, decision("relabel", "indicator", "coverage_rate", "programme_progress"))
    assert decided["indicator"].tolist() == ["programme_progress", "coverage_rate"]
    pd.testing.assert_frame_equal(
        decided[claims.columns].drop(columns="indicator"), claims.drop(columns="indicator")
    )


def test_replacing_a_value_moves_its_range(claims):
    decided = judge.apply(claims, decision("replace", "value", "35.86", "35.68", "warta-melati#2"))
    assert decided.loc[1, ["value", "low", "high"]].tolist() == pytest.approx([35.68, 35.67, 35.69])
    schemas.conform(decided, "claims")


def test_a_target_year_is_set_and_taken_away(claims):
    decided = judge.apply(claims, decision("replace", "target_year", "", "2029"))
    assert decided.at[0, "target_year"] == 2029
    assert pd.isna(
        judge.apply(decided[claims.columns], decision("replace", "target_year", "2029", "")).at[
            0, "target_year"
        ]
    )


def test_a_stale_guard_stops_and_says_both_values(claims):
    with pytest.raises(StaleDecision, match='"130363", and it is "61"'):
        judge.apply(claims, decision("reject", "value", "130363"))


def test_decisions_follow_each_other(claims):
    two = pd.concat([decision("replace", "value", "61", "62"), decision("replace", "value", "62", "63")])
    assert judge.apply(claims, two).at[0, "value"] == 63
    with pytest.raises(StaleDecision):
        judge.apply(claims, two.iloc[::-1])


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (decision("reject", claim="warta-anggrek#1"), UnknownId),
        (decision("relabel", "colour", "red", "blue"), BadTable),
        (decision("relabel", "", "red", "blue"), BadTable),
        (decision("relabel", "claim_id", "warta-melati#1", "warta-melati#9"), BadTable),
    ],
)
def test_what_cannot_be_decided(claims, broken, error):
    with pytest.raises(error):
        judge.apply(claims, broken)


def test_inputs_stay_as_they_are(claims):
    before = claims.copy(deep=True)
    judge.apply(claims, decision("replace", "value", "61", "60"))
    pd.testing.assert_frame_equal(claims, before)


def test_the_recorded_decisions_hold():
    raw = ROOT / "data" / "raw"
    if not (raw / "article_claims.csv").is_file():
        pytest.skip("data/raw holds no claims yet")
    claims = pd.concat(
        [schemas.read(raw / f"{kind}_claims.csv", "claims") for kind in ("article", "official")]
    )
    decided = judge.apply(claims.reset_index(drop=True), schemas.read(raw / "decisions.csv", "decisions"))
    assert decided["rejected"].sum() >= 1
    schemas.conform(decided, "claims")

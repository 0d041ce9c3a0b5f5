"""Scenarios: the worked figures of Ngawi and Blitar, and the edges of each formula."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from ucjlib.core.errors import BadTable
from ucjlib.reckon import scenarios
from ucjlib.reckon.scenarios import Programme

BLITAR_WORKERS = 100_155 / 0.1434
BLITAR_MEMBERS = 0.1760 * BLITAR_WORKERS


@pytest.mark.parametrize(
    ("members", "workers", "target", "months", "exits", "growth", "expected"),
    [
        (120_000, 500_000, 45.0, 48, 0.0, 0.0, 2_188),
        (120_000, 500_000, 45.0, 48, 0.01, 0.0, 3_944),
        (120_000, 500_000, 45.0, 48, 0.01, 0.01, 4_183),
        (BLITAR_MEMBERS, BLITAR_WORKERS, 31.94, 8, 0.0, 0.0, 12_519),
        (BLITAR_MEMBERS, BLITAR_WORKERS, 31.94, 8, 0.01, 0.0, 14_193),
    ],
)
def test_enrolments_per_month(members, workers, target, months, exits, growth, expected):
    assert round(scenarios.enrolments_per_month(members, workers, target, months, exits, growth)) == expected


def test_enrolling_that_many_reaches_the_target():
    members, each = 120_000.0, scenarios.enrolments_per_month(120_000, 500_000, 45.0, 48, exits=0.02)
    for _ in range(48):
        members = members * 0.98 + each
    assert members / 500_000 == pytest.approx(0.45)


def test_few_exits_are_nearly_none():
    none, few = (scenarios.enrolments_per_month(1000, 9000, 45.0, 12, exits=e) for e in (0.0, 1e-7))
    assert few == pytest.approx(none, rel=1e-5)


@pytest.mark.parametrize(("exits", "months"), [(1.0, 12), (-0.1, 12), (0.0, 0)])
def test_what_is_no_assumption_is_refused(exits, months):
    with pytest.raises(BadTable, match="no assumption"):
        scenarios.enrolments_per_month(1000, 9000, 45.0, months, exits=exits)


def test_pace_in_points_and_against_the_usual():
    gaps = pd.DataFrame({"value": [24.0, 50.0], "target_pct": [45.0, 45.0], "years": [4.0, 2.0]})
    pace = scenarios.pace_needed(gaps, usual_drift=0.05)
    assert pace["points_per_year"].tolist() == [5.25, -2.5]
    assert pace["times_usual"].iloc[0] == pytest.approx(4.467, abs=1e-3)
    assert pace["times_usual"].iloc[1] < 0
    assert scenarios.pace_needed(gaps, usual_drift=-0.01)["times_usual"].isna().all()


def test_a_target_in_the_past_has_no_pace():
    with pytest.raises(BadTable, match="not in the future"):
        scenarios.pace_needed(pd.DataFrame({"value": [24.0], "target_pct": [45.0], "years": [0.0]}), 0.05)


def test_programme_of_blitar():
    programme = Programme(8_125, "2025-03", 10)
    assert round(programme.points("2025-12", BLITAR_WORKERS), 2) == 1.16
    assert round(programme.person_years) == 6_771
    assert round(programme.points("2026-01", BLITAR_WORKERS), 1) == 0.2


@pytest.mark.parametrize(
    ("month", "members"),
    [("2025-02", 0), ("2025-03", 750), ("2025-12", 750), ("2026-01", 187.5), ("2027-01", 56.5)],
)
def test_members_before_during_and_after(month, members):
    programme = Programme(1000, "2025-03", 10, overlap=0.25, stay=0.25, lapse=0.1)
    assert programme.members(month) == pytest.approx(members, abs=0.1)


def test_taking_a_programme_out_before_the_fit():
    figures = pd.DataFrame(
        {"as_of": ["2025-01", "2025-12"], "value": [16.4, 17.6], "low": 16.0, "high": 18.0}
    )
    plain = scenarios.without_programme(figures, Programme(8_125, "2025-03", 10), BLITAR_WORKERS)
    assert plain["value"].round(2).tolist() == [16.4, 16.44]
    assert figures["value"].tolist() == [16.4, 17.6]


def test_a_programme_beside_the_trend():
    trend = pd.DataFrame({
        "trajectory_id": ["35.05:employed:trend:2025:q0.5", "35.05:employed:trend:2027:q0.5"],
        "series_id": "35.05:employed",
        "scenario": "trend", "year": [2025, 2027], "quantile": 0.5, "value": [18.0, 99.95],
    })  # fmt: skip
    programme = Programme(8_125, "2025-03", 10, stay=0.5)
    table = scenarios.with_programme(trend, programme, BLITAR_WORKERS, "signed")
    assert table["trajectory_id"].tolist() == [
        "35.05:employed:signed:2025:q0.5",
        "35.05:employed:signed:2027:q0.5",
    ]
    assert table["value"].tolist() == [19.16, 100.0]


def test_first_passage():
    worlds = np.array([[40.0, 50.0, 20.0, 20.0], [46.0, 40.0, 30.0, 20.0], [50.0, 50.0, 50.0, 20.0]])
    assert scenarios.first_passage(worlds, [2027, 2028, 2029], 45.0) == {"median_year": 2028.5, "never": 0.25}
    assert np.isnan(scenarios.first_passage(worlds, [2027, 2028, 2029], 90.0)["median_year"])


def test_more_workers_lower_coverage():
    assert scenarios.denominator_change(24.0, 0.05, 0.05).item() == 0
    assert scenarios.denominator_change(24.0, 0.0, 0.05).item() == pytest.approx(-1.2)


@pytest.mark.parametrize("module", ["scenarios", "cost", "compare", "scenario_worlds", "outcomes", "chance"])
def test_modules_of_the_brief_start_without_the_heavy_libraries(module):
    heavy = "any(m in sys.modules for m in ('scipy', 'statsmodels'))"
    code = f"import sys, ucjlib.reckon.{module}; sys.exit({heavy})"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

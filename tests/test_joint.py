"""What the scenarios of a notebook stand on: joint draws, counts of workers, programmes that sources tell."""

import pandas as pd
import pytest

from ucjlib.core.errors import BadTable
from ucjlib.reckon.joint import joint, quarters, same_level
from ucjlib.reckon.told_programmes import told_programmes
from ucjlib.reckon.workforce import workforce

RATES = pd.DataFrame({
    "estimate_id": ["e1", "e2", "e3"], "region_code": ["35.05", "35.21", "35"], "indicator": "coverage_rate",
    "segment": "total", "numerator": "active", "denominator": ["employed", "employed", "eligible"],
    "as_of": ["2025-04", "2025-12", "2025"], "value": [17.6, 24.0, 30.0], "low": [17.5, 23.0, 29.0],
    "high": [17.7, 25.0, 31.0],
})  # fmt: skip
CLAIMS = pd.DataFrame({
    "source_id": "kabar", "region_code": "35.05", "segment": "rentan",
    "indicator": ["new_enrolment", "programme_months"], "value": [8125.0, 10.0],
    "as_of": ["2025-04-14", "2025-12"], "period_start": ["", "2025-03"],
})  # fmt: skip


def test_draws_of_the_places_asked_in_the_pool_of_one_base():
    dates = quarters("2026-05-31", 2027)
    worlds, regions = joint(RATES, "2026-05-31", "employed", dates, ["35.21", "35.05", "35", "33.71"], 50)
    assert regions == ["35.05", "35.21"] and worlds.shape == (2, 7, 50)
    assert dates[0] == "2026-06" and dates[-1] == "2027-12"
    again, _ = joint(RATES, "2026-05-31", "employed", dates, ["35.05", "35.21"], 50)
    assert (worlds == again).all()


@pytest.mark.parametrize(("base", "places"), [("labour_force", ["35.05"]), ("employed", ["33.71"])])
def test_nothing_to_draw_is_no_region(base, places):
    worlds, regions = joint(RATES, "2026-05-31", base, ["2027-12"], places, 50)
    assert regions == [] and worlds.shape == (0, 1, 50)


def test_no_quarter_is_left_after_the_last_year():
    assert quarters("2026-12-31", 2026) == [] and quarters("2026-12-31", 2027)[0] == "2027-03"


def test_the_nation_is_no_province():
    codes = ["00", "35", "35.05", "33.71"]
    assert [same_level(code, codes) for code in ("00", "35", "35.05")] == [["00"], ["35"], ["35.05", "33.71"]]


def test_the_workforce_is_the_latest_count_known():
    counts = pd.DataFrame({
        "estimate_id": ["a", "b", "c", "d"], "region_code": ["35.05", "35.05", "35.05", "35.21"],
        "indicator": "employed", "segment": ["total", "total", "informal", "total"],
        "as_of": ["2024-08", "2025-08", "2025-08", ""], "value": [7.0, 8.0, 5.0, 4.0],
        "low": 1.0, "high": 9.0,
    })  # fmt: skip
    assert workforce(counts, "2026-05-31")[["region_code", "value"]].values.tolist() == [["35.05", 8.0]]
    assert workforce(counts, "2025-01-31")["value"].tolist() == [7.0]


def test_a_programme_that_two_sources_tell_is_one():
    twice = pd.concat([CLAIMS, CLAIMS.assign(source_id="warta")])
    assert told_programmes(twice)[["workers", "start", "months"]].values.tolist() == [
        [8125.0, "2025-03", 10.0]
    ]


@pytest.mark.parametrize(
    "unclear",
    [
        pd.concat([CLAIMS, CLAIMS.iloc[:1].assign(value=500.0)]),  # two groups of workers
        CLAIMS.assign(period_start=""),  # no first month
        CLAIMS.assign(region_code=""),  # no region of its own
        CLAIMS.assign(segment=["rentan", "desa"]),  # not of the same workers
        CLAIMS.iloc[:1],  # no months
    ],
)
def test_a_programme_not_told_in_full_is_left_out(unclear):
    assert told_programmes(unclear).empty


def test_claims_without_a_column_are_refused():
    with pytest.raises(BadTable, match="period_start"):
        told_programmes(CLAIMS.drop(columns="period_start"))

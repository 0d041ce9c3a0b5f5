"""The stage that projects estimates: trajectories, chances, what they rest on."""

import numpy as np
import pandas as pd
import pytest

from ucjlib.core.errors import TooFarAhead, UnknownRegion
from ucjlib.reckon import project, series


def estimates(**changes):
    rows = {
        "estimate_id": ["e1", "e2", "e3", "e4", "e5"],
        "region_code": ["35.05", "35.05", "35.21", "35.02", "35.02"],
        "indicator": "coverage_rate", "segment": "total", "numerator": "active",
        "denominator": ["eligible", "eligible", "eligible", "employed", "employed"],
        "as_of": ["2024-02", "2025-04-14", "2025-12-19", "2024", "2025-06"],
        "value": [15.2, 17.6, 24.0, 20.0, 21.5], "low": [15.1, 17.59, 23.0, 19.0, 21.4],
        "high": [15.3, 17.61, 25.0, 21.0, 21.6],
        "unit": "percent",
    }  # fmt: skip
    return pd.DataFrame(rows | changes)


def test_trajectories_name_what_they_rest_on():
    table = project.project(estimates(), "2026-01", [2026, 2029])
    assert set(table["region_code"]) == {"35.05", "35.21", "35.02"}
    assert table["trajectory_id"].is_unique
    rests = project.used(estimates(), "2026-01").set_index("series_id").loc["35.05:eligible"]
    assert (rests["estimate_id"], rests["estimate_ids"], rests["figures"]) == ("e2", "e1 e2", 2)
    assert set(table["series_id"]) <= set(project.used(estimates(), "2026-01")["series_id"])
    assert len(table) == 3 * 2 * len(project.QUANTILES)


def test_pools_by_denominator_are_never_mixed():
    both = project.project(estimates(), "2026-01", [2029])
    alone = project.project(estimates().iloc[:3], "2026-01", [2029])
    eligible = both[both["denominator"] == "eligible"].sort_values("trajectory_id")
    pd.testing.assert_frame_equal(
        eligible.reset_index(drop=True), alone.sort_values("trajectory_id").reset_index(drop=True)
    )


def test_later_figures_and_other_numerators_are_left_out_with_a_reason():
    mixed = estimates(numerator=["registered", "active", "unknown", "active", "active"])
    out = project.left_out(mixed, "2025-08").set_index("estimate_id")["reason"]
    assert out.to_dict() == {"e1": "another numerator than the latest figure", "e3": "dated after 2025-08"}


def test_a_restated_headcount_beside_a_printed_rate_is_left_out():
    rules = ["single_source", "headcount_over_employed", "single_source", "single_source", "single_source"]
    out = project.left_out(estimates(rule=rules), "2026-01").set_index("estimate_id")["reason"]
    assert out.to_dict() == {"e2": "restated beside a printed rate on the same base"}


def test_project_refuses_years_too_far_and_leaves_out_stale_pools():
    with pytest.raises(TooFarAhead, match="2045"):
        project.project(estimates(), "2026-01", [2029, 2045])
    stale = estimates(as_of=["2015", "2016", "2017", "2024", "2025"])
    table = project.project(stale, "2026-01", [2029])
    assert set(table["denominator"]) == {"employed"}


def test_a_path_bends_the_trajectories():
    path = pd.Series({2029: 60.0})
    bent = project.project(estimates(), "2026-01", [2029], scenario="path", path=path, seed=1)
    trend = project.project(estimates(), "2026-01", [2029])
    assert (bent["value"].to_numpy() >= trend["value"].to_numpy()).all()
    assert bent["trajectory_id"].str.contains(":path:").all()


def test_a_place_without_a_figure_is_answered_when_asked_for():
    asked = project.project(estimates(), "2026-01", [2029], regions=["35.04", "35.05"])
    assert set(asked["region_code"]) == {"35.04", "35.05"}
    wide = (
        asked[asked["quantile"].isin([0.1, 0.9])].groupby(["denominator", "region_code"])["value"].agg(np.ptp)
    )
    assert wide["eligible", "35.04"] > 1.2 * wide["eligible", "35.05"]


def test_a_region_that_does_not_exist_is_refused():
    with pytest.raises(UnknownRegion, match="35.5"):
        project.project(estimates(), "2026-01", [2029], regions=["35.5"])


def test_a_path_is_that_of_all_regions_whichever_are_asked():
    path = pd.Series({2029: 40.0})
    whole = project.project(estimates(), "2026-01", [2029], path=path).set_index("trajectory_id")["value"]
    one = project.project(estimates(), "2026-01", [2029], path=path, regions=["35.05"])
    own = one[one["denominator"] == "eligible"].set_index("trajectory_id")["value"]
    pd.testing.assert_series_equal(own, whole[own.index])
    assert np.ptp(own) > 5


def test_a_break_of_base_starts_the_level_anew():
    """A rate that falls from 55 to 17.6 makes figures look noisy, unless the break is known."""
    broken = estimates(value=[55.0, 17.6, 24.0, 20.0, 21.5], low=[54.9, 17.59, 23, 19, 21.4],
                       high=[55.1, 17.61, 25, 21, 21.6])  # fmt: skip
    breaks = pd.DataFrame({"region_code": ["35.05", "35.02"], "as_of": ["2025-01", "2025-01"]})
    shown = dict(series.pools(broken, "2026-01", breaks))
    assert shown["eligible"]["base"].tolist() == ["1 before", "", ""]
    assert set(shown["employed"]["base"]) == {""}
    fall, anew = (
        project.project(broken, "2026-01", [2026], breaks=known).query("region_code == '35.05'")
        for known in (None, breaks)
    )
    assert np.ptp(anew["value"]) < 0.8 * np.ptp(fall["value"])


def test_no_estimate_gives_an_empty_table_with_all_columns():
    table = project.project(estimates().iloc[:0], "2026-01", [2029])
    assert table.empty
    assert list(table.columns) == list(project.project(estimates(), "2026-01", [2029]).columns)


def test_chances_and_their_words():
    targets = pd.DataFrame({
        "target_id": ["n29", "own", "past", "far", "scale"], "region_code": ["00", "35.21", "00", "00", "00"],
        "target_year": [2029, 2027, 2020, 2045, 2029], "target_pct": [45.0, 15.0, 20.0, 99.5, 45.0],
        "scale": ["unknown", "unknown", "unknown", "unknown", "employed"],
    })  # fmt: skip
    table = project.chances(estimates(), targets, "2026-01").set_index("chance_id")
    assert table.loc["35.21:eligible:own", "status"] == "on_track"
    assert table.loc["35.05:eligible:n29", "status"] == "off_track"
    assert set(table["target_id"]) == {"n29", "own", "scale"}
    assert table.loc[table["target_id"] == "scale", "denominator"].tolist() == ["employed"]


@pytest.mark.parametrize(
    ("chance", "word"), [(0.8, "on_track"), (0.79, "open"), (0.2, "open"), (0.19, "off_track")]
)
def test_status_words(chance, word):
    assert project._status(pd.Series([chance])).item() == word

"""Scores against their definitions; rivals against what their names promise; skill and its range by hand."""

import os
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ucjlib.reckon.entry import forecast
from ucjlib.reckon.score import (
    RIVALS,
    WIS_LEVELS,
    aggregate_cover,
    by_origin,
    by_unit,
    crps,
    last_value_empirical,
    pairwise_brier,
    scenario_ratio,
    score,
    skill,
    target_brier,
    wis,
)

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("UCJ_SHARED", ROOT.parent / "shared"))
ALL = RIVALS | {"last_value_empirical": last_value_empirical}


def test_crps_is_its_definition():
    x, y = np.random.default_rng(1).normal(30, 8, (5, 40)), np.array([30.0, 10.0, 25.0, 60.0, 31.0])
    plain = np.abs(x - y[:, None]).mean(1) - np.abs(x[:, :, None] - x[:, None, :]).mean((1, 2)) / 2
    np.testing.assert_allclose(crps(x, y), plain)


def test_wis_of_many_levels_is_nearly_the_crps():
    x = np.random.default_rng(1).normal(30, 8, (3, 20_000))
    levels = np.arange(1, 200) / 200
    np.testing.assert_allclose(
        wis(np.quantile(x, levels, axis=1).T, [30, 40, 20], levels), crps(x, [30, 40, 20]), rtol=0.02
    )
    assert len(WIS_LEVELS) == 23


def test_a_true_forecast_covers_as_it_says():
    rng = np.random.default_rng(2)
    centre = rng.normal(40, 5, (3000, 1))
    table = score(centre + rng.normal(0, 6, (3000, 400)), (centre + rng.normal(0, 6, (3000, 1)))[:, 0])
    for column, nominal in (("in_50", 0.5), ("in_80", 0.8), ("in_95", 0.95)):
        assert table[column].mean() == pytest.approx(nominal, abs=0.03)
    assert abs(table["bias"].mean()) < 0.3


def test_a_sharper_true_forecast_scores_better():
    rng = np.random.default_rng(2)
    truth = rng.normal(40, 2, 500)
    sharp, wide = (score(rng.normal(40, sd, (500, 300)), truth)["crps"].mean() for sd in (2, 12))
    assert skill([sharp], [wide]) > 0.3


def test_certain_and_right_is_a_brier_of_nothing():
    assert target_brier(np.full((1, 10), 60.0), [60.0], [20.0], [5.0]).item() == 0


def test_targets_are_paces_from_the_last_figure_and_end_at_99():
    # 20 and 4 years: targets 24, 28, 36; of five draws 4, 3, 2 reach them; the truth reaches two
    worlds = np.array([[20.0, 25.0, 30.0, 36.0, 40.0]])
    expected = ((4 / 5 - 1) ** 2 + (3 / 5 - 1) ** 2 + (2 / 5) ** 2) / 3
    assert target_brier(worlds, [30.0], [20.0], [4.0]).item() == pytest.approx(expected)
    assert target_brier(np.full((1, 4), 99.0), [99.0], [98.0], [5.0]).item() == 0


def test_the_mean_of_a_pool_is_scored_by_columns():
    """Draws that move together make a wide mean, the same draws shuffled a narrow one; margins are alike."""
    rng = np.random.default_rng(5)
    together = np.tile(rng.normal(40, 10, 400), (20, 1))
    apart = rng.permuted(together, axis=1)
    truth, year = np.full(20, 47.0), np.full(20, 2026.0)
    np.testing.assert_array_equal(np.sort(together, axis=1), np.sort(apart, axis=1))
    assert aggregate_cover(together, truth, year)["inside"].item()
    assert not aggregate_cover(apart, truth, year)["inside"].item()


def test_the_mean_of_a_pool_by_hand():
    # two worlds: half of the units at 10 and half at 30 in one, all at 30 in the other; means 20 and 30
    worlds = np.array([[10.0, 30.0]] * 8 + [[30.0, 30.0]] * 8)
    year = np.array([2026.0] * 16)
    found = aggregate_cover(worlds, np.full(16, 28.9), year)
    assert found[["units", "inside"]].to_numpy().tolist() == [[16, True]]
    assert found["width"].item() == pytest.approx(8.0)  # 21 to 29
    assert not aggregate_cover(worlds, np.full(16, 29.1), year)["inside"].item()
    light = np.array([1.0] * 8 + [0.0] * 8)  # of the first half alone: 10 and 30, so 12 to 28
    assert aggregate_cover(worlds, np.full(16, 28.9), year, light)["width"].item() == pytest.approx(16.0)
    assert not aggregate_cover(worlds, np.full(16, 28.9), year, light)["inside"].item()


def test_years_with_few_units_have_no_mean():
    year = np.array([2026.0] * 15 + [2027.0] * 14)
    assert aggregate_cover(np.full((29, 3), 5.0), np.full(29, 5.0), year)["year"].tolist() == [2026.0]


def test_three_of_a_year_meet_in_all_their_pairs():
    rng = np.random.default_rng(3)
    worlds, truth = rng.normal(40, 5, (6, 50)), np.array([40.0, 45.0, 38.0, 41.0, 50.0, 39.0])
    year = [2026, 2026, 2026, 2027, 2027, 2027]
    slow = [
        (sum(worlds[i] > worlds[j]) / 50 - (truth[i] > truth[j])) ** 2
        for trio in ((0, 1, 2), (3, 4, 5))
        for i, j in combinations(trio, 2)
    ]
    np.testing.assert_allclose(np.sort(pairwise_brier(worlds, truth, year)), np.sort(slow))


def test_pairs_are_of_one_year_and_ties_of_the_truth_are_none():
    worlds = np.array([[30.0], [20.0], [10.0]])
    assert pairwise_brier(worlds, [1.0, 2.0, 3.0], [2026, 2027, 2028]).tolist() == []
    assert pairwise_brier(worlds[:2], [5.0, 5.0], [2026, 2026]).tolist() == []
    assert pairwise_brier(worlds[:2], [1.0, 2.0], [2026, 2026]).tolist() == [1.0]


def test_pairs_come_from_the_seed():
    worlds = np.random.default_rng(3).normal(40, 5, (30, 20))
    one, again, other = (pairwise_brier(worlds, worlds[:, 0], [2026] * 30, seed) for seed in (1, 1, 2))
    assert (one == again).all() and len(one) == 30
    assert sorted(one) != sorted(other)


def test_skill_is_a_geometric_mean_and_a_ratio_is_of_means():
    assert skill([1.0, 4.0], [2.0, 2.0]) == pytest.approx(0.0)  # half and twice
    assert scenario_ratio([1.0, 4.0], [2.0, 2.0]) == pytest.approx(1.25)


@pytest.fixture
def two_origins():
    """Ours 1 and 3 against 2 and 2: drawn anew the skill is 0.5, 0 or -0.5, with chances 1/4, 1/2, 1/4."""
    table = {"series": "s", "origin": [2020, 2022], "ours": [1.0, 3.0], "rival": [2.0, 2.0]}
    return pd.DataFrame(table)


def test_the_range_of_skill_draws_whole_origins(two_origins):
    assert by_origin(two_origins) == pytest.approx((0.0, -0.5, 0.5))
    twice = pd.concat([two_origins] * 3)  # more cases of the same origins tell nothing new
    assert by_origin(twice) == pytest.approx((0.0, -0.5, 0.5))


def test_series_count_alike_in_skill(two_origins):
    steady = pd.DataFrame({"series": "t", "origin": range(9), "ours": 1.0, "rival": 4.0})
    both = pd.concat([two_origins, steady])
    # ln ratios 0 and ln 1/4, so 1 - exp(their mean) = 1/2; the range moves by the first alone
    assert by_origin(both) == pytest.approx((0.5, 1 - np.sqrt(1.5 / 4), 1 - np.sqrt(0.5 / 4)))


def test_the_range_of_skill_draws_whole_units(two_origins):
    units = two_origins.rename(columns={"origin": "unit"}).assign(origin=2025.0)
    assert by_unit(units) == pytest.approx((0.0, -0.5, 0.5))


def test_skill_by_unit_is_the_mean_over_origins_of_the_mean_over_forecasts():
    rng = np.random.default_rng(8)
    table = pd.DataFrame({"unit": rng.integers(0, 5, 60).astype(str), "origin": rng.integers(0, 3, 60)})
    table = table.assign(ours=rng.uniform(1, 2, 60), rival=rng.uniform(1, 4, 60))
    slow = {
        name: np.mean([part[name].mean() for _, part in table.groupby("origin")])
        for name in ("ours", "rival")
    }
    found, low, high = by_unit(table)
    assert found == pytest.approx(1 - slow["ours"] / slow["rival"])
    assert low < found < high


@pytest.fixture
def shown():
    return pd.DataFrame({
        "unit": ["a", "a", "b", "b", "c"], "year": [2020.0, 2024.0, 2022.0, 2024.0, 2024.0],
        "value": [10.0, 18.0, 40.0, 42.0, 30.0], "lo": [9.5, 17.5, 39.5, 41.5, 29.5],
        "hi": [10.5, 18.5, 40.5, 42.5, 30.5],
        "precision": 0.5,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("rival", "middles"),
    [("last_value", [18, 42, 30]), ("pooled_drift", [21.33, 45.33, 33.33]), ("unit_drift", [22, 44, 33.33])],
)
def test_rivals_do_what_they_say(shown, rival, middles):
    query = pd.DataFrame({"unit": ["a", "b", "c"], "year": 2026.0})
    worlds = RIVALS[rival](shown, None, query, 20_000, 1)
    np.testing.assert_allclose(np.median(worlds, axis=1), middles, atol=0.2)


def test_plain_shrinkage_lies_between_region_and_pool(shown):
    query = pd.DataFrame({"unit": ["a", "b"], "year": 2026.0})
    low, high = np.median(RIVALS["plain_shrink"](shown, None, query, 20_000, 1), axis=1)
    assert 14 < low < 28.3 < high < 41


def test_changes_as_ever_seen_follow_the_last_figure(shown):
    query = pd.DataFrame({"unit": ["c", "a"], "year": [2024.1, 2030.0]})
    worlds = last_value_empirical(shown, None, query, 500, 1)
    assert [sorted(set(row)) for row in worlds] == [[32.0, 38.0], [20.0, 26.0]]  # changes of 2 and 8 points


def test_where_no_unit_has_two_figures_the_spread_is_assumed(shown):
    lone = shown.drop_duplicates("unit", keep="last")
    query = pd.DataFrame({"unit": ["b"], "year": [2028.0]})
    for rival in ("last_value", "pooled_drift", "unit_drift", "last_value_empirical"):
        worlds = ALL[rival](lone, None, query, 20_000, 1)
        assert np.median(worlds) == pytest.approx(42, abs=0.3), rival
    assert ALL["last_value"](lone, None, query, 20_000, 1).std() == pytest.approx(10, rel=0.02)  # 5 x root 4


@pytest.mark.parametrize("method", [forecast, *ALL.values()])
def test_every_method_answers_alike(shown, method):
    query = pd.DataFrame({"unit": ["c", "a"], "year": [2027.0, 2025.0]})
    worlds = method(shown, None, query, 64, 3)
    assert worlds.shape == (2, 64)
    assert ((worlds >= 0) & (worlds <= 100)).all()
    assert (worlds == method(shown, None, query, 64, 3)).all()


@pytest.mark.skipif(not (SHARED / "backtest").is_dir(), reason="the folder of back-test panels is absent")
def test_the_projection_beats_its_rivals_on_public_panels(monkeypatch):
    """A few origins of set A: the whole back-test is `make bench`."""
    monkeypatch.syspath_prepend(str(ROOT))
    from bench.cases import cases, score_case

    found = [
        {"method": name, "series": case.series, "origin": case.origin, **score_case(case, method, 200)}
        for case in cases("A", every=6)
        for name, method in ({"ucjlib": forecast} | RIVALS).items()
    ]
    table = pd.DataFrame(found).groupby(["method", "series"])[["crps", "in_80"]].mean()
    ours = table.loc["ucjlib"]
    assert skill(ours["crps"], table.loc["unit_drift", "crps"]) >= 0.15
    assert skill(ours["crps"], table.loc["last_value", "crps"]) >= 0.15
    assert skill(ours["crps"], table.loc["pooled_drift", "crps"]) >= 0.0
    assert 0.75 <= ours["in_80"].mean() <= 0.87

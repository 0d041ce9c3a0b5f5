"""Scores against their definitions; rivals against what their names promise."""

import importlib.util
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ucjlib.reckon.draws import forecast
from ucjlib.reckon.score import RIVALS, WIS_LEVELS, crps, score, skill, target_brier, wis

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("UCJ_SHARED", ROOT.parent / "shared"))


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


@pytest.mark.parametrize("method", [forecast, *RIVALS.values()])
def test_every_method_answers_alike(shown, method):
    query = pd.DataFrame({"unit": ["c", "a"], "year": [2027.0, 2025.0]})
    worlds = method(shown, None, query, 64, 3)
    assert worlds.shape == (2, 64)
    assert ((worlds >= 0) & (worlds <= 100)).all()
    assert (worlds == method(shown, None, query, 64, 3)).all()


@pytest.mark.skipif(not (SHARED / "backtest").is_dir(), reason="the folder of back-test panels is absent")
def test_the_projection_beats_its_rivals_on_public_panels():
    """A few origins of set A: the whole back-test is `make bench`."""
    spec = importlib.util.spec_from_file_location("bench_project", ROOT / "bench" / "project.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    found = [
        {"method": name, "series": case.series, **bench.score_case(case, method, 200)}
        for case in bench.cases(bench.panel("A"), every=6)
        for name, method in ({"ucjlib": forecast} | RIVALS).items()
    ]
    table = bench.summary(pd.DataFrame(found).groupby(["method", "series"]).mean())
    assert table.loc["unit_drift", "our_skill"] >= 0.15
    assert table.loc["last_value", "our_skill"] >= 0.15
    assert table.loc["pooled_drift", "our_skill"] >= 0.0
    assert 0.75 <= table.loc["ucjlib", "in_80"] <= 0.87

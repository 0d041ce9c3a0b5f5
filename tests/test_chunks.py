"""Many units in chunks: the worlds of the joint draws, whatever the size of a chunk; bending to a path."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucjlib.core.errors import BadTable, TooFarAhead, UnknownId
from ucjlib.reckon.bend import Bend, meet
from ucjlib.reckon.chunks import project_in_chunks
from ucjlib.reckon.draws import draws, draws_by_scenario
from ucjlib.reckon.pool import fit, with_units
from ucjlib.reckon.scale import TOP, from_scale, to_scale
from ucjlib.reckon.worlds import BLOCK, Worlds

YEARS = [2027.0, 2030.0]
PATHS = {"trend": None, "plan": pd.Series({2030.0: 45.0}), "whole": pd.Series({2027.0: 30.0, 2030.0: 99.0})}
UNITS = [f"35.{n:04d}" for n in range(4 * BLOCK + 5)]
GROUPS = {unit: "11" if n % 3 else "35" for n, unit in enumerate(UNITS)}
OWN = np.array([GROUPS[unit] == "35" for unit in UNITS])
WORKERS = np.random.default_rng(5).lognormal(7, 1, len(UNITS))
LEVELS = [0.1, 0.5, 0.9]


def pool(units=12, seed=3):
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(units):
        years = np.sort(rng.choice(np.arange(2015, 2026), size=1 + i % 4, replace=False)).astype(float)
        value = np.clip(30 + 2 * i + 1.5 * (years - 2020) + rng.normal(0, 3, len(years)), 3, 95)
        rows += [(UNITS[i], t, p, p - 0.5, p + 0.5) for t, p in zip(years, value, strict=True)]
    figures = pd.DataFrame(rows, columns=["unit", "year", "value", "low", "high"])
    return fit(figures.assign(group=figures["unit"].map(GROUPS)))


POOL = pool()


def in_chunks(size=4096, **changes):
    asked = {"levels": LEVELS, "targets": 45.0, "weights": WORKERS, "groups": GROUPS} | changes
    chunks = list(project_in_chunks(POOL, UNITS, YEARS, 100, 1, PATHS, chunk_units=size, **asked))
    quantiles = pd.concat([c.quantiles for c in chunks], ignore_index=True)
    return quantiles, pd.concat([c.chances for c in chunks], ignore_index=True), chunks[-1].totals


def whole():
    return draws_by_scenario(POOL, YEARS, 100, 1, PATHS, units=UNITS, groups=GROUPS, weights=WORKERS)


@pytest.mark.parametrize("size", [1, BLOCK, 3 * BLOCK + 1])
def test_the_size_of_a_chunk_changes_no_number(size):
    few, many = in_chunks(size), in_chunks()
    pd.testing.assert_frame_equal(few[0], many[0], check_exact=True)
    pd.testing.assert_frame_equal(few[1], many[1], check_exact=True)
    assert (few[2].sums == many[2].sums).all()


def test_chunks_are_the_joint_draws():
    quantiles, chances, totals = in_chunks()
    for name, worlds in whole().items():
        shown = quantiles.loc[quantiles["scenario"] == name, "value"].to_numpy()
        expected = np.moveaxis(np.quantile(worlds, LEVELS, axis=2), 0, 2)
        np.testing.assert_allclose(shown.reshape(expected.shape), expected, atol=1e-4)
        reach = chances.loc[chances["scenario"] == name, "probability"].to_numpy()
        np.testing.assert_allclose(reach.reshape(expected.shape[:2]), (worlds >= 45).mean(axis=2), atol=1e-9)
        mean = np.average(worlds.astype(float), axis=0, weights=WORKERS)
        np.testing.assert_allclose(totals.mean(name), mean, atol=1e-4)
        mean = np.average(worlds[OWN].astype(float), axis=0, weights=WORKERS[OWN])
        np.testing.assert_allclose(totals.mean(name, "35"), mean, atol=1e-4)


def test_a_path_is_met_in_every_draw_and_other_years_stay():
    _, _, totals = in_chunks()
    np.testing.assert_allclose(totals.mean("plan")[1], 45, atol=1e-3)
    np.testing.assert_allclose(totals.mean("whole"), [[30] * 100, [99] * 100], atol=1e-3)
    assert (totals.mean("plan")[0] == totals.mean("trend")[0]).all()


def test_a_first_guess_from_some_blocks_changes_nothing_much(monkeypatch):
    monkeypatch.setattr("ucjlib.reckon.chunks.FORETASTE", 2)
    monkeypatch.setattr("ucjlib.reckon.chunks.FEWEST", 0)
    guessed = in_chunks()
    monkeypatch.undo()
    np.testing.assert_allclose(guessed[0]["value"], in_chunks()[0]["value"], atol=2e-3)
    np.testing.assert_allclose(guessed[2].mean("plan")[1], 45, atol=1e-3)


def test_provinces_hang_together_and_are_named():
    _, _, totals = in_chunks()
    table = totals.quantiles([0.1, 0.9])
    assert table["group"].unique().tolist() == ["00", "11", "35"]
    assert len(table) == 3 * 3 * 2 * 2
    assert np.corrcoef(totals.mean("trend", "11")[1], totals.mean("trend", "35")[1])[0, 1] > 0.5
    np.testing.assert_allclose(totals.weight_of("35"), WORKERS[OWN].sum(), rtol=1e-6)
    with pytest.raises(UnknownId, match="36"):
        totals.mean("trend", "36")


def test_totals_run_with_the_chunks():
    chunks = project_in_chunks(POOL, UNITS, YEARS, 20, 1, PATHS, chunk_units=BLOCK)
    weights = [chunk.totals.weight_of()[0] for chunk in chunks]
    assert weights == [BLOCK, 2 * BLOCK, 3 * BLOCK, 4 * BLOCK, len(UNITS)]


def test_without_targets_there_is_no_chance():
    assert in_chunks(targets=None)[1].empty
    some = np.where(np.arange(len(UNITS)) < 2, 45.0, np.nan)
    with pytest.raises(BadTable, match="targets outside 0-100"):
        in_chunks(targets=some)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weights": np.ones(3)}, "weights of shape"),
        ({"weights": -WORKERS}, "weights outside"),
        ({"targets": 120.0}, "targets outside"),
        ({"levels": [0.5, 1.5]}, "levels outside"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_drawn(change, sentence):
    with pytest.raises(BadTable, match=sentence):
        project_in_chunks(POOL, UNITS, YEARS, 10, 1, PATHS, **change)


def test_years_and_scenarios_that_cannot_be_are_refused():
    with pytest.raises(BadTable, match="no scenario"):
        project_in_chunks(POOL, UNITS, YEARS, 10, 1, {})
    with pytest.raises(BadTable, match="do not ascend"):
        project_in_chunks(POOL, UNITS, YEARS[::-1], 10, 1, PATHS)
    with pytest.raises(TooFarAhead):
        project_in_chunks(POOL, UNITS, [2045.0], 10, 1, PATHS)
    with pytest.raises(BadTable, match="0-100 percent"):
        project_in_chunks(POOL, UNITS, YEARS, 10, 1, {"too much": pd.Series({2030.0: 101.0})})


def test_scenarios_at_once_are_the_scenarios_one_by_one():
    for name, worlds in whole().items():
        alone = draws(POOL, YEARS, 100, 1, PATHS[name], units=UNITS, groups=GROUPS, weights=WORKERS)
        assert (worlds == alone).all()


def test_years_may_repeat_and_come_in_any_order():
    straight, mixed = (
        draws(POOL, years, 50, 1, PATHS["plan"]) for years in (YEARS, [2030.0, 2027.0, 2030.0])
    )
    assert (mixed == straight[:, [1, 0, 1]]).all()


def test_a_block_is_drawn_alike_whichever_others_are():
    worlds = Worlds.of(POOL, with_units(POOL, UNITS), YEARS, 20, seed=1)
    every = {rows.start: block for rows, block in worlds.blocks()}
    for rows, block in worlds.blocks(every=2):
        assert (block == every[rows.start]).all()
    assert (every[BLOCK] != every[2 * BLOCK]).all()


def test_worlds_follow_the_law_of_the_model():
    """Mean and covariance over years before and after the last figure, on the scale."""
    years, n_draws = [2022.0, 2023.5, 2027.0, 2030.0], 400_000
    table = with_units(POOL, [UNITS[7]]).assign(last_year=2024.0)
    ((_, block),) = Worlds.of(POOL, table, years, n_draws, seed=2).blocks()
    row, h = table.iloc[0], np.array(years) - 2024.0
    walk = POOL.walk_var * np.minimum.outer(np.abs(h), np.abs(h))
    own = row["level_var"] + np.add.outer(h, h) * row["cross_var"] + np.outer(h, h) * row["drift_var"] + walk
    load = row["level_load"] + h * row["drift_load"]
    shared = np.outer(load, load) * POOL.mean_drift_var + np.outer(h, h) * POOL.common_shock_sd**2
    expected = own * row["spread"] * row["df"] / (row["df"] - 2) + shared
    sd = np.sqrt(expected.diagonal())
    np.testing.assert_allclose(
        np.cov(block[0].astype(float)) / np.outer(sd, sd), expected / np.outer(sd, sd), atol=0.03
    )
    np.testing.assert_allclose(block[0].mean(axis=1), row["level"] + h * row["drift"], atol=0.01)


def bisected(worlds, share, mean):
    low, high = np.full(worlds.shape[1], -60.0), np.full(worlds.shape[1], 60.0)
    for _ in range(60):
        middle = (low + high) / 2
        below = share @ from_scale(worlds + middle) < mean
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2


@given(
    units=st.integers(1, 40), mean=st.floats(0.5, 99.5), level=st.floats(-3, 9), sd=st.floats(0.01, 6),
    seed=st.integers(0, 10**6),
)  # fmt: skip
@settings(deadline=None, max_examples=200)
def test_the_closed_form_meets_any_path_as_bisection_does(units, mean, level, sd, seed):
    rng = np.random.default_rng(seed)
    worlds = rng.normal(level, sd, (units, 1, 30)).astype(np.float32)
    share = rng.uniform(0.1, 1, units)
    bend = Bend.of(pd.Series({2030.0: mean}), np.array([2030.0]), share, worlds.shape)
    meet([bend], lambda: [(slice(0, units), worlds)])
    got = np.average(from_scale(bend.bent(worlds))[:, 0], axis=0, weights=share)
    oracle = bisected(worlds[:, 0].astype(float), share / share.sum(), mean)
    reached = np.average(from_scale(worlds[:, 0] + oracle), axis=0, weights=share)
    np.testing.assert_allclose(got, reached, atol=1e-3)


@pytest.mark.parametrize("mean", [0.0, 100.0])
def test_a_path_at_an_end_is_reached(mean):
    worlds = to_scale(np.random.default_rng(1).uniform(5, 95, (50, 1, 20))).astype(np.float32)
    bend = Bend.of(pd.Series({2030.0: mean}), np.array([2030.0]), np.ones(50), worlds.shape)
    meet([bend], lambda: [(slice(0, 50), worlds)])
    np.testing.assert_allclose(from_scale(bend.bent(worlds)).mean(axis=0), mean, atol=1e-3)
    assert np.abs(bend.shift).max() <= 2 * TOP

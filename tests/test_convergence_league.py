"""Convergence from smoothed draws only, and the league of years in which targets are reached."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ucjlib.core.errors import BadTable, NotEnoughData, UnlikeFigures
from ucjlib.reckon.convergence import convergence, convergence_draws, convergence_of, convergence_table
from ucjlib.reckon.league import first_passage, league
from ucjlib.reckon.pool import fit

YEARS = [2026, 2027, 2028]
PATHS = arrays.arrays(
    float, st.tuples(st.integers(1, 5), st.just(3), st.integers(1, 9)), elements=st.floats(0, 100)
)


def worlds(drift, n=400, seed=0):
    """Three places 20 points apart; the lowest gains most when `drift` is above 0."""
    rng = np.random.default_rng(seed)
    start = np.array([20.0, 40.0, 60.0])[:, None] + rng.normal(size=(3, n))
    end = start + drift * np.array([[1.0], [0.0], [-1.0]]) + rng.normal(size=(3, n))
    return np.stack([start, end], axis=1)


def test_places_that_come_together_and_that_part():
    near = convergence_table(worlds(10), [2025, 2029]).set_index("measure")
    apart = convergence_table(worlds(-10), [2025, 2029]).set_index("measure")
    assert near.loc["sigma_change", "chance"] == near.loc["beta", "chance"] == 1
    assert apart.loc["sigma_change", "chance"] == apart.loc["beta", "chance"] == 0
    assert near.loc["beta", "low"] < near.loc["beta", "value"] < near.loc["beta", "high"]
    closed = 1 - (1 - near.loc["beta", "value"]) ** 0.25
    assert near.loc["beta_year", "value"] == pytest.approx(closed, rel=0.01)


@given(st.integers(0, 1000), st.floats(-30, 30), st.permutations([0, 1, 2]))
def test_a_falling_spread_has_beta_above_zero_and_order_does_not_matter(seed, drift, order):
    drawn = worlds(drift, 150, seed)
    by_draw = convergence_draws(drawn, [2025, 2029])
    assert (by_draw.loc[by_draw["sigma_to"] < by_draw["sigma_from"], "beta"] > 0).all()
    mixed = convergence_draws(drawn[order][:, ::-1], [2029, 2025])
    pd.testing.assert_frame_equal(mixed, by_draw)


def test_beta_is_the_slope_that_least_squares_gives():
    drawn = worlds(5, 120)
    from ucjlib.reckon.scale import to_scale

    start, end = to_scale(drawn[:, 0]), to_scale(drawn[:, 1])
    slope = [np.polyfit(start[:, b], (end - start)[:, b], 1)[0] for b in range(120)]
    np.testing.assert_allclose(convergence_draws(drawn, [2025, 2029])["beta"], [-s for s in slope])


@pytest.mark.parametrize(
    "raw",
    [
        np.array([17.6, 24.0, 30.0]),
        np.array([[17.6, 18.0], [24.0, 25.0], [30.0, 31.0]]),
        np.repeat([[[17.6], [18.0]], [[24.0], [25.0]], [[30.0], [31.0]]], 500, axis=2),
        worlds(1)[:, :, :20],
    ],
)
def test_raw_figures_are_refused(raw):
    with pytest.raises(UnlikeFigures, match="no joint draws of smoothed levels"):
        convergence_table(raw, [2025, 2029])


def test_raw_figures_are_refused_by_the_short_form_too():
    with pytest.raises(UnlikeFigures, match="regression to the mean"):
        convergence(np.array([17.6, 24.0]), np.array([18.0, 25.0]))


def test_why_raw_figures_are_refused():
    """Places that do not move seem to converge where each date is noisy; in smoothed draws they do not."""
    rng = np.random.default_rng(2)
    truth = rng.normal(30, 3, 200)
    first, second = truth + rng.normal(0, 5, 200), truth + rng.normal(0, 5, 200)
    assert -np.polyfit(first, second - first, 1)[0] > 0.5
    rows = [
        pd.DataFrame({"unit": [f"{i}" for i in range(200)], "year": year, "value": values.clip(1, 99)})
        for year, values in ((2023.5, first), (2024.5, second))
    ]
    shown = pd.concat(rows).assign(low=lambda t: t["value"] - 0.01, high=lambda t: t["value"] + 0.01)
    told = convergence_of(fit(shown), 2023, 2024, 300).set_index("measure")
    assert abs(told.loc["beta", "value"]) < 0.25


def test_two_places_and_one_year_are_no_matter_of_convergence():
    with pytest.raises(NotEnoughData, match="places drawn: 2"):
        convergence_table(worlds(1)[:2], [2025, 2029])
    with pytest.raises(BadTable, match="1 years"):
        convergence_table(worlds(1), [2025])


@given(PATHS, st.floats(0, 100))
def test_first_passage_is_the_first_year_at_or_above(paths, target):
    first = first_passage(paths, np.array(YEARS), np.full(len(paths), target))
    for i, b in np.ndindex(first.shape):
        reached = [y for y, p in zip(YEARS, paths[i, :, b], strict=True) if p >= target]
        assert first[i, b] == (min(reached) if reached else np.inf)


@given(PATHS, st.floats(0, 100), st.randoms())
def test_order_of_places_and_years_does_not_matter(paths, target, random):
    targets = pd.Series(target, index=[f"35.{i:02d}" for i in range(1, len(paths) + 1)])
    table = league(paths, YEARS, targets)
    rows, years = list(range(len(paths))), [0, 1, 2]
    random.shuffle(rows)
    random.shuffle(years)
    mixed = league(paths[rows][:, years], [YEARS[y] for y in years], targets.iloc[rows])
    pd.testing.assert_frame_equal(mixed, table)
    assert table["place_rank"].is_monotonic_increasing
    assert (table.groupby("place_rank").size() == table.groupby("place_rank")["tied"].first()).all()


def test_ties_share_a_rank_and_those_not_before_the_horizon_the_last():
    paths = np.repeat([[[50.0]] * 3, [[50.0]] * 3, [[10.0], [46.0], [46.0]], [[1.0]] * 3], 4, axis=2)
    targets = pd.Series(45.0, index=["35.05", "35.02", "35.21", "33.28"])
    table = league(paths, YEARS, targets)
    assert table["region_code"].tolist() == ["35.02", "35.05", "35.21", "33.28"]
    assert table["place_rank"].tolist() == [1, 1, 3, 4] and table["tied"].tolist() == [2, 2, 1, 1]
    assert table["median_year"].tolist()[:3] == [2026, 2026, 2027] and pd.isna(table["median_year"].iloc[3])
    assert table["chance_not_before"].tolist() == [0, 0, 0, 1] and table["horizon"].eq(2029).all()
    assert table["says_en"].iloc[3] == "not before 2029 in 100 percent of the draws"


def test_half_of_the_draws_is_the_middle_and_the_late_end_stays_open():
    paths = np.array([[[0.0, 0.0], [50.0, 0.0], [50.0, 0.0]]])
    row = league(paths, YEARS, pd.Series({"35.05": 45.0})).iloc[0]
    assert row["median_year"] == 2027 and pd.isna(row["year_high"]) and row["chance_not_before"] == 0.5
    assert row["says_id"].endswith("(2027 sampai setelah itu)")
    early = league(paths, YEARS, pd.Series({"35.05": 45.0}), horizon=2027).iloc[0]
    assert early["chance_not_before"] == 1


@pytest.mark.parametrize(
    "years, targets, horizon",
    [
        ([2026, 2028, 2029], {"a": 45.0}, None),
        (YEARS, {"a": 145.0}, None),
        (YEARS, {"a": 45.0}, 2045),
        (YEARS, {"a": 45.0, "b": 1.0}, None),
    ],
)
def test_what_cannot_be_a_league_is_refused(years, targets, horizon):
    with pytest.raises(BadTable):
        league(np.ones((1, 3, 2)), years, pd.Series(targets), horizon)

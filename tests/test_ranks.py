"""Ranks, pairwise chances and groups from draws; draws from prints and grades."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ucjlib.core.errors import BadTable, UnknownTerm
from ucjlib.core.period import decimal_year
from ucjlib.reckon.levels import draw_levels, grade_noise
from ucjlib.reckon.ranks import group_table, pairwise, rank_draws, rank_table, runs
from ucjlib.reckon.scale import to_scale
from ucjlib.run import workspace

SHAPE = st.tuples(st.integers(1, 9), st.integers(1, 12))
WHOLE = st.integers(0, 20).map(float)  # few values, so that draws tie
LEVELS = arrays.arrays(float, SHAPE, elements=WHOLE)


def codes(levels):
    return [f"35.{i:02d}" for i in range(1, len(levels) + 1)]


@given(LEVELS)
def test_ranks_are_a_permutation_in_every_draw(levels):
    whole = np.arange(1, len(levels) + 1)[:, None]
    assert (np.sort(rank_draws(levels), axis=0) == whole).all()


@given(LEVELS)
def test_a_pair_and_its_mirror_add_to_one(levels):
    chance = pairwise(levels, codes(levels)).to_numpy()
    assert (chance + chance.T == 1).all()
    assert ((chance >= 0) & (chance <= 1)).all()


@given(LEVELS, st.randoms())
def test_order_of_rows_does_not_matter(levels, random):
    names, order = np.array(codes(levels)), list(range(len(levels)))
    random.shuffle(order)
    for function in (rank_table, pairwise, group_table):
        pd.testing.assert_frame_equal(
            function(levels[order], names[order].tolist()), function(levels, names.tolist())
        )


@given(LEVELS)
def test_groups_are_the_longest_runs_in_which_no_pair_is_told_apart(levels):
    chance = pairwise(levels, codes(levels)).to_numpy()
    n = len(chance)

    def tied(first, last):
        inside = chance[first : last + 1, first : last + 1]
        return (inside < 0.9).all()

    found = {(a, b) for a in range(n) for b in range(a + 1, n) if tied(a, b)}
    longest = {(a, b) for a, b in found if (a - 1, b) not in found and (a, b + 1) not in found}
    assert set(runs(chance)) == longest


@given(LEVELS)
def test_ranges_hold_the_middle_and_chances_of_the_top_add_to_its_size(levels):
    table = rank_table(levels, codes(levels), top=3)
    assert (table["rank_low"] <= table["median_rank"]).all()
    assert (table["median_rank"] <= table["rank_high"]).all()
    assert table["chance_top"].sum() == pytest.approx(min(3, len(levels)), abs=0.01)


def test_chances_are_those_counted_by_hand():
    levels = np.array([[3.0, 1.0, 2.0, 2.0], [2.0, 2.0, 2.0, 1.0]])
    assert pairwise(levels, ["35.05", "35.21"]).loc["35.05", "35.21"] == (2 + 0.5) / 4


def test_groups_of_three_where_the_ends_are_told_apart():
    rng = np.random.default_rng(5)
    levels = np.array([52.0, 50.0, 48.0, 20.0])[:, None] + 1.5 * rng.normal(size=(4, 4000))
    table = group_table(levels, ["a", "b", "c", "d"])
    assert table["region_codes"].tolist() == ["a b", "b c"]
    assert rank_table(levels, ["a", "b", "c", "d"])["groups"].tolist() == ["1", "1 2", "2", ""]


@pytest.mark.parametrize(
    "levels, names", [(np.ones(3), ["a"] * 3), (np.ones((2, 3)), ["a", "a"]), (np.array([[np.nan]]), ["a"])]
)
def test_what_is_no_table_of_draws_is_refused(levels, names):
    with pytest.raises(BadTable, match="levels"):
        rank_table(levels, names)


def prints(**changes):
    rows = {"region_code": ["35.05", "35.21"], "low": [17.59, 23.0], "high": [17.61, 25.0]}
    return pd.DataFrame(rows | changes)


def test_draws_stay_within_the_print_and_do_not_depend_on_the_order():
    levels = draw_levels(prints(), n_draws=300)
    assert (levels.min(axis=1) >= prints()["low"]).all() and (levels.max(axis=1) <= prints()["high"]).all()
    assert (draw_levels(prints().iloc[::-1], n_draws=300)[::-1] == levels).all()


def test_a_lower_grade_is_drawn_wider_and_joint_draws_are_taken_as_they_are():
    spread = [draw_levels(prints(grade=g), n_draws=2000, seed=1)[0].std() for g in "ABCD"]
    assert spread == sorted(spread) and spread[3] > 5 * spread[0]
    joint = pd.DataFrame([[1.0, 2.0], [3.0, 4.0]], index=["35.21", "35.05"])
    assert draw_levels(prints(grade="D"), joint).tolist() == [[3.0, 4.0], [1.0, 2.0]]


def test_errors_of_draws():
    with pytest.raises(UnknownTerm, match="grade E"):
        draw_levels(prints(grade="E"))
    with pytest.raises(BadTable, match="twice"):
        draw_levels(prints(region_code="35.05"))
    with pytest.raises(BadTable, match="blanks in high"):
        draw_levels(prints(high=[17.61, np.nan]))


def test_the_noise_by_grade_is_what_pairs_of_collected_figures_show():
    table = workspace.load("estimates")
    rates = table[table["indicator"].eq("coverage_rate") & table["segment"].eq("total")]
    rates = rates[rates["as_of"].ne("") & rates["value"].between(0, 100)]
    rates = rates.assign(year=rates["as_of"].map(decimal_year), g=to_scale(rates["value"]))
    rates = rates.sort_values("year", kind="stable")
    groups = rates.groupby(["region_code", "denominator", "numerator"])
    earlier = groups[["year", "g", "grade"]].shift()
    near = (rates["year"] - earlier["year"]) <= 0.5
    pairs = pd.DataFrame({"off": (rates["g"] - earlier["g"]).abs(), "grade": rates["grade"]})[near]
    pairs["grade"] = np.maximum(pairs["grade"], earlier.loc[near, "grade"])
    measured = 1.4826 * pairs.groupby("grade")["off"].median() / np.sqrt(2)
    for grade in "BCD":
        assert measured[grade] == pytest.approx(grade_noise()[grade], rel=0.4), grade

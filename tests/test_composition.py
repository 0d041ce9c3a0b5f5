"""Weights of groups from totals and rates, the lever, Kitagawa's parts; which dates of estimates serve."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ucjlib.core.errors import BadTable
from ucjlib.reckon.composition import weight_set, weight_sets
from ucjlib.reckon.kitagawa import kitagawa, kitagawa_table
from ucjlib.reckon.lever import lever
from ucjlib.reckon.segments import segment_figures

SEGMENTS = ["pu", "bpu", "jakon"]
TEGAL = [30.29, 64.23, 12.39, 34.35]
BABEL = {"2023-12": [42.90, 42.83, 37.59, 80.40], "2024-06": [31.93, 41.07, 15.01, 74.40]}
RATES = st.lists(st.floats(0, 100), min_size=2, max_size=5)
SHARES = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(lambda whole: sum(whole[:2]) > 0)


def figures(by_date, off=0.01):
    rows = [
        (date, segment, value, value - off, value + off)
        for date, values in by_date.items()
        for segment, value in zip(["total", *SEGMENTS], values, strict=False)
    ]
    return pd.DataFrame(rows, columns=["as_of", "segment", "value", "low", "high"])


def shares(whole, n):
    taken = np.array(whole[:n], dtype=float)
    return taken / taken.sum()


def test_one_date_leaves_a_set():
    table = weight_set(figures({"2024-10": TEGAL})).set_index("segment")
    assert table["weight"].isna().all() and not table["identified"].any() and table["feasible"].all()
    # w_pu = (0.1790 - 0.2196 w_jakon) / 0.5184, widened by the prints
    assert table.loc["pu", "weight_high"] == pytest.approx((30.30 - 12.38) / (64.22 - 12.38))
    assert table.loc["jakon", "weight_high"] == pytest.approx((30.30 - 12.38) / (34.34 - 12.38))
    assert table.loc["bpu", "weight_low"] == pytest.approx(1 - (30.30 - 12.38) / (34.34 - 12.38))
    assert table.loc[["pu", "jakon"], "weight_low"].tolist() == [0, 0]


def test_what_is_known_of_one_share_narrows_the_others():
    table = weight_set(figures({"2024-10": TEGAL}, off=0), most={"jakon": 0.1}).set_index("segment")
    assert table.loc["pu", ["weight_low", "weight_high"]].round(3).tolist() == [0.303, 0.345]


def test_two_dates_single_three_shares_out_with_their_range():
    table = weight_set(figures(BABEL)).set_index("segment")
    assert table["identified"].all()
    assert table["weight"].mul(100).round(1).to_dict() == {"bpu": 43.0, "jakon": 6.2, "pu": 50.8}
    assert (table["weight_low"] < table["weight"]).all() and (table["weight"] < table["weight_high"]).all()
    assert (table["weight_high"] - table["weight_low"]).max() < 0.01
    assert table.loc["pu", "says_id"].startswith("penerima upah (PU): bobot 50,8 persen (")


def test_the_ends_are_those_of_all_corners_of_the_prints():
    """With prints so small that every corner has a solution inside 0-1, the ends are at corners."""
    exact = figures(BABEL, off=0)
    solved = []
    for signs in itertools.product([-0.01, 0.01], repeat=len(exact)):
        moved = (exact["value"] + np.array(signs)).to_numpy().reshape(2, 4)
        system = np.vstack([moved[:, 1:], np.ones(3)])
        solved.append(np.linalg.solve(system, np.append(moved[:, 0], 1)))
    low, high = np.min(solved, axis=0), np.max(solved, axis=0)
    table = weight_set(figures(BABEL)).set_index("segment").loc[SEGMENTS]
    np.testing.assert_allclose(table["weight_low"], low, atol=1e-6)
    np.testing.assert_allclose(table["weight_high"], high, atol=1e-6)


@pytest.mark.parametrize(
    "by_date, word",
    [
        ({"2024": [70.0, *TEGAL[1:]]}, "the total does not lie between"),
        ({"2023": [30.0, 60.0, 10.0], "2024": [50.0, 60.0, 10.0]}, "no one set of weights fits"),
    ],
)
def test_impossible_figures_say_so(by_date, word):
    table = weight_set(figures(by_date))
    assert not table["feasible"].any() and not table["identified"].any()
    assert table[["weight", "weight_low", "weight_high"]].isna().all(axis=None)
    assert table["says_en"].str.contains(word).all() and table["says_id"].str.startswith("mustahil").all()


@given(st.lists(RATES, min_size=1, max_size=3), SHARES, st.sampled_from([0.01, 0.5]))
def test_true_shares_lie_inside_and_any_end_gives_the_total_back_within_its_print(dates, whole, off):
    n = min(3, *(len(rates) for rates in dates))
    weights = shares(whole, n)
    by_date = {str(2020 + i): [float(weights @ r[:n]), *r[:n]] for i, r in enumerate(dates)}
    table = weight_set(figures(by_date, off)).set_index("segment").loc[SEGMENTS[:n]]
    assert table["feasible"].all()
    assert (table["weight_low"] - 1e-6 <= weights).all() and (weights <= table["weight_high"] + 1e-6).all()
    if table["identified"].all():
        for total, *rates in by_date.values():
            assert table["weight"] @ np.array(rates) == pytest.approx(total, abs=2 * off + 1e-5)


@given(RATES.filter(lambda rates: len(rates) >= 3), SHARES, st.randoms())
def test_order_of_rows_does_not_matter_to_weights(rates, whole, random):
    weights = shares(whole, 3)
    table = figures({"2024": [float(weights @ rates[:3]), *rates[:3]]})
    order = list(table.index)
    random.shuffle(order)
    pd.testing.assert_frame_equal(weight_set(table.loc[order]), weight_set(table))


def test_dates_with_other_groups_and_doubles_are_refused():
    with pytest.raises(BadTable, match="lacks its total"):
        weight_set(figures({"2023": TEGAL, "2024": TEGAL[:3]}))
    with pytest.raises(BadTable, match="twice"):
        weight_set(pd.concat([figures({"2024": TEGAL})] * 2))


def test_the_lever_of_tegal():
    exact = weight_set(figures({"2024-10": TEGAL}, off=0))
    table = lever(exact, pd.Series(dict(zip(SEGMENTS, TEGAL[1:], strict=True))), 45 - 30.29)
    table = table.set_index("segment")
    assert table.loc["bpu", "rise_low"] == pytest.approx(22.5, abs=0.1)
    assert table["alone"].to_dict() == {"bpu": "yes", "jakon": "perhaps", "pu": "no"}
    assert np.isinf(table.loc["pu", "rise_high"]) and "100 persen" in table.loc["pu", "says_id"]
    with pytest.raises(BadTable, match="no rate"):
        lever(exact, pd.Series({"pu": 64.23}), 14.71)


@given(st.floats(0.01, 1), st.floats(0, 100), st.floats(0.1, 50))
def test_the_lever_lifts_the_total_by_what_was_asked(weight, rate, points):
    known = pd.DataFrame({"segment": ["bpu"], "weight": weight, "weight_low": weight, "weight_high": weight})
    row = lever(known, pd.Series({"bpu": rate}), points).iloc[0]
    assert row["rise"] * weight == pytest.approx(points)
    assert row["rise_low"] == row["rise"] == row["rise_high"]


@given(RATES, RATES, SHARES, SHARES)
def test_kitagawa_sums_exactly_and_mirrors(rates, later, whole, later_whole):
    n = min(len(rates), len(later))
    p, p2, w, w2 = np.array(rates[:n]), np.array(later[:n]), shares(whole, n), shares(later_whole, n)
    parts = kitagawa(p, w, p2, w2)
    assert sum(parts.values()) == pytest.approx(p2 @ w2 - p @ w, abs=1e-9)
    back = kitagawa(p2, w2, p, w)
    assert [back[k] for k in parts] == pytest.approx([-x for x in parts.values()], abs=1e-9)


@given(RATES, RATES, SHARES, SHARES, st.randoms())
def test_the_table_of_kitagawa_adds_up_whatever_the_order(rates, later, whole, later_whole, random):
    n = min(len(rates), len(later))
    names = [f"s{i}" for i in range(n)]
    ends = [
        pd.DataFrame({"segment": names, "rate": r[:n], "weight": shares(w, n)})
        for r, w in ((rates, whole), (later, later_whole))
    ]
    table = kitagawa_table(*ends)
    total, parts = table.iloc[-1], table.iloc[:-1]
    assert total["segment"] == "total"
    assert parts["total_points"].sum() == pytest.approx(total["total_points"], abs=1e-9)
    assert total["rate_to"] - total["rate_from"] == pytest.approx(total["total_points"], abs=1e-9)
    order = list(range(n))
    random.shuffle(order)
    pd.testing.assert_frame_equal(kitagawa_table(ends[0].iloc[order], ends[1]), table)


def test_kitagawa_refuses_other_groups():
    one = pd.DataFrame({"segment": ["pu", "bpu"], "rate": [60.0, 10.0], "weight": [0.4, 0.6]})
    with pytest.raises(BadTable, match="not the same"):
        kitagawa_table(one, one.replace("pu", "jakon"))
    with pytest.raises(BadTable, match="add to 1"):
        kitagawa_table(one, one.assign(weight=0.4))


def estimates(**changes):
    rows = figures({"2024-10": TEGAL}).assign(
        region_code="33.28", place="Kabupaten Tegal", indicator="coverage_rate", numerator="active",
        denominator="eligible",
    )  # fmt: skip
    return rows.assign(estimate_id=[f"e{i}" for i in range(4)], **changes)


def test_only_dates_of_one_kind_of_member_serve_unless_asked():
    assert len(segment_figures(estimates())) == 4
    mixed = estimates(numerator=["active", "active", "registered", "registered"])
    assert segment_figures(mixed).empty
    kept = segment_figures(mixed, label_unlike=True)
    assert kept["unlike"].eq("numerator").all() and len(kept) == 4


def test_a_date_needs_its_total_and_two_groups():
    assert segment_figures(estimates().iloc[1:]).empty
    assert segment_figures(estimates().iloc[:2]).empty
    assert len(segment_figures(estimates().iloc[:3])) == 3


def test_weights_of_every_place_at_once():
    both = pd.concat([estimates(), estimates(region_code="33.76")])
    table = weight_sets(segment_figures(both))
    one, other = (rows.drop(columns="region_code") for _, rows in table.groupby("region_code"))
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))
    alone = weight_set(figures({"2024-10": TEGAL}))
    pd.testing.assert_frame_equal(one[list(alone)].reset_index(drop=True), alone)
    assert weight_sets(segment_figures(estimates().iloc[:1])).empty


@given(st.floats(0.1, 0.9), st.floats(5, 95), st.floats(5, 95))
def test_more_dates_never_widen(weight, first, second):
    assume(abs(first - second) > 1)
    one = {"2023": [weight * first + (1 - weight) * second, first, second]}
    two = one | {"2024": [weight * second + (1 - weight) * first, second, first]}
    wide, narrow = (weight_set(figures(dates)) for dates in (one, two))
    assert (narrow["weight_low"] >= wide["weight_low"] - 1e-6).all()
    assert (narrow["weight_high"] <= wide["weight_high"] + 1e-6).all()

"""Ranks with ranges, the guard against unlike figures, and the parts of a change."""

import numpy as np
import pandas as pd
import pytest

from ucjlib.core.errors import BadTable, NotEnoughData, UnlikeFigures
from ucjlib.reckon.compare import compare, convergence, kitagawa, rank_draws, tiers


def estimates(**changes):
    rows = {
        "estimate_id": ["e1", "e2", "e3", "e4", "e5"],
        "region_code": ["35.05", "35.21", "35.02", "33.28", "35"],
        "place": ["Kabupaten Blitar", "Kabupaten Ngawi", "Kabupaten Ponorogo", "Kabupaten Tegal", "Jatim"],
        "indicator": "coverage_rate", "segment": "total", "numerator": "active", "denominator": "eligible",
        "as_of": ["2025-04-14", "2025-12-19", "2025-06", "2024-10-31", "2025-06"],
        "value": [17.6, 24.0, 23.4, 30.29, 35.0], "low": [17.59, 23.0, 23.3, 30.28, 34.0],
        "high": [17.61, 25.0, 23.5, 30.30, 36.0], "unit": "percent",
    }  # fmt: skip
    return pd.DataFrame(rows | changes)


def test_ranks_within_a_province_with_their_ranges():
    table = compare(estimates(), "35")
    assert table["place"].tolist() == ["Kabupaten Ngawi", "Kabupaten Ponorogo", "Kabupaten Blitar"]
    assert table[["rank", "rank_low", "rank_high"]].values.tolist() == [[1, 1, 2], [2, 1, 2], [3, 3, 3]]
    assert table["note"].iloc[0] == "cannot be told apart from the others of tier 1"
    assert table["note"].iloc[2] == ""


def test_without_a_province_all_regencies_and_no_province():
    assert set(compare(estimates())["region_code"]) == {"35.05", "35.21", "35.02", "33.28"}


def test_the_latest_figure_counts():
    older = estimates().assign(estimate_id="old", as_of="2020", value=90.0, low=89.0, high=91.0)
    assert "old" not in set(compare(pd.concat([older, estimates()]), "35")["estimate_id"])


@pytest.mark.parametrize("column", ["denominator", "numerator"])
def test_unlike_figures_are_refused_or_labelled(column):
    word = {"denominator": "employed", "numerator": "registered"}[column]
    mixed = estimates(**{column: [word] + [estimates()[column].iloc[0]] * 4})
    with pytest.raises(UnlikeFigures, match="2 bases"):
        compare(mixed, "35")
    table = compare(mixed, "35", label_unlike=True).set_index("estimate_id")
    assert table.loc["e1", "note"].startswith("unlike: over ")
    assert "unlike" not in table.loc["e2", "note"]
    assert len(compare(mixed, "35", **{column: estimates()[column].iloc[0]})) == 2


def test_one_region_is_no_comparison():
    with pytest.raises(NotEnoughData, match="1 region"):
        compare(estimates(), "33")


def test_reporting_noise_widens_ranks():
    sharp, fair = (compare(estimates(), reported_sd=sd) for sd in (0.0, 0.3))
    width = [(t["rank_high"] - t["rank_low"]).sum() for t in (sharp, fair)]
    assert width[1] > width[0]


def test_joint_draws_in_place_of_printed_ranges():
    worlds = pd.DataFrame([[10.0, 11.0], [12.0, 13.0], [40.0, 41.0]], index=["35.21", "35.02", "35.05"])
    assert compare(estimates(), "35", worlds=worlds)["region_code"].tolist() == ["35.05", "35.02", "35.21"]
    with pytest.raises(BadTable, match=r"35\.05"):
        compare(estimates(), "35", worlds=worlds.iloc[:2])


def test_same_seed_same_table_and_row_order_does_not_matter():
    mixed = estimates().sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(compare(estimates(), seed=4), compare(mixed, seed=4))


def test_chance_of_the_first_places():
    table = compare(estimates(), top=1).set_index("region_code")
    assert table.loc["33.28", "chance_top"] == 1
    assert compare(estimates(), top=10)["chance_top"].eq(1).all()


def test_every_draw_ranks_everyone_once():
    ranks = rank_draws(np.random.default_rng(1).normal(size=(30, 100)))
    assert (np.sort(ranks, axis=0) == np.arange(1, 31)[:, None]).all()


def test_a_tier_ends_where_its_first_is_surely_above():
    rng = np.random.default_rng(1)
    levels = np.array([50.0, 49.9, 49.8, 30.0, 29.9])[:, None] + rng.normal(size=(5, 2000))
    assert tiers(levels).tolist() == [1, 1, 1, 2, 2]


def test_rate_and_mix_add_up_to_the_change():
    w, w2 = [0.345, 0.555, 0.100], [0.30, 0.60, 0.10]
    p, p2 = [64.23, 12.39, 34.35], [60.0, 20.0, 34.35]
    parts = kitagawa(p, w, p2, w2)
    assert sum(parts.values()) == pytest.approx(np.dot(p2, w2) - np.dot(p, w), abs=0.011)
    with pytest.raises(BadTable, match="add to 1"):
        kitagawa(p, [0.3, 0.3, 0.3], p2, w2)


def test_convergence():
    now = np.array([[10.0] * 4, [50.0] * 4])
    assert convergence(now, now) == 0
    assert convergence(now, np.array([[20.0] * 4, [50.0] * 4])) == 1


def test_figures_far_apart_in_time_are_refused_left_out_or_labelled():
    old = estimates(as_of=["2021-10", "2025-12-19", "2025-06", "2024-10-31", "2025-06"])
    with pytest.raises(UnlikeFigures, match="1 of 3 figures lie more than 24 months"):
        compare(old, "35")
    assert set(compare(old, "35", since="2025")["region_code"]) == {"35.21", "35.02"}
    assert len(compare(old, "35", window_months=60)) == 3
    row = compare(old, "35", label_unlike=True).set_index("estimate_id").loc["e1"]
    assert row["unlike"] == "date" and row["note"].startswith("unlike: dated October 2021")
    assert row["note_id"].startswith("tidak setara: bertanggal Oktober 2021")


def test_only_the_regions_asked_for():
    assert set(compare(estimates(), regions=["35.05", "33.28"])["region_code"]) == {"35.05", "33.28"}


def test_grades_widen_ranks_until_a_noise_is_given():
    doubted = estimates(grade="D", value=[23.0, 24.0, 23.4, 30.29, 35.0], low=[22.9, 23.9, 23.3, 30.2, 34.0])
    doubted = doubted.assign(high=doubted["value"] + 0.1)
    by_grade, sharp = compare(doubted, "35"), compare(doubted, "35", reported_sd=0.0)
    assert (by_grade["rank_high"] - by_grade["rank_low"]).sum() == 6
    assert (sharp["rank_high"] - sharp["rank_low"]).sum() == 0
    assert by_grade["groups"].eq("1").all() and sharp["groups"].eq("").all()


def test_a_base_not_told_is_said_in_both_languages():
    untold = compare(estimates(denominator="unknown"), "35")
    assert untold["note"].str.endswith("its base is not told by the source").all()
    assert untold["note_id"].str.endswith("dasarnya tidak disebut sumber").all()
    assert untold["unlike"].eq("").all()

"""Size and formality as figures tell; nearest places, and what is said where something is missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucjlib.core.errors import BadTable, NotEnoughData
from ucjlib.reckon.compare_words import own_table
from ucjlib.reckon.features import features
from ucjlib.reckon.peers import peer_weights, peers
from ucjlib.run import workspace

SIZE = st.one_of(st.floats(1e3, 1e6), st.just(np.nan))
SHARE = st.one_of(st.floats(0, 100), st.just(np.nan))


def places(**changes):
    rows = {
        "region_code": ["35.05", "35.21", "33.28", "35.02"], "province_code": ["35", "35", "33", "35"],
        "place": ["Kabupaten Blitar", "Kabupaten Ngawi", "Kabupaten Tegal", "Kabupaten Ponorogo"],
        "employed": [700e3, 350e3, 700e3, 1400e3], "formal_pct": [30.0, 30.0, 40.0, 50.0],
    }  # fmt: skip
    return pd.DataFrame(rows | changes)


def test_distances_are_the_steps_weighed():
    table = peers(places(), "35.05").set_index("region_code")
    assert table.loc["35.21", ["size_steps", "formality_steps", "province_steps"]].tolist() == [1, 0, 0]
    assert table.loc["33.28", "distance"] == pytest.approx(np.sqrt(1 + 0.5))
    assert table.loc["35.02", "distance"] == pytest.approx(np.sqrt(1 + 4))
    assert table["peer_rank"].tolist() == [1, 2, 3] and table.loc["35.21", "size_times"] == 0.5
    one = peers(places(), "35.05", 1, {"size": 1, "formality": 0, "province": 0})
    assert one["region_code"].tolist() == ["33.28"]


def test_a_candidate_without_a_feature_gets_no_distance_and_is_told():
    table = peers(places(formal_pct=[30.0, np.nan, 40.0, 50.0]), "35.05")
    last = table.iloc[-1]
    assert last["region_code"] == "35.21" and pd.isna(last["peer_rank"]) and pd.isna(last["distance"])
    assert last["missing"] == "formal_pct"
    assert last["note_en"] == "given no distance: the formal share of the employed is not known"


def test_what_the_place_lacks_is_left_out_of_every_distance_and_told():
    table = peers(places(formal_pct=[np.nan, 30.0, 40.0, 50.0]), "35.05").set_index("region_code")
    assert table.loc["33.28", "distance"] == pytest.approx(np.sqrt(0.5))
    assert table["note_id"].str.contains("tidak diketahui untuk Kabupaten Blitar").all()
    with pytest.raises(NotEnoughData, match="neither"):
        peers(places(formal_pct=np.nan, employed=np.nan), "35.05")
    with pytest.raises(NotEnoughData, match="0 times"):
        peers(places(), "35.99")


@pytest.mark.parametrize("weights", [{"colour": 1}, {"size": -1}, {"size": 0, "formality": 0, "province": 0}])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(BadTable, match="weights"):
        peers(places(), "35.05", weights=weights)


@given(st.lists(st.tuples(SIZE, SHARE), min_size=3, max_size=3), st.randoms())
def test_order_of_rows_does_not_matter_and_nothing_is_filled_in(known, random):
    table = places(
        employed=[700e3] + [size for size, _ in known], formal_pct=[30.0] + [share for _, share in known]
    )
    told = peers(table, "35.05")
    order = list(table.index)
    random.shuffle(order)
    pd.testing.assert_frame_equal(peers(table.loc[order], "35.05"), told)
    assert (told["distance"].isna() == told["missing"].ne("")).all()
    assert (told["note_en"].ne("") == told["missing"].ne("")).all()


def test_distance_is_symmetric():
    for code in places()["region_code"]:
        for row in peers(places(), code).itertuples():
            back = peers(places(), row.region_code).set_index("region_code")
            assert back.loc[code, "distance"] == pytest.approx(row.distance)


def figures(*rows):
    columns = ["indicator", "segment", "as_of", "value", "low", "high"]
    table = pd.DataFrame(rows, columns=columns).assign(region_code="33.08", place="Kabupaten Magelang")
    return table.assign(estimate_id=[f"e{i}" for i in range(len(table))])


COUNTS = [
    ("employed", "total", "2020-08", 1000.0, 999.0, 1001.0),
    ("employed", "informal", "2020-08", 670.0, 669.0, 671.0),
]


def test_the_formal_share_is_counted_or_printed_and_says_which():
    counted = features(figures(*COUNTS)).iloc[0]
    assert counted["formal_pct"] == pytest.approx(33.0) and counted["formal_from"] == "counts"
    assert counted["formal_low"] == pytest.approx(100 - 671 / 999 * 100)
    assert counted["estimate_ids"] == "e0 e1"
    printed = ("employed_share", "informal", "2020-08", 67.11, 67.10, 67.12)
    row = features(figures(printed, *COUNTS)).iloc[0]
    assert row["formal_pct"] == pytest.approx(32.89) and row["formal_from"] == "printed"
    assert (row["formal_low"], row["formal_high"]) == (pytest.approx(32.88), pytest.approx(32.90))


def test_the_latest_counts_and_counts_of_two_dates_do_not_mix():
    later = ("employed", "total", "2025-08", 2000.0, 1999.0, 2001.0)
    row = features(figures(later, *COUNTS)).iloc[0]
    assert row["formal_pct"] == pytest.approx(33.0)
    two_years = [*COUNTS, ("employed", "informal", "2025-08", 1500.0, 1499.0, 1501.0), later]
    assert features(figures(*two_years[:3])).iloc[0]["formal_pct"] == pytest.approx(33.0)
    assert features(figures(*two_years)).iloc[0]["formal_pct"] == pytest.approx(25.0)
    assert row["employed"] == 2000 and row["employed_as_of"] == "2025-08" and row["formal_as_of"] == "2020-08"
    alone = features(figures(later)).iloc[0]
    assert pd.isna(alone["formal_pct"]) and alone["missing"] == "formal_pct" and alone["formal_as_of"] == ""


def test_features_of_the_collected_figures_and_the_reasons_of_the_weights():
    table = features(workspace.load("estimates"))
    assert table["region_code"].is_unique and len(table) == 514
    known = table["formal_pct"].dropna()
    assert known.between(0, 100).all()
    reasons = own_table("peer_weights").set_index("feature")["reason"]
    assert f"({np.log2(table['employed']).std():.1f} doublings" in reasons["size"]
    assert f"({known.std():.1f} points" in reasons["formality"]
    assert set(peer_weights()) == {"size", "formality", "province"}

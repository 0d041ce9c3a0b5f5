"""The guard: what is refused, in which words, and what a kept unlike figure carries with it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucjlib.core.errors import BadTable, NotEnoughData, UnlikeFigures
from ucjlib.reckon.like_for_like import UnlikeDates, commonest, guard

ROWS = {"numerator": "active", "denominator": "employed", "as_of": ["2025-08", "2025-01", "2024-08"]}
FIGURE = st.tuples(
    st.sampled_from(["active", "registered", "unknown"]),
    st.sampled_from(["employed", "eligible", "unknown"]),
    st.sampled_from(["", "2019", "2021-10", "2024-05", "2025-08-14", "2026"]),
)


def rows(**changes):
    return pd.DataFrame(ROWS | changes)


def test_like_figures_pass_with_blank_labels():
    told = guard(rows())
    assert told[["unlike", "unlike_id", "unlike_en"]].eq("").all(axis=None)
    pd.testing.assert_frame_equal(told[list(ROWS)], rows())


@pytest.mark.parametrize("column, word", [("numerator", "registered"), ("denominator", "eligible")])
def test_another_kind_is_refused_with_what_differs_and_what_to_do(column, word):
    mixed = rows(**{column: [word, *[ROWS[column]] * 2]})
    with pytest.raises(UnlikeFigures, match="2 bases") as refused:
        guard(mixed)
    assert f"they differ in {column}," in refused.value.why
    assert "label_unlike=True" in refused.value.fix
    assert guard(mixed, label_unlike=True)["unlike"].tolist() == [column, "", ""]


def test_a_figure_outside_the_window_is_refused_with_its_date():
    old = rows(as_of=["2025-08", "2025-01", "2021-10"])
    with pytest.raises(UnlikeDates, match="1 of 3 figures lie more than 24 months") as refused:
        guard(old)
    assert isinstance(refused.value, NotEnoughData) and "2021-10" in refused.value.what
    assert guard(old, window_months=60)["unlike"].eq("").all()
    told = guard(old, label_unlike=True)["unlike_en"].iloc[2]
    assert told == "dated October 2021, more than 24 months from August 2025"


def test_the_window_is_counted_from_the_newest_of_the_commonest_kind():
    mixed = rows(numerator=["registered", "active", "active"], as_of=["2025-08", "2019-01", "2018-08"])
    assert guard(mixed, label_unlike=True)["unlike"].tolist() == ["numerator date", "", ""]


def test_undated_figures_are_unlike_until_any_date_will_do():
    undated = rows(as_of=["2025-08", "2025-01", ""])
    with pytest.raises(UnlikeDates, match="undated"):
        guard(undated)
    assert guard(undated, label_unlike=True)["unlike_id"].iloc[2] == "tanpa tanggal"
    assert guard(undated, window_months=float("inf"))["unlike"].eq("").all()


def test_a_missing_column_is_named():
    with pytest.raises(BadTable, match="numerator"):
        guard(rows().drop(columns="numerator"))


@given(st.lists(FIGURE, min_size=1, max_size=12), st.randoms())
def test_order_of_rows_does_not_matter_and_refusing_agrees_with_labelling(figures, random):
    table = pd.DataFrame(figures, columns=["numerator", "denominator", "as_of"])
    told = guard(table, label_unlike=True)
    order = list(table.index)
    random.shuffle(order)
    pd.testing.assert_frame_equal(guard(table.loc[order], label_unlike=True).loc[table.index], told)
    if told["unlike"].ne("").any():
        with pytest.raises(UnlikeFigures):
            guard(table)
    else:
        pd.testing.assert_frame_equal(guard(table), told)


@given(st.lists(FIGURE, min_size=1, max_size=12))
def test_what_is_left_unlabelled_is_of_one_kind(figures):
    table = pd.DataFrame(figures, columns=["numerator", "denominator", "as_of"])
    like = guard(table, label_unlike=True).query("unlike == ''")
    assert set(zip(like["denominator"], like["numerator"], strict=True)) <= {commonest(table)}
    assert like.empty or guard(like.drop(columns=["unlike", "unlike_id", "unlike_en"]))["unlike"].eq("").all()

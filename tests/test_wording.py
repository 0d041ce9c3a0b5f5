"""Numbers, ranges, money and dates in both languages."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucjlib.core.errors import BadDate, UnknownTerm
from ucjlib.reference import schemas
from ucjlib.show import wording

EXAMPLES = Path(__file__).parent / "examples" / "show" / "amounts.csv"


@pytest.mark.parametrize(
    "row", list(csv.DictReader(EXAMPLES.open(encoding="utf-8"))), ids=lambda row: row["id"]
)
def test_amounts(row):
    numbers = [float(row[name]) for name in ("value", "low", "high")]
    for lang in wording.LANGUAGES:
        assert wording.amount(*numbers, row["unit"], row["style"], lang) == row[lang]


def test_dates_as_precise_as_they_are_known():
    dates = ("2025-04-14", "2025-04", "2025")
    assert [wording.date_text(date, "id") for date in dates] == ["14 April 2025", "April 2025", "2025"]
    assert wording.date_text("2025-08-17", "id") == "17 Agustus 2025"
    assert wording.date_text("2025-08-17", "en") == "17 August 2025"
    with pytest.raises(BadDate):
        wording.date_text("14/4/2025", "id")


def test_every_sentence_has_both_languages_with_the_same_holes_and_no_digit():
    for key, row in wording.sentences().items():
        assert row["id"] and row["en"], key
        assert set(wording.HOLE.findall(row["id"])) == set(wording.HOLE.findall(row["en"])), key
        assert not any(char.isdigit() for char in wording.HOLE.sub("", row["id"] + row["en"])), key


def test_every_word_of_a_vocabulary_has_its_wording():
    known = wording.sentences()
    assert {f"unit.{unit}" for unit in schemas.vocabulary("units")} <= set(known)
    assert {f"base.{base}" for base in schemas.vocabulary("denominators")} <= set(known)
    assert {f"numerator.{word}" for word in schemas.vocabulary("words:numerator")} <= set(known)
    assert {f"action.{word}" for word in schemas.vocabulary("words:action")} <= set(known)


def test_unknown_key_and_language_are_told():
    with pytest.raises(UnknownTerm, match="no key of wording.csv"):
        wording.sentence("brief.titel", "id")
    with pytest.raises(UnknownTerm, match="no language"):
        wording.decimal(1, 0, "de")


@given(st.integers(0, 10**12))
def test_a_count_written_and_read_back_is_the_same(count):
    for lang, mark in (("id", "."), ("en", ",")):
        assert int(wording.decimal(count, 0, lang).replace(mark, "")) == count


@given(
    st.floats(0, 100),
    st.floats(0.001, 5),
    st.floats(0.001, 5),
    st.sampled_from(["percent", "percentage_points", "workers"]),
)
def test_the_ends_shown_contain_the_ends_held_and_are_no_unit_away(value, below, above, unit):
    low, high = max(0.0, value - below), value + above
    shown = wording.amount(value, low, high, unit, "figure_range", "en").split("–")
    least, greatest = (float(end.replace(",", "")) for end in (shown[0], shown[-1]))
    one = 10.0 ** -wording.decimals(value, low, high, unit)
    assert low - one - 1e-8 < least <= low + 1e-8
    assert high - 1e-8 <= greatest < high + one + 1e-8


@given(st.integers(1, 10**13), st.integers(1, 10**12))
def test_the_rupiah_shown_contain_the_rupiah_held(low, more):
    high = low + more
    shown = wording.amount(low, low, high, "rupiah", "figure_range", "en").split("–")
    scales = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    least, greatest = (
        float(words[1].replace(",", "")) * scales.get(words[-1], 1.0)
        for words in (end.split() for end in (shown[0], shown[-1]))
    )
    assert least <= low * (1 + 1e-9) + 1e-6 and high <= greatest * (1 + 1e-9) + 1e-6


def test_noise_of_binary_arithmetic_moves_no_end():
    assert wording.amount(0.2, 0.1, 0.1 + 0.2, "percent", "figure_range", "en") == "0.1–0.3"
    assert wording.amount(14.337, 14.337, 14.337, "percent", "range", "en") == "14.34 percent"

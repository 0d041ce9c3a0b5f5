"""Whole articles against their gold claims: all of these, and no other.

The texts under examples/articles are invented. The five real ones are read where they are held
(UCJ_SHARED, or a folder `shared` beside the checkout); none of their sentences is kept here.
"""

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucjlib.core.errors import BadDate, CannotRead
from ucjlib.core.tables import LINE, cell_text, read_text
from ucjlib.read.articles import UNBOUND_COLUMNS, read_article, read_unbound
from ucjlib.read.phrase_tables import cues
from ucjlib.read.places import find_places
from ucjlib.reference.schemas import columns, conform, vocabulary

FOLDER = Path(__file__).parent / "examples" / "articles"
PUBLISHED = {
    row["article"]: row["published"] for row in read_text(FOLDER / "published.csv").to_dict("records")
}
SEEDS = Path(os.environ.get("UCJ_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "seeds"
NAMED = [
    "region_code",
    "indicator",
    "segment",
    "value",
    "unit",
    "as_of",
    "period_start",
    "as_of_basis",
    "target_year",
    "qualifier",
    "printed",
]

# What each real article says: code, indicator, segment, value, unit. Figures are facts, not sentences.
SEED_CLAIMS = {
    "000": (
        "2025-12-19",
        [
            ("35.21", "universe", "total", 500000, "workers"),
            ("35.21", "coverage_rate", "total", 24, "percent"),
            ("00", "coverage_target", "total", 45, "percent"),
            ("00", "contribution", "bpu", 16800, "rupiah_per_month"),
        ],
    ),
    "001": (
        "2025-04-14",
        [
            ("35.05", "new_enrolment", "rentan", 8125, "workers"),
            ("35.05", "programme_months", "rentan", 10, "months"),
            ("35.05", "coverage_target", "total", 31.94, "percent"),
            ("35.05", "coverage_rate", "total", 17.6, "percent"),
            ("35.05", "coverage_gap", "total", 14.34, "percentage_points"),
            ("35.05", "additional_workers_needed", "total", 100155, "workers"),
        ],
    ),
    "002": (
        "",
        [
            ("15.08", "participants_registered", "total", 79077, "workers"),
            ("15.08", "participants_registered", "formal", 52104, "workers"),
            ("15.08", "participants_registered", "informal", 26973, "workers"),
            ("15.08", "uncovered_workers", "total", 51186, "workers"),
            ("15.08", "coverage_rate", "total", 60.7, "percent"),
            ("15.08", "participants_registered", "total", 130363, "workers"),
        ],
    ),
    "003": (
        "",
        [
            ("33.28", "coverage_rate", "total", 30.29, "percent"),
            ("33.28", "coverage_rate", "pu", 64.23, "percent"),
            ("33.28", "coverage_rate", "bpu", 12.39, "percent"),
            ("33.28", "coverage_rate", "jakon", 34.35, "percent"),
            ("33.28", "benefit_paid", "total", 21_000_000_000, "rupiah"),
        ],
    ),
    "004": (
        "2024-10-11",
        [
            ("33.71", "programme_months", "rentan", 6, "months"),
            ("33.71", "programme_months", "rentan", 12, "months"),
            ("33.71", "new_enrolment", "rentan", 2044, "workers"),
            ("33.71", "programme_progress", "rentan", 90, "percent"),
            ("33.71", "participants_active", "rentan", 2046, "workers"),
            ("33.71", "participants_target", "rentan", 2300, "workers"),
            ("33.71", "employer_compliance", "total", 58, "percent"),
        ],
    ),
}


def text_of(article: str) -> str:
    return (FOLDER / f"{article}.txt").read_text(encoding="utf-8")


def rows_of(claims: pd.DataFrame) -> list[tuple]:
    shown = claims[NAMED].assign(value=claims["value"].astype(float))
    return sorted(shown.apply(lambda column: column.map(cell_text)).itertuples(index=False, name=None))


def seed(number: str) -> str:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the real articles are not held here")
    return found[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("article", sorted(PUBLISHED))
def test_an_article_gives_its_gold_claims_and_no_other(article):
    gold = read_text(FOLDER / f"{article}.csv", NAMED).drop(columns=LINE)
    claims = read_article(text_of(article), published=PUBLISHED[article])
    assert rows_of(claims) == rows_of(gold)


@pytest.mark.parametrize("article", sorted(PUBLISHED))
def test_claims_fit_their_table_and_point_at_their_characters(article):
    text = text_of(article)
    claims = read_article(text, published=PUBLISHED[article])
    assert list(claims.columns) == list(columns("claims")["column"])
    pd.testing.assert_frame_equal(conform(claims, "claims"), claims)
    assert all(text[row.start : row.end] == row.printed for row in claims.itertuples())
    assert claims["start"].is_monotonic_increasing
    assert list(claims["claim_id"]) == [f"text#{n}" for n in range(1, len(claims) + 1)]
    assert (claims["low"] <= claims["value"]).all() and (claims["value"] <= claims["high"]).all()


@pytest.mark.parametrize("number", sorted(SEED_CLAIMS))
def test_a_real_article_gives_what_it_says_and_no_more(number):
    text = seed(number)
    published, expected = SEED_CLAIMS[number]
    claims = read_article(text, published=published)
    said = claims[["region_code", "indicator", "segment", "value", "unit"]].itertuples(index=False, name=None)
    assert sorted(said) == sorted(expected)
    assert all(text[row.start : row.end] == row.printed for row in claims.itertuples())


def test_real_dates_are_the_dates_of_the_figures():
    bungo = read_article(seed("002")).set_index("value")["as_of"]
    assert (bungo[79077.0], bungo[130363.0]) == ("2024-12-31", "2025-01-20")
    blitar = read_article(seed("001")).set_index("value")
    assert blitar.loc[10.0, ["period_start", "as_of"]].tolist() == ["2025-03", "2025-12"]
    assert blitar.loc[31.94, "target_year"] == 2025
    tegal = read_article(seed("003"))
    assert set(zip(tegal["period_start"], tegal["as_of"], strict=True)) == {("2024-01-01", "2024-10-31")}


def test_a_place_that_is_two_stays_open_and_a_branch_is_no_region():
    claims = read_article(text_of("12_bare_twin_and_branch")).set_index("indicator")
    assert claims["place"].to_dict() == {"coverage_rate": "Madiun", "participants_active": "Cabang Madiun"}
    assert set(claims["region_code"]) == {""}


def test_what_is_no_claim_is_listed_with_the_reason():
    unbound = read_unbound(text_of("14_growth_and_traps"), published="2025-10-01")
    assert list(unbound.columns) == UNBOUND_COLUMNS
    assert unbound["printed"].tolist() == ["12,5 persen", "11,2 persen", "250"]
    assert unbound["reason"].str.len().min() > 0


def test_a_denied_number_is_listed_as_denied():
    unbound = read_unbound(text_of("18_denied_number"), published=PUBLISHED["18_denied_number"])
    assert unbound["printed"].tolist() == ["41 persen", "18.200"]
    assert unbound["reason"].str.startswith("denied").all()


@pytest.mark.parametrize(
    ("text", "place", "status"),
    [
        ("Jamsostek Kabupaten Ngawi", "Kabupaten Ngawi", "region"),
        ("BPJS Ketenagakerjaan Kota Madiun", "Kota Madiun", "region"),
        ("BPJS Ketenagakerjaan Madiun", "Cabang Madiun", "office"),
        ("Kantor Cabang BPJS Ketenagakerjaan Kota Madiun", "Cabang Madiun", "office"),
    ],
)
def test_the_name_of_the_agency_before_a_word_of_kind_is_no_office(text, place, status):
    assert [(found.place, found.status) for found in find_places(text)] == [(place, status)]


def test_a_place_of_a_later_number_is_not_lent_to_an_earlier_one():
    text = (
        "Pemkab Ngawi bicara.\n"
        "Cakupan Jamsostek 24 persen, sedangkan Kabupaten Blitar 17,6 persen.\n"
        "Bupati Ngawi setuju."
    )
    assert read_article(text).set_index("value")["place"].to_dict() == {
        24.0: "Kabupaten Ngawi",
        17.6: "Kabupaten Blitar",
    }


def test_an_undated_mention_and_a_dated_one_are_one_fact():
    text = "Cakupan Jamsostek Kota Bima 31 Persen\nCakupan Jamsostek di Kota Bima 31 persen pada Mei 2024."
    assert read_article(text, published="2024-07-01")["as_of"].tolist() == ["2024-05"]


@pytest.mark.parametrize("markup", ["<p>Cakupan 24 persen</p>", "<!DOCTYPE html>", "a<br>b"])
def test_markup_is_refused(markup):
    with pytest.raises(CannotRead, match="HTML"):
        read_article(markup)


def test_a_day_of_publication_that_is_none_is_refused():
    with pytest.raises(BadDate):
        read_article("Cakupan Jamsostek 24 persen", published="14/4/2025")


def test_every_cue_names_an_indicator_of_the_vocabulary():
    families = {
        "percent",
        "percentage_points",
        "people",
        "rupiah",
        "rupiah_per_month",
        "rupiah_per_year",
        "months",
        "employers",
        "cases",
    }
    named = {cue.indicator for family in families for cue in cues(family)}
    assert named <= {*vocabulary("indicators"), "same", "none"}


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(list('Pemkab Blitar Jamsostek cakupan 24 persen,.\n()0123456789Rp-/"%')),
        max_size=300,
    )
)
def test_any_text_is_read_without_error(text):
    claims = read_article(text)
    assert all(text[row.start : row.end] == row.printed for row in claims.itertuples())
    assert len(read_unbound(text).columns) == 4

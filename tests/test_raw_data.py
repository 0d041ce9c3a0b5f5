"""The raw tables carry the collected figures over: every row taken or listed, every print explained."""

import csv
from collections import Counter

import pytest

from ucjlib.reference import schemas
from ucjlib.run import build, workspace
from ucjlib.run import raw as raw_tables

RATES_OF = {"article_claims": "article_figures.csv", "official_claims": "official_figures.csv"}


@pytest.fixture(scope="module")
def raw():
    return raw_tables.read()


@pytest.fixture(scope="module")
def collected(raw):
    """Without what `ucj add` put behind the collected rows; those sources carry the hash of their text."""
    added = set(raw["sources"].loc[raw["sources"]["sha256"] != "", "source_id"])
    claims = {name: raw[name][~raw[name]["source_id"].isin(added)] for name in raw_tables.CLAIMS}
    return raw | claims


def _figures(shared, name):
    with (shared / "figures" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_reference_tables_keep_their_schema(request):
    for name in ("targets", "regulations"):
        schemas.read(request.config.rootpath / "ucjlib" / "reference" / f"{name}.csv", name)


def test_decisions_name_claims_that_exist(raw):
    claims = raw_tables.all_claims(raw)
    assert set(raw["decisions"]["claim_id"]) <= set(claims["claim_id"])


def test_places_are_official_names_of_their_codes(collected):
    names = workspace.load("regions").set_index("region_code")["name"]
    claims = raw_tables.all_claims(collected)
    coded = claims[claims["region_code"] != ""]
    assert (coded["place"] == coded["region_code"].map(names)).all()
    assert claims.loc[claims["region_code"] == "", "place"].str.match(r"(Cabang|Kanwil) ").all()


def test_at_least_99_percent_of_the_tokens_read_to_the_recorded_value(raw):
    claims = raw_tables.all_claims(raw)
    differing = build.reading(claims)
    assert len(differing) <= 0.01 * (claims["printed"] != "").sum()
    assert (differing["explanation"] != "").all()


def test_misprints_that_are_no_number_are_refused(raw):
    differing = build.reading(raw_tables.all_claims(raw)).set_index("printed")["read"]
    for token in ("854.2023", "Rp4.799.995.20", "172 tibu", "37. 229", "Rp 162, miliar"):
        assert differing[token] == "refused"


@pytest.mark.parametrize("table", RATES_OF)
def test_every_collected_row_is_taken_or_listed(collected, table, shared):
    name = RATES_OF[table]
    figures = _figures(shared, name)
    left_out = collected["not_taken"].query("file == @name")
    assert len(collected[table]) + len(left_out) == len(figures)
    gone = set(left_out["row"])
    kept = [row for line, row in enumerate(figures, start=2) if line not in gone]
    taken = collected[table][["source_id", "indicator", "segment", "unit", "as_of", "period_start"]]
    assert Counter(taken.itertuples(index=False, name=None)) == Counter(
        tuple(row[column] for column in taken.columns) for row in kept
    )
    assert [float(row["value"]) for row in kept] == collected[table]["value"].tolist()


def test_every_printed_token_is_carried_over(collected, shared):
    kept = [
        row["value_as_printed"]
        for row in _figures(shared, "article_figures.csv")
        if row["indicator"] != "other"
    ]
    assert collected["article_claims"]["printed"].tolist() == kept


def test_official_codes_are_those_collected(collected, shared):
    gone = set(collected["not_taken"].query("file == 'official_figures.csv'")["row"])
    kept = [row for line, row in enumerate(_figures(shared, "official_figures.csv"), 2) if line not in gone]
    assert collected["official_claims"]["region_code"].tolist() == [row["region_code"] for row in kept]


def test_a_claim_table_keeps_whole_counts_whole(raw):
    claims = raw_tables.all_claims(raw)
    counts = claims[claims["unit"].isin(["workers", "persons", "employers", "cases"])]
    assert (counts["value"] == counts["value"].round()).all()

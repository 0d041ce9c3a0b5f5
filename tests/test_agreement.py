"""Notebook 02 and the disputes of a province: what they say, in both languages, also of nothing."""

import json

import pandas as pd
import pytest
import show_example
from show_example import AS_OF, BLITAR, MAGELANG, NOTHING

from ucjlib.core.errors import UnknownRegion
from ucjlib.reference import schemas
from ucjlib.run import workspace
from ucjlib.show import agreement, agreement_tables, blocks, brief_disputes, facts, finding_texts, svg
from ucjlib.show.blocks import Note, Plot, Table
from ucjlib.show.scan import scan

MALANG = "35.73"
PLACE = "Kabupaten Blitar, April 2025"
TABLES = (
    agreement_tables.findings,
    agreement_tables.bases,
    agreement_tables.restated,
    agreement_tables.decided,
)


@pytest.fixture(scope="module")
def tables():
    return show_example.tables()


@pytest.fixture(scope="module")
def real():
    return workspace.load_all()


def _shown(place):
    return [agreement.trap(place), *agreement.panels(place), *(table(place) for table in TABLES)]


def finding(finding_id, claim_ids, **other):
    """A finding on two claims of Kabupaten Blitar."""
    sides = {"left_value": 42.0, "right_value": 32.3, "difference": 9.7, "unit": "percent"}
    said = {
        "sentence_id": f"{PLACE} (semua pekerja): {finding_id} 42 dan 32,3; ini tidak cocok.",
        "sentence_en": f"{PLACE} (all workers): {finding_id} 42 and 32.3; this does not fit.",
    }
    named = {"finding_id": finding_id, "rule": "one_fact_two_sources", "severity": "doubt"}
    return {
        **named,
        "outcome": "disagree",
        "region_code": BLITAR,
        "as_of": "2025-04",
        "claim_ids": claim_ids,
        "cause": "",
        "also": "",
        **sides,
        **said,
        **other,
    }


def with_findings(tables, *rows):
    return {**tables, "findings": schemas.conform(pd.DataFrame(list(rows)), "findings")}


@pytest.mark.parametrize("region", [BLITAR, MAGELANG, NOTHING, "35", "00"])
def test_every_place_has_its_blocks_and_each_survives_json_and_the_scan(region, tables):
    made = _shown(agreement.judged(tables, region, AS_OF))
    scan(made)
    for block in made:
        assert blocks.from_json(json.loads(json.dumps(blocks.to_json(block)))) == block


@pytest.mark.parametrize("region", [MALANG, "11", "35.05", "15.08", "11.01"])
def test_real_places_have_no_number_without_a_source(region, real):
    scan(_shown(agreement.judged(real, region, workspace.COLLECTED_UNTIL)))


def test_a_place_without_a_claim_says_so_in_both_languages(tables):
    place = agreement.judged(tables, NOTHING, AS_OF)
    [said] = agreement.panels(place)
    assert isinstance(said, Note) and said.tone == "missing"
    assert said.plain("id").startswith("Belum ada angka") and said.plain("en").startswith("No figure")
    assert all(isinstance(table(place), Note) for table in TABLES)
    assert len(agreement.trap(place).items) == 3  # no print to take as the example


def test_an_unknown_place_and_later_claims_are_kept_out(tables):
    with pytest.raises(UnknownRegion):
        agreement.judged(tables, "3505", AS_OF)
    assert agreement.judged(tables, BLITAR, "2024-12-31").claims.empty


def test_claims_carry_verdict_publisher_and_the_findings_that_gave_it(tables):
    claims = agreement.judged(tables, BLITAR, AS_OF).claims.set_index("claim_id")
    assert claims.at["kabar#1", "verdict"] == "disagree"
    assert claims.at["kabar#1", "finding_ids"] == "gap:kabar"
    assert claims.at["dinas#1", "verdict"] == "not_checked"
    assert claims.at["dinas#1", "publisher"] == "Dinas Contoh"


def test_each_family_of_units_is_a_drawing_with_alternative_source_line_and_language(tables):
    reading, *drawn = agreement.panels(agreement.judged(tables, BLITAR, AS_OF))
    assert "as printed" in reading.plain("en")
    assert [isinstance(plot, Plot) for plot in drawn] == [True, True]  # percent, people
    percent, people = drawn
    assert percent.alt.plain("en") == (
        "Time line of the claims about Kabupaten Blitar (percent), 14 April 2025 to 14 April 2025: 1 claims, "
        "1 at odds, 0 cannot tell, 0 agree, 0 not checked."
    )
    assert "Sumber: Kabar <script>alert" in percent.caption.plain("id")
    assert any("122 ribu terdaftar" in label for label in svg.labels(people.svg("id")))
    assert any("122 ribu registered" in label for label in svg.labels(people.svg("en")))
    assert "<script" not in agreement.shown(percent, "id").data


def test_a_block_is_shown_in_the_language_asked_for(tables):
    place = agreement.judged(tables, BLITAR, AS_OF)
    block = agreement_tables.bases(place)
    assert "Coverage of Kabupaten Blitar" in agreement.shown(block, "en").data
    assert "Cakupan Kabupaten Blitar" in agreement.shown(block, "id").data


def test_the_trap_takes_an_exact_print_as_its_example(tables):
    place = agreement.judged(tables, BLITAR, AS_OF)
    assert "“17,60%” means 17.59 to 17.61 percent" in agreement.trap(place).plain("en")
    hedged = tables["claims"].assign(qualifier="around")
    place = agreement.judged({**tables, "claims": hedged}, BLITAR, AS_OF)
    assert "17,60%" not in agreement.trap(place).plain("en")


def test_findings_show_numbers_difference_and_causes_the_gravest_first(tables):
    slip = "single_digit_slip: 79077 + 51186 = 130263, printed 130363"
    given = with_findings(
        tables,
        finding("note", "kabar#1 warta#1", severity="note"),
        finding("doubt", "kabar#1 warta#1", cause=slip, also="other_date: 42 @2025-11 | cut_off: 1 = 2"),
        finding("agreed", "kabar#1 warta#1", outcome="agree"),
    )
    place = agreement.judged(given, BLITAR, AS_OF)
    table = agreement_tables.findings(place, "disagree")
    assert isinstance(table, Table) and len(table.rows) == 2 and table.marked == (0, 1)
    cells = [cell.plain("en") for cell in table.rows[0]]
    assert cells[0] == "disagree, doubt" and cells[2].endswith("– Warta")
    assert cells[3] == "doubt 42 and 32.3 · all workers"
    assert cells[4:7] == ["42 percent", "32.3 percent", "9.7 percentage points"]
    assert cells[7] == "one digit is off: 79,077 + 51,186 = 130,263, printed 130,363"
    assert cells[8].startswith("a figure of another date: 42 November 2025; ")
    indonesian = [cell.plain("id") for cell in table.rows[0]]
    assert indonesian[7] == "satu angka keliru: 79.077 + 51.186 = 130.263, tercetak 130.363"
    assert len(agreement_tables.findings(place, "agree").columns) == len(agreement_tables.FINDING)


def test_copies_of_one_statement_make_one_row(tables):
    first = finding("first", "kabar#1 warta#1")
    given = with_findings(tables, first, {**first, "finding_id": "copy"})
    assert len(agreement_tables.findings(agreement.judged(given, BLITAR, AS_OF)).rows) == 1


def test_a_side_that_is_no_number_or_a_date_is_a_dash():
    assert (
        finding_texts.side(finding("f", "kabar#1", left_value=float("nan")), "left_value").plain("en") == "–"
    )
    dates = finding("f", "kabar#1", right_value=2023.4, unit="")
    assert finding_texts.side(dates, "right_value").plain("en") == "–"
    assert (
        finding_texts.side(finding("f", "kabar#1", difference=-8.0), "difference").plain("id")
        == "8 poin persen"
    )


def test_a_sentence_of_another_shape_is_shown_whole():
    row = finding("f", "kabar#1", sentence_id="Lain.", sentence_en="Other.")
    assert finding_texts.says(row).en == "Other." and finding_texts.whom(row).en == ""


def test_bases_stand_side_by_side_and_restatements_name_head_and_base(real):
    place = agreement.judged(real, MALANG, workspace.COLLECTED_UNTIL)
    said = [row[0].plain("en") for row in agreement_tables.bases(place).rows]
    assert len(set(said)) > 1 and said == sorted(said, key=said.index)
    restated = agreement_tables.restated(place)
    assert isinstance(restated, Table)
    assert {row[4].plain("en")[:6] for row in restated.rows} == {"August"}


# --- who disagrees with whom ---


def _place(tables, code="35"):
    return facts.gather(code, tables, AS_OF)


def test_a_province_shows_the_pairs_of_its_regencies(tables):
    given = with_findings(
        tables,
        finding("between", "kabar#1 warta#1"),
        finding("inside", "kabar#1 kabar#2", severity="stop"),
        finding("agreed", "kabar#1 warta#1", outcome="agree"),
        finding("elsewhere", "kabar#1 warta#1", region_code=MAGELANG),
    )
    place = _place(given)
    table = brief_disputes.pairs(place)
    [row] = table.rows
    cells = [cell.plain("en") for cell in row]
    assert cells[0] == "Kabupaten Blitar, April 2025" and cells[1].endswith("– Warta")
    assert cells[2:4] == ["42 percent – 32.3 percent", "between 42 and 32.3"] and cells[5] == "doubt"
    drawing = brief_disputes.apart(place)
    assert isinstance(drawing, Plot) and drawing.refs() == ["between"]
    assert any("Warta 32,3 persen" in label for label in svg.labels(drawing.svg("id")))
    assert "findings 1, publishers 1" in brief_disputes.themselves(place).plain("en")
    scan([table, drawing, brief_disputes.themselves(place)])


def test_no_pair_is_an_answer(tables):
    given = with_findings(tables, finding("agreed", "kabar#1 warta#1", outcome="agree"))
    made = [
        show(_place(given))
        for show in (brief_disputes.pairs, brief_disputes.apart, brief_disputes.themselves)
    ]
    assert all(isinstance(block, Note) for block in made)
    assert (
        made[0].plain("id").startswith("Di Provinsi Jawa Timur dan daerah di bawahnya tidak ada dua sumber")
    )


def test_pairs_are_cut_at_the_day_and_at_most_eight_are_shown(tables):
    many = [finding(f"f{i}", "kabar#1 warta#1", left_value=42.0 + i) for i in range(12)]
    later = finding("later", "kabar#1 warta#1", as_of="2027")
    table = brief_disputes.pairs(_place(with_findings(tables, *many, later)))
    assert len(table.rows) == brief_disputes.MOST_PAIRS
    assert "8 dari 12" in table.caption.plain("id")


def test_one_number_under_two_labels_stands_in_the_table_and_not_in_the_drawing(tables):
    given = with_findings(tables, finding("same", "kabar#1 warta#1", right_value=42.0, difference=0.0))
    assert len(brief_disputes.pairs(_place(given)).rows) == 1
    assert isinstance(brief_disputes.apart(_place(given)), Note)


@pytest.mark.parametrize("code", ["35", "00", "73", "96"])
def test_real_provinces_pass_the_scan(code, real):
    place = facts.gather(code, real, workspace.COLLECTED_UNTIL)
    scan([brief_disputes.pairs(place), brief_disputes.apart(place), brief_disputes.themselves(place)])

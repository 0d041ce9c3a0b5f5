"""Rules: one table of small claims for each, and the real findings that the project started from."""

from pathlib import Path

import pandas as pd
import pytest
from rule_examples import EXAMPLES, cases, claims_of

from ucjlib.core import tables
from ucjlib.judge import causes, rules, wording
from ucjlib.judge.comparing import findings, outcome
from ucjlib.reference import schemas

ROOT = Path(__file__).resolve().parents[1]
BUNGO = "jambi-independent-20250120-bungo"
BLITAR = "jatimtimes-20250414-blitar"
RULE = "budget_pays_whole_months"
KENDARI = "antaranews-sultra-20250618-kota-kendari"


def example_cases():
    for path in sorted(EXAMPLES.glob("*.csv")):
        for case, rows in cases(path.stem):
            yield pytest.param(path.stem, rows, id=f"{path.stem}: {case}")


@pytest.fixture(scope="module")
def real_claims() -> pd.DataFrame:
    paths = [ROOT / "data" / "raw" / f"{kind}_claims.csv" for kind in ("article", "official")]
    if not all(path.is_file() for path in paths):
        pytest.skip("data/raw holds no claims yet")
    return pd.concat([schemas.read(path, "claims") for path in paths], ignore_index=True)


@pytest.fixture(scope="module")
def real_findings(real_claims) -> pd.DataFrame:
    return rules.check(real_claims)


def of(findings: pd.DataFrame, rule: str, claim_id: str) -> pd.DataFrame:
    return findings[findings["rule"].eq(rule) & findings["claim_ids"].str.startswith(claim_id + " ")]


@pytest.mark.parametrize(("rule", "rows"), list(example_cases()))
def test_each_rule_says_what_its_examples_expect(rule, rows):
    found = rules.try_rule(rule, claims_of(rows))
    expected = rows["expect"].iloc[0]
    said = " ".join(sorted(set(found["outcome"]))) or "silent"
    words = {cause.partition(":")[0] for cause in found["cause"]} - {""}
    assert (said, words) == (expected, set(rows["cause"].iloc[0].split()))
    schemas.conform(found, "findings")


def test_functions_and_table_of_rules_hold_the_same_names():
    assert set(wording.own_table("rules").index) == set(rules.RULES)
    assert {path.stem for path in EXAMPLES.glob("*.csv")} == set(rules.RULES)


def test_every_rule_has_a_passing_and_a_failing_example():
    for rule in rules.RULES:
        expected = set(" ".join(tables.read_text(EXAMPLES / f"{rule}.csv")["expect"]).split())
        assert expected & {"disagree", "cannot_tell"} and expected & {"agree", "silent"}, rule


@pytest.mark.parametrize("rule", sorted(rules.RULES))
def test_agreement_and_disagreement_are_one_sentence(rule):
    row = wording.own_table("rules").loc[rule]
    assert row["severity"] in schemas.vocabulary("words:severity") and row["method"]
    assert row["form"] in ("equal", "bound")
    assert row["doubts"] in ("all", "first", "none") and row["proves"] in ("yes", "no")
    for language in wording.LANGUAGES:
        assert "{left}" in row[f"says_{language}"] or "{working}" in row[f"says_{language}"]
        assert not row[f"says_{language}"].endswith(".")


def test_every_cause_has_its_words_and_is_produced():
    found = pd.concat(
        [rules.try_rule(rule, claims_of(rows)) for rule, rows in (case.values for case in example_cases())]
    )
    told = [cause for column in ("cause", "also") for cell in found[column] for cause in cell.split(" | ")]
    produced = {cause.partition(":")[0] for cause in told} - {""}
    table = wording.own_table("causes")
    assert produced == set(table.index)
    assert table["id"].ne("").all() and table["en"].ne("").all()


def test_unsure_is_not_disagreement_and_no_number_could_not_run():
    wide = pd.DataFrame(
        {
            "left": [40.0, 40.0],
            "left_low": [30.0, float("nan")],
            "left_high": [50.0, 41.0],
            "right": [41.0, 41.0],
            "right_low": [40.0, 40.0],
            "right_high": [42.0, 42.0],
            "unit": ["percent", "percent"],
        }
    )
    assert outcome(wide).tolist() == ["cannot_tell", "could_not_run"]


@pytest.mark.parametrize(
    ("printed", "demanded", "word"),
    [
        (130363, 130263, "single_digit_slip"),
        (130623, 130263, "swapped_digits"),
        (13026, 130263, "lost_digit"),
        (1302263, 130263, "added_digit"),
        (130264, 130263, ""),
        (29980000, 29990000, ""),
        (998, 978, ""),
        (5000, 5000, ""),
    ],
)
def test_digit_slips_and_what_is_none(printed, demanded, word):
    assert causes.digit_cause(float(printed), demanded).partition(":")[0] == word


@pytest.mark.parametrize(
    ("rule", "case", "severity"),
    [
        ("whole_is_covered_plus_uncovered", "a ten thousandth off", "note"),
        ("whole_is_covered_plus_uncovered", "does not add", "doubt"),
        ("one_fact_two_sources", "a target whose year is guessed", "note"),
        ("one_fact_two_sources", "a target in two months", "doubt"),
        ("one_fact_two_sources", "a target set anew", "note"),
        ("one_fact_two_sources", "two targets in each report", "note"),
        ("one_fact_two_sources", "two rates in one report", "doubt"),
        ("one_fact_two_sources", "early and late in a month", "note"),
        ("one_fact_two_sources", "too far for a month", "doubt"),
        ("one_source_two_numbers", "two bases with their names", "note"),
        ("implied_universe_against_employed", "the word for thousand", "doubt"),
        ("implied_universe_against_employed", "too small", "note"),
    ],
)
def test_a_number_that_need_not_be_wrong_is_a_note_and_a_thousandfold_one_a_doubt(rule, case, severity):
    rows = dict(cases(rule))[case]
    assert set(rules.try_rule(rule, claims_of(rows))["severity"]) == {severity}


def test_a_place_with_more_members_than_workers_is_told_once(real_findings):
    found = real_findings[real_findings["rule"].eq("members_within_employed")]
    assert len(found) > 1 and found["region_code"].is_unique


@pytest.mark.parametrize(("last", "outcome"), [(39985, "agree"), (30000, "disagree")])
def test_the_active_of_a_branch_are_the_registered_of_all_its_places(last, outcome):
    told = [("active", "Cabang Blitar", 226342), ("registered", "Cabang Blitar", 102434)]
    told += [("registered", "Kabupaten Tulungagung", 83923), ("registered", "Kabupaten Trenggalek", last)]
    rows = [
        {"source_id": "a", "place": place, "indicator": f"participants_{kind}", "value": str(count)}
        | {"low": str(count - 1), "high": str(count + 1), "unit": "workers", "segment": "total"}
        | {"as_of": "2023-09", "as_of_basis": "stated"}
        for kind, place, count in told
    ]
    found = rules.try_rule("bounds", claims_of(pd.DataFrame(rows)))
    assert found["outcome"].tolist() == [outcome]


@pytest.mark.parametrize(
    ("rule", "case", "said"),
    [
        ("two_bases_of_one_year", "a year and its month", "of August 2023 at 59,824 workers"),
        ("two_bases_of_one_year", "implied", "85,710 workers (worked out)"),
        (
            "group_within_employed",
            "more formal",
            "211,971 workers (worked out) employed in this group in August 2025",
        ),
        ("one_number_two_labels", "universe and members", "one number, 36,417 workers, goes by two names"),
        ("year_against_month", "far", "70 percent for 2025 and 43.19 percent for August 2025"),
        ("target_above_now", "passed", "the target for 2025 is 32.15 percent"),
        ("registered_against_active", "of a year", "123,000 workers (August 2022) and registered ones"),
        ("base_changes_between_reports", "another base", "went from 110,000 workers to 80,000 workers"),
        ("one_fact_two_sources", "two targets in each report", "in 2 sources and"),
        ("one_source_two_numbers", "less than", "less than 50 percent"),
        (
            "one_figure_two_dates",
            "a count",
            "October 2023 and 22 November 2024: 70,552 workers at both dates",
        ),
    ],
)
def test_a_sentence_names_dates_and_sources_in_the_order_of_its_numbers(rule, case, said):
    found = rules.try_rule(rule, claims_of(dict(cases(rule))[case]))
    assert any(said in sentence for sentence in found["sentence_en"]), found["sentence_en"].tolist()


def test_one_number_under_two_names_is_told_once_for_all_its_outlets():
    rule = "one_number_two_labels"
    rows = dict(cases(rule))["universe and members"]
    both = pd.concat([rows, rows.iloc[[1]].assign(source_id="kabar-anggrek")], ignore_index=True)
    [ids] = rules.try_rule(rule, claims_of(both))["claim_ids"]
    assert len(ids.split()) == 3


def test_numbers_that_differ_are_not_worded_alike():
    pays = {"working": "1 months", "left": 11.6, "left_low": 11.6, "left_high": 11.6, "cause": ""}
    row = pays | {"right": 12.0, "right_low": 12.0, "right_high": 12.0, "unit": "months", "as_of": ""}
    about = {"source_id": "a", "region_code": "", "place": "Blitar", "segment": "total", "claim_ids": "a#1"}
    told = findings(pd.DataFrame([row | about]), RULE)
    assert (
        "1 month, pays 11.6 months and a likely number of whole months is 12 months"
        in told["sentence_en"].item()
    )


def test_bungo_one_digit(real_findings):
    finding = of(real_findings, "digit_slip", f"{BUNGO}#6").iloc[0]
    assert (finding["outcome"], finding["severity"]) == ("disagree", "stop")
    assert finding["cause"] == "single_digit_slip: 79077 + 51186 = 130263, printed 130363"
    assert "79.077 + 51.186 = 130.263, tercetak 130.363" in finding["sentence_id"]
    assert "79,077 + 51,186 = 130,263, printed 130,363" in finding["sentence_en"]
    assert of(real_findings, "share_is_part_over_whole", f"{BUNGO}#5")["outcome"].tolist() == ["agree"]


def test_blitar_gap_is_the_way_to_the_target(real_findings):
    found = of(real_findings, "gap_points_and_workers_imply_one_universe", f"{BLITAR}#6").set_index("outcome")
    assert found.at["agree", "right_value"] == 698611
    assert abs(found.at["agree", "left_value"] - 698431) < 1
    assert found.at["disagree", "cause"].startswith("gap_called_uncovered: 14.34 points of 698611 = 100155")
    assert (found.at["disagree", "right_value"], found.at["disagree", "severity"]) == (575655, "note")


def test_kendari_parts_of_the_universe(real_findings):
    found = of(real_findings, "parts_make_whole", f"{KENDARI}#1").iloc[0]
    assert (found["outcome"], found["severity"], found["left_value"]) == ("disagree", "note", 140940)
    assert found["cause"] == "parts_of_another_whole: 88357 + 36140 + 16443 = 140940 as universe"


def test_real_findings_keep_the_schema_whatever_the_order(real_claims, real_findings):
    before = real_claims.copy(deep=True)
    again = rules.check(real_claims.sample(frac=1, random_state=7))
    assert tables.to_csv_text(again) == tables.to_csv_text(real_findings)
    pd.testing.assert_frame_equal(real_claims, before)
    schemas.conform(real_findings, "findings")


def test_notes_are_no_input(real_claims, real_findings):
    blind = rules.check(real_claims.assign(notes="anything"))
    assert tables.to_csv_text(blind) == tables.to_csv_text(real_findings)


def test_summary_counts_every_finding(real_findings):
    counted = rules.summary(real_findings)
    assert counted.to_numpy().sum() == len(real_findings) and list(counted.index) == list(rules.RULES)

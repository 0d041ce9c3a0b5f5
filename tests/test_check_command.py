"""`ucj check` and `ucj rules`: what does not fit comes first, in words; a disagreement is no error."""

import csv
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_ucj import run_ucj
from test_start import HEAVY, _loaded

from ucjlib.core import tables
from ucjlib.core.errors import AmbiguousRegion, UnknownId, UnknownRegion
from ucjlib.judge import rules
from ucjlib.reference import schemas
from ucjlib.run import checking, finding_pages, plain, rule_examples, rule_pages, wording

ROOT = Path(__file__).resolve().parents[1]
BUNGO, BLITAR, SMALL = "jambi-independent-20250120-bungo", "35.05", ("15.08", "35.05", "35.21")
AREA = "Cabang Magelang"
MADE = re.compile(r"no_(decision|rule|estimate|restated)$|rules_(silent|untouched)_named$")
CELL = st.text("ab c\n", max_size=40)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A workspace with the raw rows of three regencies and one branch office."""
    return small_workspace(tmp_path_factory.mktemp("small"))


def small_workspace(root: Path) -> Path:
    names = ("sources", "article_claims", "official_claims", "decisions", "not_taken")
    folder = ROOT / "data" / "raw"
    raw = {name: tables.read_text(folder / f"{name}.csv").drop(columns=tables.LINE) for name in names}
    for name in ("article_claims", "official_claims"):
        kept = raw[name]["region_code"].isin(SMALL) | raw[name]["place"].eq(AREA)
        raw[name] = raw[name][kept]
    claims = pd.concat([raw["article_claims"], raw["official_claims"]])
    raw["decisions"] = raw["decisions"][raw["decisions"]["claim_id"].isin(claims["claim_id"])]
    raw["sources"] = raw["sources"][raw["sources"]["source_id"].isin(claims["source_id"])]
    for name, frame in raw.items():
        tables.write(frame, root / "data" / "raw" / f"{name}.csv")
    return root


@pytest.fixture
def ucj(small, monkeypatch):
    """The command in that workspace, in a line of 100 characters."""
    monkeypatch.setenv("UCJ_ROOT", str(small))
    monkeypatch.setenv("COLUMNS", "100")
    return run_ucj


@pytest.fixture(scope="module")
def held(small) -> checking.Checked:
    """All that the rules say of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UCJ_ROOT", str(small))
        return checking.check()


def part_of(held: checking.Checked, **asked: str) -> checking.Checked:
    """What `ucj check` keeps of it for a place or a source."""
    selection = checking.select(held.selection.claims, **asked)
    findings = checking.picked(held.findings, set(selection.claims["claim_id"]))
    return replace(held, selection=selection, findings=findings)


def page_of(checked: checking.Checked, lang: str = "en", every: bool = False, wide: int = 100) -> str:
    return finding_pages.page(checked, lang, every, wide)


def said(done) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def flat(text: str) -> str:
    return " ".join(text.split())


# what is found and kept


def test_what_disagrees_comes_first_and_the_gravest_of_it_first(held):
    ranks = {"stop": 0, "doubt": 1, "note": 2}
    outcomes = list(dict.fromkeys(held.findings["outcome"]))
    assert outcomes == [one for one in ("disagree", "cannot_tell", "agree") if one in outcomes]
    wrong = held.findings[held.findings["outcome"].eq("disagree")]["severity"].map(ranks)
    assert len(wrong) and wrong.is_monotonic_increasing


def test_all_findings_are_those_of_the_verb(held):
    found = rules.check(held.selection.claims)
    assert sorted(held.findings["finding_id"]) == sorted(found["finding_id"])


def test_a_place_keeps_the_findings_in_which_its_claims_take_part(held):
    blitar = part_of(held, region="Pemkab Blitar")
    assert set(blitar.selection.claims["region_code"]) == {BLITAR}
    claims = held.selection.claims
    own = set(claims.loc[claims["region_code"].eq(BLITAR), "claim_id"])
    pairs = zip(held.findings["finding_id"], held.findings["claim_ids"], strict=True)
    expected = [one for one, ids in pairs if own & set(ids.split())]
    assert 0 < len(expected) < len(held.findings)
    assert sorted(blitar.findings["finding_id"]) == sorted(expected)


def test_one_rule_finds_what_it_finds_among_all(held):
    alone = checking.judge(held.selection.claims, ("digit_slip",))
    among = held.findings[held.findings["rule"].eq("digit_slip")]
    assert len(alone) and set(alone["finding_id"]) == set(among["finding_id"])
    assert set(alone["sentence_en"]) == set(among["sentence_en"])


def test_the_summary_counts_every_finding_and_every_rule_without_one(held):
    counted = checking.summary(held.findings, held.names)["count"]
    assert counted.drop("not_applicable").sum() == len(held.findings)
    assert counted["not_applicable"] == len(set(rules.RULES) - set(held.findings["rule"]))
    nothing = checking.summary(held.findings.iloc[:0], held.names)
    assert nothing.at["not_applicable", "rules"].split() == list(rules.RULES)


def test_claims_that_begin_later_are_not_judged(small, monkeypatch):
    monkeypatch.setenv("UCJ_ROOT", str(small))
    before, after = (checking.check(rule="bounds", as_of=day).selection.claims for day in ("2024-12-31", ""))
    assert 0 < len(before) < len(after) and before["as_of"].str.slice(0, 4).max() == "2024"


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"region": "Blitar"}, AmbiguousRegion, "Kota Blitar"),
        ({"region": "Kabupaten Bltar"}, UnknownRegion, "Kabupaten Blitar"),
        ({"region": "Cabang Entah"}, UnknownRegion, "office"),
        ({"source": "jambi-independent"}, UnknownId, BUNGO),
        ({"source": "zzz"}, UnknownId, "no source"),
    ],
)
def test_a_wrong_word_is_a_sentence_with_what_was_likely_meant(held, asked, error, words):
    with pytest.raises(error) as met:
        part_of(held, **asked)
    assert words in str(met.value)


def test_an_area_that_is_no_region_can_be_asked_for(held):
    claims = part_of(held, region=AREA).selection.claims
    assert set(claims["place"]) == {AREA} and set(claims["region_code"]) == {""}


# how it reads


def test_the_page_shows_numbers_working_cause_and_decision(held):
    first = page_of(part_of(held, region="15.08")).split("\n\n")[1].split("\n")[2:]
    spans = (slice(0, 8), slice(8, 27), slice(27, 100))
    outcome, place, says = (flat(" ".join(line[span] for line in first[:-2])) for span in spans)
    assert (outcome, place) == ("disagree stop", "Kabupaten Bungo 20 January 2025 all workers")
    for words in (
        "130,363 workers is printed",
        "79,077 + 51,186",
        "demands 130,263 workers",
        "likely one digit is off: 79,077 + 51,186 = 130,263, printed 130,363",
        "decided: rejected, bungo-base-slip",
    ):
        assert words in says
    assert first[-2:] == [f"  claims: {BUNGO}#6 #1 #4", f"  digit_slip:{BUNGO}:1"]


def test_further_causes_stand_below_the_first():
    cause = "single_digit_slip: 1000 + 1 = 1001, printed 1007"
    row = {"cause": cause, "also": "swapped_digits: 12, printed 21 | lost_digit: 123, printed 12"}
    told = finding_pages.likely(row, "en")
    assert told[0] == "likely one digit is off: 1,000 + 1 = 1,001, printed 1,007"
    further = [line.partition(":")[0] for line in told[1:]]
    assert further == ["or two digits are swapped", "or one digit is missing"]
    assert finding_pages.likely({"cause": "", "also": ""}, "id") == []


def test_both_languages_say_the_same_findings(held):
    bungo = part_of(held, region="15.08")
    english, indonesian = page_of(bungo), page_of(bungo, "id")
    ids = [re.findall(r"^  ([a-z_0-9]+:\S+)$", page, re.MULTILINE) for page in (english, indonesian)]
    assert ids[0] and ids[0] == ids[1]
    assert all(words in indonesian for words in ("tidak cocok", "jangan dipakai", "20 Januari 2025"))
    assert "disagree" not in indonesian and "tidak cocok" not in english


def test_agreements_are_counted_and_shown_only_when_asked_for(held):
    few, all_ = page_of(held), page_of(held, every=True)
    agreeing = held.findings.loc[held.findings["outcome"].eq("agree"), "finding_id"]
    assert len(agreeing) and not any(f"  {one}\n" in few for one in agreeing)
    assert all(f"  {one}\n" in all_ for one in held.findings["finding_id"])
    count = re.search(r"^agree +([\d,]+)", few, re.MULTILINE)[1]
    assert int(count.replace(",", "")) == len(agreeing)
    assert "shown with --all" in few and "shown with --all" not in all_


@pytest.mark.parametrize("wide", [60, 80, 100])
def test_a_page_fits_its_width(held, wide):
    rule = rule_pages.one_page("bounds", "id", wide)
    for page in (page_of(held, "id", True, wide), rule_pages.list_page("en", wide), rule):
        lines = page.split("\n")
        # an id stands whole, so that it can be copied
        assert len(lines) > 10 and not [line for line in lines if len(line) > wide and " " in line.strip()]


@pytest.mark.parametrize(("columns", "wide"), [("40", 60), ("80", 80), ("200", 100), ("", 100)])
def test_the_width_follows_the_terminal_and_is_wide_in_a_pipe(monkeypatch, columns, wide):
    def no_terminal(*_):
        raise OSError

    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(os, "get_terminal_size", no_terminal)
    assert plain.width() == wide


def test_a_part_without_findings_says_so_and_names_the_rules(held):
    nothing = replace(part_of(held, source=BUNGO), findings=held.findings.iloc[:0])
    page = flat(page_of(nothing))
    assert "There is no finding to show" in page and "disagree 0" in page
    assert all(f" {name}" in page.partition("Nothing to compare here:")[2] for name in rules.RULES)


def test_a_part_names_the_rules_that_had_nothing_to_compare(held):
    bungo = part_of(held, source=BUNGO)
    page = flat(page_of(bungo))
    listed = page.partition("Nothing to compare here: ")[2].partition(".")[0].split(", ")
    quiet = page.partition("silent here: ")[2].partition(".")[0].split(", ")
    assert set(listed) | set(quiet) == set(rules.RULES) - set(bungo.findings["rule"])
    assert "falls_between_reports" in quiet and "gap_is_target_less_now" in listed
    assert "Nothing to compare here" not in page_of(held)


def test_every_sentence_of_a_finding_comes_apart(held):
    for row in held.findings.itertuples():
        for lang in ("en", "id"):
            sentence = getattr(row, f"sentence_{lang}")
            told = finding_pages.parts(sentence, row.outcome, lang)
            assert all(told), sentence
            assert sentence.startswith(f"{told.place}, {told.date} ({told.whom}): {told.says}; ")


# the command


def test_the_command_prints_the_page_and_disagreement_is_no_error(ucj, held):
    expected = page_of(part_of(held, region="15.08"), "id")
    assert said(ucj("check", "--region", "Pemkab Bungo", "--lang", "id")) == expected
    assert "tidak cocok" in expected and "\x1b" not in expected


def test_machines_get_findings_as_they_are_kept(ucj, held):
    asked = ["check", "--source", BUNGO, "--format"]
    expected = part_of(held, source=BUNGO).findings
    rows = list(csv.DictReader(io.StringIO(said(ucj(*asked, "csv", "--all")))))
    assert list(rows[0]) == list(schemas.columns("findings")["column"])
    assert [row["finding_id"] for row in rows] == list(expected["finding_id"])
    told = json.loads(said(ucj(*asked, "json", "--rule", "digit_slip")))
    assert [row["left_value"] for row in told] == [130363] and isinstance(told[0]["left_value"], int)


def test_a_place_without_claims_says_so(ucj):
    page = said(ucj("check", "--region", "Kota Magelang", "--rule", "bounds"))
    assert page == "Kota Magelang (33.71): no claim is held, so there was nothing to judge\n"
    told = ucj("check", "--region", "33.71", "--rule", "bounds", "--format", "json")
    assert json.loads(told.stdout) == [] and "no claim is held" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["check", "--region", "Blitar", "--rule", "bounds"], 3, "Kota Blitar"),
        (["check", "--source", "zzz", "--rule", "bounds"], 3, "no source"),
        (["check", "--rule", "digitslip"], 3, "did you mean digit_slip"),
        (["check", "--published", "2025-04-14"], 2, "--new"),
        (["check", "--new", "x.txt", "--source", BUNGO], 2, "--source"),
        (["check", "--new", "no-such-file.txt"], 3, "missing"),
        (["check", "--new", "-", "--published", "2025-02-30"], 3, "does not exist"),
        (["check", "--format", "xml"], 2, "xml"),
        (["rules", "digitslip"], 3, "did you mean digit_slip"),
    ],
)
def test_a_wrong_word_gets_a_sentence_and_its_exit_code(ucj, arguments, code, words):
    done = ucj(*arguments)
    assert done.returncode == code and words in done.stderr
    assert "Traceback" not in done.stderr and not done.stdout


@pytest.mark.parametrize("command", ["rules", "check", "explain", "diff"])
def test_help_loads_nothing_heavy(command):
    code = f"import sys; sys.argv = ['ucj', '{command}', '--help']\nfrom ucjlib.run.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass"
    assert not _loaded(code) & set(HEAVY)


def test_the_page_on_checking_tells_of_every_command_and_prints_what_it_says(held):
    page = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    assert all(f"`ucj {command}" in page for command in ("rules", "check", "explain", "diff"))
    command, shown = re.search(r"```\n\$ (.*?)\n(.*?)\n```", page, re.DOTALL).groups()
    assert command == "ucj check --region 15.08 --rule digit_slip"
    one = checking.judge(held.selection.claims, ("digit_slip",))
    bungo = part_of(replace(held, findings=one, names=("digit_slip",)), region="15.08")
    assert page_of(bungo).startswith(f"{shown}\n\n")


# rules


def test_all_rules_are_listed_once_with_severity_and_method(ucj):
    page = said(ucj("rules"))
    for name, row in rule_examples.known().iterrows():
        assert len(re.findall(rf"^\w+ +{name}$", page, re.MULTILINE)) == 1, name
        assert not re.search(r"[{}]", row["wrong"]) and row["docstring"] and row["method"]
    rows = list(csv.DictReader(io.StringIO(said(ucj("rules", "--format", "csv")))))
    assert [row["rule"] for row in rows] == list(rules.RULES)


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_rule_is_told_with_its_sentences_and_every_example(ucj, lang):
    page = flat(said(ucj("rules", "digit_slip", "--lang", lang)))
    row = rule_examples.known("digit_slip", lang).loc["digit_slip"]
    told = [*row[["docstring", "right", "wrong", "method"]], *rule_examples.examples("digit_slip")]
    assert all(flat(words) in page for words in told)
    assert ("seperti yang diharapkan" if lang == "id" else "as expected") in page


def test_a_verdict_that_is_not_as_expected_is_said(ucj, monkeypatch):
    monkeypatch.setitem(rules.RULES, "bounds", lambda claims: schemas.empty("findings"))
    page = said(ucj("rules", "bounds"))
    assert "verdict: silent, where disagree is expected" in page and "verdict: agree" not in page


def test_examples_are_judged_as_the_rule_judges_claims():
    rule = "share_is_part_over_whole"
    told = rule_examples.verdicts(rule).set_index("case")
    for case, rows in rule_examples.examples(rule).items():
        found = rules.try_rule(rule, rule_examples.claims_of(rows))
        assert told.at[case, "said"] == (" ".join(sorted(set(found["outcome"]))) or "silent")
    assert set(told["said"]) >= {"agree", "disagree"}


# words and tables


def test_every_word_of_outcome_and_severity_has_a_label_in_both_languages():
    for kind in ("outcome", "severity", "numerator"):
        for word in schemas.vocabulary(f"words:{kind}"):
            assert wording.label(kind, word, "id") and wording.label(kind, word, "en")


def test_both_languages_of_the_wording_have_the_same_holes():
    holes = re.compile(r"\{[a-z_]+\}")
    frame = tables.read_text(ROOT / "ucjlib" / "run" / "wording.csv")
    assert not frame["key"].duplicated().any()
    for row in frame.itertuples():
        assert row.id and row.en and sorted(holes.findall(row.id)) == sorted(holes.findall(row.en)), row.key


def test_no_row_of_the_wording_is_left_over():
    """A key stands in the code whole, or its last part is a word that the code has."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ucjlib" / "run").glob("*.py"))
    lists = ("outcome", "severity", "change", "part", "count", "numerator")
    for key in wording.sentences():
        kind, _, word = key.partition(".")
        written = any(f"{mark}{key}{mark}" in code for mark in ("'", '"'))
        assert written or kind in lists or f'"{word}"' in code or MADE.match(key), key


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=6), st.integers(40, 100))
def test_a_table_keeps_every_letter_and_its_width(rows, wide):
    lines = plain.table((), rows, wide)
    assert all(len(line) <= wide for line in lines)
    letters = [sign for row in rows for cell in row for sign in cell if sign in "abc"]
    assert sorted("".join(lines).replace(" ", "")) == sorted(letters)


def test_a_frame_is_printed_the_same_as_json_and_as_csv():
    years = pd.array([2025, None], "Int64")
    frame = pd.DataFrame({"id": ["35.05", "a,b"], "value": [17.6, float("nan")], "year": years})
    told = json.loads(plain.printed(frame, "json"))
    assert told == [
        {"id": "35.05", "value": 17.6, "year": 2025},
        {"id": "a,b", "value": None, "year": None},
    ]
    assert plain.printed(frame, "csv") == 'id,value,year\n35.05,17.6,2025\n"a,b",,\n'

"""`ucj explain`: all about one number, in both languages, and nothing that the tables do not hold."""

import csv
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from run_ucj import run_ucj

from ucjlib.core.errors import UnknownId
from ucjlib.judge.restatements import restated
from ucjlib.run import explain_pages, explaining, workspace
from ucjlib.show.trace import trace

ROOT = Path(__file__).resolve().parents[1]
CLAIM, DECIDED = "jatimtimes-20250414-blitar#4", "jambi-independent-20250120-bungo#6"
ESTIMATE = "35.05:coverage_rate:total:unknown-over-employed:2025-04"
SLIP = "digit_slip:jambi-independent-20250120-bungo:1"


@pytest.fixture(scope="module")
def held() -> dict[str, pd.DataFrame]:
    return workspace.load_all()


def _of(explained: pd.DataFrame, part: str) -> list[str]:
    return explained.loc[explained["part"].eq(part), "says"].tolist()


def _ids(explained: pd.DataFrame, part: str) -> set[str]:
    return set(explained.loc[explained["part"].eq(part), "id"])


def test_a_claim_is_told_with_range_unit_print_source_and_date(held):
    told = explaining.explain(CLAIM, held)
    assert _of(told, "claim") == ["Kabupaten Blitar: coverage rate, all workers: printed “17,60%”"]
    assert _of(told, "number") == ["between 17.59 and 17.61 percent (middle 17.60)"]
    assert _of(told, "date") == ["14 April 2025 (dated by the day it was said)"]
    source = told[told["part"].eq("source")].iloc[0]
    assert source["says"] == "jatimtimes, 14 April 2025" and source["address"].startswith("https://")


def test_a_claim_meets_every_finding_that_names_it_agreements_too(held):
    findings = held["findings"]
    for claim in (CLAIM, DECIDED):
        met = {
            one
            for one, ids in zip(findings["finding_id"], findings["claim_ids"], strict=True)
            if claim in ids.split()
        }
        assert met and _ids(explaining.explain(claim, held), "rule") == met
    outcomes = {says.split(" (")[0].split(":")[0] for says in _of(explaining.explain(CLAIM, held), "rule")}
    assert outcomes == {"disagree", "agree"}


def test_the_estimates_of_a_claim_are_those_that_rest_on_it(held):
    estimates = held["estimates"]
    rests = [CLAIM in ids.split() for ids in estimates["claim_ids"]]
    assert _ids(explaining.explain(CLAIM, held), "estimate") == set(estimates.loc[rests, "estimate_id"])
    assert ESTIMATE in set(estimates.loc[rests, "estimate_id"])


def test_a_decision_is_told_with_its_reason_and_where_there_is_none_that_is_said(held):
    told = explaining.explain(DECIDED, held)
    assert _ids(told, "decision") == {"bungo-base-slip"} and "130263" in _of(told, "decision")[0]
    assert _of(told, "estimate") == ["it went into no estimate"]
    assert _of(explaining.explain(CLAIM, held), "decision") == ["none"]


def test_other_bases_are_rates_and_headcounts_of_the_same_place_and_moment(held):
    told = explaining.explain(ESTIMATE, held)
    over = restated(held["estimates"]).set_index("restatement_id")
    rates = held["estimates"].set_index("estimate_id")
    others = _ids(told, "restated")
    assert others and ESTIMATE not in others and others & set(over.index)
    for one in others:
        row = over.loc[one] if one in over.index else rates.loc[one]
        assert (row["region_code"], row["segment"]) == ("35.05", "total")
        assert row["as_of"] in ("2025", "2025-04")
    assert not _of(explaining.explain("jatimtimes-20250414-blitar#1", held), "restated")


def test_a_headcount_is_told_over_every_base_with_both_counts(held):
    over = restated(held["estimates"])
    row = over[over["region_code"].eq("35.05") & over["as_of"].eq("2025")].iloc[0]
    told = explaining.explain(f"35.05:participants_{row['numerator']}:total:2025", held)
    says = told.set_index("id").at[row["restatement_id"], "says"]
    assert f"{row['head']:,.0f} workers of {row['base']:,.0f} workers" in says and "percent" in says


def test_an_estimate_is_told_with_its_reason_and_all_it_rests_on(held):
    told = explaining.explain(ESTIMATE, held)
    row = held["estimates"].set_index("estimate_id").loc[ESTIMATE]
    assert (
        row["sentence_en"] in _of(told, "estimate")[0] and f"Grade {row['grade']}" in _of(told, "estimate")[0]
    )
    assert _ids(told, "claim") == set(row["claim_ids"].split())
    claims = held["claims"].set_index("claim_id")
    assert _ids(told, "source") == set(claims.loc[row["claim_ids"].split(), "source_id"])


def test_a_finding_is_told_with_numbers_cause_method_claims_and_sources(held):
    told = explaining.explain(SLIP, held)
    assert _of(told, "outcome") == ["disagree (stop)"]
    number = "130,363 workers against 130,263 workers, 100 workers apart; the print allows 3"
    assert _of(told, "number") == [number]
    assert _of(told, "cause")[0].startswith("likely one digit is off: 79,077 + 51,186 = 130,263")
    assert _of(told, "method")[0].startswith("digit_slip: ")
    row = held["findings"].set_index("finding_id").loc[SLIP]
    assert _ids(told, "claim") == set(row["claim_ids"].split()) and len(_ids(told, "source")) == 1
    assert len(told[told["part"].eq("source")]) == 1
    assert "bungo-base-slip" in _ids(told, "decision")


def test_any_other_id_is_told_by_its_trace(held):
    series = held["series"]["series_id"].iloc[0]
    told, chain = explaining.explain(series, held), trace(series, held, "en")
    assert told["says"].tolist() == chain["says"].tolist() and told["id"].tolist() == chain["id"].tolist()


@pytest.mark.parametrize("table", ["claims", "findings", "estimates"])
def test_both_languages_have_the_same_rows_and_fit_the_page(held, table):
    ids = held[table].iloc[:: max(len(held[table]) // 12, 1), 0]
    for one in ids:
        english, indonesian = (explaining.explain(one, held, lang) for lang in ("en", "id"))
        assert english[["part", "id", "address"]].equals(indonesian[["part", "id", "address"]])
        assert english["says"].ne("").all() and english["id"].iloc[0] == one
        lines = explain_pages.page(indonesian, "id", 80).split("\n")
        # an address or an id is one word and stands whole
        assert not [line for line in lines if len(line) > 80 and " " in line[20:].strip()]


@pytest.mark.parametrize(
    ("one", "near"),
    [
        ("jatimtimes-20250414-blitar#44", CLAIM),
        (ESTIMATE.replace("unknown", "unknwn"), ESTIMATE),
        ("zzz", ""),
    ],
)
def test_an_unknown_id_is_a_sentence_with_the_nearest(held, one, near):
    with pytest.raises(UnknownId) as met:
        explaining.explain(one, held)
    assert one in str(met.value) and near in str(met.value)


def test_the_command_prints_the_page_the_rows_or_one_sentence(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    page = run_ucj("explain", CLAIM, "--lang", "id").stdout.decode()
    assert page.startswith("klaim ") and "https://" in page and ESTIMATE in page
    assert len(re.findall("^sumber", page, re.MULTILINE)) == 1 and "\x1b" not in page
    rows = json.loads(run_ucj("explain", CLAIM, "--format", "json").stdout)
    assert list(rows[0]) == explaining.COLUMNS and rows[0]["id"] == CLAIM
    told = list(csv.DictReader(io.StringIO(run_ucj("explain", CLAIM, "--format", "csv").stdout.decode())))
    assert told == rows
    done = run_ucj("explain", "jatimtimes-20250414-blitar#44")
    assert done.returncode == 3 and "did you mean" in done.stderr and "Traceback" not in done.stderr

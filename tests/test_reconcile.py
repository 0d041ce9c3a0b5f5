"""Estimates: which claim is chosen, with which range, rule and grade, and on which denominator."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_rules import claims_of

from ucjlib.core import tables
from ucjlib.judge import denominators, rules
from ucjlib.judge.reconcile import combine, reconcile
from ucjlib.reference import schemas

ROOT = Path(__file__).resolve().parents[1]
UNITS = {"coverage_rate": "percent", "coverage_gap": "percentage_points"}


def claim(source: str, value: float, width: float = 0.01, **other: str) -> dict:
    row = {
        "source_id": source,
        "region_code": "35.05",
        "place": "Kabupaten Blitar",
        "indicator": "coverage_rate",
        "segment": "total",
        "as_of": "2025-06",
        "as_of_basis": "stated",
        "denominator": "",
    } | other
    numbers = {"value": value, "low": round(value - width, 6), "high": round(value + width, 6)}
    shown = {name: tables.cell_text(number) for name, number in numbers.items()}
    return row | shown | {"unit": UNITS.get(row["indicator"], "workers")}


def estimated(*rows: dict, decisions: list[dict] | None = None, as_of: str = "") -> pd.DataFrame:
    claims = claims_of(pd.DataFrame(rows).fillna("").astype(str))
    sources = pd.DataFrame({"source_id": sorted(set(claims["source_id"]))})
    sources["kind"] = ["official" if name.startswith("bps") else "article" for name in sources["source_id"]]
    sources = schemas.conform(sources.assign(publisher=sources["source_id"]), "sources")
    taken = pd.DataFrame(decisions or [], columns=list(schemas.columns("decisions")["column"]))
    found = reconcile(claims, sources, schemas.conform(taken, "decisions"), rules.check(claims), as_of)
    return schemas.conform(found, "estimates").set_index("estimate_id")


def only(estimates: pd.DataFrame) -> pd.Series:
    assert len(estimates) == 1, list(estimates.index)
    return estimates.iloc[0]


def test_one_claim_alone():
    one = only(estimated(claim("a", 17.6)))
    assert one.name == "35.05:coverage_rate:total:unknown-over-unknown:2025-06"
    assert (one["value"], one["low"], one["high"]) == (17.6, 17.59, 17.61)
    assert (one["rule"], one["grade"], one["claim_ids"]) == ("single_claim", "C", "a#1")
    assert "17,60 persen" in one["sentence_id"] and "17.60 percent" in one["sentence_en"]


def test_copies_count_once_and_agreement_narrows():
    copied = only(estimated(claim("a", 17.6), claim("b", 17.6)))
    assert (copied["rule"], copied["grade"], copied["claim_ids"]) == ("same_number", "C", "a#1 b#1")
    agreed = only(estimated(claim("a", 17.6, 0.02), claim("b", 17.61)))
    assert (agreed["rule"], agreed["grade"], agreed["low"], agreed["high"]) == (
        "sources_agree",
        "A",
        17.6,
        17.62,
    )


def test_a_rounded_copy_is_the_same_statement():
    rounded = only(estimated(claim("a", 17.6), claim("b", 18, 1)))
    assert (rounded["rule"], rounded["grade"], rounded["value"]) == ("sources_agree", "C", 17.6)
    official = only(estimated(claim("bps-contoh", 17.6), claim("b", 18, 1)))
    assert official["grade"] == "A"


def test_another_unit_is_another_estimate():
    workers = claim("a", 30000, 1, indicator="participants_active")
    found = estimated(workers, claim("b", 12, 1, indicator="participants_active") | {"unit": "villages"})
    assert found["unit"].to_dict() == {
        "35.05:participants_active:total:2025-06": "workers",
        "35.05:participants_active:total:villages:2025-06": "villages",
    }


@pytest.mark.parametrize(
    ("first", "second", "rule", "grade"),
    [
        (claim("bps-contoh", 18.2), claim("a", 17.6), "official_over_article", "B"),
        (claim("b", 18.2), claim("a", 17.6, as_of_basis="statement"), "stated_over_statement", "D"),
        (claim("b", 18.2), claim("a", 30, 1), "finer_print", "D"),
        (claim("a", 17.6), claim("b", 18.2), "median_of_reports", "D"),
    ],
)
def test_sources_that_differ_widen_the_range_and_cost_a_grade(first, second, rule, grade):
    one = only(estimated(second, first))
    assert (one["rule"], one["grade"], one["claim_ids"].split()[0]) == (
        rule,
        grade,
        f"{first['source_id']}#1",
    )
    assert one["low"] == min(float(first["low"]), float(second["low"]))
    assert one["high"] == max(float(first["high"]), float(second["high"]))


def test_arithmetic_that_agrees_goes_before_a_bare_number():
    found = estimated(
        claim("a", 37.5),
        claim("a", 30000, 1, indicator="participants_active"),
        claim("a", 80000, 1, indicator="universe"),
        claim("b", 36.2, denominator="eligible"),
    )
    rate = found.loc["35.05:coverage_rate:total:active-over-eligible:2025-06"]
    assert (rate["value"], rate["grade"], rate["rule"]) == (37.5, "B", "single_claim")
    other = found.loc["35.05:coverage_rate:total:unknown-over-eligible:2025-06"]
    assert other["value"] == 36.2


def test_a_stopped_claim_is_used_only_when_alone():
    alone = only(estimated(claim("a", 668.0)))
    assert (alone["rule"], alone["grade"]) == ("only_doubted", "D")
    assert "tidak lolos pemeriksaan" in alone["sentence_id"]
    beside = only(estimated(claim("a", 668.0), claim("b", 66.8)))
    assert (beside["value"], beside["claim_ids"], beside["high"]) == (66.8, "b#1", 66.81)


def test_decisions_come_first():
    reject = {
        "decision_id": "d1",
        "claim_id": "a#1",
        "action": "reject",
        "reason": "arithmetic",
        "decided_on": "2026",
    }
    kept = only(estimated(claim("a", 17.6), claim("b", 18.2), decisions=[reject]))
    assert (kept["claim_ids"], kept["decision_id"], kept["low"]) == ("b#1", "d1", 18.19)
    accepted = only(
        estimated(
            claim("bps-x", 17.6),
            claim("b", 18.2),
            decisions=[reject | {"claim_id": "b#1", "action": "accept"}],
        )
    )
    assert (accepted["value"], accepted["rule"], accepted["decision_id"]) == (18.2, "decided", "d1")


def test_what_gives_no_estimate():
    undated = estimated(claim("a", 17.6, as_of="", as_of_basis="unknown"))
    assert undated[["as_of", "grade"]].to_numpy().tolist() == [["", "D"]]
    assert undated.index.item().endswith(":undated")
    assert undated["sentence_en"].item().endswith("No date is told.")
    assert estimated(claim("a", 17.6, region_code="", place="Cabang Magelang")).empty
    assert estimated(claim("a", 17.6, segment="other")).empty
    assert estimated(
        claim("a", 45.0, indicator="coverage_target", unit="percent") | {"unit": "percent"}
    ).empty


def test_later_claims_are_left_out():
    rows = claim("a", 17.6), claim("b", 18.2, as_of="2025-09"), claim("c", 19.2, as_of="2026")
    assert list(estimated(*rows, as_of="2025-06-30")["value"]) == [17.6]
    assert len(estimated(*rows)) == 3 == len(estimated(*rows, as_of="2026-12"))


def test_a_year_stays_apart_from_its_months():
    assert list(estimated(claim("a", 17.6), claim("b", 18.2, as_of="2025"))["as_of"]) == ["2025", "2025-06"]


def test_blitar_stands_on_employed():
    found = estimated(
        claim("a", 17.6),
        claim("a", 14.34, indicator="coverage_gap"),
        claim("a", 100155, 2, indicator="additional_workers_needed"),
        claim("bps-jatim", 698611, 1, indicator="employed", as_of="2023-08"),
    )
    rate = found.loc["35.05:coverage_rate:total:unknown-over-employed:2025-06"]
    assert rate["denominator_as_of"] == "2023-08"


def test_coverage_restated_on_employed():
    found = estimated(
        claim("a", 30000, 1, indicator="participants_registered"),
        claim("b", 20000, 1, indicator="participants_active"),
        claim("bps-x", 100000, 1, indicator="employed", as_of="2024-08"),
        claim("bps-x", 120000, 1, indicator="employed", as_of="2019-08"),
    )
    rate = found.loc["35.05:coverage_rate:total:active-over-employed:2025-06"]
    assert (rate["value"], rate["denominator_as_of"], rate["rule"]) == (
        20.0,
        "2024-08",
        denominators.RESTATED,
    )
    assert rate["low"] < 20 < rate["high"] and rate["claim_ids"] == "b#1 bps-x#1"


def test_no_august_within_two_years_no_coverage():
    found = estimated(
        claim("a", 30000, 1, indicator="participants_active"),
        claim("bps-x", 120000, 1, indicator="employed", as_of="2019-08"),
    )
    assert not found["indicator"].eq("coverage_rate").any()


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)).map(sorted), min_size=1)
)
def test_a_combined_range_holds_the_chosen_value(ranges):
    low, high = combine([tuple(one) for one in ranges])
    assert low <= ranges[0][1] <= high


@pytest.fixture(scope="module")
def real() -> tuple[pd.DataFrame, ...]:
    raw = ROOT / "data" / "raw"
    if not (raw / "article_claims.csv").is_file():
        pytest.skip("data/raw holds no claims yet")
    claims = pd.concat(
        [schemas.read(raw / f"{kind}_claims.csv", "claims") for kind in ("article", "official")]
    )
    claims = claims.reset_index(drop=True)
    read = {table: schemas.read(raw / f"{table}.csv", table) for table in ("sources", "decisions")}
    return claims, read["sources"], read["decisions"], rules.check(claims)


@pytest.fixture(scope="module")
def estimates(real) -> pd.DataFrame:
    return reconcile(*real)


def test_real_estimates_keep_the_schema_whatever_the_order(real, estimates):
    claims, *rest = real
    schemas.conform(estimates, "estimates")
    shuffled = reconcile(claims.sample(frac=1, random_state=3), *rest)
    assert tables.to_csv_text(shuffled) == tables.to_csv_text(estimates)


def test_real_places(estimates):
    rates = estimates[estimates["indicator"].eq("coverage_rate") & estimates["segment"].eq("total")]
    assert "33.71" not in set(rates["region_code"])
    assert {"00", "35.05", "15.08", "74.71"} <= set(rates["region_code"]) and rates[
        "region_code"
    ].nunique() > 180
    blitar = rates[rates["region_code"].eq("35.05") & rates["as_of"].eq("2025-04")].iloc[0]
    assert (blitar["value"], blitar["denominator"], blitar["denominator_as_of"]) == (
        17.6,
        "employed",
        "2023-08",
    )


def test_rejected_claims_stand_under_no_estimate(real, estimates):
    rejected = set(real[2].loc[real[2]["action"].eq("reject"), "claim_id"])
    used = {claim for ids in estimates["claim_ids"] for claim in ids.split()}
    assert used.isdisjoint(rejected) and used <= set(real[0]["claim_id"])

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


def one_source(**values: float) -> list[dict]:
    """Claims of one source for one place and moment; widths one unit of the last digit."""
    width = {"coverage_rate": 0.01, "coverage_gap": 0.01, "uncovered_rate": 0.01}
    return [claim("a", value, width.get(name, 1), indicator=name) for name, value in values.items()]


RATE = "35.05:coverage_rate:total:active-over-eligible:2025-06"
SURAKARTA = {"coverage_rate": 44.24, "participants_active": 100512, "universe": 227164}


def test_a_rate_that_was_cut_off_moves_inside_its_print_and_says_so():
    found = estimated(*one_source(**SURAKARTA))
    rate = found.loc[RATE]
    assert (rate["value"], rate["low"], rate["high"]) == (44.2464, 44.2458, 44.2471)
    assert (rate["rule"], rate["grade"], rate["claim_ids"]) == ("balanced", "B", "a#1 a#3 a#2")
    for said in (
        "Hanya a yang menyebut 44,24 persen.",
        "Tercetak 44,24 persen; digeser menjadi 44,25 persen",
    ):
        assert said in rate["sentence_id"]
    assert "Printed as 44.24 percent; moved to 44.25 percent" in rate["sentence_en"]
    assert "active participants (100,512 workers)" in rate["sentence_en"]
    heads = found.loc[["35.05:participants_active:total:2025-06", "35.05:universe:total:2025-06"]]
    assert heads["value"].tolist() == [100512, 227164] and heads["rule"].eq("single_claim").all()


def test_what_agrees_to_within_rounding_stays_as_printed_in_a_narrower_range():
    rate = estimated(*one_source(**SURAKARTA | {"coverage_rate": 44.25})).loc[RATE]
    assert (rate["value"], rate["rule"]) == (44.25, "single_claim")
    assert (rate["low"], rate["high"]) == (44.2458, 44.25)
    assert rate["sentence_en"].endswith(
        "Its range is narrowed by the arithmetic with active participants (100,512 workers); "
        "workers who ought to be covered (227,164 workers)."
    )


def test_a_rate_is_tied_to_the_base_of_its_own_people():
    informal = claim("a", 150001, 1, indicator="universe", segment="informal")
    found = estimated(*one_source(**SURAKARTA), informal)
    assert found.loc[RATE, "value"] == 44.2464 and not found["sentence_en"].str.contains("add up").any()


def test_a_rate_over_bps_employed_is_tied_to_that_august():
    found = estimated(
        claim("a", 20.0, 0.1),
        claim("a", 20004, 1, indicator="participants_active"),
        claim("bps-x", 100000, 1, indicator="employed", as_of="2024-08"),
        claim("bps-x", 90000, 1, indicator="employed", as_of="2023-08"),
    )
    rate = found.loc["35.05:coverage_rate:total:active-over-employed:2025-06"]
    assert (rate["denominator_as_of"], rate["low"], rate["value"], rate["high"]) == (
        "2024-08",
        20.0,
        20.0,
        20.0053,
    )
    assert "employed people (100,000 workers)" in rate["sentence_en"]


def test_numbers_that_no_print_reconciles_are_left_and_say_so():
    rows = one_source(participants_active=18338, uncovered_workers=13363, universe=31706)
    found = estimated(*rows)
    assert found["value"].tolist() == [18338, 13363, 31706]
    assert (found["high"] - found["low"]).eq(2).all() and not found["rule"].eq("balanced").any()
    assert found["sentence_en"].str.contains("It does not add up with").all()
    assert found["sentence_id"].str.contains("dibiarkan sebagaimana tercetak").all()


def test_round_counts_that_miss_prove_nothing():
    rows = one_source(participants_active=18000, uncovered_workers=13363, universe=31706)
    found = estimated(*rows)
    assert not found["sentence_en"].str.contains("add up").any()
    assert found["value"].tolist() == [18000, 13363, 31706]


def segments(indicator: str, **values: float) -> list[dict]:
    return [claim("a", value, 1, indicator=indicator, segment=name) for name, value in values.items()]


def test_segments_make_the_total():
    found = estimated(*segments("universe", pu=88357, bpu=36140, jakon=16443, total=140937))
    assert found["rule"].eq("balanced").any()
    assert abs(found["value"].iloc[:3].sum() - found["value"].iloc[3]) <= 1
    assert (found["value"] - [36140, 16443, 88357, 140937]).abs().max() <= 1


@pytest.mark.parametrize(
    "parts",
    [
        {"pu": 88357, "bpu": 36140, "total": 124495},  # construction is not told
        {"pu": 88357, "bpu": 36140, "jakon": 16443, "total": 150940},  # others may be missing
        {"formal": 50000, "informal": 60000, "total": 118001},
    ],
)
def test_parts_that_may_not_be_all_are_tied_to_no_total(parts):
    found = estimated(*segments("participants_registered", **parts))
    assert not found["sentence_en"].str.contains("add up|narrowed|moved").any()


def test_parts_beyond_the_whole_contradict_it():
    found = estimated(*segments("participants_registered", formal=50001, informal=70001, total=110003))
    assert found["sentence_en"].str.contains("add up").all()


def test_active_and_inactive_are_the_registered():
    rows = one_source(participants_registered=716375, participants_active=508956)
    rest = claim("a", 207000, 1000, indicator="participants_inactive")
    found = estimated(*rows, rest)
    inactive = found.loc["35.05:participants_inactive:total:2025-06"]
    assert (inactive["low"], inactive["value"], inactive["high"]) == (207000, 207000, 207421)


def test_of_two_numerators_the_one_that_can_is_tied_to_the_uncovered():
    rows = one_source(participants_registered=150, participants_active=100, universe=350)
    rest = claim("a", 199, 4, indicator="uncovered_workers")
    found = estimated(*rows, rest)
    assert found.loc["35.05:uncovered_workers:total:2025-06", ["low", "high"]].tolist() == [198, 202]
    both = estimated(*rows, claim("a", 225, 40, indicator="uncovered_workers"))
    assert both.loc["35.05:uncovered_workers:total:2025-06", ["low", "high"]].tolist() == [185, 265]
    assert not both["sentence_en"].str.contains("add up|narrowed|moved").any()


def aim(value: float, year: str = "2025", source: str = "a") -> dict:
    return claim(source, value, indicator="coverage_target") | {"target_year": year, "unit": "percent"}


def test_a_gap_is_target_less_rate():
    gap = claim("a", 14.3, 0.1, indicator="coverage_gap")
    found = estimated(claim("a", 17.6), gap, aim(31.94))
    told = found.loc["35.05:coverage_gap:total:2025-06"]
    assert (told["value"], told["low"], told["high"]) == (14.3, 14.3, 14.36)
    assert "coverage target (31.94 percent)" in told["sentence_en"]
    assert estimated(claim("a", 17.6), gap, aim(31.94), aim(40.0, source="b")).loc[told.name, "low"] == 14.3
    # two targets of one source: nobody knows which one is meant
    unclear = estimated(claim("a", 17.6), gap, aim(31.94), aim(40.0))
    assert unclear.loc[told.name, "low"] == 14.2
    assert not unclear["sentence_en"].str.contains("add up|narrowed|moved").any()
    wrong = estimated(claim("a", 17.6), gap, aim(40.0))
    assert wrong["sentence_en"].str.contains("add up").all()


@pytest.mark.parametrize(
    "other",
    [
        {"qualifier": "more_than"},
        {"qualifier": "range_low"},
        {"as_of": "2025-07"},
        {"as_of": ""},
        {"segment": "informal"},
        {"region_code": "35.06", "place": "Kabupaten Kediri"},
        {"indicator": "labour_force"},
    ],
)
def test_what_ties_nothing(other):
    rows = one_source(participants_active=508956, participants_registered=716375)
    found = estimated(*rows, claim("a", 207000, 1000, **{"indicator": "participants_inactive"} | other))
    assert not found["sentence_en"].str.contains("add up|narrowed|moved").any()


def test_a_doubted_number_ties_nothing():
    rows = [claim("a", 99.5, 1), claim("a", 668.0, 0.01, indicator="uncovered_rate")]
    found = estimated(*(row | {"denominator": "eligible", "unit": "percent"} for row in rows))
    assert found["rule"].tolist() == ["single_claim", "only_doubted"]
    assert not found["sentence_en"].str.contains("add up|narrowed|moved").any()


def test_copies_lend_no_weight_in_a_balance():
    rows = one_source(**SURAKARTA)
    rows[1] = claim("a", 100530, 40, indicator="participants_active")
    once = estimated(*rows)
    copies = [row | {"source_id": f"c{i}"} for i in range(5) for row in rows[1:2]]
    more = estimated(*rows, *copies)
    assert once["rule"].eq("balanced").any()
    assert more["value"].to_dict() == once["value"].to_dict()


def test_where_sources_differ_the_range_still_holds_them_all():
    rows = one_source(**SURAKARTA)
    rate = estimated(*rows, claim("b", 46.0, denominator="eligible", as_of_basis="statement")).loc[RATE]
    assert (rate["low"], rate["value"], rate["high"]) == (44.2458, 44.2464, 44.2471)
    whole = claim("b", 250000, 1, indicator="universe", as_of_basis="statement")
    found = estimated(*rows, whole)
    universe = found.loc["35.05:universe:total:2025-06"]
    assert (universe["low"], universe["value"], universe["high"]) == (227163, 227164, 250001)
    assert found.loc[RATE, "value"] == 44.2464


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


def test_real_numbers_that_moved_stay_in_their_print_and_meet_their_identity(real, estimates):
    moved = estimates[estimates["rule"].eq("balanced")]
    assert len(moved) >= 5 and estimates["rule"].value_counts()["balanced"] < 0.02 * len(estimates)
    claims = real[0].set_index("claim_id")
    printed = claims.loc[moved["claim_ids"].str.split().str[0]].reset_index()
    value = moved["value"].reset_index(drop=True)
    assert value.between(printed["low"], printed["high"]).all() and value.ne(printed["value"]).all()
    assert moved["sentence_en"].str.contains(r"Printed as [\d,.]+ .*; moved to [\d,.]+ ").all()
    assert moved["sentence_id"].str.contains(r"Tercetak [\d,.]+ .*; digeser menjadi [\d,.]+ ").all()
    rates = moved[moved["indicator"].eq("coverage_rate") & moved["denominator"].eq("eligible")]
    held = estimates.set_index("estimate_id")["value"]
    for rate in rates.itertuples():
        rest = f"{rate.segment}:{rate.as_of}"
        part = held[f"{rate.region_code}:participants_{rate.numerator}:{rest}"]
        whole = held[f"{rate.region_code}:universe:{rest}"]
        # counts are written whole, rates to four decimals
        assert abs(part - rate.value * whole / 100) <= 0.5 + rate.value / 200 + whole * 5e-7


def test_every_real_range_holds_its_value(estimates):
    assert (estimates["low"].le(estimates["value"]) & estimates["value"].le(estimates["high"])).all()

"""The budgets that articles print: what explains each, on invented rows and on the collected ones."""

import importlib.util

import pandas as pd
import pytest
from conftest import ROOT

from ucjlib.reckon.printed_budgets import COLUMNS, EXPLANATIONS, counts, recomputed
from ucjlib.reference import schemas

RULES = schemas.reference("regulations")
PAGE = (ROOT / "docs/costs.md").read_text(encoding="utf-8")


def claims(*rows, source="a"):
    """rows : (indicator, value), (indicator, value, half width) or with a date."""
    table = []
    for n, (indicator, value, *more) in enumerate(rows, start=1):
        half, as_of = (more + [1 if indicator == "budget" else 0])[0], (more[1:] or ["2025"])[0]
        table.append({
            "claim_id": f"{source}#{n}", "source_id": source, "region_code": "35.05", "place": "Blitar",
            "indicator": indicator, "as_of": as_of, "period_start": "", "value": float(value),
            "low": float(value - half), "high": float(value + half),
        })  # fmt: skip
    return pd.DataFrame(table)


HEADS = ("new_enrolment", 1_000)


@pytest.mark.parametrize(
    ("rows", "word", "reason"),
    [
        ([("budget", 201_600_000), HEADS], "exact", ""),
        ([("budget", 201_600_000), HEADS, ("programme_months", 12)], "exact", ""),
        ([("budget", 201_000_000, 1_000_000), HEADS], "rounded budget", ""),
        ([("budget", 200_000_000, 2_000_000), HEADS], "rounded budget", ""),
        ([("budget", 100_800_000), HEADS, ("programme_months", 12)], "other months", ""),
        ([("budget", 194_400_000), HEADS], "other contribution", ""),
        ([("budget", 36_800_000 * 3), HEADS, ("programme_months", 3)], "other contribution", ""),
        ([("budget", 12_345_000 * 5), HEADS, ("contribution", 12_345)], "other contribution", ""),
        ([("budget", 260_000_000), HEADS], "pays for more", ""),
        ([("budget", 260_000_000), HEADS, ("programme_months", 12)], "pays for more", ""),
        ([("budget", 75_000_000), HEADS], "cannot tell", "no whole months"),
        ([("budget", 75_000_000), HEADS, ("programme_months", 12)], "cannot tell", "pays for less"),
        ([("budget", 100_000_000, 50_000_000), HEADS], "cannot tell", "print too wide"),
        ([("budget", 201_600_000_000), HEADS], "cannot tell", "another scale"),
    ],
)
def test_one_word_for_each_budget(rows, word, reason):
    table = recomputed(claims(*rows), RULES)
    assert list(table.columns) == COLUMNS
    assert (table["explanation"].item(), table["reason"].item()) == (word, reason)


def test_the_arithmetic_stands_beside_the_word():
    row = recomputed(claims(("budget", 201_000_000, 1_000_000), ("new_enrolment", 1_000, 1)), RULES).iloc[0]
    assert (row["workers"], row["months"], row["months_basis"], row["contribution"]) == (
        1000,
        12,
        "found",
        16_800,
    )
    assert row["recomputed"] == 201_600_000 and row["difference"] == -600_000
    assert (row["recomputed_low"], row["recomputed_high"]) == (999 * 201_600, 1001 * 201_600)


def test_workers_of_the_budgets_own_year_come_first():
    near = [("budget", 201_600_000), ("new_enrolment", 1_000, 0, "2024"), ("new_enrolment", 950, 0, "2025")]
    assert recomputed(claims(*near), RULES)["workers"].item() == 1000, "a fit is better than a year"
    unfit = [("budget", 75_000_000), ("new_enrolment", 1_000, 0, "2024"), ("new_enrolment", 900, 0, "2025")]
    assert recomputed(claims(*unfit), RULES)["workers"].item() in (900.0, 1000.0)
    far = [("budget", 201_600_000), ("new_enrolment", 1_000, 0, "2022")]
    assert recomputed(claims(*far), RULES).empty


def test_workers_of_another_source_or_place_are_not_taken():
    alone = pd.concat([claims(("budget", 201_600_000)), claims(HEADS, source="b")], ignore_index=True)
    assert recomputed(alone, RULES).empty
    elsewhere = claims(("budget", 201_600_000), HEADS).assign(region_code=["35.05", "35.21"])
    assert recomputed(elsewhere, RULES).empty
    assert recomputed(claims(HEADS), RULES).empty
    assert counts(recomputed(claims(HEADS), RULES))["budgets"].sum() == 0


@pytest.fixture(scope="module")
def collected():
    return schemas.read(ROOT / "data/raw/article_claims.csv", "claims")


def test_the_collected_budgets(collected):
    table = recomputed(collected, RULES).set_index("claim_id")
    assert table.index.is_unique and set(table["explanation"]) <= set(EXPLANATIONS)
    assert table["difference"].eq(table["budget"] - table["recomputed"]).all()
    words = {
        "harianmuria-20250924-blora#2": "exact", "ketik-20260126-lebak#2": "other contribution",
        "portaljtv-2025-lumajang#2": "pays for more", "soloaja-20250929-wonogiri#6": "rounded budget",
        "antaranews-jateng-20250723-pati#1": "cannot tell",
    }  # fmt: skip
    assert table.loc[list(words), "explanation"].to_dict() == words
    shuffled = recomputed(collected.sample(frac=1, random_state=4), RULES).set_index("claim_id")
    pd.testing.assert_frame_equal(shuffled.loc[table.index], table)


def test_the_page_of_costs_holds_what_is_worked_out(collected, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    spec = importlib.util.spec_from_file_location("make_costs", ROOT / "tools/make_costs.py")
    make_costs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_costs)
    table = recomputed(collected, RULES)
    assert make_costs.budgets(table) in PAGE, "docs/costs.md is stale: run python tools/make_costs.py"
    assert make_costs.number(collected, table) in PAGE
    assert make_costs.scenario_columns() in PAGE
    assert make_costs.comparing_page.printed(PAGE) == PAGE, "the example prints something else now"
    for row in counts(table).itertuples():
        assert f"| {row.explanation} | {row.budgets} | {row.percent:.1f} % |" in PAGE

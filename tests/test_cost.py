"""Costs: payer, group and month decide; the dated rules come from the regulations table."""

import pandas as pd
import pytest

from ucjlib.core.errors import BadTable, NotEnoughData, UnknownTerm
from ucjlib.reckon import contribution
from ucjlib.reckon.contribution import EXAMPLE_RULES
from ucjlib.reckon.cost import affordable_months, affordable_workers, cost, costs_to_target
from ucjlib.reference import schemas

RULES = schemas.reference("regulations")


def plan(**changes):
    row = {
        "region_code": "35.05", "scenario": "signed", "payer": "budget", "group": "bpu", "item": "jkk+jkm",
        "workers_low": 8_125, "workers_high": 8_125, "start_month": "2025-03", "months": 10,
        "estimate_ids": "e1",
    }  # fmt: skip
    return pd.DataFrame([row | changes])


@pytest.mark.parametrize("rules", [EXAMPLE_RULES, RULES], ids=["example", "table"])
def test_blitar_pays_1_365_million(rules):
    table = cost(plan(), rules)
    assert table["rupiah_low"].tolist() == table["rupiah_high"].tolist() == [1_365_000_000]
    assert table["months"].item() == 10
    assert table["regulation_ids"].item() == "bpu-lowest"


@pytest.mark.parametrize(
    ("month", "payer", "group", "item", "rupiah"),
    [
        ("2025-12", "self", "bpu", "jkk+jkm", 16_800),
        ("2026-01", "self", "bpu", "jkk+jkm", 16_800),
        ("2026-01", "self", "bpu_transport", "jkk+jkm", 8_400),
        ("2026-04", "self", "bpu", "jkk+jkm", 8_400),
        ("2026-12", "self", "bpu", "jkk+jkm", 8_400),
        ("2027-01", "self", "bpu", "jkk+jkm", 16_800),
        ("2027-03", "self", "bpu_transport", "jkk+jkm", 8_400),
        ("2027-04", "self", "bpu_transport", "jkk+jkm", 16_800),
        ("2026-05", "budget", "bpu", "jkk+jkm", 16_800),
        ("2026-05", "budget", "bpu_transport", "jkk+jkm", 16_800),
        ("2026-05", "self", "bpu", "jkk+jkm+jht", 28_400),
        ("2020-09", "budget", "bpu", "jkk+jkm", 168),
        ("2026-05", "self", "bpu", "jkm", 3_400),
        ("2026-05", "self", "bpu", "jht", 20_000),
    ],
)
def test_contribution_by_payer_group_and_month(month, payer, group, item, rupiah):
    assert contribution.contribution(RULES, month, payer, group, item)[0] == pytest.approx(rupiah)


def test_plans_with_one_index_label_are_not_multiplied():
    both = pd.concat([plan(), plan(payer="self", scenario="other")])
    assert cost(both, RULES)["rupiah_low"].tolist() == [1_365_000_000, 1_365_000_000]


def test_years_are_rows_and_add_up_month_by_month():
    table = cost(plan(payer="self", workers_low=10, workers_high=20, start_month="2025-11", months=7), RULES)
    assert table["start_month"].tolist() == ["2025-11", "2026-01"]
    assert table["rupiah_low"].tolist() == [2 * 168_000, 3 * 168_000 + 2 * 84_000]
    assert (table["rupiah_high"] == 2 * table["rupiah_low"]).all()
    assert table["regulation_ids"].tolist() == ["bpu-lowest", "bpu-lowest relief-2026-other"]


def test_plans_keep_apart():
    both = pd.concat(
        [plan(), plan(scenario="half", workers_low=4_000, workers_high=4_125)], ignore_index=True
    )
    table = cost(both, RULES)
    assert table["cost_id"].is_unique
    assert table.set_index("scenario").loc["half", "rupiah_low"] == 4_000 * 10 * 16_800


def test_no_rule_in_force_is_said():
    with pytest.raises(NotEnoughData, match="2014-01"):
        cost(plan(start_month="2014-01"), RULES)
    with pytest.raises(NotEnoughData, match="group pmi"):
        cost(plan(group="pmi"), RULES)


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"payer": "employer"}, UnknownTerm), ({"months": 0}, BadTable), ({"workers_low": 9_000}, BadTable)],
)
def test_what_is_no_plan_is_refused(changes, error):
    with pytest.raises(error):
        cost(plan(**changes), RULES)


def test_from_budget_to_workers_and_months():
    assert affordable_workers(1_365_000_000, "2025-03", 10, RULES) == 8_125
    assert affordable_workers(1_364_999_999, "2025-03", 10, RULES) == 8_124
    assert affordable_months(1_365_000_000, 8_125, "2025-03", RULES) == 10
    assert affordable_workers(1_680_000, "2026-04", 1, RULES, payer="self") == 200


def test_costs_to_target_by_interval_arithmetic():
    estimates = pd.DataFrame({
        "estimate_id": ["rate", "base", "employed"], "region_code": "35.21", "segment": "total",
        "indicator": ["coverage_rate", "universe", "employed"], "denominator": ["eligible", "", ""],
        "as_of": ["2025-12-19"] * 3, "value": [24.0, 5e5, 4e5], "low": [23.0, 499_000.0, 4e5],
        "high": [25.0, 501_000.0, 4e5],
    })  # fmt: skip
    targets = pd.DataFrame({
        "target_id": ["n29", "other"], "region_code": ["00", "35.05"], "target_year": [2029, 2029],
        "target_pct": [45.0, 60.0], "scale": "unknown",
    })  # fmt: skip
    table = costs_to_target(estimates, targets, RULES, "2025-12-31")
    last = table.iloc[-1]
    assert table.groupby("payer").size().to_dict() == {"budget": 4}
    assert (last["workers_low"], last["workers_high"]) == (99_800, 110_220)
    assert last["rupiah_low"] == 99_800 * 12 * 16_800
    assert last["estimate_ids"] == "rate base"
    assert costs_to_target(estimates.iloc[:1], targets, RULES, "2025-12-31").empty

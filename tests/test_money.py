"""Money by month, what a budget buys, enrolments with ranges, and probabilities from quantiles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucjlib.core.errors import BadTable, UnknownTerm
from ucjlib.reckon import ahead
from ucjlib.reckon.bands import bands, contribution_of_income
from ucjlib.reckon.budgets import afforded_months, afforded_workers, cost_per_point, plans_of
from ucjlib.reckon.cash import cash
from ucjlib.reckon.chance import probability_of, value_of
from ucjlib.reckon.contribution import contribution, contribution_range
from ucjlib.reckon.cost import affordable_months, affordable_workers, cost
from ucjlib.reckon.enrolments import required_enrolments
from ucjlib.reckon.pool import fit
from ucjlib.reckon.scenario_table import scenario_table
from ucjlib.reckon.scenarios import enrolments_per_month
from ucjlib.reference import schemas

RULES = schemas.reference("regulations")
BPU = {"group": "bpu", "item": "jkk+jkm"}
KNOWN = pd.DataFrame({"region_code": ["35.05"], "low": [690_000.0], "high": [710_000.0]})
payers = st.sampled_from(["budget", "self", "donor"])
groups = st.sampled_from(["bpu", "bpu_transport"])
items = st.sampled_from(["jkk+jkm", "jkk+jkm+jht", "jkm"])
starts = st.dates(pd.Timestamp("2020-01-01").date(), pd.Timestamp("2028-01-01").date()).map(
    lambda d: f"{d:%Y-%m}"
)


def plan(**changes):
    row = {
        "region_code": "35.05", "scenario": "signed", "payer": "budget", **BPU, "workers_low": 8_125,
        "workers_high": 8_125, "start_month": "2025-03", "months": 10, "estimate_ids": "e1",
    }  # fmt: skip
    return pd.DataFrame([row | changes])


@settings(max_examples=25)
@given(payers, groups, items, starts, st.integers(1, 40), st.integers(0, 10**6), st.integers(0, 10**5))
def test_the_months_sum_to_the_cost_to_the_rupiah(payer, group, item, start, months, workers, more):
    plans = plan(
        payer=payer, group=group, item=item, start_month=start, months=months, workers_low=workers,
        workers_high=workers + more,
    )  # fmt: skip
    table, years = cash(plans, RULES), cost(plans, RULES)
    assert len(table) == months == years["months"].sum()
    for end in ("low", "high"):
        assert table[f"rupiah_{end}"].sum() == years[f"rupiah_{end}"].sum()
        assert table[f"cumulative_{end}"].iloc[-1] == table[f"rupiah_{end}"].sum()
    assert (table["rupiah_low"] <= table["rupiah_high"]).all()
    assert table["cumulative_low"].is_monotonic_increasing


@settings(max_examples=25)
@given(st.integers(1, 10**5), st.integers(0, 10**5), st.integers(1, 30), st.integers(0, 12), payers)
def test_more_workers_or_months_never_cost_less(workers, more, months, longer, payer):
    base = plan(payer=payer, workers_low=workers, workers_high=workers, months=months)
    wider = plan(payer=payer, workers_low=workers, workers_high=workers + more, months=months + longer)
    small, large = cash(base, RULES), cash(wider, RULES)
    assert small["rupiah_low"].sum() <= large["rupiah_low"].sum()
    assert small["rupiah_high"].sum() <= large["rupiah_high"].sum()


def test_plans_of_one_table_keep_their_own_sums():
    both = pd.concat([plan(months=2), plan(scenario="other", workers_low=10, workers_high=20, months=3)])
    table = cash(both, RULES)
    assert table["plan"].tolist() == [0, 0, 1, 1, 1]
    assert table["cumulative_high"].tolist()[2:] == [336_000, 672_000, 1_008_000]


@pytest.mark.parametrize(
    ("month", "payer", "group", "low", "high"),
    [
        ("2026-05", "budget", "bpu", 16_800, 16_800),
        ("2026-05", "self", "bpu", 8_400, 8_400),
        ("2026-05", "donor", "bpu", 8_400, 16_800),
        ("2027-02", "donor", "bpu", 16_800, 16_800),
        ("2027-02", "donor", "bpu_transport", 8_400, 16_800),
    ],
)
def test_a_payer_of_whom_no_text_tells_has_a_range(month, payer, group, low, high):
    assert contribution_range(RULES, month, payer, group)[:2] == (low, high)


@pytest.mark.parametrize(
    ("income", "payer", "low", "high"),
    [
        (0, "budget", 16_800, 16_800), (1_099_999.5, "budget", 16_800, 16_800),
        (1_100_000, "budget", 18_800, 18_800), (1_299_999, "self", 9_400, 9_400),
        (1_300_000, "budget", 18_800, 213_800), (30_000_000, "budget", 213_800, 213_800),
    ],
)  # fmt: skip
def test_wage_bands_where_known_and_a_range_between(income, payer, low, high):
    assert contribution_of_income(RULES, "2026-05", income, payer)[:2] == (low, high)


def test_the_lowest_band_is_the_tariff_and_bands_are_rules():
    assert set(bands()["regulation_id"]) <= set(RULES["regulation_id"])
    for item in ("jkk+jkm", "jkk+jkm+jht", "jkm"):
        least = contribution_of_income(RULES, "2025-05", 0, item=item)
        assert least[:2] == (contribution(RULES, "2025-05", item=item)[0],) * 2
    with pytest.raises(BadTable, match="no income"):
        contribution_of_income(RULES, "2025-05", -1)


def test_incomes_of_a_plan_widen_its_cost():
    table = cost(plan(income_low=900_000, income_high=1_200_000), RULES)
    assert table["rupiah_low"].item() == 1_365_000_000
    assert table["rupiah_high"].item() == 8_125 * 10 * 18_800
    assert "bpu-jkk-1100" in table["regulation_ids"].item()
    some = pd.concat([plan(income_low=900_000, income_high=900_000), plan()], ignore_index=True)
    assert cost(some, RULES)["rupiah_high"].tolist() == [1_365_000_000] * 2
    with pytest.raises(BadTable, match="is no range"):
        cost(plan(income_low=2e6, income_high=1e6), RULES)


@settings(max_examples=25)
@given(payers, groups, starts, st.integers(1, 40), st.integers(0, 10**12), st.integers(0, 10**11))
def test_from_budget_to_workers_and_back(payer, group, start, months, budget, more):
    asked = pd.DataFrame([{
        "payer": payer, "group": group, "item": "jkk+jkm", "start_month": start, "months": months,
        "budget_low": budget, "budget_high": budget + more,
    }])  # fmt: skip
    bought = afforded_workers(asked, RULES).iloc[0]
    again = cash(
        plan(**asked.iloc[0, :5], workers_low=bought["workers_low"], workers_high=bought["workers_high"]),
        RULES,
    )
    one = cash(plan(**asked.iloc[0, :5], workers_low=1, workers_high=1), RULES)
    spent = bought["workers_low"] * one["rupiah_high"].sum()
    assert spent <= budget < spent + one["rupiah_high"].sum()
    assert again["rupiah_low"].sum() <= budget and bought["workers_low"] <= bought["workers_high"]
    most = bought["workers_high"] * one["rupiah_low"].sum()
    assert most <= budget + more < most + one["rupiah_low"].sum()


@settings(max_examples=25)
@given(st.integers(1, 10**6), starts, st.integers(1, 30))
def test_what_a_plan_costs_buys_the_plan(workers, start, months):
    same = plan(workers_low=workers, workers_high=workers, start_month=start, months=months)
    total = int(cost(same, RULES)["rupiah_low"].sum())
    asked = pd.DataFrame([{
        "payer": "budget", **BPU, "start_month": start, "months": months, "budget_low": total,
        "budget_high": total, "workers_low": workers, "workers_high": workers,
    }])  # fmt: skip
    bought = afforded_workers(asked.drop(columns=["workers_low", "workers_high"]), RULES)
    assert bought["workers_low"].item() == workers == affordable_workers(total, start, months, RULES)
    lasting = afforded_months(asked, RULES)
    assert lasting["months_low"].item() == months == affordable_months(total, workers, start, RULES)


def test_what_a_donors_money_buys_has_a_range_in_the_months_of_the_relief():
    asked = pd.DataFrame([{"payer": "donor", **BPU, "start_month": "2026-05", "months": 1,
        "budget_low": 1_680_000, "budget_high": 1_680_000}])  # fmt: skip
    assert afforded_workers(asked, RULES)[["workers_low", "workers_high"]].values.tolist() == [[100, 200]]
    lasting = afforded_months(asked.assign(workers_low=10, workers_high=10), RULES)
    assert lasting[["months_low", "months_high"]].values.tolist() == [[10, 14]]


def test_what_is_no_budget_is_refused():
    asked = pd.DataFrame([{"payer": "budget", **BPU, "start_month": "2025-03", "months": 10,
        "budget_low": 2.0, "budget_high": 1.0, "workers_low": 0, "workers_high": 1}])  # fmt: skip
    with pytest.raises(BadTable, match="budget_low 2 is above budget_high 1"):
        afforded_workers(asked, RULES)
    with pytest.raises(BadTable, match="workers_low 0 is not a number from 1"):
        afforded_months(asked.assign(budget_high=3.0), RULES)
    with pytest.raises(UnknownTerm, match="no payer"):
        afforded_workers(asked.assign(budget_high=3.0, payer="nobody"), RULES)


def test_a_point_costs_a_years_contribution_of_a_hundredth_of_the_workers():
    table = cost_per_point(pd.concat([plan(), plan(overlap=0.5), plan(overlap=1.0)]), KNOWN, RULES)
    assert table["rupiah_per_point_year_low"].tolist()[:2] == pytest.approx(
        [12 * 16_800 * 6_900, 24 * 16_800 * 6_900]
    )
    assert table["rupiah_per_point_year_high"].iloc[0] == pytest.approx(12 * 16_800 * 7_100)
    assert np.isnan(table["rupiah_per_point_year_low"].iloc[2])
    first = table.iloc[0]
    assert first["rupiah_low"] / first["points_high"] * 12 / 10 == pytest.approx(
        first["rupiah_per_point_year_low"]
    )
    with pytest.raises(BadTable, match="no universe"):
        cost_per_point(plan(region_code="35.21"), KNOWN, RULES)


def test_the_programmes_of_a_scenario_as_plans():
    row = {
        "scenario": "s", "kind": "programme", "region_code": "35.05", "workers": 100, "start": "2025-11",
        "months": 4, "payer": "donor", "renewals": 2, "pause": 1, "overlap": 0.2,
    }  # fmt: skip
    plans = plans_of(
        scenario_table([row, {"scenario": "s", "kind": "workers_growth", "start": "2026-01", "growth": 0}])
    )
    assert plans["start_month"].tolist() == ["2025-11", "2026-04", "2026-09"]
    table = cost(plans, RULES)
    assert table["rupiah_high"].sum() == 100 * 12 * 16_800
    assert table["rupiah_low"].sum() == 100 * (4 * 16_800 + 8 * 8_400)
    assert plans_of(scenario_table([{"scenario": "trend", "kind": "trend"}])).empty


def places(**changes):
    row = {
        "members_low": 120_000, "members_high": 120_000, "workers_low": 500_000, "workers_high": 500_000,
        "target_pct": 45.0, "months": 48, "exits_low": 0.0, "exits_high": 0.0, "growth_low": 0.0,
        "growth_high": 0.0,
    }  # fmt: skip
    return pd.DataFrame([row | changes])


def test_the_worked_places_with_ranges():
    workers, members = 100_155 / 0.1434, 0.176 * 100_155 / 0.1434
    blitar = {
        "workers_low": workers, "workers_high": workers, "members_low": members, "members_high": members,
        "target_pct": 31.94, "months": 8, "exits_high": 0.01,
    }  # fmt: skip
    both = pd.concat([places(exits_high=0.01, growth_high=0.01), places(**blitar)], ignore_index=True)
    table = required_enrolments(both)
    assert table["enrolments_low"].round().tolist() == [2_188, 12_519]
    assert table["enrolments_high"].round().tolist() == [4_183, 14_193]
    assert table["joining_low"].iloc[0] == pytest.approx(105_000)
    assert (
        required_enrolments(places().drop(columns=["exits_low", "exits_high"]))["enrolments_low"]
        .round()
        .item()
        == 2_188
    )


@given(
    st.floats(0, 1), st.floats(0.01, 100), st.integers(1, 240), st.floats(0, 0.2), st.floats(0, 0.2),
    st.floats(-0.1, 0.1), st.floats(0, 0.1), st.floats(0, 1),
)  # fmt: skip
def test_everything_inside_the_ranges_is_inside_the_answer(
    share, target, months, exits, more, growth, faster, at
):
    ranged = places(
        members_low=400_000 * share, members_high=500_000 * share, target_pct=target, months=months,
        workers_low=450_000, workers_high=550_000, exits_low=exits, exits_high=exits + more,
        growth_low=growth, growth_high=growth + faster,
    )  # fmt: skip
    table = required_enrolments(ranged).iloc[0]
    inside = enrolments_per_month(
        (400_000 + at * 100_000) * share,
        450_000 + at * 100_000,
        target,
        months,
        exits + at * more,
        growth + at * faster,
    )
    slack = 1e-6 * 550_000
    assert table["enrolments_low"] - slack <= inside <= table["enrolments_high"] + slack


def test_vectorised_enrolments_are_the_single_ones():
    months, exits = np.array([8, 48, 12]), np.array([0.0, 0.01, 1e-9])
    together = enrolments_per_month(120_000, 500_000, 45.0, months, exits)
    apart = [
        float(enrolments_per_month(120_000, 500_000, 45.0, int(m), float(e)))
        for m, e in zip(months, exits, strict=True)
    ]
    assert together.tolist() == apart


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"members_low": 130_000}, "members_low 130000 is above members_high 120000"),
     ({"workers_low": 0}, "workers_low 0 is not a number from 1"),
     ({"exits_low": np.nan}, "exits_low nan is not a number"), ({"exits_high": 1.0}, "no assumption"),
     ({"target_pct": 145.0}, "target_pct 145.0 is not a number from 0 to 100"),
     ({"members_high": 600_000}, "members_high 600000 is above workers_high 500000"),
     ({"growth_high": 1.0}, "growth_high 1.0 is not a number from -0.5 to 0.5"),
     ({"months": "48"}, 'months "48" is not a number')],
)  # fmt: skip
def test_what_is_no_range_is_refused(changes, sentence):
    with pytest.raises(BadTable, match=sentence):
        required_enrolments(places(**changes))


LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
FIGURES = pd.DataFrame({
    "unit": ["35.05", "35.21", "35.21"], "year": [2025.3, 2023.5, 2025.9], "value": [17.6, 20.0, 24.0],
    "low": [17.59, 19.0, 23.0], "high": [17.61, 21.0, 25.0],
})  # fmt: skip


def test_probabilities_from_quantiles_are_nearly_those_of_the_fit():
    pool = fit(FIGURES)
    table = ahead.quantiles(pool, [2028.0, 2030.0], LEVELS)
    every = pd.MultiIndex.from_product(
        [["35.05", "35.21"], [2028.0, 2030.0], [10.0, 24, 31.94, 45]], names=["unit", "year", "target_pct"]
    )
    asked = every.to_frame(index=False)
    near = probability_of(table, asked).merge(
        ahead.probability(pool, asked), on=["unit", "year", "target_pct"]
    )
    assert len(near) == len(asked)
    assert (near["probability_x"] - near["probability_y"]).abs().max() < 0.02
    back = value_of(table, [0.3, 0.6])
    exact = ahead.quantiles(pool, [2028.0, 2030.0], [0.3, 0.6])
    both = back.merge(exact, left_on=["unit", "year", "probability"], right_on=["unit", "year", "quantile"])
    assert (both["value_x"] - both["value_y"]).abs().max() < 0.5


@given(st.floats(0.01, 0.99), st.floats(5, 60), st.floats(1, 20))
def test_there_and_back(level, middle, half):
    curve = pd.DataFrame(
        {"quantile": [0.1, 0.5, 0.9], "value": [max(middle - half, 1), middle, middle + half]}
    )
    value = value_of(curve, [level])["value"].item()
    if 0 < value < 100:
        found = probability_of(curve, pd.DataFrame({"target_pct": [value]}))["probability"].item()
        assert found == pytest.approx(1 - level, abs=1e-6)
    assert value_of(curve, [1 - level], at_least=True)["value"].item() == pytest.approx(value)


def test_quantiles_that_cross_are_refused():
    for values in ([40.0, 30.0], [30.0]):
        curve = pd.DataFrame({"quantile": [0.1, 0.9][: len(values)], "value": values})
        with pytest.raises(BadTable, match="rising"):
            value_of(curve, [0.5])
    with pytest.raises(BadTable, match="between 0 and 1"):
        value_of(pd.DataFrame({"quantile": [0.1, 0.9], "value": [30.0, 40.0]}), [1.0])

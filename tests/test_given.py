"""What the reckonings refuse, in sentences: what is found, where, and no raw exception."""

import numpy as np
import pandas as pd
import pytest

from ucjlib.core.errors import UcjError
from ucjlib.reckon.budgets import afforded_workers, cost_per_point
from ucjlib.reckon.chance import probability_of
from ucjlib.reckon.compare import compare
from ucjlib.reckon.composition import weight_set
from ucjlib.reckon.cost import affordable_months, affordable_workers, cost
from ucjlib.reckon.league import league
from ucjlib.reckon.outcomes import first_passages, outcomes, reached
from ucjlib.reckon.peers import peers
from ucjlib.reckon.programme_figures import without_programmes
from ucjlib.reckon.scenario_table import scenario_table
from ucjlib.reckon.scenario_worlds import scenario_worlds
from ucjlib.reference import schemas

RULES = schemas.reference("regulations")
PLAN = {
    "region_code": "35.05", "scenario": "signed", "payer": "budget", "group": "bpu", "item": "jkk+jkm",
    "workers_low": 8_125, "workers_high": 8_125, "start_month": "2025-03", "months": 10, "estimate_ids": "e1",
}  # fmt: skip
PAID = scenario_table([{
    "scenario": "paid", "kind": "programme", "region_code": "35.05", "workers": 8125, "start": "2026-03",
    "months": 10, "payer": "budget",
}])  # fmt: skip
PLACES, DATES = ["35.05", "35.21"], ["2026-12", "2027-12"]
WORLDS = np.full((2, 2, 20), 17.0)
BENT = {"trend": WORLDS}
UNIVERSE = pd.DataFrame({"region_code": PLACES, "value": 5e5, "low": 4e5, "high": 6e5})
NEAR = pd.DataFrame({
    "region_code": PLACES, "province_code": "35", "place": ["A", "B"], "employed": 5e5, "formal_pct": 30.0,
})  # fmt: skip
GROUPS = pd.DataFrame({
    "as_of": "2024", "segment": ["total", "pu", "bpu"], "value": [30.0, 60, 10], "low": [30.0, 60, 10],
    "high": [30.0, 60, 10],
})  # fmt: skip
ESTIMATES = pd.DataFrame({
    "estimate_id": ["e1", "e2"], "region_code": PLACES, "place": ["Kabupaten Blitar", "Kabupaten Ngawi"],
    "indicator": "coverage_rate", "segment": "total", "numerator": "active", "denominator": "employed",
    "as_of": "2025-12", "value": [17.6, 24.0], "low": [17.5, 23.0], "high": [17.7, 25.0],
})  # fmt: skip
CURVE = pd.DataFrame({"quantile": [0.1, 0.9], "value": [10.0, 20.0]})


def plans(**changes):
    return pd.DataFrame([PLAN | changes])


def bend(dates=DATES, universe=UNIVERSE):
    return scenario_worlds(WORLDS, PLACES, dates, PAID, universe, 0)


def targets(**columns):
    return pd.DataFrame(columns, index=[0])


REFUSED = [
    (lambda: cost(plans().drop(columns="group"), RULES), "no column group"),
    (lambda: cost(pd.DataFrame(), RULES), "no column region_code"),
    (lambda: cost(plans(start_month="Januari 2026"), RULES), '"Januari 2026" is no month'),
    (lambda: cost(plans(months="10"), RULES), 'months "10" is not a whole number from 1'),
    (lambda: cost(plans(workers_low="8.125"), RULES), 'workers_low "8.125" is not a number from 0'),
    (lambda: cost(plans(income_low="1 juta", income_high=2e6), RULES), 'income_low "1 juta" is not a number'),
    (lambda: cost(plans(), RULES.drop(columns="unit")), "no column unit"),
    (lambda: cost(plans(), RULES.astype(str)), 'amount "16800.0" is not a number'),
    (lambda: affordable_workers("5 miliar", "2026-01", 12, RULES), 'budget_low "5 miliar" is not a number'),
    (lambda: affordable_workers(5e9, "2026-01", 0, RULES), "months 0 is not a whole number from 1"),
    (lambda: affordable_months(5e9, "many", "2026-01", RULES), 'workers_low "many" is not a number'),
    (
        lambda: cost_per_point(plans(overlap=-1.0), UNIVERSE, RULES),
        "overlap -1.0 is not a number from 0 to 1",
    ),
    (lambda: cost_per_point(plans(overlap=10), UNIVERSE, RULES), "overlap 10 is not a number from 0 to 1"),
    (lambda: bend(universe=UNIVERSE.assign(low=7e5)), "low 700000 is above high 600000"),
    (lambda: bend(universe=UNIVERSE.drop(columns="low")), "no column low"),
    (lambda: bend(universe=pd.concat([UNIVERSE] * 2)), "35.05 stands twice"),
    (lambda: bend(dates=[2026, 2027]), "2026 is no text of a date"),
    (
        lambda: probability_of(CURVE, targets(target_pct=120.0)),
        "target_pct 120.0 is not a number from 0 to 100",
    ),
    (lambda: outcomes(BENT, ["35.05"], DATES), "are no 1 regions x 2 dates"),
    (lambda: outcomes(BENT, PLACES, DATES, [80]), "level 80 is not a number from 0 to 1"),
    (lambda: reached(BENT, PLACES, DATES, targets(target_pct=45.0)), "no column as_of"),
    (lambda: first_passages(BENT, PLACES, [2026, 2027], targets(target=45.0)), "no column target_pct"),
    (lambda: first_passages(BENT, PLACES, [2026], targets(target_pct=45.0)), "are no 2 regions x 1 dates"),
    (
        lambda: first_passages(BENT, PLACES, [2026, 2027], targets(target_pct=45.0, region_code="11.01")),
        "none of the 1 targets is for a place drawn",
    ),
    (lambda: without_programmes(ESTIMATES.drop(columns="low"), PAID, UNIVERSE), "no column low"),
    (lambda: peers(NEAR, "35.05", 0), "0 peers are none"),
    (lambda: peers(NEAR, "35.05", -1), "-1 peers are none"),
    (lambda: weight_set(GROUPS, most={"jakn": 0.1}), '"jakn" is no group here'),
    (lambda: weight_set(GROUPS, most={"pu": 40}), "pu 40 is not a number from 0 to 1"),
    (lambda: league(WORLDS, [2026, 2027], 45.0), "targets 45.0 name no place"),
    (lambda: compare(ESTIMATES, since=2025), "2025 is no text of a date"),
    (lambda: compare(ESTIMATES.drop(columns="place")), "no column place"),
    (lambda: compare(ESTIMATES, n_draws=0), "0 draws rank nobody"),
    (lambda: compare(ESTIMATES, window_months=float("nan")), "nan months are no window"),
    (lambda: compare(ESTIMATES, denominator="employd"), 'did you mean "employed"?'),
    (lambda: compare(ESTIMATES, numerator="activ"), 'did you mean "active"?'),
    (lambda: compare(ESTIMATES, "Jawa Timur"), "write Provinsi Jawa Timur (35)"),
    (lambda: compare(ESTIMATES, regions=["35.99", *PLACES]), "no estimate is about 35.99"),
    (lambda: compare(ESTIMATES, "35", since="2031"), "no region has a figure"),
]


@pytest.mark.parametrize(("call", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_cannot_be_reckoned_with_is_refused_in_a_sentence(call, sentence):
    with pytest.raises(UcjError) as error:
        call()
    assert sentence in str(error.value)


def test_no_plan_costs_nothing_and_has_the_columns_of_costs():
    assert cost(plans().iloc[:0], RULES).columns.tolist() == cost(plans(), RULES).columns.tolist()


def test_every_cost_has_an_id_of_its_own():
    alike = [plans(), plans(item="jkk+jkm+jht"), plans(workers_low=1), plans(income_low=2e6, income_high=2e6)]
    found = cost(pd.concat(alike, ignore_index=True), RULES)["cost_id"]
    assert found.tolist()[0] == "35.05:signed:budget:bpu:2025-03"
    assert found.tolist()[1] == "35.05:signed:budget:bpu:2025-03:jkk+jkm+jht"
    assert found.is_unique


def test_coverage_is_at_or_above_nothing_for_certain():
    assert probability_of(CURVE, targets(target_pct=0.0))["probability"].tolist() == [1.0]


def test_what_a_donors_budget_buys_stays_within_it_at_each_end():
    asked = pd.DataFrame([{
        "payer": "donor", "group": "bpu", "item": "jkk+jkm", "start_month": "2026-01", "months": 12,
        "budget_low": 2.0e9, "budget_high": 2.2e9,
    }])  # fmt: skip
    bought = afforded_workers(asked, RULES).iloc[0]
    fewest, most = (
        cost(plans(payer="donor", start_month="2026-01", months=12, workers_low=n, workers_high=n), RULES)
        for n in (bought["workers_low"], bought["workers_high"])
    )
    assert fewest["rupiah_high"].sum() <= 2.0e9 and most["rupiah_low"].sum() <= 2.2e9
    assert most["rupiah_high"].sum() > 2.2e9, "both ends at once may pass it, as the docstring says"

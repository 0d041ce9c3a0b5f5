"""Drawings of notebooks 04 and 05: what they show, the same twice, readable in grey, a sentence for none."""

import drawing_checks
import pandas as pd
import pytest
from matplotlib.figure import Figure
from test_notebooks import _papermill

import ucjlib as ucj
from ucjlib.reckon import budgets, cost, printed_budgets
from ucjlib.reckon.composition import weight_set
from ucjlib.reckon.contribution import EXAMPLE_RULES
from ucjlib.reckon.kitagawa import kitagawa_table
from ucjlib.reckon.lever import lever
from ucjlib.reckon.possible_shares import possible_shares
from ucjlib.show import (
    draw_bands,
    draw_bases,
    draw_budget,
    draw_kitagawa,
    draw_league,
    draw_lever,
    draw_peers,
    draw_points,
    draw_printed_budgets,
    draw_ranks,
    draw_relief,
    draw_spread,
    draw_steps,
    draw_triangle,
    house,
)

SAID = "Kabar (April 2025)"
RANKED = pd.DataFrame(
    {
        "region_code": ["35.05", "35.21", "35.02"],
        "place": ["Kabupaten Blitar", "Kabupaten Ngawi", "Kota Kediri"],
        "as_of": ["2025-04-14", "2025-12", "2019"],
        "value": [41.0, 24.0, 23.4],
        "rank": [1, 2, 3],
        "rank_low": [1, 2, 2],
        "rank_high": [1, 3, 3],
        "chance_top": [1.0, 0.426, 0.002],
        "groups": ["", "1", "1"],
        "unlike": ["", "", "date"],
        "numerator": "active",
        "denominator": ["employed", "employed", "unknown"],
    }
)
NEAR = pd.DataFrame(
    {
        "place": ["Kabupaten Tuban", "Kabupaten Madiun"],
        "distance": [0.5, float("nan")],
        "size_times": [0.94, 1.1],
        "formal_points": [-2.05, float("nan")],
        "province_steps": [0.0, 1.0],
        "note_en": ["", "given no distance: the formal share of the employed is not known"],
    }
)
TEGAL = pd.DataFrame(
    {
        "as_of": "2024-10",
        "segment": ["total", "pu", "bpu", "jakon"],
        "value": [30.29, 64.23, 12.39, 34.35],
        "low": [30.28, 64.22, 12.38, 34.34],
        "high": [30.30, 64.24, 12.40, 34.36],
    }
)
BEFORE = pd.DataFrame({"segment": ["pu", "bpu"], "rate": [60.0, 10.0], "weight": [0.4, 0.6]})
AFTER = pd.DataFrame({"segment": ["bpu", "pu"], "rate": [12.0, 60.0], "weight": [0.7, 0.3]})
SPREAD = pd.DataFrame(
    {
        "year": [2026, 2027],
        "value": [0.6, 0.7],
        "low": [0.5, 0.6],
        "high": [0.7, 0.8],
        "chance_falls": [float("nan"), 0.17],
    }
)
LEAGUE = pd.DataFrame(
    {
        "region_code": ["35.05", "35.21"],
        "target_pct": 45.0,
        "horizon": 2046,
        "chance_not_before": [0.2, 0.6],
        **{
            name: pd.array(years, dtype="Int64")
            for name, years in {
                "median_year": [2030, None],
                "year_low": [2027, 2035],
                "year_high": [None, None],
            }.items()
        },
    }
)
PLAN = cost.plan("35.05", 8125, "2026-03", 10)
PLANS = pd.concat([PLAN.assign(payer=payer) for payer in ("budget", "self", "donor")])
ONE = PLANS.assign(workers_low=1, workers_high=1)
EACH = (
    ucj.cost(ONE, EXAMPLE_RULES)
    .groupby("payer")
    .agg(each_low=("rupiah_low", "sum"), each_high=("rupiah_high", "sum"))
)
ASKED = PLANS.assign(budget_low=1_365_000_000, budget_high=1_365_000_000)
BASE = pd.DataFrame({"region_code": ["35.05"], "low": 698431.0, "high": 698431.0})
ADDED = pd.DataFrame(
    {"month": ["2025-12", "2026-01"], "points": [1.16, 0.19], "low": [1.16, 0.04], "high": [1.16, 0.4]}
)
CLAIMS = pd.DataFrame(
    {
        "claim_id": ["a#1", "a#2", "b#1", "b#2"],
        "source_id": ["a", "a", "b", "b"],
        "as_of": "2025",
        "region_code": ["33.16", "33.16", "35.05", "35.05"],
        "place": ["Kabupaten Blora"] * 2 + ["Kabupaten Blitar"] * 2,
        "indicator": ["budget", "new_enrolment"] * 2,
        "value": [302_400_000.0, 1500.0, 2_000_000_000.0, 1500.0],
    }
)
CLAIMS = CLAIMS.assign(low=CLAIMS["value"] - 1, high=CLAIMS["value"] + 1)
COSTS = ucj.cost(PLAN.assign(months=24, scenario="reach-x:employed"), EXAMPLE_RULES)
INCOMES = pd.DataFrame(
    {
        "income": [500_000, 1_100_000, 1_300_000, 20_700_000, 40_000_000],
        "low": [16_800.0, 18_800, 18_800, 213_800, 213_800],
        "high": [16_800.0, 18_800, 213_800, 213_800, 213_800],
    }
)
DRAWINGS = {
    "bases": lambda: draw_bases.bases(RANKED, SAID),
    "ranks": lambda: draw_ranks.rank_forest(RANKED, SAID),
    "peers": lambda: draw_peers.peer_distances(NEAR, "Kabupaten Blitar"),
    "triangle": lambda: draw_triangle.triangle({"Kabupaten Tegal": possible_shares(TEGAL)}, SAID),
    "kitagawa": lambda: draw_kitagawa.split(kitagawa_table(BEFORE, AFTER), "A", "B", SAID),
    "spread": lambda: draw_spread.spread_by_year(SPREAD, "42 places", SAID),
    "league": lambda: draw_league.first_years(LEAGUE, 2026, SAID),
    "lever": lambda: draw_lever.levers(
        lever(weight_set(TEGAL), TEGAL.set_index("segment")["value"], 14.71), "Kabupaten Tegal", 45.0, SAID
    ),
    "cash": lambda: draw_steps.cash_steps(cost.cash(PLANS, EXAMPLE_RULES), SAID),
    "yearly": lambda: draw_steps.yearly_steps(COSTS, {"reach-x:employed": "45 % in 2029"}, SAID),
    "relief": lambda: draw_relief.relief_calendar(cost.cash(ONE.assign(months=24), EXAMPLE_RULES), SAID),
    "budget": lambda: draw_budget.both_ways(
        budgets.afforded_workers(ASKED, EXAMPLE_RULES).join(EACH, on="payer"), 8125, 10, SAID
    ),
    "points": lambda: draw_points.points_added(ADDED, "Kabupaten Blitar", SAID),
    "price": lambda: draw_points.price_of_a_point(budgets.cost_per_point(PLANS, BASE, EXAMPLE_RULES), SAID),
    "bands": lambda: draw_bands.bands_by_income(INCOMES, SAID),
    "printed": lambda: draw_printed_budgets.printed_budgets(
        printed_budgets.recomputed(CLAIMS, EXAMPLE_RULES),
        printed_budgets.by_chance(CLAIMS, EXAMPLE_RULES, factors=4),
        "35",
        SAID,
    ),
}
SHOWS = {
    "bases": ["active members, of a base not told", "active members, of employed"],
    "ranks": [
        "Kabupaten Blitar",
        "43 %",
        "&lt; 1 %",
        "in the first 10",
        "no order within",
        "another base or date",
    ],
    "peers": ["× 0.94", "−2.0 points", "not known", "given no distance"],
    "triangle": ["Kabupaten Tegal", "bpu 18 to 66 percent", "100 % construction workers (Jakon)"],
    "kitagawa": ["rates +1.30", "mix −6.00", "−3.60"],
    "spread": ["17 %", "spread 0.70"],
    "league": ["later", "not before 2046", "60 %"],
    "lever": ["all covered", "22.5 to 80.0", "18.0 or more", "perhaps"],
    "cash": ["paid by a public budget", "IDR 1.37 billion", "IDR 68.25 million to"],
    "yearly": ["45 % in 2029", "2026", "2028"],
    "relief": ["8,400 to 16,800", "paid by the workers themselves"],
    "budget": ["8,125 workers", "14,772 workers", "the budget"],
    "points": ["1.16 points while paid", "0.19 (0.04 to 0.40) after"],
    "price": ["IDR 1.41 billion"],
    "bands": ["16,800", "213,800", "18,800 to 213,800"],
    "printed": ["1 (50 %)", "by luck"],
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_has_unit_source_and_words_and_is_readable_in_grey(name):
    assert drawing_checks.of_cell(DRAWINGS[name]().data) == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_is_the_same_twice(name):
    assert DRAWINGS[name]().data == DRAWINGS[name]().data


@pytest.mark.parametrize("name", DRAWINGS)
def test_shows_and_says(name):
    said = " ".join(DRAWINGS[name]().data.split())
    assert [text for text in SHOWS[name] if text not in said] == []


def test_tables_stay_untouched():
    tables = [RANKED, NEAR, TEGAL, SPREAD, LEAGUE, PLANS, ADDED, CLAIMS, COSTS, INCOMES]
    before = [table.copy() for table in tables]
    for draw in DRAWINGS.values():
        draw()
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_groups_that_share_a_place_stand_side_by_side():
    ax = Figure().add_subplot()
    draw_ranks.forest(RANKED.assign(groups=["1", "1 2", "2"]), ax)
    bars = [line.get_xdata()[0] for line in ax.lines if line.get_color() == house.INK]
    assert len(bars) == 2 and bars[0] != bars[1]


def test_only_the_first_rows_of_many_are_drawn_and_it_says_so():
    many = pd.concat([RANKED] * 20, ignore_index=True)
    assert "the first 40 of 60 are drawn" in draw_ranks.rank_forest(many, SAID).data


def test_marks_on_one_spot_are_moved_apart():
    rows = pd.DataFrame(
        {"explanation": "exact", "times": [0.0] * 5, "own": [False, True, False, False, False]}
    )
    moved = draw_printed_budgets._apart(rows)
    assert moved.nunique() == 5 and moved[rows["own"]].item() == 0


def test_points_of_a_great_place_do_not_round_to_nothing():
    assert (
        "0.0056 points while paid"
        in draw_points.points_added(ADDED.assign(points=[0.0056, 0.0009]), "A", SAID).data
    )


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("04_compare_regencies", ["-r", "province", "91"]),
        ("05_what_would_it_cost", ["-r", "region", "11.01"]),
    ],
)
def test_drawings_of_a_place_without_figures_are_readable(name, arguments, tmp_path):
    done = _papermill(name, arguments, tmp_path / "out.ipynb")
    assert done.returncode == 0, done.stderr[-2000:]
    assert drawing_checks.of_notebook(tmp_path / "out.ipynb") == []

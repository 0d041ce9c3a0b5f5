"""The bench of the projection: what a case shows and asks, peers against other ways, goals by hand."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import backtest_page  # noqa: E402

from bench import cases, goals, peers, project  # noqa: E402
from ucjlib.reckon.rivals import pooled_drift  # noqa: E402


@pytest.fixture
def panel(monkeypatch):
    """60 units, every year of 1990 to 2010, shares with decimals; unit 0 ends in 1999, unit 1 is past 90."""
    unit, year = np.repeat(np.arange(60), 21), np.tile(np.arange(1990, 2011), 60)
    rng = np.random.default_rng(6)
    value = np.clip(20 + unit / 2 + 1.3 * (year - 1990) + rng.normal(0, 1, len(unit)), 3, 88)
    table = pd.DataFrame({"series": "s", "unit": unit.astype(str), "year": year, "value": value})
    table = table[~((table["unit"] == "0") & (table["year"] > 1999))]
    table["value"] = table["value"].mask(table["unit"] == "1", 95.0)
    monkeypatch.setattr(cases, "panel", lambda name: table)
    return table


@pytest.fixture
def held(panel):
    return list(cases.cases("A", seed=1))


def test_origins_roll_by_the_step_of_the_set(panel, held):
    assert [case.origin for case in held] == [1992.0, 1994, 1996, 1998, 2000, 2002, 2004, 2006, 2008]
    assert [case.origin for case in cases.cases("C")] == [1992.0, 1995, 1998, 2001, 2004, 2007]
    assert [case.origin for case in cases.cases("D514")] == list(np.arange(1992.0, 2010))


def test_a_case_shows_the_last_figure_and_few_earlier_ones(panel, held):
    truth = panel.set_index(["unit", "year"])["value"]
    for case in held:
        shown = case.train
        counts = shown["unit"].value_counts()
        assert set(counts) <= {1, 2, 3, 5}
        assert (shown.groupby("unit")["year"].max() >= case.origin - 1).all()
        assert shown["year"].between(case.origin - 9, case.origin).all()
        assert ("0" in counts) == (case.origin <= 2000) and "1" not in counts
        exact = truth.loc[pd.MultiIndex.from_frame(shown[["unit", "year"]])].to_numpy()
        assert ((shown["lo"] <= exact + 1e-9) & (exact <= shown["hi"] + 1e-9)).all()
        assert ((shown["value"] == shown["value"].round()) == (shown["precision"] == 0.5)).all()


def test_a_case_asks_every_figure_of_the_next_five_years(panel, held):
    for case in held:
        asked = case.query
        assert set(asked["unit"]) <= set(case.train["unit"])
        assert asked["year"].between(case.origin + 1, case.origin + 5).all()
        later = panel[panel["unit"].isin(case.train["unit"]) & panel["year"].isin(asked["year"].unique())]
        assert len(later) == len(asked)
        so_far = panel[panel["year"] <= case.origin].groupby("year")["value"].mean()
        np.testing.assert_allclose(case.national["value"], so_far)


def test_shares_of_what_is_shown_and_rounded_are_those_of_the_protocol(held):
    counts = np.concatenate([case.train["unit"].value_counts() for case in held if case.origin > 1998])
    for count, share in zip(*cases.SHOWN, strict=True):
        assert np.mean(counts == count) == pytest.approx(share, abs=0.06)
    rough = np.concatenate([case.train["precision"] == 0.5 for case in held])
    assert rough.mean() == pytest.approx(0.4, abs=0.04)


def test_a_small_pool_holds_so_many_units_each_time_others(panel):
    pools = [case.train["unit"].unique() for case in cases.cases("A8")]
    assert {len(pool) for pool in pools} == {8}
    assert len({tuple(pool) for pool in pools}) == len(pools) > 30
    assert {len(case.train["unit"].unique()) for case in cases.cases("A20")} == {20}


def test_the_same_seed_makes_the_same_cases(panel, held):
    again, other = list(cases.cases("A", seed=1)), list(cases.cases("A", seed=2))
    for one, same, another in zip(held, again, other, strict=True):
        pd.testing.assert_frame_equal(one.train, same.train)
        assert not one.train.equals(another.train)


@pytest.fixture
def pool():
    """30 units with five figures and own slopes; unit z has one figure, unit g two with a gap."""
    rng, unit, year = (
        np.random.default_rng(9),
        np.repeat(np.arange(30), 5),
        np.tile(np.arange(2016.0, 2021), 30),
    )
    slope = rng.normal(0.1, 0.2, 30)[unit]
    value = 100 * expit(rng.normal(-1, 0.5, 30)[unit] + slope * (year - 2018) + rng.normal(0, 0.05, 150))
    frame = pd.DataFrame({"unit": unit.astype(str), "year": year, "value": value})
    return pd.concat(
        [
            frame,
            pd.DataFrame({"unit": ["z", "g", "g"], "year": [2020.0, 2016, 2020], "value": [30.0, 20, 28]}),
        ]
    )


def test_mixed_lm_is_what_statsmodels_predicts(pool):
    from statsmodels.regression.mixed_linear_model import MixedLM

    query = pd.DataFrame({"unit": ["z", "3", "g"], "year": [2022.0, 2023.0, 2022.0]})
    design = np.column_stack([np.ones(len(pool)), pool["year"] - 2020])
    fit = MixedLM(logit(pool["value"] / 100), design, pool["unit"].to_numpy(), exog_re=design).fit()
    effect = np.array([fit.fe_params + fit.random_effects[unit].to_numpy() for unit in query["unit"]])
    middle = 100 * expit(effect[:, 0] + effect[:, 1] * (query["year"] - 2020))
    worlds = peers.mixed_lm_whole(pool, None, query, 20_000, 1)
    np.testing.assert_allclose(np.median(worlds, axis=1), middle, atol=0.3)


@pytest.mark.parametrize("peer", [peers.mixed_lm, peers.local_level])
def test_a_unit_with_one_figure_moves_with_the_pool(pool, peer):
    query = pd.DataFrame({"unit": ["3", "z"], "year": [2022.0, 2022.0]})
    worlds, drifted = peer(pool, None, query, 300, 1), pooled_drift(pool, None, query, 300, 1)
    np.testing.assert_array_equal(worlds[1], drifted[1])
    assert (worlds[0] != drifted[0]).all()


def test_years_are_filled_linearly_and_months_of_a_year_are_one():
    shown = pd.DataFrame({"year": [2016.0, 2019.2, 2019.6], "value": [10.0, 12.0, 14.0]})
    last, series = peers.yearly(shown)
    assert last == 2019
    np.testing.assert_allclose(series, [10, 11, 12, 13])


def test_a_series_that_a_tool_refuses_falls_back(pool):
    def refusing(series, steps):
        if len(series) > 4:
            raise NotImplementedError("tiny datasets")
        return series[-1] + np.arange(1.0, steps + 1), np.full(steps, 2.0)

    short = pool[(pool["unit"] != "4") | (pool["year"] > 2017)]  # three figures in a row
    query = pd.DataFrame({"unit": ["4", "5", "z", "4"], "year": [2021.0, 2021.0, 2021.0, 2024.0]})
    mean, sd, done = peers.by_unit(short, query, refusing, np.asarray)
    last = short.loc[short["unit"] == "4", "value"].iloc[-1]
    assert done.tolist() == [True, False, False, True]
    np.testing.assert_allclose(mean, [last + 1, 0, 0, last + 4])
    assert sd.tolist() == [2, 1, 1, 2]


def test_auto_ets_is_a_peer_only_where_it_is_installed(monkeypatch):
    monkeypatch.setattr(peers.importlib.util, "find_spec", lambda name: None)
    assert list(peers.at_hand()) == ["mixed_lm", "local_level"]
    monkeypatch.setattr(peers.importlib.util, "find_spec", lambda name: name)
    assert list(peers.at_hand()) == list(peers.PEERS)


def test_every_goal_has_a_bound_and_no_stretch_is_easier_than_what_must_be_reached():
    table = goals.goals()
    assert list(dict.fromkeys(table["goal"])) == [f"G{number}" for number in range(1, 16)]
    assert table[["must_from", "must_to"]].notna().any(axis=1).all()
    both = table.dropna(subset=["must_from", "stretch_from"])
    assert (both["stretch_from"] >= both["must_from"]).all()
    both = table.dropna(subset=["must_to", "stretch_to"])
    assert (both["stretch_to"] <= both["must_to"]).all()


@pytest.fixture
def results():
    rows = [
        {"set": "A", "method": "ucjlib", "in_80": 0.83, "brier": 0.2049, "aggregate_80": 0.5},
        {"set": "A", "method": "unit_drift", "skill": 0.18, "skill_low": 0.1, "skill_high": 0.2},
        {"set": "A", "method": "mixed_lm", "skill": 0.3, "skill_low": 0.2, "skill_high": 0.4},
        {"set": "A", "method": "local_level", "skill": 0.11, "skill_low": 0.05, "skill_high": 0.2},
        {"set": "D514", "method": "ucjlib", "ratio": np.nan, "in_80": 0.4},
        {"set": "D514", "method": "ucjlib, true mean given", "ratio": 0.42, "in_80": 0.7796},
        {"set": "speed", "method": "fit", "seconds": 0.61},
    ]
    return pd.DataFrame(rows).assign(measured="2026-01-02")


def test_goals_are_met_within_their_bounds(results):
    table = goals.reached(results).set_index(["goal", "set", "against", "measure"])

    def told(*key):
        return table.loc[key, ["reached", "must", "stretch"]].tolist()

    assert told("G1", "A", "unit_drift", "skill") == [0.18, "met", "missed"]
    assert table.loc[("G1", "A", "unit_drift", "skill"), ["low", "high"]].tolist() == [0.1, 0.2]
    assert told("G3", "A", "mixed_lm local_level auto_ets", "skill") == [
        0.11,
        "met",
        "missed",
    ]  # the best peer
    assert told("G5", "A", "", "in_80") == [0.83, "met", "missed"]
    assert told("G7", "A", "", "brier") == [0.205, "met", "missed"]
    assert told("G9", "A", "", "aggregate_80") == [0.5, "missed", "missed"]
    assert told("G10", "D514", "", "ratio") == [0.42, "met", "met"]
    assert told("G10", "D514", "", "in_80") == [0.78, "met", "met"]  # as printed
    assert told("G13", "speed", "", "seconds") == [0.61, "missed", "missed"]
    not_run = table.loc[("G4", "B", "unit_drift", "skill")]
    assert pd.isna(not_run["reached"]) and not_run["must"] == not_run["stretch"] == ""


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.2, None, "at least 0.2"), (None, 0.5, "at most 0.5"), (0.1, 0.3, "0.1 to 0.3"), (None, None, "")],
)
def test_bounds_in_words(low, high, text):
    bounds = [np.nan if end is None else end for end in (low, high)]
    assert goals.range_text(*bounds) == text


def test_the_method_page_is_what_the_bench_wrote():
    page = backtest_page.PAGE.read_text(encoding="utf-8")
    results, reached = goals.read(backtest_page.RESULTS), goals.read(backtest_page.REACHED)
    tried = pd.read_csv(backtest_page.TRIED)
    assert backtest_page.filled(page, results, reached, tried) == page, "run make docs"
    moved = results.assign(crps=results["crps"] + 1)
    assert backtest_page.filled(page, moved, reached, tried) != page
    assert set(goals.goals()["goal"]) == set(reached["goal"])


def test_the_page_says_whether_the_trend_is_proven_and_what_was_not_installed():
    rows = [
        {"set": "E", "method": "ucjlib", "crps": 5.0, "bias": -1.0},
        {
            "set": "E",
            "method": "plain_shrink",
            "crps": 5.5,
            "skill": 0.09,
            "skill_low": -0.1,
            "skill_high": 0.2,
        },
    ]
    news = pd.DataFrame(rows).assign(width_80=20.0, in_80=0.8, measured="2026-01-02")
    assert "yet proven" in backtest_page.on_the_news(news) and "1.0 points low" in backtest_page.on_the_news(
        news
    )
    assert "worth it" in backtest_page.on_the_news(news.assign(skill_low=0.01))
    assert "AutoETS is not" in backtest_page.measured(news)
    assert "AutoETS" not in backtest_page.measured(news.assign(method=["ucjlib", "auto_ets"]))


def test_sets_that_were_not_run_keep_their_rows(results, tmp_path):
    path = tmp_path / "results.csv"
    assert project.beside(results, path) is results
    results.to_csv(path, index=False)
    now = pd.DataFrame(
        [{"set": "A", "method": "ucjlib", "crps": 5.0, "in_80": 0.8, "measured": "2026-03-04"}]
    )
    table = project.beside(now, path)
    assert list(table["set"]) == ["D514", "D514", "speed", "A"]
    assert list(table["measured"]) == ["2026-01-02"] * 3 + ["2026-03-04"]
    assert table["in_80"].tolist()[1:2] == [0.7796] and pd.isna(table["in_80"].iloc[2])
    assert "between 2026-01-02 and 2026-03-04" in backtest_page.measured(table)


def test_nought_has_no_minus():
    assert [backtest_page.number(value, 2) for value in (-0.001, -0.016, float("nan"))] == [
        "0.00",
        "-0.02",
        "",
    ]

"""The back-test on the collected figures: what is shown, what is asked, and its averages by hand."""

import numpy as np
import pandas as pd
import pytest

from ucjlib.core import tables
from ucjlib.reckon import backtest
from ucjlib.reckon.rivals import last_value
from ucjlib.reference import schemas

COLUMNS = ["region_code", "as_of", "value", "low", "high"]


def claims(*rows, **other):
    """Rates of all workers, one row each of `COLUMNS`."""
    plain = {"indicator": "coverage_rate", "segment": "total", "unit": "percent", "target_year": None}
    return pd.DataFrame(rows, columns=COLUMNS).assign(**plain | other)


def figures(*rows):
    """Figures as `backtest.figures` gives them: unit, year, value, exact."""
    frame = pd.DataFrame(rows, columns=["unit", "year", "value"])
    return frame.assign(lo=frame["value"], hi=frame["value"], precision=0.0)


def constant(level):
    """A method that is sure of one value."""
    return lambda train, national, query, n_draws, seed: np.full((len(query), n_draws), float(level))


def test_figures_of_one_place_and_month_are_one():
    found = backtest.figures(
        claims(
            ("35.05", "2025-04-14", 17.6, 17.5, 17.7),
            ("35.05", "2025-04-02", 20.0, 19.0, 21.0),
            ("35.05", "2025-05", 30.0, 29.0, 101.0),
            ("35", "2019", 22.0, 21.5, 22.5),
        )
    )
    told = found[["unit", "value", "lo", "hi", "precision"]].round(3).to_numpy().tolist()
    assert told == [
        ["35", 22.0, 21.5, 22.5, 0.5],
        ["35.05", 18.8, 17.5, 21.0, 1.75],
        ["35.05", 30.0, 29.0, 100.0, 35.5],
    ]
    assert found["year"].is_monotonic_increasing and found["year"].iloc[0] == pytest.approx(2019.5, abs=0.01)


@pytest.mark.parametrize(
    ("row", "other"),
    [
        (("00", "2025", 30.0, 29.0, 31.0), {}),
        (("", "2025", 30.0, 29.0, 31.0), {}),
        (("35.05", "2017-12", 30.0, 29.0, 31.0), {}),
        (("35.05", "", 30.0, 29.0, 31.0), {}),
        (("35.05", "2025", 117.6, 117.5, 117.7), {}),
        (("35.05", "2025", 30.0, 29.0, 31.0), {"target_year": 2029}),
        (("35.05", "2025", 30.0, 29.0, 31.0), {"segment": "bpu"}),
        (("35.05", "2025", 30.0, 29.0, 31.0), {"indicator": "coverage_target"}),
        (("35.05", "2025", 30.0, 29.0, 31.0), {"unit": "percentage_points"}),
    ],
)
def test_what_is_no_dated_share_of_a_place_is_no_figure(row, other):
    assert backtest.figures(claims(row, **other)).empty


def many(years, units=8):
    return figures(*((f"{unit}", year, 20.0 + unit) for unit in range(units) for year in years))


def test_what_is_shown_is_older_than_what_is_asked_and_of_the_same_places():
    rows = pd.concat([many([2022.5, 2025.1]), figures(("new", 2025.2, 9.0), ("old", 2021.0, 9.0))])
    held = list(backtest.cases(rows))
    assert [case.origin for case in held] == [2023.0, 2024.0, 2024.5, 2025.0]
    for case in held:
        assert case.train["year"].max() <= case.origin < case.query["year"].min()
        assert set(case.query["unit"]) == {str(unit) for unit in range(8)}
        assert "old" in set(case.train["unit"])
    assert held[0].national.to_numpy().tolist() == [[2021.0, 9.0], [2022.5, 23.5]]


def test_an_origin_that_asks_fewer_than_eight_is_no_case():
    assert len(list(backtest.cases(many([2022.5, 2025.1], units=7)))) == 0
    assert list(backtest.cases(figures())) == []


def test_origins_go_on_as_figures_are_collected():
    origins = [case.origin for case in backtest.cases(many([2022.5, 2026.6]))]
    assert origins == [*backtest.ORIGINS, 2026.0, 2026.25, 2026.5]


@pytest.fixture
def case():
    train = figures(("a", 2020.0, 10.0), ("a", 2024.0, 18.0), ("b", 2023.0, 40.0))
    query = pd.DataFrame(
        {"unit": ["a", "b", "b"], "year": [2026.0, 2026.0, 2027.0], "value": [20.0, 44.0, 30.0]}
    )
    return backtest.Case("s", 2024.0, train, train[["year", "value"]], query)


def test_a_sure_forecast_is_scored_by_its_distance(case):
    rows = backtest.score_rows(case, backtest.run_case(case, constant(25)))
    assert rows["crps"].tolist() == [5.0, 19.0, 5.0]
    assert rows["bias"].tolist() == [5.0, -19.0, -5.0]
    # a: targets 20, 22, 26 from 18 two years on, of which 25 takes two and the truth one
    assert rows["brier"].round(4).tolist() == [round(1 / 3, 4), round(1 / 3, 4), 0.0]
    means = backtest.mean_scores(case, backtest.run_case(case, constant(25)))
    assert means["crps"] == pytest.approx(29 / 3)
    assert np.isnan(means["aggregate_80"])


def test_a_given_path_is_the_true_mean_of_each_year(case):
    seen = {}

    def listening(train, national, query, n_draws, seed, scenario=None):
        seen["path"], seen["asked"] = scenario, list(query.columns)
        return np.full((len(query), n_draws), 30.0)

    backtest.run_case(case, listening, given=True)
    assert seen["path"].to_dict() == {2026.0: 32.0, 2027.0: 30.0}
    assert seen["asked"] == ["unit", "year"]  # the answer is not handed over
    backtest.run_case(case, listening)
    assert seen["path"] is None


def test_origins_count_alike_whatever_they_ask():
    # shown in 2022; 10 units printed again in 2023.5 at 30, 8 of them in 2025.1 at 40
    rows = figures(
        *((f"{unit}", 2022.0, 20.0) for unit in range(10)),
        *((f"{unit}", 2023.5, 30.0) for unit in range(10)),
        *((f"{unit}", 2025.1, 40.0) for unit in range(8)),
    )
    table = backtest.score_table(
        rows, {backtest.OURS: constant(30), "twin": constant(30), "far": constant(0)}
    )
    # 2023.0 asks ten 30s and eight 40s, each of 2024.0, 2024.5, 2025.0 eight 40s
    assert table.set_index("method").loc["twin", "crps"] == pytest.approx((80 / 18 + 3 * 10) / 4)
    assert table["method"].tolist() == ["twin", backtest.OURS, "far"]
    assert table[["forecasts", "origins", "regions"]].to_numpy().tolist() == [[42, 4, 10]] * 3
    skills = table.set_index("method")[["skill", "skill_low", "skill_high"]]
    assert skills.loc["twin"].tolist() == [0, 0, 0]
    far = (620 / 18 + 3 * 40) / 4
    assert skills.loc["far", "skill"] == pytest.approx(1 - (80 / 18 + 30) / 4 / far)


def invented(regions=30):
    rng = np.random.default_rng(4)
    rows = [
        (f"35.{region:02d}", f"{year}-0{month}", value, value - 0.5, value + 0.5)
        for region in range(regions)
        for year, month in ((2022, 3), (2024, 8), (2025, 9))
        for value in [round(25 + region % 7 + (year - 2022) + rng.normal(0, 2), 1)]
    ]
    return claims(*rows)


def test_the_table_conforms_whatever_the_order_of_the_claims():
    given = invented()
    before = given.copy()
    table = schemas.conform(backtest.back_test(given), "backtest")
    pd.testing.assert_frame_equal(given, before)
    assert set(table["method"]) == set(backtest.METHODS)
    assert table.set_index("method").loc[backtest.OURS, ["skill", "skill_low", "skill_high"]].isna().all()
    assert (table["skill_low"].dropna() <= table["skill_high"].dropna()).all()
    shuffled = given.sample(frac=1, random_state=2)
    assert tables.to_csv_text(backtest.back_test(shuffled)) == tables.to_csv_text(backtest.back_test(given))


def test_too_little_printed_makes_an_empty_table():
    table = backtest.back_test(invented(regions=3))
    assert table.empty
    assert list(schemas.conform(table, "backtest").columns) == list(schemas.columns("backtest")["column"])


def test_the_last_value_moves_as_ever_seen_on_printed_figures():
    assert backtest.METHODS["last_value"] is not last_value
    assert next(iter(backtest.METHODS)) == backtest.OURS

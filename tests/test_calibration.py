"""Ranges held against later figures: each figure once, by the last forecast before it."""

import numpy as np
import pandas as pd
import pytest

from ucjlib.core.errors import NotEnoughData
from ucjlib.reckon import calibration
from ucjlib.reckon.backtest import Case

UNITS = ["35.05", "35.21"]


def case(origin: float, years: list[float]) -> Case:
    """Two units shown at 20 and 30 percent a half-year before the origin, asked at `years` at 25."""
    train = pd.DataFrame({"unit": UNITS, "year": origin - 0.5, "value": [20.0, 30.0]})
    train = train.assign(lo=train["value"] - 1, hi=train["value"] + 1, precision=1.0)
    asked = pd.DataFrame({"unit": UNITS * len(years), "year": np.repeat(years, 2), "value": 25.0})
    return Case("figures", origin, train, train[["year", "value"]], asked)


def spread(train, national, query, n_draws=500, seed=0):
    """A method that says evenly 0 to 100 percent."""
    return np.tile(np.linspace(0, 100, n_draws), (len(query), 1))


def test_each_figure_is_asked_once_by_the_last_case_before_it():
    asked = calibration.asked_once([case(2025, [2025.5]), case(2024, [2024.5, 2025.5])], spread)
    assert asked[["origin", "year"]].drop_duplicates().values.tolist() == [[2024, 2024.5], [2025, 2025.5]]
    assert len(asked) == 4 and (asked["horizon"] == 1.0).all()


def test_the_pit_is_the_share_of_the_forecast_below_the_figure():
    asked = calibration.asked_once([case(2024, [2024.5])], spread, n_draws=1001)
    assert asked["pit"].round(2).tolist() == [0.25, 0.25]
    assert asked["in_50"].all() and not calibration.held(asked["pit"], [0.4])["share"].item()


def test_the_projection_itself_can_be_asked():
    asked = calibration.asked_once([case(2024, [2024.5])], n_draws=200)
    assert asked["pit"].between(0, 1).all() and asked["pit"].iloc[0] > 0.5 > asked["pit"].iloc[1]


def test_no_case_is_no_row_and_nothing_to_hold():
    asked = calibration.asked_once([])
    assert asked.empty and "pit" in asked
    with pytest.raises(NotEnoughData):
        calibration.held(asked["pit"])


@pytest.mark.parametrize(
    ("pit", "share_of_80"), [(np.full(50, 0.5), 1.0), (np.linspace(0, 1, 1001), 0.8), (np.zeros(50), 0.0)]
)
def test_too_wide_right_and_too_narrow_ranges_are_told_apart(pit, share_of_80):
    table = calibration.held(pd.Series(pit)).set_index("nominal")
    assert table.at[0.8, "share"] == pytest.approx(share_of_80, abs=0.01)
    inside = table["share"].between(table["low"], table["high"]).all()
    assert inside == (share_of_80 == 0.8)

"""The projection as one call: row by row, with a path, and what it says of odd tables."""

import numpy as np
import pandas as pd
import pytest
from pool_example import figures

from ucjlib.core.errors import BadTable
from ucjlib.reckon.entry import forecast


def test_forecast_answers_row_by_row():
    train = figures().rename(columns={"low": "lo", "high": "hi"})
    query = pd.DataFrame({"unit": ["35.03", "35.01", "none"], "year": [2028.0, 2026.0, 2028.0]})
    worlds = forecast(train, None, query, n_draws=300, seed=1)
    assert worlds.shape == (3, 300)
    assert (worlds[::-1] == forecast(train, None, query[::-1], n_draws=300, seed=1)).all()


def test_forecast_meets_a_path_given_as_a_table_and_knows_groups():
    train = figures().rename(columns={"low": "lo", "high": "hi"}).assign(group="35")
    query = pd.DataFrame({"unit": ["35.03", "none"], "year": [2028, 2028], "group": ["35", "35"]})
    path = pd.DataFrame({"year": [2028], "value": [61.0]})
    worlds = forecast(train, pd.DataFrame({"year": [2020], "value": [40.0]}), query, 200, 1, path)
    np.testing.assert_allclose(worlds.mean(axis=0), 61, atol=1e-3)
    assert (forecast(train, None, query, 200, 1, path.set_index("year")["value"]) == worlds).all()


ODD = pd.DataFrame({"unit": [1, 1, 2], "year": [2018, 2020, 2020], "value": [10.0, 12.0, 99.8]})


ASKED = pd.DataFrame({"unit": [1, 2, 9], "year": [2022, 2023, 2022]})


def test_forecast_takes_the_range_from_the_precision_and_cuts_it_at_the_whole():
    half = ODD.assign(precision=0.5)
    told = ODD.assign(lo=ODD["value"] - 0.5, hi=ODD["value"] + 0.5)
    assert (forecast(half, None, ASKED) == forecast(told, None, ASKED)).all()
    assert forecast(ODD, None, ASKED.iloc[:0]).shape == (0, 500)


@pytest.mark.parametrize(
    ("train", "query", "scenario", "sentence"),
    [
        (ODD.drop(columns="year"), ASKED, None, "no column year"),
        (ODD, ASKED[["unit"]], None, "no column year"),
        (ODD, ASKED, pd.DataFrame({"yr": [2022], "value": [40.0]}), "no column year"),
        (ODD.assign(lo=50.0, hi=60.0), ASKED, None, "within its range"),
        (ODD.assign(value=101.0), ASKED, None, "no dated share"),
        (ODD.assign(unit=[1, None, 2]), ASKED, None, "no name"),
        (ODD, ASKED.assign(unit=[1, None, 9]), None, "no name"),
        (ODD, ASKED.assign(year=[2022, None, 2022]), None, "row 2 asks for no year"),
        (ODD, ASKED, pd.DataFrame({"year": [2030], "value": [40.0]}), "none of its years"),
        (ODD, ASKED, pd.DataFrame({"year": [2022, 2022], "value": [40.0, 41.0]}), "stands twice"),
    ],
)
def test_forecast_says_what_is_wrong_with_its_tables(train, query, scenario, sentence):
    with pytest.raises(BadTable, match=sentence):
        forecast(train, None, query, scenario=scenario)


def test_units_are_the_same_as_whole_numbers_or_text():
    as_text = forecast(ODD.assign(unit=ODD["unit"].astype(str)), None, ASKED)
    assert (forecast(ODD, None, ASKED.assign(unit=[1.0, 2.0, 9.0])) == as_text).all()


def test_copies_of_a_row_count_once(recwarn):
    many = pd.concat([ODD] * 12)
    assert (forecast(many, None, ASKED) == forecast(ODD, None, ASKED)).all()
    crowd = pd.concat([ODD.assign(value=ODD["value"] - n / 1000) for n in range(12)])
    assert np.isfinite(forecast(crowd, None, ASKED)).all()
    assert len(recwarn) == 0


def test_a_path_by_text_years_is_met():
    path = pd.Series({"2022": 50.0})
    worlds = forecast(ODD, None, ASKED, scenario=path)
    np.testing.assert_allclose(worlds[[0, 2]].mean(axis=0), 50, atol=1e-3)

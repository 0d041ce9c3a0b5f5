"""What a province lets one compare; the spread by year; the set of possible shares."""

import numpy as np
import pandas as pd
import pytest

import ucjlib as ucj
from ucjlib.core.errors import BadTable, NotEnoughData, UcjError
from ucjlib.reckon.compare import latest
from ucjlib.reckon.composition import weight_set
from ucjlib.reckon.convergence import convergence_table
from ucjlib.reckon.kinds import COLUMNS, kinds
from ucjlib.reckon.possible_shares import possible_shares
from ucjlib.reckon.spread import spread

ESTIMATES = ucj.load("estimates")
PROVINCES = ["", *sorted({code[:2] for code in ESTIMATES["region_code"] if "." in code})]


def rates(**columns) -> pd.DataFrame:
    row = {"indicator": "coverage_rate", "segment": "total", "numerator": "active", "denominator": "employed"}
    frame = pd.DataFrame(row | {"value": 20.0, "low": 19.0, "high": 21.0} | columns)
    return frame.assign(estimate_id=[f"e{n}" for n in range(len(frame))], place=frame["region_code"])


def three(total: float, pu: float, bpu: float, jakon: float, date: str = "2024") -> pd.DataFrame:
    rows = {"total": total, "pu": pu, "bpu": bpu, "jakon": jakon}
    frame = pd.DataFrame({"as_of": date, "segment": list(rows), "value": list(rows.values())})
    return frame.assign(low=frame["value"] - 0.01, high=frame["value"] + 0.01)


@pytest.mark.parametrize("province", PROVINCES)
def test_the_guard_lets_pass_what_kinds_names(province):
    for kind in kinds(ESTIMATES, province).query("alike > 1").to_dict("records"):
        ranked = ucj.compare(
            ESTIMATES, province, denominator=kind["denominator"], numerator=kind["numerator"],
            regions=kind["region_codes"].split(), n_draws=50,
        )  # fmt: skip
        assert ranked["unlike"].eq("").all() and len(ranked) == kind["alike"]


def test_a_kind_that_tells_its_base_comes_before_a_greater_one_that_does_not():
    told = rates(region_code=["35.01", "35.02"], as_of="2025")
    untold = rates(region_code=["35.03", "35.04", "35.05"], as_of="2025", denominator="unknown")
    found = kinds(pd.concat([untold, told]), "35")
    assert found["denominator"].tolist() == ["employed", "unknown"] and found["places"].tolist() == [2, 3]


def test_one_that_is_left_with_one_place_comes_last():
    far = rates(region_code=["35.01", "35.02"], as_of=["2025", "2019"])
    near = rates(region_code=["35.01", "35.02"], as_of="2025", denominator="unknown")
    assert kinds(pd.concat([far, near]), "35")["alike"].tolist() == [2, 1]


def test_a_province_without_figures_has_no_kinds_and_says_so_when_compared():
    none = kinds(ESTIMATES, "99")
    assert none.empty and none.columns.tolist() == COLUMNS
    with pytest.raises(NotEnoughData):
        latest(ESTIMATES, "99", since="2025")


def test_the_spread_of_the_last_year_is_sigma_of_the_convergence():
    rng = np.random.default_rng(3)
    start = np.array([10.0, 30.0, 50.0, 60.0])[:, None] + rng.normal(size=(4, 300))
    worlds = np.stack([start, start * 0.9 + 4, start * 0.8 + 8], axis=1)
    by_year, told = spread(worlds, [2026, 2027, 2028]), convergence_table(worlds, [2026, 2027, 2028])
    sigma = told.set_index("measure").loc[["sigma_from", "sigma_to"], "value"].tolist()
    assert by_year["value"].iloc[[0, -1]].tolist() == pytest.approx(sigma)
    assert by_year["chance_falls"].iloc[-1] == told.set_index("measure").at["sigma_change", "chance"]
    assert np.isnan(by_year["chance_falls"].iloc[0])


def test_raw_figures_have_no_spread_by_year():
    with pytest.raises(UcjError, match="raw|draws"):
        spread(np.array([[[10.0], [20.0]]] * 4), [2026, 2027])


@pytest.mark.parametrize(
    "figures",
    [
        three(30.29, 64.23, 12.39, 34.35),
        three(42.5, 56.05, 6.39, 86.91),
        pd.concat(
            [three(42.90, 42.83, 37.59, 80.40, "2023-12"), three(31.93, 41.07, 15.01, 74.40, "2024-06")]
        ),
    ],
)
def test_the_corners_reach_as_far_as_the_shares_by_linear_programme(figures):
    corners, ends = possible_shares(figures), weight_set(figures).set_index("segment")
    assert corners.sum(axis=1).to_numpy() == pytest.approx(1)
    for group in corners:
        assert corners[group].min() == pytest.approx(ends.at[group, "weight_low"], abs=1e-6)
        assert corners[group].max() == pytest.approx(ends.at[group, "weight_high"], abs=1e-6)


def test_where_no_shares_fit_there_are_no_corners():
    assert possible_shares(three(90.0, 40.0, 20.0, 30.0)).empty


def test_two_groups_make_no_triangle():
    with pytest.raises(BadTable, match="no triangle"):
        possible_shares(three(30.0, 40.0, 20.0, 30.0).query("segment != 'jakon'"))

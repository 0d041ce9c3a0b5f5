"""What places lend each other: common shocks, provinces, breaks of base, the level of all."""

import numpy as np
import pandas as pd
import pytest
from pool_example import LEVEL, LEVEL_VAR, PARAMS, batches_of, figures

from ucjlib.core.errors import BadTable
from ucjlib.reckon import likelihood, mean_drift, pool, posterior


def test_the_years_behind_a_drift_are_those_of_a_common_path():
    """Oracle: the variance that a common Brownian path lends to the slope, from its full covariance."""
    frame = figures(24)
    known = batches_of(frame)
    steps = [mean_drift._steps(batch, PARAMS) for batch in known[1:]]
    time, weight = (np.concatenate(part) for part in zip(*steps, strict=True))
    path = np.minimum(time[:, None], time[None, :]) - time.min()
    slope = weight @ time
    assert weight @ path @ weight / slope**2 == pytest.approx(1 / mean_drift.years_behind(known[1:], PARAMS))


def test_more_regions_of_the_same_years_do_not_make_the_drift_surer_without_end():
    years = np.array([2021.0, 2025.0])
    rows = [(f"{i:03d}", year, 20 + i % 30 + 3 * (year - 2021)) for i in range(300) for year in years]
    frame = pd.DataFrame(rows, columns=["unit", "year", "value"])
    fitted = pool.fit(frame.assign(low=frame["value"] - 0.05, high=frame["value"] + 0.05))
    floor = 1 / (4 / mean_drift.YEARLY_SHOCK_SD**2 + 1 / likelihood.PRIOR_SD["mean_drift"] ** 2)
    assert fitted.mean_drift_var == pytest.approx(floor, rel=0.05)
    assert fitted.standard_errors["mean_drift"] ** 2 < floor / 10


def test_figures_of_one_date_tell_no_drift():
    frame = pd.DataFrame({"unit": ["a", "a", "b"], "year": 2024.0, "value": [30.0, 31.0, 50.0]})
    fitted = pool.fit(frame.assign(low=frame["value"], high=frame["value"]))
    assert fitted.params["mean_drift"] == likelihood.PRIORS.loc["mean_drift", "mean"]
    assert np.isfinite(fitted.units.to_numpy(dtype=float)).all()


def test_a_region_without_figure_is_its_province():
    low, high = (figures(12, seed).assign(group=name) for seed, name in ((3, "35"), (4, "36")))
    high = high.assign(
        unit="36" + high["unit"].str[2:], **{c: high[c] + 25 for c in ("value", "low", "high")}
    )
    high = high[high["high"] <= 100]
    fitted = pool.fit(pd.concat([low, high]))
    groups = {"35.99": "35", "36.99": "36", "99.99": "99"}
    level = pool.with_units(fitted, ["35.99", "36.99", "99.99", "00"], groups)["level"]
    assert level["35.99"] < level["99.99"] < level["36.99"]
    assert level["99.99"] == level["00"] == fitted.centres.loc["", "level"]


def test_one_group_is_no_group():
    frame = figures()
    plain, named = pool.fit(frame), pool.fit(frame.assign(group="35"))
    np.testing.assert_allclose(plain.units["level"], named.units["level"], atol=0.02)


def test_a_unit_in_two_groups_is_refused():
    frame = figures().assign(group=[str(i % 2) for i in range(len(figures()))])
    with pytest.raises(BadTable, match="two groups"):
        pool.fit(frame)


def test_a_break_of_base_keeps_the_drift_and_frees_the_level():
    """Oracle: the same prior and noise written out as one covariance matrix with a free offset."""
    frame = pd.DataFrame({
        "unit": "35.05", "year": [2019.0, 2021.0, 2024.0, 2025.0], "value": [60.0, 63.0, 20.0, 21.0],
        "base": ["old", "old", "", ""],
    })  # fmt: skip
    frame = frame.assign(low=frame["value"] - 0.5, high=frame["value"] + 0.5)
    (batch,) = batches_of(frame)
    precision = np.diag([1 / LEVEL_VAR, np.exp(-2 * PARAMS[1])])
    mean, _ = posterior.posterior(batch, PARAMS, precision, np.array([[LEVEL, PARAMS[0]]]))
    s, n = batch.time[0] - 2025.0, 4
    tau2, q2, r2 = np.exp(2 * PARAMS[1:4])
    old = np.array([1.0, 1, 0, 0])
    prior = np.diag([LEVEL_VAR, tau2])
    design = np.column_stack([np.ones(n), s])
    noise = q2 * np.minimum(-s[:, None], -s) + np.diag(r2 + batch.variance[0]) + 0.25 * np.outer(old, old)
    gain = prior @ design.T @ np.linalg.inv(design @ prior @ design.T + noise)
    expected = [LEVEL, PARAMS[0]] + gain @ (batch.value[0] - design @ [LEVEL, PARAMS[0]])
    np.testing.assert_allclose(mean[0], expected, atol=1e-9)
    whole = batches_of(frame.drop(columns="base"))[0]
    without, _ = posterior.posterior(whole, PARAMS, precision, np.array([[LEVEL, PARAMS[0]]]))
    assert without[0, 1] < mean[0, 1]


def test_rounding_widens_the_range():
    def width(half):
        fitted = pool.fit(figures(half=0.05))
        rough = batches_of(figures(half=half))
        params = fitted.params.to_numpy()
        rows = pd.concat([
            posterior.unit_rows(b, params, *np.full((len(b.units), 2), [LEVEL, LEVEL_VAR]).T) for b in rough
        ])  # fmt: skip
        return rows.sort_index()["level_var"].to_numpy()

    assert (width(2.0) > width(0.05)).all()


def test_a_noisy_level_is_drawn_to_the_pool():
    frame = figures()
    low = pd.DataFrame(
        {"unit": ["sure", "vague"], "year": 2025.0, "value": 8.0, "low": [7.9, 1], "high": [8.1, 30]}
    )
    units = pool.fit(pd.concat([frame, low])).units
    assert units.loc["vague", "level"] > units.loc["sure", "level"]

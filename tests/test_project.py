"""The pooled projection: against statsmodels' state space, against scipy, and what it promises."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import multivariate_t
from statsmodels.tools.numdiff import approx_fprime
from statsmodels.tsa.statespace.mlemodel import MLEModel

from ucjlib.core.errors import BadTable, NotEnoughData, TooFarAhead
from ucjlib.reckon import likelihood, mean_drift, observed, pool, posterior, project, series
from ucjlib.reckon.ahead import marginals, probability, quantiles
from ucjlib.reckon.draws import draws
from ucjlib.reckon.entry import forecast
from ucjlib.reckon.scale import from_scale, print_variance, to_scale

PARAMS = np.array([0.04, np.log(0.03), np.log(0.12), np.log(0.07), np.log(5.0)])
LEVEL, LEVEL_VAR = 2.1, 0.3


def figures(units=12, seed=3, half=0.5):
    """Invented figures: unit i has 1 + i % 4 of them, on whole years."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(units):
        years = np.sort(rng.choice(np.arange(2015, 2026), size=1 + i % 4, replace=False)).astype(float)
        value = np.clip(30 + 2 * i + 1.5 * (years - 2020) + rng.normal(0, 3, len(years)), 3, 95)
        rows += [(f"35.{i:02d}", t, p, max(p - half, 0), p + half) for t, p in zip(years, value, strict=True)]
    return pd.DataFrame(rows, columns=["unit", "year", "value", "low", "high"])


def batches_of(frame):
    return pool._batches(observed.checked(frame))


def state_space(time, value, variance, params):
    """Oracle: local linear trend run backwards from the last figure, NaN where no figure was published."""
    mu, tau, q, r = params[0], *np.exp(params[1:4])
    grid = np.arange(time[-1], time[0] - 1, -1)
    seen, noise = np.full(len(grid), np.nan), np.ones(len(grid))
    at = (time[-1] - time).astype(int)
    seen[at], noise[at] = value, r**2 + variance
    model = MLEModel(seen, k_states=2)
    model["design"], model["transition"] = np.array([[1.0, 0.0]]), np.array([[1.0, -1.0], [0.0, 1.0]])
    model["selection"], model["state_cov"] = np.eye(2), np.diag([q**2, 0.0])
    model.ssm["obs_cov"] = noise[None, None, :]
    model.initialize_known(np.array([LEVEL, mu]), np.diag([LEVEL_VAR, tau**2]))
    return model.ssm.smooth()


def test_gaussian_case_equals_statsmodels_state_space():
    frame = figures(24)
    for batch in batches_of(frame):
        prior = np.tile([LEVEL, PARAMS[0]], (len(batch.units), 1))
        precision = np.diag([1 / LEVEL_VAR, np.exp(-2 * PARAMS[1])])
        mean, covariance = posterior.posterior(batch, PARAMS, precision, prior)
        for i in range(len(batch.units)):
            oracle = state_space(batch.time[i], batch.value[i], batch.variance[i], PARAMS)
            np.testing.assert_allclose(mean[i], oracle.smoothed_state[:, 0], atol=1e-8)
            np.testing.assert_allclose(covariance[i], oracle.smoothed_state_cov[:, :, 0], atol=1e-8)


def test_forecast_of_the_gaussian_case_equals_statsmodels():
    frame = figures(24)
    fitted = pool.fit(frame)
    gaussian = fitted.units.assign(spread=1.0)
    calm = pool.Pool(**{**fitted.__dict__, "common_shock_sd": 0.0, "mean_drift_var": 0.0, "units": gaussian})
    middle, scale = marginals(calm, gaussian, np.full((len(gaussian), 1), 3.0))
    for i, row in enumerate(gaussian.itertuples()):
        a = np.array([[1.0, 3.0]])
        state = np.array([[row.level_var, row.cross_var], [row.cross_var, row.drift_var]])
        assert middle[i, 0] == pytest.approx(row.level + 3 * row.drift, abs=1e-12)
        assert scale[i, 0] ** 2 == pytest.approx((a @ state @ a.T).item() + 3 * fitted.walk_var, abs=1e-12)


def test_log_density_is_the_multivariate_t_of_scipy():
    frame = figures(16)
    expected = 0.0
    for batch in batches_of(frame):
        s, d = batch.since_last[:, :-1], batch.time.shape[1] - 1
        if not d:
            continue
        parts = likelihood.Contrasts.of(batch)
        tail = np.exp(PARAMS[4])
        for i in range(len(batch.units)):
            shape = parts.covariance(PARAMS)[i] * tail / (tail + 2)
            density = multivariate_t(PARAMS[0] * s[i], shape, df=tail + 2)
            expected += density.logpdf(batch.value[i, :-1] - batch.value[i, -1])
    got = sum(likelihood.Contrasts.of(b).loglike_and_score(PARAMS)[0] for b in batches_of(frame)[1:])
    assert got == pytest.approx(expected, abs=1e-8)


def test_score_is_the_slope_of_the_log_density():
    model = likelihood.PooledRandomWalk(batches_of(figures(16)))
    numeric = approx_fprime(PARAMS, model.loglike, centered=True)
    np.testing.assert_allclose(model.score(PARAMS), numeric, rtol=1e-5, atol=1e-5)


def test_fit_stands_at_a_maximum_with_standard_errors():
    fitted = pool.fit(figures(40))
    model = likelihood.PooledRandomWalk(batches_of(figures(40)))
    mode = model.fit().params
    assert np.abs(model.score(mode)).max() < 1e-2
    assert fitted.converged
    assert "30 of 40 regions" in fitted.sentence
    curvature = np.linalg.inv(-model.hessian(mode))
    np.testing.assert_allclose(fitted.standard_errors, np.sqrt(np.diag(curvature)), rtol=1e-6)
    np.testing.assert_allclose(fitted.params.iloc[3:], mode[3:])
    assert (fitted.params.iloc[1:3] > mode[1:3]).all()


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


def test_a_search_that_does_not_end_well_is_a_state_and_a_sentence(recwarn, monkeypatch):
    plain = likelihood.PooledRandomWalk.fit
    monkeypatch.setattr(likelihood.PooledRandomWalk, "fit", lambda self: plain(self, maxiter=1))
    fitted = pool.fit(figures(40))
    assert not fitted.converged
    assert fitted.sentence.startswith("Did not converge")
    assert quantiles(fitted, [2028.0], [0.5])["value"].between(0, 100).all()
    assert len(recwarn) == 0


def test_no_maximum_is_a_state_without_standard_errors(recwarn, monkeypatch):
    monkeypatch.setattr(likelihood.PooledRandomWalk, "hessian", lambda self, params: np.eye(len(params)))
    fitted = pool.fit(figures(40))
    assert not fitted.converged
    assert fitted.standard_errors.isna().all()
    assert np.isfinite(fitted.mean_drift_var)
    assert len(recwarn) == 0


@pytest.mark.parametrize("seed", range(12))
def test_odd_pools_are_fitted_without_a_warning(seed, recwarn):
    rng = np.random.default_rng(seed)
    rows = int(rng.integers(1, 60))
    frame = pd.DataFrame({
        "unit": rng.integers(0, max(rows // 4, 1), rows).astype(str),
        "year": rng.choice([2010.0, 2024.0, 2024.001, 2025.5], rows),
        "value": rng.choice([0.0, 0.01, 50.0, 99.9, 100.0], rows),
    })  # fmt: skip
    fitted = pool.fit(frame.assign(low=frame["value"], high=frame["value"]))
    ahead = quantiles(fitted, [2026.0, 2035.0], [0.05, 0.5, 0.95])
    assert ahead["value"].between(0, 100).all()
    assert np.isfinite(draws(fitted, [2026.0], 20, seed=1)).all()
    assert len(recwarn) == 0


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_any_number_of_figures_gives_an_answer(count):
    own = pd.DataFrame(
        {"unit": "35.99", "year": 2016.0 + np.arange(count), "value": 20.0, "low": 19, "high": 21}
    )
    fitted = pool.fit(pd.concat([figures(), own]))
    ahead = quantiles(fitted, [2028.0], [0.1, 0.5, 0.9], units=["35.99"])["value"]
    assert ahead.is_monotonic_increasing
    assert ahead.between(0, 100).all()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_pool_of_one_region_rests_on_the_prior(count):
    years = 2020.0 + np.arange(count)
    alone = pd.DataFrame({"unit": "35.05", "year": years, "value": 17.6, "low": 17.5, "high": 17.7})
    fitted = pool.fit(alone)
    assert fitted.converged
    assert np.isfinite(fitted.units.to_numpy(dtype=float)).all()
    prior = likelihood.PRIOR_MEAN["mean_drift"]
    assert abs(fitted.params["mean_drift"] - prior) < likelihood.PRIOR_SD["mean_drift"]


def test_no_figure_at_all_is_refused():
    with pytest.raises(NotEnoughData, match="no figure at all"):
        pool.fit(figures().iloc[:0])


@pytest.mark.parametrize(
    ("column", "value"), [("value", 117.0), ("low", -1.0), ("high", np.nan), ("year", np.inf)]
)
def test_what_is_no_share_of_a_whole_is_refused(column, value):
    frame = figures()
    frame.loc[4, column] = value
    with pytest.raises(BadTable, match=frame.loc[4, "unit"]):
        pool.fit(frame)


def test_ranges_widen_with_the_horizon():
    fitted = pool.fit(figures())
    h = np.tile(np.arange(0, 11.0), (len(fitted.units), 1))
    _, scale = marginals(fitted, fitted.units, h)
    assert (np.diff(scale, axis=1) > 0).all()


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


def test_draws_stay_within_bounds_and_agree_with_the_closed_form():
    fitted = pool.fit(figures())
    years = [2026.0, 2028.0, 2030.0]
    worlds = draws(fitted, years, 20_000, seed=1)
    assert worlds.min() >= 0
    assert worlds.max() <= 100
    closed = quantiles(fitted, years, [0.1, 0.5, 0.9])["value"].to_numpy().reshape(len(fitted.units), 3, 3)
    drawn = np.moveaxis(np.quantile(worlds, [0.1, 0.5, 0.9], axis=2), 0, 2)
    np.testing.assert_allclose(drawn[:, :, 1], closed[:, :, 1], atol=0.6)
    np.testing.assert_allclose(drawn, closed, atol=1.2)


def test_probability_and_quantile_are_each_other_inverse():
    fitted = pool.fit(figures())
    ahead = quantiles(fitted, [2029.0], [0.2, 0.8])
    asked = ahead.rename(columns={"value": "target_pct"})
    reach = probability(fitted, asked)["probability"]
    np.testing.assert_allclose(reach, 1 - ahead["quantile"], atol=1e-9)


def test_same_seed_same_draws_and_another_seed_others():
    fitted = pool.fit(figures())
    first, again, other = (draws(fitted, [2028.0], 50, seed=s) for s in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_order_of_rows_and_years_does_not_matter():
    frame = figures()
    mixed = frame.sample(frac=1, random_state=5)
    straight, shuffled = pool.fit(frame), pool.fit(mixed)
    pd.testing.assert_frame_equal(straight.units, shuffled.units, check_exact=True)
    forward, backward = (draws(straight, y, 20, seed=1) for y in ([2026.0, 2030.0], [2030.0, 2026.0]))
    assert (forward[:, ::-1] == backward).all()


def test_joint_draws_hang_together():
    worlds = draws(pool.fit(figures(30)), [2027.0, 2030.0], 4000, seed=1)
    over_years = np.corrcoef(worlds[0, 0], worlds[0, 1])[0, 1]
    spread_of_mean = worlds[:, 1].mean(axis=0).std()
    alone = np.sqrt(worlds[:, 1].var(axis=1).sum()) / len(worlds)
    assert over_years > 0.5
    assert spread_of_mean > 1.5 * alone


def test_a_scenario_is_met_in_every_draw_and_leaves_other_years_alone():
    fitted = pool.fit(figures(30))
    years = [2027.0, 2029.0]
    trend = draws(fitted, years, 200, seed=1)
    bent = draws(fitted, years, 200, seed=1, scenario=pd.Series({2029.0: 55.0}))
    np.testing.assert_allclose(bent[:, 1].mean(axis=0), 55, atol=1e-3)
    assert (bent[:, 0] == trend[:, 0]).all()


def test_a_scenario_weighs_units_as_told():
    fitted = pool.fit(figures(8))
    weights = np.arange(1.0, 9.0)
    bent = draws(fitted, [2029.0], 50, seed=1, scenario=pd.Series({2029.0: 40.0}), weights=weights)
    np.testing.assert_allclose(np.average(bent[:, 0], axis=0, weights=weights), 40, atol=1e-3)


def test_too_far_ahead_is_refused_unless_asked_for():
    fitted = pool.fit(figures())
    with pytest.raises(TooFarAhead, match="years after the newest figure"):
        quantiles(fitted, [2045.0], [0.5])
    with pytest.raises(TooFarAhead):
        draws(fitted, [2045.0], 5, seed=1)
    assert len(quantiles(fitted, [2045.0], [0.5], allow_far=True)) == 12


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


def test_scale_there_and_back():
    percents = np.linspace(0, 100, 101)
    np.testing.assert_allclose(from_scale(to_scale(percents)), percents, atol=1e-5)
    assert print_variance(23.5, 24.5) < print_variance(23.0, 25.0)


def estimates(**changes):
    rows = {
        "estimate_id": ["e1", "e2", "e3", "e4", "e5"],
        "region_code": ["35.05", "35.05", "35.21", "35.02", "35.02"],
        "indicator": "coverage_rate", "segment": "total", "numerator": "active",
        "denominator": ["eligible", "eligible", "eligible", "employed", "employed"],
        "as_of": ["2024-02", "2025-04-14", "2025-12-19", "2024", "2025-06"],
        "value": [15.2, 17.6, 24.0, 20.0, 21.5], "low": [15.1, 17.59, 23.0, 19.0, 21.4],
        "high": [15.3, 17.61, 25.0, 21.0, 21.6],
        "unit": "percent",
    }  # fmt: skip
    return pd.DataFrame(rows | changes)


def test_trajectories_name_what_they_rest_on():
    table = project.project(estimates(), "2026-01", [2026, 2029])
    assert set(table["region_code"]) == {"35.05", "35.21", "35.02"}
    assert table["trajectory_id"].is_unique
    rests = project.used(estimates(), "2026-01").set_index("series_id").loc["35.05:eligible"]
    assert (rests["estimate_id"], rests["estimate_ids"], rests["figures"]) == ("e2", "e1 e2", 2)
    assert set(table["series_id"]) <= set(project.used(estimates(), "2026-01")["series_id"])
    assert len(table) == 3 * 2 * len(project.QUANTILES)


def test_pools_by_denominator_are_never_mixed():
    both = project.project(estimates(), "2026-01", [2029])
    alone = project.project(estimates().iloc[:3], "2026-01", [2029])
    eligible = both[both["denominator"] == "eligible"].sort_values("trajectory_id")
    pd.testing.assert_frame_equal(
        eligible.reset_index(drop=True), alone.sort_values("trajectory_id").reset_index(drop=True)
    )


def test_later_figures_and_other_numerators_are_left_out_with_a_reason():
    mixed = estimates(numerator=["registered", "active", "unknown", "active", "active"])
    out = project.left_out(mixed, "2025-08").set_index("estimate_id")["reason"]
    assert out.to_dict() == {"e1": "another numerator than the latest figure", "e3": "dated after 2025-08"}


def test_a_restated_headcount_beside_a_printed_rate_is_left_out():
    rules = ["single_source", "headcount_over_employed", "single_source", "single_source", "single_source"]
    out = project.left_out(estimates(rule=rules), "2026-01").set_index("estimate_id")["reason"]
    assert out.to_dict() == {"e2": "restated beside a printed rate on the same base"}


def test_project_refuses_years_too_far_and_leaves_out_stale_pools():
    with pytest.raises(TooFarAhead, match="2045"):
        project.project(estimates(), "2026-01", [2029, 2045])
    stale = estimates(as_of=["2015", "2016", "2017", "2024", "2025"])
    table = project.project(stale, "2026-01", [2029])
    assert set(table["denominator"]) == {"employed"}


def test_a_path_bends_the_trajectories():
    path = pd.Series({2029: 60.0})
    bent = project.project(estimates(), "2026-01", [2029], scenario="path", path=path, seed=1)
    trend = project.project(estimates(), "2026-01", [2029])
    assert (bent["value"].to_numpy() >= trend["value"].to_numpy()).all()
    assert bent["trajectory_id"].str.contains(":path:").all()


def test_a_place_without_a_figure_is_answered_when_asked_for():
    asked = project.project(estimates(), "2026-01", [2029], regions=["35.99", "35.05"])
    assert set(asked["region_code"]) == {"35.99", "35.05"}
    wide = (
        asked[asked["quantile"].isin([0.1, 0.9])].groupby(["denominator", "region_code"])["value"].agg(np.ptp)
    )
    assert wide["eligible", "35.99"] > 1.2 * wide["eligible", "35.05"]


def test_a_break_of_base_starts_the_level_anew():
    """A rate that falls from 55 to 17.6 makes figures look noisy, unless the break is known."""
    broken = estimates(value=[55.0, 17.6, 24.0, 20.0, 21.5], low=[54.9, 17.59, 23, 19, 21.4],
                       high=[55.1, 17.61, 25, 21, 21.6])  # fmt: skip
    breaks = pd.DataFrame({"region_code": ["35.05", "35.02"], "as_of": ["2025-01", "2025-01"]})
    shown = dict(series.pools(broken, "2026-01", breaks))
    assert shown["eligible"]["base"].tolist() == ["1 before", "", ""]
    assert set(shown["employed"]["base"]) == {""}
    fall, anew = (
        project.project(broken, "2026-01", [2026], breaks=known).query("region_code == '35.05'")
        for known in (None, breaks)
    )
    assert np.ptp(anew["value"]) < 0.8 * np.ptp(fall["value"])


def test_no_estimate_gives_an_empty_table_with_all_columns():
    table = project.project(estimates().iloc[:0], "2026-01", [2029])
    assert table.empty
    assert list(table.columns) == list(project.project(estimates(), "2026-01", [2029]).columns)


def test_chances_and_their_words():
    targets = pd.DataFrame({
        "target_id": ["n29", "own", "past", "far", "scale"], "region_code": ["00", "35.21", "00", "00", "00"],
        "target_year": [2029, 2027, 2020, 2045, 2029], "target_pct": [45.0, 15.0, 20.0, 99.5, 45.0],
        "scale": ["unknown", "unknown", "unknown", "unknown", "employed"],
    })  # fmt: skip
    table = project.chances(estimates(), targets, "2026-01").set_index("chance_id")
    assert table.loc["35.21:eligible:own", "status"] == "on_track"
    assert table.loc["35.05:eligible:n29", "status"] == "off_track"
    assert set(table["target_id"]) == {"n29", "own", "scale"}
    assert table.loc[table["target_id"] == "scale", "denominator"].tolist() == ["employed"]


@pytest.mark.parametrize(
    ("chance", "word"), [(0.8, "on_track"), (0.79, "open"), (0.2, "open"), (0.19, "off_track")]
)
def test_status_words(chance, word):
    assert project._status(pd.Series([chance])).item() == word


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
    ],
)
def test_forecast_says_what_is_wrong_with_its_tables(train, query, scenario, sentence):
    with pytest.raises(BadTable, match=sentence):
        forecast(train, None, query, scenario=scenario)

"""The pooled projection: against statsmodels' state space, against scipy, and what it promises."""

import numpy as np
import pandas as pd
import pytest
from pool_example import LEVEL, LEVEL_VAR, PARAMS, batches_of, figures
from scipy.stats import multivariate_t
from statsmodels.tools.numdiff import approx_fprime
from statsmodels.tsa.statespace.mlemodel import MLEModel

from ucjlib.core.errors import BadTable, NotEnoughData, TooFarAhead
from ucjlib.reckon import likelihood, pool, posterior
from ucjlib.reckon.ahead import marginals, probability, quantiles
from ucjlib.reckon.draws import draws
from ucjlib.reckon.scale import from_scale, print_variance, to_scale


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


def test_scale_there_and_back():
    percents = np.linspace(0, 100, 101)
    np.testing.assert_allclose(from_scale(to_scale(percents)), percents, atol=1e-5)
    assert print_variance(23.5, 24.5) < print_variance(23.0, 25.0)

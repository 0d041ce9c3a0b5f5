"""What was tried to improve the projection, each against the projection as it stands, on the same cases.

    python -m bench.attempts [--write]

A positive gain says that the projection as it stands has the lower CRPS; its range is a bootstrap over
origins (E: over regions). What stands is kept where taking it away costs more than that range on a set, or
where nothing is lost and a promise is kept; what was left out wins on no public set. `--write` puts the table
into bench/attempts.csv, from which `make docs` fills docs/method.md.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.cases import cases, run_case
from bench.panels import ABSENT, PANELS
from ucjlib.core import tables
from ucjlib.reckon import backtest, likelihood, mean_drift, pool
from ucjlib.reckon.backtest import Case
from ucjlib.reckon.draws import draws
from ucjlib.reckon.entry import forecast
from ucjlib.reckon.rivals import plain_shrink
from ucjlib.reckon.scale import to_scale
from ucjlib.reckon.score import by_origin, by_unit, crps
from ucjlib.run import workspace

HERE = Path(__file__).resolve().parent
KINDS = ("active", "registered")
WEIGHTS = np.array([0.0, 0.25, 0.5, 0.75, 1.0])


def independent(train: pd.DataFrame, *asked) -> NDArray:
    """The drift learnt as if no year were good or bad for all, and the modes of the variances."""

    def modes(_grouped, params, errors, _converged):
        prior = likelihood.PRIORS.loc["mean_drift", "sd"]
        return params, float(np.nan_to_num(errors[0], nan=prior) ** 2)

    with patch.object(pool, "_settled", modes), patch.object(pool.Pool, "common_shock_sd", 0.05):
        return forecast(train, *asked)


def national_shocks(train: pd.DataFrame, national: pd.DataFrame, *asked) -> NDArray:
    """The size of common shocks learnt from the yearly mean over units, ten years of the usual one beside."""
    yearly = to_scale(national.groupby(national["year"].astype(int))["value"].mean())
    step = np.diff(yearly[-12:])
    if len(step) < 3:
        return forecast(train, national, *asked)
    usual = mean_drift.YEARLY_SHOCK_SD**2
    learnt = float(np.sqrt((10 * usual + ((step - step.mean()) ** 2).sum()) / (10 + len(step) - 1)))
    with patch.object(mean_drift, "YEARLY_SHOCK_SD", learnt):
        fitted = pool.fit(train.rename(columns={"lo": "low", "hi": "high"}))
    wider = replace(fitted, common_shock_sd=fitted.common_shock_sd * learnt / np.sqrt(usual))
    with patch("ucjlib.reckon.entry.fit", lambda _: wider):
        return forecast(train, national, *asked)


def heavy_tails(train: pd.DataFrame, *asked) -> NDArray:
    """A Student-t prior of the mean drift, three degrees of freedom and the same variance."""

    def believed(told, told_var, prior, prior_var):
        reach = 6 * np.sqrt(max(told_var, prior_var))
        drift = np.linspace(min(told, prior) - reach, max(told, prior) + reach, 2001)
        log = -((drift - told) ** 2) / (2 * told_var) - 2 * np.log1p((drift - prior) ** 2 / prior_var)
        weight = np.exp(log - log.max())
        mean = float(weight @ drift / weight.sum())
        return mean, float(weight @ (drift - mean) ** 2 / weight.sum())

    with patch.object(mean_drift, "_posterior", believed):
        return forecast(train, *asked)


def by_province(train: pd.DataFrame, *asked) -> NDArray:
    """Levels of places with figures drawn to their province (the first two digits of their code)."""
    return forecast(train.assign(group=train["unit"].str[:2]), *asked)


def mean_with_shrinkage(train: pd.DataFrame, national, query, n_draws: int, seed: int) -> NDArray:
    """Quantiles averaged with those of plain shrinkage, by the weight that foretold last figures best."""
    ordered = train.sort_values(["unit", "year"], kind="stable")
    last = ~ordered.duplicated("unit", keep="last") & ordered["unit"].duplicated(keep=False)
    rest, held = ordered[~last].reset_index(drop=True), ordered[last].reset_index(drop=True)
    both = [np.sort(how(train, national, query, n_draws, seed), axis=1) for how in (forecast, plain_shrink)]
    if len(held) < 8:
        return both[0]
    told = [np.sort(how(rest, national, held, 200, seed), axis=1) for how in (forecast, plain_shrink)]
    score = np.array([crps((1 - w) * told[0] + w * told[1], held["value"]) for w in WEIGHTS])
    worse = score - score[0]
    doubt = worse.std(axis=1, ddof=1) / np.sqrt(len(held))
    weight = WEIGHTS[np.argmin(worse.mean(axis=1) + doubt)]
    return (1 - weight) * both[0] + weight * both[1]


def kind_left_out(train: pd.DataFrame, *asked) -> NDArray:
    return forecast(train[~train["other"]].reset_index(drop=True), *asked)


def kind_as_base(train: pd.DataFrame, *asked) -> NDArray:
    """Figures of the other kind of member kept, as figures over another base."""
    return forecast(train.assign(base=train["other"].astype(str)), *asked)


def nearest(train: pd.DataFrame, _, query: pd.DataFrame, n_draws: int, seed: int, groups: bool) -> NDArray:
    """Places with no figure, answered by their province's figures or by all."""
    grouped = train.rename(columns={"lo": "low", "hi": "high"}).assign(group=train["unit"].str[:2])
    fitted, units = pool.fit(grouped), sorted(set(query["unit"]))
    province = {unit: unit[:2] for unit in units} if groups else None
    years = sorted(set(query["year"]))
    worlds = draws(fitted, years, n_draws, seed, units=units, groups=province, reported=True)
    return worlds[[units.index(u) for u in query["unit"]], [years.index(y) for y in query["year"]]]


def from_all(*asked) -> NDArray:
    return nearest(*asked, groups=False)


def from_province(*asked) -> NDArray:
    return nearest(*asked, groups=True)


def without_figures(held: Iterator[Case]) -> Iterator[Case]:
    """A third of the units hidden, and asked."""
    for number, case in enumerate(held):
        units = np.unique(case.train["unit"])
        hidden = np.random.default_rng(number).choice(units, len(units) // 3, replace=False)
        shown, asked = ~case.train["unit"].isin(hidden), case.query["unit"].isin(hidden)
        if asked.any():
            train, query = case.train[shown].reset_index(drop=True), case.query[asked].reset_index(drop=True)
            yield replace(case, train=train, query=query)


def kinds() -> Iterator[Case]:
    """Restated rates of the estimates table; asked are later ones of the kind a place told last."""
    table = workspace.load("estimates")
    rate = (
        (table["indicator"] == "coverage_rate") & (table["segment"] == "total") & (table["as_of"] >= "2018")
    )
    rows = table[rate & (table["denominator"] == "employed") & table["value"].between(0, 100)]
    rows = rows.assign(lo=rows["low"].clip(0, 100), hi=rows["high"].clip(0, 100))
    dated = [
        backtest.monthly(part.assign(unit=part["region_code"])).assign(numerator=kind)
        for kind, part in rows.groupby("numerator")
    ]
    for case in backtest.cases(pd.concat(dated).sort_values(["unit", "year"], kind="stable")):
        told = case.train[case.train["numerator"].isin(KINDS)].groupby("unit")["numerator"].last()
        train, query = (
            part.assign(other=part["numerator"].isin(KINDS) & (part["numerator"] != part["unit"].map(told)))
            for part in (case.train, case.query)
        )
        yield replace(case, train=train, query=query[~query["other"]].reset_index(drop=True))


def printed() -> Iterator[Case]:
    return backtest.cases(backtest.figures(workspace.load("claims")), "E")


def public(name: str, every: int = 0) -> Callable[[], Iterator[Case]]:
    return lambda: cases(name, 0, every)


ATTEMPTS = [
    ("drift learnt as if regions were independent", independent, forecast,
     {"A": public("A"), "A8": public("A8"), "B": public("B"), "C": public("C"), "E": printed}),
    ("common shocks learnt from the yearly mean", national_shocks, forecast,
     {"A": public("A"), "A8": public("A8"), "B": public("B"), "C": public("C"), "E": printed}),
    ("heavy tails for the prior of the drift", heavy_tails, forecast,
     {"A": public("A"), "A8": public("A8"), "B": public("B"), "C": public("C"), "E": printed}),
    ("averaged with plain shrinkage", mean_with_shrinkage, forecast,
     {"A8": public("A8", 4), "B": public("B"), "C": public("C"), "E": printed}),
    ("levels drawn to the province", by_province, forecast, {"D514": public("D514"), "E": printed}),
    ("no figure: all places instead of the province", from_all, from_province,
     {"D514": lambda: without_figures(public("D514")()), "E": lambda: without_figures(printed())}),
    ("registered members as another base, not left out", kind_as_base, kind_left_out, {"E employed": kinds}),
]  # fmt: skip


def compared(name: str, held: Iterator[Case], attempt: Callable, ours: Callable) -> pd.Series:
    """CRPS of both over the cases of one set, and our gain with its range."""
    rows = []
    for case in held:
        both = [crps(run_case(case, how), case.query["value"]) for how in (ours, attempt)]
        named = case.query[["unit"]].assign(series=case.series, origin=case.origin)
        rows.append(named.assign(ours=both[0], rival=both[1]))
    table = pd.concat(rows, ignore_index=True)
    means = table.groupby(["series", "origin"])[["ours", "rival"]].mean()
    gain = by_unit(table) if name.startswith("E") else by_origin(means.reset_index())
    crps_ours, crps_attempt = means.groupby("series").mean().mean()
    told = [name, crps_attempt, crps_ours, *gain]
    return pd.Series(told, ["set", "crps_attempt", "crps_standing", "gain", "gain_low", "gain_high"])


def measured() -> pd.DataFrame:
    rows = []
    for what, attempt, ours, sets in ATTEMPTS:
        for name, held in sets.items():
            row = compared(name, held(), attempt, ours)
            print(what, row.to_dict(), flush=True)
            rows.append({"attempt": what, **row})
    return pd.DataFrame(rows).round(3)


if __name__ == "__main__":
    if not PANELS.is_dir():
        sys.exit(ABSENT)
    found = measured()
    print(found.to_string(index=False))
    if "--write" in sys.argv:
        tables.write(found, HERE / "attempts.csv")

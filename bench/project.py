"""Back-test of the projection on public coverage panels, and how long it takes.

Run by `make bench`, or `python bench/project.py [A B C E]`. The panels are copies of public data that are not
part of the project: where they are absent the accuracy part is skipped, saying so. A case is a series and
an origin; each unit shows one to five figures (35, 30, 20, 15 %), 40 % of them rounded to whole percents;
asked for is every figure of the next five years.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.period import decimal_year
from ucjlib.reckon.ahead import probability, quantiles
from ucjlib.reckon.draws import draws, forecast
from ucjlib.reckon.pool import fit
from ucjlib.reckon.score import RIVALS, score, skill, target_brier

SHARED = Path(os.environ.get("UCJ_SHARED", Path(__file__).resolve().parents[2] / "shared"))
PANELS = SHARED / "backtest"
SURVEYS = ("skilled_birth", "electricity_surveys")
STRESS = ("pension", "disability_benefit", "work_injury")
SHOWN = ([1, 2, 3, 5], [0.35, 0.30, 0.20, 0.15])


@dataclass(frozen=True)
class Case:
    """What is shown and what is asked at one origin of one series."""

    series: str
    origin: float
    train: pd.DataFrame
    national: pd.DataFrame
    query: pd.DataFrame


def panel(name: str) -> pd.DataFrame:
    """One set as `series`, `unit`, `year`, `value`."""
    if name == "A":
        table = pd.read_csv(PANELS / "sdg_coverage_1980_2019.csv")
        return table[~table["series"].isin(STRESS)][["series", "unit", "year", "value"]]
    if name == "B":
        table = pd.read_csv(PANELS / "wuenic_2000_2021.csv", dtype={"unit_code": str})
        table = table.rename(columns={"vaccine": "series"})
    else:
        table = pd.read_csv(PANELS / "electricity_access_wdi_1990_2023.csv", dtype={"unit_code": str}).assign(
            series="electricity"
        )
    return table.rename(columns={"unit_code": "unit", "coverage_pct": "value"})[
        ["series", "unit", "year", "value"]
    ].dropna()


def cases(table: pd.DataFrame, every: int = 2, seed: int = 0) -> Iterator[Case]:
    """Rolling origins of each series; a case needs 8 asked units and 3 units with two figures."""
    for series, rows in table.groupby("series", sort=True):
        rows = rows.sort_values(["unit", "year"], kind="stable")
        for origin in np.arange(rows["year"].min() + 2, rows["year"].max(), every):
            case = one_case(
                str(series), float(origin), rows, np.random.default_rng([seed, int(origin), len(rows)])
            )
            asked, shown = case.query["unit"].nunique(), case.train["unit"].value_counts()
            if asked >= 8 and (shown > 1).sum() >= 3:
                yield case


def one_case(series: str, origin: float, rows: pd.DataFrame, rng: np.random.Generator) -> Case:
    """Hide all but the last and k - 1 random earlier figures of ten years; round 40 % of the shown."""
    past = rows[(rows["year"] <= origin) & (rows["year"] > origin - 10)]
    last = past.groupby("unit").tail(1)
    oldest = origin - (4 if series in SURVEYS else 1)
    units = last.loc[(last["year"] >= oldest) & last["value"].between(2, 90), "unit"]
    past = past[past["unit"].isin(units)]
    is_last = ~past.duplicated("unit", keep="last")
    rank = (
        past.assign(luck=np.where(is_last, -1.0, rng.random(len(past))))
        .groupby("unit")["luck"]
        .rank(method="first")
    )
    wanted = pd.Series(rng.choice(SHOWN[0], p=SHOWN[1], size=len(units)), index=units)
    train = past[rank <= past["unit"].map(wanted)]
    rough = rng.random(len(train)) < 0.4
    value = np.where(rough, train["value"].round(), train["value"])
    half = np.where(rough, 0.5, 0.005)
    train = train.assign(
        value=value, lo=np.maximum(value - half, 0), hi=np.minimum(value + half, 100), precision=half
    )
    future = rows[(rows["year"] > origin) & (rows["year"] <= origin + 5) & rows["unit"].isin(units)]
    national = rows[rows["year"] <= origin].groupby("year", as_index=False)["value"].mean()
    return Case(series, origin, train.reset_index(drop=True), national, future.reset_index(drop=True))


def score_case(case: Case, method: Callable, n_draws: int = 500) -> dict[str, float]:
    """Mean scores of one method on one case."""
    worlds = method(case.train, case.national, case.query[["unit", "year"]], n_draws, 0)
    last = case.train.groupby("unit").tail(1).set_index("unit").loc[case.query["unit"]]
    lead = case.query["year"].to_numpy() - last["year"].to_numpy()
    means = score(worlds, case.query["value"]).mean().to_dict()
    return means | {"brier": float(target_brier(worlds, case.query["value"], last["value"], lead).mean())}


def articles() -> pd.DataFrame:
    """Set E: dated totals of regencies, cities and provinces since 2018; one figure per region and month."""
    rows = pd.read_csv(SHARED / "figures" / "article_figures.csv", dtype=str, keep_default_na=False)
    region = rows["region_name"].str.match("Kabupaten|Kota|Provinsi")
    total = (rows["indicator"] == "coverage_rate") & (rows["segment"] == "total")
    rows = rows[total & region & (rows["as_of"] >= "2018")]
    value = rows["value"].astype(float)
    decimals = rows["value_as_printed"].str.extract(r"[.,](\d+)")[0].str.len().fillna(0)
    half = (0.5 * 0.1 ** decimals.clip(upper=2)).where(rows["approx"] != "yes", 2.0)
    dated = rows.assign(value=value, lo=(value - half).clip(lower=0), hi=(value + half).clip(upper=100))
    dated = dated.assign(year=dated["as_of"].map(decimal_year), month=dated["as_of"].str[:7])
    merged = (
        dated[value <= 100]
        .groupby(["region_name", "month"])
        .agg(year=("year", "mean"), value=("value", "median"), lo=("lo", "min"), hi=("hi", "max"))
    )
    return (
        merged.reset_index().rename(columns={"region_name": "unit"}).assign(precision=merged["hi"].to_numpy())
    )


def article_cases() -> Iterator[Case]:
    """Everything dated up to the origin is shown, everything later is asked."""
    rows = articles().sort_values(["unit", "year"], kind="stable")
    for origin in (2023.0, 2024.0, 2024.5, 2025.0, 2025.3, 2025.55, 2025.7):
        train = rows[rows["year"] <= origin].reset_index(drop=True)
        later = rows[(rows["year"] > origin) & rows["unit"].isin(train["unit"])].reset_index(drop=True)
        yield Case("articles", origin, train, train[["year", "value"]], later)


def last_value_articles(
    train: pd.DataFrame, _: object, query: pd.DataFrame, n_draws: int = 500, seed: int = 0
) -> NDArray:
    """Rival on articles, where gaps are often days: the last figure plus any change ever seen."""
    change = train.groupby("unit")["value"].diff().dropna().to_numpy()
    last = query["unit"].map(train.groupby("unit")["value"].last()).to_numpy()
    drawn = np.random.default_rng(seed).choice(change, (len(query), n_draws))
    return np.clip(last[:, None] + drawn, 0, 100)


def back_test(name: str) -> pd.DataFrame:
    """Scores per method and series of one set."""
    methods = {"ucjlib": forecast} | RIVALS
    if name == "E":
        methods["last_value"] = last_value_articles
    found = []
    for case in article_cases() if name == "E" else cases(panel(name), every=3 if name == "C" else 2):
        for method, run in methods.items():
            found.append({"method": method, "series": case.series, **score_case(case, run)})
    return pd.DataFrame(found).groupby(["method", "series"]).mean()


def summary(scores: pd.DataFrame) -> pd.DataFrame:
    """One row per method: means over series, and our skill against it."""
    table = scores.groupby("method").mean()
    ours = scores.loc["ucjlib", "crps"]
    table["our_skill"] = [skill(ours, scores.loc[m, "crps"].loc[ours.index]) for m in table.index]
    return table.sort_values("crps")


def invented() -> pd.DataFrame:
    """Figures of 514 regions such as the news prints: one to five each, whole percents."""
    rng = np.random.default_rng(1)
    count = rng.choice(SHOWN[0], p=SHOWN[1], size=514)
    year = rng.uniform(2018, 2026, count.sum())
    level = np.repeat(rng.normal(30, 12, 514), count)
    value = np.clip(level + 1.2 * (year - 2022) + rng.normal(0, 3, count.sum()), 2, 95)
    unit = np.repeat([f"{i:03d}" for i in range(514)], count)
    return pd.DataFrame({"unit": unit, "year": year, "value": value, "low": value - 0.5, "high": value + 0.5})


def speed() -> None:
    """Seconds for 514 regions: fit, closed form, joint draws."""
    figures = invented()
    pool = fit(figures)
    years = np.arange(2027.0, 2047.0).tolist()
    path = pd.Series(np.linspace(35, 60, 20), index=years)
    unit = np.repeat(pool.units.index, 20)
    asked = pd.DataFrame({"unit": unit, "year": np.tile(years, 514), "target_pct": 45.0})

    def closed() -> None:
        for _ in range(3):
            quantiles(pool, years, [0.1, 0.5, 0.9], allow_far=True)
            probability(pool, asked, allow_far=True)

    def joint(count: int) -> None:
        for scenario in (None, None, path):
            draws(pool, years[:count], 1000, 1, scenario, allow_far=True)

    timed("fit 514", 0.6, lambda: fit(figures))
    timed("quantiles and probabilities, 514 x 20 x 3", 0.05, closed)
    timed("joint draws, 514 x 3 x 1,000, 4 years", 0.4, lambda: joint(4))
    timed("joint draws, 514 x 3 x 1,000, 20 years", 1.5, lambda: joint(20))


def timed(what: str, goal: float, run: Callable[[], object]) -> None:
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    print(f"{what:45s} {min(taken):7.3f} s  (goal {goal})")


def main(names: list[str]) -> None:
    speed()
    if not PANELS.is_dir():
        print("accuracy skipped: the folder of back-test panels is absent (set UCJ_SHARED)")
        return
    for name in names:
        start = time.perf_counter()
        table = summary(back_test(name))
        print(f"\nset {name}, {time.perf_counter() - start:.0f} s\n{table.round(3).to_string()}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["A", "B", "C", "E"])

"""How long it takes: 514 invented regions, fitted, in closed form and in joint draws. Least of five runs."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from bench.cases import SHOWN
from ucjlib.reckon.ahead import probability, quantiles
from ucjlib.reckon.draws import draws
from ucjlib.reckon.pool import fit

RUNS = 5


def seconds() -> dict[str, float]:
    """Seconds by name: fit; joint draws of 4 and of 20 years; quantiles and probabilities; three scenarios
    each but the fit.
    """
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

    return {
        "fit": least(lambda: fit(figures)),
        "draws_4": least(lambda: joint(4)),
        "draws_20": least(lambda: joint(20)),
        "closed": least(closed),
    }


def invented() -> pd.DataFrame:
    """Figures of 514 regions such as the news prints: one to five each, whole percents."""
    rng = np.random.default_rng(1)
    count = rng.choice(SHOWN[0], p=SHOWN[1], size=514)
    year = rng.uniform(2018, 2026, count.sum())
    level = np.repeat(rng.normal(30, 12, 514), count)
    value = np.clip(level + 1.2 * (year - 2022) + rng.normal(0, 3, count.sum()), 2, 95)
    unit = np.repeat([f"{i:03d}" for i in range(514)], count)
    return pd.DataFrame({"unit": unit, "year": year, "value": value, "low": value - 0.5, "high": value + 0.5})


def least(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)

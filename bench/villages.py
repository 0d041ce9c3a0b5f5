"""The whole of Indonesia by village: seconds, memory and growth; and scenarios drawn from one set of normals.

    python -m bench.villages [villages, default 83000]

Invented villages in 38 provinces, one in ten with one to three figures. Three scenarios, two of them with a
path for the nation's mean, 1,000 joint draws, the ends of four years. `cpu` is the processor's seconds of a
projection, `times` these over those of a quarter of the villages: 2 and 4 are linear growth. `most_mib` is
the greatest memory of the process so far, Python and imports included. `off_path` is how far, in points, the
nation's mean may lie from a path in a draw.
"""

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from bench.speed import invented, least
from ucjlib.reckon.chunks import project_in_chunks
from ucjlib.reckon.draws import draws_by_scenario
from ucjlib.reckon.pool import Pool, fit, with_units

YEARS = [2027.0, 2028.0, 2029.0, 2030.0]
PLAN = pd.Series([32.0, 34.0, 37.0, 40.0], index=YEARS)
SCENARIOS = {"trend": None, "plan": PLAN, "target": pd.Series({2030.0: 45.0})}
SHOWN = 0.1
"""Share of villages with a figure."""


def main(most: int) -> None:
    for count in (4, 20):
        print(f"514 regions, 3 scenarios at once, 1,000 draws, {count:2} years: {at_once(count):.3f} s")
    rows = pd.DataFrame([measured(size) for size in (most // 4, most // 2, most)])
    rows["times"] = rows["cpu"] / rows["cpu"].iloc[0]
    print(rows.to_string(index=False, float_format="{:.2f}".format))


def measured(size: int) -> dict[str, object]:
    table, groups = villages(size)
    fitted, pool = timed(lambda: fit(table))
    filled, _ = timed(lambda: with_units(pool, list(groups), groups))
    cpu = time.process_time()
    taken, off = timed(lambda: off_path(pool, groups))
    cpu = time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = {"fit": fitted, "with_units": filled, "project": taken, "cpu": cpu}
    return {"villages": size, **seconds, "most_mib": memory, "off_path": f"{off:.6f}"}


def villages(size: int, seed: int = 0) -> tuple[pd.DataFrame, dict[str, str]]:
    """Figures of some villages, and the province of every village."""
    rng = np.random.default_rng(seed)
    groups = {f"{n:06d}": f"{11 + n * 38 // size}" for n in range(size)}
    count = np.where(rng.random(size) < SHOWN, rng.integers(1, 4, size), 0)
    level = np.repeat(rng.normal(30, 12, size), count)
    year = rng.uniform(2019, 2026, count.sum())
    value = np.clip(level + 1.2 * (year - 2022) + rng.normal(0, 3, count.sum()), 2, 95)
    figures = pd.DataFrame({"unit": np.repeat(list(groups), count), "year": year, "value": value})
    return figures.assign(low=value - 0.5, high=value + 0.5, group=figures["unit"].map(groups)), groups


def off_path(pool: Pool, groups: dict[str, str]) -> float:
    """Works through all chunks; how far the nation's mean lies from its paths in any draw."""
    workers = np.random.default_rng(1).lognormal(7, 0.6, len(groups))
    for chunk in project_in_chunks(
        pool, list(groups), YEARS, 1000, 1, SCENARIOS,
        levels=(0.05, 0.1, 0.5, 0.9, 0.95), targets=45.0, weights=workers, groups=groups,
    ):  # fmt: skip
        totals = chunk.totals
    plan = totals.mean("plan") - PLAN.to_numpy()[:, None]
    return float(max(np.abs(plan).max(), np.abs(totals.mean("target")[3] - 45).max()))


def at_once(count: int) -> float:
    """Seconds for 514 regions in three scenarios from one set of random numbers."""
    pool, years = fit(invented()), np.arange(2027.0, 2027.0 + count).tolist()
    scenarios = {"trend": None, "same": None, "path": pd.Series(np.linspace(35, 60, 20)[:count], index=years)}
    return least(lambda: draws_by_scenario(pool, years, 1000, 1, scenarios, allow_far=True))


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = run()
    return time.perf_counter() - start, found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 83_000)

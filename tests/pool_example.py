"""Invented figures of a pool, and parameters to check them with."""

import numpy as np
import pandas as pd

from ucjlib.reckon import observed, pool

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

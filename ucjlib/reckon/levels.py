"""Draws of each place's level where no joint draws are at hand: within the print, and as firm as the grade.

A figure is printed more precisely than it is known: two outlets that speak of one place within half a year
differ by a point (grade B) to six (grade D). `grades.csv` holds that noise by grade on the scale of
`ucjlib.reckon.scale`, measured on pairs of the collected figures; a test measures it anew.

Places are drawn independently, so a shock common to all is not in it: it would move levels and no ranks. A
figure above 100 percent is taken for 100 once noise is added.
Source of the method: uniform within the print, normal noise of reporting.

>>> rows = pd.DataFrame({"region_code": ["35.05", "35.21"], "low": [17.59, 23.0], "high": [17.61, 25.0]})
>>> draw_levels(rows, n_draws=500, seed=1).mean(axis=1).round().tolist()
[18.0, 24.0]
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable, UnknownTerm
from ucjlib.reckon.compare_words import need, own_table
from ucjlib.reckon.scale import from_scale, to_scale


def draw_levels(
    rows: pd.DataFrame,
    joint: pd.DataFrame | None = None,
    *,
    reported_sd: float | None = None,
    n_draws: int = 1000,
    seed: int = 0,
) -> NDArray:
    """Draws of coverage, (rows, n_draws), percent.

    rows : frame `region_code` (once each), `low`, `high` (percent), and `grade` (A-D) where known.
    joint : region code -> row of joint draws (percent), in place of draws within low-high.
    reported_sd : noise of a published figure on the scale, added to every draw; None takes the noise of the
        grade where `rows` has grades and `joint` is not given, else none.

    The draws of a place do not depend on the order of the rows.
    Raises BadTable (a column missing or blank, a place twice, joint draws without a place), UnknownTerm
    (grade).
    """
    need(rows, ["region_code", "low", "high"], "levels")
    if rows["region_code"].duplicated().any():
        raise BadTable("a place stands twice", where="levels", fix="choose one figure of each place")
    order = np.argsort(rows["region_code"].to_numpy(dtype=str), kind="stable")
    rng, ordered = np.random.default_rng(seed), rows.iloc[order]
    drawn = _within(ordered, n_draws, rng) if joint is None else _given(ordered, joint)
    noise = _noise(ordered, joint is not None, reported_sd)
    if noise.any():
        step = noise[:, None] * rng.standard_normal(drawn.shape)
        drawn = from_scale(to_scale(np.clip(drawn, 0, 100)) + step)
    levels = np.empty_like(drawn)
    levels[order] = drawn
    return levels


def grade_noise() -> pd.Series:
    """Noise of a published figure by grade, on the scale.

    >>> grade_noise().to_dict()
    {'A': 0.03, 'B': 0.055, 'C': 0.126, 'D': 0.287}
    """
    return own_table("grades").set_index("grade")["sd"].astype(float)


def _within(rows: pd.DataFrame, n_draws: int, rng: np.random.Generator) -> NDArray:
    low, high = (rows[name].to_numpy(dtype=float)[:, None] for name in ("low", "high"))
    return low + (high - low) * rng.random((len(rows), n_draws))


def _given(rows: pd.DataFrame, joint: pd.DataFrame) -> NDArray:
    absent = sorted(set(rows["region_code"]) - set(joint.index))
    if absent:
        raise BadTable(f"the draws have no row for {', '.join(absent)}", where="worlds")
    return joint.loc[rows["region_code"]].to_numpy(dtype=float)


def _noise(rows: pd.DataFrame, joint: bool, reported_sd: float | None) -> NDArray:
    if reported_sd is not None or joint or "grade" not in rows:
        return np.full(len(rows), reported_sd or 0.0)
    noise = rows["grade"].map(grade_noise())
    if noise.isna().any():
        unknown = sorted(set(rows.loc[noise.isna(), "grade"].astype(str)))
        raise UnknownTerm(f"no noise is known for grade {', '.join(unknown)}", fix="write A, B, C or D")
    return noise.to_numpy(dtype=float)

"""Who is ahead, as far as the figures can tell: ranks with ranges, and which regions cannot be told apart.

Each region's level is drawn many times within its range; the ranks of the draws give the rank's middle and
its 80 % range. Only like figures are compared: one denominator, one kind of member. Unlike ones are
refused, or labelled when asked.

Not for league tables: with printed figures alone ranks look surer than they are; pass joint draws of the
projection (`worlds`) or a noise of reporting (`reported_sd`) to be fair.
Source of the method: ranks of posterior draws (Klein, Wright and Wieczorek 2020 give the joint sets);
Kitagawa (1955) for the parts of a change.

>>> estimates = pd.DataFrame({"estimate_id": ["e1", "e2", "e3"], "region_code": ["35.05", "35.21", "35.02"],
...     "place": ["Kabupaten Blitar", "Kabupaten Ngawi", "Kabupaten Ponorogo"], "indicator": "coverage_rate",
...     "segment": "total", "numerator": "active", "denominator": "eligible",
...     "as_of": ["2025-04-14", "2025-12-19", "2025-06"],
...     "value": [17.60, 24.0, 23.4], "low": [17.59, 23.0, 23.3], "high": [17.61, 25.0, 23.5]})
>>> ranked = compare(estimates, province="35")
>>> ranked[["place", "rank", "rank_low", "rank_high", "tier"]].values.tolist()
[['Kabupaten Ngawi', 1, 1, 2, 1], ['Kabupaten Ponorogo', 2, 1, 2, 1], ['Kabupaten Blitar', 3, 3, 3, 2]]
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ucjlib.core.errors import BadTable, NotEnoughData, UnlikeFigures
from ucjlib.reckon.scale import from_scale, to_scale
from ucjlib.reckon.series import by_date

SURE = 0.9
"""Two regions are told apart when the order of their draws holds in this share."""
BASIS = ["denominator", "numerator"]
COLUMNS = [
    "region_code", "place", "as_of", "value", "low", "high", "unit", "denominator", "numerator",
    "rank", "rank_low", "rank_high", "chance_top", "chance_above_next", "tier", "note", "estimate_id",
]  # fmt: skip


def compare(
    estimates: pd.DataFrame,
    province: str = "",
    *,
    denominator: str = "",
    numerator: str = "",
    indicator: str = "coverage_rate",
    segment: str = "total",
    label_unlike: bool = False,
    worlds: pd.DataFrame | None = None,
    reported_sd: float = 0.0,
    top: int = 10,
    n_draws: int = 4000,
    seed: int = 0,
) -> pd.DataFrame:
    """Regencies and cities, of one province or of all, ranked by their latest figure.

    estimates : the estimates table. denominator, numerator : keep these figures only. label_unlike : rank
        unlike figures together all the same, and say so in `note`.
    worlds : frame of joint draws, region code -> row of draws (percent), in place of draws within low-high.
    reported_sd : noise of a published figure on the scale (the pool's `exp(params["log_noise_sd"])`), added
        to the draws.

    Returns, best first: `region_code`, `place`, `as_of`, `value`, `low`, `high` (as estimated), `unit`,
    `denominator`, `numerator`, `rank` (of the median draw), `rank_low`, `rank_high` (80 %), `chance_top`
    (of being among the first `top`), `chance_above_next` (NaN for the last), `tier` (regions of one tier
    cannot be told apart from its first), `note`, `estimate_id`.
    Raises UnlikeFigures (unless label_unlike), NotEnoughData (fewer than two regions), BadTable (worlds
    without a region).
    """
    rows = _latest(
        estimates, province, {"denominator": denominator, "numerator": numerator}, (indicator, segment)
    )
    unlike = _unlike(rows, label_unlike)
    levels = _levels(rows, worlds, reported_sd, n_draws, seed)
    order = np.lexsort((rows["region_code"], -rows["value"], -np.median(levels, axis=1)))
    rows, levels, unlike = rows.iloc[order], levels[order], unlike.iloc[order]
    ranks = rank_draws(levels)
    low, high = np.quantile(ranks, [0.1, 0.9], axis=1, method="nearest").astype(int)
    tier = tiers(levels)
    ranked = rows.assign(
        rank=np.arange(1, len(rows) + 1),
        rank_low=low,
        rank_high=high,
        chance_top=(ranks <= top).mean(axis=1).round(3),
        chance_above_next=_above_next(levels),
        tier=tier,
        note=_notes(rows, tier, unlike),
    )
    return ranked[COLUMNS].reset_index(drop=True)


def rank_draws(levels: NDArray) -> NDArray:
    """Rank of each region in each draw, 1 the highest: (regions, draws) -> the same shape; ties by row.

    >>> rank_draws(np.array([[10.0, 30.0], [20.0, 20.0]])).tolist()
    [[2, 1], [1, 2]]
    """
    order = np.argsort(-levels, axis=0, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, len(levels) + 1)[:, None], axis=0)
    return ranks


def tiers(levels: NDArray) -> NDArray:
    """Groups of neighbours, best first: a new one begins where the group's first is surely above.

    levels : (regions, draws) in ranked order. A tier holds regions that cannot be told apart from its first.

    >>> tiers(np.array([[30.0, 31.0], [31.0, 30.0], [10.0, 11.0]])).tolist()
    [1, 1, 2]
    """
    tier, first = np.ones(len(levels), dtype=int), 0
    for i in range(1, len(levels)):
        surely = (levels[first] > levels[i]).mean() >= SURE
        tier[i] = tier[i - 1] + surely
        first = i if surely else first
    return tier


def kitagawa(
    rates: ArrayLike, weights: ArrayLike, later_rates: ArrayLike, later_weights: ArrayLike
) -> dict[str, float]:
    """Parts of a change of total coverage: of the groups' rates, and of the mix of groups (points).

    rates : percent, by group; weights : shares of the groups among all workers, adding to 1. From end 2023
    to June 2024 in Bangka Belitung (wage workers, own-account, construction):

    >>> weights = [0.508, 0.430, 0.062]
    >>> kitagawa([42.83, 37.59, 80.40], weights, [41.07, 15.01, 74.40], weights)
    {'rate_points': -10.98, 'mix_points': 0.0}
    """
    p, w, p2, w2 = (np.asarray(a, dtype=float) for a in (rates, weights, later_rates, later_weights))
    if not (np.isclose(w.sum(), 1, atol=1e-3) and np.isclose(w2.sum(), 1, atol=1e-3)):
        raise BadTable(
            "the weights of the groups do not add to 1", where="kitagawa", fix="give shares of all workers"
        )
    rate, mix = ((w + w2) / 2 * (p2 - p)).sum(), ((p + p2) / 2 * (w2 - w)).sum()
    return {"rate_points": round(float(rate), 2), "mix_points": round(float(mix), 2)}


def convergence(now: NDArray, later: NDArray) -> float:
    """Share of draws in which regions lie closer together later than now (spread on the scale).

    now, later : joint draws (regions, draws), percent; of the smoothed levels, never of the raw figures,
    whose noise alone would look like convergence.

    >>> convergence(np.array([[10.0, 10.0], [50.0, 50.0]]), np.array([[20.0, 5.0], [50.0, 60.0]]))
    0.5
    """
    return float((to_scale(later).std(axis=0) < to_scale(now).std(axis=0)).mean())


def _latest(
    estimates: pd.DataFrame, province: str, basis: dict[str, str], what: tuple[str, str]
) -> pd.DataFrame:
    """The latest estimate of each region asked for, by region code."""
    code, (indicator, segment) = estimates["region_code"], what
    asked = code.str.startswith(f"{province}.") if province else code.str.contains(".", regex=False)
    asked &= (
        (estimates["indicator"] == indicator) & (estimates["segment"] == segment) & estimates["value"].notna()
    )
    asked &= estimates["as_of"] != ""
    for column, word in basis.items():
        asked &= (estimates[column] == word) if word else True
    rows = by_date(estimates[asked])
    rows = rows.groupby("region_code", as_index=False).tail(1).sort_values("region_code")
    if len(rows) < 2:
        raise NotEnoughData(
            f"{len(rows)} region has a figure to compare",
            where=f"{indicator}, {segment}, province {province or 'any'}",
            fix="widen the province, or drop denominator and numerator",
        )  # fmt: skip
    return rows.assign(unit=rows.get("unit", "percent"))


def _unlike(rows: pd.DataFrame, label_unlike: bool) -> pd.Series:
    """'' per row, or how it differs from the commonest basis; raises where that may not be."""
    basis = rows[BASIS].agg(" / ".join, axis=1)
    counts = basis.value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    if len(counts) > 1 and not label_unlike:
        told = "; ".join(f"{n} over {name}" for name, n in counts.items())
        raise UnlikeFigures(
            f"the figures rest on {len(counts)} bases (denominator / members): {told}",
            why="shares of different wholes have no common order",
            fix="pass denominator= and numerator=, or label_unlike=True to show them marked",
        )
    return basis.where(basis != counts.index[0], "")


def _levels(
    rows: pd.DataFrame, worlds: pd.DataFrame | None, reported_sd: float, n_draws: int, seed: int
) -> NDArray:
    """Draws of each region's level, (regions, draws): from `worlds`, or evenly within low-high."""
    rng = np.random.default_rng(seed)
    if worlds is None:
        low, high = rows["low"].to_numpy()[:, None], rows["high"].to_numpy()[:, None]
        levels = low + (high - low) * rng.random((len(rows), n_draws))
    else:
        absent = sorted(set(rows["region_code"]) - set(worlds.index))
        if absent:
            raise BadTable(f"the draws have no row for {', '.join(absent)}", where="worlds")
        levels = worlds.loc[rows["region_code"]].to_numpy(dtype=float)
    if not reported_sd:
        return levels
    return from_scale(to_scale(np.clip(levels, 0, 100)) + reported_sd * rng.standard_normal(levels.shape))


def _above_next(levels: NDArray) -> NDArray:
    above = (levels[:-1] > levels[1:]).mean(axis=1)
    return np.append(above, np.nan).round(3)


def _notes(rows: pd.DataFrame, tier: NDArray, unlike: pd.Series) -> list[str]:
    """In words what keeps a rank from being taken at its face."""
    size = rows["place"].groupby(tier).transform("size")
    tied = np.where(
        size > 1,
        "cannot be told apart from the others of tier " + pd.Series(tier, rows.index).astype(str),
        "",
    )
    other = np.where(unlike != "", "unlike: over " + unlike, "")
    return ["; ".join(filter(None, pair)) for pair in zip(tied, other, strict=True)]

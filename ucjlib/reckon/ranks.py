"""Ranks with ranges, the chance of order of every pair, and the groups that cannot be told apart.

All from draws of the levels, joint ones of the projection where given: each draw is ranked whole, so a range
of ranks takes in what is known of the others. Regions in ranked order form a group while the order of
*every* pair in it holds in more than 10 and less than 90 % of the draws; groups are the longest such runs, so
they overlap and a region may belong to several. The older, coarser `tiers` do not overlap.

Not for league tables without the ranges: with printed figures alone ranks look surer than they are.
Source of the method: ranks of posterior draws (Klein, Wright and Wieczorek 2020 give joint sets); letters for
overlapping groups (Piepho 2004), here of neighbours only.

>>> levels = np.array([[30.0, 31.0, 30.0], [31.0, 30.0, 29.0], [10.0, 11.0, 12.0]])
>>> table = rank_table(levels, ["35.05", "35.21", "35.02"], top=1)
>>> table[["region_code", "rank", "rank_low", "rank_high", "groups"]].values.tolist()
[['35.05', 1, 1, 2, '1'], ['35.21', 2, 1, 2, '1'], ['35.02', 3, 3, 3, '']]
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import columns

SURE = 0.9
"""Two regions are told apart when the order of their draws holds in this share."""


def rank_table(levels: NDArray, names: Sequence[str], top: int = 10) -> pd.DataFrame:
    """Every region's rank with its 80 % range, best first.

    levels : (regions, draws), percent. names : region codes, one a row, each once. top : for `chance_top`.

    Returns `region_code`, `rank` (by the middle of the draws), `median_rank`, `rank_low`, `rank_high`,
    `chance_top`, `chance_above_next`, `tier`, `groups`.
    Raises BadTable (shape, a name twice, a draw that is no number).
    """
    ordered, levels = _ranked(levels, names)
    ranks, chance = rank_draws(levels), _chances(levels)
    low, middle, high = np.quantile(ranks, [0.1, 0.5, 0.9], axis=1, method="nearest").astype(int)
    table = pd.DataFrame({"region_code": ordered, "rank": np.arange(1, len(ordered) + 1)}).assign(
        median_rank=middle, rank_low=low, rank_high=high,
        chance_top=(ranks <= top).mean(axis=1).round(3),
        chance_above_next=np.append(np.diagonal(chance, 1), np.nan).round(3)[: len(ordered)],
        tier=tiers(levels), groups=_memberships(runs(chance), len(ordered)),
    )  # fmt: skip
    return table[columns("ranks")]


def pairwise(levels: NDArray, names: Sequence[str]) -> pd.DataFrame:
    """Chance that the row's region lies above the column's, in ranked order; equal draws count half.

    levels, names : as `rank_table`. Returns a square frame; a cell and its mirror add to 1, the diagonal is a
    half.

    >>> pairwise(np.array([[10.0, 30.0], [20.0, 20.0], [5.0, 5.0]]), ["a", "b", "c"]).values.tolist()
    [[0.5, 0.5, 1.0], [0.5, 0.5, 1.0], [0.0, 0.0, 0.5]]
    """
    ordered, levels = _ranked(levels, names)
    return pd.DataFrame(_chances(levels), index=ordered, columns=ordered)


def group_table(levels: NDArray, names: Sequence[str]) -> pd.DataFrame:
    """Groups that cannot be told apart: `group`, `first_rank`, `last_rank`, `size`, `region_codes`.

    levels, names : as `rank_table`. A region told apart from both neighbours is in none.
    """
    ordered, levels = _ranked(levels, names)
    rows = [
        (g, first + 1, last + 1, last - first + 1, " ".join(ordered[first : last + 1]))
        for g, (first, last) in enumerate(runs(_chances(levels)), 1)
    ]
    return pd.DataFrame(rows, columns=columns("groups"))


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


def runs(chance: NDArray, sure: float = SURE) -> list[tuple[int, int]]:
    """First and last position of each longest run in which no pair is told apart, at least two long.

    chance : square, ranked order; chance[i, j] of i above j. sure : an order held in this share tells apart.

    >>> runs(np.array([[0.5, 0.7, 0.95], [0.3, 0.5, 0.8], [0.05, 0.2, 0.5]]))
    [(0, 1), (1, 2)]
    """
    n = len(chance)
    apart = np.triu(np.maximum(chance, chance.T) >= sure, 1)
    stop = np.where(apart.any(axis=1), apart.argmax(axis=1), n)
    last = np.minimum.accumulate(stop[::-1])[::-1] - 1
    longest = last > np.append(-1, last[:-1])
    return [(i, int(last[i])) for i in range(n) if longest[i] and last[i] > i]


def _ranked(levels: NDArray, names: Sequence[str]) -> tuple[list[str], NDArray]:
    """Names and draws, best first; equal middles in the order of the names, whatever that of the rows."""
    codes, drawn = np.asarray(names, dtype=str), np.asarray(levels)
    if drawn.ndim != 2 or len(codes) != len(drawn) or len(set(codes)) < len(codes):
        raise BadTable(
            f"{len(codes)} names and draws of shape {drawn.shape} are no (regions, draws)",
            where="levels", fix="give one row of draws for each region, each once",
        )  # fmt: skip
    if not np.isfinite(drawn).all():
        raise BadTable("a draw is no number", where="levels", fix="leave that region out, and say so")
    order = np.lexsort((codes, -np.median(drawn, axis=1)))
    return codes[order].tolist(), drawn[order]


def _chances(levels: NDArray) -> NDArray:
    """Chance of row above column, equal draws half; what lies below the diagonal follows."""
    n, drawn = len(levels), np.ascontiguousarray(levels)
    chance = np.full((n, n), 0.5)
    for i in range(n - 1):
        rest = drawn[i + 1 :]
        twice = np.count_nonzero(drawn[i] > rest, axis=1) + np.count_nonzero(drawn[i] >= rest, axis=1)
        chance[i, i + 1 :] = twice / (2 * drawn.shape[1])
    lower = np.tril_indices(n, -1)
    chance[lower] = 1 - chance.T[lower]
    return chance


def _memberships(found: list[tuple[int, int]], n: int) -> list[str]:
    words: list[list[str]] = [[] for _ in range(n)]
    for g, (first, last) in enumerate(found, 1):
        for i in range(first, last + 1):
            words[i].append(str(g))
    return [" ".join(mine) for mine in words]

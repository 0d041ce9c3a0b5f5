"""Which shares of the workers the groups can have, given the total rate and theirs.

The total is the groups' rates weighted by their shares, so a source that prints a total and its groups
tells something of the shares. Every printed number is a range; a set of shares (from 0, adding to 1) is
possible when some total and some rates within their prints meet at every date:

    sum_k w_k low_k <= total high     and     sum_k w_k high_k >= total low

which is exact, since shares are not negative. Each share's least and greatest value is a linear programme.
One date and three groups leave a wide set: Kabupaten Tegal (64.23, 12.39, 34.35 make 30.29) can have no
construction workers at all. As many dates as groups less one single the shares out, if those did not move.

Not for groups that leave somebody out: shares of groups that are not all workers mean nothing.
Source of the method: partial identification by linear programming (HiGHS, through scipy); at one date the
bounds of Duncan and Davis (1953) turned from rates to shares.

>>> tegal = pd.DataFrame({"as_of": "2024-10", "segment": ["total", "pu", "bpu", "jakon"],
...     "value": [30.29, 64.23, 12.39, 34.35], "low": [30.28, 64.22, 12.38, 34.34],
...     "high": [30.30, 64.24, 12.40, 34.36]})
>>> weight_set(tegal)[["segment", "weight_low", "weight_high"]].round(3).values.tolist()
[['bpu', 0.184, 0.655], ['jakon', 0.0, 0.816], ['pu', 0.0, 0.346]]
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core import locale
from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import LANGUAGES, columns, decimal, label, need, say
from ucjlib.reckon.given import numbers, word


@dataclass(frozen=True)
class _Prints:
    """Rates (dates, groups) and totals (dates,) of one place, each as value, low, high."""

    dates: list[str]
    segments: list[str]
    rate: dict[str, NDArray]
    total: dict[str, NDArray]


def weight_set(
    figures: pd.DataFrame, least: Mapping[str, float] | None = None, most: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Least and greatest share of each group among all workers, and the share itself where it is singled out.

    figures : frame `as_of`, `segment` (`total` and its groups, each once a date), `value`, `low`, `high`
        (percent). Several dates are taken to have the same shares. least, most : what is known of a share
        beforehand, segment -> share (0-1).

    Returns one row per group, by name: `segment`, `weight` (share; NaN unless as many dates as groups less
    one, or more), `weight_low`, `weight_high`, `identified`, `feasible`, `dates`, `says_id`, `says_en`.
    Where no shares fit, `feasible` is False, the numbers are NaN and the words say so.
    Raises BadTable (columns, blanks, a date without its total or with other groups; no share in least or
    most), UnknownTerm (no group here in least or most).

    >>> babel = pd.DataFrame({"as_of": ["2023-12"] * 4 + ["2024-06"] * 4,
    ...     "segment": ["total", "pu", "bpu", "jakon"] * 2,
    ...     "value": [42.90, 42.83, 37.59, 80.40, 31.93, 41.07, 15.01, 74.40]})
    >>> babel = babel.assign(low=babel["value"] - 0.01, high=babel["value"] + 0.01)
    >>> weight_set(babel).set_index("segment")["weight"].round(3).to_dict()
    {'bpu': 0.43, 'jakon': 0.062, 'pu': 0.508}
    """
    prints = _prints(figures)
    for known in (least or {}, most or {}):
        for segment in known:
            word(segment, prints.segments, "group", "composition, least and most")
        numbers(pd.DataFrame([known]), list(known), "composition, least and most", 0, 1)
    ends = [(float((least or {}).get(s, 0)), float((most or {}).get(s, 1))) for s in prints.segments]
    bounds = _bounds(prints, ends)
    weight, identified = _singled_out(prints)
    table = pd.DataFrame({"segment": prints.segments, "weight": np.clip(weight, *bounds.T)}).assign(
        weight_low=bounds[:, 0], weight_high=bounds[:, 1], identified=identified & ~np.isnan(bounds[0, 0]),
        feasible=~np.isnan(bounds[:, 0]), dates=len(prints.dates),
    )  # fmt: skip
    return table.assign(**{f"says_{lang}": _says(table, prints, lang) for lang in LANGUAGES})[
        columns("weights")
    ]


def weight_sets(segments: pd.DataFrame) -> pd.DataFrame:
    """`weight_set` of every place and denominator of `segments` (from `ucjlib.reckon.segments`).

    Returns `region_code`, `denominator` and the columns of `weight_set`. Dates with other groups than the
    place's newest are left out.
    """
    parts = []
    for (code, denominator), rows in segments.groupby(["region_code", "denominator"], sort=True):
        named = weight_set(_like_newest(rows))
        parts.append(named.assign(region_code=code, denominator=denominator))
    keys = ["region_code", "denominator", *columns("weights")]
    return pd.concat(parts, ignore_index=True)[keys] if parts else pd.DataFrame(columns=keys)


def _like_newest(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.groupby("as_of")["segment"].agg(lambda s: " ".join(sorted(s)))
    newest = groups[max(groups.index)]
    return rows[rows["as_of"].map(groups) == newest]


def _prints(figures: pd.DataFrame) -> _Prints:
    need(figures, ["as_of", "segment", "value", "low", "high"], "composition")
    if figures.duplicated(["as_of", "segment"]).any():
        raise BadTable("a group stands twice at one date", where="composition", fix="choose one figure")
    wide = {
        name: figures.pivot(index="as_of", columns="segment", values=name).sort_index()
        for name in ("value", "low", "high")
    }
    shape = wide["value"]
    if "total" not in shape or shape.isna().any(axis=None) or shape.shape[1] < 3:
        raise BadTable(
            "a date lacks its total or a group that another date has, or there is one group only",
            where="composition", fix="give each date its total and the same two groups or more",
        )  # fmt: skip
    rates = {name: frame.drop(columns="total") for name, frame in wide.items()}
    return _Prints(
        list(shape.index), list(rates["value"].columns),
        {name: frame.to_numpy(dtype=float) for name, frame in rates.items()},
        {name: frame["total"].to_numpy(dtype=float) for name, frame in wide.items()},
    )  # fmt: skip


def _bounds(prints: _Prints, ends: list[tuple[float, float]]) -> NDArray:
    """Least and greatest share (groups, 2); NaN where none is possible."""
    from scipy.optimize import linprog

    n = len(prints.segments)
    limits = {
        "A_ub": np.vstack([prints.rate["low"], -prints.rate["high"]]),
        "b_ub": np.concatenate([prints.total["high"], -prints.total["low"]]),
        "A_eq": np.ones((1, n)), "b_eq": [1.0], "bounds": ends,
    }  # fmt: skip
    found = [[linprog(sign * row, **limits) for sign in (1, -1)] for row in np.eye(n)]
    if any(end.status == 2 for pair in found for end in pair):
        return np.full((n, 2), np.nan)
    return np.array([[low.fun, -high.fun] for low, high in found]).clip(0, 1)


def _singled_out(prints: _Prints) -> tuple[NDArray, bool]:
    """The shares that meet the totals best (least squares, adding to 1), if the figures single them out."""
    rate, n = prints.rate["value"], len(prints.segments)
    if np.linalg.matrix_rank(np.vstack([rate, np.ones(n)]), tol=1e-6) < n:
        return np.full(n, np.nan), False
    side = np.ones((n, 1))
    system = np.block([[rate.T @ rate, side], [side.T, np.zeros((1, 1))]])
    return np.linalg.solve(system, np.append(rate.T @ prints.total["value"], 1.0))[:n], True


def _says(table: pd.DataFrame, prints: _Prints, lang: str) -> list[str]:
    if not table["feasible"].all():
        dates = ", ".join(locale.date(date, lang) for date in prints.dates)
        return [say(f"weights.{_why_none(prints)}", lang, dates=dates)] * len(table)
    key = np.where(table["identified"], "weights.point", "weights.set")
    return [
        say(k, lang, segment=label("segments", row["segment"], lang), **_percents(row, lang))
        for k, row in zip(key, table.to_dict("records"), strict=True)
    ]


def _percents(row: dict, lang: str) -> dict[str, str]:
    shares = {"value": row["weight"], "low": row["weight_low"], "high": row["weight_high"]}
    return {name: decimal(share * 100, 1, lang) if share == share else "" for name, share in shares.items()}


def _why_none(prints: _Prints) -> str:
    above = prints.total["low"] > prints.rate["high"].max(axis=1)
    below = prints.total["high"] < prints.rate["low"].min(axis=1)
    return "outside" if (above | below).any() else "none"

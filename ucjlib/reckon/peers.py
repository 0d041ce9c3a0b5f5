"""Places like a given one: near in size, in the formal share of its employed, and in the same province.

Size is people employed (BPS), formality the share of them in formal work (employees, and employers with paid
help): printed, or counted from the BPS table of informal workers. The distance is the root of the weighted
sum of squared steps; the steps are shown beside it, the weights and their reason stand in `peer_weights.csv`.

What is not known is said and never filled in: a candidate that lacks a feature which the place has gets no
distance and stands at the end; what the place lacks is left out of all distances, and every row says so.
Not for comparing coverage: pass the peers' codes to `ucjlib.compare`, which has its own guard.
Source of the method: weighted Euclidean distance on standardised features, as in nearest-neighbour matching.

>>> features = pd.DataFrame({"region_code": ["35.05", "35.21", "33.28"], "province_code": ["35", "35", "33"],
...     "place": ["Kabupaten Blitar", "Kabupaten Ngawi", "Kabupaten Tegal"],
...     "employed": [698e3, 500e3, 780e3], "formal_pct": [31.0, 29.0, 38.0]})
>>> peers(features, "35.05")[["region_code", "peer_rank", "distance"]].round(2).values.tolist()
[['35.21', 1, 0.52], ['33.28', 2, 1.01]]
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ucjlib.core.errors import BadTable, NotEnoughData
from ucjlib.reckon.compare_words import LANGUAGES, columns, need, own_table, say

KNOWN_BY = ("employed", "formal_pct")
POINTS_A_STEP = 10.0


def peer_weights() -> dict[str, float]:
    """Weight of a squared step of each feature.

    >>> peer_weights()
    {'size': 1.0, 'formality': 1.0, 'province': 0.5}
    """
    rows = own_table("peer_weights")
    return dict(zip(rows["feature"], rows["weight"].astype(float), strict=True))


def peers(
    features: pd.DataFrame, region_code: str, n: int | None = None, weights: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """The places nearest to one, with how far and in what.

    features : frame `region_code`, `province_code`, `place`, `employed` (workers), `formal_pct` (percent; NaN
        where not known), from `ucjlib.reckon.features.features`. n : how many; None is all, those without a
        distance at the end. weights : feature -> weight (from 0) in place of `peer_weights.csv`.

    Returns nearest first (equal ones by code): `region_code`, `place`, `peer_rank`, `distance`, `size_times`,
    `size_steps`, `formal_points`, `formality_steps`, `province_steps`, `missing`, `note_id`, `note_en`.
    Raises BadTable (columns, weights, n), NotEnoughData (the place is not there, or none of its features is).
    """
    if n is not None and n < 1:
        raise BadTable(f"{n} peers are none", where="peers", fix="ask for one at least, or None for all")
    need(features, ["region_code", "province_code", "place"], "peers")
    need(features, list(KNOWN_BY), "peers", blanks=True)
    own, others = _own(features, region_code), features[features["region_code"] != region_code]
    steps = _steps(own, others)
    distance = _distance(steps, own, _weighed(weights))
    table = others[["region_code", "place"]].assign(
        distance=distance, size_times=others["employed"] / own["employed"], size_steps=steps["size"],
        formal_points=others["formal_pct"] - own["formal_pct"], formality_steps=steps["formality"],
        province_steps=steps["province"], missing=missing(others),
    )  # fmt: skip
    table = table.sort_values(["distance", "region_code"], na_position="last", kind="stable")
    rank = table["distance"].rank(method="first").astype("Int64")
    notes = {f"note_{lang}": _notes(table, own, lang) for lang in LANGUAGES}
    return (
        table.assign(peer_rank=rank, **notes)[columns("peers")].head(n or len(table)).reset_index(drop=True)
    )


def missing(features: pd.DataFrame) -> pd.Series:
    """Features that a row lacks, as words separated by blanks."""
    lacks = [np.where(features[name].isna(), name, "") for name in KNOWN_BY]
    joined = [" ".join(filter(None, words)) for words in zip(*lacks, strict=True)]
    return pd.Series(joined, index=features.index, dtype="str")


def _own(features: pd.DataFrame, region_code: str) -> pd.Series:
    mine = features[features["region_code"] == region_code]
    if len(mine) != 1:
        raise NotEnoughData(f"{region_code} stands {len(mine)} times in the features", where="peers")
    if mine[list(KNOWN_BY)].isna().all(axis=None):
        raise NotEnoughData(
            f"neither size nor formal share of {region_code} is known", where="peers",
            why="places cannot be near to what is not known",
        )  # fmt: skip
    return mine.iloc[0]


def _steps(own: pd.Series, others: pd.DataFrame) -> dict[str, pd.Series]:
    times = (others["employed"] / own["employed"]).astype(float)
    return {
        "size": np.log2(times).abs(),
        "formality": (others["formal_pct"] - own["formal_pct"]).abs() / POINTS_A_STEP,
        "province": (others["province_code"] != own["province_code"]).astype(float),
    }


def _distance(steps: dict[str, pd.Series], own: pd.Series, weights: dict[str, float]) -> pd.Series:
    """Over the features that the place has; NaN for a candidate without one of them."""
    has = {"size": pd.notna(own["employed"]), "formality": pd.notna(own["formal_pct"]), "province": True}
    squares = [weights[name] * step**2 for name, step in steps.items() if has[name] and weights[name] > 0]
    return np.sqrt(sum(squares[1:], start=squares[0]))


def _weighed(weights: Mapping[str, float] | None) -> dict[str, float]:
    chosen = peer_weights() | dict(weights or {})
    if set(chosen) != set(peer_weights()) or min(chosen.values()) < 0 or max(chosen.values()) <= 0:
        raise BadTable(
            f"the weights {dict(weights or {})} are none", where="peers",
            fix="give size, formality, province numbers from 0, not all 0",
        )  # fmt: skip
    return chosen


def _notes(table: pd.DataFrame, own: pd.Series, lang: str) -> list[str]:
    lacks = _words(" ".join(name for name in KNOWN_BY if pd.isna(own[name])), lang)
    mine = say("peers.without", lang, place=own["place"], what=lacks) if lacks else ""
    theirs = [_words(words, lang) for words in table["missing"]]
    placed = table["distance"].notna()
    return [
        "; ".join(filter(None, [mine, what if near else say("peers.unplaced", lang, what=what)]))
        for what, near in zip(theirs, placed, strict=True)
    ]


def _words(missing_words: str, lang: str) -> str:
    return "; ".join(say(f"missing.{word}", lang) for word in missing_words.split())

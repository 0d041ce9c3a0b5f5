"""Targets of places: those set by an instrument, and those that a source says a place has.

A target that news prints is a claim like any other; the one that most publishers print
holds, the newest among equals. One set by an instrument (the reference table) comes first.

>>> claims = pd.DataFrame({"claim_id": ["a#1", "a#2", "a#3", "b#1", "c#1"], "source_id": list("aaabc"),
...     "region_code": "35.05", "indicator": "coverage_target", "segment": "total", "target_year": 2027,
...     "value": [40.0, 40.0, 40.0, 41.0, 41.0], "as_of": ["2026-01"] * 3 + ["2025"] * 2,
...     "denominator": "unknown"})
>>> known = schemas.empty("targets")
>>> sources = pd.DataFrame({"source_id": ["a", "b", "c"], "publisher": ["A", "B", "C"], "url": ""})
>>> held = goals(claims, sources, known)
>>> held[["target_id", "target_pct", "claim_ids"]].values.tolist()
[['35.05-2027', 41.0, 'b#1 c#1']]
"""

import pandas as pd

from ucjlib.reference import schemas

KEYS = ["region_code", "target_year"]


def goals(claims: pd.DataFrame, sources: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The targets table: `known` rows, then one per place and year that only sources name.

    claims : the claims table, decisions applied. sources : publisher and address of each.
    known : targets set by an instrument. Returns the columns of `targets`.
    """
    asked = claims[
        (claims["indicator"] == "coverage_target")
        & (claims["segment"] == "total")
        & ~claims["region_code"].isin(["", "00"])
        & claims["target_year"].notna()
    ]
    fresh = asked[~_keys(asked).isin(set(_keys(known)))]
    fresh = fresh.assign(publisher=fresh["source_id"].map(sources.set_index("source_id")["publisher"]))
    told = fresh.groupby([*KEYS, "value"], as_index=False).agg(
        claim_ids=("claim_id", lambda ids: " ".join(sorted(ids))),
        source_id=("source_id", "first"),
        scale=("denominator", "first"),
        times=("publisher", "nunique"),
        newest=("as_of", "max"),
    )
    usual = told.sort_values([*KEYS, "times", "newest", "value"]).groupby(KEYS, as_index=False).tail(1)
    return pd.concat([known, _as_targets(usual, sources)], ignore_index=True)


def _keys(frame: pd.DataFrame) -> pd.Series:
    return frame["region_code"] + "-" + frame["target_year"].astype(str)


def _as_targets(told: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    named = told.merge(sources[["source_id", "publisher", "url"]], on="source_id", how="left")
    return named.rename(columns={"value": "target_pct"}).assign(
        target_id=_keys(named),
        headline="yes",
        instrument=named["publisher"],
        note="as a source says; the instrument was not seen",
    )[list(schemas.columns("targets")["column"])]

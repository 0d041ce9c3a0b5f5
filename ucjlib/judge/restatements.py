"""One place and moment over every base that is known for it: the same people, several percentages.

Blitar, April 2025: 17.60 percent "of the workers" is 17.6 percent of BPS employed of August 2023, and another
share of the labour force or of the employed of August 2024. Nothing is chosen here and nothing is mixed: each
row says what it divides by what.

>>> len(restated(schemas.empty("estimates")))
0

Source of the method: interval division (Moore, Kearfott and Cloud 2009, ch. 2); docs/method.md, Denominators.
"""

import numpy as np
import pandas as pd

from ucjlib.judge.ranges import computed
from ucjlib.judge.together import HEADCOUNTS, years
from ucjlib.reference import schemas

NUMERATORS = {"participants_active": "active", "participants_registered": "registered"}
BASES = {"universe": "eligible", "employed": "employed", "labour_force": "labour_force"}
# BPS counts every August: the last three before the figure, or the one just after it
AUGUSTS = 3
AFTER = 0.7
# a base that the agency prints holds for about a year
PRINTED = 1.0


def restated(estimates: pd.DataFrame) -> pd.DataFrame:
    """Every headcount estimate over every base estimate of its place that is near in time.

    estimates : typed frame of table `estimates`. A headcount is printed, or a printed rate times the printed
    universe of its month. Bases: the printed universe within a year; BPS employed and labour force of the
    last three Augusts, and of the next one if it is near.

    Returns a frame of table `restatements`: head and base in workers; value, low and high in percent, over
    100 where members from outside are counted; sorted by id. Empty without either.
    """
    heads, bases = _heads(estimates), _bases(estimates)
    both = heads.merge(bases[bases["base_low"].gt(0)], on=["region_code", "segment"])
    since = years(both["as_of"]) - years(both["denominator_as_of"])
    official = both["denominator"].ne("eligible")
    near = np.where(official, since.gt(-AFTER) & since.le(AUGUSTS), since.abs().le(PRINTED))
    both = both[near]
    share = computed("100 * head / base", both)
    both = both.assign(
        value=share.value,
        low=share.low,
        high=share.high,
        estimate_ids=both["head_id"] + " " + both["base_id"],
    )
    parts = [both[name] for name in ("region_code", "segment", "numerator", "as_of")]
    parts += [both["denominator"], both["denominator_as_of"]]
    both = both.assign(restatement_id=parts[0].str.cat(parts[1:], sep=":"))
    columns = list(schemas.columns("restatements")["column"])
    return both.sort_values("restatement_id", kind="stable")[columns].round(4).reset_index(drop=True)


def _heads(estimates: pd.DataFrame) -> pd.DataFrame:
    told = estimates[estimates["indicator"].isin(HEADCOUNTS) & estimates["as_of"].ne("")]
    printed = _renamed(told.assign(numerator=told["indicator"].map(NUMERATORS)), "head")
    implied = _implied(estimates)
    keys = ["region_code", "segment", "as_of", "numerator"]
    known = printed[keys].assign(printed=True).drop_duplicates()
    implied = implied.merge(known, on=keys, how="left")
    return pd.concat([printed, implied[implied["printed"].isna()].drop(columns="printed")], ignore_index=True)


def _implied(estimates: pd.DataFrame) -> pd.DataFrame:
    """Participants that a rate over the printed universe of the same month stands for."""
    rates = estimates[
        estimates["indicator"].eq("coverage_rate")
        & estimates["denominator"].eq("eligible")
        & estimates["as_of"].ne("")
    ]
    wholes = estimates[estimates["indicator"].eq("universe")]
    both = rates.merge(wholes, on=["region_code", "segment", "as_of"], suffixes=("", "_whole"))
    return pd.DataFrame(
        {
            **{name: both[name] for name in ("region_code", "place", "segment", "as_of", "numerator")},
            "head": both["value"] * both["value_whole"] / 100,
            "head_low": both["low"] * both["low_whole"] / 100,
            "head_high": both["high"] * both["high_whole"] / 100,
            "head_id": both["estimate_id"] + " " + both["estimate_id_whole"],
        }
    )


def _bases(estimates: pd.DataFrame) -> pd.DataFrame:
    told = estimates[estimates["indicator"].isin(list(BASES)) & estimates["as_of"].ne("")]
    august = told["as_of"].str.slice(4, 7).eq("-08") | told["indicator"].eq("universe")
    named = told[august].assign(denominator=lambda rows: rows["indicator"].map(BASES))
    named = named.assign(denominator_as_of=named["as_of"])
    return _renamed(named, "base").drop(columns=["place", "as_of", "numerator"])


def _renamed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    names = {"value": name, "low": f"{name}_low", "high": f"{name}_high", "estimate_id": f"{name}_id"}
    kept = ["region_code", "place", "segment", "as_of", "numerator", *names]
    extra = [column for column in ("denominator", "denominator_as_of") if name == "base"]
    return frame[[*kept, *extra]].rename(columns=names)

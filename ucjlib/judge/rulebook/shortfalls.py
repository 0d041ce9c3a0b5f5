"""Rule on shortfalls: the way to a target is part of the way to everybody.

>>> from ucjlib.reference import schemas
>>> len(needed_within_uncovered(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import hold
from ucjlib.judge.together import HEADCOUNTS, KEYS


def needed_within_uncovered(claims: pd.DataFrame) -> pd.DataFrame:
    """The workers still needed for a target are no more than those not covered."""
    return hold(pd.concat([claims, _rests(claims)]), "needed_within_uncovered")


def _rests(claims: pd.DataFrame) -> pd.DataFrame:
    """Those not covered as universe less participants, as claims, where no source tells of them itself."""
    told = claims.loc[claims["indicator"].eq("uncovered_workers"), "source_id"]
    needed = claims.loc[claims["indicator"].eq("additional_workers_needed"), "source_id"]
    rows = claims[claims["source_id"].isin(needed) & ~claims["source_id"].isin(told)]
    both = rows[rows["indicator"].eq("universe")].merge(
        rows[rows["indicator"].isin(HEADCOUNTS)], on=KEYS, suffixes=("", "_part")
    )
    return both.assign(
        claim_id=both["claim_id"] + " " + both["claim_id_part"],
        indicator="uncovered_workers",
        value=both["value"] - both["value_part"],
        low=both["low"] - both["high_part"],
        high=both["high"] - both["low_part"],
    )[list(claims.columns)]

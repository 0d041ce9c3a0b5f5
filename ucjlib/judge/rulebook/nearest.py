"""Counts that are part of a count which another report gives at another time: the nearest one is asked.

>>> from ucjlib.reference import schemas
>>> none = schemas.empty("claims")
>>> len(within_nearest(none, none, ["region_code"], 1.0, "enrolled_within_members"))
0
"""

import pandas as pd

from ucjlib.judge.comparing import findings
from ucjlib.judge.ranges import of_claims, of_columns
from ucjlib.judge.together import years

_NAMES = {"value": "whole", "low": "whole_low", "high": "whole_high", "claim_id": "whole_id"}


def within_nearest(
    parts: pd.DataFrame, wholes: pd.DataFrame, by: list[str], most: float, rule: str
) -> pd.DataFrame:
    """The findings of `rule`: parts above the whole that is nearest in time. Silent otherwise.

    parts, wholes : claims, which agree on the columns `by`; undated ones are passed over. most : years apart.
    """
    whole = _in_time(wholes)[["year", *by, *_NAMES]].rename(columns=_NAMES)
    frame = pd.merge_asof(
        _in_time(parts), whole, on="year", by=by, direction="nearest", tolerance=most
    ).dropna(subset=["whole"])
    frame = frame[frame["low"].gt(frame["whole_high"])]
    frame = frame.assign(
        **of_claims(frame).columns("left"),
        **of_columns(frame, "whole").columns("right"),
        claim_ids=frame["claim_id"] + " " + frame["whole_id"],
        working=frame["indicator"],
        outcome="disagree",
        cause="",
    )
    return findings(frame, rule)


def _in_time(claims: pd.DataFrame) -> pd.DataFrame:
    dated = claims[claims["as_of"].ne("")]
    return dated.assign(year=years(dated["as_of"])).sort_values(["year", "claim_id"], kind="stable")

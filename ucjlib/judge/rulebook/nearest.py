"""Counts that are part of a count which another report gives at another time: the nearest one is asked.

>>> from ucjlib.reference import schemas
>>> none = schemas.empty("claims")
>>> len(within_nearest(none, none, ["region_code"], 1.0, "enrolled_within_members"))
0
"""

import pandas as pd

from ucjlib.core.period import first_day, last_day
from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import loosened
from ucjlib.judge.ranges import of_claims, of_columns
from ucjlib.judge.together import years

_NAMES = {
    "value": "whole",
    "low": "whole_low",
    "high": "whole_high",
    "claim_id": "whole_id",
    "qualifier": "whole_qualifier",
    "as_of": "whole_as_of",
}


def within_nearest(
    parts: pd.DataFrame,
    wholes: pd.DataFrame,
    by: list[str],
    most: float,
    rule: str,
    least: float | None = None,
    no_older: bool = False,
    most_share: float = 1.0,
) -> pd.DataFrame:
    """The findings of `rule`: parts above the whole that is nearest in time, of several the greatest.

    parts, wholes : claims, which agree on the columns `by`; undated ones are passed over. most : years apart.
    least : the share of the other that `parts` must reach, where they are no parts but hold it.
    no_older : nothing is told of a part whose nearest whole was told before it. most_share : of the whole
    that a part may be.
    Silent otherwise, and where an open word or a round whole explains it.
    """
    whole = _in_time(wholes)[["year", *by, *_NAMES]].drop_duplicates(["year", *by], keep="last")
    frame = pd.merge_asof(
        _in_time(parts), whole.rename(columns=_NAMES), on="year", by=by, direction="nearest", tolerance=most
    )
    if no_older:
        frame = frame.dropna(subset=["whole"])
        dates = zip(frame["as_of"], frame["whole_as_of"], strict=True)
        newer = [last_day(whole) >= first_day(part) for part, whole in dates]
        frame = frame[pd.Series(newer, frame.index, dtype=bool)]
    return _off(frame, rule, least, most_share)


def within_greatest(parts: pd.DataFrame, wholes: pd.DataFrame, by: list[str], rule: str) -> pd.DataFrame:
    """The findings of `rule`: parts above every whole that any report tells at any time. Silent otherwise."""
    greatest = wholes.sort_values(["value", "claim_id"]).drop_duplicates(by, keep="last")
    frame = parts.merge(greatest[[*by, *_NAMES]].rename(columns=_NAMES), on=by)
    return _off(frame, rule, None, 1.0)


def _off(frame: pd.DataFrame, rule: str, least: float | None, most: float) -> pd.DataFrame:
    frame = frame.dropna(subset=["whole"])
    off = (
        frame["low"].gt(most * frame["whole_high"])
        if least is None
        else frame["high"].lt(least * frame["whole_low"])
    )
    frame = frame[off].reset_index(drop=True)
    frame = frame[frame["low"].gt(most * loosened(frame, "whole")["whole_high"]) | (least is not None)]
    dates = {"left": frame["as_of"], "right": frame["whole_as_of"]}
    frame = frame.assign(
        **of_claims(frame).columns("left"),
        **of_columns(frame, "whole").columns("right"),
        claim_ids=frame["claim_id"] + " " + frame["whole_id"],
        **{f"{name}_of": "@" + told for name, told in dates.items()},
        left_qualifier=frame["qualifier"],
        right_qualifier=frame["whole_qualifier"],
        left_worked=frame["claim_id"].str.contains(" "),
        right_worked=frame["whole_id"].str.contains(" "),
        working=frame["indicator"],
        outcome="disagree",
        cause="",
    )
    return findings(frame, rule)


def _in_time(claims: pd.DataFrame) -> pd.DataFrame:
    dated = claims[claims["as_of"].ne("")]
    return dated.assign(year=years(dated["as_of"])).sort_values(["year", "value", "claim_id"], kind="stable")

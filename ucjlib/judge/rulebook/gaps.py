"""Rule on gaps told in points and in workers: the universe that both imply.

Blitar, April 2025: 14.34 points "or" 100,155 workers imply a universe of about 698,400, which
is BPS employed of August 2023 (698,611); and 100,155 is the way to the target, while those
without cover are 82.4 percent of it, about 575,700.

>>> frame = pd.DataFrame({"need": [100155.0], "need_low": [100154.0], "need_high": [100156.0],
...     "gap": [14.34], "gap_low": [14.33], "gap_high": [14.35]})
>>> computed("100 * need / gap", frame).value.round().item()
698431.0
"""

from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, sides
from ucjlib.judge.prints import Print
from ucjlib.judge.ranges import computed, of_columns
from ucjlib.judge.rulebook.targets import YEAR, called_gap, distances, of_one_time
from ucjlib.judge.together import (
    KEYS,
    closest,
    distance,
    employed,
    last_augusts,
    near,
    one_target_year,
    pair,
    same_time,
    side,
    texts,
)
from ucjlib.judge.wording import plain


def gap_points_and_workers_imply_one_universe(claims: pd.DataFrame) -> pd.DataFrame:
    """Gap in workers over gap in points: the universe of the source, or BPS employed of an August.

    A lesser finding tells how many are not covered, where the source lets the gap stand for them.
    """
    frame = _implied(claims)
    printed = pair(frame, side(claims, "whole", "universe"))
    printed = sides(printed[near(printed, "need", "whole")].reset_index(drop=True), "implied", "whole")
    told = closest(printed, ["need_id"])
    told = told.assign(
        cause=texts((_gap_cause(row) for row in told.itertuples()), told),
        outcome=of_one_time(told.assign(unit="workers"), "gap"),
        claim_ids=told["need_id"] + " " + told["gap_ids"] + " " + told["whole_id"],
        working=told["gap_working"],
    )
    untold = last_augusts(frame[~frame["need_id"].isin(told["need_id"])], employed(claims), "need_as_of")
    untold = closest(sides(untold, "implied", "employed"), ["need_id"])
    untold = untold.assign(
        claim_ids=untold["need_id"] + " " + untold["gap_ids"] + " " + untold["employed_id"],
        working=untold["gap_working"] + ", employed_in @" + untold["employed_as_of"],
        outcome=distance(untold).eq(0).map({True: "agree", False: "cannot_tell"}),
    )
    both = pd.concat([told, untold, _not_covered(claims, untold)], ignore_index=True)
    return findings(
        both.assign(as_of=both["need_as_of"], unit="workers"), "gap_points_and_workers_imply_one_universe"
    )


def implied_by_gap(claims: pd.DataFrame) -> pd.DataFrame:
    """The universe that a gap in workers and in points implies, beside each coverage rate of its source."""
    frame = pair(_implied(claims), side(claims, "rate", "coverage_rate"))
    return frame[near(frame, "need", "rate")].reset_index(drop=True)


def _implied(claims: pd.DataFrame) -> pd.DataFrame:
    need = side(claims, "need", "additional_workers_needed", keep=YEAR)
    gap = side(claims, "gap", "coverage_gap", keep=YEAR)
    gap = gap.assign(gap_ids=gap["gap_id"]).drop(columns=["gap_id", "gap_indicator", "gap_qualifier"])
    way = distances(claims)
    way = way.rename(columns={name: name.replace("way", "gap") for name in way.columns})
    way = way.merge(gap[KEYS].drop_duplicates().assign(printed=True), on=KEYS, how="left")
    gaps = pd.concat([gap, way[way["printed"].isna()]], ignore_index=True)
    frame = pair(need, gaps.drop(columns=["printed", "gap_working"]))
    frame = frame[near(frame, "need", "gap") & one_target_year(frame, "need", "gap")]
    frame = frame[frame["gap_low"].gt(0)].reset_index(drop=True)
    implied = computed("100 * need / gap", frame).columns("implied")
    working = texts((f"{plain(row.need)} / {plain(row.gap)} points" for row in frame.itertuples()), frame)
    return frame.assign(**implied, gap_working=working, cause="")


def _not_covered(claims: pd.DataFrame, untold: pd.DataFrame) -> pd.DataFrame:
    silent = pair(untold[untold["outcome"].eq("agree")], side(claims, "rate", "coverage_rate"))
    silent = silent[same_time(silent, "need", "rate")]
    told = claims.loc[claims["indicator"].isin(["uncovered_workers", "uncovered_rate"]), "source_id"]
    silent = closest(silent[~silent["source_id"].isin(told)], ["need_id"])
    rest = [
        f"{plain(row.gap)} points of {plain(row.employed)} = {plain(row.need)} to_target; "
        f"{plain(100 - row.rate)} percent = {plain(round(row.employed * (1 - row.rate / 100)))} not_covered"
        for row in silent.itertuples()
    ]
    share = (100 - silent["rate"]) / 100
    return silent.assign(
        **of_columns(silent, "need").columns("left"),
        right=(silent["employed"] * share).round(),
        right_low=silent["employed_low"] * (100 - silent["rate_high"]) / 100,
        right_high=silent["employed_high"] * (100 - silent["rate_low"]) / 100,
        severity="note",
        outcome="disagree",
        cause=[causes.shown("gap_called_uncovered", text) for text in rest],
        claim_ids=silent["claim_ids"] + " " + silent["rate_id"],
    )


def _gap_cause(row: Any) -> str:
    if pd.isna(row.gap_goal):
        return ""
    aim = (row.gap_goal, row.gap_goal_low, row.gap_goal_high)
    wholes = (row.whole, row.whole_low, row.whole_high)
    goal = Print(*(percent * whole / 100 for percent, whole in zip(aim, wholes, strict=True)))
    return called_gap(row, goal, f"{plain(row.gap_goal)} percent of {plain(row.whole)}")

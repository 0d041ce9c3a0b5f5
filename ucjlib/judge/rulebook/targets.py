"""Rules on targets and gaps: points, headcounts, and the universe that both imply.

Blitar, April 2025: 14.34 points "or" 100,155 workers imply a universe of about 698,400, which
is BPS employed of August 2023 (698,611); and 100,155 is the way to the target, while those
without cover are 82.4 percent of it, about 575,700.

>>> frame = pd.DataFrame({"need": [100155.0], "need_low": [100154.0], "need_high": [100156.0],
...     "gap": [14.34], "gap_low": [14.33], "gap_high": [14.35]})
>>> implied_universe(frame, "need", "gap").round().iloc[0].tolist()
[698431.0, 697937.0, 698925.0]
"""

from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, outcome, sides
from ucjlib.judge.prints import Print, of_side, overlap
from ucjlib.judge.rulebook.universes import implied_universe
from ucjlib.judge.together import (
    HEADCOUNTS,
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

YEAR = ("target_year",)
# a shortfall is counted from the last headcount known, which may be of the year before
HEADS_LAG = 1.5
MEANT = 0.01
_GOAL = ("goal", "goal_low", "goal_high")


def gap_is_target_less_now(claims: pd.DataFrame) -> pd.DataFrame:
    """Target less coverage = gap, in percentage points."""
    frame = pair(_distances(claims), side(claims, "gap", "coverage_gap", keep=YEAR))
    frame = frame[near(frame, "way", "gap") & one_target_year(frame, "way", "gap")].reset_index(drop=True)
    frame = sides(frame, "way", "gap").assign(unit="percentage_points")
    frame = closest(frame, ["gap_id"]).assign(as_of=lambda rows: rows["gap_as_of"])
    slip = [causes.digit_slip(f"{row.right:.2f}", f"{row.left:.2f}") for row in frame.itertuples()]
    cause = [
        causes.shown(word, f"{row.way_working} = {plain(row.left)}, printed {plain(row.right)}")
        for word, row in zip(slip, frame.itertuples(), strict=True)
    ]
    return findings(
        frame.assign(
            claim_ids=frame["gap_id"] + " " + frame["way_ids"], working=frame["way_working"], cause=cause
        ),
        "gap_is_target_less_now",
    )


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
        outcome=_of_one_time(told.assign(unit="workers"), "gap"),
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


def target_times_base_is_headcount(claims: pd.DataFrame) -> pd.DataFrame:
    """Target rate x universe = participants to reach."""
    frame = _goals(claims)
    frame = pair(frame, side(claims, "head", "participants_target", keep=YEAR))
    frame = frame[near(frame, "goal", "head") & one_target_year(frame, "goal", "head")].reset_index(drop=True)
    frame = closest(sides(frame, "goal", "head"), ["head_id"]).assign(unit="workers")
    cause = [
        causes.digit_cause(row.right, round(row.left), row.goal_working) if row.left != row.right else ""
        for row in frame.itertuples()
    ]
    return findings(
        frame.assign(
            as_of=frame["head_as_of"],
            working=frame["goal_working"],
            cause=cause,
            claim_ids=frame["head_id"] + " " + frame["goal_ids"],
        ),
        "target_times_base_is_headcount",
    )


def needed_is_target_less_participants(claims: pd.DataFrame) -> pd.DataFrame:
    """Workers still needed = participants to reach less participants."""
    printed = side(claims, "goal", "participants_target", keep=YEAR)
    printed = printed.assign(goal_working=printed["goal"].map("{:.0f}".format), goal_ids=printed["goal_id"])
    frame = pair(pd.concat([printed, _goals(claims)], ignore_index=True), side(claims, "head", *HEADCOUNTS))
    frame = pair(frame, side(claims, "need", "additional_workers_needed", keep=YEAR))
    frame = frame[near(frame, "need", "goal") & near(frame, "need", "head", HEADS_LAG)]
    frame = frame[one_target_year(frame, "need", "goal")].reset_index(drop=True)
    frame = frame.assign(
        left=frame["goal"] - frame["head"],
        left_low=frame["goal_low"] - frame["head_high"],
        left_high=frame["goal_high"] - frame["head_low"],
        right=frame["need"],
        right_low=frame["need_low"],
        right_high=frame["need_high"],
        unit="workers",
    )
    frame = closest(frame, ["need_id"])
    ids = [f"{row.need_id} {row.goal_ids} {row.head_id}" for row in frame.itertuples()]
    return findings(
        frame.assign(
            as_of=frame["need_as_of"],
            outcome=_of_one_time(frame, "head"),
            claim_ids=ids,
            cause=[_need_cause(r) for r in frame.itertuples()],
            working=[f"{row.goal_working} - {plain(row.head)}" for row in frame.itertuples()],
        ),
        "needed_is_target_less_participants",
    )


def implied_by_gap(claims: pd.DataFrame) -> pd.DataFrame:
    """The universe that a gap in workers and in points implies, beside each coverage rate of its source."""
    frame = pair(_implied(claims), side(claims, "rate", "coverage_rate"))
    return frame[near(frame, "need", "rate")].reset_index(drop=True)


def _distances(claims: pd.DataFrame) -> pd.DataFrame:
    frame = pair(side(claims, "goal", "coverage_target", keep=YEAR), side(claims, "rate", "coverage_rate"))
    frame = frame[near(frame, "goal", "rate", 2.0)].reset_index(drop=True)
    return frame[KEYS].assign(
        way=frame["goal"] - frame["rate"],
        way_low=frame["goal_low"] - frame["rate_high"],
        way_high=frame["goal_high"] - frame["rate_low"],
        way_as_of=frame["rate_as_of"],
        way_basis=frame["rate_basis"],
        way_target_year=frame["goal_target_year"],
        **{f"way_{name}": frame[name] for name in _GOAL},
        way_ids=frame["goal_id"] + " " + frame["rate_id"],
        way_working=texts((f"{plain(row.goal)} - {plain(row.rate)}" for row in frame.itertuples()), frame),
    )


def _goals(claims: pd.DataFrame) -> pd.DataFrame:
    frame = pair(side(claims, "aim", "coverage_target", keep=YEAR), side(claims, "whole", "universe"))
    frame = frame[near(frame, "aim", "whole", 1.0)].reset_index(drop=True)
    return frame[KEYS].assign(
        goal=frame["aim"] * frame["whole"] / 100,
        goal_low=frame["aim_low"] * frame["whole_low"] / 100,
        goal_high=frame["aim_high"] * frame["whole_high"] / 100,
        goal_as_of=frame["aim_as_of"],
        goal_target_year=frame["aim_target_year"],
        goal_ids=frame["aim_id"] + " " + frame["whole_id"],
        goal_working=texts(
            (f"{plain(row.aim)} percent of {plain(row.whole)}" for row in frame.itertuples()), frame
        ),
    )


def _implied(claims: pd.DataFrame) -> pd.DataFrame:
    need = side(claims, "need", "additional_workers_needed", keep=YEAR)
    gap = side(claims, "gap", "coverage_gap", keep=YEAR)
    gap = gap.assign(gap_ids=gap["gap_id"]).drop(columns=["gap_id", "gap_indicator", "gap_qualifier"])
    way = _distances(claims)
    way = way.rename(columns={name: name.replace("way", "gap") for name in way.columns})
    way = way.merge(gap[KEYS].drop_duplicates().assign(printed=True), on=KEYS, how="left")
    gaps = pd.concat([gap, way[way["printed"].isna()]], ignore_index=True)
    frame = pair(need, gaps.drop(columns=["printed", "gap_working"]))
    frame = frame[near(frame, "need", "gap") & one_target_year(frame, "need", "gap")]
    frame = frame[frame["gap_low"].gt(0)].reset_index(drop=True)
    universe = implied_universe(frame, "need", "gap").rename(
        columns=lambda name: name.replace("left", "implied")
    )
    working = texts((f"{plain(row.need)} / {plain(row.gap)} points" for row in frame.itertuples()), frame)
    return pd.concat([frame, universe], axis=1).assign(gap_working=working, cause="")


def _of_one_time(frame: pd.DataFrame, name: str) -> pd.Series:
    """Outcomes; between a shortfall and a figure of another moment a difference cannot be told.

    Printed headcounts that come within a percent of each other were meant together, whatever the dates.
    """
    told = outcome(frame)
    return told.where(told.ne("disagree") | same_time(frame, "need", name) | _meant(frame), "cannot_tell")


def _meant(frame: pd.DataFrame) -> pd.Series:
    """Whether a difference of printed headcounts comes within a percent: they were meant together."""
    printed = frame.get("goal_indicator", pd.Series("", frame.index)).eq("participants_target")
    return printed & (frame["left"] - frame["right"]).abs().le(MEANT * frame["right"].abs())


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
        left=silent["need"],
        left_low=silent["need_low"],
        left_high=silent["need_high"],
        right=(silent["employed"] * share).round(),
        right_low=silent["employed_low"] * (100 - silent["rate_high"]) / 100,
        right_high=silent["employed_high"] * (100 - silent["rate_low"]) / 100,
        severity="note",
        outcome="disagree",
        cause=[causes.shown("gap_called_uncovered", text) for text in rest],
        claim_ids=silent["claim_ids"] + " " + silent["rate_id"],
    )


def _need_cause(row: Any) -> str:
    if row.left_low <= row.right_high and row.right_low <= row.left_high:
        return ""
    goal = Print(row.goal, row.goal_low, row.goal_high)
    return _called_gap(row, goal, row.goal_working) or causes.digit_cause(
        row.need, round(row.left), f"{row.goal_working} - {plain(row.head)}"
    )


def _gap_cause(row: Any) -> str:
    if pd.isna(row.gap_goal):
        return ""
    aim = (row.gap_goal, row.gap_goal_low, row.gap_goal_high)
    wholes = (row.whole, row.whole_low, row.whole_high)
    goal = Print(*(percent * whole / 100 for percent, whole in zip(aim, wholes, strict=True)))
    return _called_gap(row, goal, f"{plain(row.gap_goal)} percent of {plain(row.whole)}")


def _called_gap(row: Any, goal: Print, working: str) -> str:
    same = overlap(goal, of_side(row, "need"))
    return causes.shown(
        "target_called_gap" if same else "", f"{working} = {plain(goal.value)}, printed {plain(row.need)}"
    )

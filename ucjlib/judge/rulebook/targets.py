"""Rules on targets: the points and the workers that lead to them, and the headcount that they ask for.

Blitar, April 2025: 100,155 workers are the way to the target, 14.34 points of the universe.

>>> from ucjlib.reference import schemas
>>> len(gap_is_target_less_now(schemas.empty("claims")))
0
"""

from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, outcome, sides
from ucjlib.judge.prints import Print, of_side, overlap
from ucjlib.judge.ranges import computed
from ucjlib.judge.together import (
    HEADCOUNTS,
    KEYS,
    closest,
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
    frame = pair(distances(claims), side(claims, "gap", "coverage_gap", keep=YEAR))
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
    """Workers still needed = participants to reach less participants, or less those of an earlier target."""
    printed = side(claims, "goal", "participants_target", keep=YEAR)
    printed = printed.assign(goal_working=printed["goal"].map("{:.0f}".format), goal_ids=printed["goal_id"])
    goals = pd.concat([printed, _goals(claims)], ignore_index=True)
    before = goals.rename(columns=lambda name: name.replace("goal", "head")).assign(head_id=goals["goal_ids"])
    heads = pd.concat([side(claims, "head", *HEADCOUNTS), before], ignore_index=True)
    frame = _after(pair(goals, heads), "head")
    frame = pair(frame, side(claims, "need", "additional_workers_needed", keep=YEAR))
    frame = frame[near(frame, "need", "goal") & near(frame, "need", "head", HEADS_LAG)]
    frame = frame[one_target_year(frame, "need", "goal")].reset_index(drop=True)
    frame = sides(frame, "goal - head", "need").assign(unit="workers")
    frame = closest(frame, ["need_id"])
    ids = [f"{row.need_id} {row.goal_ids} {row.head_id}" for row in frame.itertuples()]
    return findings(
        frame.assign(
            as_of=frame["need_as_of"],
            outcome=of_one_time(frame, "head"),
            claim_ids=ids,
            cause=[_need_cause(r) for r in frame.itertuples()],
            working=[f"{row.goal_working} - {plain(row.head)}" for row in frame.itertuples()],
        ),
        "needed_is_target_less_participants",
    )


def distances(claims: pd.DataFrame) -> pd.DataFrame:
    """The way from each rate or earlier target of a source to its later targets, as side `way`, in points."""
    rates = side(claims, "rate", "coverage_rate", "coverage_target", keep=YEAR)
    frame = _after(pair(side(claims, "goal", "coverage_target", keep=YEAR), rates), "rate")
    frame = frame[near(frame, "goal", "rate", 2.0)].reset_index(drop=True)
    return frame[KEYS].assign(
        **computed("goal - rate", frame).columns("way"),
        way_as_of=frame["rate_as_of"],
        way_basis=frame["rate_basis"],
        way_target_year=frame["goal_target_year"],
        **{f"way_{name}": frame[name] for name in _GOAL},
        way_ids=frame["goal_id"] + " " + frame["rate_id"],
        way_working=texts((f"{plain(row.goal)} - {plain(row.rate)}" for row in frame.itertuples()), frame),
    )


def _after(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows whose goal is of a later year than side `name`, where that is a target itself."""
    aims = frame[f"{name}_indicator"].eq("coverage_rate") | frame[f"{name}_indicator"].isin(HEADCOUNTS)
    later = frame["goal_target_year"].gt(frame[f"{name}_target_year"]).fillna(False).astype(bool)
    return frame[aims | later].reset_index(drop=True)


def of_one_time(frame: pd.DataFrame, name: str) -> pd.Series:
    """Outcomes; between a shortfall and a figure of another moment a difference cannot be told.

    Printed headcounts that come within a percent of each other were meant together, whatever the dates.
    """
    told = outcome(frame)
    return told.where(told.ne("disagree") | same_time(frame, "need", name) | _meant(frame), "cannot_tell")


def called_gap(row: Any, goal: Print, working: str) -> str:
    """The cause where side `need` is all that the target asks for; else nothing."""
    same = overlap(goal, of_side(row, "need"))
    return causes.shown(
        "target_called_gap" if same else "", f"{working} = {plain(goal.value)}, printed {plain(row.need)}"
    )


def _goals(claims: pd.DataFrame) -> pd.DataFrame:
    frame = pair(side(claims, "aim", "coverage_target", keep=YEAR), side(claims, "whole", "universe"))
    frame = frame[near(frame, "aim", "whole", 1.0)].reset_index(drop=True)
    return frame[KEYS].assign(
        **computed("aim * whole / 100", frame).columns("goal"),
        goal_as_of=frame["aim_as_of"],
        goal_target_year=frame["aim_target_year"],
        goal_ids=frame["aim_id"] + " " + frame["whole_id"],
        goal_working=texts(
            (f"{plain(row.aim)} percent of {plain(row.whole)}" for row in frame.itertuples()), frame
        ),
    )


def _meant(frame: pd.DataFrame) -> pd.Series:
    """Whether a difference of printed headcounts comes within a percent: they were meant together."""
    printed = frame.get("goal_indicator", pd.Series("", frame.index)).eq("participants_target")
    return printed & (frame["left"] - frame["right"]).abs().le(MEANT * frame["right"].abs())


def _need_cause(row: Any) -> str:
    if row.left_low <= row.right_high and row.right_low <= row.left_high:
        return ""
    goal = Print(row.goal, row.goal_low, row.goal_high)
    return called_gap(row, goal, row.goal_working) or causes.digit_cause(
        row.need, round(row.left), f"{row.goal_working} - {plain(row.head)}"
    )

"""Rules on steps in a series: jumps of members or of coverage that no programme makes in a season or a year.

>>> from ucjlib.reference import schemas
>>> len(jump_between_reports(schemas.empty("claims")))
0
"""

from typing import Any

import pandas as pd

from ucjlib.judge.comparing import COARSE_POINTS, findings
from ucjlib.judge.rulebook.steps import reports, stepped, steps, with_implied_rates
from ucjlib.judge.rulebook.twice import WHOLE_SEGMENTS, all_told, compared
from ucjlib.judge.together import grouped

STOCKS = ("participants_active", "participants_registered")
# two reports a season apart
SEASON = 0.26
# members of a place grow by less than half in a year
YEAR, LARGEST_RISE, LONGEST = 1.1, 0.5, 4.0
# the rise that the ministry asks for in a year, which no place is known to have made
POINTS_ASKED = 20.0


def jump_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """Participants of a place that differ by an eighth within three months, or rise by half within a year.

    Over up to four years by half as many again a year. Silent otherwise.
    """
    told = reports(claims, STOCKS)
    told = told.assign(width=told["high"] - told["low"])
    told = told.sort_values(["value", "width", "claim_id"])
    rows = [
        _jump(first, second, group)
        for group in grouped(told, "area", "indicator").values()
        for first, second, apart in steps(group)
        if first.source_id != second.source_id
        and (jumped(first, second, apart) or _rose_for_years(first, second, apart))
    ]
    return findings(pd.DataFrame(rows), "jump_between_reports")


def coverage_jumps_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """Coverage of one report and the next, further apart than a season or a year moves it. Silent otherwise.

    Within three months by more than an eighth and five points, within a year by more than twenty points.
    """
    rates = reports(with_implied_rates(claims), ["coverage_rate"], WHOLE_SEGMENTS)
    told = rates.sort_values(["value", "claim_id"], kind="stable")
    rows = [
        _rate_jump(first, second)
        for group in grouped(told, "area", "segment").values()
        for first, second, apart in steps(group)
        if first.source_id != second.source_id and rate_jumped(first, second, apart)
    ]
    return findings(pd.DataFrame(rows), "coverage_jumps_between_reports")


def jumped(first: Any, second: Any, apart: float) -> bool:
    """Whether a stock moves from one report to another, `apart` years later, as no season or year moves it.

    first, second : claims or prints of a headcount, the earlier one first.
    """
    rose = apart <= YEAR and second.low > first.high * (1 + LARGEST_RISE)
    return rose or (apart <= SEASON and stepped(first, second))


def to_december(month: str) -> float:
    """Years from a month to the end of its year.

    >>> to_december("2025-09")
    0.25
    """
    return (12 - int(month[5:7])) / 12


def rate_jumped(first: Any, second: Any, apart: float) -> bool:
    """Whether a coverage rate moves, `apart` years later, as no season or year moves it."""
    points = max(first.low - second.high, second.low - first.high)
    season = apart <= SEASON and points > COARSE_POINTS and stepped(first, second)
    return season or (apart <= 1 and points > POINTS_ASKED)


def _rose_for_years(first: Any, second: Any, apart: float) -> bool:
    return bool(YEAR < apart <= LONGEST and second.low > first.high * (1 + LARGEST_RISE) ** apart)


def _rate_jump(first: Any, second: Any) -> dict:
    working = f"{first.indicator}, @{first.month} to @{second.month}"
    return compared(first, second) | {"as_of": second.month, "outcome": "disagree", "working": working}


def _jump(first: Any, second: Any, group: list) -> dict:
    same = ([c for c in group if (c.month, c.value) == (one.month, one.value)] for one in (first, second))
    return all_told(*same) | {
        "as_of": second.month,
        "outcome": "disagree",
        "working": f"{first.indicator}, @{first.month} to @{second.month}",
    }

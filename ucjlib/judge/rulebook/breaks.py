"""Rules on steps in a series: jumps that no programme makes in a season, and bases that change.

A place that divides by another base is not better or worse covered than before: that is a break.

>>> round(100 * (1.0 / 0.75 - 1))
33
"""

from itertools import pairwise
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import COARSE_POINTS, findings
from ucjlib.judge.prints import Print, faced, of_claim
from ucjlib.judge.rulebook.across import LARGEST_BASE_CHANGE
from ucjlib.judge.rulebook.steps import reports, steps
from ucjlib.judge.rulebook.twice import WHOLE_SEGMENTS, compared
from ucjlib.judge.rulebook.universes import universes
from ucjlib.judge.together import grouped, years
from ucjlib.judge.wording import plain

STOCKS = ("participants_active", "participants_registered")
# two reports a season apart: stocks move by a tenth at most outside of a turn of the year
SEASON = 0.26
LARGEST_STEP = 0.12
MOST_YEARS = 3.0
POINTS_IN_A_YEAR = 8.0
# the rise that the ministry asks for in a year, which no place is known to have made
POINTS_ASKED = 20.0


def jump_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """Participants of a place that differ by more than an eighth within three months. Silent otherwise."""
    told = reports(claims, STOCKS)
    told = told.assign(width=told["high"] - told["low"])
    told = told.sort_values(["value", "width", "claim_id"])
    told = told.drop_duplicates(["region_code", "indicator", "month", "value"])
    rows = [
        _jump(first, second)
        for group in grouped(told, "region_code", "indicator").values()
        for first, second, apart in steps(group)
        if apart <= SEASON and first.source_id != second.source_id and _step(first, second)
    ]
    return findings(pd.DataFrame(rows), "jump_between_reports")


def coverage_jumps_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """Coverage of one report and the next, further apart than a season or a year moves it. Silent otherwise.

    Within three months by more than an eighth and five points, within a year by more than twenty points.
    """
    told = reports(claims, ["coverage_rate"], WHOLE_SEGMENTS).sort_values(
        ["value", "claim_id"], kind="stable"
    )
    rows = [
        row
        for group in grouped(told, "region_code", "segment").values()
        for first, second, apart in steps(group)
        if first.source_id != second.source_id and (row := _rate_jump(first, second, apart))
    ]
    return findings(pd.DataFrame(rows), "coverage_jumps_between_reports")


def year_against_month(claims: pd.DataFrame) -> pd.DataFrame:
    """A coverage rate of a year beside one of a month of that year in another source. Silent when near."""
    rates = (
        claims["indicator"].eq("coverage_rate") & claims["segment"].eq("total") & claims["region_code"].ne("")
    )
    told = claims[rates].assign(year=claims["as_of"].str.slice(0, 4))
    yearly = told[told["as_of"].str.len().eq(4)].sort_values("claim_id")
    monthly = reports(told, ["coverage_rate"]).sort_values(["month", "claim_id"])
    monthly = monthly.drop_duplicates(["region_code", "year"], keep="last")
    nearest = {(row.region_code, row.year): row for row in monthly.itertuples()}
    rows = [_beside(row, nearest.get((row.region_code, row.year))) for row in yearly.itertuples()]
    return findings(pd.DataFrame([row for row in rows if row]), "year_against_month")


def base_changes_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """The universe of a place in one report and the next: more than a tenth apart is a break of the base."""
    frame = universes(claims)
    frame = frame.assign(month=frame["as_of"].str.slice(0, 7), year=years(frame["as_of"]))
    frame = frame[frame["month"].str.len().eq(7)].sort_values(["month", "claim_ids"], kind="stable")
    frame = frame.drop_duplicates(["region_code", "month"])
    rows = [
        _base(first, second)
        for group in grouped(frame, "region_code").values()
        for first, second in pairwise(group)
        if second.year - first.year <= MOST_YEARS
    ]
    return findings(pd.DataFrame(rows), "base_changes_between_reports")


def _step(first: Any, second: Any) -> bool:
    """Whether the greater of two lies above the lesser by more than a season moves it."""
    least, most = sorted((of_claim(first), of_claim(second)))
    return least.high < most.low * (1 - LARGEST_STEP)


def _rate_jump(first: Any, second: Any, apart: float) -> dict:
    points = max(first.low - second.high, second.low - first.high)
    season = apart <= SEASON and points > COARSE_POINTS and _step(first, second)
    if not season and not (apart <= 1 and points > POINTS_ASKED):
        return {}
    working = f"{first.indicator}, @{first.month} to @{second.month}"
    return compared(first, second) | {"as_of": second.month, "outcome": "disagree", "working": working}


def _jump(first: Any, second: Any) -> dict:
    moved = f"{plain(second.value)} - {plain(first.value)} = {plain(second.value - first.value)}"
    return compared(first, second) | {
        "as_of": second.month,
        "outcome": "disagree",
        "working": f"{first.indicator}, @{first.month} to @{second.month}",
        "cause": causes.shown("other_population", moved),
    }


def _beside(yearly: Any, monthly: Any) -> dict:
    if monthly is None or monthly.source_id == yearly.source_id:
        return {}
    one, two = of_claim(yearly), of_claim(monthly)
    apart = max(one.low - two.high, two.low - one.high)
    if apart <= POINTS_IN_A_YEAR:
        return {}
    return compared(monthly, yearly) | {"as_of": yearly.as_of, "outcome": "disagree", "cause": ""}


def _base(first: Any, second: Any) -> dict:
    one = Print(first.universe, first.universe_low, first.universe_high)
    two = Print(second.universe, second.universe_low, second.universe_high)
    least, most = sorted((one, two))
    same = least.high >= most.low * (1 - LARGEST_BASE_CHANGE)
    said = f"{plain(round(first.universe))} @{first.month}, {plain(round(second.universe))} @{second.month}"
    return {
        "source_id": "",
        "region_code": second.region_code,
        "place": second.place,
        "segment": second.segment,
        "as_of": second.month,
        "claim_ids": f"{second.claim_ids} {first.claim_ids}",
        **faced(two, one),
        "unit": "workers",
        "working": f"@{first.month} to @{second.month}",
        "outcome": "agree" if same else "disagree",
        "cause": "" if same else causes.shown("other_base", said),
    }

"""Rule on falls: stocks and rates that go down from one report to another further than a year moves them.

Active participants of the nation fell 14 percent from December 2024 to May 2025.

>>> turn_of_year("2024-12", "2025-04"), turn_of_year("2024-06", "2024-09")
(True, False)
"""

from itertools import combinations
from typing import Any

import pandas as pd

from ucjlib.core.period import decimal_year
from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.rulebook.steps import areas, middles, reports, steps, with_implied_rates
from ucjlib.judge.rulebook.twice import all_told
from ucjlib.judge.rulebook.universes import LARGEST_BASE_CHANGE, bases_told, universes
from ucjlib.judge.together import HEADCOUNTS, grouped
from ucjlib.judge.wording import plain

SERIES = ("coverage_rate", "participants_active", "participants_registered")
# active participants of the nation fell 14 percent from December 2024 to May 2025, and by less otherwise;
# whoever is registered stays so
LARGEST_FALL, USUAL_FALL, REGISTERED = 0.15, 0.12, 0.12
# one report that prints two counts of the registered means one list
ONE_REPORT = 0.03
# reports of a group may mean parts of it: only a fall by two fifths tells, in one source by a tenth
GROUPS = ("pu", "bpu", "formal", "informal", "rentan", "desa", "non_asn")
A_YEAR, OF_A_GROUP, OF_ONE_SOURCE = 1.1, 0.4, 0.1
MOST_YEARS_APART = 2.0
# a rate falls over the turn of a year only, and by ten points over years never
A_POINT, LONG_APART, POINTS = 1.0, 6.0, 10.0


def falls_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """A stock or rate that falls further between two dated reports than a year moves it. Silent otherwise.

    By a seventh over the turn of a year, by an eighth at other times or of the registered; a rate within a
    year by a point, and over six years, where no step tells of it, by ten. A group, whose parts may stand one
    by one, falls where its greatest counts of two months within a year do, by two fifths; in one source by a
    tenth.
    """
    told = with_implied_rates(claims)
    told = told[told["indicator"].isin(SERIES) & told["segment"].eq("total")]
    series = reports(_at_year_end(told), SERIES).sort_values(["value", "claim_id"])
    groups = grouped(series, "area", "indicator").values()
    rows = [_fall(*pair, group) for group in groups for pair in _falls(group) or _long_falls(group)]
    rows += _falls_of_groups(claims)
    bases = _bases(claims) if rows else {}
    return findings(pd.DataFrame([_unless_broken(row, bases) for row in rows]), "falls_between_reports")


def turn_of_year(earlier: str, later: str) -> bool:
    """Whether the months run from the end of one year into the first half of the next."""
    return int(later[:4]) == int(earlier[:4]) + 1 and earlier[5:7] >= "10" and later[5:7] <= "07"


def _falls_of_groups(claims: pd.DataFrame) -> list[dict]:
    told = _at_year_end(claims[claims["indicator"].isin(HEADCOUNTS) & claims["segment"].isin(GROUPS)])
    series = reports(told, HEADCOUNTS, GROUPS).sort_values(["value", "claim_id"], ascending=[False, True])
    series = series.drop_duplicates(["area", "indicator", "segment", "month"])
    return [
        _fall(first, second, group)
        for group in grouped(series, "area", "indicator", "segment").values()
        for first, second, apart in steps(group)
        if apart <= A_YEAR and second.high < first.low * (1 - _of_group(first, second))
    ]


def _of_group(first: Any, second: Any) -> float:
    return OF_ONE_SOURCE if first.source_id == second.source_id else OF_A_GROUP


def _at_year_end(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, those of a whole year dated to its December where no month of the year is told of."""
    year, length = claims["as_of"].str.slice(0, 4), claims["as_of"].str.len()
    series = areas(claims) + "/" + claims["indicator"] + year
    alone = ~series.isin(series[length.gt(4)])
    whole = length.eq(4) & claims["as_of_basis"].eq("stated") & alone
    return claims.assign(as_of=claims["as_of"].mask(whole, year + "-12"))


def _falls(group: list) -> list[tuple[Any, Any]]:
    return [(first, second) for first, second, apart in steps(group) if _fell(first, second, apart)]


def _long_falls(group: list) -> list[tuple[Any, Any]]:
    """The first and last report of the greatest fall of a rate over years, one pair or none."""
    if group[0].indicator != "coverage_rate":
        return []
    pairs = [
        (first, second)
        for first, second in combinations(middles(group), 2)
        if second.high < first.low
        and first.value - second.value >= POINTS
        and decimal_year(second.month) - decimal_year(first.month) <= LONG_APART
    ]
    return sorted(pairs, key=lambda pair: pair[1].value - pair[0].value)[:1]


def _fell(first: Any, second: Any, apart: float) -> bool:
    by_turn = turn_of_year(first.month, second.month)
    if first.indicator == "coverage_rate" and apart <= A_YEAR and not by_turn:
        return bool(second.high < first.low - A_POINT)
    largest = LARGEST_FALL if by_turn else USUAL_FALL
    if first.indicator == "participants_registered":
        largest = ONE_REPORT if first.source_id == second.source_id else REGISTERED
    return bool(apart <= MOST_YEARS_APART and second.high < first.low * (1 - largest))


def _bases(claims: pd.DataFrame) -> dict[str, list[tuple[str, Any]]]:
    """The universes that a region's reports stand on, by month."""
    told = universes(claims)
    told = told[told["as_of"].str.len().ge(7)].sort_values(["as_of", "claim_ids"], kind="stable")
    return {
        region: [(row.as_of[:7], row) for row in rows]
        for (region,), rows in grouped(told, "region_code").items()
    }


def _unless_broken(row: dict, bases: dict[str, list[tuple[str, Any]]]) -> dict:
    """A rate that falls where the base has changed is a break of the series and no fall."""
    known = dict(bases.get(row["region_code"], []))
    first, second = (known.get(row[name]) for name in ("from_month", "as_of"))
    if row["unit"] != "percent" or first is None or second is None:
        return row
    least, most = sorted([first.universe, second.universe])
    if least >= most * (1 - LARGEST_BASE_CHANGE):
        return row
    cause = causes.shown("other_denominator", bases_told(first, second))
    return row | {"outcome": "cannot_tell", "cause": cause}


def _fall(first: Any, second: Any, group: list) -> dict:
    lost = f"{plain(first.value)} - {plain(second.value)} = {plain(first.value - second.value)}"
    cause = causes.shown("turn_of_year" if turn_of_year(first.month, second.month) else "", lost)
    working = f"{first.indicator}, @{first.month} to @{second.month}"
    same = [[c for c in group if (c.month, c.value) == (one.month, one.value)] for one in (first, second)]
    return all_told(*same) | {
        "as_of": second.month,
        "from_month": first.month,
        "cause": cause,
        "outcome": "disagree",
        "working": working,
    }

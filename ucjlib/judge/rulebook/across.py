"""Rules across sources and dates: falls, and the two numerators.

Active participants of the nation fell 14 percent from December 2024 to May 2025.

>>> turn_of_year("2024-12", "2025-04"), turn_of_year("2024-06", "2024-09")
(True, False)
"""

from typing import Any

import numpy as np
import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, sides
from ucjlib.judge.prints import Print
from ucjlib.judge.rulebook.breaks import jumped, to_december
from ucjlib.judge.rulebook.steps import areas, reports, steps, with_implied_rates
from ucjlib.judge.rulebook.twice import all_told
from ucjlib.judge.rulebook.universes import LARGEST_BASE_CHANGE, bases_told, universes
from ucjlib.judge.together import HEADCOUNTS, grouped, pair, side, years
from ucjlib.judge.wording import plain

SERIES = ("coverage_rate", "participants_active", "participants_registered")
# active participants of the nation fell 14 percent from December 2024 to May 2025, and by less within a year;
# whoever is registered stays so
LARGEST_FALL, WITHIN_YEAR, REGISTERED = 0.15, 0.12, 0.12
# one report that prints two counts of the registered means one list
ONE_REPORT = 0.03
# what members may grow by between a month and its year
IN_A_YEAR = 0.05
# reports of a group may mean parts of it: only a fall by two fifths tells
GROUPS = ("pu", "bpu", "formal", "informal", "rentan", "desa", "non_asn")
A_YEAR, OF_A_GROUP = 1.1, 0.4
MOST_YEARS_APART = 2.0


def falls_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """A stock or rate that falls further between two dated reports than a year moves it. Silent otherwise.

    By a seventh over the turn of a year, by an eighth within a year or of the registered. A group, whose
    parts may stand one by one, falls where its greatest counts of two months within a year do, by two fifths.
    """
    told = with_implied_rates(claims)
    told = told[told["indicator"].isin(SERIES) & told["segment"].eq("total")]
    series = reports(_at_year_end(told), SERIES).sort_values(["value", "claim_id"])
    groups = grouped(series, "area", "indicator").values()
    rows = [
        _fall(first, second, group)
        for group in groups
        for first, second, apart in steps(group)
        if apart <= MOST_YEARS_APART and second.high < first.low * (1 - _largest(first, second))
    ]
    rows += _falls_of_groups(claims)
    bases = _bases(claims) if rows else {}
    return findings(pd.DataFrame([_unless_broken(row, bases) for row in rows]), "falls_between_reports")


def registered_against_active(claims: pd.DataFrame) -> pd.DataFrame:
    """Active participants are at most the registered ones of the same place and month, or of its year.

    The active of a whole year may be those of one of its months, grown until December. The active of a
    month may be a seventh more than those who are registered within a year; silent where they are not.
    """
    dated = claims[claims["region_code"].ne("") & claims["as_of"].ne("")]
    by_month = dated.assign(segment=dated["segment"] + "/" + dated["as_of"].str.slice(0, 7))
    by_year = dated.assign(segment=dated["segment"] + "/" + dated["as_of"].str.slice(0, 4))
    yearly = by_year[dated["as_of"].str.len().eq(4)]
    pairs = [_two_stocks(by_month, by_month), _two_stocks(yearly, by_year), _two_stocks(by_year, yearly)]
    both = pd.concat(pairs, ignore_index=True)
    both = pd.concat([both, _later(dated, both["r_id"])], ignore_index=True)
    both = both.drop_duplicates(["region_code", "segment"])
    both = sides(both.reset_index(drop=True), "a", "r")
    segment, month = (both["segment"].str.replace(cut, "", regex=True) for cut in (r"/.*", r".*/"))
    cause = [_same_count(row) for row in both.itertuples()]
    both = both.assign(source_id="", segment=segment, as_of=month, cause=cause)
    both = both.assign(outcome=_at_most(both))
    for told, name in (("left", "a"), ("right", "r")):
        of = {f"{told}_of": "@" + both[f"{name}_as_of"], f"{told}_qualifier": both[f"{name}_qualifier"]}
        both = both.assign(**of)
    ids = both["a_id"] + " " + both["r_id"]
    return findings(both.assign(unit="workers", working="", claim_ids=ids), "registered_against_active")


def turn_of_year(earlier: str, later: str) -> bool:
    """Whether the months run from the end of one year into the first half of the next."""
    return int(later[:4]) == int(earlier[:4]) + 1 and earlier[5:7] >= "10" and later[5:7] <= "07"


def _falls_of_groups(claims: pd.DataFrame) -> list[dict]:
    series = reports(claims, HEADCOUNTS, GROUPS).sort_values(["value", "claim_id"], ascending=[False, True])
    series = series.drop_duplicates(["area", "indicator", "segment", "month"])
    return [
        _fall(first, second, group)
        for group in grouped(series, "area", "indicator", "segment").values()
        for first, second, apart in steps(group)
        if apart <= A_YEAR and second.high < first.low * (1 - OF_A_GROUP)
    ]


def _at_year_end(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, those of a whole year dated to its December where no month of the year is told of."""
    year, length = claims["as_of"].str.slice(0, 4), claims["as_of"].str.len()
    series = areas(claims) + "/" + claims["indicator"] + year
    alone = ~series.isin(series[length.gt(4)])
    whole = length.eq(4) & claims["as_of_basis"].eq("stated") & alone
    return claims.assign(as_of=claims["as_of"].mask(whole, year + "-12"))


def _largest(first: Any, second: Any) -> float:
    if first.indicator == "participants_registered":
        return ONE_REPORT if first.source_id == second.source_id else REGISTERED
    return WITHIN_YEAR if first.month[:4] == second.month[:4] else LARGEST_FALL


def _two_stocks(actives: pd.DataFrame, registers: pd.DataFrame) -> pd.DataFrame:
    """The most active beside the most registered of each place, people and moment, all in one column."""
    active = side(actives, "a", "participants_active")
    registered = side(registers, "r", "participants_registered")
    both = pair(active, registered[["region_code", "segment", *_numbers("r")]], on=["region_code", "segment"])
    return both.sort_values(["a", "r", "a_id", "r_id"], ascending=[False, False, True, True])


def _later(dated: pd.DataFrame, told: pd.Series) -> pd.DataFrame:
    """The active beside the registered of up to a year later, fewer by far, whose ids are not in `told`."""
    rows = dated[dated["as_of"].str.len().ge(7) & dated["segment"].eq("total")]
    later = rows[~rows["claim_id"].isin(told)]
    registered = side(later, "r", "participants_registered")[["region_code", *_numbers("r")]]
    both = pair(side(rows, "a", "participants_active"), registered, on=["region_code"])
    off = years(both["r_as_of"].str.slice(0, 7)) - years(both["a_as_of"].str.slice(0, 7))
    fewer = both["r_high"].lt(both["a_low"] * (1 - LARGEST_FALL))
    both = both.assign(off=off)[off.gt(0) & off.le(A_YEAR) & fewer].sort_values(["off", "a_id", "r_id"])
    both = both.drop_duplicates("region_code").drop(columns="off")
    return both.assign(segment=both["segment"] + "/" + both["r_as_of"])


def _numbers(name: str) -> list[str]:
    return [name, *(f"{name}_{end}" for end in ("low", "high", "id", "as_of", "qualifier"))]


def _at_most(both: pd.DataFrame) -> pd.Series:
    # of a year and a month in it a twentieth may be growth
    slack = np.where(both["as_of"].str.len().eq(4), 1 + IN_A_YEAR, 1.0)
    above, same = both["left_low"].gt(slack * both["right_high"]), both["left"].eq(both["right"])
    above &= ~pd.Series([_grown(row) for row in both.itertuples()], both.index, dtype=bool)
    verdict = np.select([above, same], ["disagree", "cannot_tell"], "agree")
    return pd.Series(verdict, index=both.index, dtype=str)


def _grown(row: Any) -> bool:
    """Whether the active are of a whole year and the registered of one of its months, no jump below them."""
    month, ends = row.r_as_of[:7], ("", "_low", "_high")
    registered, active = (
        Print(*(getattr(row, f"{name}{end}") for end in ends)) for name in ("right", "left")
    )
    of_year = row.a_basis == "stated" and len(row.a_as_of) == 4 < len(month)
    return of_year and not jumped(registered, active, to_december(month))


def _same_count(row: Any) -> str:
    equal = f"{plain(row.a)} = {plain(row.r)}"
    return causes.shown("registered_called_active", equal) if row.a == row.r else ""


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

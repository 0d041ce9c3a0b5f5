"""Rules on the base that a place divides by: one report and the next, and two reports of one year.

A place that divides by another base is not better or worse covered than before: that is a break.
Surabaya counts more members in November 2025 than in August 2024 and a lower rate: its base grew.

>>> LARGEST_BASE_CHANGE
0.1
"""

from collections.abc import Iterator
from itertools import combinations, pairwise, product
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import Print, apart, faced
from ucjlib.judge.rulebook.universes import LARGEST_BASE_CHANGE, bases_told, implied_by_heads, universes
from ucjlib.judge.together import grouped, years

MOST_YEARS = 3.0
# bases of one moment differ by less; and one that grows by less from report to report is a labour force
ONE_MOMENT, GROWTH = 0.05, 0.05
# bases of a place and year that are set beside each other
MOST = 20
_PLACE = ["region_code", "place"]


def base_changes_between_reports(claims: pd.DataFrame) -> pd.DataFrame:
    """The universes of a place in one report and the next: more than a tenth apart is a break of the base.

    So is a base that grew while more members make a lower rate. Of several bases told in one month each is
    held against each, and one that stays the same is enough.
    """
    frame = universes(claims, placed=False)
    frame = frame.assign(month=frame["as_of"].str.slice(0, 7), year=years(frame["as_of"]))
    frame = frame[frame["month"].str.len().eq(7)].merge(
        _shares(claims), on=[*_PLACE, "source_id", "month"], how="left"
    )
    frame = frame.sort_values(["month", "claim_ids"], kind="stable")
    frame = frame.drop_duplicates([*_PLACE, "month", "universe"])
    rows = [
        row
        for group in grouped(frame, *_PLACE).values()
        for first, second in pairwise(grouped(group, "month").values())
        if second[0].year - first[0].year <= MOST_YEARS
        for row in _step(first, second)
    ]
    return findings(pd.DataFrame(rows), "base_changes_between_reports")


def two_bases_of_one_year(claims: pd.DataFrame) -> pd.DataFrame:
    """Universes of a place, printed or implied, that two reports tell of one year. Silent when near.

    Of one moment a twentieth apart, of a year and a month in it a tenth.
    """
    frame = universes(claims).assign(year=lambda told: told["as_of"].str.slice(0, 4))
    frame = frame.sort_values(["as_of", "claim_ids"], kind="stable")
    frame = frame.drop_duplicates(["region_code", "as_of", "universe"])
    frame = frame[frame.groupby(["region_code", "year"])["source_id"].transform("nunique").gt(1)]
    rows = [
        _row(one, two) | {"cause": causes.shown("other_denominator", bases_told(one, two))}
        for group in grouped(frame, "region_code", "year").values()
        for one, two in _unlike(group[:MOST])
    ]
    return findings(pd.DataFrame(rows), "two_bases_of_one_year")


def _unlike(group: list) -> Iterator[tuple[Any, Any]]:
    """The pairs of bases that differ, printed ones first, none whose two bases were both told of before."""
    told: set[str] = set()
    for one, two in sorted(combinations(group, 2), key=lambda pair: pair[0].worked + pair[1].worked):
        if _of_one_year(one, two) and not {one.claim_ids, two.claim_ids} <= told:
            told |= {one.claim_ids, two.claim_ids}
            yield one, two


def _shares(claims: pd.DataFrame) -> pd.DataFrame:
    """Coverage rate and headcount of each source, place and month that tells both."""
    frame = implied_by_heads(claims[claims["segment"].eq("total")])
    frame = frame.assign(month=frame["rate_as_of"].str.slice(0, 7)).sort_values(["rate_id", "part_id"])
    ends = [f"{name}_{end}" for name in ("rate", "part") for end in ("low", "high")]
    return frame.drop_duplicates([*_PLACE, "source_id", "month"])[[*_PLACE, "source_id", "month", *ends]]


def _step(first: list, second: list) -> Iterator[dict]:
    pairs = sorted(product(first[:MOST], second[:MOST]), key=lambda pair: pair[0].worked + pair[1].worked)
    same = [(one, two) for one, two in pairs if not _changed(one, two)]
    for one, two in same[:1] or pairs[:1]:
        told = f"@{one.month} to @{two.month}"
        cause = "" if same else causes.shown("other_denominator", bases_told(one, two))
        yield (
            _row(one, two)
            | {"as_of": two.month, "working": told, "cause": cause}
            | ({"outcome": "agree"} if same else {})
        )


def _changed(one: Any, two: Any) -> bool:
    grew = two.universe > one.universe * (1 + GROWTH)
    more_of_less = two.part_low > one.part_high and two.rate_high < one.rate_low
    return apart(_base(one), _base(two), LARGEST_BASE_CHANGE) or (grew and more_of_less)


def _of_one_year(one: Any, two: Any) -> bool:
    moment = one.as_of == two.as_of
    printed = moment and not (one.worked or two.worked)
    yearly = moment or 4 in (len(one.as_of), len(two.as_of))
    share = ONE_MOMENT if moment else LARGEST_BASE_CHANGE
    return yearly and not printed and one.source_id != two.source_id and apart(_base(one), _base(two), share)


def _base(row: Any) -> Print:
    return Print(row.universe, row.universe_low, row.universe_high)


def _row(one: Any, two: Any) -> dict:
    return {
        "source_id": "",
        "region_code": two.region_code,
        "place": two.place,
        "segment": two.segment,
        "as_of": two.as_of,
        "claim_ids": f"{two.claim_ids} {one.claim_ids}",
        **faced(_base(two), _base(one)),
        "unit": "workers",
        "working": "",
        "left_of": f"@{two.as_of}",
        "right_of": f"@{one.as_of}",
        "left_worked": two.worked,
        "right_worked": one.worked,
        "outcome": "disagree",
        "cause": "",
    }

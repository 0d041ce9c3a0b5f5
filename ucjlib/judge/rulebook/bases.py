"""Rules on the base that a place divides by: one report and the next, and two reports of one year.

A place that divides by another base is not better or worse covered than before: that is a break.
Surabaya counts more members in November 2025 than in August 2024 and a lower rate: its base grew.

>>> apart(Print(100.0, 99.0, 101.0), Print(120.0, 119.0, 121.0), 0.1)
True
"""

from collections.abc import Iterator
from itertools import combinations, pairwise, product
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import Print, faced
from ucjlib.judge.rulebook.across import LARGEST_BASE_CHANGE
from ucjlib.judge.rulebook.universes import implied_by_heads, universes
from ucjlib.judge.together import grouped, years
from ucjlib.judge.wording import plain

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
        _row(one, two) | {"cause": causes.shown("other_denominator", _said(one, two))}
        for group in grouped(frame, "region_code", "year").values()
        for one, two in combinations(group[:MOST], 2)
        if _of_one_year(one, two)
    ]
    return findings(pd.DataFrame(rows), "two_bases_of_one_year")


def apart(one: Print, two: Print, share: float) -> bool:
    """Whether the greater of two lies above the lesser by more than `share` of it."""
    least, most = sorted((one, two))
    return least.high < most.low * (1 - share)


def _shares(claims: pd.DataFrame) -> pd.DataFrame:
    """Coverage rate and headcount of each source, place and month that tells both."""
    frame = implied_by_heads(claims[claims["segment"].eq("total")])
    frame = frame.assign(month=frame["rate_as_of"].str.slice(0, 7)).sort_values(["rate_id", "part_id"])
    ends = [f"{name}_{end}" for name in ("rate", "part") for end in ("low", "high")]
    return frame.drop_duplicates([*_PLACE, "source_id", "month"])[[*_PLACE, "source_id", "month", *ends]]


def _step(first: list, second: list) -> Iterator[dict]:
    pairs = [(one, two) for one, two in product(first[:MOST], second[:MOST])]
    same = [(one, two) for one, two in pairs if not _changed(one, two)]
    for one, two in same[:1] or pairs:
        told = f"@{one.month} to @{two.month}"
        cause = "" if same else causes.shown("other_base", _said(one, two))
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
    printed = moment and len(one.claim_ids.split()) == len(two.claim_ids.split()) == 1
    yearly = moment or 4 in (len(one.as_of), len(two.as_of))
    share = ONE_MOMENT if moment else LARGEST_BASE_CHANGE
    return yearly and not printed and one.source_id != two.source_id and apart(_base(one), _base(two), share)


def _base(row: Any) -> Print:
    return Print(row.universe, row.universe_low, row.universe_high)


def _said(one: Any, two: Any) -> str:
    return ", ".join(f"{plain(round(told.universe))} @{told.as_of[:7]}" for told in (one, two))


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
        "working": " and ".join(f"@{date}" for date in dict.fromkeys((one.as_of, two.as_of))),
        "outcome": "disagree",
        "cause": "",
    }

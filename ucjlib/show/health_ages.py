"""How old an edition's figures are: its sources by date, the newest figure of each province.

For the people who keep the data, on the health page. Not for judging a place (its brief does that),
and no sentence is written here. Frames in, frames out; "today" is `as_of`.

>>> sources = pd.DataFrame({"kind": ["article"] * 3, "published": ["2025-04-14", "2025", ""]})
>>> by_year(sources, "2026-05-31")[["period", "article", "total"]].to_numpy().tolist()
[['2025', 2, 2], ['', 1, 1]]
"""

from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.reference import schemas
from ucjlib.show import facts
from ucjlib.show.facts import LABOUR_MARKET, NATION, Tables

KINDS = ("article", "official")
MONTHS_SHOWN = 12


def by_year(sources: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """Sources per year of publication, newest first, undated ones last.

    sources : needs `kind`, `published`; what is published after `as_of` is left out.
    Returns `period` (a year, '' for undated), one column of counts a kind, `total`.
    """
    known = _published(sources, as_of)
    years = known["published"].str[:4]
    return _counted(known, years, sorted(set(years), reverse=True))


def by_month(sources: pd.DataFrame, as_of: str, months: int = MONTHS_SHOWN) -> pd.DataFrame:
    """Sources per month of publication, the last `months` up to `as_of`, newest first; columns as `by_year`.

    A source of which only the year is known is in no month.
    """
    known = _published(sources, as_of)
    today = period.last_day(as_of)
    last = today.year * 12 + today.month - 1
    shown = [f"{month // 12}-{month % 12 + 1:02d}" for month in range(last, last - months, -1)]
    return _counted(known, known["published"].str[:7], shown)


def province_ages(tables: Tables, as_of: str) -> pd.DataFrame:
    """How old the newest figure of each province is, the oldest first, those without any at the top.

    A figure of a province or of a regency or city of it counts; what BPS counts everywhere, a figure
    for a target year and what a decision rejects does not. A date counts from its first day: of a
    figure of 2026 nobody knows that it is newer than January. Returns `region_code`, `name`, `claim_id`,
    `as_of` and `months` (whole ones since then; NA without a dated figure), `rate_as_of` (of the newest
    coverage rate of all workers, '' without), `known` and `places` (regencies and cities with a figure, all).
    """
    claims = _figures(tables, as_of)
    rates = claims[(claims["indicator"] == "coverage_rate") & (claims["segment"] == "total")]
    dated = (
        _provinces(tables, set(claims["region_code"]))
        .join(_newest(claims)[["claim_id", "as_of"]], on="region_code")
        .join(_newest(rates)["as_of"].rename("rate_as_of"), on="region_code")
        .fillna({"claim_id": "", "as_of": "", "rate_as_of": ""})
    )
    aged = dated.assign(months=[_age(date, as_of) for date in dated["as_of"]]).astype({"months": "Int64"})
    return aged.sort_values(
        ["months", "region_code"], ascending=[False, True], na_position="first", kind="stable"
    ).reset_index(drop=True)


def _published(sources: pd.DataFrame, as_of: str) -> pd.DataFrame:
    return sources[sources["published"].map(lambda date: period.begun(date, as_of)).astype(bool)]


def _counted(sources: pd.DataFrame, periods: pd.Series, order: list[str]) -> pd.DataFrame:
    counts = pd.crosstab(periods, sources["kind"]).reindex(index=order, columns=list(KINDS), fill_value=0)
    named = counts.rename_axis(index="period", columns=None).reset_index()
    return named.assign(total=named[list(KINDS)].sum(axis=1))


def _figures(tables: Tables, as_of: str) -> pd.DataFrame:
    """Claims about social security in a region, known on `as_of`, for no target year and not rejected."""
    decisions = tables.get("decisions", schemas.empty("decisions"))
    rejected = decisions.loc[decisions["action"] == "reject", "claim_id"]
    claims = facts.until(tables["claims"], as_of)
    kept = ~claims["indicator"].isin(LABOUR_MARKET) & ~claims["claim_id"].isin(rejected)
    kept &= claims["target_year"].isna() & ~claims["region_code"].isin(["", NATION])
    return claims[kept].assign(_province=lambda rows: rows["region_code"].str[:2])


def _newest(claims: pd.DataFrame) -> pd.DataFrame:
    """The newest dated claim of each province; of two as new, the one dated more precisely."""
    dated = claims[claims["as_of"] != ""]
    ordered = dated.assign(
        _first=dated["as_of"].map(period.first_day), _precise=dated["as_of"].str.len()
    ).sort_values(["_first", "_precise", "claim_id"], kind="stable")
    return ordered.drop_duplicates("_province", keep="last").set_index("_province")


def _provinces(tables: Tables, heard_of: set[str]) -> pd.DataFrame:
    """One row a province: region_code, name, regencies and cities in `heard_of`, and all of them."""
    regions = facts.regions(tables)
    provinces = regions[regions["kind"] == "province"]
    below = regions[~regions["kind"].isin(["country", "province"])]
    inside = below.groupby("province_code").size()
    known = below[below.index.isin(heard_of)].groupby("province_code").size()
    return pd.DataFrame(
        {
            "region_code": provinces.index,
            "name": list(provinces["name"]),
            "known": list(known.reindex(provinces.index, fill_value=0)),
            "places": list(inside.reindex(provinces.index, fill_value=0)),
        }
    )


def _age(date: str, as_of: str) -> Any:
    return period.months_between(date, as_of) - 1 if date else pd.NA

"""Which estimates a projection rests on, as the observations of each pool; and which it leaves out, and why.

A pool holds the regions whose coverage divides by one denominator; unlike denominators are never mixed.
Within a region active and registered members never share a series: the latest known kind decides, figures
of the other kind are left out, and those that do not tell go with it (the noise of reporting is estimated
for that).

Not for choosing between figures of one date; that is `ucjlib.judge`.

>>> estimates = pd.DataFrame({"estimate_id": ["e1", "e2"], "region_code": "35.05",
...     "indicator": "coverage_rate", "segment": "total", "numerator": ["registered", "active"],
...     "denominator": "eligible", "as_of": ["2024-05", "2025-04-14"], "value": [29.5, 17.6],
...     "low": [29.4, 17.5], "high": [29.6, 17.7]})
>>> [(name, len(shown)) for name, shown in pools(estimates, as_of="2025-06")]
[('eligible', 1)]
>>> left_out(estimates, as_of="2025-06")["reason"].item()
'another numerator than the latest figure'
"""

import pandas as pd

from ucjlib.core.errors import BadTable
from ucjlib.core.period import begun, decimal_year
from ucjlib.judge.denominators import RESTATED
from ucjlib.reference import schemas

NEEDED = (
    "estimate_id", "region_code", "indicator", "segment", "numerator", "denominator", "as_of", "value", "low",
    "high",
)  # fmt: skip


def pools(
    estimates: pd.DataFrame, as_of: str, breaks: pd.DataFrame | None = None
) -> list[tuple[str, pd.DataFrame]]:
    """The observations of each pool, by denominator: `unit` (region code), `group` (its province), `year`,
    `value`, `low`, `high`, `base` (blank on the latest), `estimate_ids`.

    breaks : frame `region_code`, `as_of` (text): from that date a region's printed universe is another one,
        so its earlier rates stand on another base. Rates restated over BPS employment have no such break.

    Several figures of one region and month are one: median value, least low, greatest high.
    """
    used = series(estimates, as_of)
    return [
        (str(denominator), _with_base(_monthly(rows), breaks if denominator != "employed" else None))
        for denominator, rows in used.groupby("denominator", sort=True)
    ]


def series(estimates: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """The estimates that a projection rests on, oldest first; one numerator per region and denominator."""
    return by_date(estimates[_why_not(estimates, as_of) == ""])


def by_date(estimates: pd.DataFrame) -> pd.DataFrame:
    """Dated estimates, oldest first; a year stands at its middle, as the projection takes it."""
    order = estimates.assign(_when=estimates["as_of"].map(decimal_year))
    return order.sort_values(["_when", "estimate_id"], kind="stable").drop(columns="_when")


def left_out(estimates: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """The coverage estimates that a projection does not use: `estimate_id`, `region_code`, `reason`.

    >>> estimates = pd.DataFrame({"estimate_id": ["e1"], "region_code": ["35.05"],
    ...     "indicator": "coverage_rate", "segment": "total", "numerator": "active",
    ...     "denominator": "eligible", "as_of": ["2025-04-14"], "value": 117.6, "low": 117.5, "high": 117.7})
    >>> left_out(estimates, "2025-06")["reason"].item()
    'outside 0-100 percent'
    """
    why = _why_not(estimates, as_of)
    listed = (why != "") & (estimates["indicator"] == "coverage_rate") & (estimates["segment"] == "total")
    return estimates.loc[listed, ["estimate_id", "region_code"]].assign(reason=why[listed])


def used(estimates: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """The series table: one row per region and denominator, with the estimates its projection rests on.

    Returns `series_id`, `region_code`, `denominator`, `figures` (how many), `estimate_id` (the latest),
    `estimate_ids` (all, oldest first), `pool_size` (regions fitted together).
    """
    parts = [_series_rows(shown, denominator) for denominator, shown in pools(estimates, as_of)]
    if not parts:
        return schemas.empty("series")
    table = pd.concat(parts, ignore_index=True).sort_values(["region_code", "denominator"])
    return table.assign(series_id=series_id(table))[list(schemas.columns("series")["column"])]


def series_id(rows: pd.DataFrame) -> pd.Series:
    """`region_code` and `denominator` as one id.

    >>> series_id(pd.DataFrame({"region_code": ["35.05"], "denominator": ["employed"]})).item()
    '35.05:employed'
    """
    return rows["region_code"] + ":" + rows["denominator"]


def with_ids(trajectories: pd.DataFrame) -> pd.DataFrame:
    """Trajectories with the `trajectory_id` that series, scenario, year and quantile make.

    >>> row = {"series_id": ["35.05:employed"], "scenario": "trend", "year": 2029, "quantile": 0.5}
    >>> with_ids(pd.DataFrame(row))["trajectory_id"].item()
    '35.05:employed:trend:2029:q0.5'
    """
    named = trajectories["series_id"] + ":" + trajectories["scenario"] + ":"
    level = trajectories["quantile"].map("{:g}".format)
    return trajectories.assign(trajectory_id=named + trajectories["year"].astype(str) + ":q" + level)


def _series_rows(shown: pd.DataFrame, denominator: str) -> pd.DataFrame:
    ordered = shown.sort_values(["unit", "year"], kind="stable").groupby("unit")
    ids = ordered["estimate_ids"].agg(" ".join)
    rows = pd.DataFrame({"estimate_ids": ids, "figures": ordered.size(), "pool_size": len(ids)})
    latest = rows["estimate_ids"].str.split(" ").str[-1]
    named = rows.assign(estimate_id=latest, denominator=denominator)
    return named.reset_index(names="region_code")


def _why_not(estimates: pd.DataFrame, as_of: str) -> pd.Series:
    """Per estimate '' or why a projection leaves it out."""
    missing = [c for c in NEEDED if c not in estimates]
    if missing:
        raise BadTable(f"no column {', '.join(missing)}", where="estimates")
    why = pd.Series("", index=estimates.index, dtype="str")
    coverage = (estimates["indicator"] == "coverage_rate") & (estimates["segment"] == "total")
    why = why.mask(~estimates["value"].between(0, 100), "outside 0-100 percent")
    later = pd.Series([not begun(date, as_of) for date in estimates["as_of"]], index=estimates.index)
    why = why.mask(later, f"dated after {as_of}")
    why = why.mask(estimates["as_of"] == "", "no date").mask(estimates["region_code"] == "", "no region")
    why = why.mask(~coverage, "not the coverage of all workers")
    beside = beside_printed(estimates[why == ""])
    why = why.mask(
        beside.reindex(why.index, fill_value=False), "restated beside a printed rate on the same base"
    )
    other = _other_numerator(estimates[why == ""])
    return why.mask(other.reindex(why.index, fill_value=False), "another numerator than the latest figure")


def beside_printed(used: pd.DataFrame) -> pd.Series:
    """True for restated headcounts of a region that has a printed rate on the same denominator.

    used : coverage estimates with `rule`, `region_code`, `denominator`; without `rule` none is restated.
    """
    if "rule" not in used:
        return pd.Series(False, index=used.index)
    restated = used["rule"] == RESTATED
    printed = used[~restated].groupby(["region_code", "denominator"]).size().rename("_printed")
    return restated & used.join(printed, on=["region_code", "denominator"])["_printed"].notna()


def _other_numerator(used: pd.DataFrame) -> pd.Series:
    """True where the region's latest figure that tells counts the other kind of member."""
    told = used["numerator"].isin(["active", "registered"])
    known = by_date(used[told])
    latest = known.groupby(["region_code", "denominator"])["numerator"].last().rename("_latest")
    beside = used[["region_code", "denominator"]].join(latest, on=["region_code", "denominator"])["_latest"]
    return told & (used["numerator"] != beside)


def _with_base(shown: pd.DataFrame, breaks: pd.DataFrame | None) -> pd.DataFrame:
    """Observations with their province, and how many breaks of the base come after each."""
    named = shown.assign(group=shown["unit"].str[:2], base="")
    if breaks is None or breaks.empty:
        return named
    begins = breaks["as_of"].map(decimal_year).groupby(breaks["region_code"]).agg(list)
    after = [
        sum(year < start for start in begins.get(unit, []))
        for unit, year in zip(named["unit"], named["year"], strict=True)
    ]
    return named.assign(base=[f"{count} before" if count else "" for count in after])


def _monthly(rows: pd.DataFrame) -> pd.DataFrame:
    """One observation per region and month (or year, where no month is told)."""
    dated = rows.assign(
        year=[decimal_year(d) for d in rows["as_of"]], month=rows["as_of"].str[:7],
        low=rows["low"].clip(0, 100), high=rows["high"].clip(0, 100),
    )  # fmt: skip
    merged = dated.groupby(["region_code", "month"], sort=True).agg(
        year=("year", "mean"), value=("value", "median"), low=("low", "min"), high=("high", "max"),
        estimate_ids=("estimate_id", " ".join),
    )  # fmt: skip
    return merged.reset_index().rename(columns={"region_code": "unit"})

"""What the tables hold about one place on one day: the rows that a brief chooses from.

No sentence and no drawing here. Everything later than `as_of` is left out, and figures
over unlike bases stay apart: `coverage` gives the latest figure of each.

>>> figures = pd.DataFrame({"base": ["a", "a", "b"], "as_of": ["2024", "2025-02", "2023-08"]})
>>> list(latest(figures, ["base"])["as_of"])
['2025-02', '2023-08']
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.core.errors import UnknownRegion
from ucjlib.judge.denominators import RESTATED
from ucjlib.reference import schemas
from ucjlib.reference.regions import regions as known_regions
from ucjlib.show.pieces import Traced, Words

Tables = Mapping[str, pd.DataFrame]
NATION = "00"
# How much older a printed rate may be than a restated one and still come first.
STALE_YEARS = 2.0
# Counts of the labour market say nothing about social security by themselves.
LABOUR_MARKET = (
    "employed",
    "labour_force",
    "unemployed",
    "unemployment_rate",
    "employed_share",
    "working_age_population",
    "labour_force_participation_rate",
    "population",
)


@dataclass(frozen=True)
class Place:
    """One region on one day: its names and its rows, cut at `as_of`."""

    code: str
    name: str
    kind: str
    province: str
    as_of: str
    tables: Tables
    estimates: pd.DataFrame
    claims: pd.DataFrame

    def rows(self, table: str) -> pd.DataFrame:
        """The rows of `table` for this place; none when the table is not there."""
        frame = self.tables.get(table, pd.DataFrame({"region_code": pd.Series(dtype=str)}))
        return frame[frame["region_code"] == self.code]

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Latest total coverage per base and kind of participant: the headline first, then newest."""
        rates = latest(total_rates(self.estimates), ["denominator", "numerator", "rule_kind"])
        first = None if (chosen := _headline(rates)) is None else chosen["estimate_id"]
        return pd.concat([rates[rates["estimate_id"] == first], rates[rates["estimate_id"] != first]])

    @cached_property
    def headline(self) -> Any:
        """The coverage row to say first, or None: printed before restated unless it is much older."""
        return _headline(self.coverage)


def gather(region_code: str, tables: Tables, as_of: str) -> Place:
    """The place `region_code` as the tables hold it on `as_of`. Raises UnknownRegion."""
    region = regions(tables)
    if region_code not in region.index:
        near = likely(region_code, region.index)
        said = (
            f"did you mean {near[0]}, {region.loc[near[0], 'name']}?"
            if near
            else "write a code such as 35.05"
        )
        raise UnknownRegion(f'"{region_code}" is no region code', fix=said)
    row = region.loc[region_code]
    estimates, claims = tables["estimates"], tables["claims"]
    return Place(
        region_code,
        row["name"],
        row["kind"],
        row["province_code"],
        as_of,
        tables,
        until(estimates[estimates["region_code"] == region_code], as_of),
        until(
            claims[(claims["region_code"] == region_code) & ~claims["claim_id"].isin(_rejected(tables))],
            as_of,
        ),
    )


def _rejected(tables: Tables) -> set[str]:
    """Claims that a decision takes out of use."""
    decisions = tables.get("decisions")
    return set() if decisions is None else set(decisions.loc[decisions["action"] == "reject", "claim_id"])


def regions(tables: Tables) -> pd.DataFrame:
    """All regions, the code as index: name, bare_name, kind, province_code."""
    given = tables.get("regions")
    return (known_regions() if given is None else given).set_index("region_code")


def below(code: str, tables: Tables) -> pd.DataFrame:
    """The regions directly below a province or the nation; beside, for a regency."""
    region = regions(tables)
    if code == NATION:
        return region[region["kind"] == "province"]
    return region[(region["province_code"] == code[:2]) & (region["kind"] != "province")]


def until(frame: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """The rows of `frame` that begin on or before `as_of`; undated rows stay."""
    if not as_of or frame.empty:
        return frame
    end = period.last_day(as_of).isoformat()
    return frame[frame["as_of"].map(lambda date: date <= end[: len(date)])]


def when(as_of: str) -> float:
    """The date in years; an undated row comes before all dated ones."""
    return period.decimal_year(as_of) if as_of else 0.0


def latest(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The last row of each group of `by`, newest first; groups with blanks count too."""
    if frame.empty:
        return frame
    order = frame.assign(_when=frame["as_of"].map(when)).sort_values(
        ["_when", *frame.columns.intersection(["estimate_id"])], kind="stable"
    )
    newest = order.groupby(by, sort=True, dropna=False).tail(1)
    return newest.sort_values("_when", ascending=False, kind="stable").drop(columns="_when")


def latest_coverage(tables: Tables, codes: list[str], as_of: str, base: str = "") -> pd.DataFrame:
    """One coverage row per region of `codes` that has any: on `base` where it exists, else its headline."""
    estimates = tables["estimates"]
    rates = total_rates(until(estimates[estimates["region_code"].isin(codes)], as_of))
    return _first_choice(rates.assign(_other=rates["denominator"] != base))


def total_rates(estimates: pd.DataFrame) -> pd.DataFrame:
    """Coverage of all workers, with `rule_kind`: printed, or restated on another base by us."""
    rates = estimates[(estimates["indicator"] == "coverage_rate") & (estimates["segment"] == "total")]
    return rates.assign(
        rule_kind=(rates["rule"] == RESTATED).map({True: "restated", False: "printed"}).astype(str)
    )


def targets(place: Place) -> pd.DataFrame:
    """Targets of the place, its province and the nation from `as_of`'s year on; its last one before."""
    frame = headline_targets(place.tables)
    codes = {place.code: 0, place.province: 1, NATION: 2}
    mine = frame[frame["region_code"].isin(codes)]
    mine = mine.assign(_near=mine["region_code"].map(codes))
    due = mine[mine["target_year"] >= int(place.as_of[:4] or 0)]
    own_past = mine[(mine["_near"] == 0) & ~mine.index.isin(due.index)]
    own_past = own_past[own_past["target_year"] == own_past["target_year"].max()]
    return (
        pd.concat([due, own_past]).sort_values(["target_year", "_near", "target_pct"]).drop(columns="_near")
    )


def headline_targets(tables: Tables) -> pd.DataFrame:
    """The targets that briefs and the index show; the others of the table are kept for checking."""
    given = tables.get("targets")
    frame = schemas.reference("targets") if given is None else given
    return frame[frame["headline"] == "yes"]


def likely(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """What a misspelt id or code was likely meant to be, the nearest first.

    >>> likely("3505", ["33.71", "35.05", "35.06"])
    ['35.05']
    """
    return difflib.get_close_matches(word, list(known), n=most)


def traced(row: Any, ref: str = "estimate_id", style: str = "value", precision: int | None = None) -> Traced:
    """A row with value, low, high and unit as a traced number; `ref` names its id column."""
    return Traced(
        float(row["value"]), float(row["low"]), float(row["high"]), row["unit"], row[ref], precision, style
    )


def label(vocabulary: str, word: str) -> Words:
    """The label of a vocabulary's word in both languages."""
    row = schemas.terms(vocabulary).loc[word]
    return Words(row["label_id"], row["label_en"])


def base_label(denominator: str) -> Words:
    """What a rate divides by, in words."""
    return label("denominators", denominator or "unknown")


def alike(one: str, other: str) -> bool:
    """Whether two bases are told and the same."""
    return one == other and one not in ("", "unknown")


def _headline(rates: pd.DataFrame) -> Any:
    chosen = _first_choice(rates.assign(_other=False))
    return None if chosen.empty else chosen.iloc[0]


def _first_choice(rates: pd.DataFrame) -> pd.DataFrame:
    """One row per region: wanted base, then printed unless stale, then newest, then best grade."""
    if rates.empty:
        return rates
    dated = rates["as_of"].map(when)
    stale = dated < dated.groupby(rates["region_code"]).transform("max") - STALE_YEARS
    ordered = rates.assign(_second=(rates["rule_kind"] != "printed") | stale, _when=-dated).sort_values(
        ["region_code", "_other", "_second", "_when", "grade", "estimate_id"], kind="stable"
    )
    return ordered.drop_duplicates("region_code").drop(columns=["_other", "_second", "_when"])

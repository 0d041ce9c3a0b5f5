"""The index of an edition: all places with what is known of each, in one page.

    render_index(tables, report, "2026-05-31", "id")

A place of which nobody has published a figure says so; it is not left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ucjlib.judge.together import HEADCOUNTS
from ucjlib.show import facts, layout, wording
from ucjlib.show.facts import LABOUR_MARKET, NATION, Tables, traced
from ucjlib.show.pieces import Constant, Traced
from ucjlib.show.templating import FILES, HEALTH, page

STATES = ("rate", "headcount", "other", "nothing")


@dataclass(frozen=True)
class IndexRow:
    """One place: its latest coverage and chance at the next target (or None), how much is published."""

    code: str
    name: str
    kind: str
    province: str
    state: str
    claims: int
    link: str = ""
    coverage: Traced | None = None
    restated: bool = False
    date: str = ""
    denominator: str = ""
    grade: str = ""
    chance: Traced | None = None


def index_rows(tables: Tables, as_of: str, links: Mapping[str, str]) -> list[IndexRow]:
    """One row per region in the order of codes; `links`: folder of each region's brief, ending in '/'."""
    region = facts.regions(tables)
    known = facts.latest_coverage(tables, list(region.index), as_of)
    rates = {row["region_code"]: row for row in known.to_dict("records")}
    states, counts = _states(tables, as_of), _counts(tables, as_of)
    chances = _next_chances(tables, as_of)
    return [
        _row(
            code,
            row,
            rates.get(code),
            states.get(code, "nothing"),
            counts.get(code, 0),
            chances,
            links.get(code, ""),
        )
        for code, row in zip(region.index, region.to_dict("records"), strict=True)
    ]


def render_index(tables: Tables, report: pd.DataFrame, as_of: str, lang: str) -> str:
    """The index page in `lang`.

    report : one row per brief tried; region_code, outcome ("written" links to its folder,
        anything else is listed as failed), sentence.
    """
    made = report["outcome"] == "written"
    rows = index_rows(tables, as_of, {code: f"{code}/" for code in report.loc[made, "region_code"]})
    names = facts.regions(tables)["name"]
    failed = [
        (row["region_code"], names.get(row["region_code"], ""), row["sentence"])
        for row in report[~made].to_dict("records")
    ]
    below = [row for row in rows if row.kind not in ("country", "province")]
    counts = [(state, wording.decimal(sum(row.state == state for row in below), 0, lang)) for state in STATES]
    return page(
        "index.html",
        as_of,
        lang,
        title=wording.say("index.title", lang),
        counts=counts,
        failures=failed,
        provinces=[_province(row, rows, lang) for row in rows if row.kind == "province"],
        nation=[_shown(row, lang) for row in rows if row.code == NATION],
        ages=_ages(tables, lang),
        health=HEALTH[lang],
    )


def _row(
    code: str,
    region: Any,
    rate: Any,
    state: str,
    claims: int,
    chances: Mapping[tuple[str, str], Any],
    link: str,
) -> IndexRow:
    plain = IndexRow(code, region["name"], region["kind"], region["province_code"], state, claims, link)
    if rate is None:
        return plain
    chance = chances.get((code, rate["denominator"]))
    return replace(
        plain,
        coverage=traced(rate),
        restated=rate["rule_kind"] == "restated",
        date=rate["as_of"],
        denominator=rate["denominator"],
        grade=rate["grade"],
        chance=chance and layout.chance(chance),
    )


def _states(tables: Tables, as_of: str) -> dict[str, str]:
    claims = facts.until(tables["claims"], as_of)
    claims = claims[~claims["indicator"].isin(LABOUR_MARKET)]
    total = claims["segment"] == "total"
    rank = pd.Series(2, index=claims.index)
    rank = rank.mask(total & claims["indicator"].isin(HEADCOUNTS), 1)
    rank = rank.mask(total & (claims["indicator"] == "coverage_rate"), 0)
    return {str(code): STATES[least] for code, least in rank.groupby(claims["region_code"]).min().items()}


def _counts(tables: Tables, as_of: str) -> dict[str, int]:
    claims = facts.until(tables["claims"], as_of)
    return claims[~claims["indicator"].isin(LABOUR_MARKET)].groupby("region_code").size().to_dict()


def _next_chances(tables: Tables, as_of: str) -> dict[tuple[str, str], Any]:
    chances = tables.get("chances", pd.DataFrame())
    if chances.empty:
        return {}
    headline = chances["target_id"].isin(facts.headline_targets(tables)["target_id"])
    due = chances[headline & (chances["target_year"] >= int(as_of[:4]))]
    due = due.sort_values(["target_year", "target_pct", "chance_id"])
    first = due.drop_duplicates(["region_code", "denominator"])
    return {(row["region_code"], row["denominator"]): row for row in first.to_dict("records")}


def _province(province: IndexRow, rows: Sequence[IndexRow], lang: str) -> dict[str, Any]:
    inside = [row for row in rows if row.province == province.code and row.kind != "province"]
    known = wording.say(
        "index.known", lang, known=str(sum(row.coverage is not None for row in inside)), all=str(len(inside))
    )
    return {
        "code": province.code,
        "name": province.name,
        "known": known,
        "rows": [_shown(row, lang) for row in [province, *inside]],
    }


def _shown(row: IndexRow, lang: str) -> dict[str, Any]:
    shown = {
        "code": row.code,
        "name": row.name,
        "state": row.state,
        "claims": wording.decimal(row.claims, 0, lang),
        "link": row.link and row.link + FILES[lang],
        "top": row.kind in ("province", "country"),
        "chance": row.chance.plain(lang) if row.chance else "–",
    }
    if row.coverage is None:
        key = {"nothing": "index.none", "other": "index.other_short"}.get(row.state, "index.headcount_short")
        return {**shown, "coverage": "", "note": wording.say(key, lang)}
    return {
        **shown,
        "note": "",
        "coverage": row.coverage.styled("figure_range").plain(lang),
        "middle": row.coverage.styled("figure").plain(lang),
        "date": Constant.date(row.date).plain(lang),
        "base": wording.say(f"base.{row.denominator or 'unknown'}", lang),
        "grade": row.grade,
        "restated": row.restated,
    }


def _ages(tables: Tables, lang: str) -> list[tuple[str, str]]:
    sources = tables.get("sources", pd.DataFrame({"published": pd.Series(dtype=str)}))
    years = sources["published"].str[:4].value_counts().sort_index(ascending=False)
    return [
        (str(year) or wording.say("index.undated", lang), wording.decimal(int(n), 0, lang))
        for year, n in years.items()
    ]

"""The health page of an edition, block by block: what its data rest on and what is wrong with them.

For the people who keep the data. The numbers are counts of rows, declared as constants, or figures
traced to their claim; what a finding says is quoted from it. Each section is a list of blocks, also
where there is nothing to show: then it says so.

    sections(tables, report, "2026-05-31")["doubts"]    # a table, the most severe first
"""

from typing import Any

import pandas as pd

from ucjlib.show import health_ages, health_backtest, health_checks, health_doubts, layout
from ucjlib.show.blocks import Block, Table
from ucjlib.show.facts import Tables
from ucjlib.show.pieces import Constant, Piece, Text, Traced, text, words

MOST_OUTLETS = 30


def sections(tables: Tables, report: pd.DataFrame, as_of: str) -> dict[str, list[Block]]:
    """The blocks of each section by its key, in reading order; its title is row `health.KEY` of wording.csv.

    tables : claims and sources, and where they are held findings, decisions, reading,
        backtest, regions.
    report : the run report, one row per brief tried; no row where none was tried.
    """
    return {
        "sources": [_years(tables, as_of), _months(tables, as_of)],
        "ages": [_ages(tables, as_of)],
        "outlets": [_outlets(tables, as_of)],
        "checks": health_checks.outcomes(tables, as_of),
        "doubts": health_checks.doubts(tables),
        "decisions": health_checks.decisions(tables, as_of),
        "backtest": health_backtest.blocks(tables),
        "reading": health_checks.reading(tables, as_of),
        "failures": health_checks.failures(tables, report),
    }


def counts(tables: Tables, report: pd.DataFrame, as_of: str) -> dict[str, Constant]:
    """The five numbers at the top of the page, by the key of their name in wording.csv."""
    outcomes = health_doubts.claims_by_outcome(tables, as_of).set_index("outcome")["claims"]
    numbers = {
        "sources": int(health_ages.by_year(tables["sources"], as_of)["total"].sum()),
        "claims": int(outcomes.sum()),
        "disputed": int(outcomes["disagree"]),
        "open": len(health_doubts.open_doubts(tables)),
        "failed": len(health_doubts.failures(report, tables)),
    }
    return {f"health.count_{key}": Constant.count(number) for key, number in numbers.items()}


def _years(tables: Tables, as_of: str) -> Table:
    years = health_ages.by_year(tables["sources"], as_of)
    undated = int(years.loc[years["period"] == "", "total"].sum())
    caption = text(
        "health.years_caption", undated=Constant.count(undated), all=Constant.count(int(years["total"].sum()))
    )
    return _periods(caption, years, "year")


def _months(tables: Tables, as_of: str) -> Table:
    months = health_ages.by_month(tables["sources"], as_of)
    return _periods(text("health.months_caption", n=Constant.count(len(months))), months, "month")


def _periods(caption: Text, frame: pd.DataFrame, head: str) -> Table:
    rows = tuple(
        layout.cells(
            Constant.date(row["period"]) if row["period"] else words("health.undated"),
            *(Constant.count(row[column]) for column in (*health_ages.KINDS, "total")),
        )
        for row in frame.to_dict("records")
    )
    return Table(caption, layout.columns(head, *health_ages.KINDS, "all"), rows, numeric=(1, 2, 3))


def _ages(tables: Tables, as_of: str) -> Table:
    rows = tuple(_age_row(row) for row in health_ages.province_ages(tables, as_of).to_dict("records"))
    columns = layout.columns("province", "age_months", "newest", "newest_rate", "places_known")
    return Table(text("health.ages_caption"), columns, rows, numeric=(1,))


def _age_row(row: dict[str, Any]) -> tuple[Text, ...]:
    age: Piece = layout.NONE
    if row["claim_id"]:
        months = float(row["months"])
        age = Traced(months, months, months, "months", row["claim_id"], 0, "figure")
    return layout.cells(
        layout.same(row["name"].removeprefix("Provinsi ")),
        age,
        _date_or_none(row["as_of"]),
        _date_or_none(row["rate_as_of"]),
        text("health.of", n=Constant.count(row["known"]), all=Constant.count(row["places"])),
    )


def _date_or_none(date: str) -> Piece:
    return Constant.date(date) if date else layout.NONE


def _outlets(tables: Tables, as_of: str) -> Table:
    outlets = health_doubts.outlets(tables, as_of)
    shown = outlets.head(MOST_OUTLETS)
    rows = tuple(
        layout.cells(
            Constant.same(row["publisher"]),
            Constant.count(row["claims"]),
            Constant.count(row["disputed"]),
            health_checks.percent(row["share_pct"]),
        )
        for row in shown.to_dict("records")
    )
    caption = text(
        "health.outlets_caption", shown=Constant.count(len(shown)), all=Constant.count(len(outlets))
    )
    return Table(caption, layout.columns("outlet", "claims", "disputed", "share"), rows, numeric=(1, 2, 3))

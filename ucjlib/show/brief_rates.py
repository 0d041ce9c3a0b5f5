"""Coverage that the headline leaves out: earlier figures of all workers, and those of single groups."""

import pandas as pd

from ucjlib.show import facts, layout
from ucjlib.show.blocks import Block, Table
from ucjlib.show.facts import Place, traced
from ucjlib.show.pieces import Constant, text, words

MOST_ROWS = 8


def other_rates(place: Place) -> Block:
    """Earlier printed rates of all workers and the latest of each group, newest first."""
    rows = _newest(pd.concat([_earlier(place), _of_groups(place)]))
    if rows.empty:
        return layout.paragraph(text("rates.none", place=layout.name(place)))
    columns = layout.columns("group", "coverage", "middle", "date", "base", "grade")
    cells = tuple(
        layout.cells(
            facts.label("segments", row["segment"]),
            traced(row, style="figure_range"),
            traced(row, style="figure"),
            Constant.date(row["as_of"]),
            words(f"base.{row['denominator'] or 'unknown'}"),
            Constant.same(row["grade"]),
        )
        for _, row in rows.iterrows()
    )
    return Table(text("rates.caption", place=layout.name(place)), columns, cells, numeric=(1, 2))


def _earlier(place: Place) -> pd.DataFrame:
    totals = facts.total_rates(place.estimates)
    return totals[
        (totals["rule_kind"] == "printed") & ~totals["estimate_id"].isin(place.coverage["estimate_id"])
    ]


def _of_groups(place: Place) -> pd.DataFrame:
    rates = place.estimates[place.estimates["indicator"] == "coverage_rate"]
    return facts.latest(rates[rates["segment"] != "total"], ["segment"])


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    dated = rows.assign(_when=rows["as_of"].map(facts.when))
    dated = dated.sort_values(["_when", "estimate_id"], ascending=[False, True], kind="stable")
    return dated.drop(columns="_when").head(MOST_ROWS)

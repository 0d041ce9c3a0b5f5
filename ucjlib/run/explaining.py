"""`ucj explain ID`: all that is known about one claim, estimate or finding, as rows of a table.

`ucj trace` walks back to what was printed; here the same links stand beside what every rule said of the
figures (agreements too), what was decided, which estimate they went into, and rates of the same place and
moment on other denominators. Any other id is explained by its trace.

    explain("jatimtimes-20250414-blitar#4", load_all(), "en")[["part", "says"]]

>>> one_moment("2025-04-14", "2025-04"), one_moment("2025", "2025-04"), one_moment("", "2025")
(True, True, False)
"""

from typing import Any

import pandas as pd

from ucjlib.judge.denominators import RATES, RESTATED
from ucjlib.judge.restatements import restated
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.run.checking import naming, picked
from ucjlib.run.explained import ABOUT, Row, finding_in_short, heads_over_base, rate_on_base, row_of
from ucjlib.run.wording import say
from ucjlib.show.facts import Tables
from ucjlib.show.holdings import Holdings
from ucjlib.show.says import estimate_in_short
from ucjlib.show.trace import Link, chain

COLUMNS = ["part", "id", "says", "address"]


def explain(row_id: str, tables: Tables, lang: str = "en") -> pd.DataFrame:
    """What there is to say about a row: part, id, says, address, one row each, in the order of reading.

    row_id : of a claim, a finding or an estimate; any other id gives its trace. tables : as of `load_all`.
    part : the kind of the row, what its cells tell (number, date, outcome, cause, ...), then claim, source,
    decision, rule, estimate, restated. A part of which there is nothing says so and has no id.
    Raises UnknownId with the nearest ids.
    """
    held = Holdings(tables)
    kind, links = held.kind_of(row_id), chain(row_id, tables)
    if kind not in ABOUT:
        return pd.DataFrame([_of_link(link, lang) for link in links], columns=COLUMNS)
    subject = held.find(kind, row_id)
    below = [_of_link(link, lang) for link in links[1:] if link.kind != "finding"]
    claims = [link.id for link in links if link.kind == "claim"]
    estimates = [subject] if kind == "estimate" else naming(tables["estimates"], claims).to_dict("records")
    rows = [_of_link(links[0], lang), *ABOUT[kind](subject, lang)]
    rows += _once([row for row in below if row["part"] != "decision"])
    rows += _or_none("decision", [row for row in below if row["part"] == "decision"], lang)
    if kind != "finding":
        met = picked(tables["findings"], claims).to_dict("records")
        told = [row_of("rule", finding_in_short(row, lang), row["finding_id"]) for row in met]
        rows += _or_none("rule", told, lang)
    if kind != "estimate":
        told = [
            row_of("estimate", estimate_in_short(row).plain(lang), row["estimate_id"]) for row in estimates
        ]
        rows += _or_none("estimate", told, lang)
    subjects = [subject] if kind != "finding" else [held.find("claim", claim) for claim in claims]
    return pd.DataFrame([*rows, *_restated(subjects, estimates, tables, lang)], columns=COLUMNS)


def one_moment(first: str, second: str) -> bool:
    """Whether two dates share a month, or one is the year of the other; a blank one is no moment."""
    length = min(len(first), len(second), 7)
    return length > 0 and first[:length] == second[:length]


def _of_link(link: Link, lang: str) -> Row:
    return row_of(link.kind, link.text.plain(lang), link.id, link.address)


def _or_none(part: str, rows: list[Row], lang: str) -> list[Row]:
    return rows or [row_of(part, say(f"no_{part}", lang))]


def _once(rows: list[Row]) -> list[Row]:
    """Claims and their sources, a source that several claims in a row share below the last of them."""
    sources = [row["id"] for row in rows if row["part"] == "source"]
    later = iter([*sources[1:], ""])
    return [row for row in rows if row["part"] != "source" or row["id"] != next(later)]


def _restated(subjects: list, known: list, tables: Tables, lang: str) -> list[Row]:
    """Rates of the places and moments of `subjects`: those that are held, then headcounts over every base."""
    kept = [one for one in subjects if one["indicator"] in (*RATES, *HEADCOUNTS) and one["region_code"]]
    told = {row["estimate_id"] for row in known}
    held = tables["estimates"]
    near = held[held["region_code"].isin({one["region_code"] for one in kept})]
    rates = near[near["indicator"].isin(RATES) & near["rule"].ne(RESTATED) & ~near["estimate_id"].isin(told)]
    over = restated(near)
    over = over[over["base_low"].gt(0)]  # what may be divided by none has no greatest rate
    rows = [row_of("restated", rate_on_base(row, lang), row["estimate_id"]) for row in _beside(rates, kept)]
    rows += [
        row_of("restated", heads_over_base(row, lang), row["restatement_id"]) for row in _beside(over, kept)
    ]
    return _or_none("restated", rows, lang) if kept else []


def _beside(frame: pd.DataFrame, subjects: list) -> list[dict[Any, Any]]:
    """The rows of the place, segment and moment of one of `subjects`."""
    moments = [(one["region_code"], one["segment"], one["as_of"]) for one in subjects]
    return [
        row
        for row in frame.to_dict("records")
        if any(
            (row["region_code"], row["segment"]) == (place, segment) and one_moment(row["as_of"], date)
            for place, segment, date in moments
        )
    ]

"""From any id back to the printed characters: which rows it rests on, and what they say.

`trace` is for people (a frame), `chain` for programs (links with bilingual texts), and
`entries` makes the source list of a page. All three walk the id columns of the tables;
nothing is guessed from the shape of an id.

    trace("35.05:coverage_rate:total:unknown-over-employed:2025-04-14", tables)

level 0 is the id itself, level 1 what it rests on, and so on down to sources.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from ucjlib.show.facts import Tables
from ucjlib.show.holdings import Holdings
from ucjlib.show.pieces import Text
from ucjlib.show.says import SAYS, claim_below, estimate_in_short

# What a row rests on: (kind of the other row, column that names it)
RESTS_ON = {
    "estimate": [("claim", "claim_ids")],
    "finding": [("claim", "claim_ids")],
    "claim": [("source", "source_id")],
    "trajectory": [("series", "series_id")],
    "chance": [("series", "series_id"), ("target", "target_id")],
    "series": [("estimate", "estimate_ids")],
    "cost": [("regulation", "regulation_ids"), ("estimate", "estimate_ids")],
    "target": [("claim", "claim_ids")],
    "decision": [("claim", "claim_id")],
}
AHEAD = ("trajectory", "chance", "series", "cost")
MOST_CLAIMS = 6


@dataclass(frozen=True)
class Link:
    """One row on the way back: how deep, its kind and id, what it says, its address."""

    level: int
    kind: str
    id: str
    text: Text
    address: str = ""


@dataclass(frozen=True)
class Entry:
    """One numbered entry of a source list: a row, and below it what it rests on."""

    number: int
    head: Link
    below: tuple[Link, ...]


def trace(row_id: str, tables: Tables, lang: str = "id") -> pd.DataFrame:
    """Where a figure comes from: level, kind, id, says, address, one row per step.

    Raises UnknownId, with the ids that were likely meant.
    """
    links = chain(row_id, tables)
    return pd.DataFrame(
        [
            {
                "level": link.level,
                "kind": link.kind,
                "id": link.id,
                "says": link.text.plain(lang),
                "address": link.address,
            }
            for link in links
        ],
        columns=["level", "kind", "id", "says", "address"],
    )


def chain(row_id: str, tables: Tables) -> list[Link]:
    """The links from `row_id` down to its sources, depth first. Raises UnknownId."""
    held = tables if isinstance(tables, Holdings) else Holdings(tables)
    return list(_walk(held.kind_of(row_id), row_id, 0, held))


def entries(refs: Iterable[str], held: Holdings, code: str = "") -> list[Entry]:
    """The source list of a page: one entry per row, first use first, then what projections rest on.

    code : region of the page; estimates of other places are told in two lines, first claim only.
    """
    order = list(dict.fromkeys(refs))
    kinds = {ref: held.kind_of(ref) for ref in order}
    for ref in order:  # it grows: a trajectory brings its series, the series its estimates
        for kind, below in _rests_on(kinds[ref], ref, held) if kinds[ref] in AHEAD else []:
            if below not in kinds and held.find(kind, below) is not None:
                kinds[below] = kind
                order.append(below)
    return [_entry(number, kinds[ref], ref, held, code) for number, ref in enumerate(order, start=1)]


def _entry(number: int, kind: str, ref: str, held: Holdings, code: str) -> Entry:
    head, *below = _walk(kind, ref, 0, held)
    if kind == "estimate" and code and held.find(kind, ref)["region_code"] != code:
        short = replace(head, text=estimate_in_short(held.find(kind, ref)))
        return Entry(number, short, tuple(link for link in below if link.kind in ("claim", "source"))[:2])
    if kind in AHEAD:
        below = [link for link in below if link.level == 1]
    return Entry(number, head, tuple(below))


def _walk(kind: str, row_id: str, level: int, held: Holdings) -> Iterator[Link]:
    row = held.find(kind, row_id)
    if row is None:
        return
    # below an estimate or a finding the place is said already
    said, address = claim_below(row) if kind == "claim" and level else SAYS[kind](row, held)
    yield Link(level, kind, row_id, said, address)
    for next_kind, next_id in _rests_on(kind, row_id, held):
        yield from _walk(next_kind, next_id, level + 1, held)
    if kind == "claim":
        for decision in held.decisions_of.get(row_id, []):
            yield from _leaf("decision", decision, level + 1, held)
        for finding in held.findings_of.get(row_id, []) if level <= 1 else []:
            yield from _leaf("finding", finding, level + 1, held)


def _leaf(kind: str, row_id: str, level: int, held: Holdings) -> Iterator[Link]:
    said, address = SAYS[kind](held.find(kind, row_id), held)
    yield Link(level, kind, row_id, said, address)


def _rests_on(kind: str, row_id: str, held: Holdings) -> list[tuple[str, str]]:
    row = held.find(kind, row_id)
    named = [(other, below) for other, column in RESTS_ON.get(kind, []) for below in str(row[column]).split()]
    return named[:MOST_CLAIMS] if kind in ("estimate", "finding") else named

"""From any id back to the printed characters: which rows it rests on, and what they say.

`trace` is for people (a frame), `chain` for programs (links with bilingual texts), and
`entries` makes the source list of a page. All three walk the id columns of the tables;
nothing is guessed from the shape of an id.

    trace("35.05:coverage_rate:total:unknown-over-employed:2025-04-14", tables)

level 0 is the id itself, level 1 what it rests on, and so on down to sources.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from ucjlib.show.facts import Tables
from ucjlib.show.holdings import Holdings
from ucjlib.show.pieces import Text
from ucjlib.show.says import SAYS, claim_below, estimate_in_short

# What a row rests on: (kind of the other row, column that names it)
RESTS_ON = {
    "estimate": [("claim", "claim_ids"), ("decision", "decision_id")],
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
# The source list of a page shows these first and says how many more there are; a trace shows all.
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
    """One numbered entry of a source list: a row, below it what it rests on, and how many claims more."""

    number: int
    head: Link
    below: tuple[Link, ...]
    more: int = 0


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

    code : region of the page; estimates of other places are told in short, with their first claim.
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
        first, more = _cut(below, 1)
        return Entry(number, short, tuple(first[:2]), more)
    if kind in AHEAD:
        return Entry(number, head, tuple(link for link in below if link.level == 1))
    kept, more = _cut(below, MOST_CLAIMS)
    return Entry(number, head, tuple(kept), more)


def _cut(below: list[Link], most: int) -> tuple[list[Link], int]:
    """The first `most` claims with what is below them, then all else; and how many claims are left out."""
    starts = [i for i, link in enumerate(below) if link.level == 1]
    parts = [below[i:j] for i, j in pairwise([*starts, len(below)])]
    claims = [part for part in parts if part[0].kind == "claim"]
    others = [part for part in parts if part[0].kind != "claim"]
    return [link for part in claims[:most] + others for link in part], max(0, len(claims) - most)


def _walk(kind: str, row_id: str, level: int, held: Holdings, above: str = "") -> Iterator[Link]:
    row = held.find(kind, row_id)
    if row is None:
        return
    # below an estimate or a finding the place is said already
    said, address = claim_below(row) if kind == "claim" and level else SAYS[kind](row, held)
    yield Link(level, kind, row_id, said, address)
    for next_kind, next_id in _rests_on(kind, row_id, held):
        yield from _walk(next_kind, next_id, level + 1, held, row_id)
    if kind == "claim":
        for decision in held.decisions_of.get(row_id, []):
            if decision != above:
                yield from _leaf("decision", decision, level + 1, held)
        for finding in held.findings_of.get(row_id, []) if level <= 1 else []:
            yield from _leaf("finding", finding, level + 1, held)


def _leaf(kind: str, row_id: str, level: int, held: Holdings) -> Iterator[Link]:
    said, address = SAYS[kind](held.find(kind, row_id), held)
    yield Link(level, kind, row_id, said, address)


def _rests_on(kind: str, row_id: str, held: Holdings) -> list[tuple[str, str]]:
    row = held.find(kind, row_id)
    named = [(other, below) for other, column in RESTS_ON.get(kind, []) for below in str(row[column]).split()]
    # a decision about a claim that is followed anyway stands below that claim
    told = {
        decision
        for other, below in named
        if other == "claim"
        for decision in held.decisions_of.get(below, [])
    }
    return [(other, below) for other, below in named if below not in told]

"""The tables behind `ucjlib.reference.regions`: keys, entries, and words that tell the kind.

For `regions` alone. Not for looking up a place: that is `regions.find_region`, which decides what an entry
is worth. A key is a name without case, spaces, hyphens and dots, so "KULON PROGO", "Kulonprogo" and
"Kulon-Progo" are one; "Kep." is read as "Kepulauan" and "&" as "dan".

>>> key(words("Kep. Siau Tagulandang Biaro"))
'kepulauansiautagulandangbiaro'
>>> [entry.code for entry in entries()["blitar"]]
['35.05', '35.72']
>>> [(key(rest), cue) for rest, kinds, cue in levels(words("DPRD Kabupaten Blitar"))]
[('dprdkabupatenblitar', ''), ('kabupatenblitar', 'government'), ('blitar', 'kabupaten')]
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ucjlib.core.tables import read_text

REGION_COLUMNS = ["region_code", "name", "bare_name", "kind", "province_code"]
ALIAS_COLUMNS = ["alias", "region_code", "kind_of_alias", "needs_context", "source", "note"]
CUE_COLUMNS = ["cue", "kind", "note"]
AREA_COLUMNS = ["area", "status", "place", "note"]
ALL_KINDS = frozenset({"country", "province", "kabupaten", "kota"})
KINDS_OF_CUE = {
    "kabupaten": {"kabupaten"},
    "kota": {"kota"},
    "province": {"province"},
    "local": {"kabupaten", "kota"},
}

_WORD = re.compile(r"[^\W_]+|&")
_JOINING = {"dan", "serta"}
_READ_AS = {"kep": "kepulauan", "&": "dan"}


class Region(NamedTuple):
    code: str
    name: str
    bare_name: str
    kind: str
    province: str


class Entry(NamedTuple):
    """A region that a key may mean; `needs` is '' (nothing), 'context' (kind word or province) or 'cue'."""

    code: str
    kind: str
    needs: str


class Area(NamedTuple):
    """An area that is no region: place ('Solo Raya'), status ('cluster', 'office'), note."""

    place: str
    status: str
    note: str


class Word(NamedTuple):
    fold: str
    start: int


Level = tuple[list[Word], frozenset[str], str]


def words(text: str) -> list[Word]:
    """The words of `text`, folded, each with where it starts."""
    found = ((match.group().casefold(), match.start()) for match in _WORD.finditer(text))
    return [Word(_READ_AS.get(fold, fold), start) for fold, start in found]


def key(rest: list[Word]) -> str:
    """The words written as one."""
    return "".join(word.fold for word in rest)


@cache
def table() -> dict[str, Region]:
    """Every region by its code, in order of code."""
    return {row[0]: Region(*row) for row in _rows("regions.csv", REGION_COLUMNS)}


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """The regions that each key may mean: names first, then aliases."""
    found: dict[str, dict[str, Entry]] = {}
    for region in table().values():
        found.setdefault(key(words(region.bare_name)), {})[region.code] = Entry(region.code, region.kind, "")
    for alias, code, kind_of_alias, needs_context, _, _ in _rows("region_aliases.csv", ALIAS_COLUMNS):
        needs = "" if needs_context == "no" else "cue" if kind_of_alias == "seat" else "context"
        found.setdefault(key(words(alias)), {}).setdefault(code, Entry(code, table()[code].kind, needs))
    return {name: tuple(by_code.values()) for name, by_code in found.items()}


@cache
def areas() -> dict[str, Area]:
    """Clusters and offices with names of their own, by key."""
    return {
        key(words(area)): Area(place, status, note)
        for area, status, place, note in _rows("areas.csv", AREA_COLUMNS)
    }


@cache
def cues() -> dict[str, str]:
    """Words that tell the kind, folded with single spaces: 'wali kota' is 'kota'."""
    return {cue: kind for cue, kind, _ in _rows("region_cues.csv", CUE_COLUMNS)}


def leading_cue(rest: list[Word]) -> tuple[str, int]:
    """Kind and length of the longest cue that `rest` begins with; ('', 0) when there is none."""
    for count in range(min(len(rest), _longest_cue()), 0, -1):
        kind = cues().get(" ".join(word.fold for word in rest[:count]))
        if kind:
            return kind, count
    return "", 0


def levels(rest: list[Word]) -> Iterator[Level]:
    """`rest` as it is, then without each cue in turn: (words left, kinds still possible, last cue's kind).

    After an agency ("Dinas Sosial dan Tenaga Kerja Kota Blitar") the words up to the kind are passed over,
    once.
    """
    kinds, agency = ALL_KINDS, False
    if rest:
        yield rest, kinds, ""
    while rest:
        kind, count = leading_cue(rest)
        if not count and agency:
            agency, rest = False, _from_kind_word(rest)
            continue
        if not count or count == len(rest):
            return
        rest, agency = rest[count:], kind == "agency" or (agency and kind not in KINDS_OF_CUE)
        kinds &= KINDS_OF_CUE.get(kind, ALL_KINDS)
        yield rest, kinds, kind


def _from_kind_word(rest: list[Word]) -> list[Word]:
    starts = (place for place in range(len(rest)) if leading_cue(rest[place:])[0] in KINDS_OF_CUE)
    start = next(starts, len(rest))
    joined = start and rest[start - 1].fold in _JOINING  # "Disnaker Blitar dan Kabupaten Kediri" is two
    return [] if joined else rest[start:]


@cache
def _longest_cue() -> int:
    return max(cue.count(" ") + 1 for cue in cues())


def _rows(file: str, columns: list[str]) -> list[tuple[str, ...]]:
    frame: pd.DataFrame = read_text(Path(__file__).parent / file, columns)
    return list(frame[columns].itertuples(index=False, name=None))

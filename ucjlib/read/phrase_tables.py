"""The tables that bind numbers to meaning: cues, segments and the words of a page.

`cues.csv` says which words beside a number of a family (percent, people, rupiah) make it
which indicator, and how strongly; `phrase_segments.csv` whom it covers; `phrase_words.csv` the
rest, by role. A phrase met in print is added there, not in code. In a phrase `*` stands for
up to five words and `#people` for the next number; capitals alone (PU, UHC) mind the case.

>>> [cue.indicator for cue in cues("percent") if cue.phrase == "gap"]
['coverage_gap']
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ucjlib.core.tables import read_text


class Cue(NamedTuple):
    """One row of `cues.csv`. `side`: before, after, both, touch (right before) or beside (right after)."""

    phrase: str
    side: str
    indicator: str
    weight: float
    note: str
    pattern: re.Pattern


@cache
def cues(family: str) -> tuple[Cue, ...]:
    """All cues for numbers of `family`, longest phrase first."""
    rows = [row for row in _rows("cues.csv") if row["family"] == family]
    made = [
        Cue(r["phrase"], r["side"], r["indicator"], float(r["weight"]), r["note"], pattern(r["phrase"]))
        for r in rows
    ]
    return tuple(sorted(made, key=lambda cue: -len(cue.phrase)))


@cache
def segment_cues() -> tuple[tuple[re.Pattern, str], ...]:
    """Pattern and segment, longest phrase first: `penerima upah` is inside `bukan penerima upah`."""
    rows = sorted(_rows("phrase_segments.csv"), key=lambda row: -len(row["phrase"]))
    return tuple((pattern(row["phrase"]), row["segment"]) for row in rows)


@cache
def words(role: str) -> dict[str, str]:
    """Phrase -> what it means, of one role of `phrase_words.csv`."""
    return {row["phrase"]: row["means"] for row in _rows("phrase_words.csv") if row["role"] == role}


@cache
def role_patterns(role: str) -> tuple[tuple[re.Pattern, str], ...]:
    """Pattern and meaning of the phrases of a role, longest first."""
    return tuple(
        (pattern(phrase), words(role)[phrase]) for phrase in sorted(words(role), key=len, reverse=True)
    )


def has(text: str, role: str) -> re.Match | None:
    """The first phrase of `role` in `text`, or None."""
    found = [match for known, _ in role_patterns(role) if (match := known.search(text))]
    return min(found, key=lambda match: match.start(), default=None)


def begins(text: str, role: str) -> bool:
    """Whether `text` begins with a phrase of `role`, quotation marks and blanks aside."""
    found = has(text, role)
    return bool(found and not text[: found.start()].strip(" \t\"“‘'("))


@cache
def pattern(phrase: str) -> re.Pattern:
    """A phrase of the tables as a pattern over running text.

    >>> bool(pattern("cakupan * baru").search("Cakupan di Ngawi baru")), bool(pattern("PU").search("pu"))
    (True, False)
    """
    parts = [r"(?:\S+\s+){0,5}?" if part == "*" else re.escape(part) + r"\s+" for part in phrase.split()]
    body = "".join(parts).removesuffix(r"\s+")
    head = r"(?<!\w)" if phrase[0].isalnum() else ""
    tail = r"(?!\w)" if phrase[-1].isalnum() else ""
    return re.compile(head + body + tail, 0 if phrase.isupper() else re.IGNORECASE)


def _rows(name: str) -> list[dict]:
    return read_text(Path(__file__).with_name(name)).to_dict("records")

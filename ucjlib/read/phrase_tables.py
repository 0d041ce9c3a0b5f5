"""The tables that bind numbers to meaning, and where their phrases stand in a row of tokens.

`cues.csv` says which words beside a number of a family (percent, people, rupiah) make it which indicator, and
how strongly; `phrase_segments.csv` whom it covers; `phrase_words.csv` the rest, by role. A phrase met in
print is added there, not in code. All phrases lie in one tree of words, so that a sentence is searched once
for all of them. In a phrase `#people` stands for the next number; capitals alone (PU, UHC) mind the case.

>>> from ucjlib.read.lexemes import lex
>>> tokens = [x for x in lex("sebagai bukan penerima upah") if x.kind != "space"]
>>> [(m.phrase.means, m.first, m.last) for m in find_marks(tokens) if m.phrase.role == "segment"]
[('bpu', 1, 4), ('pu', 2, 4)]
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ucjlib.core.tables import read_text
from ucjlib.read.lexemes import Lexeme, lex

CUE, SEGMENT = "cue", "segment"


class Phrase(NamedTuple):
    """One row of a table. `role`: `cue`, `segment` or a role of `phrase_words.csv`; `means`: what it tells.

    `side` (of a cue): before, after, both, touch (right before) or beside (right after) its number.
    """

    text: str
    role: str
    means: str
    families: frozenset[str] = frozenset()
    side: str = ""
    weight: float = 0.0
    note: str = ""


class Mark(NamedTuple):
    """A phrase that stands at `tokens[first:last]`."""

    phrase: Phrase
    first: int
    last: int


def find_marks(tokens: list[Lexeme]) -> list[Mark]:
    """Every phrase of every table that stands in `tokens` (no blanks among them), in reading order."""
    tree, found, count = _tree(), [], len(tokens)
    for first in [k for k, token in enumerate(tokens) if token.key in tree]:
        node, i = tree[tokens[first].key], first
        while node is not None:
            i += 1
            for phrase in node.get(None, ()):
                if not phrase.text.isupper() or _as_printed(tokens[first:i], phrase):
                    found.append(Mark(phrase, first, i))
            node = node.get(tokens[i].key) if i < count else None
    return found


def longest(marks: list[Mark]) -> list[Mark]:
    """`marks` without those inside a longer one: "belum terdaftar" hides "terdaftar"."""
    if len(marks) < 2:
        return marks
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.first, -mark.last)):
        if not kept or mark.last > kept[-1].last or (mark.first, mark.last) == kept[-1][1:]:
            kept.append(mark)
    return kept


def phrases(role: str) -> list[Phrase]:
    """All phrases of a role, longest first."""
    return [phrase for phrase in _all() if phrase.role == role]


@cache
def words(role: str) -> dict[str, str]:
    """Phrase -> what it means, of one role."""
    return {phrase.text: phrase.means for phrase in phrases(role)}


def has(text: str, role: str) -> re.Match | None:
    """The first phrase of `role` in running text, or None."""
    folded = text.casefold()
    known = any(word in folded for word in _first_words(role))
    return _pattern(role).search(text) if known else None


def first_meaning(text: str, role: str) -> str:
    """What the first phrase of `role` in running text means, '' where none stands there."""
    found = has(text, role)
    return _folded(role)[" ".join(found.group().casefold().split())] if found else ""


def all_meanings(text: str, role: str) -> set[str]:
    """What all phrases of `role` in running text mean."""
    return {_folded(role)[" ".join(one.group().casefold().split())] for one in finditer(text, role)}


def match_at(text: str, position: int, role: str) -> re.Match | None:
    """The longest phrase of `role` that stands at a character of running text, or None."""
    return _pattern(role).match(text, position)


def finditer(text: str, role: str) -> Iterator[re.Match]:
    """Where the phrases of `role` stand in running text."""
    return _pattern(role).finditer(text)


def begins_phrase(word: str) -> bool:
    """Whether any phrase of any table begins with a word, as `Lexeme.key` has it."""
    return word in _tree()


def begins(text: str, role: str) -> bool:
    """Whether `text` begins with a phrase of `role`, quotation marks and blanks aside."""
    return _pattern(role).match(text.lstrip(" \t\"“‘'(")) is not None


@cache
def _folded(role: str) -> dict[str, str]:
    return {phrase.casefold(): means for phrase, means in words(role).items()}


@cache
def _all() -> tuple[Phrase, ...]:
    segments = (Phrase(r["phrase"], SEGMENT, r["segment"]) for r in _rows("phrase_segments.csv"))
    others = (Phrase(r["phrase"], r["role"], r["means"]) for r in _rows("phrase_words.csv"))
    found = (*map(_cue, _rows("cues.csv")), *segments, *others)
    return tuple(sorted(found, key=lambda phrase: -len(phrase.text)))


def _cue(row: dict[str, str]) -> Phrase:
    families = frozenset(row["family"].split())
    return Phrase(
        row["phrase"], CUE, row["indicator"], families, row["side"], float(row["weight"]), row["note"]
    )


@cache
def _tree() -> dict:
    """Word -> subtree; under None the phrases that end there."""
    root: dict = {}
    for phrase in _all():
        node = root
        for key in _keys(phrase.text):
            node = node.setdefault(key, {})
        node.setdefault(None, []).append(phrase)
    return root


@cache
def _first_words(role: str) -> frozenset[str]:
    """The words that the phrases of a role begin with: a text without any holds none of them."""
    return frozenset(phrase.text.split()[0].casefold() for phrase in phrases(role))


@cache
def _pattern(role: str) -> re.Pattern:
    """The phrases of a role, longest first: what begins with a letter or digit begins a word."""
    texts = [phrase.text for phrase in phrases(role)]
    words, marks = ([text for text in texts if text[0].isalnum() == is_word] for is_word in (True, False))
    return re.compile("|".join([*_any_of(words, r"(?<!\w)"), *_any_of(marks, "")]), re.IGNORECASE)


def _any_of(texts: list[str], before: str) -> Iterator[str]:
    """The pattern of some phrases, nothing for none; their first letters stand before them, for speed."""
    if texts:
        letters = "".join(sorted({re.escape(text[0]) for text in texts}))
        yield f"{before}(?=[{letters}])(?:{'|'.join(map(_body, texts))})"


def _body(phrase: str) -> str:
    return r"\s+".join(map(re.escape, phrase.split())) + (r"(?!\w)" if phrase[-1].isalnum() else "")


def _keys(phrase: str) -> list[str]:
    """The tokens of a phrase; `#people` is one."""
    keys: list[str] = []
    for part in phrase.split():
        keys += [part] if part.startswith("#") else [x.key for x in lex(part)]
    return keys


def _as_printed(tokens: list[Lexeme], phrase: Phrase) -> bool:
    return "".join(token.text for token in tokens) == phrase.text.replace(" ", "")


def _rows(name: str) -> list[dict]:
    return read_text(Path(__file__).with_name(name)).to_dict("records")

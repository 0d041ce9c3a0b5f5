"""What the words of an official table mean: indicators, segments, units, totals, missing marks.

`official_words.csv` holds one phrase a row with its role and what it means. A text is read from the left, the
longest phrase wins ("bukan angkatan kerja" hides "angkatan kerja"), and what no row knows is left over, so
that a part ("Perkotaan") is never passed over.

>>> factor_and_unit("Jumlah (Ribu orang)", [])
(1000, 'persons', 'Jumlah')
>>> told = say("Penduduk Bekerja menurut Jenis Kelamin: Laki-laki, 15-24")
>>> told.indicator, told.segments, told.rest
('employed', ('male',), ('15', '24'))
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator
from functools import cache, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ucjlib.core.tables import read_text
from ucjlib.read.words import vocabulary

COLUMNS = ["phrase", "role", "means", "note"]
_SAID = "indicator measure implies segment part unit".split()
_OF_TEXT = [*_SAID, *"factor total average subtotal dimension filler cut".split()]
_TOKEN = re.compile(r"15\+|[^\W_]+|%")
_TAIL_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_YEARS_APART = 15  # at most, from one column to the next
_NUMBERED_TABLE = re.compile(r"\b(tabel|table)\s+[0-9][0-9.]*", re.IGNORECASE)

Tokens = tuple[str, ...]


class Told(NamedTuple):
    """What one text says, each once and in order; `rest` holds the words that no row knows.

    measures : what it counts that is no indicator here. implied : indicators that a breakdown implies.
    parts : phrases that name a part of a segment.
    """

    indicators: Tokens
    measures: Tokens
    implied: Tokens
    segments: Tokens
    parts: Tokens
    units: Tokens
    rest: Tokens

    @property
    def indicator(self) -> str:
        """The one indicator, '' where none or several are named."""
        return self.indicators[0] if len(self.indicators) == 1 else ""


@lru_cache(maxsize=4096)
def say(text: str) -> Told:
    """What `text` says, its first line alone: the second one is the same in English."""
    found: dict[str, list[str]] = defaultdict(list)
    words = tokens(first_line(text))
    read = [word for run in _runs(words, _reads()) for word in _reads().get(run, run)]
    for run in _runs(tuple(read), _tree()):
        for role, means in _tree().get(run, [("rest", "")]):
            if role in ("indicator", "measure") and "cut" in found:
                continue
            found[role] += run if role == "rest" else [" ".join(run)] if role == "part" else [means]
    months = vocabulary()["month"]
    found["rest"] = [word for word in found["rest"] if not _YEAR.fullmatch(word) and (word,) not in months]
    return Told(*(tuple(dict.fromkeys(found[role])) for role in (*_SAID, "rest")))


def tokens(text: str) -> Tokens:
    """Words and digits in lower case; hyphens, slashes and underscores part them."""
    return tuple(match.group() for match in _TOKEN.finditer(_NUMBERED_TABLE.sub(" ", text).casefold()))


def first_line(text: str) -> str:
    """The Indonesian of a cell in two languages."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def missing_reason(printed: str) -> str:
    """Why a cell holds no number, '' for what may be one: `not available (n/a)`."""
    return _plain("missing").get(printed.casefold(), "")


def factor_and_unit(label: str, heads: list[str]) -> tuple[int, str, str]:
    """Factor, unit and the label without its bracket; the label is asked first, then the last of `heads`.

    A bracket tells before a word that opens the text: "Persentase (Ribu orang)" counts people.
    """
    own = _TAIL_BRACKET.search(label)
    factor, unit = unit_in(own[1]) if own else (1, "")
    if own and (factor, unit) != (1, ""):
        return factor, unit, label[: own.start()]
    for head in reversed(heads):  # the last bracket that names a unit or factor; a title may go on behind it
        for inside in reversed(re.findall(r"\(([^()]*)\)", first_line(head))):
            if unit_in(inside) != (1, ""):
                return *unit_in(inside), label
    opened = [tokens(first_line(text))[:1] for text in (label, *heads)]
    return 1, "percent" if any(("unit", "percent") in _tree().get(word, ()) for word in opened) else "", label


def unit_in(text: str) -> tuple[int, str]:
    """Factor and unit that a bracket or a cell `satuan` prints: (1000, 'persons') for "Ribu orang"."""
    pairs = [pair for run in _runs(tokens(text), _tree()) for pair in _tree().get(run, [])]
    found = dict(reversed(pairs))  # the first of each
    return int(found.get("factor", 1)), found.get("unit", "")


def encloses(outer: str, inner: str) -> bool:
    """Whether people of `inner` are among those of `outer`: the employed are of working age."""
    step = _plain("within").get(inner, "")
    return bool(step) and (step == outer or encloses(outer, step))


@lru_cache(maxsize=4096)
def _is(role: str, label: str) -> bool:
    halves = {tokens(first_line(label)), *(tokens(half) for half in label.split("/"))} - {()}
    return bool(halves) and all((role, "") in _tree().get(half, ()) for half in halves)


is_total = partial(_is, "total")  # whether a row or column label names the sum of the others,
is_subtotal = partial(_is, "subtotal")  # of some of the others,
is_average = partial(_is, "average")  # or their average, which is the rate of all


def are_years(texts: list[str]) -> bool:
    """Whether cells are years that head columns: near each other, or begun anew (2030, 2031, 2030, 2031)."""
    if not texts or not all(map(_YEAR.fullmatch, texts)):
        return False
    return all(abs(int(b) - int(a)) <= _YEARS_APART for a, b in pairwise(texts))


def is_note(cell: str) -> bool:
    """Whether a line that begins with `cell` is below the table."""
    return bool(tokens(cell)) and tokens(cell)[0] in _plain("note")


def without_note_word(text: str) -> str:
    """A note without the word that opens it ("Catatan/Note:")."""
    return re.sub(rf"^\W*(({'|'.join(_plain('note'))})\b[\s/:.]*)+", "", text, flags=re.IGNORECASE)


def is_english(line: str) -> bool:
    """Whether a title line begins as the English one does."""
    return any(tokens(line)[: len(known)] == known for known in map(tokens, _plain("english")))


def column_role(head: str) -> str:
    """What a column of a portal holds (number, code, place, label, unit, date, remark), '' if not told."""
    return _plain("column").get(" ".join(tokens(first_line(head))), "")


def _runs(words: Tokens, known: Container[Tokens]) -> Iterator[Tokens]:
    """Runs of words from the left: the longest known phrase, or one unknown word."""
    i = 0
    while i < len(words):
        width = next((n for n in range(_LONGEST, 0, -1) if words[i : i + n] in known), 1)
        yield words[i : i + width]
        i += width


_LONGEST = 10  # words of the longest phrase; a test holds it


@cache
def _tree() -> dict[Tokens, list[tuple[str, str]]]:
    tree: dict[Tokens, list[tuple[str, str]]] = defaultdict(list)
    for phrase, role, means in _rows():
        if role in _OF_TEXT:
            tree[tokens(phrase)].append((role, means))
    return dict(tree)


@cache
def _reads() -> dict[Tokens, Tokens]:
    return {tokens(phrase): tokens(means) for phrase, means in _plain("reads").items()}


@cache
def _plain(role: str) -> dict[str, str]:
    return {phrase: means for phrase, known, means in _rows() if known == role}


@cache
def _rows() -> list[tuple[str, str, str]]:
    frame = read_text(Path(__file__).with_name("official_words.csv"), COLUMNS)
    return list(frame[COLUMNS[:3]].itertuples(index=False, name=None))

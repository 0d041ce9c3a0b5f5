"""What the words of an official table mean: indicators, segments, units, totals, missing marks.

`official_words.csv` holds one phrase a row with its role and what it means; a word met in a table is added
there, not in code. A text is read from the left, the longest phrase wins ("bukan angkatan kerja" hides
"angkatan kerja"), and what no row knows is left over, so that a part ("Perkotaan") is never passed over.

>>> factor_and_unit("Jumlah (Ribu orang)", [])
(1000, 'persons', 'Jumlah')
>>> told = say("Penduduk Bekerja menurut Jenis Kelamin: Laki-laki, 15-24")
>>> sorted(told.indicators), told.segments, told.rest
(['employed'], ('male',), ('15', '24'))
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ucjlib.core.tables import read_text
from ucjlib.read.words import vocabulary

COLUMNS = ["phrase", "role", "means", "note"]
_OF_TEXT = (
    "indicator measure implies segment part unit factor total average subtotal dimension filler cut".split()
)
_TOKEN = re.compile(r"15\+|[^\W_]+|%")
_TAIL_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_YEARS_APART = 15  # at most, from one column to the next
_NUMBERED_TABLE = re.compile(r"\b(tabel|table)\s+[0-9][0-9.]*", re.IGNORECASE)

Tokens = tuple[str, ...]


class Told(NamedTuple):
    """What one text says; `rest` holds the words that no row knows, in order.

    measures : what it counts that is no indicator here. implied : indicators that a breakdown implies.
    parts : phrases that name a part of a segment. is_total : it names the sum of the others.
    """

    indicators: frozenset[str]
    measures: tuple[str, ...]
    implied: frozenset[str]
    segments: tuple[str, ...]
    parts: tuple[str, ...]
    units: tuple[str, ...]
    rest: Tokens


@lru_cache(maxsize=4096)
def say(text: str) -> Told:
    """What `text` says, its first line alone: the second one is the same in English."""
    found: dict[str, list[str]] = {role: [] for role in _OF_TEXT}
    rest: list[str] = []
    cut = False
    for token_run, meanings in _phrases_in(_read_as(tokens(first_line(text)))):
        cut = cut or any(role == "cut" for role, _ in meanings)
        for role, means in meanings:
            if not (cut and role in ("indicator", "measure")):
                found[role].append(" ".join(token_run) if role == "part" else means)
        if not meanings and not _is_time(token_run[0]):
            rest += token_run
    return Told(
        frozenset(found["indicator"]),
        tuple(found["measure"]),
        frozenset(found["implies"]),
        tuple(dict.fromkeys(found["segment"])),
        tuple(found["part"]),
        tuple(dict.fromkeys(found["unit"])),
        tuple(rest),
    )


def tokens(text: str) -> Tokens:
    """Words and digits in lower case; hyphens, slashes and underscores part them."""
    return tuple(match.group() for match in _TOKEN.finditer(_NUMBERED_TABLE.sub(" ", text).casefold()))


def first_line(text: str) -> str:
    """The Indonesian of a cell in two languages.

    >>> first_line("Kabupaten/Kota\\nRegency/Municipality")
    'Kabupaten/Kota'
    """
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def missing_reason(printed: str) -> str:
    """Why a cell holds no number, '' for what may be one.

    >>> missing_reason("n/a"), missing_reason("12")
    ('not available (n/a)', '')
    """
    return _plain("missing").get(printed.casefold(), "")


def factor_and_unit(label: str, heads: list[str]) -> tuple[int, str, str]:
    """Factor, unit and the label without its bracket; the label is asked first, then the last of `heads`.

    A bracket tells before a word that opens the text: "Persentase (Ribu orang)" counts people.
    """
    own = _TAIL_BRACKET.search(label)
    bare = label[: own.start()] if own else label
    for text in [own[1] if own else "", *(_inside(head) for head in reversed(heads))]:
        factor, unit = unit_in(text)
        if unit or factor > 1:
            return factor, unit, bare if text == (own[1] if own else None) else label
    opens = next((text for text in [label, *reversed(heads)] if _opens_with_percent(text)), "")
    return 1, "percent" if opens else "", label


def unit_in(text: str) -> tuple[int, str]:
    """Factor and unit that a bracket or a cell `satuan` prints.

    >>> unit_in("Ribu orang"), unit_in("persen"), unit_in("indeks")
    ((1000, 'persons'), (1, 'percent'), (1, ''))
    """
    meanings = [pair for _, found in _phrases_in(tokens(text)) for pair in found]
    units = [means for role, means in meanings if role == "unit"]
    factors = [int(means) for role, means in meanings if role == "factor"]
    return next(iter(factors), 1), next(iter(units), "")


def encloses(outer: str, inner: str) -> bool:
    """Whether people of `inner` are among those of `outer`.

    >>> encloses("working_age_population", "employed"), encloses("employed", "unemployed")
    (True, False)
    """
    step = _plain("within").get(inner, "")
    return bool(step) and (step == outer or encloses(outer, step))


def is_total(label: str) -> bool:
    """Whether a row or column label names the sum of the others."""
    return _is(label, "total")


def is_subtotal(label: str) -> bool:
    """Whether a label names the sum of some of the others."""
    return _is(label, "subtotal")


def is_average(label: str) -> bool:
    """Whether a label names the average of the others, which is the rate of all."""
    return _is(label, "average")


def are_years(texts: list[str]) -> bool:
    """Whether cells are years that head columns: near each other, or begun anew.

    >>> are_years(["2030", "2031", "2030", "2031"]), are_years(["2030", "1995"])
    (True, False)
    """
    if not texts or not all(map(_YEAR.fullmatch, texts)):
        return False
    years = [int(text) for text in texts]
    return all(abs(b - a) <= _YEARS_APART for a, b in zip(years, years[1:], strict=False))


def is_note(cell: str) -> bool:
    """Whether a line that begins with `cell` is below the table."""
    words = tokens(cell)
    return bool(words) and words[0] in _plain("note")


def without_note_word(text: str) -> str:
    """A note without the word that opens it.

    >>> without_note_word("Catatan/Note: weights of 2020"), without_note_word("Catatan")
    ('weights of 2020', '')
    """
    opened = re.compile(rf"\W*(({'|'.join(_plain('note'))})\b[\s/:.]*)+", re.IGNORECASE).match(text)
    return text[opened.end() :] if opened else text


def is_english(line: str) -> bool:
    """Whether a title line begins as the English one does."""
    words = tokens(line)
    return any(words[: len(known)] == known for known in map(tokens, _plain("english")))


def column_role(head: str) -> str:
    """What a column of a portal holds (number, code, place, label, unit, date, remark), '' if not told.

    >>> column_role("kode_kabupaten_kota"), column_role("Jumlah")
    ('code', '')
    """
    return _plain("column").get(" ".join(tokens(first_line(head))), "")


@lru_cache(maxsize=4096)
def _is(label: str, role: str) -> bool:
    folded = tokens(first_line(label))
    halves = {folded, *(tokens(half) for half in label.split("/"))} - {()}
    return bool(halves) and all((role, "") in _tree().get(half, ()) for half in halves)


def _inside(head: str) -> str:
    """The last bracket that names a unit or factor; a title may go on behind it."""
    inside = re.findall(r"\(([^()]*)\)", first_line(head))
    return next((text for text in reversed(inside) if unit_in(text) != (1, "")), "")


def _opens_with_percent(text: str) -> bool:
    words = tokens(first_line(text))
    return bool(words) and ("unit", "percent") in _tree().get(words[:1], ())


def _is_time(token: str) -> bool:
    return bool(_YEAR.fullmatch(token)) or (token,) in vocabulary()["month"]


def _read_as(words: Tokens) -> Tokens:
    read: list[str] = []
    i = 0
    while i < len(words):
        width = next((n for n in range(_LONGEST, 0, -1) if words[i : i + n] in _reads()), 0)
        read += _reads()[words[i : i + width]] if width else [words[i]]
        i += width or 1
    return tuple(read)


def _phrases_in(words: Tokens) -> list[tuple[Tokens, list[tuple[str, str]]]]:
    """Runs of words from the left: the longest known phrase with all its meanings, or one unknown word."""
    runs, i = [], 0
    while i < len(words):
        width = next((n for n in range(_LONGEST, 0, -1) if words[i : i + n] in _tree()), 0)
        runs.append((words[i : i + (width or 1)], _tree().get(words[i : i + width], []) if width else []))
        i += width or 1
    return runs


_LONGEST = 10  # words of the longest phrase; a test holds it


@cache
def _tree() -> dict[Tokens, list[tuple[str, str]]]:
    tree: dict[Tokens, list[tuple[str, str]]] = {}
    for phrase, role, means in _rows():
        if role in _OF_TEXT:
            tree.setdefault(tokens(phrase), []).append((role, means))
    return tree


@cache
def _reads() -> dict[Tokens, Tokens]:
    return {tokens(phrase): tokens(means) for phrase, role, means in _rows() if role == "reads"}


@cache
def _plain(role: str) -> dict[str, str]:
    return {phrase: means for phrase, known, means in _rows() if known == role}


@cache
def _rows() -> list[tuple[str, str, str]]:
    frame = read_text(Path(__file__).with_name("official_words.csv"), COLUMNS)
    return list(frame[COLUMNS[:3]].itertuples(index=False, name=None))

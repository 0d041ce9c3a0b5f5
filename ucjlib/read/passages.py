"""What of a page is its story: paragraphs and sentences, with the characters they stand at.

A stored page carries links ("Baca juga"), captions, bylines, page counters, other stories
and now and then its whole body twice. They are left out *by position*, so that every
claim still points into the text as given. Not for HTML: plain text only.

>>> text = "Judul\\n12\\nIsi cerita.\\nBaca Juga: Lain 40 persen\\nBerita terkait\\nLain"
>>> [paragraph.text for paragraph in story(text)]
['Judul', 'Isi cerita.']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ucjlib.read.appended import other_story
from ucjlib.read.endings import is_ended
from ucjlib.read.phrase_tables import begins, finditer, first_meaning, has, words

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9])")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_ABBREVIATED = 20  # letters, more than any abbreviation has
_HEADING = 60  # characters
_ALSO = "also"  # means of a link phrase that may stand above several links
_COUNTER = re.compile(r"[\d\s.,:/×xX|+-]*")
_STAMP = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(WIB|WITA|WIT)\b")
LONGEST = 800  # characters of a sentence; news has them up to some 600
_STAMP_LINE = 60  # a line of a time stamp is short; a sentence with a time in it is not


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a sentence: `whole[start:end] == text`."""

    text: str
    start: int
    end: int


def story(text: str) -> list[Passage]:
    """The paragraphs of the story itself, each once, in order."""
    kept: list[Passage] = []
    seen: set[str] = set()
    links = False  # whether a line was "Baca juga:" alone, with links below
    for line in _LINE.finditer(text):
        if begins(line.group(), "end") or (kept and _heads_other(line.group())):
            break
        start, end = _without_link(line)
        body = text[start:end]
        links = _are_links(links, line.group(), body)
        key = " ".join(body.split()).casefold()
        if links or key in seen or _is_furniture(body):
            continue
        seen.add(key)
        kept.append(Passage(body, start, end))
    return kept[: other_story([one.text for one in kept])]


def sentences(paragraph: Passage) -> list[Passage]:
    """The sentences of a paragraph; a full stop after an abbreviation ("Drs.") ends none.

    >>> [s.text for s in sentences(Passage("Kata Drs. Ali. Ia setuju.", 0, 25))]
    ['Kata Drs. Ali.', 'Ia setuju.']
    """
    cuts = [0]
    for stop in _STOP.finditer(paragraph.text):
        last = _LAST_WORD.search(paragraph.text, max(cuts[-1], stop.start() - _ABBREVIATED), stop.start())
        if not last or last[1].casefold() not in words("abbreviation"):
            cuts.append(stop.end())
    cuts = list(_with_cuts(paragraph.text, [*cuts, len(paragraph.text)]))
    return [_part(paragraph, start, end) for start, end in pairwise(cuts) if start < end]


def _with_cuts(text: str, cuts: list[int]) -> Iterator[int]:
    """`cuts`, and more inside a sentence that is longer than any is, so that reading stays linear."""
    for start, end in pairwise(cuts):
        yield start
        while end - start > LONGEST:
            marks = (text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (", ", "; ", " "))
            start = next((at + 1 for at in marks if at > 0), start + LONGEST)
            yield start
    yield cuts[-1]


def _part(paragraph: Passage, start: int, end: int) -> Passage:
    body = paragraph.text[start:end].rstrip()
    first = paragraph.start + start
    return Passage(body, first, first + len(body))


def _without_link(line: re.Match) -> tuple[int, int]:
    """The line up to a link inside it, blanks at its ends cut; "kami lihat juga" is prose and none."""
    links = finditer(line.group(), "link") if has(line.group(), "link") else ()
    found = next((one for one in links if _is_link(line.group(), one)), None)
    body = line.group()[: found.start()] if found else line.group()
    start = line.start() + len(body) - len(body.lstrip())
    return start, line.start() + len(body.rstrip())


def _is_link(line: str, found: re.Match) -> bool:
    """Whether a phrase begins its line, has a capital, or ends with a colon."""
    return not line[: found.start()].strip() or not found[0][0].islower() or found[0].endswith(":")


def _heads_other(line: str) -> bool:
    """Whether a line is the heading of other stories: "~ Kabar dari Daerah Lain ~"."""
    return len(line) < _HEADING and not is_ended(line) and has(line, "end_line") is not None


def _are_links(before: bool, line: str, body: str) -> bool:
    """Whether a line, or what follows it, is a list of links; `before`: whether the line above was so."""
    return before and not _is_prose(body) if body else before or _leads_to_links(line)


def _leads_to_links(line: str) -> bool:
    """Whether a line says "Baca juga:" and no more."""
    found = has(line, "link")
    rest = line[: found.start()] + line[found.end() :] if found else line
    return first_meaning(line, "link") == _ALSO and not rest.strip(" \t:")


def _is_prose(line: str) -> bool:
    """Whether a line below links is none: it ends with a full stop, or leads on to a list."""
    return line.rstrip("\"”’')").endswith((".", ":"))


def _is_furniture(line: str) -> bool:
    stamp = len(line) < _STAMP_LINE and _STAMP.search(line)
    return bool(not line or _COUNTER.fullmatch(line) or stamp or has(line, "caption"))

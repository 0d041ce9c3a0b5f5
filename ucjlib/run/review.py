"""Claims laid out for a person to check against their sentences, before they are added.

>>> text = "Jamsostek di Kota Blitar. Cakupan baru 17,60 persen tahun ini."
>>> sentence_of(text, 39, 51)
'Cakupan baru [17,60 persen] tahun ini.'
"""

import re
import shutil
import textwrap
from itertools import zip_longest
from typing import Any

import pandas as pd

from ucjlib.core.tables import cell_text
from ucjlib.read.markup import is_markup, rendered
from ucjlib.read.passages import Passage, sentences
from ucjlib.run.adding import Offer

HEADS = ("#", "printed", "taken for", "place", "as of", "range")
SHARES = (3, 15, 26, 21, 14, 21)  # of the width, for each column
NARROWEST, WIDEST = 80, 120
_INDENT = "     "
_LONGEST = 400  # characters of a sentence on each side of its number
_NO_BREAK = "\u00a0"  # inside a number, so that it is not wrapped
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


def page(offered: Offer) -> str:
    """What is to be looked at before `adding.keep`: the claims, then what did not add up."""
    return "\n".join([review(offered.claims, offered.text), *offered.remarks])


def review(claims: pd.DataFrame, text: str, width: int = 0) -> str:
    """The claims as a table, each with its sentence below and the number in [ ] there.

    text : what the claims point into; '' for a workbook. In a table the line stands for the sentence.
    width : of the page, 80 to 120; 0 takes the terminal's.
    """
    width = min(max(width or shutil.get_terminal_size().columns, NARROWEST), WIDEST) - 1
    source = Source(text)
    lines = [*_row(HEADS, width), "-" * width]
    for claim in claims.itertuples():
        lines += _row(_cells(claim), width)
        lines += _below(claim, source, width)
    return "\n".join(line.rstrip() for line in lines).replace(_NO_BREAK, " ")


class Source:
    """A text as people see it: a page without its markup, and where its characters come from."""

    def __init__(self, text: str) -> None:
        page = rendered(text) if text and is_markup(text) else None
        self.text = page.text if page else text
        self.starts = page.starts if page else range(len(text))
        self.ends = page.ends if page else range(1, len(text) + 1)

    def sentence(self, start: int, end: int) -> str:
        """The sentence around these characters of the source, with them in [ ]; '' where none shows them."""
        shown = [
            i for i, (a, b) in enumerate(zip(self.starts, self.ends, strict=True)) if start <= a < b <= end
        ]
        if not shown:
            return ""
        first, last = shown[0], shown[-1] + 1
        around = self._around(first, last)
        before = self.text[max(around.start, first - _LONGEST) : first]
        after = self.text[last : max(min(around.end, last + _LONGEST), last)]
        number = _NO_BREAK.join(self.text[first:last].split())
        return " ".join(_CONTROL.sub(" ", f"{before}[{number}]{after}").split(" ")).strip()

    def below(self, claim: Any) -> str:
        """The sentence of a claim, a row of the table; '' where it points into no text."""
        if not self.text or pd.isna(claim.start) or pd.isna(claim.end):
            return ""
        return self.sentence(int(claim.start), int(claim.end))

    def _around(self, first: int, last: int) -> Passage:
        begin = self.text.rfind("\n", 0, first) + 1
        stop = self.text.find("\n", last)
        line = Passage(self.text[begin : stop if stop >= 0 else None], begin, begin)
        return next((one for one in sentences(line) if one.end >= last), line)


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence that holds `text[start:end]`, without markup, the number in [ ]."""
    return Source(text).sentence(start, end).replace(_NO_BREAK, " ")


def _cells(claim) -> tuple[str, ...]:
    number = claim.claim_id.rpartition("#")[2]
    code = f" ({claim.region_code})" if claim.region_code else " (no region)"
    since = f"{claim.period_start} to " if claim.period_start else ""
    target = f", target of {claim.target_year}" if not pd.isna(claim.target_year) else ""
    when = f"{since}{claim.as_of or 'no date'}"
    span = f"{cell_text(claim.low)} to {cell_text(claim.high)} {claim.unit}"
    what = f"{claim.indicator}, {claim.segment}{target}"
    return number, claim.printed, what, claim.place + code, when, span


def _below(claim, source: Source, width: int) -> list[str]:
    """What else was understood, and the sentence."""
    told = {"statement": "dated by the day it was said", "unknown": "no date told", "stated": ""}
    base = f"divided by {claim.denominator}" if claim.denominator else ""
    parts = [claim.qualifier, base, told[claim.as_of_basis], claim.speaker_role, claim.notes]
    said = "; ".join(filter(None, parts))
    bar = _INDENT + "| "
    wrapped = textwrap.wrap(source.below(claim), width, initial_indent=bar, subsequent_indent=bar)
    about = textwrap.wrap(said, width, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return [*about, *wrapped, ""]


def _row(cells: tuple[str, ...], width: int) -> list[str]:
    spans = [max(share * width // 100 - 1, 3) for share in SHARES]
    columns = [textwrap.wrap(_CONTROL.sub(" ", cell), span) for cell, span in zip(cells, spans, strict=True)]
    lines = zip_longest(*columns, fillvalue="")
    return [
        " ".join(part.ljust(span) for part, span in zip(line, spans, strict=True)).rstrip() for line in lines
    ]

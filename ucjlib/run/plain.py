"""Tables as plain text: columns that fit the terminal, cells wrapped, no colour and no escape sequence.

The same text goes to a terminal and into a pipe; only the width follows the terminal (60 to 100 characters,
100 where there is none).

>>> print(*table(["place", "says"], [["Kota Blitar", "17,60 persen dari semesta"]], 26), sep="\\n")
place        says
-----------  -------------
Kota Blitar  17,60 persen
             dari semesta
"""

import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from itertools import zip_longest

import pandas as pd

from ucjlib.core import tables

NARROWEST, WIDEST = 60, 100
BETWEEN = INDENT = "  "
LEAST_SPAN = 6
# what a text from outside could steer a terminal with: control signs, marks of direction and of no width
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def width() -> int:
    """Characters in a line: what the terminal has, within 60 and 100."""
    columns = shutil.get_terminal_size(fallback=(WIDEST, 24)).columns
    return min(max(columns, NARROWEST), WIDEST)


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    wide: int,
    most: Sequence[int] = (),
    below: Sequence[str] = (),
    whole: bool = False,
) -> list[str]:
    """Lines of a table with wrapped cells, none longer than `wide`.

    heads : names of the columns; () leaves the head out. rows : cells, "\\n" starts a new line within one.
    most : the greatest width of each column, 0 for any. below : a text under each row, over the whole width,
    and a blank line; a word longer than that, such as an id, stands whole. whole : so it does in cells, where
    addresses are to be followed.
    """
    cells = [[_clean(cell) for cell in row] for row in rows]
    spans = _spans([list(heads), *cells] if heads else cells, wide, most)
    lines = [*_row(heads, spans), _row(["-" * span for span in spans], spans)[0]] if heads else []
    for row, text in zip_longest(cells, below, fillvalue=""):
        lines += [*_row(row, spans, whole), *(_below(str(text), wide) if below else [])]
    return lines


def paragraph(text: str, wide: int, indent: str = "") -> list[str]:
    """`text` wrapped to lines of `wide` characters that begin with `indent`; none for ''."""
    return [
        line
        for part in _clean(text).split("\n")
        for line in textwrap.wrap(
            part, wide, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        )
    ]


def put(text: str) -> None:
    """Print to standard output, as UTF-8 whatever the locale."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # whoever read has enough (`| head`); the interpreter must not try to flush again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def printed(frame: pd.DataFrame, form: str) -> str:
    """A frame as CSV or as a JSON array of objects.

    >>> printed(pd.DataFrame({"id": ["a"], "value": [30.0], "low": [None]}), "json")
    '[\\n{"id": "a", "value": 30, "low": null}\\n]\\n'
    """
    if form == "csv":
        return tables.to_csv_text(frame)
    objects = [
        json.dumps({name: _plain(cell) for name, cell in row.items()}, ensure_ascii=False)
        for row in frame.to_dict("records")
    ]
    return "\n".join(["[", ",\n".join(objects), "]\n"]) if objects else "[]\n"


def _plain(cell: object) -> object:
    if isinstance(cell, str | bool):
        return cell
    text = tables.cell_text(cell)
    return json.loads(text) if text else None


def _below(text: str, wide: int) -> list[str]:
    lines = [
        line
        for part in _clean(text).split("\n")
        for line in textwrap.wrap(
            part,
            wide,
            initial_indent=INDENT,
            subsequent_indent=INDENT * 2,
            break_on_hyphens=False,
            break_long_words=False,
        )
    ]
    return [*lines, ""]


def _clean(text: str) -> str:
    return _UNSEEN.sub(" ", text)


def _spans(rows: list[list[str]], wide: int, most: Sequence[int]) -> list[int]:
    """Widths of the columns: as wide as their cells, the widest cut down until the line fits."""
    spans = [
        max((len(line) for cell in column for line in cell.split("\n")), default=0)
        for column in zip(*rows, strict=True)
    ]
    spans = [min(span, cap or span) for span, cap in zip_longest(spans, most, fillvalue=0)]
    while sum(spans) + len(BETWEEN) * (len(spans) - 1) > wide and max(spans) > LEAST_SPAN:
        spans[spans.index(max(spans))] -= 1
    return spans


def _row(cells: Sequence[str], spans: Sequence[int], whole: bool = False) -> list[str]:
    columns = [
        [
            line
            for part in cell.split("\n")
            for line in textwrap.wrap(part, max(span, 1), break_on_hyphens=False, break_long_words=not whole)
        ]
        for cell, span in zip(cells, spans, strict=True)
    ]
    lines = zip_longest(*columns, fillvalue="")
    return [
        BETWEEN.join(part.ljust(span) for part, span in zip(line, spans, strict=True)).rstrip()
        for line in lines
    ]

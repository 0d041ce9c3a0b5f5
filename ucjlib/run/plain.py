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
from typing import Any

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
    return _wrapped(_clean(text), wide, initial_indent=indent, subsequent_indent=indent)


def put(text: str) -> None:
    """Print to standard output, as UTF-8 whatever the locale; whoever reads may have enough (`| head`)."""
    try:
        write(text)
    except BrokenPipeError:
        hush()


def write(text: str) -> None:
    """To standard output, as UTF-8 and at once. Raises BrokenPipeError."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def hush() -> None:
    """Nothing more goes to standard output; the interpreter must not try to flush it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def printed(frame: pd.DataFrame, form: str) -> str:
    """A frame as CSV or as a JSON array of objects.

    >>> printed(pd.DataFrame({"id": ["a"], "value": [30.0], "low": [None]}), "json")
    '[\\n{"id": "a", "value": 30, "low": null}\\n]\\n'
    """
    if form == "csv":
        return tables.to_csv_text(frame)
    return f"[\n{objects}\n]\n" if (objects := json_objects(frame)) else "[]\n"


def json_objects(frame: pd.DataFrame) -> str:
    """The rows as JSON objects, one a line with commas between; whole floats as whole numbers."""
    rows = [{name: _plain(cell) for name, cell in row.items()} for row in frame.to_dict("records")]
    return ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def _plain(cell: object) -> object:
    if isinstance(cell, str | bool):
        return cell
    text = tables.cell_text(cell)
    return json.loads(text) if text else None


def _wrapped(text: str, wide: int, **how: Any) -> list[str]:
    return [
        line for part in text.split("\n") for line in textwrap.wrap(part, wide, break_on_hyphens=False, **how)
    ]


def _below(text: str, wide: int) -> list[str]:
    indents = {"initial_indent": INDENT, "subsequent_indent": INDENT * 2}
    return [*_wrapped(_clean(text), wide, break_long_words=False, **indents), ""]


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
        _wrapped(cell, max(span, 1), break_long_words=not whole)
        for cell, span in zip(cells, spans, strict=True)
    ]
    lines = zip_longest(*columns, fillvalue="")
    return [
        BETWEEN.join(part.ljust(span) for part, span in zip(line, spans, strict=True)).rstrip()
        for line in lines
    ]

"""What is given to the reckonings, checked once: numbers, months, dates and words; a refusal is a sentence.

Not for the tables of the project, which have schemas (`ucjlib.reference.schemas`).

>>> try:
...     numbers(pd.DataFrame({"months": ["ten"]}), ["months"], "plans", 1, whole=True)
... except BadTable as error:
...     print(error.what)
months "ten" is not a whole number from 1
"""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ucjlib.core.errors import BadDate, BadTable, UnknownTerm
from ucjlib.core.period import first_day
from ucjlib.reckon.compare_words import need
from ucjlib.reference.schemas import closest

MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"


def numbers(
    frame: pd.DataFrame,
    names: list[str],
    where: str,
    least: float = -np.inf,
    most: float = np.inf,
    *,
    whole: bool = False,
    blanks: bool = False,
) -> None:
    """Raises BadTable for a column that is missing, or a cell that is no finite number from least to most.

    Text is no number: "8.125" is 8,125 to one reader and eight to another. blanks : whether they may be.
    """
    need(frame, names, where, blanks=True)
    for name in names:
        cells = frame[name]
        told = pd.to_numeric(cells.mask(cells.map(_is_no_number)), errors="coerce").astype(float)
        bad = ~(np.isfinite(told) & told.between(least, most)) | (whole & (told % 1 != 0))
        bad &= ~(blanks & cells.isna())
        if bad.any():
            row = int(bad.to_numpy().argmax())
            raise BadTable(
                f"{name} {_shown(cells.iloc[row])} is not {_wanted(least, most, whole)}",
                where=f"{where}, row {row + 1}, column {name}", fix="correct the cell",
            )  # fmt: skip


def ranged(frame: pd.DataFrame, low: str, high: str, where: str) -> None:
    """Raises BadTable where `low` lies above `high`, naming the row."""
    bad = (frame[low] > frame[high]).to_numpy()
    if bad.any():
        row = frame.iloc[int(bad.argmax())]
        raise BadTable(f"{low} {row[low]:.12g} is above {high} {row[high]:.12g}",
                       where=f"{where}, row {int(bad.argmax()) + 1}", fix="give the least first")  # fmt: skip


def months(cells: Iterable[Any], where: str) -> None:
    """Raises BadDate for a cell that is not the text of a month.

    >>> months(["2026-01"], "plans, column start_month")
    """
    for cell in cells:
        if not (isinstance(cell, str) and re.fullmatch(MONTH, cell, re.ASCII)):
            raise BadDate(f"{_shown(cell)} is no month", where=where, fix='write text such as "2026-01"')


def dates(cells: Iterable[Any], where: str) -> None:
    """Raises BadDate for a cell that is not the text of a year, month or day."""
    for cell in cells:
        if not isinstance(cell, str):
            raise BadDate(
                f"{_shown(cell)} is no text of a date", where=where, fix='write "2026" or "2026-12"'
            )
        first_day(cell)


def word(given: Any, known: Iterable[str], what: str, where: str) -> None:
    """Raises UnknownTerm for a word that is not among `known`, with the nearest that is.

    >>> try:
    ...     word("employd", ["eligible", "employed"], "denominator", "compare")
    ... except UnknownTerm as error:
    ...     print(error.what)
    "employd" is no denominator here; did you mean "employed"?
    """
    words = tuple(word for word in dict.fromkeys(known) if word)
    if given not in words:
        near = closest(str(given), words)
        fix = "" if near else f"write one of {', '.join(words)}"
        raise UnknownTerm(f"{_shown(given)} is no {what} here{near}", where=where, fix=fix)


def _is_no_number(cell: Any) -> bool:
    return isinstance(cell, (str, bool))


def _shown(cell: Any) -> str:
    return f'"{cell}"' if isinstance(cell, str) else f"{cell}"


def _wanted(least: float, most: float, whole: bool) -> str:
    kind = "a whole number" if whole else "a number"
    start = f" from {least:.12g}" if least > -np.inf else ""
    return kind + start + (f" to {most:.12g}" if most < np.inf else "")

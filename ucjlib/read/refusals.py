"""The sentences with which a page or a table is refused: rows of `refusals.csv`, one for each reason.

>>> print(refusal("no utf-8", byte=7))
CannotRead: this file is no UTF-8 text
  in  byte 7
  why it was saved in a spreadsheet's own encoding, or it is no text
  fix save it as CSV UTF-8
"""

from functools import cache
from pathlib import Path

from ucjlib.core.errors import CannotRead
from ucjlib.core.tables import read_text

_COLUMNS = ["name", "what", "where", "why", "fix"]


def refusal(name: str, /, **told: object) -> CannotRead:
    """The error to raise; `told` fills the places of its sentence."""
    what, where, why, fix = (text.format(**told) for text in _rows()[name])
    return CannotRead(what, where=where, why=why, fix=fix)


@cache
def _rows() -> dict[str, list[str]]:
    frame = read_text(Path(__file__).with_name("refusals.csv"), _COLUMNS)
    return {name: texts for name, *texts in frame[_COLUMNS].itertuples(index=False)}

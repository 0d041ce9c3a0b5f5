"""Small parts that the blocks of a brief are put together from."""

from collections.abc import Sequence
from typing import Any

from ucjlib.show.blocks import Heading, Note, Paragraph
from ucjlib.show.facts import Place
from ucjlib.show.pieces import Piece, Text, Traced, Words, as_text, text

NONE = Words("–", "–")


def name(place: Place) -> Words:
    """The official name, the same in both languages."""
    return same(place.name)


def same(official: str) -> Words:
    """A name that both languages share."""
    return Words(official, official)


def columns(*keys: str) -> tuple[Text, ...]:
    """Column heads, rows `column.KEY` of wording.csv."""
    return tuple(text(f"column.{key}") for key in keys)


def cells(*given: Text | Piece) -> tuple[Text, ...]:
    """One row of a table."""
    return tuple(cell if isinstance(cell, Text) else as_text(cell) for cell in given)


def chance(row: Any) -> Traced:
    """A probability as percent; a decimal only near nothing and near certainty."""
    pct = 100 * float(row["probability"])
    return Traced(pct, pct, pct, "percent", row["chance_id"], 0 if 1 <= pct <= 99 else 1, "figure")


def heading(said: Text, level: int) -> Heading:
    """`said` as a title."""
    return Heading(said.id, said.en, said.numbers, level)


def paragraph(said: Text) -> Paragraph:
    """`said` as running text."""
    return Paragraph(said.id, said.en, said.numbers)


def note(said: Text, tone: str, items: Sequence[Text] = ()) -> Note:
    """`said` as a remark, `items` as its points."""
    return Note(said.id, said.en, said.numbers, tuple(items), tone)

"""The five blocks a brief is made of: Heading, Paragraph, Table, Plot, Note.

A block shows itself in JupyterLab (`text/html`, Indonesian, ranges as tooltips) and carries
the same content as data in both languages under `application/vnd.ucj.block+json`, which
the page renderer reads back with `from_json`. What a cell prints that is no block stays in
the notebook. Blocks hold texts and pieces, never markup; the one exception, the drawing of
a Plot, is read element by element (`ucjlib.show.svg`) before it is let in.

>>> now = Traced(17.6, 17.59, 17.61, "percent", ref="35.05:coverage")
>>> block = Paragraph("Cakupan {now}.", "Coverage {now}.", {"now": now})
>>> from_json(to_json(block)) == block
True
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ucjlib.show import pieces
from ucjlib.show.pieces import BadBlock, Constant, Piece, Said, Text, Traced, Words

__all__ = [
    "BadBlock",
    "Block",
    "Constant",
    "Heading",
    "Note",
    "Paragraph",
    "Piece",
    "Plot",
    "Said",
    "Table",
    "Text",
    "Traced",
    "Words",
    "from_json",
    "to_json",
]
MIME = "application/vnd.ucj.block+json"
TONES = ("plain", "doubt", "missing")


class Shown:
    """What all blocks share: how JupyterLab shows them."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from ucjlib.show import markup

        return {"text/html": str(markup.in_lab(self)), "text/plain": self.plain("id"), MIME: to_json(self)}

    def texts(self) -> list[Text]:
        """Every text of the block, in reading order."""
        raise NotImplementedError

    def plain(self, lang: str) -> str:
        """The block as lines of plain text."""
        return "\n".join(text.plain(lang) for text in self.texts())

    def refs(self) -> list[str]:
        """Ids of the rows that the block rests on, first use first."""
        found = (
            piece.ref
            for text in self.texts()
            for piece in text.numbers.values()
            if isinstance(piece, Traced | Said)
        )
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Heading(Shown):
    """A title; level 1 is the title of the brief, 2 a section."""

    id: str
    en: str
    numbers: Mapping[str, Piece] = field(default_factory=dict)
    level: int = 2

    def texts(self) -> list[Text]:
        return [Text(self.id, self.en, self.numbers)]


@dataclass(frozen=True)
class Paragraph(Shown):
    """Running text; every number in it is a piece."""

    id: str
    en: str
    numbers: Mapping[str, Piece] = field(default_factory=dict)

    def texts(self) -> list[Text]:
        return [Text(self.id, self.en, self.numbers)]


@dataclass(frozen=True)
class Table(Shown):
    """A caption, column heads, and rows of texts; the first column heads its row.

    `numeric`: positions of the columns set flush right; `marked`: rows to be set apart.
    """

    caption: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    numeric: tuple[int, ...] = ()
    marked: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        ragged = [len(row) for row in self.rows if len(row) != len(self.columns)]
        if ragged:
            raise BadBlock(
                f"a table of {len(self.columns)} columns has a row of {ragged[0]} cells",
                where=self.caption.plain("id")[:60],
                fix="give each column one cell",
            )

    def texts(self) -> list[Text]:
        return [self.caption, *self.columns, *(cell for row in self.rows for cell in row)]


@dataclass(frozen=True)
class Plot(Shown):
    """One drawing in each language, its text alternative, its caption and the rows it draws."""

    svg_id: str
    svg_en: str
    alt: Text
    caption: Text
    drawn: tuple[str, ...] = ()
    labels: Mapping[str, Piece] = field(default_factory=dict)

    def texts(self) -> list[Text]:
        return [self.alt, self.caption]

    def refs(self) -> list[str]:
        return list(dict.fromkeys([*super().refs(), *self.drawn]))

    def svg(self, lang: str) -> str:
        return self.svg_id if lang == "id" else self.svg_en


@dataclass(frozen=True)
class Note(Shown):
    """A remark, with a list where it has several points. `tone` is one of TONES."""

    id: str
    en: str
    numbers: Mapping[str, Piece] = field(default_factory=dict)
    items: tuple[Text, ...] = ()
    tone: str = "plain"

    def __post_init__(self) -> None:
        if self.tone not in TONES:
            raise BadBlock(f'"{self.tone}" is no tone of a note', fix=f"write one of {', '.join(TONES)}")

    def texts(self) -> list[Text]:
        return [Text(self.id, self.en, self.numbers), *self.items]


Block = Heading | Paragraph | Table | Plot | Note
KINDS: dict[str, type] = {kind.__name__: kind for kind in (Heading, Paragraph, Table, Plot, Note)}
_NESTED = {**KINDS, **pieces.KINDS, "Text": Text}


def to_json(block: Any) -> dict[str, Any]:
    """The block as plain data: `{"kind": ..., field: ...}`, texts and pieces likewise."""
    return {"kind": type(block).__name__, **{f.name: _plain(getattr(block, f.name)) for f in fields(block)}}


def from_json(data: Mapping[str, Any]) -> Block:
    """The block that `to_json` wrote. Raises BadBlock for anything else.

    >>> from_json({"kind": "Heading", "id": "Target", "en": "Targets"}).plain("en")
    'Targets'
    """
    if not isinstance(data, Mapping) or data.get("kind") not in KINDS:
        kind = data.get("kind") if isinstance(data, Mapping) else type(data).__name__
        raise BadBlock(f'"{kind}" is no kind of block', fix="use Heading, Paragraph, Table, Plot or Note")
    return _built(data)


def _plain(value: Any) -> Any:
    if type(value).__name__ in _NESTED:
        return to_json(value)
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value


def _built(data: Any) -> Any:
    if isinstance(data, list | tuple):
        return tuple(_built(inner) for inner in data)
    if not isinstance(data, Mapping):
        return data
    kind = _NESTED.get(str(data.get("kind")))
    if kind is None:
        return {str(name): _built(inner) for name, inner in data.items()}
    given = {name: _built(inner) for name, inner in data.items() if name != "kind"}
    try:
        return kind(**given)
    except TypeError as error:
        raise BadBlock(
            f"a {kind.__name__} has other fields than it should",
            why=str(error),
            fix="show the block itself in the notebook's cell",
        ) from None

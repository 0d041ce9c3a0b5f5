"""No numeral reaches a page unless it is traced to a row or declared a constant.

`scan` reads what the reader will read: templates, words, table cells, text alternatives,
and the labels inside the drawings (axis scales excepted: they are rulers, not figures).

>>> from ucjlib.show.blocks import Paragraph
>>> list(untraced(Paragraph("Cakupan 17,60 persen.", "Coverage.")))
['17,60']
"""

import re
from collections.abc import Iterable, Iterator

from ucjlib.core.errors import UcjError
from ucjlib.show import svg, wording
from ucjlib.show.blocks import Block, Plot
from ucjlib.show.pieces import Piece, Text, Words

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")


class UntracedNumber(UcjError):
    """A numeral that is neither traced to a row nor declared a constant."""


def scan(blocks: Iterable[Block]) -> None:
    """Raise UntracedNumber for the first numeral of `blocks` without a source."""
    for position, block in enumerate(blocks, start=1):
        numeral = next(untraced(block), None)
        if numeral is not None:
            _refuse(
                numeral, f"block {position}, {type(block).__name__}: {block.plain('id').splitlines()[0][:60]}"
            )


def untraced(block: Block) -> Iterator[str]:
    """The numerals of `block` that come from no row."""
    for text in block.texts():
        for lang in wording.LANGUAGES:
            yield from _in_text(text, lang)
    if isinstance(block, Plot):
        for lang in wording.LANGUAGES:
            yield from _in_drawing(block, lang)


def numerals(text: str) -> list[str]:
    """The numerals in `text`.

    >>> numerals("17,60 dari 698.611, bukan H1")
    ['17,60', '698.611', '1']
    """
    return NUMERAL.findall(text)


def _in_text(text: Text, lang: str) -> Iterator[str]:
    for part in text.parts(lang):
        if isinstance(part, str):
            yield from numerals(part)
        elif isinstance(part, Words):
            yield from numerals(part.plain(lang))


def _in_drawing(plot: Plot, lang: str) -> Iterator[str]:
    known = {numeral for piece in _pieces(plot) for numeral in numerals(piece.plain(lang))}
    for label in svg.labels(plot.svg(lang)):
        yield from (numeral for numeral in numerals(label) if numeral not in known)


def _pieces(plot: Plot) -> Iterator[Piece]:
    pieces = [*plot.labels.values(), *(piece for text in plot.texts() for piece in text.numbers.values())]
    return (piece for piece in pieces if not isinstance(piece, Words))


def _refuse(numeral: str, where: str) -> None:
    raise UntracedNumber(
        f'"{numeral}" stands in the text and comes from no row',
        where=where,
        why="a reader could not follow it to its source",
        fix="hand it in as a Traced number, or as a Constant if it needs no source",
    )

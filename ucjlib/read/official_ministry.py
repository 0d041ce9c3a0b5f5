"""The manpower ministry's monthly table: No, Provinsi, Kepesertaan Aktif, Kepesertaan Non Aktif.

As CSV, as lines drawn with `|`, or as HTML; dot thousands, short names of provinces, a row of totals. The
month stands in the title ("sampai dengan bulan Desember 2023"): it is the state at its end.
"""

import pandas as pd

from ucjlib.read.official_cells import cells_of
from ucjlib.read.official_grid import tables_of
from ucjlib.read.official_html import is_ministry, tables_in
from ucjlib.read.official_texts import Grid, grid_of, text_of
from ucjlib.read.official_words import tokens
from ucjlib.read.refusals import refusal

_HEADS = {("kepesertaan", "aktif"), ("kepesertaan", "non", "aktif"), ("kepesertaan", "nonaktif")}


def detects(content: bytes | str) -> bool:
    """A head line with Provinsi and a head Kepesertaan Aktif or Non Aktif."""
    text = text_of(content)
    return is_ministry(text) if "<t" in text.casefold() else _has_head(grid_of(text))


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame. Raises CannotRead where the table has other heads."""
    text = text_of(content)
    if "<t" in text.casefold():
        return cells_of(tables_in(text), dotted=True)
    grid = grid_of(text)
    if not _has_head(grid):
        raise refusal("no ministry")
    return cells_of(tables_of(grid, "1"), dotted=True)


def _has_head(grid: Grid) -> bool:
    lines = ({tokens(cell.text) for cell in line} for line in grid[:20])
    return any(("provinsi",) in heads and heads & _HEADS for heads in lines)

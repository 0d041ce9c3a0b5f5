"""The manpower ministry's monthly table: No, Provinsi, Kepesertaan Aktif, Kepesertaan Non Aktif.

As CSV, as lines drawn with `|`, or as HTML; dot thousands, short names of provinces, a row of totals. The
month stands in the title ("sampai dengan bulan Desember 2023"): it is the state at its end.
"""

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.read.official_cells import cells_of
from ucjlib.read.official_grid import tables_of
from ucjlib.read.official_html import is_ministry, tables_in
from ucjlib.read.official_texts import Grid, grid_of, text_of
from ucjlib.read.official_words import tokens

_HEADS = {("kepesertaan", "aktif"), ("kepesertaan", "non", "aktif"), ("kepesertaan", "nonaktif")}
_PROVINCE = ("provinsi",)


def detects(content: bytes | str) -> bool:
    """A head line with Provinsi and a head Kepesertaan Aktif or Non Aktif."""
    try:
        text = text_of(content)
        return is_ministry(text) if _is_markup(text) else _has_head(grid_of(text))
    except CannotRead:
        return False


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame. Raises CannotRead where the table has other heads."""
    text = text_of(content)
    if _is_markup(text):
        return cells_of(tables_in(text), points_part_thousands=True)
    grid = grid_of(text)
    if not _has_head(grid):
        raise CannotRead(
            "this is no monthly table of the manpower ministry",
            why="no line heads Provinsi and Kepesertaan Aktif",
            fix="give the table with its head line",
        )
    return cells_of(tables_of(grid, "1"), points_part_thousands=True)


def _is_markup(text: str) -> bool:
    return "<t" in text.casefold()


def _has_head(grid: Grid) -> bool:
    lines = ({tokens(cell.text) for cell in line} for line in grid[:20])
    return any(_PROVINCE in heads and heads & _HEADS for heads in lines)

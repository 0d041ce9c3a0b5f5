"""Tables of the statistics office, of portals and of the manpower ministry -> claims.

One module reads one shape; `official_shapes.csv` declares them, and `docs/official-tables.md` says what
each gives. A cell is as printed: a factor ("Ribu orang") is multiplied out, nothing else. Totals are
checked and what does not add up is reported by `sums`, never put right. Regions are translated by name and
kind; numbers of the statistics office are never taken for codes of Home Affairs. The name of a file is no
evidence, and no file is opened here.

>>> text = "Penduduk Bekerja,,\\n,2023,\\n,Februari,Agustus\\nJumlah (Ribu orang),1200.51,...\\n"
>>> read_cells(text)[["level_2", "level_3", "value", "unit", "missing_reason"]].values.tolist()
[['2023', 'Februari', 1200510.0, 'persons', ''], ['2023', 'Agustus', nan, 'persons', 'not available (...)']]
>>> read_official(text, region="15")[["place", "indicator", "value", "as_of"]].values.tolist()
[['Provinsi Jambi', 'employed', 1200510.0, '2023-02']]
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.core.tables import read_text
from ucjlib.read.official_claims import UNBOUND_COLUMNS, claims_and_rest
from ucjlib.read.official_sums import SUM_COLUMNS, jump_sentences, jumps, sum_sentences, sums
from ucjlib.reference.schemas import columns, typed

__all__ = [
    "SUM_COLUMNS", "UNBOUND_COLUMNS", "jump_sentences", "jumps", "official_unbound", "read_cells",
    "read_official", "shape_of", "shapes", "sum_sentences", "sums",
]  # fmt: skip


def read_official(
    content: bytes | str, shape: str = "", published: str = "", url: str = "", *, region: str = ""
) -> pd.DataFrame:
    """The claims of an official table, all columns of `claims`, in reading order; ids `table#1`, `table#2`
    ...

    content : the file's bytes, or its text; `text[start:end] == printed` where `start` is set.
    shape : one of `shapes()`; '' finds it from the content. published : 'YYYY-MM-DD', for a table without a
        date.
    url : for the caller's table of sources; it decides nothing. region : code or name, where no text names
        one.

    Raises CannotRead, BadDate, UnknownRegion, AmbiguousRegion.
    """
    rows, _ = _read(content, shape, published, region)
    names = list(columns("claims")["column"])
    return typed(pd.DataFrame(rows, columns=names, dtype=str), "claims")


def official_unbound(content: bytes | str, shape: str = "", *, region: str = "") -> pd.DataFrame:
    """The cells that are no claim: printed, row, column, label, reason.

    >>> text = "Upah (Rp),,\\n,2023,2024\\nJambi,1200,-\\nRiau,1300,1350\\n"
    >>> official_unbound(text)["reason"].tolist()[:2]
    ['the title counts wages, which is no indicator here', 'not applicable (-)']
    """
    return _read(content, shape, "", region)[1]


def read_cells(content: bytes | str, shape: str = "") -> pd.DataFrame:
    """One row per cell: label, level_1 ... level_n, value, unit, missing_reason, printed, row, column, notes.

    label : the row's label without its unit and number. level_n : the header above the cell, from the top.
    value : float64 in `unit` ('percent', 'persons', '' if no label tells); NaN where `missing_reason` is set.
    row, column : 1-based place in the file's lines and cells. notes : the table's Catatan, tags taken off.
    Further columns: see `ucjlib.read.official_cells`.

    Raises CannotRead for a shape that is not known or not told by the content, and for what is no table.
    """
    return _module(shape or shape_of(content)).cells(content)


def shape_of(content: bytes | str) -> str:
    """The one shape whose reader knows `content`. Raises CannotRead for none, and for two.

    >>> shape_of('{"datacontent": {}, "vervar": []}')
    'webapi'
    """
    found = [shape for shape in shapes() if _detects(shape, content)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(shapes())
    raise CannotRead(
        f"this table may be {' or '.join(found)}"
        if found
        else "this is no official table of a shape known here",
        why="" if found else f"shapes known: {listed}",
        fix=f"say which shape it is (--as): {', '.join(found) or listed}",
    )


@cache
def shapes() -> dict[str, str]:
    """Each shape and what it is.

    >>> list(shapes())
    ['bps-csv', 'bps-xlsx', 'bps-html', 'webapi', 'portal', 'ministry']
    """
    return dict(zip(_declared()["shape"], _declared()["what"], strict=True))


def _read(content: bytes | str, shape: str, published: str, region: str) -> tuple[list[dict], pd.DataFrame]:
    shape = shape or shape_of(content)
    cells = read_cells(content, shape)
    scheme = "number" if shape in ("portal", "ministry") else "BPS code"
    return claims_and_rest(cells, scheme, published, region)


def _detects(shape: str, content: bytes | str) -> bool:
    try:
        return bool(_module(shape).detects(content))
    except CannotRead:
        return False


def _module(shape: str) -> ModuleType:
    if shape not in shapes():
        raise CannotRead(f'no reader for the shape "{shape}"', fix=f"shapes known: {', '.join(shapes())}")
    modules = dict(zip(_declared()["shape"], _declared()["module"], strict=True))
    return import_module(f"ucjlib.read.{modules[shape]}")


@cache
def _declared() -> pd.DataFrame:
    return read_text(Path(__file__).with_name("official_shapes.csv"), ["shape", "module", "what"])

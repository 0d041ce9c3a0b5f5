"""Who pays a contribution, and whether a relief holds for that payer: rows of `payers.csv`.

A relief may exclude a payer (PP 50/2025 excludes public budgets). Where no text tells whether it holds, the
low end of a cost takes it to hold and the high end not.

Not for who pays which part of a wage earner's contribution.

>>> as_ruled("budget"), as_ruled("donor")
(('budget', 'budget'), ('self', 'budget'))
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import UnknownTerm

COLUMNS = ["payer", "low_as", "high_as", "label_id", "label_en", "basis"]


@cache
def payers() -> pd.DataFrame:
    """The payers, by word: `low_as`, `high_as` (payer of the regulations that each end follows), labels,
    `basis`.
    """
    path = Path(str(files("ucjlib.reckon") / "payers.csv"))
    return tables.read_text(path, COLUMNS).drop(columns=tables.LINE).set_index("payer")


def as_ruled(payer: str) -> tuple[str, str]:
    """The payers whose rules the low and the high end of a cost follow. Raises UnknownTerm.

    >>> as_ruled("self")
    ('self', 'self')
    """
    if payer not in payers().index:
        words = ", ".join(payers().index)
        raise UnknownTerm(f'"{payer}" is no payer', where="plans, column payer", fix=f"write one of {words}")
    row = payers().loc[payer]
    return str(row["low_as"]), str(row["high_as"])


def label(payer: str, lang: str) -> str:
    """The payer in words of a language.

    >>> label("self", "id")
    'pekerja sendiri'
    """
    as_ruled(payer)
    return str(payers().loc[payer, f"label_{lang}"])

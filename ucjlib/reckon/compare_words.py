"""What the tables of comparison say to readers, in Indonesian and English: rows of `compare_words.csv`.

Not for whole briefs (`ucjlib.show.wording`); these words travel in columns `..._id` and `..._en` of a table,
so that a comparison kept in a file still says what is unlike, missing or impossible.

>>> say("unlike.undated", "id"), say("tied", "en", tier="2")
('tanpa tanggal', 'cannot be told apart from the others of tier 2')
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ucjlib.core import locale, tables
from ucjlib.core.errors import BadTable, UnknownTerm
from ucjlib.core.locale import LANGUAGES, decimal
from ucjlib.reference import schemas

__all__ = ["LANGUAGES", "columns", "decimal", "label", "need", "own_table", "say"]


def own_table(name: str) -> pd.DataFrame:
    """A table of this room, all cells text."""
    return tables.read_text(Path(str(files("ucjlib.reckon") / f"{name}.csv"))).drop(columns=tables.LINE)


@cache
def _templates() -> dict[str, dict[str, str]]:
    return own_table("compare_words").set_index("key").to_dict("index")


def say(key: str, lang: str, **holes: str) -> str:
    """The sentence under `key` in `lang` with its holes filled by plain text. Raises UnknownTerm."""
    if key not in _templates():
        raise UnknownTerm(f'"{key}" is no key of compare_words.csv', fix="add a row with both languages")
    return _templates()[key][locale.known(lang)].format(**holes)


@cache
def label(vocabulary: str, word: str, lang: str) -> str:
    """What a page calls a word of `segments` or `denominators`; the word itself where no row names it.

    >>> label("segments", "jakon", "en")
    'construction workers (Jakon)'
    """
    labels = schemas.terms(vocabulary)[f"label_{locale.known(lang)}"]
    return str(labels.get(word, word))


@cache
def _declared() -> dict[str, list[str]]:
    rows = own_table("compare_columns")
    return {str(table): part["column"].tolist() for table, part in rows.groupby("table")}


def columns(table: str) -> list[str]:
    """The declared columns of a table of comparison, in order: rows of `compare_columns.csv`.

    >>> columns("groups")
    ['group', 'first_rank', 'last_rank', 'size', 'region_codes']
    """
    return list(_declared()[table])


def need(frame: pd.DataFrame, names: list[str], where: str, *, blanks: bool = False) -> None:
    """Raises BadTable where `frame` lacks a column of `names`, or has a blank in one unless `blanks`."""
    absent = [name for name in names if name not in frame]
    if absent:
        raise BadTable(f"no column {', '.join(absent)}", where=where, fix=f"it needs {', '.join(names)}")
    blank = [name for name in names if frame[name].isna().any()]
    if blank and not blanks:
        raise BadTable(f"blanks in {', '.join(blank)}", where=where, fix="leave those rows out, and say so")

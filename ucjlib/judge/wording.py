"""Numbers, dates and short arithmetic inside the sentences of findings and estimates.

Indonesian and English print the same figure differently (60,70 persen, 60.70 percent). A
finding is a row of a table, so its sentences are written here, without the machinery of
pages; `ucjlib.show` words whole briefs. How many decimals are shown follows the range: a
number is never printed finer than its source did.

>>> number(60.7, "percent", 60.69, 60.71, "id"), number(60.7, "percent", 60.69, 60.71, "en")
('60,70 persen', '60.70 percent')
>>> arithmetic("698611, employed_in @2023-08", "en")
'698,611, employed in August 2023'
>>> arithmetic("79077 + 51186 = 130263, printed 130363", "id")
'79.077 + 51.186 = 130.263, tercetak 130.363'
"""

import re
from functools import cache
from importlib.resources import files
from math import floor, inf, log10
from pathlib import Path

import pandas as pd

from ucjlib.core import locale, tables
from ucjlib.core.locale import LANGUAGES
from ucjlib.reference import schemas

__all__ = ["LANGUAGES", "arithmetic", "cell", "date", "label", "number", "own_table", "plain", "rounded"]
# a date in arithmetic is written @2023-08, so that a year is not grouped like a count
_NUMERAL = re.compile(r"@[0-9-]*|\d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z_]+")
_ONE = re.compile(r"(?<![\d.,])1 (month|point|worker|percentage point|source)s\b")


@cache
def own_table(name: str) -> pd.DataFrame:
    """A table of this room, all cells text, its first column as the index."""
    frame = tables.read_text(Path(str(files("ucjlib.judge") / f"{name}.csv"))).drop(columns=tables.LINE)
    return frame.set_index(frame.columns[0])


def cell(table: str, row: str, column: str) -> str:
    """One cell of a table of this room; much read, so looked up without the frame.

    >>> cell("rules", "bounds", "severity")
    'doubt'
    """
    return _cells(table)[row][column]


@cache
def _cells(table: str) -> dict[str, dict[str, str]]:
    return own_table(table).to_dict("index")


def number(value: float, unit: str, low: float, high: float, language: str, least: int = 0) -> str:
    """`value` with its unit, to the decimals that the width of [low, high] carries (two at most).

    least : decimals at the least, where it is no whole number.
    """
    places = max(_decimals(high - low, unit), least if value % 1 else 0)
    figure = locale.decimal(value, places, language)
    if unit.startswith("rupiah"):
        return f"Rp{figure}{_unit(unit, language).removeprefix('rupiah')}"
    return _singular(f"{figure} {_unit(unit, language)}".strip())


def rounded(value: float, low: float, high: float) -> float:
    """A worked-out count to the unit that its range carries; anything else as it is.

    >>> rounded(1459524.0, 1425581.0, 1495122.0), rounded(38446.4, 38439.0, 38453.0)
    (1460000.0, 38450.0)
    """
    unit = 10.0 ** floor(log10(high - low)) if 10 <= high - low < inf else 1.0
    return round(value / unit) * unit if value >= 1000 else value


def date(text: str, language: str) -> str:
    """A date as long as its source made it.

    >>> date("2025-04-14", "id"), date("2024-12", "en"), date("", "id")
    ('14 April 2025', 'December 2024', 'tanpa tanggal')
    """
    if not text:
        return cell("words", "undated", language)
    return locale.date(text, language)


def label(vocabulary: str, word: str, language: str) -> str:
    """What a page calls a word of `indicators`, `segments` or `denominators`."""
    return _labels(vocabulary, language).get(word, word)


def arithmetic(text: str, language: str) -> str:
    """Plain arithmetic with its numerals and its few words as `language` prints them."""
    named = _WORD.sub(lambda found: _translated(found.group(), language), text)
    return _singular(_NUMERAL.sub(lambda found: _regroup(found.group(), language), named))


def plain(value: float) -> str:
    """A number for `arithmetic`: no separators, two decimals at most, none on a whole number.

    >>> plain(130263.0), plain(60.7056)
    ('130263', '60.71')
    """
    return f"{value:.0f}" if abs(value - round(value)) < 0.005 else f"{value:.2f}"


def _decimals(width: float, unit: str) -> int:
    if unit not in ("percent", "percentage_points"):
        return 0
    return 0 if width == 0 or width >= 1 else 1 if width >= 0.1 else 2


def _singular(text: str) -> str:
    return _ONE.sub(r"1 \1", text)


def _regroup(numeral: str, language: str) -> str:
    if numeral.startswith("@"):
        return date(numeral[1:], language)
    return locale.decimal(float(numeral), len(numeral.partition(".")[2]), language)


@cache
def _labels(vocabulary: str, language: str) -> dict[str, str]:
    return schemas.terms(vocabulary)[f"label_{language}"].to_dict()


@cache
def _unit(unit: str, language: str) -> str:
    return _labels("units", language).get(unit, "")


@cache
def _translated(word: str, language: str) -> str:
    if word in _cells("words"):
        return cell("words", word, language)
    for vocabulary in ("indicators", "segments"):
        if word in _labels(vocabulary, language):
            return _labels(vocabulary, language)[word]
    return word

"""The example articles with their gold claims, as tests, the trainer and the benchmark load them.

tests/examples/articles/ holds texts (hand/, generated/, pages/), `articles.csv` (one row a text: which part
it belongs to, its day of publication, its phenomena) and `gold.csv` (one row a claim; `place` names an area
that has no code). What the tagger and the word tables were made from is `tuned`; `held` is for measuring
only.
"""

from pathlib import Path
from typing import NamedTuple

from ucjlib.core.tables import read_text

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "examples" / "articles"


class Example(NamedTuple):
    """One text, what is known of it, and its gold claims (rows of `gold.csv` as dicts)."""

    article: str
    folder: str
    half: str
    published: str
    phenomena: tuple[str, ...]
    text: str
    gold: list[dict[str, str]]


def load(half: str = "", folders: tuple[str, ...] = ()) -> list[Example]:
    """The examples of a half ('tuned', 'held', '' for both), in the order of `articles.csv`.

    folders : only those of hand, generated, pages; () for all.
    """
    gold: dict[str, list[dict[str, str]]] = {}
    for row in read_text(FOLDER / "gold.csv").to_dict("records"):
        gold.setdefault(row["article"], []).append(row)
    rows = read_text(FOLDER / "articles.csv").to_dict("records")
    return [
        _example(row, gold.get(row["article"], []))
        for row in rows
        if half in ("", row["half"]) and (not folders or row["folder"] in folders)
    ]


def _example(row: dict[str, str], gold: list[dict[str, str]]) -> Example:
    ending = "html" if row["folder"] == "pages" else "txt"
    text = (FOLDER / row["folder"] / f"{row['article']}.{ending}").read_bytes().decode("utf-8")
    told = tuple(row["phenomena"].split())
    return Example(row["article"], row["folder"], row["half"], row["published"], told, text, gold)

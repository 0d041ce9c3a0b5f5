"""docs/comparing.md prints what its code gives; words exist in both languages, columns are declared."""

import re
import sys
from pathlib import Path

import pytest

from ucjlib.core.errors import BadTable, UnknownTerm
from ucjlib.reckon import compare_words

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import comparing_page  # noqa: E402


def test_the_page_prints_what_its_code_gives():
    page = comparing_page.PAGE.read_text(encoding="utf-8")
    assert comparing_page.filled(page) == page, "run `python tools/comparing_page.py` and read what changed"


def test_every_word_has_both_languages_with_the_same_holes_and_is_used():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ucjlib" / "reckon").glob("*.py"))
    for row in compare_words.own_table("compare_words").itertuples():
        assert set(re.findall(r"{\w+}", row.id)) == set(re.findall(r"{\w+}", row.en)), row.key
        assert f'"{row.key}"' in code or f'f"{row.key.rsplit(".", 1)[0]}.{{' in code, row.key


def test_every_declared_column_means_something_and_stands_once_in_its_table():
    rows = compare_words.own_table("compare_columns")
    assert rows["definition"].ne("").all() and not rows.duplicated(["table", "column"]).any()


def test_errors_of_words_and_columns():
    with pytest.raises(UnknownTerm, match="no key"):
        compare_words.say("no.such", "en")
    with pytest.raises(UnknownTerm, match="no language"):
        compare_words.say("untold", "fr")
    with pytest.raises(BadTable, match="no column value"):
        compare_words.need(compare_words.own_table("grades"), ["value"], "here")

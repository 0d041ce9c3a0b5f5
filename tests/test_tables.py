"""CSV files are read strictly: what a spreadsheet does to them is refused with its line."""

import math

import pandas as pd
import pytest

from ucjlib.core import tables
from ucjlib.core.errors import BadTable, MissingFile

GOOD = "code,value\n00,1.5\n35,\n"


def _file(tmp_path, content: bytes):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    return path


def test_codes_stay_text_and_lines_are_kept(tmp_path):
    frame = tables.read_text(_file(tmp_path, GOOD.encode()))
    assert frame["code"].tolist() == ["00", "35"]
    assert frame[tables.LINE].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code;value\n00;1,5\n", "semicolons"),
        (b"\xef\xbb\xbfcode,value\n00,1\n", "byte-order mark"),
        ("code,value\n00,caf\u00e9\n".encode("latin-1"), "not UTF-8"),
        ("code,value\n00,1\n".encode("utf-16"), "UTF-16"),
        (b"code,value\n00,1,2\n", "3 cells where the header has 2"),
        (b"code,value\n00\n", "1 cells where the header has 2"),
        (b"code,code\n1,2\n", "repeated column"),
        (b"", "no header"),
        (b'code,value\n00,"1\n', "breaks off"),
        (b"code,worth\n00,1\n", "missing value; unknown worth"),
        (b"value,code\n1,00\n", "other columns"),
        (b"code,value\n00,\x00\n", "NUL"),
    ],
)
def test_what_is_refused_says_why_and_where(tmp_path, content, said):
    with pytest.raises(BadTable) as error:
        tables.read_text(_file(tmp_path, content), ["code", "value"])
    assert said in str(error.value)
    assert "table.csv" in str(error.value)


def test_a_ragged_row_after_a_quoted_line_break_names_its_own_line(tmp_path):
    path = _file(tmp_path, b'code,value\n00,"a\nb"\n35\n')
    with pytest.raises(BadTable, match="line 4"):
        tables.read_text(path)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(MissingFile, match="gone.csv is missing"):
        tables.read_text(tmp_path / "gone.csv")


def test_writing_is_to_the_byte_and_only_when_it_changes(tmp_path):
    frame = pd.DataFrame({"code": ["00"], "value": [0.1 + 0.2], "blank": [math.nan], "text": [""]})
    path = tmp_path / "deep" / "table.csv"
    assert tables.write(frame, path) is True
    assert path.read_bytes() == b"code,value,blank,text\n00,0.30000000000000004,,\n"
    assert tables.write(frame, path) is False
    assert list(path.parent.iterdir()) == [path]

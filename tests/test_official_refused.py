"""Official tables that are refused, with a sentence for people; separators and dates, one row each."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from official_workbook import FOLDER, workbook

from ucjlib.core.errors import CannotRead
from ucjlib.read import refusals
from ucjlib.read.figures import Unreadable
from ucjlib.read.official import read_cells, read_official, shape_of
from ucjlib.read.official_figures import read_mark
from ucjlib.read.official_when import when
from ucjlib.read.official_words import _LONGEST, _rows, tokens

ROWS: list[list[object]] = [
    ["Penduduk Bekerja 2031"],
    ["Kabupaten/Kota", "Jumlah"],
    ["01. Pacitan", 10],
    ["02. Ponorogo", 20],
]


def packed(**parts: bytes) -> bytes:
    """The workbook of ROWS with some of its parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name.rsplit("/")[-1].split(".")[0], old.read(name)))
    return out.getvalue()


def sheet(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{inner}</worksheet>'.encode()


FAR_CELL = sheet('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "encrypted"),
        (b"PK\x03\x04 xl/workbook.xml", "broken"),
        (workbook(ROWS)[:-200], "broken"),
        (packed(sheet1=b"<worksheet"), "broken"),
        (packed(sheet1=b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'), "broken"),
        (packed(sheet1=b" " * 70_000_000), "too large"),
        (packed(sheet1=sheet('<sheetData/><mergeCell ref="A1:XFD1048576"/>')), "too large"),
        (packed(sheet1=FAR_CELL), "too large"),
        (workbook([["catatan saja"]]), "no sheet"),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_read_is_refused_with_a_sentence(content, said):
    with pytest.raises(CannotRead, match=said) as refused:
        read_cells(content, "bps-xlsx")
    assert refused.value.fix


def test_two_combinations_that_build_one_key_are_both_named():
    with pytest.raises(CannotRead, match="vervar 1, var 11, turvar 11.*vervar 11, var 11, turvar 1,"):
        read_cells((FOLDER / "webapi_collision.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": "OK", "data-availability": "list-not-available", "data": ""}, "without figures"),
        ({"status": "OK", "data-availability": "available", "data": [{"page": 1}, [{}]]}, "list of tables"),
        ({"datacontent": {"1": 1}}, 'no list "vervar"'),
        ({"success": True, "result": {"records": []}}, "no records"),
    ],
)
def test_json_without_figures_is_refused_with_a_sentence(answer, said):
    with pytest.raises(CannotRead, match=said):
        read_cells(json.dumps(answer))


def test_json_that_names_a_key_twice_is_refused():
    with pytest.raises(CannotRead, match="stands twice"):
        read_cells('{"datacontent":{"1":1,"1":2}}', "webapi")


@pytest.mark.parametrize(
    "content", ["", "halo dunia\n", "a,b\n1,2\n3,4\n", "{}", "[1]", "<p>teks</p>", "\ufeff"]
)
def test_what_is_no_official_table_lists_the_shapes(content):
    with pytest.raises(CannotRead, match="no official table") as refused:
        shape_of(content)
    assert "--as" in refused.value.fix and "webapi" in refused.value.fix


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(CannotRead, match="UTF-8"):
        read_cells("Judul,é\n".encode("latin-1"), "bps-csv")


def test_an_unquoted_decimal_comma_is_refused_with_its_line():
    text = "No,uraian,satuan,2030,2031\n1,TPAK,%,70,12\n2,TPAK,%,70,12,71,05\n"
    with pytest.raises(CannotRead, match="line 3 has more cells"):
        read_official(text, "portal", region="35.05")


def test_spans_of_html_are_bounded():
    cell = '<td colspan="1000" rowspan="1000">1</td>'
    with pytest.raises(CannotRead, match="spans more cells"):
        read_cells(f"<table>{f'<tr>{cell}</tr>' * 3}</table>", "bps-html")


@pytest.mark.parametrize(
    ("printed", "unit", "beside", "value"),
    [
        ("1,234", "persons", [], "1234"),
        ("1,234", "percent", [], "1.234"),
        ("1.234", "persons", ["5,6"], "1234"),
        ("1.234", "percent", ["70.12"], "1.234"),
        ("1.234", "percent", ["70,12"], None),
        ("1,234", "", ["70,12"], "1.234"),
        ("1,234", "", ["1,234,567"], "1234"),
        ("1,234", "", [], None),
        ("5,7", "persons", [], None),
        ("0,7281", "percent", [], "0.7281"),
        ("12 345", "persons", [], "12345"),
        ("12.345*)", "persons", [], "12345"),
        ("70,12 %", "percent", [], "70.12"),
        ("1.2.3", "persons", [], None),
        ("١٢", "persons", [], None),
        ("-5", "persons", [], None),
        ("12 34", "persons", [], None),
    ],
)
def test_a_separator_is_decided_by_unit_and_neighbours_or_refused(printed, unit, beside, value):
    if value is None:
        with pytest.raises(Unreadable):
            read_mark(printed, unit, beside)
    else:
        assert str(read_mark(printed, unit, beside)[0]) == value


@pytest.mark.parametrize(
    ("heads", "title", "as_of"),
    [
        (["2030", "Agustus"], "", "2030-08"),
        (["2030", "Tahunan"], "", "2030"),
        (["2030"], "Keadaan Agustus 2030", "2030-08"),
        (["2029"], "Keadaan Agustus 2030", "2029"),
        (["2029"], "Agustus, 2028-2030", "2029-08"),
        (["Triwulan II 2030"], "", "2030-06"),
        (["Semester 2 2030"], "", "2030-12"),
        (["Agustus 2030/August 2030"], "", "2030-08"),
        ([], "Posisi 31 Desember 2030", "2030-12-31"),
        ([], "Februari dan Agustus 2030", "2030"),
        ([], "2029-2030", ""),
        (["15-24"], "1.2030", ""),
    ],
)
def test_the_date_comes_from_the_head_then_the_title(heads, title, as_of):
    assert when(heads, title, "").as_of == as_of


def test_every_refusal_is_a_row_and_every_row_is_used():
    files = Path(refusals.__file__).parent.glob("*.py")
    used = [name for file in files for name in re.findall(r'refusal\(\s*"([^"]+)"', file.read_text("utf-8"))]
    assert set(used) == set(refusals._rows())


def test_quotes_that_do_not_pair_swallow_no_lines():
    text = 'Penduduk Bekerja,,\n,2030,2031\n"Pacitan,10,11\nNgawi,20,21\n"Blitar",30,31\n'
    assert len(read_cells(text, "bps-csv")) == 6


def test_no_phrase_is_longer_than_the_reader_looks():
    assert max(len(tokens(phrase)) for phrase, _, _ in _rows()) <= _LONGEST

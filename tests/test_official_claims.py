"""Official tables of every shape: their claims, what is no claim and why, and what did not add up."""

import html
import json
from pathlib import Path

import pytest
from official_workbook import FOLDER, age_groups, workbook

from ucjlib.core.errors import UnknownRegion
from ucjlib.core.tables import LINE, cell_text, read_text
from ucjlib.read.official import (
    jump_sentences,
    jumps,
    official_unbound,
    read_cells,
    read_official,
    shape_of,
    shapes,
    sum_sentences,
    sums,
)
from ucjlib.reference.schemas import columns, conform

FILES = {
    "twins.csv": "bps-csv",
    "title_and_heads.csv": "bps-csv",
    "age_groups.xlsx": "bps-xlsx",
    "status_static.html": "bps-html",
    "firms_and_people.html": "bps-html",
    "webapi.json": "webapi",
    "webapi_rate.json": "webapi",
    "mixed_separators.txt": "portal",
    "long_form.csv": "portal",
    "ckan.json": "portal",
    "ministry.txt": "ministry",
}


def content(name: str) -> bytes | str:
    return age_groups() if name == "age_groups.xlsx" else (FOLDER / name).read_text(encoding="utf-8")


def shown(frame, names):
    return [[cell_text(cell) for cell in row] for row in frame[names].itertuples(index=False, name=None)]


def gold(name: str, kind: str):
    return read_text(FOLDER / f"{Path(name).stem}_{kind}.csv").drop(columns=LINE)


@pytest.mark.parametrize("name", FILES)
def test_the_claims_of_a_table(name):
    wanted, found = gold(name, "claims"), read_official(content(name))
    assert list(found.columns) == list(columns("claims")["column"])
    assert shown(found, list(wanted.columns)) == wanted.values.tolist()
    conform(found, "claims")


@pytest.mark.parametrize("name", FILES)
def test_every_other_cell_is_listed_with_its_reason(name):
    wanted, found = gold(name, "unbound"), official_unbound(content(name))
    assert shown(found, list(wanted.columns)) == wanted.values.tolist()
    assert len(found) + len(read_official(content(name))) == len(read_cells(content(name)))


@pytest.mark.parametrize(("name", "shape"), FILES.items())
def test_the_content_tells_the_shape(name, shape):
    assert shape_of(content(name)) == shape
    text = content(name)
    assert shape_of(text.encode() if isinstance(text, str) else text) == shape


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(("xlsx", "ckan.json"))])
def test_a_figure_of_a_text_points_at_its_characters(name):
    text = content(name)
    assert isinstance(text, str)
    claims = read_official(text)
    assert [text[row.start : row.end] for row in claims.itertuples()] == claims["printed"].tolist()


def test_every_shape_has_an_example():
    assert set(FILES.values()) == set(shapes())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("twins.csv", ['column 3: "Jumlah" prints 761, its rows add to 760, a difference of 1']),
        (
            "age_groups.xlsx",
            [
                'line 6: "Jumlah" prints 14501, its columns add to 14500, a difference of 1',
                'line 9: "Jumlah" prints 27182, its columns add to 27181, a difference of 1',
            ],
        ),
        (
            "firms_and_people.html",
            [
                f'column {n}: "Jumlah" adds unlike things: employers and people; no total of one thing'
                for n in (3, 4)
            ],
        ),
        ("ministry.txt", ['column 3: "Total" prints 141301, its rows add to 140301, a difference of 1000']),
        ("webapi.json", []),
    ],
)
def test_what_does_not_add_up_is_a_sentence(name, said):
    assert sum_sentences(sums(read_cells(content(name)))) == said


def test_a_jump_beside_its_neighbours_is_a_sentence_and_stays_as_printed():
    cells = read_cells(content("mixed_separators.txt"))
    assert jump_sentences(jumps(cells)) == [
        'line 5, column 5: "7,11" (Tingkat partisipasi angkatan kerja, 2030) '
        "is about 0.1 times its neighbours, 70.585"
    ]
    assert cells.loc[cells["printed"] == "7,11", "value"].item() == 7.11


def test_parts_that_lie_in_each_other_are_not_added_twice():
    text = "Kegiatan,,\n,2030,2031\nAngkatan Kerja,105,106\nBekerja,100,100\nPengangguran,5,6\n"
    found = sums(read_cells(f"{text}Bukan Angkatan Kerja,50,51\nJumlah,155,158\n", "bps-csv"))
    assert found[["outcome", "note"]].values.tolist() == [
        ["agree", "parts lie in each other"],
        ["cannot_tell", "parts lie in each other"],
    ]


def test_html_may_be_escaped_inside_json():
    table = content("status_static.html")
    assert isinstance(table, str)
    inside = table[table.index("<table") : table.index("</body>")]
    title = "Penduduk 15 Tahun Ke Atas Menurut Status Pekerjaan Utama di Indonesia"
    answer = json.dumps({"status": "OK", "data": {"title": title, "table": html.escape(inside)}})
    claims, plain = read_official(answer), read_official(table)
    assert shape_of(answer) == "bps-html"
    assert claims["value"].tolist() == plain["value"].tolist() and claims["start"].isna().all()


def test_the_ministrys_table_is_one_in_three_writings():
    lines = [
        line.strip("| ").split("|")
        for line in str(content("ministry.txt")).splitlines()
        if "|" in line and "---" not in line
    ]
    rows = [["", *line][-4:] for line in ([cell.strip() for cell in line] for line in lines)]
    title = str(content("ministry.txt")).splitlines()[0]
    csv = "\n".join([title, *(";".join(row) for row in rows)])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    wanted = read_official(content("ministry.txt"))["value"].tolist()
    for writing in (csv, f"<h3>{title}</h3><table>{body}</table>"):
        assert shape_of(writing) == "ministry"
        assert read_official(writing)["value"].tolist() == wanted


def test_a_range_of_months_is_the_state_at_its_end():
    head = "No;Provinsi;Kepesertaan Aktif;Kepesertaan Non Aktif\n1;Aceh;1.234;5\n2;Riau;1;2\n"
    claims = read_official("Kepesertaan BPJS Ketenagakerjaan Januari-Februari 2031\n" + head)
    assert set(claims["as_of"]) == {"2031-02"}
    assert claims["notes"].str.contains("printed as a range: the state at its end").all()


def test_the_caller_may_name_the_region_and_the_day():
    text = "Penduduk Bekerja,,\n,Laki-laki,Perempuan\nJumlah (Ribu orang),10.5,11\n"
    assert official_unbound(text)["reason"].unique().tolist() == [
        "no text tells the place; name it with region"
    ]
    claims = read_official(text, published="2031-05-06", region="Kota Blitar")
    assert shown(claims, ["region_code", "value", "as_of", "as_of_basis", "segment"]) == [
        ["35.72", "10500", "2031-05-06", "statement", "male"],
        ["35.72", "11000", "2031-05-06", "statement", "female"],
    ]
    with pytest.raises(UnknownRegion):
        read_official(text, region="Kota Sukamaju")


def test_a_number_against_the_printed_kind_is_no_code():
    rows = [["Penduduk Bekerja 2031"], ["Kabupaten/Kota", "Laki-laki", "Perempuan"]]
    body = [["01. Pacitan", 1, 2], ["02. Kota Kediri", 3, 4], ["03. Blitar", 5, 6]]
    claims = read_official(workbook([*rows, *body]))
    assert claims["place"].unique().tolist() == ["Kabupaten Pacitan", "Kota Kediri", "Blitar"]
    assert claims.loc[claims["place"] == "Blitar", "region_code"].tolist() == ["", ""]


def test_a_region_that_stands_twice_with_two_figures_is_said_beside_both():
    text = "Kabupaten/Kota,Penduduk Bekerja (Orang),\n,2030,2031\nMerauke,10,11\nAsmat,20,21\nMerauke,30,11\n"
    claims = read_official(text)
    twice = claims[claims["notes"].str.contains("too for this place")]
    assert shown(twice, ["place", "value", "as_of"]) == [
        ["Kabupaten Merauke", "10", "2030"],
        ["Kabupaten Merauke", "30", "2030"],
    ]


def test_the_title_of_another_figure_does_not_lend_its_name():
    text = "Kabupaten/Kota,{},\n,2030,2031\nPacitan,1000,1100\nNgawi,900,950\n"
    for title in ("Rata-rata Upah Pekerja Informal (Rp)", "Bukan Angkatan Kerja", "Luas Panen (Ha)"):
        assert read_official(text.format(title)).empty


def test_figures_that_look_like_years_or_column_numbers_stay_figures():
    text = "Kabupaten/Kota,Penduduk Bekerja (Orang),\n,2030,2031\nPacitan,2030,1995\nNgawi,1,2\n"
    assert read_official(text)["value"].tolist() == [2030, 1995, 1, 2]
    rows = [["Penduduk Bekerja"], ["Kabupaten/Kota", 2030, 2031], ["Pacitan", 2030, 1995], ["Ngawi", 1, 2]]
    assert read_official(workbook(rows))["value"].tolist() == [2030, 1995, 1, 2]


def test_a_sheet_may_hold_what_is_no_number_and_shares_shown_in_percent():
    import io

    import openpyxl

    rows: list[list[object]] = [
        ["TPT di Provinsi Jambi, Agustus 2031"],
        ["Kabupaten/Kota", "TPT"],
        ["01. Kerinci", "#REF!"],
    ]
    rows += [["02. Merangin", 0.0481], ["Provinsi Jambi", 5.1234567890123]]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    book.active["B4"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    claims = conform(read_official(out.getvalue()), "claims")
    assert shown(claims, ["place", "value", "printed"]) == [
        ["Kabupaten Merangin", "4.8", "4.8%"],
        ["Provinsi Jambi", "5.123456789", "5.123456789"],
    ]
    assert official_unbound(out.getvalue())["printed"].tolist() == ["#REF!"]

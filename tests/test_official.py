"""The CSV export of a BPS web table: every cell with its levels, unit and reason; sums reported."""

from pathlib import Path

import pytest

from ucjlib.core.errors import CannotRead
from ucjlib.core.tables import LINE, cell_text, read_text
from ucjlib.read.official import SUM_COLUMNS, read_cells, sums

FOLDER = Path(__file__).parent / "examples" / "official"


def example(name: str):
    return read_cells((FOLDER / f"{name}.csv").read_text(encoding="utf-8"), "bps-csv")


def test_a_stacked_header_is_filled_to_the_right_and_joined():
    cells = example("working_people")
    gold = read_text(FOLDER / "working_people_gold.csv").drop(columns=LINE)
    shown = cells[list(gold.columns)].assign(value=cells["value"].map(cell_text))
    assert shown.values.tolist() == gold.values.tolist()


def test_the_notes_are_kept_without_tags_and_end_the_table():
    assert example("working_people")["notes"].unique().tolist() == [
        "Angka 2030 memakai penimbang lama, Februari saja"
    ]


def test_cells_point_at_their_place_in_the_file():
    lines = (FOLDER / "working_people.csv").read_text(encoding="utf-8").splitlines()
    for row in example("working_people").itertuples():
        assert lines[row.row - 1].split(",")[row.column - 1].strip() == row.printed


def test_what_adds_up_and_what_does_not_is_reported():
    found = sums(example("provinces_total"))
    assert list(found.columns) == SUM_COLUMNS
    said = (
        found[["direction", "total", "of", "difference", "outcome"]]
        .map(lambda cell: "" if cell != cell else cell)
        .values.tolist()
    )
    assert said == [
        ["rows", "Indonesia", "2", 0.0, "agree"],
        ["rows", "Indonesia", "3", "", "cannot_tell"],
        ["rows", "Indonesia", "4", 90000.0, "disagree"],
        ["columns", "Total", "4", 0.0, "agree"],
        ["columns", "Total", "5", "", "cannot_tell"],
        ["columns", "Total", "6", 90000.0, "disagree"],
    ]


def test_percentages_are_not_added():
    assert sums(read_cells("Persen,,\n,A,Total\nX (%),10.0,90.0\nTotal (%),1.0,2.0\n", "bps-csv")).empty


@pytest.mark.parametrize("shape", ["bps", "xlsx"])
def test_another_shape_is_refused_by_name(shape):
    with pytest.raises(CannotRead, match="bps-csv, bps-xlsx, bps-html, webapi, portal, ministry"):
        read_cells("a,b\n", shape=shape)


@pytest.mark.parametrize("text", ["", "\n\n", "Judul,,\n,2023,2024\n", "satu baris saja\n"])
def test_a_text_without_numbers_is_no_table(text):
    with pytest.raises(CannotRead, match="no BPS web table"):
        read_cells(text, "bps-csv")


@pytest.mark.parametrize("cell", ["1.234.567", '"1,5"', "1e3", "abc", "NaN", "١٢"])
def test_a_cell_that_is_neither_number_nor_missing_is_refused(cell):
    with pytest.raises(CannotRead, match="no number"):
        read_cells(f"Judul,,\n,2023,2024\nJumlah (orang),12,{cell}\n", "bps-csv")

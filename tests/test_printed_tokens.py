"""The printed tokens of the shared table of real figures, where it is present.

At least 99 of 100 read to the recorded value. Those that do not are listed, with the reason, in
`examples/printed_exceptions.csv`: a token that starts or stops to differ fails here.
"""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest

from ucjlib.core.errors import CannotRead
from ucjlib.read.numbers import Number, read_number, read_range

SHARED = Path(os.environ.get("UCJ_SHARED", Path(__file__).resolve().parents[2] / "shared"))
FIGURES = SHARED / "figures" / "article_figures.csv"
EXCEPTIONS = Path(__file__).with_name("examples") / "printed_exceptions.csv"


def _table(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(row: dict) -> Number:
    token, unit, qualifier = row["value_as_printed"], row["unit"], row["qualifier"]
    if qualifier in ("range_low", "range_high"):
        try:
            return read_range(token, unit)[qualifier == "range_high"]
        except CannotRead:
            # Some ends of a range were printed apart, each as a number of its own.
            return read_number(token, unit, qualifier)
    return read_number(token, unit, qualifier)


def _reading(row: dict) -> str:
    try:
        number = _read(row)
    except CannotRead:
        return "refused"
    assert number.low <= number.value <= number.high
    assert row["value_as_printed"][number.start : number.end] == number.printed
    return "" if number.value == Decimal(row["value"]) else str(number.value)


def _differing() -> list[tuple[str, str, str, str]]:
    readings = [(row, _reading(row)) for row in _table(FIGURES)]
    return [(r["value_as_printed"], r["unit"], r["value"], reading) for r, reading in readings if reading]


@pytest.mark.skipif(not FIGURES.exists(), reason="the shared table of figures is not beside this checkout")
def test_printed_tokens_read_to_their_recorded_value_but_for_the_listed():
    differing = _differing()
    columns = ("printed", "unit", "recorded_value", "reading")
    listed = [tuple(row[column] for column in columns) for row in _table(EXCEPTIONS)]
    assert sorted(differing) == sorted(listed)
    assert len(differing) <= 0.01 * len(_table(FIGURES))


@pytest.mark.parametrize("row", _table(EXCEPTIONS), ids=lambda row: row["printed"])
def test_a_listed_misprint_is_refused_and_not_repaired(row):
    assert row["why"]
    if row["reading"] == "refused":
        with pytest.raises(CannotRead):
            read_number(row["printed"], row["unit"])
    else:
        assert read_number(row["printed"], row["unit"]).value == Decimal(row["reading"])

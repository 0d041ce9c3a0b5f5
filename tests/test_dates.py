"""Dates: every row of `examples/dates.csv`, and what must hold for any day and any text."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ucjlib.core.errors import BadDate, CannotRead
from ucjlib.core.period import first_day, last_day
from ucjlib.read.dates import find_dates, read_date
from ucjlib.read.month_spans import months_in_span

EXAMPLES = Path(__file__).with_name("examples") / "dates.csv"
COLUMNS = ["text", "published", "as_of", "period_start", "kind", "outcome", "note"]


def _rows(outcome: str) -> list:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert list(rows[0]) == COLUMNS
    wanted = [row for row in rows if row["outcome"] == outcome]
    return [pytest.param(row, id=f"{row['text']!a} {row['published']}") for row in wanted]


@pytest.mark.parametrize("row", _rows("read"))
def test_a_printed_date_reads(row):
    found = read_date(row["text"], row["published"])
    assert (found.as_of, found.period_start, found.kind) == (row["as_of"], row["period_start"], row["kind"])
    assert row["text"][found.start : found.end] == found.printed


@pytest.mark.parametrize("row", _rows("refused"))
def test_what_is_no_certain_date_is_refused(row):
    with pytest.raises(CannotRead):
        read_date(row["text"], row["published"])


def test_enough_examples():
    assert len(_rows("read")) >= 100
    assert len(_rows("refused")) >= 40


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Pada Senin (14/4/2025) pukul 10.15", ["2025-04-14"]),
        ("tercatat per Desember 2024 sebanyak 2.024 orang", ["2024-12"]),
        ("2024 pekerja, hingga 2024 pekerja", []),
        ("pada 2023, tahun 2022", ["2023", "2022"]),
        ("rasio 3/4, Permenaker 5/2021, 68/2.947 proyek", []),
        ("hingga Maret, 2025 pekerja terdaftar", ["2025-03"]),
        ("tahun ini dan Kamis (10/4)", ["2025", "2025-04-10"]),
        ("31 November 2024, 22/10/2925, 23/20", []),
        ("1 Januari hingga 31 Oktober 2024", ["2024-10-31"]),
        ("di Mei lalu ada 31 desa", ["2024-05"]),
        ("minggu ini", []),
        ("RPJMD 2025-2029", ["2029"]),
        ("sebanyak 1950-2000 pekerja", []),
        ("akhir tahun lalu", ["2024-12"]),
        ("UU/14/4/2025 dan A14/4/2025", []),
    ],
)
def test_dates_in_running_text(text, dates):
    assert [found.as_of for found in find_dates(text, "2025-04-14")] == dates


@pytest.mark.parametrize(
    ("text", "published", "dates"),
    [
        ("naik dari 41 persen pada Agustus tahun lalu", "2025-09-18", [("2024-08", "")]),
        ("Akhir tahun lalu 30, awal tahun ini 28", "2025-09-18", [("2024-12", ""), ("2025-01", "")]),
        ("hingga triwulan III tahun ini", "2025-10-18", [("2025-09", "2025-07")]),
        ("sampai triwulan III", "2025-10-18", [("2025-09", "2025-07")]),
        ("sampai triwulan III", "2025-04-18", []),
        (
            "semester I tahun lalu, semester I lalu",
            "2025-09-18",
            [("2024-06", "2024-01"), ("2025-06", "2025-01")],
        ),
        ("Enam bulan pertama 2025; enam bulan", "2025-09-18", [("2025-06", "2025-01")]),
        (
            "Februari kemarin, November lalu, Juni lalu",
            "2025-03-24",
            [("2025-02", ""), ("2024-11", ""), ("2024-06", "")],
        ),
        ("Posisi Mei 2025 34, Mei tahun sebelumnya 31", "2026-01-05", [("2025-05", ""), ("2024-05", "")]),
        ("Pada 2023 28, setahun kemudian 31", "2025-08-12", [("2023", ""), ("2024", "")]),
        ("Pada 2024 3.100, tahun berikutnya 1.200", "2026-01-13", [("2024", ""), ("2025", "")]),
        ("pada Mei 2025 44. Setahun sebelumnya 40", "2025-06-26", [("2025-05", ""), ("2024-05", "")]),
        ("Setahun lalu, September 2023, 61.200", "2024-12-10", [("2023", ""), ("2023-09", "")]),
        ("Agustus lalu jatuh; pada bulan yang sama", "2025-11-16", [("2025-08", ""), ("2025-08", "")]),
        ("pada Oktober. Tahun sebelumnya pada bulan itu", "2024-12-04", [("2024-10", ""), ("2023-10", "")]),
        (
            "akhir Oktober tahun ini; bulan yang sama setahun lalu",
            "2023-11-15",
            [("2023-10", ""), ("2022-10", "")],
        ),
        (
            "sejak Januari hingga akhir September 2025; periode yang sama tahun lalu",
            "2025-10-08",
            [("2025-09", "2025-01"), ("2024-09", "2024-01")],
        ),
        ("sejak Januari lalu hingga Oktober 2025", "2025-11-18", [("2025-10", "2025-01")]),
        ("Januari-November 2025. Pada kurun itu", "2025-12-02", [("2025-11", "2025-01")] * 2),
        ("sejak awal tahun hingga Oktober", "2023-11-15", [("2023-10", "2023-01")]),
        ("Januari sampai Agustus tahun lalu", "2025-11-15", [("2024-08", "2024-01")]),
        ("semester I tahun ini; pada semester tersebut", "2024-08-22", [("2024-06", "2024-01")] * 2),
        ("hingga akhir tahun, pertengahan tahun", "2024-08-22", [("2024", "")]),
        ("Rabu (20/8/2025): bulan itu, setahun kemudian", "2025-08-21", [("2025-08-20", "")]),
    ],
)
def test_dates_told_by_words(text, published, dates):
    assert [(found.as_of, found.period_start) for found in find_dates(text, published)] == dates


def test_words_of_an_earlier_date_mean_nothing_far_away():
    assert [found.as_of for found in find_dates("per Mei 2025" + " x" * 500 + " bulan itu")] == ["2025-05"]


def test_words_of_an_earlier_date_alone_are_refused():
    with pytest.raises(CannotRead):
        read_date("bulan yang sama", "2025-04-14")


def test_a_wrong_weekday_over_a_full_date_is_found_and_told():
    (found,) = find_dates("Selasa (14/4/2025)")
    assert (found.as_of, found.weekday_ok) == ("2025-04-14", False)


def test_a_wrong_weekday_over_a_day_without_year_gives_no_date():
    assert find_dates("Selasa (14/4)", "2025-04-14") == []


def test_no_clock():
    assert find_dates("tahun ini, saat ini, Kamis (10/10)") == []


def test_a_day_of_publication_that_is_none_is_said():
    with pytest.raises(BadDate):
        find_dates("tahun ini", "2025-02-30")


NAMES = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
MONTHS = NAMES.split()
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
days = st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31))

WRITTEN = {
    "named": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "short": lambda d: f"{d.day} {MONTHS[d.month - 1][:3]}. {d.year}",
    "slashes": lambda d: f"{d.day}/{d.month}/{d.year}",
    "padded": lambda d: f"{d:%d/%m/%Y}",
    "dashes": lambda d: f"{d.day}-{d.month}-{d.year}",
    "points": lambda d: f"{d:%d.%m.%Y}",
    "iso": lambda d: d.isoformat(),
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]} ({d.day}/{d.month}/{d.year})",
    "weekday named": lambda d: f"{WEEKDAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}",
}


@pytest.mark.parametrize("style", WRITTEN)
@given(day=days)
def test_every_real_day_reads_back(style, day):
    text = WRITTEN[style](day)
    assert read_date(text).as_of == day.isoformat()
    assert [found.as_of for found in find_dates(f"Tercatat {text}, naik.")] == [day.isoformat()]


@given(days, st.integers(0, 6))
def test_only_the_right_weekday_is_taken(day, weekday):
    text = f"{WEEKDAYS[weekday]} ({day.day}/{day.month}/{day.year})"
    (found,) = find_dates(text)
    assert found.weekday_ok == (day.weekday() == weekday)


@given(days, st.integers(0, 330))
def test_a_day_without_year_is_the_nearest_before_publication(day, later):
    published = day + dt.timedelta(days=later)
    assume(published.year <= 2100 and (day.month, day.day) != (2, 29))
    text = f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month})"
    assert read_date(text, published.isoformat()).as_of == day.isoformat()


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1945, 2100))
def test_a_day_that_does_not_exist_is_never_repaired(day, month, year):
    try:
        real = dt.date(year, month, day).isoformat()
    except ValueError:
        with pytest.raises(CannotRead):
            read_date(f"{day}/{month}/{year}")
    else:
        assert read_date(f"{day} {MONTHS[month - 1]} {year}").as_of == real


@given(days, days)
def test_spans_run_from_start_to_end(one, other):
    assume(one < other)
    found = read_date(f"{WRITTEN['named'](one)} hingga {WRITTEN['named'](other)}")
    assert (found.period_start, found.as_of, found.kind) == (one.isoformat(), other.isoformat(), "span")


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1990, 2050))
def test_month_spans_count_both_ends(first, last, year):
    assume(first <= last)
    assert months_in_span(f"{MONTHS[first - 1]} hingga {MONTHS[last - 1]} {year}") == last - first + 1


WORDS = """1 14 31 2024 2025 / - – . , ( ) Senin Jumat Mei Desember Okt. hingga per tahun ini lalu akhir
triwulan I 8.125 semester Q sepanjang sebelumnya setahun kemudian bulan itu periode sama yang awal"""
PIECES = st.sampled_from([*WORDS.split(), "\u200b", "１", "\n"])
anything = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))


@given(anything, st.sampled_from(["", "2025", "2025-04", "2025-04-14", "2024-02-29"]))
def test_any_text_gives_whole_dates_and_true_spans(text, published):
    found = find_dates(text, published)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    for date in found:
        assert text[date.start : date.end] == date.printed != ""
        assert first_day(date.period_start or date.as_of) <= last_day(date.as_of)


@given(anything)
def test_reading_raises_nothing_but_cannot_read(text):
    try:
        found = read_date(text, "2025-04-14")
    except CannotRead as refused:
        assert refused.why
    else:
        assert text[found.start : found.end] == found.printed

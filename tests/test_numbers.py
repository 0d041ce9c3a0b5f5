"""Numbers: every row of `examples/numbers.csv`, and what must hold for any number and any text."""

import csv
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

import ucjlib
from ucjlib.core.errors import CannotRead
from ucjlib.core.tables import read_text
from ucjlib.read import words
from ucjlib.read.numbers import Number, Refusal, find_numbers, read_number, read_range
from ucjlib.read.values import KNOWN
from ucjlib.read.words import COLUMNS as COLUMNS_OF_WORDS
from ucjlib.read.words import TABLES

EXAMPLES = Path(__file__).with_name("examples") / "numbers.csv"
REFERENCE = Path(ucjlib.__file__).parent / "reference"
COLUMNS = ["text", "unit_hint", "value", "low", "high", "unit", "qualifier", "outcome", "note"]


def _rows(*outcomes: str) -> list:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert list(rows[0]) == COLUMNS
    wanted = [row for row in rows if row["outcome"] in outcomes]
    return [pytest.param(row, id=f"{row['text']!a} {row['unit_hint']}") for row in wanted]


def _told(row: dict) -> tuple:
    return *(Decimal(row[k]) for k in ("value", "low", "high")), row["unit"], row["qualifier"]


def _got(number: Number) -> tuple:
    return number.value, number.low, number.high, number.unit, number.qualifier


@pytest.mark.parametrize("row", _rows("read"))
def test_a_printed_number_reads(row):
    number = read_number(row["text"], row["unit_hint"])
    assert _got(number) == _told(row)
    assert row["text"][number.start : number.end] == number.printed


@pytest.mark.parametrize("row", _rows("range"))
def test_a_printed_range_reads_as_two_numbers(row):
    ends = read_range(row["text"], row["unit_hint"])
    assert _got(ends[row["qualifier"] == "range_high"]) == _told(row)
    with pytest.raises(CannotRead, match="read_range"):
        read_number(row["text"], row["unit_hint"])


@pytest.mark.parametrize("row", _rows("refused"))
def test_what_is_no_certain_number_is_refused(row):
    with pytest.raises(CannotRead):
        read_number(row["text"], row["unit_hint"])


@pytest.mark.parametrize("row", _rows("read"))
def test_in_running_text_a_number_is_never_clipped(row):
    """Without a hint it reads to the same value, or is refused, or needs the hint; never a part of it."""
    try:
        alone = [read_number(row["text"]).value]
    except CannotRead:
        return
    found = find_numbers(f"Sebanyak {row['text'].strip()} tercatat.")
    assert [x.value for x in found if isinstance(x, Number)] in (alone, [])


def test_enough_examples():
    assert len(_rows("read", "range", "refused")) >= 400
    assert len(_rows("refused")) >= 100


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Cakupan 31,94 persen dari 130.263 pekerja.", ["31,94 persen", "130.263"]),
        ("Naik dari 30 persen hingga 40 persen", ["30 persen", "40 persen"]),
        ("meningkat tajam dari 30 hingga 40 persen", ["30", "40 persen"]),
        ("naik 3 hingga 4 persen", ["3 hingga 4 persen"] * 2),
        ("3 SD 5 SMP", ["3", "5"]),
        ("tahun 2024 – 31 persen", ["2024", "31 persen"]),
        ("iuran Rp16.800 per orang", ["Rp16.800"]),
        ("Tercapai 24 persen hingga 31 Desember", ["24 persen", "31"]),
        ("Sejak 2024-2025 terdaftar 13-15 ribu orang", ["2024", "2025", "13-15 ribu", "13-15 ribu"]),
        ("Naik 25 persen lebih tinggi", ["25 persen"]),
        ("Ada 25 ribu lebih peserta", ["25 ribu"]),
        ("Kabupaten Lima Puluh Kota dan Kepulauan Seribu", []),
        ("salah satu dari kedua pihak", []),
        ("peringkat kedua, urutan ke-3", ["kedua", "ke-3"]),
        ("iuran Rp 16.800,- per bulan", ["Rp 16.800,-"]),
        ("selama 3 bulan, sampai 12 bulan ini", ["3 bulan", "12"]),
        ("8.125 tahun 2024, 5.000 tahun ini", ["8.125", "2024", "5.000"]),
        ("Tahun 2025. 229 desa", ["2025", "229"]),
        ("hampir mencapai 90 persen", ["90 persen"]),
        ("masing-masing 2.400, 900 dan 350 kartu", ["2.400", "900", "350"]),
        ("hanya 412, 380 dan 215 peserta", ["412", "380", "215"]),
        ("iuran Rp16.800, 6 juta orang", ["Rp16.800", "6 juta"]),
        ("tertinggi kedua, posisi kita ketiga", ["kedua", "ketiga"]),
        ("tertinggi 62,1 persen, terbanyak keluarga", ["62,1 persen"]),
        ("selama duabelas bulan", ["duabelas bulan"]),
    ],
)
def test_numbers_in_running_text(text, printed):
    assert [x.printed for x in find_numbers(text)] == printed
    assert not any(isinstance(x, Refusal) for x in find_numbers(text))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Rabu (14/4/2025) pukul 10.15 WIB", ["14/4/2025", "10.15"]),
        ("sebanyak 37. 229 pekerja", ["37. 229"]),
        ("anggaran Rp1, 592 triliun", ["Rp1, 592 triliun"]),
        ("anggaran Rp 369, 6 juta", ["Rp 369, 6 juta"]),
        ("tercatat 854.2023 orang", ["854.2023"]),
        ("ribuan pekerja, puluhan ribu petani", ["ribuan", "puluhan ribu"]),
        ("Covid-19 dan PP50", ["19", "50"]),
        ("51,495 tanpa satuan", ["51,495"]),
        ("3\u200b1 persen", ["3\u200b1"]),
        ("1" * 19, ["1" * 19]),
    ],
)
def test_refusals_in_running_text_cover_the_whole_run(text, printed):
    found = find_numbers(text)
    assert [x.printed for x in found] == printed
    assert all(isinstance(x, Refusal) and x.reason for x in found)


@pytest.mark.parametrize("name", TABLES)
def test_a_phrase_has_one_meaning_in_a_role(name):
    table = read_text(Path(words.__file__).with_name(name), COLUMNS_OF_WORDS)
    assert not table.duplicated(["phrase", "role"]).any()
    assert (table["phrase"] == table["phrase"].str.casefold()).all()


def test_word_tables_use_the_vocabulary_of_claims():
    qualifiers = set(read_text(REFERENCE / "qualifiers.csv")["qualifier"])
    units = set(read_text(REFERENCE / "units.csv")["unit"])
    roles = words.vocabulary()
    assert {*roles["qualifier_before"].values(), *roles["qualifier_after"].values()} <= qualifiers
    assert {*roles["unit"].values(), *roles["noun"].values(), *KNOWN} - {"years"} <= units


def test_a_hint_decides_what_the_token_leaves_open():
    assert read_number("51,495", "workers").value == 51495
    assert read_number("51,495", "percent").value == Decimal("51.495")
    with pytest.raises(CannotRead):
        read_number("51,495")


def test_a_given_qualifier_replaces_the_printed_one():
    assert read_number("8.000-an", "workers", "almost").high == 8000
    assert read_number("41 persen", qualifier="range_low").low == 40


counts = st.integers(0, 10**15)


@given(counts)
def test_points_part_thousands(n):
    assert read_number(f"{n:,}".replace(",", ".")).value == n


@given(counts)
def test_commas_part_thousands_of_counted_things(n):
    assert read_number(f"{n:,}", "workers").value == n


@given(st.integers(0, 10**9), st.integers(1, 4))
def test_decimal_commas_of_percentages(n, places):
    value = Decimal(n).scaleb(-places)
    number = read_number(f"{value:f} persen".replace(".", ","))
    step = Decimal(1).scaleb(-places)
    assert (number.value, number.high) == (value, value + step)
    assert number.low == max(value - step, 0)


@given(st.integers(1, 9999), st.integers(0, 2), st.sampled_from([("ribu", 3), ("juta", 6), ("miliar", 9)]))
def test_scale_words_multiply_exactly(n, places, scale):
    face = Decimal(n).scaleb(-places)
    if face >= 1000:
        return
    number = read_number(f"Rp{face:f} {scale[0]}".replace(".", ","))
    assert number.value == face.scaleb(scale[1])
    assert number.high - number.value == Decimal(1).scaleb(scale[1] - places)


UNITS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def _spell(n: int) -> str:
    """An independent speller: the school rule."""
    if n < 10:
        return UNITS[n]
    if n < 12:
        return {10: "sepuluh", 11: "sebelas"}[n]
    if n < 20:
        return f"{UNITS[n - 10]} belas"
    for size, name, one in [
        (10**9, "miliar", ""),
        (10**6, "juta", ""),
        (10**3, "ribu", "seribu"),
        (100, "ratus", "seratus"),
        (10, "puluh", ""),
    ]:
        if n >= size:
            head = one if one and n // size == 1 else f"{_spell(n // size)} {name}"
            return f"{head} {_spell(n % size)}".strip()
    raise AssertionError(n)


@given(st.integers(1, 10**12 - 1))
def test_spelled_numbers_read_back_exactly(n):
    number = read_number(_spell(n))
    assert number.value == number.low == number.high == n


@given(st.integers(1, 10**12 - 1))
def test_figures_and_the_same_in_words_agree(n):
    assert read_number(f"{n} ({_spell(n)}) orang").value == n
    with pytest.raises(CannotRead):
        read_number(f"{n} ({_spell(n + 1)}) orang")


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_babel_writes_reads_back(value):
    assert read_number(format_decimal(value, format="#,##0.##", locale="id"), "percent").value == value


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=14))
def test_babel_agrees_wherever_both_read_indonesian(text):
    """English print is ours alone; of Indonesian print a strict second reader says the same."""
    try:
        ours, theirs = read_number(text, "percent").value, parse_decimal(text, locale="id", strict=True)
    except (CannotRead, NumberFormatError):
        return
    assert ours == theirs


QUALIFIED = ["", "sekitar ", "lebih dari ", "minimal ", "hampir ", "maksimal ", "kurang dari "]


@given(st.sampled_from(QUALIFIED), st.decimals(min_value=0, max_value=10**12, places=2), st.booleans())
def test_the_value_lies_in_its_range(words, value, negative):
    number = read_number(f"{words}{'minus ' if negative else ''}{value:f}".replace(".", ",") + " persen")
    assert number.low <= number.value <= number.high
    assert number.value < 0 or number.low >= 0


WORDS = """1 24 500 8.125 31,94 2025 0 . , - – / ( ) % persen ribu juta miliar Rp ke- an lebih sekitar dari
hingga sampai dua puluh belas ratus setengah koma tahun bulan ini pekerja desa minus M besar sekian"""
PIECES = st.sampled_from([*WORDS.split(), "\u200b", "１", "\n", "\n\n"])
anything = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))


@given(anything)
def test_spans_and_ranges_hold_on_any_text(text):
    found = find_numbers(text)
    assert [x.start for x in found] == sorted(x.start for x in found)
    for x in found:
        assert text[x.start : x.end] == x.printed != ""
        assert isinstance(x, Refusal) or x.low <= x.value <= x.high


@given(anything)
def test_every_digit_is_read_or_refused_and_none_dropped(text):
    covered = {i for x in find_numbers(text) for i in range(x.start, x.end)}
    assert all(i in covered for i, c in enumerate(text) if c in "0123456789")


@given(anything, st.sampled_from(["", "workers", "percent", "rupiah", "months", "rank", "score"]))
def test_reading_raises_nothing_but_cannot_read(text, unit):
    for read in (read_number, read_range):
        try:
            read(text, unit)
        except CannotRead as refused:
            assert refused.why


@given(anything, st.sampled_from(["", "workers", "percent", "rupiah"]))
def test_a_token_that_reads_is_one_number_of_the_running_text_or_needs_its_hint(text, unit):
    try:
        number = read_number(text, unit)
    except CannotRead:
        return
    assert text[number.start : number.end] == number.printed
    assert len(number.printed.strip()) == len(number.printed)


HOSTILE = [
    *("1.", "1,", "1-", "1/", "1 ", "9", "dua ", "dua-", "Rp", "Rp.", "5 (", "5 (dua ", "lebih dari "),
    *("1 juta ", "ke-", "kira-kira ", " ", "\n", "\u200b1", "1 (satu) ", "minus ", "-1", "koma "),
    *("3 sampai ", "dua koma ", "puluhan ", "tidak kurang dari ", "1 dan ", "antara 1 ", "seratus "),
    *("ratus ratus ", "dua setengah "),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_length_and_no_faster(piece):
    short, long = (_calls(piece * n) for n in (200, 800))
    assert long <= 4.5 * short + 200


def _calls(text: str) -> int:
    """How many Python functions run: the same on every machine, unlike seconds."""
    find_numbers("1")
    calls = 0

    def count(_frame, event, _arg):
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_numbers(text)
    finally:
        sys.setprofile(before)
    return calls

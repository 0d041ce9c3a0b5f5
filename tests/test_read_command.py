"""`ucj read`: files to claims on standard output, what cannot be read as a sentence, never a traceback."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from run_ucj import run_ucj

from ucjlib.core.errors import CannotRead
from ucjlib.read.articles import read_article, read_unbound
from ucjlib.reference import schemas
from ucjlib.run import cli, reading, texts

UCJ = Path(sys.executable).with_name("ucj")
TEXT = """Perlindungan Pekerja Naik

Cakupan kepesertaan BPJS Ketenagakerjaan di {place} mencapai {rate} persen, kata Bupati, Rabu (5/3/2025).

Acara di {place} dihadiri 12 kecamatan.
"""
TABLE = (
    "Penduduk Bekerja (orang),,,\n,Agustus 2023,,\n,Laki-laki,Perempuan,Total\nKabupaten Blitar,10,20,31\n"
)
NAMES = list(schemas.columns("claims")["column"])


def _read(*arguments, given: bytes = b""):
    return run_ucj("read", *arguments, given=given)


def _read_apart(*arguments, given: bytes = b""):
    """In a process of its own, as where it has workers."""
    return subprocess.run([UCJ, "read", *map(str, arguments)], input=given, capture_output=True)


def _rows(printed: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(printed.decode("utf-8"), newline="")))


def article(place: str = "Kabupaten Blitar", rate: str = "17,60") -> str:
    return TEXT.format(place=place, rate=rate)


@pytest.fixture
def blitar(tmp_path) -> Path:
    path = tmp_path / "blitar.txt"
    path.write_text(article(), encoding="utf-8")
    return path


@pytest.fixture
def many(tmp_path) -> list[Path]:
    folder = tmp_path / "many"
    folder.mkdir()
    paths = [folder / f"{n:02}.txt" for n in range(20)]
    for n, path in enumerate(paths):
        path.write_text(article(rate=f"{n + 10},{n % 10}"), encoding="utf-8")
    return paths


def test_claims_are_those_of_read_article_under_the_name_of_the_file(blitar):
    done = _read(blitar, "--published", "2025-03-06")
    assert done.returncode == 0, done.stderr
    claims = read_article(article(), "2025-03-06")
    rows = _rows(done.stdout)
    assert list(rows[0]) == NAMES
    assert [row["claim_id"] for row in rows] == [f"blitar#{n + 1}" for n in range(len(claims))]
    assert {row["source_id"] for row in rows} == {"blitar"}
    assert [row["printed"] for row in rows] == claims["printed"].tolist()
    assert [article()[int(row["start"]) : int(row["end"])] for row in rows] == claims["printed"].tolist()


def test_many_files_give_one_table_and_the_same_bytes_whatever_the_jobs(many):
    one, two = _read(*many, "--jobs", 1), _read_apart(*many, "--jobs", 2)
    assert one.returncode == two.returncode == 0, two.stderr
    assert one.stdout == two.stdout
    assert one.stdout.count(b"claim_id,source_id") == 1
    sources = [row["source_id"] for row in _rows(one.stdout)]
    assert list(dict.fromkeys(sources)) == [path.stem for path in many]


def test_json_is_one_array_of_objects_with_numbers_as_numbers(many):
    told = json.loads(_read(*many, "--format", "json", "--jobs", 1).stdout)
    assert [row["claim_id"] for row in told] == [
        row["claim_id"] for row in _rows(_read(*many, "--jobs", 1).stdout)
    ]
    assert list(told[0]) == NAMES
    assert (told[0]["value"], told[1]["value"]) == (10, 11.1) and isinstance(told[0]["start"], int)
    assert told[0]["target_year"] is None and told[0]["qualifier"] == ""


def test_nothing_to_read_is_still_a_table(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text("")
    assert _read(path).stdout.decode() == ",".join(NAMES) + "\n"
    assert json.loads(_read(path, "--format", "json").stdout) == []


def test_numbers_that_are_no_claim_are_printed_with_the_reason(blitar):
    rows = _rows(_read(blitar, "--unbound").stdout)
    assert list(rows[0]) == ["source_id", "printed", "start", "end", "reason"]
    expected = read_unbound(article())
    assert [row["printed"] for row in rows] == expected["printed"].tolist()
    assert [row["reason"] for row in rows] == expected["reason"].tolist()
    claimed = {row["printed"] for row in _rows(_read(blitar).stdout)}
    assert not claimed & {row["printed"] for row in rows}


def test_a_dash_is_standard_input(blitar):
    done = _read("-", given=article().encode())
    assert [row["claim_id"] for row in _rows(done.stdout)] == [
        row["claim_id"].replace("blitar", "stdin") for row in _rows(_read(blitar).stdout)
    ]
    assert _read("-", "-").returncode == 2


def test_standard_input_is_read_beside_many_files_too(many):
    done = _read_apart(*many, "-", "--jobs", 2, given=article("Kota Blitar").encode())
    assert done.returncode == 0, done.stderr
    assert _rows(done.stdout)[-1]["place"] == "Kota Blitar"


def test_without_a_day_of_publication_none_is_invented(tmp_path):
    path = tmp_path / "undated.txt"
    path.write_text("Cakupan BPJS Ketenagakerjaan di Kabupaten Blitar mencapai 17,60 persen.")
    assert [(row["as_of"], row["as_of_basis"]) for row in _rows(_read(path).stdout)] == [("", "unknown")]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--published", "31/2/2025"], 3, "no date"),
        (["--published", "2025-02-30"], 3, "does not exist"),
        (["--as", "bps-cvs"], 2, 'did you mean "bps-csv"'),
        (["--region", "Ngawii", "--as", "bps-csv"], 3, "Ngawi"),
        (["--region", "35.05"], 3, "no table"),
        (["--format", "xml"], 2, "xml"),
        (["--jobs", "0"], 2, "jobs"),
    ],
)
def test_a_wrong_word_gets_a_sentence_and_its_exit_code(blitar, arguments, code, said):
    done = _read(blitar, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(blitar, tmp_path):
    broken = tmp_path / "broken.txt"
    broken.write_bytes(article().encode().replace(b"Naik", b"Na\xefk"))
    done = _read(tmp_path / "missing.txt", blitar, broken, tmp_path)
    assert done.returncode == 4
    assert _rows(done.stdout) == _rows(_read(blitar).stdout)
    said = done.stderr
    assert "missing.txt is missing" in said
    assert "broken.txt is not UTF-8" in said and "iconv -f WINDOWS-1252" in said
    assert "is a folder" in said
    assert "Traceback" not in said


def test_no_file_read_is_exit_code_3(tmp_path):
    done = _read(tmp_path / "missing.txt")
    assert done.returncode == 3
    assert done.stdout.decode() == ",".join(NAMES) + "\n"


def test_a_fault_of_ours_on_one_file_stops_no_other(monkeypatch, blitar):
    read = reading.articles.read_article
    fails_on = article("Kota Blitar")

    def failing(text, *rest):
        return 1 / 0 if text == fails_on else read(text, *rest)

    monkeypatch.setattr(reading.articles, "read_article", failing)
    files = [reading.File("a", "a", fails_on.encode()), reading.File("b", "b", article().encode())]
    part = reading.read_chunk(files, reading.How())
    assert (part.files, part.failed) == (2, 1)
    assert part.said == ["a was not read: ZeroDivisionError: division by zero"]
    assert part.rows.startswith("b#1,")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_closed_pipe_ends_quietly(many, jobs):
    process = subprocess.Popen(
        [UCJ, "read", *many, *many, *many, "--jobs", str(jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout.readline().startswith(b"claim_id,")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def test_ids_are_proper_and_each_its_own():
    names = ["a/x.txt", "b/x.txt", "x-2.txt", "Kota Batu (é).html", "#.txt", ".txt", "-"]
    assert reading.source_ids(names) == ["x", "x-2", "x-2-2", "Kota-Batu-e", "text", "txt", "stdin"]


def test_a_byte_order_mark_is_no_character_of_the_text(tmp_path, blitar):
    path = tmp_path / "marked" / "blitar.txt"
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + blitar.read_bytes())
    assert _read(path).stdout == _read(blitar).stdout


LATIN = "<html><head><meta charset=latin-1></head><p>Cakupan naik \u2013 17,60 persen, kata Andr\xe9</p>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Na\u00efk".encode("cp1252"), "declares no other encoding"),
        ("<meta charset=big5>Na\u00efk".encode("cp1252"), "declares big5"),
        ("<meta charset=latin1>\x81 \xef".encode("latin-1"), "byte 22, line 1"),
        ("Naik".encode("utf-16"), "iconv -f UTF-16"),
        (b"%PDF-1.4 \xff", "pdftotext"),
        (b"Naik\x00", "NUL"),
    ],
)
def test_no_encoding_is_guessed(content, said):
    with pytest.raises(CannotRead) as error:
        texts.decode(content, "x.txt")
    assert said in str(error.value)


def test_a_declared_western_page_and_utf_8_are_read():
    assert texts.decode(LATIN.encode("cp1252"), "x.html") == LATIN
    assert texts.decode(LATIN.encode("utf-8"), "x.html") == LATIN


ONE_TABLE = "<table><tr><th>Kabupaten<th>2023</tr><tr><td>Kabupaten Blitar<td>12.345</tr></table>"
KINDS = {
    "an article": ("x.txt", article(), False),
    "a list in an article": ("x.txt", article() + "PU, 12\nBPU, 13\nJakon, 14\n", False),
    "short lines with commas": ("x.txt", "Blitar, Senin\nKediri, Selasa\nNgawi, Rabu\n", False),
    "a page with a table in it": ("x.html", f"<h1>Naik</h1><p>{article() * 3}</p>{ONE_TABLE}", False),
    "a page laid out by a table": ("x.html", f"<table><tr><td><p>{article()}</td></tr></table>", False),
    "an article that begins with a bracket": ("x.txt", "[Foto] " + article(), False),
    "a page that is one table": ("x.html", f"<title>Tabel</title><h1>PBI</h1>{ONE_TABLE}", True),
    "an export": ("-", TABLE, True),
    "a table of semicolons": ("-", TABLE.replace(",", ";"), True),
    "a table of bars": ("-", "| Provinsi | Aktif |\n|---|---|\n| Aceh | 1 |\n| Riau | 2 |\n", True),
    "an answer in JSON": ("-", '{"data": [1]}', True),
    "a file that is called a table": ("x.csv", "a", True),
}


@pytest.mark.parametrize("case", KINDS)
def test_tables_are_told_from_articles(case):
    name, content, official = KINDS[case]
    assert texts.is_official(content.encode(), name) is official


def test_workbooks_are_tables_and_a_pdf_is_none():
    assert texts.is_official(b"PK\x03\x04\x00", "x") and not texts.is_official(b"%PDF-1", "x")


def test_what_does_not_add_up_in_a_table_is_said_beside_its_claims(tmp_path):
    path = tmp_path / "bekerja.csv"
    path.write_text(TABLE)
    done = _read(path)
    assert done.returncode == 0
    assert "bekerja.csv: " in done.stderr and "31" in done.stderr
    assert [row["value"] for row in _rows(done.stdout)] == ["10", "20", "31"]


def test_cells_that_are_no_claim_say_where_they_stand(tmp_path):
    path = tmp_path / "upah.csv"
    path.write_text(TABLE.replace("Penduduk Bekerja (orang)", "Upah (Rp)"))
    rows = _rows(_read(path, "--unbound").stdout)
    assert [row["printed"] for row in rows] == ["10", "20", "31"]
    assert rows[0]["reason"].startswith("line 4, cell 2: ")


def test_the_help_names_the_shapes_there_are():
    from ucjlib.read import official

    assert list(official.shapes()) == cli.SHAPES
    said = " ".join(_read("--help").stdout.decode().split())
    assert all(shape in said for shape in cli.SHAPES)

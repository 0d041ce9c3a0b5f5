"""`ucj check --new`: a text that is no source yet, judged beside what is known; nothing is written."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from run_ucj import run_ucj
from test_check_command import BUNGO, flat, said, small_workspace

from ucjlib.core import tables
from ucjlib.run import fresh, reading

ARTICLE = """Perlindungan Pekerja Naik

Cakupan kepesertaan BPJS Ketenagakerjaan di {place} mencapai {rate} persen, kata Bupati, Senin (14/4/2025).

Acara di {place} dihadiri 12 kecamatan.
"""
ONE_RULE = ("--rule", "one_fact_two_sources")


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    return small_workspace(tmp_path_factory.mktemp("small"))


@pytest.fixture
def check(small, monkeypatch):
    """`ucj check --new` in that workspace."""
    monkeypatch.setenv("UCJ_ROOT", str(small))
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *arguments, given=b"": run_ucj("check", "--new", *arguments, given=given)


@pytest.fixture
def article(tmp_path):
    """A file with an invented article."""

    def written(rate: str, name: str = "berita.txt") -> Path:
        path = tmp_path / name
        path.write_text(ARTICLE.format(rate=rate, place="Kabupaten Blitar"), encoding="utf-8")
        return path

    return written


def _bytes(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def test_a_new_article_is_judged_beside_what_is_known_and_nothing_is_written(check, article, small):
    before = _bytes(small)
    page = said(check(article("71,60"), "--published", "2025-04-14"))
    assert _bytes(small) == before
    text = flat(page)
    assert "1 new claim, judged by" in text and "[71,60 persen]" in text and "Nothing was written" in text
    assert re.search(r"^disagree +Kabupaten Blitar", page, re.MULTILINE)
    assert "  * new   coverage rate, all workers: printed “71,60 persen” (berita#1)" in page
    assert "known coverage rate, all workers: printed “17,60%” (jatimtimes, 14 April 2025;" in text
    assert not [line for line in page.split("\n") if len(line) > 100 and " " in line.strip()]


def test_an_article_that_repeats_what_is_known_agrees(check, article):
    asked = [*ONE_RULE, "--all", "--format", "json"]
    assert [row["outcome"] for row in json.loads(said(check(article("17,60"), *asked)))] == ["agree"]
    told = json.loads(said(check(article("71,60"), *asked)))
    assert [(row["outcome"], row["new_ids"]) for row in told] == [("disagree", "berita#1")]


def test_only_findings_with_a_fresh_claim_are_kept_and_it_is_marked(small, article, monkeypatch):
    monkeypatch.setenv("UCJ_ROOT", str(small))
    rows = fresh.marked(fresh.check(str(article("71,60")), reading.How("2025-04-14")))
    assert len(rows)
    for new, ids in zip(rows["new_ids"], rows["claim_ids"], strict=True):
        assert new and set(new.split()) == {one for one in ids.split() if one.startswith("berita#")}


def test_a_document_is_not_confirmed_by_its_own_source(check, article, small):
    sources = tables.read_text(small / "data" / "raw" / "sources.csv").set_index("source_id")
    url = sources.at["jatimtimes-20250414-blitar", "url"]
    page = flat(said(check(article("17,60"), "--url", url, "--all", *ONE_RULE)))
    assert "this text is source jatimtimes-20250414-blitar" in page
    assert "There is no finding to show" in page


def test_a_file_named_like_a_source_gets_an_id_of_its_own(check, article):
    rows = json.loads(said(check(article("71,60", f"{BUNGO}.txt"), "--format", "json", *ONE_RULE)))
    assert rows and all(row["new_ids"].startswith(f"{BUNGO}-2#") for row in rows)


def test_of_a_new_text_a_region_keeps_its_own_claims(check, article):
    asked = [article("71,60"), *ONE_RULE, "--region"]
    assert "1 new claim" in flat(said(check(*asked, "35.05")))
    assert "holds no claim about that place" in flat(said(check(*asked, "15.08")))


@pytest.mark.parametrize("text", ["", "Acara jalan sehat dihadiri 12 kecamatan."], ids=["empty", "no claim"])
def test_a_text_without_a_claim_is_said_and_is_no_error(check, text):
    assert "standard input holds no claim" in flat(said(check("-", given=text.encode())))
    told = check("-", "--format", "json", given=text.encode())
    assert json.loads(told.stdout) == [] and "holds no claim" in told.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.7 ...", "is a PDF"), (b"\xff\xfeC\x00", "UTF-16"), (b"Cakupan \x00 17,60 persen", "no text")],
)
def test_a_file_that_cannot_be_read_is_one_sentence_with_its_name(check, tmp_path, content, words):
    path = tmp_path / "rusak.txt"
    path.write_bytes(content)
    done = check(path)
    assert done.returncode == 3 and words in done.stderr and "rusak.txt" in done.stderr
    assert not done.stdout and "Traceback" not in done.stderr


def test_a_new_table_is_read_as_ucj_read_reads_it(check, tmp_path):
    path = tmp_path / "bps.csv"
    head = "Penduduk Bekerja (orang),,,\n,Agustus 2023,,\n,Laki-laki,Perempuan,Total\n"
    path.write_text(f"{head}Kabupaten Blitar,10,20,31\n")
    page = flat(said(check(path, "--published", "2024-02-01", *ONE_RULE)))
    assert "3 new claims" in page and "disagree 1" in page and "known employed people" in page
    assert "31" in page and "30" in page  # the sum that does not hold is said


def test_text_from_outside_steers_no_terminal(check, article):
    path = article("71,60")
    path.write_text(path.read_text().replace("kata Bupati", "kata \x1b[31mBupati\u202e"), encoding="utf-8")
    page = said(check(path, *ONE_RULE))
    assert "[71,60 persen]" in flat(page) and "\x1b" not in page and "\u202e" not in page


def test_the_five_real_articles_give_a_page_each(check, shared):
    for path in sorted((shared / "seeds").glob("*.txt")):
        page = said(check(path, "--rule", "share_is_part_over_whole"))
        assert "judged by 1 rule" in flat(page) and page.count("\n  | ") > 1

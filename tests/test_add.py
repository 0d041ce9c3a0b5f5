"""`ucj add`: shown before it is kept, added once, all of it or nothing, no sentence of the article kept."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from run_ucj import run_ucj

from ucjlib.judge import reconcile, rules
from ucjlib.reference import schemas
from ucjlib.run import adding, raw, registry, review

UCJ = Path(sys.executable).with_name("ucj")
TEXT = """Perlindungan Pekerja Naik

Cakupan kepesertaan BPJS Ketenagakerjaan di Kabupaten Blitar mencapai {rate} persen, kata Bupati.
"""
URL = "https://contoh.example/berita/1"
ID = "kabar-contoh-20250306-blitar"
TABLE = (
    "Penduduk Bekerja (orang),,,\n,Agustus 2023,,\n,Laki-laki,Perempuan,Total\nKabupaten Blitar,10,20,31\n"
)


@pytest.fixture
def workspace(tmp_path, monkeypatch, request) -> Path:
    """A workspace of the first few claims; checking all of them takes a second a command."""
    given = request.config.rootpath / "data" / "raw"
    folder = tmp_path / "data" / "raw"
    folder.mkdir(parents=True)
    for name, rows in {"sources": 4, "article_claims": 4, "official_claims": 0, "decisions": 0}.items():
        lines = (given / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / f"{name}.csv").write_text("".join(lines[: rows + 1]), encoding="utf-8")
    (folder / "not_taken.csv").write_text("file,row,source_id,reason\n")
    monkeypatch.setenv("UCJ_ROOT", str(tmp_path))
    return tmp_path


@pytest.fixture
def blitar(tmp_path, workspace) -> Path:
    path = tmp_path / "blitar.txt"
    path.write_text(TEXT.format(rate="17,60"), encoding="utf-8")
    return path


def _add(file, *more, url=URL, publisher="Kabar Contoh", published="2025-03-06"):
    return run_ucj("add", file, "--url", url, "--publisher", publisher, "--published", published, *more)


def _raw(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "data" / "raw").iterdir()}


def _kept(root: Path) -> list[str]:
    folder = root / "data" / "texts"
    return sorted(path.name for path in folder.glob("[!.]*")) if folder.is_dir() else []


def _added(root: Path, before: dict[str, bytes], table: str) -> str:
    """What stands behind the bytes that were there."""
    now = _raw(root)[f"{table}.csv"]
    assert now.startswith(before[f"{table}.csv"])
    return now[len(before[f"{table}.csv"]) :].decode("utf-8")


def test_a_document_becomes_a_source_with_its_claims_and_its_text(blitar, workspace):
    before = _raw(workspace)
    done = _add(blitar, "--yes")
    assert done.returncode == 0, done.stderr
    digest = hashlib.sha256(blitar.read_bytes()).hexdigest()
    source = f"{ID},article,Kabar Contoh,{URL},2025-03-06,{digest},\n"
    assert _added(workspace, before, "sources") == source
    claims = _added(workspace, before, "article_claims")
    assert claims.startswith(
        f"{ID}#1,{ID},35.05,Kabupaten Blitar,coverage_rate,total,unknown,17.6,17.59,17.61,"
    )
    assert "mencapai" not in claims
    changed = {name for name, content in _raw(workspace).items() if content != before[name]}
    assert changed == {"sources.csv", "article_claims.csv"}
    assert (workspace / "data" / "texts" / f"{ID}.txt").read_bytes() == blitar.read_bytes()


def test_what_was_added_goes_through_the_stages(blitar, workspace):
    assert _add(blitar, "--yes").returncode == 0
    given = raw.read()
    claims = raw.all_claims(given)
    estimates = reconcile.reconcile(claims, given["sources"], given["decisions"], rules.check(claims))
    held = estimates[estimates["claim_ids"] == f"{ID}#1"]
    assert held["region_code"].tolist() == ["35.05"]


def test_the_same_text_again_adds_nothing(blitar, workspace):
    _add(blitar, "--yes")
    before = _raw(workspace)
    for url in (URL, "https://contoh.example/lain"):
        again = _add(blitar, "--yes", url=url)
        assert again.returncode == 0
        assert (
            f"this text is source {ID}" in again.stdout.decode()
            and "nothing is added" in again.stdout.decode()
        )
    assert _raw(workspace) == before


def test_a_changed_text_under_a_known_address_is_refused(blitar, workspace):
    _add(blitar, "--yes")
    before = _raw(workspace), _kept(workspace)
    blitar.write_text(TEXT.format(rate="18,60"), encoding="utf-8")
    for url in (URL, URL.replace("https", "http") + "/"):
        done = _add(blitar, "--yes", url=url)
        assert done.returncode == 3
        assert "is not the one that was registered" in done.stderr and "fix" in done.stderr
    assert (_raw(workspace), _kept(workspace)) == before


def test_without_addresses_a_second_text_under_a_known_id_is_refused(blitar, workspace):
    assert _add(blitar, "--yes", url="").returncode == 0
    blitar.write_text(TEXT.format(rate="18,60"), encoding="utf-8")
    done = _add(blitar, "--yes", url="")
    assert done.returncode == 3
    assert f"there is a source {ID}" in done.stderr


def test_another_address_is_another_source_of_that_day(blitar, workspace):
    _add(blitar, "--yes")
    blitar.write_text(TEXT.format(rate="18,60"), encoding="utf-8")
    assert _add(blitar, "--yes", url="https://contoh.example/2").returncode == 0
    assert _kept(workspace) == [f"{ID}-2.txt", f"{ID}.txt"]


def test_an_address_whose_claims_were_collected_by_hand_is_refused(blitar, workspace):
    url = "https://spektroom.co.id/pemkab-ngawi-perluas-cakupan-kepesertaan-pekerja-informal-dalam-jaminan-"
    done = _add(blitar, "--yes", url=url + "sosial-bpjs-kt")
    assert done.returncode == 3
    assert "collected by hand" in done.stderr


def test_a_kept_text_that_was_changed_is_refused_and_a_lost_one_is_kept_anew(blitar, workspace):
    _add(blitar, "--yes")
    kept = workspace / "data" / "texts" / f"{ID}.txt"
    kept.write_text("other")
    done = _add(blitar, "--yes")
    assert done.returncode == 3
    assert "no longer the text that was registered" in done.stderr
    kept.unlink()
    assert _add(blitar, "--yes").returncode == 0
    assert kept.read_bytes() == blitar.read_bytes()


def test_without_a_terminal_and_yes_nothing_changes(blitar, workspace):
    before = _raw(workspace)
    done = _add(blitar)
    assert done.returncode == 2
    assert "no terminal" in done.stderr and "--yes" in done.stderr
    assert "[17,60 persen]" in done.stdout.decode()
    assert (_raw(workspace), _kept(workspace)) == (before, [])


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
@pytest.mark.parametrize(("answer", "added", "code"), [("y", True, 0), ("n", False, 0), ("\x04", False, 130)])
def test_at_a_terminal_a_person_decides(blitar, workspace, answer, added, code):
    ours, theirs = os.openpty()
    os.write(ours, f"{answer}\n".encode())
    asked = ["--url", URL, "--publisher", "Kabar Contoh", "--published", "2025-03-06"]
    done = subprocess.run([UCJ, "add", blitar, *asked], stdin=theirs, capture_output=True, text=True)
    os.close(ours), os.close(theirs)
    assert done.returncode == code, done.stderr
    assert f"Add 1 claim as source {ID}?" in done.stdout
    assert _kept(workspace) == ([f"{ID}.txt"] if added else [])
    assert ("nothing was added" in done.stdout + done.stderr) is not added


class Killed(BaseException):
    """What no code here catches, as a kill is."""


@pytest.mark.parametrize("ends_at", ["store", "sources", "article_claims"])
def test_a_run_ended_between_two_writes_is_healed_by_the_next(blitar, workspace, monkeypatch, ends_at):
    before, writing = _raw(workspace), {"append": registry.append, "store": registry.store}

    def until(name):
        def write(table, *rest):
            if ends_at in (name, table):
                raise Killed
            writing[name](table, *rest)

        return write

    with monkeypatch.context() as patch, pytest.raises(Killed):
        for name in writing:
            patch.setattr(registry, name, until(name))
        adding.keep(adding.document(str(blitar), URL, "Kabar Contoh", "2025-03-06"))
    assert _raw(workspace)["article_claims.csv"] == before["article_claims.csv"]
    assert (_raw(workspace) == before) is (ends_at != "article_claims")
    assert _add(blitar, "--yes").returncode == 0
    assert _added(workspace, before, "sources").count("\n") == 1
    assert _added(workspace, before, "article_claims").startswith(f"{ID}#1,{ID},35.05,")
    assert _kept(workspace) == [f"{ID}.txt"]


def test_two_at_a_time_lose_nothing(blitar, tmp_path, workspace):
    before = _raw(workspace)
    running = []
    for n in range(3):
        file = tmp_path / f"{n}.txt"
        file.write_text(TEXT.format(rate=f"2{n},50"), encoding="utf-8")
        asked = ["--url", f"{URL}{n}", "--publisher", f"kabar{n}", "--published", "2025-03-06", "--yes"]
        running.append(subprocess.Popen([UCJ, "add", file, *asked], stdout=subprocess.DEVNULL))
    assert [process.wait() for process in running] == [0, 0, 0]
    assert _added(workspace, before, "sources").count("\n") == 3
    assert _added(workspace, before, "article_claims").count("\n") == 3


def test_one_broken_claim_and_nothing_is_added(blitar, workspace, monkeypatch):
    before = _raw(workspace)
    real = adding.reading.read_text

    def wrong(text, how):
        frame = real(text, how)
        return frame.assign(place="Kota Blitar") if "place" in frame else frame

    monkeypatch.setattr(adding.reading, "read_text", wrong)
    with pytest.raises(adding.BadTable, match="is not the official name of its region_code") as error:
        adding.keep(adding.document(str(blitar), URL, "Kabar Contoh", "2025-03-06"))
    assert "--leave-out 1" in str(error.value)
    assert (_raw(workspace), _kept(workspace)) == (before, [])


def test_a_claim_can_be_left_out_and_the_others_keep_their_numbers(blitar, workspace):
    before = _raw(workspace)
    with blitar.open("a", encoding="utf-8") as file:
        file.write("\nCakupan kepesertaan BPJS Ketenagakerjaan di Kota Blitar mencapai 31,50 persen.\n")
    assert _add(blitar, "--yes", "--leave-out", "1").returncode == 0
    claims = _added(workspace, before, "article_claims")
    assert claims.count("\n") == 1 and "#2," in claims
    assert _add(blitar, "--leave-out", "all").returncode == 2


def test_the_reason_for_an_area_that_is_no_region_is_noted(blitar, workspace):
    found = schemas.conform(
        schemas.typed(adding.reading.read_text(TEXT.format(rate="17,60"), adding.reading.How()), "claims"),
        "claims",
    )
    bare = found.assign(region_code="", place="Blitar")
    assert adding._finished(bare, "x")["notes"].iloc[0].startswith('"Blitar" is Kabupaten Blitar (35.05) or')


def test_an_official_table_goes_to_the_official_claims(tmp_path, workspace):
    before = _raw(workspace)
    path = tmp_path / "bekerja.csv"
    path.write_text(TABLE)
    done = _add(path, "--yes", publisher="BPS Kabupaten Blitar")
    assert done.returncode == 0, done.stderr
    assert "31" in done.stdout.decode() and "add to 30" in done.stdout.decode()
    assert ",official,BPS Kabupaten Blitar," in _added(workspace, before, "sources")
    assert _added(workspace, before, "official_claims").count("\n") == 3
    assert _kept(workspace) == ["bps-kabupaten-blitar-20250306-blitar.csv"]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({"published": "6/3/2025"}, 2, "--published"),
        ({"published": "2025-02-30"}, 3, "does not exist"),
        ({"url": "contoh.example"}, 2, "beginning with http"),
        ({"publisher": ""}, 2, "publisher is blank"),
        ({"publisher": "..."}, 2, "holds no letter"),
    ],
)
def test_a_wrong_word_gets_a_sentence_and_its_exit_code(blitar, workspace, given, code, said):
    before = _raw(workspace)
    done = _add(blitar, "--yes", **given)
    assert done.returncode == code
    assert said in done.stderr and "Traceback" not in done.stderr
    assert _raw(workspace) == before


def test_a_text_without_claims_is_refused(tmp_path, workspace):
    path = tmp_path / "none.txt"
    path.write_text("Tidak ada angka di sini.")
    done = _add(path, "--yes")
    assert done.returncode == 3
    assert "holds no claim" in done.stderr and "--unbound" in done.stderr


def test_ids_are_made_as_those_of_the_collection():
    assert registry.base_id("jatimtimes", "2025-04-14", "Kabupaten Blitar") == "jatimtimes-20250414-blitar"
    assert registry.base_id("RRI", "", "Kota Kediri") == "rri-undated-kota-kediri"
    assert registry.base_id("sonora", "2024-12", "Provinsi Jawa Timur") == "sonora-202412-jawa-timur"


# --- the review


def _page(width: int) -> str:
    text = TEXT.format(rate="17,60")
    return review.review(adding.reading.read_text(text, adding.reading.How("2025-03-06")), text, width)


@pytest.mark.parametrize("width", [60, 80, 120, 300])
def test_a_review_fits_its_page(width):
    lines = _page(width).splitlines()
    assert max(map(len, lines)) < min(max(width, 80), 120)
    for word in ("coverage_rate", "(35.05)", "2025-03-06", "17.59 to", "[17,60 persen]"):
        assert word in _page(width)


def test_a_sentence_is_shown_without_markup_and_control_characters():
    html = "<h1>Naik</h1><p>Kata Bupati. Cakupan <b>baru</b> 17,60&nbsp;persen\x1b[31m &amp; naik. Lain.</p>"
    start = html.index("17,60")
    end = html.index("persen") + len("persen")
    assert review.sentence_of(html, start, end) == "Cakupan baru [17,60 persen] [31m & naik."


def test_a_number_of_a_table_is_shown_in_its_line():
    at = TABLE.index("31\n")
    assert review.sentence_of(TABLE, at, at + 2) == "Kabupaten Blitar,10,20,[31]"

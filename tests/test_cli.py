"""The command as its users meet it: exit codes, one sentence, nothing overwritten."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ucjlib.run import editions

UCJ = Path(sys.executable).with_name("ucj")


def _ucj(*arguments, root=None):
    environment = os.environ | ({"UCJ_ROOT": str(root)} if root else {})
    return subprocess.run([UCJ, *map(str, arguments)], env=environment, capture_output=True, text=True)


def _bytes(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def _break_cell(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BROKEN = {
    "a word outside the vocabulary": (
        "article_claims",
        lambda p: _break_cell(p, ",coverage_rate,", ",coverage_rat,"),
        "line 3, column indicator",
    ),
    "a comma in a number": (
        "official_claims",
        lambda p: _break_cell(p, ",129479540,", ',"129,479",'),
        "line 2, column value",
    ),
    "a value outside its range": (
        "article_claims",
        lambda p: _break_cell(p, ",24,23,25,percent", ",24,25,26,percent"),
        "line 3, column value",
    ),
    "an id twice": (
        "article_claims",
        lambda p: _break_cell(p, "spektroom-20251219-ngawi#2,", "spektroom-20251219-ngawi#1,"),
        "column claim_id",
    ),
    "a code that is none": (
        "article_claims",
        lambda p: _break_cell(p, ",35.21,", ",35.99,"),
        "column region_code",
    ),
    "a source that is not listed": (
        "sources",
        lambda p: _break_cell(p, "spektroom-20251219-ngawi,", "spektroom,"),
        "article_claims.csv, line 2, column source_id",
    ),
    "a guard that no longer holds": (
        "decisions",
        lambda p: _break_cell(p, ",130363,", ",130364,"),
        "decisions.csv",
    ),
    "a place that is another code's": (
        "article_claims",
        lambda p: _break_cell(p, ",35.21,", ",35.05,"),
        "article_claims.csv, line 2, column place",
    ),
    "a unit the indicator is not counted in": (
        "article_claims",
        lambda p: _break_cell(p, ",23,25,percent,", ",23,25,workers,"),
        "line 3, column unit",
    ),
    "a day that does not exist": (
        "article_claims",
        lambda p: _break_cell(p, ",2025-12-19,", ",2025-02-30,"),
        "line 2, column as_of",
    ),
    "a decision on no claim": (
        "decisions",
        lambda p: _break_cell(p, ",jambi-independent-20250120-bungo#6,", ",jambi#6,"),
        "line 2, column claim_id",
    ),
    "a semicolon CSV": ("sources", lambda p: p.write_text(p.read_text().replace(",", ";")), "line 1"),
    "another encoding": (
        "article_claims",
        lambda p: p.write_bytes(p.read_bytes().replace(b"Kabupaten", b"Kabup\xe9ten", 1)),
        "article_claims.csv, line",
    ),
    "a missing file": ("decisions", lambda p: p.unlink(), "decisions.csv is missing"),
    "a row too long": (
        "not_taken",
        lambda p: p.write_text(p.read_text() + "a,2,b,c,d\n"),
        "not_taken.csv, line",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_bad_input_is_one_sentence_and_nothing_is_overwritten(case, workspace_copy):
    table, damage, said = BROKEN[case]
    damage(workspace_copy / "data" / "raw" / f"{table}.csv")
    edition = workspace_copy / "briefs" / "2026-05-31-x"
    edition.mkdir(parents=True)
    (edition / "index.html").write_text("the last edition")
    before = _bytes(workspace_copy / "data" / "processed"), _bytes(workspace_copy / "briefs")
    for command in (["build"], ["briefs", "--only", "35.05"]):
        done = _ucj(*command, root=workspace_copy)
        assert done.returncode == 3, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert (_bytes(workspace_copy / "data" / "processed"), _bytes(workspace_copy / "briefs")) == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["brief", "35.99"], 3, "35.99"),
        (["brief", "3505"], 3, "BPS"),
        (["brief", "Blitar"], 3, "Kota Blitar"),
        (["trace", "no-such-id"], 3, "no-such-id"),
        (["show", "clams"], 3, 'did you mean "claims"'),
        (["briefs", "--as-of", "31/5/2026"], 3, "no date"),
        (["briefs", "--only", "Ngawii"], 3, "Ngawi"),
        (["nonsense"], 2, "nonsense"),
        (["briefs", "--jobs", "0"], 2, "jobs"),
    ],
)
def test_a_wrong_word_gets_a_sentence_and_its_exit_code(arguments, code, said):
    done = _ucj(*arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_trace_prints_the_chain_to_the_printed_token():
    done = _ucj("trace", "35.05:coverage_rate:total:unknown-over-employed:2025-04")
    assert done.returncode == 0, done.stderr
    assert "17,60%" in done.stdout
    assert "https://indonesia.jatimtimes.com/" in done.stdout


def test_an_edition_goes_on_past_a_failing_region_and_exits_4(workspace_copy):
    import nbformat

    path = workspace_copy / "notebooks" / "brief_regency.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells.insert(4, nbformat.v4.new_code_cell('assert place.code != "15.08", "broken for Bungo"'))
    nbformat.write(notebook, path)
    done = _ucj("briefs", "--only", "35.05,15.08,00", "--quiet", root=workspace_copy)
    assert done.returncode == 4
    assert "15.08 failed: " in done.stderr and "broken for Bungo" in done.stderr
    latest = workspace_copy / "briefs" / "part"
    assert (latest / "35.05" / "index.html").is_file() and not (latest / "15.08").exists()
    assert "15.08,failed" in (latest / "report.csv").read_text()
    assert "broken for Bungo" in (latest / "index.html").read_text()


def test_the_same_inputs_give_the_same_edition(workspace_copy):
    assert _ucj("briefs", "--only", "35.05,33.71", "--quiet", root=workspace_copy).returncode == 0
    first = (workspace_copy / "briefs" / "part").resolve()
    before = _bytes(first)
    assert (
        _ucj("briefs", "--only", "35.05,33.71", "--quiet", "--jobs", "1", root=workspace_copy).returncode == 0
    )
    assert (workspace_copy / "briefs" / "part").resolve() == first
    assert _bytes(first) == before
    assert not list((workspace_copy / "briefs").glob(".*"))


def test_what_a_dead_run_left_is_cleared(workspace_copy):
    left = workspace_copy / "briefs" / ".unfinished-999999999"
    left.mkdir(parents=True)
    editions._clear(workspace_copy / "briefs")
    assert not left.exists()
    shutil.rmtree(workspace_copy / "briefs")

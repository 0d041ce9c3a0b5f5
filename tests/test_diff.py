"""`ucj diff`: what came, went and changed between two builds, by key and by value."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_ucj import run_ucj

from ucjlib.core import tables
from ucjlib.core.errors import BadTable, MissingFile
from ucjlib.reference import schemas
from ucjlib.run import differing

ROOT = Path(__file__).resolve().parents[1]
PROCESSED = ROOT / "data" / "processed"
COLUMNS = ("place", "indicator", "value", "printed")
ROWS = st.dictionaries(
    st.sampled_from([f"a#{n}" for n in range(1, 9)]),
    st.tuples(
        st.sampled_from("xy"), st.sampled_from("xy"), st.sampled_from(["1", "2.5", ""]), st.text("17,%")
    ),
)


def _claims(rows: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    lines = [(key, *cells) for key, cells in rows.items()]
    return pd.DataFrame(lines, columns=["claim_id", *COLUMNS], dtype=str)


@pytest.fixture
def builds(tmp_path) -> tuple[Path, Path]:
    """Two small builds, first the same."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    for name in differing.TABLES:
        frame = tables.read_text(PROCESSED / f"{name}.csv").drop(columns=tables.LINE)
        tables.write(frame.head(8), old / f"{name}.csv")
    shutil.copytree(old, new)
    return old, new


def _twice(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, frame.head(1)])


def _keyless(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns="claim_id")


def _edit(path: Path, change) -> None:
    tables.write(change(tables.read_text(path).drop(columns=tables.LINE)), path)


@given(ROWS, ROWS)
def test_the_changes_are_what_turns_old_into_new(old, new):
    found = differing.changes(_claims(old), _claims(new), "claims")
    made = {key: dict(zip(COLUMNS, cells, strict=True)) for key, cells in old.items()}
    for row in found.itertuples():
        if row.change == "removed":
            del made[row.key]
        elif row.change == "added":
            made[row.key] = dict(zip(COLUMNS, new[row.key], strict=True))
        else:
            assert made[row.key][row.column] == row.old != row.new
            made[row.key][row.column] = row.new
    assert made == {key: dict(zip(COLUMNS, cells, strict=True)) for key, cells in new.items()}


@given(ROWS, ROWS)
def test_the_other_way_round_everything_is_the_other_way_round(old, new):
    there, back = differing.changes(_claims(old), _claims(new), "claims"), differing.changes(
        _claims(new), _claims(old), "claims"
    )  # fmt: skip
    turned = back.rename(columns={"old": "new", "new": "old"})
    turned = turned.assign(change=turned["change"].replace({"added": "removed", "removed": "added"}))
    assert sorted(there.itertuples(index=False)) == sorted(turned[there.columns].itertuples(index=False))


@given(ROWS)
def test_the_order_of_rows_is_no_change(rows):
    assert differing.changes(_claims(rows), _claims(rows).iloc[::-1], "claims").empty


def test_cells_are_those_that_pandas_compares(builds):
    old = tables.read_text(builds[0] / "claims.csv").drop(columns=tables.LINE)
    new = old.assign(
        place=old["place"].where(old.index != 2, "Kota Entah"), value=old["value"].replace("24", "25")
    )
    found = differing.changes(old, new, "claims")
    compared = (
        old.set_index("claim_id").compare(new.set_index("claim_id")).stack(0, future_stack=True).dropna()
    )
    assert len(found) == len(compared) >= 2
    assert {(row.key, row.column, row.old, row.new) for row in found.itertuples()} == {
        (key, column, row["self"], row["other"]) for (key, column), row in compared.iterrows()
    }


def test_a_number_written_otherwise_is_the_same_value_and_a_text_is_not():
    old = _claims({"a#1": ("x", "x", "17.6", "17,6")})
    assert differing.changes(old, old.assign(value="17.60"), "claims").empty
    found = differing.changes(old, old.assign(printed="17,60"), "claims")
    assert found[["column", "old", "new"]].values.tolist() == [["printed", "17,6", "17,60"]]
    assert len(differing.changes(old, old.assign(value=""), "claims")) == 1


def test_a_column_of_one_build_is_said_once():
    old = _claims({"a#1": ("x", "x", "1", ""), "a#2": ("x", "x", "1", "")})
    found = differing.changes(old, old.drop(columns="printed").assign(also="z"), "claims")
    assert found[["change", "column"]].values.tolist() == [
        ["column_removed", "printed"],
        ["column_added", "also"],
    ]


def test_keys_are_those_that_the_schema_declares():
    for name in differing.TABLES:
        declared = schemas.columns(name)
        assert differing.key_of(name) == declared.loc[declared["key"].eq("yes"), "column"].item()


def test_counts_come_first_then_each_change(builds, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    old, new = builds
    _edit(new / "claims.csv", lambda frame: frame.iloc[1:].assign(value=frame["value"].replace("24", "25")))
    first = tables.read_text(old / "claims.csv").iloc[0]
    page = run_ucj("diff", old, new).stdout.decode()
    assert re.search(r"^claims +0 +1 +1 +1$", page, re.MULTILINE)
    assert re.search(r"^estimates +0 +0 +0 +0$", page, re.MULTILINE)
    assert f"\n- {first['claim_id']}\n    {first['place']}, {first['indicator']}" in page
    assert re.search(r"^~ \S+\n    value  24 -> 25$", page, re.MULTILINE)
    assert "\nfindings\n" not in page and not [line for line in page.split("\n") if len(line) > 100]


def test_machines_get_one_row_a_change(builds):
    old, new = builds
    _edit(
        new / "estimates.csv", lambda frame: frame.assign(grade=frame["grade"].where(frame.index != 0, "D"))
    )
    _edit(new / "findings.csv", lambda frame: frame.iloc[:-1])
    expected = differing.diff(old, new).to_dict("records")
    told = run_ucj("diff", old, new, "--format", "csv").stdout.decode()
    assert list(csv.DictReader(io.StringIO(told))) == expected and len(expected) >= 1
    assert json.loads(run_ucj("diff", old, new, "--format", "json").stdout) == expected


def test_the_other_language_is_left_out_of_the_page_and_not_of_the_rows(builds):
    old, new = builds
    both = {"sentence_id": "Satu.", "sentence_en": "One."}
    _edit(new / "findings.csv", lambda frame: frame.assign(**both))
    page = run_ucj("diff", old, new, "--lang", "id").stdout.decode()
    assert "Satu." in page and "One." not in page and "diubah" in page
    assert {"One.", "Satu."} <= set(differing.diff(old, new)["new"])
    _edit(
        new / "findings.csv",
        lambda frame: frame.assign(sentence_id=tables.read_text(old / "findings.csv")["sentence_id"]),
    )
    assert "One." in run_ucj("diff", old, new, "--lang", "id").stdout.decode()


@pytest.mark.parametrize(("lang", "words"), [("en", "Nothing changed"), ("id", "Tidak ada yang berubah")])
def test_the_same_build_has_no_changes_and_says_so(builds, lang, words):
    done = run_ucj("diff", *builds, "--lang", lang)
    assert done.returncode == 0 and words in done.stdout.decode()
    assert json.loads(run_ucj("diff", *builds, "--format", "json").stdout) == []


def test_the_folder_of_a_project_is_its_processed_tables(builds):
    old, new = builds
    project = new.parent / "project"
    (project / "data").mkdir(parents=True)
    shutil.move(new, project / "data" / "processed")
    assert differing.diff(old, project).empty


@pytest.mark.parametrize(
    ("damage", "error", "words"),
    [
        (lambda new: shutil.rmtree(new), MissingFile, "no folder"),
        (lambda new: (new / "findings.csv").unlink(), MissingFile, "findings.csv is missing"),
        (lambda new: [path.unlink() for path in new.iterdir()], MissingFile, "holds none of claims.csv"),
        (lambda new: _edit(new / "claims.csv", _twice), BadTable, "stands in two rows"),
        (lambda new: _edit(new / "claims.csv", _keyless), BadTable, "no column claim_id"),
        (lambda new: (new / "claims.csv").write_bytes(b"claim_id;value\n"), BadTable, "semicolons"),
    ],
)  # fmt: skip
def test_what_is_no_build_is_one_sentence(builds, damage, error, words):
    old, new = builds
    damage(new)
    with pytest.raises(error) as met:
        differing.diff(old, new)
    assert words in str(met.value)
    done = run_ucj("diff", old, new)
    assert done.returncode == 3 and words in done.stderr and "Traceback" not in done.stderr


def test_an_edition_holds_no_tables_and_that_is_said(builds, tmp_path):
    edition = tmp_path / "2026-05-31-x"
    edition.mkdir()
    (edition / "report.csv").write_text("region_code,outcome\n")
    with pytest.raises(MissingFile) as met:
        differing.diff(builds[0], edition)
    assert "it is an edition" in str(met.value)

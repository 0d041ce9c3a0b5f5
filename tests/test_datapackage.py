"""data/ is a Data Package that a program of others accepts, and broken copies of it are refused."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tomllib

import frictionless
import pytest

from ucjlib.core import tables
from ucjlib.core.errors import UnknownTerm
from ucjlib.run import datapackage, workspace

# resource, column that is broken, its cell in the second row, and what the validator must say
CELLS = [
    ("article_claims", "value", "35,68", "type-error"),
    ("article_claims", "value", "", "constraint-error"),
    ("article_claims", "indicator", "coverage_rat", "constraint-error"),
    ("article_claims", "unit", "percents", "constraint-error"),
    ("article_claims", "region_code", "3505", "constraint-error"),
    ("article_claims", "as_of", "14/4/2025", "constraint-error"),
    ("article_claims", "target_year", "29", "type-error"),
    ("article_claims", "source_id", "no-such-source", "foreign-key"),
    ("official_claims", "source_id", "no-such-source", "foreign-key"),
    ("sources", "published", "2025-13", "constraint-error"),
    ("sources", "url", "www.example.org", "type-error"),
    ("sources", "url", "ftp://example.org/a", "constraint-error"),
    ("decisions", "claim_id", "no-such-source#1", "foreign-key"),
    ("findings", "outcome", "perhaps", "constraint-error"),
    ("findings", "claim_ids", "a#1  a#2", "constraint-error"),
    ("estimates", "grade", "E", "constraint-error"),
    ("series", "figures", "1.5", "type-error"),
    ("trajectories", "quantile", "1.5", "constraint-error"),
    ("trajectories", "series_id", "99.99:employed", "foreign-key"),
    ("chances", "target_id", "no-such-target", "foreign-key"),
    ("costs", "rupiah_low", "-1", "constraint-error"),
    ("backtest", "in_80", "1.5", "constraint-error"),
]


@pytest.fixture(scope="module", autouse=True)
def no_network():
    """What the descriptor names by address must not be fetched to check it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _refuse)
        yield


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of data/ whose files are put back after each test that breaks one."""
    folder = tmp_path_factory.mktemp("package") / "data"
    shutil.copytree(workspace.root() / "data", folder, ignore=shutil.ignore_patterns("texts"))
    return folder


@pytest.fixture(scope="module")
def project(request):
    return tomllib.loads((request.config.rootpath / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_data_is_a_valid_data_package():
    report = frictionless.validate(str(workspace.root() / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:20]
    assert report.stats["warnings"] == 0
    read = {task.name: task.stats["rows"] for task in report.tasks}
    assert read["claims"] == read["article_claims"] + read["official_claims"] == len(workspace.load("claims"))


def test_the_descriptor_is_what_the_tables_make_of_it(project):
    committed = (workspace.root() / "data" / "datapackage.json").read_text(encoding="utf-8")
    assert committed == datapackage.to_text(datapackage.data_package(project)), "run make docs"


def test_every_file_of_data_is_a_resource_and_every_resource_a_file(project):
    data = workspace.root() / "data"
    held = {f"{path.parent.name}/{path.name}" for path in data.glob("*/*.csv")}
    assert {resource["path"] for resource in datapackage.data_package(project)["resources"]} == held


def test_every_column_has_a_type_a_meaning_and_what_it_must_fulfil(project):
    for resource in datapackage.data_package(project)["resources"]:
        header = (workspace.root() / "data" / resource["path"]).read_text(encoding="utf-8").split("\n")[0]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header.split(",")
        assert all(field["type"] and field["description"] for field in fields)
        texts = [field for field in fields if field["type"] == "string"]
        assert all({"enum", "pattern"} & set(field["constraints"]) for field in texts)
        assert resource["title"] and resource["description"] and resource["encoding"] == "utf-8"


def test_every_bound_is_of_a_column_that_exists():
    from ucjlib.reference import schemas

    for row in datapackage._links().itertuples():
        assert row.column in set(schemas.columns(row.table)["column"]), row
        assert row.refers or row.minimum or row.maximum, row


def test_nothing_in_it_is_of_this_machine_or_this_moment(project):
    text = datapackage.to_text(datapackage.data_package(project))
    assert "created" not in json.loads(text)
    assert str(workspace.root()) not in text
    assert all(resource["path"][0] not in "/." for resource in json.loads(text)["resources"])


def test_the_same_bytes_whatever_the_hash_seed(project):
    code = (
        "import sys, json; from ucjlib.run import datapackage as d;"
        "sys.stdout.reconfigure(encoding='utf-8');"
        "print(d.to_text(d.data_package(json.loads(sys.argv[1]))), end='')"
    )
    command = [sys.executable, "-c", code, json.dumps(project)]
    made = {
        subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert made == {datapackage.to_text(datapackage.data_package(project)).encode()}


@pytest.mark.parametrize(("name", "column", "cell", "kind"), CELLS)
def test_a_broken_cell_is_refused(copy, name, column, cell, kind):
    def broken(frame):
        frame.loc[1, column] = cell
        return frame

    found = _errors(copy, name, broken)
    assert {(error.type, error.row_number) for error in found} == {(kind, 3)}
    assert kind == "foreign-key" or found[0].field_name == column


@pytest.mark.parametrize("name", ["sources", "article_claims", "decisions", "findings", "estimates"])
def test_a_key_that_stands_twice_is_refused(copy, name):
    def broken(frame):
        frame.iloc[2, 0] = frame.iloc[0, 0]
        return frame

    assert [error.type for error in _errors(copy, name, broken)] == ["primary-key"]


def test_a_missing_column_is_refused(copy):
    found = _errors(copy, "article_claims", lambda frame: frame.drop(columns="notes"))
    assert "missing-label" in {error.type for error in found}


def test_a_column_more_is_refused(copy):
    found = _errors(copy, "article_claims", lambda frame: frame.assign(comment="x"))
    assert "extra-label" in {error.type for error in found}


def test_columns_in_another_order_are_refused(copy):
    found = _errors(copy, "sources", lambda frame: frame[[*frame.columns[1::-1], *frame.columns[2:]]])
    assert "incorrect-label" in {error.type for error in found}


def test_an_untouched_part_of_a_file_is_taken(copy):
    assert _errors(copy, "article_claims", lambda frame: frame) == []


def test_a_file_that_nobody_described_is_told():
    with pytest.raises(UnknownTerm, match='no row "sourcs"; did you mean "sources"'):
        datapackage.resource("sourcs")


def _errors(folder, name, broken) -> list:
    """What the validator says of the first rows of a file after `broken`; the file is put back."""
    path = folder / datapackage.resource(name)["path"]
    whole = path.read_bytes()
    frame = tables.read_text(path).drop(columns=tables.LINE).head(6)
    try:
        path.write_text(tables.to_csv_text(broken(frame)), encoding="utf-8")
        report = frictionless.Package(str(folder / "datapackage.json")).validate(name=name)
    finally:
        path.write_bytes(whole)
    return report.tasks[0].errors


def _refuse(*given):
    raise OSError("a test of the data package asked for the network")

"""Each rule of each table fails on a row that breaks it, and names file, line and column."""

import pytest

from ucjlib.core import tables
from ucjlib.core.errors import BadTable
from ucjlib.reference import schemas

FILES = {
    "sources": "sources",
    "article_claims": "claims",
    "official_claims": "claims",
    "decisions": "decisions",
    "not_taken": "not_taken",
}
BAD = {
    "id": ["a b", "é", "a\n", "#1"],
    "ids": ["a  b", " a", "a\tb"],
    "region": ["3505", "35.5", "35.05 ", "٣٥"],
    "word": ["not_a_word_of_it", "Percent"],
    "number": ["1,5", "1.500,0", "1e5", "NaN", "inf", "١٢", " 1", "1 ", "+1", "01", "1.", "1" * 19],
    "integer": ["1.0", "-1", "x"],
    "year": ["25", "2025.0", "3025"],
    "date": ["2025-4", "14/4/2025", "2025-13", "2025-04-32", "2025-04-14\n"],
    "url": ["www.example.org", "ftp://x", "http://a b"],
    "sha256": ["abc", "G" * 64],
    "text": [" leading", "trailing ", "two\nlines"],
}


def _cases():
    for file, table in FILES.items():
        for row in schemas.columns(table).itertuples():
            bad = BAD[row.kind] + ([""] if row.required == "yes" else [])
            yield from ((file, table, row.column, cell) for cell in bad)


def _raw(root, file, table):
    return tables.read_text(
        root / "data" / "raw" / f"{file}.csv", list(schemas.columns(table)["column"])
    ).head(3)


@pytest.mark.parametrize("file", FILES)
def test_every_broken_cell_is_refused(file, request):
    root = request.config.rootpath
    table = FILES[file]
    good = _raw(root, file, table)
    schemas.check(good, table, f"{file}.csv")
    for _, _, column, cell in (case for case in _cases() if case[0] == file):
        broken = good.copy()
        broken.loc[1, column] = cell
        with pytest.raises(BadTable) as error:
            schemas.check(broken, table, f"{file}.csv")
        assert f"{file}.csv, line 3, column {column}" in str(error.value), (column, cell)


@pytest.mark.parametrize("file", [file for file, table in FILES.items() if table != "not_taken"])
def test_a_key_stands_once(file, request):
    table = FILES[file]
    broken = _raw(request.config.rootpath, file, table)
    key = schemas.columns(table).loc[lambda rows: rows["key"] == "yes", "column"].item()
    broken.loc[2, key] = broken.loc[0, key]
    with pytest.raises(BadTable, match="more than one row"):
        schemas.check(broken, table, f"{file}.csv")


def test_a_value_lies_in_its_range(request):
    broken = _raw(request.config.rootpath, "article_claims", "claims")
    broken.loc[0, "low"] = str(float(broken.loc[0, "high"]) + 1)
    with pytest.raises(BadTable, match="does not lie in its range"):
        schemas.check(broken, "claims", "article_claims.csv")


def test_a_near_word_is_suggested(request):
    broken = _raw(request.config.rootpath, "article_claims", "claims")
    broken.loc[0, "indicator"] = "coverage_rat"
    with pytest.raises(BadTable, match='did you mean "coverage_rate"'):
        schemas.check(broken, "claims", "article_claims.csv")


def test_every_declared_word_list_exists_and_every_kind_has_a_shape():
    declared = schemas._own_csv("columns")
    assert set(declared["kind"]) <= set(schemas.KINDS) == set(schemas.SHAPES)
    for name in set(declared["vocabulary"]) - {""}:
        assert schemas.vocabulary(name)

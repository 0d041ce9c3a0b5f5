"""`data/` as a Data Package (version 2): what each file and column holds, for programs of others.

For who loads the tables without ucjlib, in R, in a portal or in a validator. Not what ucjlib itself
checks by: `ucjlib.reference.schemas` is stricter (a value lies in its range, a number has no
exponent). Both are made from `columns.csv` and the vocabularies; `data_files.csv` adds what the files
are, `data_bounds.csv` to which table a column refers and between which numbers it lies.

>>> claims = resource("article_claims")
>>> claims["path"], claims["schema"]["primaryKey"]
('raw/article_claims.csv', ['claim_id'])
>>> claims["schema"]["foreignKeys"]
[{'fields': ['source_id'], 'reference': {'resource': 'sources', 'fields': ['source_id']}}]
>>> field("trajectories", "quantile")["constraints"]
{'required': True, 'minimum': 0, 'maximum': 1}

Source of the form: Data Package standard 2.0 (datapackage.org), profiles data package, table
schema and table dialect.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import UnknownTerm
from ucjlib.reference import schemas

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLE = "Coverage of employment social security in Indonesia"
DESCRIPTION = (
    "Figures on the coverage of BPJS Ketenagakerjaan as articles and official tables print them, with their "
    "sources; what rules found in them; what is held true for each place; and how it may go on. "
    "Ids that a column lists, parted by blanks, name rows as foreign keys do."
)
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# What `ucjlib.core.tables` writes.
DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
# The standard asks for expressions that more than one language knows: no control characters by number.
PATTERNS = schemas.KINDS | {"text": r"\S(.*\S)?"}
SHAPES: dict[str, dict[str, Any]] = {
    "number": {"type": "number"},
    "integer": {"type": "integer", "constraints": {"minimum": 0}},
    "year": {"type": "year", "constraints": {"minimum": 1900, "maximum": 2199}},
    "url": {"type": "string", "format": "uri", "constraints": {"pattern": PATTERNS["url"]}},
}


def data_package(project: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor of `data/`; the same for the same tables, with no clock in it.

    project : version, keywords and authors, as in table `project` of pyproject.toml.
    """
    return {
        "$schema": PROFILE,
        "name": "ucjlib",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": project["version"],
        "keywords": list(project["keywords"]),
        "licenses": [LICENCE],
        "sources": [{"title": "The documents that raw/sources.csv lists", "path": "raw/sources.csv"}],
        "contributors": [{"title": author["name"], "roles": ["author"]} for author in project["authors"]],
        "resources": [resource(name) for name in _files().index],
    }


def to_text(descriptor: Mapping[str, Any]) -> str:
    """The descriptor as the text of `data/datapackage.json`."""
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def resource(file: str) -> dict[str, Any]:
    """One file of `data/` with its schema. Raises UnknownTerm for one that data_files.csv does not tell."""
    if file not in _files().index:
        near = schemas.closest(file, tuple(_files().index))
        raise UnknownTerm(f'data_files.csv has no row "{file}"{near}', fix="add a row for the file")
    row = _files().loc[file]
    return {
        "name": file,
        "type": "table",
        "path": f"{row['folder']}/{file}.csv",
        "title": row["title"],
        "description": row["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": _schema(row["table"]),
    }


def field(table: str, column: str) -> dict[str, Any]:
    """One column: name, type, meaning, and what its cells must fulfil."""
    row = schemas.columns(table).set_index("column").loc[column]
    shape = SHAPES.get(row["kind"], {"type": "string"})
    constraints: dict[str, Any] = {"required": True} if row["required"] == "yes" else {}
    if row["vocabulary"]:
        constraints["enum"] = list(schemas.vocabulary(row["vocabulary"]))
    elif row["kind"] not in SHAPES:
        constraints["pattern"] = PATTERNS[row["kind"]]
    constraints |= shape.get("constraints", {}) | _bounds(table, column)
    described = {"name": column, **shape, "description": row["definition"]}
    return described | ({"constraints": constraints} if constraints else {})


def _schema(table: str) -> dict[str, Any]:
    declared = schemas.columns(table)
    keys = list(declared.loc[declared["key"] == "yes", "column"])
    refers = _links()[lambda links: (links["table"] == table) & (links["refers"] != "")]
    foreign = [_foreign_key(row["column"], row["refers"]) for _, row in refers.iterrows()]
    return {
        "fields": [field(table, column) for column in declared["column"]],
        "missingValues": [""],
        **({"primaryKey": keys} if keys else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _foreign_key(column: str, table: str) -> dict[str, Any]:
    key = schemas.columns(table)[lambda rows: rows["key"] == "yes"]["column"].item()
    return {"fields": [column], "reference": {"resource": table, "fields": [key]}}


def _bounds(table: str, column: str) -> dict[str, int]:
    links = _links()
    mine = links[(links["table"] == table) & (links["column"] == column)]
    given = {name: mine[name].iloc[0] for name in ("minimum", "maximum") if len(mine)}
    return {name: int(text) for name, text in given.items() if text}


@cache
def _files() -> pd.DataFrame:
    return _own_csv("data_files").set_index("file")


@cache
def _links() -> pd.DataFrame:
    return _own_csv("data_bounds")


def _own_csv(name: str) -> pd.DataFrame:
    return tables.read_text(Path(str(files("ucjlib.run") / f"{name}.csv"))).drop(columns=tables.LINE)

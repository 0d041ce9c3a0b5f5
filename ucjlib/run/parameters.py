"""Notebook parameters: strict, typed, and named when they are wrong.

Papermill runs on with a misspelt name and turns `-p region 35.10` into the number 35.1,
so every notebook checks its parameters in its second cell, and `ucj brief` checks them
before a kernel starts. What each notebook takes is a row of `parameters.csv`.

>>> check_parameters("brief_regency", region="Pemkab Blitar", as_of="2026-05-31")
{'region': '35.05', 'as_of': '2026-05-31'}
"""

import ast
import difflib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
from pydantic import AfterValidator, ConfigDict, Field, StrictInt, StrictStr, ValidationError, create_model

from ucjlib.core import locale, period, tables
from ucjlib.core.errors import BadParameter, UcjError
from ucjlib.reference import regions


def _kind(*kinds: str):
    def check(text: str) -> str:
        code = regions.resolve(text)
        kind = regions.regions().set_index("region_code").loc[code, "kind"]
        if kind not in kinds:
            raise BadParameter(f"{regions.region_name(code)} is a {kind}", fix=f"name a {' or '.join(kinds)}")
        return code

    return check


def _date(text: str) -> str:
    period.last_day(text)
    return text


def _month(text: str) -> str:
    if len(text) != 7:
        raise BadParameter(f'"{text}" is no month', fix="write 2026-01")
    return _date(text)


def _one_of(what: str, *words: str) -> AfterValidator:
    def check(text: str) -> str:
        if text not in words:
            raise BadParameter(f'"{text}" is no {what}', fix=f"write {' or '.join(words)}")
        return text

    return AfterValidator(check)


def _blank_or(check: Callable[[str], str]) -> AfterValidator:
    return AfterValidator(lambda text: text and check(text))


TYPES: dict[str, Any] = {
    "region": Annotated[StrictStr, AfterValidator(_kind("country", "province", "kabupaten", "kota"))],
    "province_or_nation": Annotated[StrictStr, AfterValidator(_kind("country", "province"))],
    "regency_or_blank": Annotated[StrictStr, _blank_or(_kind("kabupaten", "kota"))],
    "date": Annotated[StrictStr, AfterValidator(_date)],
    "date_or_blank": Annotated[StrictStr, _blank_or(_date)],
    "month": Annotated[StrictStr, AfterValidator(_month)],
    "text": Annotated[StrictStr, Field(min_length=1)],
    "text_or_blank": StrictStr,
    "year": Annotated[StrictInt, Field(ge=2020, le=2100)],
    "months": Annotated[StrictInt, Field(ge=1, le=120)],
    "count": Annotated[StrictInt, Field(ge=1, le=200_000_000)],
    "rupiah": Annotated[StrictInt, Field(ge=1, le=10**15)],
    "percent": Annotated[float, Field(strict=True, gt=0, le=100)],
    "payer": Annotated[StrictStr, _one_of("payer", "budget", "self")],
    "language": Annotated[StrictStr, _one_of("language", *locale.LANGUAGES)],
}


def check_parameters(notebook: str, **given) -> dict[str, Any]:
    """The parameters of `notebook`, checked; regions become codes.

    In a notebook it also reads the cells that begin with "# parameters" (the notebook's
    own and the one papermill adds), so that a misspelt name is caught though nothing uses it.
    Raises BadParameter with one sentence; UnknownRegion, AmbiguousRegion, BadDate likewise.

    >>> try:
    ...     check_parameters("brief_regency", regoin="35.05", as_of="2026")
    ... except BadParameter as error:
    ...     print(error.what)
    brief_regency has no parameter "regoin"; did you mean "region"?
    """
    declared = _declared(notebook)
    for name in [*given, *_assigned_in_cells()]:
        if name not in declared:
            raise BadParameter(
                f'{notebook} has no parameter "{name}"{_near(name, declared)}',
                fix=f"it takes {', '.join(declared)}",
            )
    try:
        return _model(notebook)(**given).model_dump()
    except ValidationError as error:
        raise _sentence(notebook, error.errors()[0]) from None
    except UcjError as error:
        error.where = error.where or f"a parameter of {notebook}"
        raise


def notebooks() -> list[str]:
    """Names of the notebooks that take parameters."""
    return list(dict.fromkeys(_table()["notebook"]))


@cache
def _table() -> pd.DataFrame:
    return tables.read_text(Path(str(files("ucjlib.run") / "parameters.csv")))


def _declared(notebook: str) -> dict[str, str]:
    rows = _table().loc[_table()["notebook"] == notebook]
    if rows.empty:
        raise BadParameter(
            f'there is no notebook "{notebook}"{_near(notebook, notebooks())}',
            fix=f"one of {', '.join(notebooks())}",
        )
    return dict(zip(rows["name"], rows["type"], strict=True))


@cache
def _model(notebook: str):
    fields: dict[str, Any] = {name: (TYPES[kind], ...) for name, kind in _declared(notebook).items()}
    return create_model(notebook, __config__=ConfigDict(extra="forbid"), **fields)


def _near(word: str, words) -> str:
    near = difflib.get_close_matches(word, list(words), n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else ""


def _sentence(notebook: str, error) -> BadParameter:
    name, found = error["loc"][0], error["input"]
    where, kind = f"parameter {name} of {notebook}", _declared(notebook)[name]
    if error["type"] == "missing":
        return BadParameter(f"{name} is missing", where=where, fix=f"give it a value of type {kind}")
    if error["type"] == "string_type" and isinstance(found, int | float):
        return BadParameter(
            f"{name} arrived as the number {found}, and it must be text",
            where=where,
            why="papermill's -p turns 35.10 into the number 35.1",
            fix=f"pass it with -r: -r {name} 35.10",
        )
    return BadParameter(
        f"{name} is {found!r}: {error['msg'].lower()}", where=where, fix=f"it is of type {kind}"
    )


def _assigned_in_cells() -> list[str]:
    """Names given a value in cells that begin with "# parameters", when run inside a notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    cells = shell.user_ns.get("In", []) if shell else []
    return [name for cell in cells if cell.lower().startswith("# parameters") for name in _assigned(cell)]


def _assigned(cell: str) -> list[str]:
    nodes = [node for node in ast.parse(cell).body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = (to for node in nodes for to in getattr(node, "targets", [getattr(node, "target", None)]))
    return [to.id for to in targets if isinstance(to, ast.Name)]

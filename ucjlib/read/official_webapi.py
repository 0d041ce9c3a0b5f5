"""The BPS WebAPI's answer for one dynamic table.

`datacontent` is one flat object whose keys are five ids written one after the other without separators. A
key is built from the lists of ids (vervar + var + turvar + tahun + turtahun) and looked up, never split. A
table in which two combinations build one key is refused; what no combination builds is reported. The part
of the year (turtahun: the survey round) is a level of its own.
"""

import json
import re
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

import pandas as pd

from ucjlib.core.errors import CannotRead
from ucjlib.read.figures import Unreadable
from ucjlib.read.official_cells import frame, in_unit, record
from ucjlib.read.official_figures import read_plain
from ucjlib.read.official_grid import Line, Table
from ucjlib.read.official_texts import Cell, text_of
from ucjlib.read.official_words import factor_and_unit, missing_reason

_LISTS = ("vervar", "var", "turvar", "tahun", "turtahun")  # the order of a key
_MOST_KEYS = 500_000
_TAG = re.compile(r"<[^<>]*>")
_ENTRY = re.compile(r'"([0-9]+)"\s*:\s*"?([^",}\s]*)')
_NOT_BUILT = "no combination of the table's ids builds this key"


class _Item(NamedTuple):
    id: str
    label: str


_Combination = tuple[_Item, ...]


def detects(content: bytes | str) -> bool:
    """JSON with `datacontent`, or with the WebAPI's `data-availability` and no static table."""
    try:
        text = text_of(content)
        if not text.lstrip("\ufeff \n\r\t").startswith("{"):
            return False
        answer = _answer(text)
    except CannotRead:
        return False
    holds_html = isinstance(answer.get("data"), dict) and "table" in answer["data"]
    return "datacontent" in answer or ("data-availability" in answer and not holds_html)


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame; rows and columns count the items of vervar and of the other lists. Raises
    CannotRead."""
    text = text_of(content)
    answer = _answer(text)
    _refuse_other_answers(answer)
    lists = {name: _items(answer, name) for name in _LISTS}
    keys = _keys(lists)
    held: dict[str, Any] = answer["datacontent"]
    live = {combination[1:] for key, combination in keys.items() if key in held}
    columns = {combination: n for n, combination in enumerate(product(*list(lists.values())[1:]), 1)}
    rows = {item: n for n, item in enumerate(lists["vervar"], 1)}
    units = {str(var["val"]): var for var in answer["var"]}
    table, spans = _table(answer, lists), _spans(text)
    found = []
    for key, one in keys.items():
        if one[1:] in live:
            start, end = spans.get(key, (-1, -1))
            cell = Cell(str(held.get(key, "")), rows[one[0]], columns[one[1:]], start, end)
            found.append(_record(table, one, cell, units[one[1].id]))
    return frame(found + _strays(table, held, keys))


def _answer(text: str) -> dict[str, Any]:
    """The JSON with every number as its text. Raises CannotRead for no JSON and for a name given twice."""
    try:
        answer = json.loads(
            text.lstrip("\ufeff"), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        raise CannotRead(
            f"this is no JSON: {error}", fix="save the answer of the WebAPI as it came"
        ) from None
    if not isinstance(answer, dict):
        raise CannotRead("this JSON is no answer of the WebAPI", fix="save the answer as it came")
    return answer


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CannotRead(f'"{twice}" stands twice in one object of this JSON', fix="save the answer anew")
    return found


def _refuse_other_answers(answer: dict[str, Any]) -> None:
    said = str(answer.get("message") or answer.get("data-availability") or answer.get("status") or "nothing")
    if isinstance(answer.get("data"), list):
        raise CannotRead(
            "this answer is a list of tables and no table", fix="ask for model/data of one variable"
        )
    if (
        "datacontent" not in answer
        or not isinstance(answer["datacontent"], dict)
        or not answer["datacontent"]
    ):
        raise CannotRead(
            f"the WebAPI answered without figures ({said})",
            why="the variable, year or domain that was asked for has none",
            fix="ask for another year (th) or domain",
        )


def _items(answer: dict[str, Any], name: str) -> list[_Item]:
    """One list of ids; a list that is absent adds nothing to a key."""
    held = answer.get(name)
    if not isinstance(held, list) or not all(isinstance(item, dict) and "val" in item for item in held):
        raise CannotRead(f'the answer has no list "{name}" of ids', fix="save the whole answer of the WebAPI")
    return [
        _Item(str(item["val"]), " ".join(_TAG.sub(" ", str(item.get("label", ""))).split())) for item in held
    ]


def _keys(lists: dict[str, list[_Item]]) -> dict[str, _Combination]:
    """Key -> combination. Raises CannotRead where two combinations build one key."""
    count = 1
    for items in lists.values():
        count *= len(items)
    if count > _MOST_KEYS:
        raise CannotRead(f"this answer has {count} combinations of ids", fix="ask for fewer years at a time")
    keys: dict[str, _Combination] = {}
    for combination in product(*lists.values()):
        key = "".join(item.id for item in combination)
        if key in keys:
            raise CannotRead(
                f"two combinations of ids build the key {key}: {_said(keys[key])}; {_said(combination)}",
                why="the figure under it may be of either",
                fix="ask for one of the two at a time",
            )
        keys[key] = combination
    return keys


def _said(combination: _Combination) -> str:
    return ", ".join(f"{name} {item.id}" for name, item in zip(_LISTS, combination, strict=True))


def _table(answer: dict[str, Any], lists: dict[str, list[_Item]]) -> Table:
    variable = answer["var"][0] if answer["var"] else {}
    notes = " ".join(_TAG.sub(" ", str(variable.get("note") or "")).split())
    return Table(
        "1", lists["var"][0].label if lists["var"] else "", str(answer.get("labelvervar", "")), [], [], notes
    )


def _record(table: Table, combination: _Combination, cell: Cell, variable: dict[str, Any]) -> dict:
    row, var, turvar, year, part = combination
    line = Line(row.label, "", row.id, [])
    heads = [var.label, turvar.label, year.label, part.label]
    factor, unit, label = factor_and_unit(row.label, [var.label, f"({variable.get('unit', '')})"])
    reason = missing_reason(cell.text) if cell.text else "no entry in datacontent"
    told = record(table, line, heads, cell, label=label, unit=unit, missing_reason=reason)
    if reason:
        return told
    try:
        value, step = read_plain(cell.text)
    except Unreadable as refused:
        return told | {"missing_reason": f'"{cell.text}" cannot be read: {refused.why}'}
    return told | in_unit(value, min(step, _declared_step(variable, step)), factor)


def _declared_step(variable: dict[str, Any], step: Decimal) -> Decimal:
    """The variable's `decimal`: 3 stands for 3.00 in a table of two decimals."""
    places = str(variable.get("decimal", ""))
    return Decimal(1).scaleb(-int(places)) if re.fullmatch("[0-9]", places) else step


def _strays(table: Table, held: dict[str, Any], keys: dict[str, _Combination]) -> list[dict]:
    line = Line("", "", "", [])
    return [
        record(table, line, [], Cell(str(value)), label=f"key {key}", missing_reason=_NOT_BUILT)
        for key, value in held.items()
        if key not in keys
    ]


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """Key -> characters of its figure in the text of the answer."""
    start = text.find('"datacontent"')
    return {match[1]: match.span(2) for match in _ENTRY.finditer(text, max(start, 0))}

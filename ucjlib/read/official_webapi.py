"""The BPS WebAPI's answer for one dynamic table.

`datacontent` is one flat object whose keys are five ids written one after the other without separators. A
key is built from the lists of ids (vervar + var + turvar + tahun + turtahun) and looked up, never split. A
table in which two combinations build one key is refused; what no combination builds is reported. The part
of the year (turtahun: the survey round) is a level of its own.
"""

import re
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any, NamedTuple

import pandas as pd

from ucjlib.read.figures import Unreadable
from ucjlib.read.official_cells import Line, Table, cells_of
from ucjlib.read.official_figures import read_plain
from ucjlib.read.official_texts import Cell, is_json, json_of, text_of
from ucjlib.read.official_words import unit_in
from ucjlib.read.refusals import refusal

_LISTS = ("vervar", "var", "turvar", "tahun", "turtahun")  # the order of a key
_MOST_KEYS = 500_000
_TAG = re.compile(r"<[^<>]*>")
_ENTRY = re.compile(r'"([0-9]+)"\s*:\s*"?([^",}\s]*)')


class _Item(NamedTuple):
    id: str
    label: str


_Combination = tuple[_Item, ...]


def detects(content: bytes | str) -> bool:
    """JSON with `datacontent`, or with the WebAPI's `data-availability` and no static table."""
    text = text_of(content)
    answer = json_of(text) if is_json(text) else {}
    holds_html = isinstance(answer.get("data"), dict) and "table" in answer["data"]
    return "datacontent" in answer or ("data-availability" in answer and not holds_html)


def cells(content: bytes | str) -> pd.DataFrame:
    """The cell frame; rows and columns count the items of vervar and of the other lists.

    Raises CannotRead.
    """
    text = text_of(content)
    answer = json_of(text)
    _refuse_other_answers(answer)
    lists = {name: _items(answer, name) for name in _LISTS}
    keys = _keys(lists)
    table = _table(answer, lists, keys, text)
    found = cells_of([table], plain=True).replace({"missing_reason": "empty cell"}, "no entry in datacontent")
    strange = {key: str(value) for key, value in answer["datacontent"].items() if key not in keys}
    lines = [Line(f"key {key}", "", "", [Cell(value)]) for key, value in strange.items()]
    strays = cells_of([Table("1", table.title, table.head, [[""]] * 4, lines, table.notes)])
    reason = "no combination of the table's ids builds this key"
    strays = strays.assign(value=float("nan"), step=float("nan"), unit="", missing_reason=reason)
    return pd.concat([found, strays], ignore_index=True) if lines else found


def _refuse_other_answers(answer: dict[str, Any]) -> None:
    if isinstance(answer.get("data"), list):
        raise refusal("list of tables")
    if not isinstance(answer.get("datacontent"), dict) or not answer["datacontent"]:
        said = answer.get("message") or answer.get("data-availability") or answer.get("status") or "nothing"
        raise refusal("no figures", said=said)


def _items(answer: dict[str, Any], name: str) -> list[_Item]:
    """One list of ids; an empty one leaves no combination."""
    held = answer.get(name)
    if not isinstance(held, list) or not all(isinstance(item, dict) and "val" in item for item in held):
        raise refusal("no ids", name=name)
    return [_Item(str(item["val"]), _bare(item.get("label"))) for item in held]


def _bare(text: object) -> str:
    """A text without its tags."""
    return " ".join(_TAG.sub(" ", str(text or "")).split())


def _keys(lists: dict[str, list[_Item]]) -> dict[str, _Combination]:
    """Key -> combination. Raises CannotRead where two combinations build one key."""
    count = prod(map(len, lists.values()))
    if count > _MOST_KEYS:
        raise refusal("many keys", count=count)
    keys: dict[str, _Combination] = {}
    for combination in product(*lists.values()):
        key = "".join(item.id for item in combination)
        if key in keys:
            raise refusal("one key", key=key, one=_said(keys[key]), other=_said(combination))
        keys[key] = combination
    return keys


def _said(combination: _Combination) -> str:
    return ", ".join(f"{name} {item.id}" for name, item in zip(_LISTS, combination, strict=True))


def _table(answer: dict, lists: dict[str, list[_Item]], keys: dict[str, _Combination], text: str) -> Table:
    """The answer as a table: a line for each item of vervar, a column for each combination that is used."""
    rows, *others = lists.values()
    held, content = answer["datacontent"], max(text.find('"datacontent"'), 0)
    spans = {match[1]: match.span(2) for match in _ENTRY.finditer(text, content)}
    key_of = {combination: key for key, combination in keys.items()}
    used = {combination[1:] for key, combination in keys.items() if key in held}
    columns = [(n, one) for n, one in enumerate(product(*others), 1) if one in used]
    variables = {str(var["val"]): var for var in answer["var"]}
    lines = []
    for r, row in enumerate(rows, 1):
        cells = []
        for n, column in columns:
            key = key_of[row, *column]
            cell = Cell(str(held.get(key, "")), r, n, *spans.get(key, (-1, -1)))
            cells.append(_with_decimals(cell, variables[column[0].id]))
        lines.append(Line(row.label, "", row.id, cells))
    header = [[column[level].label for _, column in columns] for level in range(len(others))]
    units = [str(variables[column[0].id].get("unit", "")) for _, column in columns]
    units = [unit if unit_in(unit) != (1, "") else "" for unit in units]
    first: dict[str, Any] = next(iter(answer["var"]), {})
    head = str(answer.get("labelvervar", ""))
    return Table("1", _bare(first.get("label")), head, header, lines, _bare(first.get("note")), units)


def _with_decimals(cell: Cell, variable: dict[str, Any]) -> Cell:
    """A figure with the decimals the variable declares: 3 stands for 3.00 in a table of two decimals."""
    places = str(variable.get("decimal", ""))
    try:
        number, step = read_plain(cell.text)
    except Unreadable:
        return cell
    declared = Decimal(1).scaleb(-int(places)) if re.fullmatch("[0-9]", places) else step
    return cell._replace(number=number.quantize(min(step, declared)))

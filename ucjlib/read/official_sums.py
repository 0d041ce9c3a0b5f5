"""What does not add up in an official table, and what jumps: reported, never put right.

Totals of rows and columns against their parts, within rounding; totals that add firms and people; figures
ten or a hundred times their neighbours in time ("7,11" between "70,12" and "71,05" has lost a digit or its
comma has moved).
"""

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

import pandas as pd

from ucjlib.core.tables import cell_text
from ucjlib.read.official_cells import levels_of, unit_of_indicator
from ucjlib.read.official_when import is_time
from ucjlib.read.official_words import encloses, is_average, is_subtotal, is_total, say

SUM_COLUMNS = "direction total of printed sum difference outcome note row column table".split()
JUMP_COLUMNS = "label head printed value neighbours factor row column table".split()
UNLIKE = "adds unlike things"
_ADDED = ("", "persons", "employers", "other")
_ROUNDED = 0.5  # of the last digit, for each part and for the total
_POWERS = (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001)
_NEAR_POWER = 2**0.5  # a jump by 7 to 14 is one by ten
_LIKE = 3  # neighbours within this factor of each other are alike


def sums(cells: pd.DataFrame) -> pd.DataFrame:
    """Rows and columns called total against the sum of their parts, within rounding.

    cells : what `read_cells` returns.
    Returns direction ('rows' added down a column, 'columns' across a row), total (its label), of (that
    column or row), printed, sum, difference (printed - sum), outcome: agree, disagree, or cannot_tell
    when a part is missing or parts lie in each other; note; row, column and table of the total. Percentages
    and single parts are not added. A total of unlike things (firms and people) disagrees, whatever it adds
    to.
    """
    counts = [cell for cell in _with_paths(cells) if _is_count(cell)]
    return pd.DataFrame([*_down(counts), *_across(counts)], columns=SUM_COLUMNS)


def sum_sentences(found: pd.DataFrame) -> list[str]:
    """What did not hold, one sentence for each row of `sums` that disagrees.

    >>> from ucjlib.read.official import read_cells
    >>> text = "Bekerja (orang),,\\n,2023,2024\\nA,1,2\\nB,4,5\\nTotal,5,8\\n"
    >>> sum_sentences(sums(read_cells(text, "bps-csv")))
    ['column 3: "Total" prints 8, its rows add to 7, a difference of 1']
    """
    return [_sentence(row) for row in found[found["outcome"] == "disagree"].to_dict("records")]


def jumps(cells: pd.DataFrame) -> pd.DataFrame:
    """Figures about ten, a hundred ... times their neighbours in time, or a tenth, a hundredth.

    Returns label, head, printed, value, neighbours (median of the others of the row), factor
    (10, 100, 0.1 ...), row, column, table. Of two figures alone, both are named: neither is known to be
    right.
    """
    known = [cell for cell in _with_paths(cells) if cell["value"] > 0]
    for cell in known:
        cell["timeless"] = tuple("" if is_time(text) else text for text in cell["path"])
    groups = _grouped(known, "table", "label", "group", "unit", "timeless")
    return pd.DataFrame([row for group in groups for row in _jumps(group)], columns=JUMP_COLUMNS)


def jump_sentences(found: pd.DataFrame) -> list[str]:
    """One sentence for each row of `jumps`."""
    return [
        f'line {row["row"]}, column {row["column"]}: "{row["printed"]}" ({row["label"]}, {row["head"]}) '
        f"is about {row['factor']:g} times its neighbours, {_number(row['neighbours'])}"
        for row in found.to_dict("records")
    ]


def _with_paths(cells: pd.DataFrame) -> list[dict]:
    names = levels_of(cells)
    return [cell | {"path": tuple(cell[name] for name in names)} for cell in cells.to_dict("records")]


def _grouped(cells: list[dict], *names: str) -> Iterator[list[dict]]:
    groups: dict[tuple, list[dict]] = defaultdict(list)
    for cell in cells:
        groups[tuple(cell[name] for name in names)].append(cell)
    yield from groups.values()


def _down(counts: list[dict]) -> Iterator[dict]:
    for column in _grouped(counts, "table", "column", "path"):
        for block in [column] if len(_wholes(column)) < 2 else _grouped(column, "group"):
            wholes = _wholes(block)
            others = [cell for cell in block if cell not in wholes]
            parts = [one for one in others if not is_subtotal(one["label"]) and not is_average(one["label"])]
            if len(wholes) == 1 and len(parts) > 1:
                yield _sum("rows", wholes[0], wholes[0]["label"], parts, [part["label"] for part in parts])


def _across(counts: list[dict]) -> Iterator[dict]:
    for line in _grouped(counts, "table", "row"):
        for total in line:
            parts = [cell for cell in line if cell is not total and _is_part(cell["path"], total["path"])]
            if len(parts) > 1:
                whole = next(text for text in total["path"] if is_total(text))
                yield _sum("columns", total, whole, parts, [part["path"][-1] for part in parts])


def _sum(direction: str, total: dict, label: str, parts: list[dict], names: list[str]) -> dict:
    named = [say(name).indicator for name in names]
    added = [part for part, own in zip(parts, named, strict=True) if not any(encloses(o, own) for o in named)]
    whole = float(sum(part["value"] for part in added))
    difference = round(total["value"] - whole, 9)
    return {
        "direction": direction,
        "total": label,
        "of": str(total["column"] if direction == "rows" else total["row"]),
        "printed": float(total["value"]),
        "sum": whole,
        "difference": difference,
        **_outcome(total, added, difference, len(added) < len(parts)),
        **{name: total[name] for name in ("row", "column", "table")},
    }


def _outcome(total: dict, added: list[dict], difference: float, nested: bool) -> dict[str, str]:
    unlike = sorted({_thing(part) for part in added} - {""})
    if len(unlike) > 1:
        return {"outcome": "disagree", "note": f"{UNLIKE}: {' and '.join(unlike)}"}
    rounded = sum(cell["step"] for cell in (total, *added) if cell["step"] != 1 and cell["step"] > 0)
    agrees = abs(difference) <= _ROUNDED * rounded + 1e-9
    is_open = nested or difference != difference
    outcome = "agree" if agrees else "cannot_tell" if is_open else "disagree"
    return {"outcome": outcome, "note": "parts lie in each other" if nested else ""}


def _is_part(head: tuple[str, ...], total: tuple[str, ...]) -> bool:
    """Whether the column under `head` is a part of the one under `total`."""
    k = next((k for k, text in enumerate(total) if is_total(text)), None)
    if k is None or head[:k] != total[:k]:
        return False
    if all(is_total(text) or not text for text in total[k:]):
        return not any(is_total(text) or is_subtotal(text) for text in head[k:])
    return not is_total(head[k]) and head[k + 1 :] == total[k + 1 :]


def _wholes(block: list[dict]) -> list[dict]:
    """Cells of totals, or of the one province among its regencies."""
    totals = [cell for cell in block if is_total(cell["label"])]
    provinces = [cell for cell in block if cell["label"].casefold().startswith("provinsi ")]
    return totals or (provinces if len(provinces) == 1 else [])


def _is_count(cell: dict) -> bool:
    """Neither a percentage nor a rate by its name."""
    texts = (*reversed(cell["path"]), cell["label"], cell["title"])
    named = next((name for text in texts if (name := say(text).indicator)), "")
    return cell["unit"] in _ADDED and (bool(cell["unit"]) or unit_of_indicator(named) != "percent")


def _thing(cell: dict) -> str:
    """What a part counts, from its unit, the indicator of its label or the noun in it."""
    told = say(cell["label"])
    units = (cell["unit"], unit_of_indicator(told.indicator), *told.units)
    found = next((unit for unit in units if unit), "")
    return "people" if found in ("persons", "workers") else found


def _jumps(group: list[dict]) -> Iterator[dict]:
    """Of figures of one meaning and place that differ in time alone."""
    for cell in group if len({cell["path"] for cell in group}) > 1 else []:
        others = [other["value"] for other in group if other is not cell]
        ratio = cell["value"] / median(others)
        near = [power for power in _POWERS if 1 / _NEAR_POWER <= ratio / power <= _NEAR_POWER]
        if near and max(others) <= _LIKE * min(others):
            head = " ".join(dict.fromkeys(text for text in cell["path"] if text))
            told = cell | {"head": head, "neighbours": median(others), "factor": near[0]}
            yield {name: told[name] for name in JUMP_COLUMNS}


def _sentence(row: dict) -> str:
    where = f"{'column' if row['direction'] == 'rows' else 'line'} {row['of']}"
    if row["note"].startswith(UNLIKE):
        return f'{where}: "{row["total"]}" {row["note"]}; no total of one thing'
    printed, added, difference = (_number(row[name]) for name in ("printed", "sum", "difference"))
    parts = f"its {row['direction']} add to {added}"
    return f'{where}: "{row["total"]}" prints {printed}, {parts}, a difference of {difference}'


def _number(value: float) -> str:
    return cell_text(round(float(value), 6))

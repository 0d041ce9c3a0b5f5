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
    names = levels_of(cells)
    counts = [_with_path(cell, names) for cell in cells.to_dict("records") if _is_count(cell)]
    return pd.DataFrame([*_down(counts), *_across(counts)], columns=SUM_COLUMNS)


def sum_sentences(found: pd.DataFrame) -> list[str]:
    """What did not hold, one sentence for each row of `sums` that disagrees.

    >>> from ucjlib.read.official import read_cells
    >>> text = "Bekerja (orang),,\\n,2023,2024\\nA,1,2\\nB,4,5\\nTotal,5,8\\n"
    >>> cells = read_cells(text, "bps-csv")
    >>> sum_sentences(sums(cells))
    ['column 3: "Total" prints 8, its rows add to 7, a difference of 1']
    """
    return [_sentence(row) for row in found[found["outcome"] == "disagree"].to_dict("records")]


def jumps(cells: pd.DataFrame) -> pd.DataFrame:
    """Figures about ten, a hundred ... times their neighbours in time, or a tenth, a hundredth.

    Returns label, head, printed, value, neighbours (median of the others of the row), factor
    (10, 100, 0.1 ...), row, column, table. Of two figures alone, both are named: neither is known to be
    right.
    """
    rows = [row for group in _in_time(cells) for row in _jumps(group)]
    return pd.DataFrame(rows, columns=JUMP_COLUMNS)


def jump_sentences(found: pd.DataFrame) -> list[str]:
    """One sentence for each row of `jumps`."""
    return [
        f'line {row["row"]}, column {row["column"]}: "{row["printed"]}" ({row["label"]}, {row["head"]}) '
        f"is about {row['factor']:g} times its neighbours, {_number(row['neighbours'])}"
        for row in found.to_dict("records")
    ]


def _with_path(cell: dict, names: list[str]) -> dict:
    return cell | {"path": tuple(cell[name] for name in names)}


def _grouped(cells: list[dict], *names: str) -> Iterator[list[dict]]:
    groups: dict[tuple, list[dict]] = defaultdict(list)
    for cell in cells:
        groups[tuple(cell[name] for name in names)].append(cell)
    yield from groups.values()


def _down(counts: list[dict]) -> Iterator[dict]:
    for column in _grouped(counts, "table", "column", "path"):
        blocks = [column] if len(_wholes(column)) < 2 else _grouped(column, "group")
        for block in blocks:
            wholes = _wholes(block)
            parts = [cell for cell in block if cell not in wholes and not _stands_aside(cell["label"])]
            if len(wholes) == 1 and len(parts) > 1:
                names = [part["label"] for part in parts]
                yield _sum("rows", wholes[0], wholes[0]["label"], wholes[0]["column"], parts, names)


def _across(counts: list[dict]) -> Iterator[dict]:
    for line in _grouped(counts, "table", "row"):
        for total in line:
            parts = [cell for cell in line if cell is not total and _is_part(cell["path"], total["path"])]
            if len(parts) > 1:
                whole = next(text for text in total["path"] if is_total(text))
                yield _sum("columns", total, whole, total["row"], parts, [part["path"][-1] for part in parts])


def _sum(direction: str, total: dict, label: str, of: int, parts: list[dict], names: list[str]) -> dict:
    added = [part for part, name in zip(parts, names, strict=True) if not _lies_inside(name, names)]
    nested = len(added) < len(parts)
    printed, whole = float(total["value"]), float(sum(part["value"] for part in added))
    difference = round(printed - whole, 9)
    rounded = [cell["step"] for cell in [total, *added] if cell["step"] == cell["step"] and cell["step"] != 1]
    agrees = abs(difference) <= _ROUNDED * sum(rounded) + 1e-9
    unlike = sorted({thing for part in added if (thing := _thing(part))})
    outcome, note = "agree" if agrees else "disagree", ""
    if nested:
        outcome, note = "agree" if agrees else "cannot_tell", "parts lie in each other"
    if difference != difference:
        outcome = "cannot_tell"
    if len(unlike) > 1:
        outcome, note = "disagree", f"{UNLIKE}: {' and '.join(unlike)}"
    place = [total["row"], total["column"], total["table"]]
    row = [direction, label, str(of), printed, whole, difference, outcome, note, *place]
    return dict(zip(SUM_COLUMNS, row, strict=True))


def _is_part(head: tuple[str, ...], total: tuple[str, ...]) -> bool:
    """Whether the column under `head` is a part of the one under `total`."""
    k = _total_level(total)
    if k is None or head[:k] != total[:k]:
        return False
    if all(is_total(text) or not text for text in total[k:]):
        return not any(is_total(text) or is_subtotal(text) for text in head[k:])
    return not is_total(head[k]) and head[k + 1 :] == total[k + 1 :]


def _total_level(head: tuple[str, ...]) -> int | None:
    return next((k for k, text in enumerate(head) if is_total(text)), None)


def _wholes(block: list[dict]) -> list[dict]:
    """Cells of totals, or of the one province among its regencies."""
    totals = [cell for cell in block if is_total(cell["label"])]
    provinces = [cell for cell in block if cell["label"].casefold().startswith("provinsi ")]
    return totals or (provinces if len(provinces) == 1 else [])


def _stands_aside(label: str) -> bool:
    return is_subtotal(label) or is_average(label)


def _is_count(cell: dict) -> bool:
    """Neither a percentage nor a rate by its name."""
    texts = [text for name, text in cell.items() if name.startswith("level_")]
    named = [say(text).indicators for text in [*reversed(texts), cell["label"], cell["title"]]]
    one = next((next(iter(found)) for found in named if len(found) == 1), "")
    return cell["unit"] in _ADDED and not (one and unit_of_indicator(one) == "percent" and not cell["unit"])


def _lies_inside(name: str, names: list[str]) -> bool:
    own = say(name).indicators
    others = [say(other).indicators for other in names if other != name]
    return len(own) == 1 and any(
        len(other) == 1 and encloses(next(iter(other)), next(iter(own))) for other in others
    )


def _thing(cell: dict) -> str:
    """What a part counts, from its unit, the indicator of its label or the noun in it."""
    told = say(cell["label"])
    named = [unit_of_indicator(one) for one in told.indicators] if len(told.indicators) == 1 else []
    found = next((unit for unit in (cell["unit"], *named, *told.units) if unit), "")
    return "people" if found in ("persons", "workers") else found


def _in_time(cells: pd.DataFrame) -> Iterator[list[dict]]:
    """Figures of one meaning and place that differ in time alone."""
    names = levels_of(cells)
    known = [_with_path(cell, names) for cell in cells.to_dict("records") if cell["value"] > 0]
    timeless = [cell | {"timeless": _without_time(cell["path"])} for cell in known]
    for group in _grouped(timeless, "table", "label", "group", "unit", "timeless"):
        if len({cell["path"] for cell in group}) > 1:
            yield group


def _without_time(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("" if is_time(text) else text for text in path)


def _jumps(group: list[dict]) -> Iterator[dict]:
    for cell in group:
        others = [other["value"] for other in group if other is not cell]
        factor = _power_of_ten(cell["value"] / median(others))
        if factor != 1 and max(others) <= _LIKE * min(others):
            head = " ".join(dict.fromkeys(text for text in cell["path"] if text))
            told = {"head": head, "neighbours": median(others), "factor": factor}
            yield {name: (cell | told)[name] for name in JUMP_COLUMNS}


def _power_of_ten(ratio: float) -> float:
    """The power of ten that `ratio` is near, 1 for none.

    >>> _power_of_ten(9.8), _power_of_ten(0.0103), _power_of_ten(4.0)
    (10.0, 0.01, 1.0)
    """
    for power in (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001):
        if 1 / _NEAR_POWER <= ratio / power <= _NEAR_POWER:
            return power
    return 1.0


def _sentence(row: dict) -> str:
    where = f"{'column' if row['direction'] == 'rows' else 'line'} {row['of']}"
    if row["note"].startswith(UNLIKE):
        return f'{where}: "{row["total"]}" {row["note"]}; no total of one thing'
    printed, added, difference = (_number(row[name]) for name in ("printed", "sum", "difference"))
    parts = f"its {row['direction']} add to {added}"
    return f'{where}: "{row["total"]}" prints {printed}, {parts}, a difference of {difference}'


def _number(value: float) -> str:
    return cell_text(round(float(value), 6))

"""Cells of an official table -> claims: place, meaning and date bound to each figure, or the reason why not.

Not for reading files (`official` does, by shape) and not for judging: a total that does not add up, a
figure ten times its neighbours, a region that stands there twice are said in the claim's notes and left as
printed.
"""

from collections import defaultdict
from decimal import Decimal

import pandas as pd

from ucjlib.core.quantity import printed_range
from ucjlib.core.tables import cell_text
from ucjlib.read.official_cells import levels_of
from ucjlib.read.official_meaning import Meaning, mean
from ucjlib.read.official_places import Column, Place, title_place
from ucjlib.read.official_sums import UNLIKE, jumps, sums
from ucjlib.read.official_when import When, when
from ucjlib.read.official_words import first_line, is_total, say
from ucjlib.reference.regions import find_region, region_name, resolve

UNBOUND_COLUMNS = ["printed", "row", "column", "label", "reason"]
_NATION = "00"
_LONGEST_NOTE = 160  # characters of the table's own notes in each claim


def claims_and_rest(
    cells: pd.DataFrame, scheme: str, published: str = "", region: str = ""
) -> tuple[list[dict[str, str]], pd.DataFrame]:
    """Rows of `claims`, all cells as text, and the cells that are no claim with their reason.

    scheme : what numbers beside the names are called. region : code or name, where no text names the place.
    Raises AmbiguousRegion, UnknownRegion, BadDate for what the caller gave.
    """
    given = resolve(region) if region else ""
    doubts = _doubts(cells)
    rows, rest = [], []
    for _, table in cells.groupby("table", sort=False):
        where = _Where(table, scheme, given)
        for cell in table.to_dict("records"):
            row, reason = _claim(cell, where, published, doubts[_spot(cell)])
            if reason:
                rest.append((cell["printed"], cell["row"], cell["column"], cell["label"], reason))
            else:
                rows.append(row)
    rows = _with_contradictions(rows)
    numbered = [{**row, "claim_id": f"table#{n}", "source_id": "table"} for n, row in enumerate(rows, 1)]
    return numbered, pd.DataFrame(rest, columns=UNBOUND_COLUMNS)


class _Where:
    """Where each cell of one table holds: by its label, a level above it, the title, or the caller's word."""

    def __init__(self, table: pd.DataFrame, scheme: str, given: str) -> None:
        first = table.iloc[0]
        self.levels = levels_of(table)
        constant = [first[name] for name in self.levels if table[name].nunique() == 1]
        self.of_title = {text for text in constant if text in first["title"]}
        places = (title_place(text) for text in [first["title"], *constant] if text)
        self.base = next((place for place in places if place), None)
        if self.base is None and given:
            self.base = Place(given, region_name(given), "place as the reader was told")
        inside = (given or (self.base.region_code if self.base else ""))[:2].replace("00", "")
        names = list(zip(table["label"], table["code"], strict=True))
        self.labels = Column(names, first["head"], inside, scheme)
        self.above = {name: Column([(text, "") for text in table[name]], "", inside) for name in self.levels}
        self.row_max = table.groupby("row")["value"].max().fillna(0.0).to_dict()
        self.by_level = next((name for name in self.levels if self.above[name].holds_places), "")

    def place(self, cell: dict) -> Place:
        label = cell["label"]
        if find_region(label).region_code == _NATION:
            return Place(_NATION, region_name(_NATION), "")
        if self.labels.holds_places and not is_total(label):
            above = [code for code in find_region(first_line(cell["group"])).candidates if len(code) == 2]
            provinces = [code for code in above if code != _NATION]
            return self.labels.place(label, cell["code"], provinces[0] if len(provinces) == 1 else "")
        if self.by_level and not is_total(cell[self.by_level]):
            return self.above[self.by_level].place(cell[self.by_level], "")
        return self.base or Place("", "", "", "no text tells the place; name it with region")

    def largest(self, cell: dict) -> float:
        """The largest figure of the row, or of the table where rows are of one kind."""
        names_one = bool(say(cell["label"]).indicators)
        return self.row_max[cell["row"]] if names_one else max(self.row_max.values())

    def heads(self, cell: dict) -> list[str]:
        """The levels above a cell, without the place and without a title that stands over all of them."""
        told = [cell[name] for name in self.levels if name != self.by_level]
        return [text for text in told if text not in self.of_title]

    def label(self, cell: dict) -> str:
        """The words of group and label that are no place."""
        group = "" if find_region(cell["group"]).candidates else first_line(cell["group"])
        label = "" if self.labels.holds_places else first_line(cell["label"])
        return f"{group} {label}".strip()


def _claim(cell: dict, where: _Where, published: str, doubts: list[str]) -> tuple[dict, str]:
    """A row of `claims` without its ids, or the reason why there is none."""
    if cell["missing_reason"]:
        return {}, cell["missing_reason"]
    place, heads, label, title = where.place(cell), where.heads(cell), where.label(cell), cell["title"]
    meaning = mean(heads, label, title, cell["unit"], cell["value"], cell["head"], where.largest(cell))
    unlike = next((doubt for doubt in doubts if UNLIKE in doubt), "")
    if reason := unlike or meaning.reason or place.reason:
        return {}, reason
    time = when([*reversed(heads), label], title, published)
    spot = f"row {cell['row']}, column {cell['column']}"
    own = cell["notes"]
    note = f"table note: {own[:_LONGEST_NOTE]}{'...' if len(own) > _LONGEST_NOTE else ''}" if own else ""
    notes = filter(None, [place.note, *meaning.notes, *time.notes, *doubts, note, spot])
    return _row(cell, place, meaning, time, "; ".join(" ".join(note.split()) for note in notes)), ""


def _row(cell: dict, place: Place, meaning: Meaning, time: When, notes: str) -> dict[str, str]:
    value, step = (Decimal(cell_text(cell[name])) for name in ("value", "step"))
    low, high = printed_range(value, step)
    pointed = not pd.isna(cell["start"])
    return dict.fromkeys(("period_start", "target_year", "qualifier", "speaker_role"), "") | {
        "region_code": place.region_code,
        "place": " ".join(place.place.split()),
        "indicator": meaning.indicator,
        "segment": meaning.segment,
        "denominator": "unknown" if meaning.indicator == "coverage_rate" else "",
        "value": f"{value:f}",
        "low": f"{low:f}",
        "high": f"{high:f}",
        "unit": meaning.unit,
        "as_of": time.as_of,
        "as_of_basis": time.basis,
        "printed": cell["printed"] if pointed else " ".join(cell["printed"].split()),
        "start": str(cell["start"]) if pointed else "",
        "end": str(cell["end"]) if pointed else "",
        "notes": notes,
    }


def _doubts(cells: pd.DataFrame) -> dict[tuple, list[str]]:
    """What is doubtful about the figure at each (table, row, column)."""
    found: dict[tuple, list[str]] = defaultdict(list)
    for row in sums(cells).query("outcome == 'disagree'").to_dict("records"):
        added = row["note"] or f"its {row['direction']} add to {cell_text(row['sum'])}"
        found[_spot(row)].append(f"total: {added}")
    for row in jumps(cells).to_dict("records"):
        found[_spot(row)].append(f"about {row['factor']:g} times its neighbours")
    return found


def _with_contradictions(rows: list[dict]) -> list[dict]:
    """Two values for one fact are said beside both: a region named twice, a share beside a percentage."""
    facts: dict[tuple, set[str]] = defaultdict(set)
    for row in rows:
        facts[_fact(row)].add(row["value"])
    noted = []
    for row in rows:
        others = ", ".join(sorted(facts[_fact(row)] - {row["value"]}, key=float))
        said = f"the table prints {others} too for this place, date and group; " if others else ""
        noted.append({**row, "notes": f"{said}{row['notes']}"})
    return noted


def _fact(row: dict) -> tuple:
    part = next((note for note in row["notes"].split("; ") if note.startswith("part: ")), "")
    return (*(row[name] for name in "region_code place indicator segment unit as_of".split()), part)


def _spot(row: dict) -> tuple:
    return row["table"], row["row"], row["column"]

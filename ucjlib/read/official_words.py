"""The few words of official tables: missing marks, factors, units, totals, notes.

>>> factor_and_unit("Jumlah (Ribu orang)", [])
(1000, 'persons', 'Jumlah')
"""

import re

MISSING = {
    "...": "not available (...)",
    "…": "not available (...)",
    "-": "not applicable (-)",
    "–": "not applicable (-)",
    "": "empty cell",
}
_FACTORS = {"ribu": 1000, "juta": 1_000_000}
_UNITS = {"%": "percent", "persen": "percent", "orang": "persons", "jiwa": "persons"}
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_TOTALS = {"total", "jumlah", "jumlah/total", "indonesia"}
_NOTES = re.compile(r"(catatan|note|keterangan|sumber)\b", re.IGNORECASE)


def factor_and_unit(label: str, heads: list[str]) -> tuple[int, str, str]:
    """Factor, unit and the label without its bracket; the label is asked first, then the last of `heads`."""
    own = _BRACKET.search(label)
    for text in [own[1] if own else "", *(_inside(head) for head in reversed(heads))]:
        words = re.findall(r"%|[a-z]+", text.casefold())
        unit = next((_UNITS[word] for word in words if word in _UNITS), "")
        factor = next((_FACTORS[word] for word in words if word in _FACTORS), 1)
        if unit or factor > 1:
            return factor, unit, label[: own.start()] if own else label
    return 1, "", label


def is_total(label: str) -> bool:
    """Whether a row or column label names the sum of the others."""
    return label.casefold() in _TOTALS


def is_note(cell: str) -> bool:
    """Whether a line that begins with `cell` is below the table."""
    return bool(_NOTES.match(cell))


def _inside(head: str) -> str:
    found = _BRACKET.search(head)
    return found[1] if found else ""

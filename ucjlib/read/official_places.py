"""Which region a row of an official table is: by name and kind, never by equating codes.

Numbers of the statistics office and of the Ministry of Home Affairs differ for 199 of the 514 regions, and
26 names are a kabupaten and a kota. A number tells the kind alone (71 and more is a kota in both schemes)
and, with four digits, the province; the name does the rest. A bare name beside its "Kota" twin in one
column is the kabupaten. What stays open keeps its place as printed, without a code, and the reason.

>>> column = Column([("Blitar", "3505"), ("Kota Blitar", "3572")], head="Kabupaten/Kota", scheme="BPS code")
>>> column.place("Blitar", "3505")[:3]
('35.05', 'Kabupaten Blitar', 'BPS code 3505, translated by name and kind')
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ucjlib.core.tables import read_text
from ucjlib.read.official_words import first_line, is_subtotal, is_total, tokens
from ucjlib.read.places import find_places
from ucjlib.reference.region_names import key, words
from ucjlib.reference.regions import find_region, province_of, region_name, suggestions

_FIRST_KOTA = 71
_BPS_NATION = "9999"
_LOCAL_HEADS = {"kabupaten", "kab", "kota", "regency", "municipality"}
_PLACE_HEADS = {*_LOCAL_HEADS, "provinsi", "province", "dan", "nama"}
_NUMBERED = re.compile(
    r"\(?([0-9]{1,2}|[0-9]{4}|[0-9]{2}\.[0-9]{2})\s*[.)]?\s+(?=[^\W\d_])(?!(?:keatas|ke|tahun)(?!\S))(.+)",
    re.DOTALL | re.IGNORECASE,
)
_KIND = re.compile(r"(kota|kabupaten|kab\.?|provinsi|propinsi|prov\.?)\s", re.IGNORECASE)


class Place(NamedTuple):
    """A region, or a place without a code; `reason` says why a cell of it is no claim, '' otherwise."""

    region_code: str
    place: str
    note: str
    reason: str = ""


class Column:
    """The names of one column (or level) of a table, with the numbers beside them.

    names : (name, number) of each row; number '' where none is printed. head : the column's own head.
    inside : code of the province the table is of, '' if not told. scheme : what the numbers are called.
    """

    def __init__(
        self, names: list[tuple[str, str]], head: str = "", inside: str = "", scheme: str = "BPS code"
    ):
        rows = dict.fromkeys(names)
        self.names = [row for row in rows if not is_total(row[0]) and not is_subtotal(row[0])]
        self.inside, self.scheme = inside, scheme
        self.provinces = self._is_of_provinces(head)
        self.numbered = self._numbers_are_codes()
        printed = [first_line(name) for name, _ in self.names]
        found = [_KIND.match(name) or find_region(name).candidates for name in printed]
        self.listed = {key(words(name)) for name in printed}
        self.holds_places = bool(found) and (_heads_places(head) or 2 * sum(map(bool, found)) >= len(found))

    def place(self, name: str, code: str, inside: str = "") -> Place:
        """The region of one row, where the column holds places; `inside`: the province its block names."""
        printed = first_line(name)
        kind, province = self._from_number(code)
        shown = printed if _KIND.match(printed) else f"{kind} {printed}".strip()
        match = find_region(shown, province or inside or self.inside)
        if match.status == "unknown" and find_region(printed).region_code == "00":
            match = find_region(printed)
        if match.status == "region" and province and province_of(match.region_code) not in (province, ""):
            there, here = region_name(province), region_name(match.region_code)
            return Place("", printed, f"{self.scheme} {code} is of {there} and the name is {here}")
        if match.status == "region":
            return Place(match.region_code, match.place, self._how(printed, code))
        if twin := self._twin(printed, match.candidates):
            kind = "kabupaten" if "." in twin else "province of the title"
            note = f"bare name beside its Kota twin in this table: the {kind}"
            return Place(twin, region_name(twin), note)
        if match.status == "ambiguous":
            return Place("", printed, match.reason)
        near = suggestions(printed, 1) if len(printed) < 80 else []
        return Place("", printed, "", match.reason + (f"; near it is {near[0]}" if near else ""))

    def _from_number(self, code: str) -> tuple[str, str]:
        """The kind that a number tells, and the province of a four-digit one."""
        if not (self.numbered and code):
            return ("Provinsi" if self.provinces else ""), ""
        digits = code.replace(".", "")
        if digits == _BPS_NATION or digits[2:] == "00" or (len(digits) == 2 and self.provinces):
            return "Provinsi", ""
        names = _provinces().get(digits[:2], []) if len(digits) == 4 else []
        province = find_region(f"Provinsi {names[0]}").region_code if len(names) == 1 else ""
        return "Kota" if int(digits[-2:]) >= _FIRST_KOTA else "Kabupaten", province

    def _how(self, printed: str, code: str) -> str:
        """What the note says of a number: how it was used, or that it is against the name."""
        if code and self.numbered:
            return f"{self.scheme} {code}, translated by name and kind"
        digits = code.replace(".", "")
        odd = len(digits) == 4 and digits.isdigit() and _against(printed, digits)
        return f"{self.scheme} {code} is of another kind than the name, which is taken" if odd else ""

    def _twin(self, printed: str, candidates: tuple[str, ...]) -> str:
        """The kabupaten, or the title's province, of a bare name whose kota stands in the column too."""
        kabupaten = [code for code in candidates if "." in code and int(code[3:]) < _FIRST_KOTA]
        if f"kota{key(words(printed))}" not in self.listed:
            return ""
        return kabupaten[0] if len(kabupaten) == 1 else self.inside if self.inside in candidates else ""

    def _is_of_provinces(self, head: str) -> bool:
        """The head says so, or several names of which each can be a province."""
        if _heads_places(head):
            return not set(tokens(first_line(head))) & _LOCAL_HEADS
        names = [first_line(name) for name, _ in self.names]
        return len(names) > 2 and all(find_region(f"Provinsi {name}").status == "region" for name in names)

    def _numbers_are_codes(self) -> bool:
        """Numbers of two or four digits, none against a printed kind: else they only count the rows."""
        codes = [(name, code.replace(".", "")) for name, code in self.names if code]
        if not codes or any(len(code) not in (2, 4) for _, code in codes):
            return False
        if self.provinces and all(len(code) == 2 for _, code in codes):
            return all(code in _provinces() for _, code in codes)
        return not any(_against(name, code) for name, code in codes)


def title_place(title: str) -> Place | None:
    """The one region that a title names, the smaller of two that lie in each other; None if it names none."""
    found = [place for place in find_places(first_line(title)) if place.status in ("region", "ambiguous")]
    codes = {place.region_code for place in found if place.region_code}
    around = {province_of(code) for code in codes if "." in code} | ({"00"} if len(codes) > 1 else set())
    smallest = [code for code in codes if code not in around]
    if len(smallest) == 1:
        return Place(smallest[0], region_name(smallest[0]), "")
    if found and not codes and len({place.place for place in found}) == 1:
        return Place("", found[0].place, find_region(found[0].place).reason)
    return None


@lru_cache(maxsize=1024)
def without_places(title: str) -> str:
    """A title without the names of regions in it."""
    text = first_line(title)
    for place in reversed(find_places(text)):
        text = f"{text[: place.start]} {text[place.end :]}"
    return text


def split_number(label: str) -> tuple[str, str]:
    """The number printed before a name, and the name: '71' and 'Kota Kediri'; no age ('60 keatas')."""
    found = _NUMBERED.fullmatch(label)
    return (found[1], found[2].strip()) if found else ("", label)


def _heads_places(head: str) -> bool:
    """A head of nothing but words of kind: "Kabupaten/Kota", and no title that names a province."""
    said = set(tokens(first_line(head)))
    return bool(said) and said <= _PLACE_HEADS


def _against(name: str, code: str) -> bool:
    kind = _KIND.match(first_line(name))
    if not kind or kind[1].casefold().startswith("p"):
        return False
    return (kind[1].casefold() == "kota") != (int(code[-2:]) >= _FIRST_KOTA)


@cache
def _provinces() -> dict[str, list[str]]:
    frame = read_text(Path(__file__).with_name("official_provinces.csv"), ["bps_number", "province", "note"])
    return frame.groupby("bps_number")["province"].agg(list).to_dict()

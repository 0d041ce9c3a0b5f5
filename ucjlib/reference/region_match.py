"""How a text is matched to a region: the rules behind `regions.find_region`.

For `regions` alone; not for finding a place in a sentence. The order is: a code; a tail behind a comma or in
brackets, which must agree with what stands before it; then the words from the left, where the first of these
that holds decides: an office word, a name or alias of a kind still possible, an area with a name of its own.
Nothing is matched in part.

>>> find("Kabupaten Blitar (Jatim)").region_code, find("Kabupaten Blitar, Jawa Barat").status
('35.05', 'unknown')
>>> find("Padang/Pariaman").status, find("Padang Pariaman").place
('unknown', 'Kabupaten Padang Pariaman')
"""

import re
from typing import NamedTuple

from ucjlib.reference.region_names import (
    ALL_KINDS,
    Entry,
    Word,
    areas,
    entries,
    key,
    leading_cue,
    levels,
    table,
    words,
)

_OFFICES = {"kanwil": "Kanwil", "cabang": "Cabang", "agent": "BPJS Ketenagakerjaan"}

_DIGITS = re.compile(r"[0-9][0-9.]*")
_TAIL = re.compile(r"(.+?)\s*(?:,([^,()]+)|\(([^()]+)\))")
# Signs that stand between places, not inside a name: "Padang/Pariaman" is not Kabupaten Padang Pariaman.
_BETWEEN = re.compile(r"[/+;:|,<>=*]|\s[-\u2013\u2014]\s")
_BOTH_KINDS = re.compile(r"\bkab(?:upaten|\.)?\s*/\s*kota\b", re.IGNORECASE)
_LONGEST = 200  # characters; the longest name with its kind, government and province has under 100
_INITIALS = 4  # capitals up to here are an abbreviation: PALI, BMR
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "#KotaBandaAceh"


class Match(NamedTuple):
    """What a text means as a place.

    region_code : '35.05', or '' when it is no one region.
    place : the official form ('Kabupaten Blitar'), or the area as meant ('Cabang Magelang', bare 'Blitar').
    status : 'region', 'ambiguous', 'office', 'cluster' or 'unknown'.
    reason : one sentence, '' for a region.
    candidates : the codes it may mean; one for a region, none for an office, a cluster or the unknown.
    """

    region_code: str
    place: str
    status: str
    reason: str
    candidates: tuple[str, ...] = ()


def find(text: str, inside: str = "") -> Match:
    """What `text` means, where `inside` is a province's code that may decide between regions of one name."""
    if len(text) > _LONGEST:
        return unknown(text, f"a text of {len(text)} characters is no place")
    if _DIGITS.fullmatch(text):
        return _by_code(text)
    text = _CAMEL.sub(" ", _BOTH_KINDS.sub("kabkota ", text))
    if tail := _TAIL.fullmatch(text):
        return _with_tail(text, tail[1], (tail[2] or tail[3]).strip(), inside)
    if _BETWEEN.search(text):
        return unknown(text, f'"{text}" is no one place')
    for rest, kinds, cue in levels(words(text)):
        found = _look_up(text, rest, kinds, cue, inside)
        if found:
            return found
    return unknown(text, _why_unknown(text))


def _look_up(text: str, rest: list[Word], kinds: frozenset[str], cue: str, inside: str) -> Match | None:
    if cue in _OFFICES:
        return _office(text, rest, cue)
    if cue == "cluster":
        return Match("", f"Karesidenan {_shown(text, rest)}", "cluster", f'"{text}" is several regions')
    known = [entry for entry in entries().get(key(rest), ()) if entry.kind in kinds]
    if known:
        return _decide(text, _shown(text, rest), known, cue, inside)
    area = areas().get(key(rest)) if kinds == ALL_KINDS else None
    return area and Match("", area.place, area.status, f'"{text}" is no one region: {area.note}')


def _decide(text: str, shown: str, known: list[Entry], cue: str, inside: str) -> Match:
    firm = [entry for entry in known if not entry.needs] or known
    here = [entry for entry in firm if inside and table()[entry.code].province == inside]
    firm = here if len(here) == 1 else firm
    codes = tuple(entry.code for entry in firm)
    if len(codes) == 1 and (cue or not firm[0].needs or (here and firm[0].needs == "context")):
        return Match(codes[0], table()[codes[0]].name, "region", "", codes)
    listed = " or ".join(with_code(code) for code in codes)
    said = f"is {listed}" if len(codes) > 1 else f"alone may mean {listed} or something else"
    return Match("", shown, "ambiguous", f'"{text}" {said}', codes)


def _office(text: str, rest: list[Word], cue: str) -> Match | None:
    cues = {cue}
    for rest, _, inner in levels(rest):  # noqa: B020 - taken off until the name is left
        cues.add(inner)
        if key(rest) in entries():
            break
    if leading_cue(rest)[1] == len(rest):
        return None
    label = next(name for kind, name in _OFFICES.items() if kind in cues)
    place = _office_place(label, _shown(text, rest), {entry.kind for entry in entries().get(key(rest), ())})
    return Match("", place, "office", f'"{text}" is an office; its area is not the region of that name')


def _office_place(label: str, name: str, kinds: set[str]) -> str:
    """'Cabang Magelang'; the agency "Jawa Timur" may be branch or regional office and keeps its own name."""
    agent = label == _OFFICES["agent"]
    labels = ["Kanwil", "Cabang"] if agent else [label]
    known = [areas().get(key(words(f"{one} {name}"))) for one in labels]
    if place := next((area.place for area in known if area), ""):
        return place
    return f"Cabang {name}" if agent and not kinds & {"country", "province"} else f"{label} {name}"


def _by_code(text: str) -> Match:
    if text in table():
        return Match(text, table()[text].name, "region", "", (text,))
    if re.fullmatch(r"[0-9]{4}", text):
        return unknown(
            text,
            f'"{text}" has no point, so it may be a BPS code, and the schemes differ for '
            f"199 of 514 regions; write {text[:2]}.{text[2:]} if it is a Home Affairs code",
        )
    return unknown(text, f'"{text}" is no Home Affairs code of a region (00, 35, 35.05)')


def _with_tail(text: str, head: str, tail: str, inside: str) -> Match:
    """A tail as in "Banjar, Jawa Barat", "Kutai Kartanegara (Kukar)", "Blitar (35.05)": it must agree.

    It decides between regions of one name as a province, or in brackets; behind a comma it may be another
    place.
    """
    meant = set(find(tail, "").candidates)
    provinces = [code for code in meant if table()[code].kind == "province"]
    match = find(head.strip(), provinces[0] if provinces else inside)
    if match.status not in ("region", "ambiguous"):
        return match
    agreed = tuple(code for code in match.candidates if {code, table()[code].province, "00"} & meant)
    if not agreed:
        return unknown(text, f'"{head.strip()}" and "{tail}" do not name one region')
    decided = match.status == "region" or (len(match.candidates) > 1 and text.endswith(")"))
    if len(agreed) == 1 and decided:
        return Match(agreed[0], table()[agreed[0]].name, "region", "", agreed)
    return match


def _shown(text: str, rest: list[Word]) -> str:
    """The name as the tables spell it when they spell it one way, else as printed."""
    names = {table()[entry.code].bare_name for entry in entries().get(key(rest), ()) if not entry.needs}
    if len(names) == 1:
        return names.pop()
    printed = text[rest[0].start :].strip(" .()\"'")
    plain = printed.islower() or (printed.isupper() and len(printed) > _INITIALS)
    return printed.title().replace(" Dan ", " dan ") if plain else printed


def _why_unknown(text: str) -> str:
    for rest, _, _ in levels(words(text)):
        if others := entries().get(key(rest), ()):
            listed = " or ".join(with_code(entry.code) for entry in others)
            return f'"{text}" is no region; of that name there is {listed}'
    return f'"{text}" is no region of Indonesia'


def with_code(code: str) -> str:
    return f"{table()[code].name} ({code})"


def unknown(text: str, reason: str) -> Match:
    return Match("", text, "unknown", reason)

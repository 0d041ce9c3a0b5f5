"""Places in running text: where they stand, which region each means, and which one the story is about.

For a whole article: "Pemkab Blitar" anywhere in it explains a bare "Blitar", which alone would stay two
regions. Branch and regional offices are found and kept apart: they are no regions. What one name means
is decided by `ucjlib.reference.regions`; nothing is guessed here.

>>> [(p.place, p.status) for p in find_places("Bupati Blitar dan Kepala Cabang Madiun hadir")]
[('Kabupaten Blitar', 'region'), ('Cabang Madiun', 'office')]
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from ucjlib.read.phrase_tables import begins, role_patterns
from ucjlib.reference.region_match import Match
from ucjlib.reference.region_names import areas, cues, entries, key, words
from ucjlib.reference.regions import find_region, province_of

_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_GAP = re.compile(r"[ \t\u00a0]+(?:\([A-Za-z. ]{1,12}\)[ \t]+)?")  # Pemerintah Kabupaten (Pemkab) Bungo
_DATELINE = re.compile(r"[^.\n]{0,40}?\s*[-–—|:]\s")  # Mataram, Harian X -
_CUES, _NAME_WORDS, _TITLE_REACH = 3, 5, 45
_KIND_REACH = 12  # a blank and the longest word of kind
_LOCAL, _HEADLINE = 3, 4  # how much a kabupaten counts beside a province, and the headline beside one line


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place at `text[start:end]`. `status` as in `regions.Match`.

    `aside`: it tells a speaker's office or where the report was written, not where a figure holds.
    """

    place: str
    region_code: str
    status: str
    candidates: tuple[str, ...]
    aside: bool
    start: int
    end: int


def find_places(text: str) -> list[PlaceFound]:
    """All places of `text` in reading order; a bare name that the text explains elsewhere is that region.

    A bare name that two regions carry, unexplained, keeps status 'ambiguous' and no code. Never raises.
    """
    found: list[PlaceFound] = []
    for word in _WORD.finditer(text):
        if found and word.start() < found[-1].end:
            continue
        place = _place_at(text, word)
        if place:
            found.append(place)
    known = {place.region_code for place in found if place.region_code}
    return [_explained(place, known) for place in found]


def main_place(places: list[PlaceFound], lead_end: int) -> PlaceFound | None:
    """The region the story is about: most named, `lead_end` marking where its headline ends.

    None when no region is named, or when the most named ones are level.
    """
    counts: Counter[str] = Counter()
    for place in places:
        if place.status == "region" and not (place.aside and "." not in place.region_code):
            weight = _LOCAL if "." in place.region_code else 1
            counts[place.region_code] += weight * (_HEADLINE if place.start < lead_end else 1)
    top = counts.most_common(2)
    if not top or (len(top) == 2 and top[0][1] == top[1][1]):
        return None
    return next(place for place in places if place.region_code == top[0][0])


def _place_at(text: str, word: re.Match) -> PlaceFound | None:
    if _is_scheme_of_region(text, word.start()):
        return None
    cue_end = _cue_end(text, word)
    if not cue_end and not word.group()[0].isupper():
        return None
    start = word.start()
    name_start = _past_gap(text, cue_end) if cue_end else start
    for end in _name_ends(text, name_start):
        match = _meaning(text[start:cue_end] if cue_end else "", text[name_start:end])
        if match:
            aside = _after_title(text, name_start) or bool(
                _DATELINE.match(text, end) and _opens_line(text, start)
            )
            return PlaceFound(
                match.place, match.region_code, match.status, match.candidates, aside, start, end
            )
    return None


def _is_scheme_of_region(text: str, start: int) -> bool:
    """ "Jamsostek Kabupaten Ngawi" is the scheme in a region; "Kantor Cabang Kabupaten Ngawi" an office."""
    named = [match for known, _ in role_patterns("scheme") if (match := known.match(text, start))]
    end = max((match.end() for match in named), default=0)
    return bool(end) and begins(text[end : end + _KIND_REACH], "kind")


def _meaning(cue: str, name: str) -> Match | None:
    if key(words(name)) not in _names():
        return None
    match = find_region(f"{cue} {name}" if cue else name)
    sure = cue or not match.reason.endswith("or no region")  # a word that is a name only in context
    return match if match.status != "unknown" and sure else None


def _cue_end(text: str, word: re.Match, depth: int = 0) -> int:
    """Where the words of kind that start here end ("Pemkab", "Kantor Cabang BPJSTK"); 0 for none."""
    if depth == _CUES or _fold(word.group()) not in _cue_starts():
        return 0
    end, folded, at = 0, "", word
    while len(folded) < _longest_cue():
        folded = f"{folded} {_fold(at.group())}".strip()
        end = at.end() if folded in _cues() else end
        following = _WORD.match(text, _past_gap(text, at.end()))
        if not following:
            break
        at = following
    beside = _WORD.match(text, _past_gap(text, end)) if end else None
    return (_cue_end(text, beside, depth + 1) if beside and beside.start() > end else 0) or end


def _name_ends(text: str, start: int) -> list[int]:
    """Ends of what may be a name: up to five words, the last one capital, longest first."""
    ends: list[int] = []
    at = start
    for _ in range(_NAME_WORDS):
        word = _WORD.match(text, at)
        if not word or not (
            word.group()[0].isupper() or (ends and _fold(word.group()) == "dan") or at == start
        ):
            break
        if word.group() != "dan":
            ends.append(word.end() - word.group().endswith("."))
        at = _past_gap(text, word.end())
        if at == word.end():
            break
    return ends[::-1]


def _past_gap(text: str, i: int) -> int:
    gap = _GAP.match(text, i)
    return gap.end() if gap else i


def _after_title(text: str, start: int) -> bool:
    before = text[max(0, start - _TITLE_REACH) : start].rsplit(".", 1)[-1].rsplit(",", 1)[-1]
    return any(known.search(before) for known, _ in role_patterns("title"))


def _opens_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(' \t"“')


def _explained(place: PlaceFound, known: set[str]) -> PlaceFound:
    """A bare name whose only candidate named in full elsewhere (or whose province is) is that one."""
    here = [code for code in place.candidates if code in known]
    if place.status != "ambiguous" or len(here) != 1:
        return place
    match = find_region(here[0])
    return replace(place, place=match.place, region_code=match.region_code, status="region")


def province_place(code: str) -> Match:
    """The province of a region as a place: what "tingkat provinsi" means in a story about a regency."""
    return find_region(province_of(code))


@cache
def _names() -> frozenset[str]:
    return frozenset([*entries(), *areas()])


@cache
def _cues() -> frozenset[str]:
    return frozenset(cues())


@cache
def _cue_starts() -> frozenset[str]:
    return frozenset(cue.split()[0] for cue in cues())


@cache
def _longest_cue() -> int:
    return max(map(len, cues()))


def _fold(word: str) -> str:
    return word.rstrip(".").casefold()

"""Places in running text: where they stand, which region each means, and which one the story is about.

For a whole article: "Pemkab Blitar" anywhere in it explains a bare "Blitar", which alone would stay two
regions. Branch and regional offices are found and kept apart: they are no regions. What one name means
is decided by `ucjlib.reference.regions`; nothing is guessed here.

>>> [(p.place, p.status) for p in find_places("Bupati Blitar dan Kepala Cabang Madiun hadir")]
[('Kabupaten Blitar', 'region'), ('Cabang Madiun', 'office')]
"""

import re
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache

from ucjlib.read.asides import after_title, in_dateline, is_ranked_in, is_venue, only_locates
from ucjlib.read.bare_names import PlaceFound, explain
from ucjlib.read.parts import PART, bare_part_at, part_at, told_parts
from ucjlib.read.phrase_tables import begins, match_at
from ucjlib.reference.region_match import Match
from ucjlib.reference.region_names import areas, cues, entries, key, words
from ucjlib.reference.regions import find_region, province_of

_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_ALL_OF = re.compile(r"\b([Ss]e)-")
_GAP = re.compile(r"[ \t\u00a0]+(?:\([A-Za-z. ]{1,12}\)[ \t]+)?")  # Pemerintah Kabupaten (Pemkab) Bungo
_SCHEME = "jamsostek"  # the programme; its agency has longer names
_ABBREVIATED = 6  # letters and full stop of the longest abbreviation
_COMPANY = re.compile(r"\b(?:PT|CV|UD|RSUD|Bank|Universitas|Politeknik)\.? (?:[A-Z]\w*[ ]+){0,2}$")
# "BPJS Ketenagakerjaan Cabang Langgur": an office in a town that is no region
_TOWN_OFFICE = re.compile(
    r"(?:ketenagakerjaan|jamsostek|bpjstk|tk|naker) (?:kantor )?cabang\Z", re.IGNORECASE
)
_TOWN = re.compile(
    r"(?:(?:Batu|Bukit|Kota|Kuala|Lubuk|Muara|Padang|Pangkalan|Sungai|Tanjung|Teluk|Ujung) )?[A-Z][a-z]{2,}\b"
)
_KNOWN = 50_000  # words that are kept as asked
_CUES, _NAME_WORDS = 3, 5
_COMPANY_REACH = 40  # characters from "PT" to the last word of a company's name
_KIND_REACH = 12  # a blank and the longest word of kind
_OPEN = ("ambiguous", "cluster", "office", "region", "unknown")  # what a story without a region may be about
_LABELS = ("Kanwil", "Cabang")  # offices whose names are no names of regions: Jawa Tengah dan DIY
_LOCAL, _HEADLINE = 3, 4  # how much a kabupaten counts beside a province, and the headline beside one line


def find_places(text: str) -> list[PlaceFound]:
    """All places of `text` in reading order; a bare name that the text explains elsewhere is that region.

    A bare name that two regions carry, unexplained, keeps status 'ambiguous' and no code. Never raises.
    """
    text = _ALL_OF.sub(r"\1 ", text)  # se-Priangan Timur; every character stays in its place
    found, parts = list[PlaceFound](), told_parts(text)
    for word in _WORD.finditer(text):
        at = word.start()
        if (found and at < found[-1].end) or not _may_begin(word[0]):
            continue
        place = _place_at(text, word) or _part_at(text, at) or bare_part_at(text, at, parts)
        if place:
            found.append(place)
    explained = explain(found, text)
    before = [None, *explained][: len(explained)]
    return [_set_aside(text, *pair) for pair in zip(explained, before, strict=True)]


def _set_aside(text: str, place: PlaceFound, before: PlaceFound | None) -> PlaceFound:
    ranked = "." not in place.region_code and is_ranked_in(text, place.start)
    return replace(place, aside=True) if ranked or only_locates(text, place, before) else place


def main_place(places: list[PlaceFound], lead_end: int) -> PlaceFound | None:
    """The region the story is about: most named, `lead_end` marking where its headline ends.

    Without one, the first name that stays open, the first cluster or office. None when no place is named, or
    when the most named ones are level.
    """
    counts: Counter[str] = Counter()
    for place in places:
        if place.status == "region" and not (place.aside and "." not in place.region_code):
            weight = _LOCAL if "." in place.region_code else 1
            counts[place.region_code] += weight * (_HEADLINE if place.start < lead_end else 1)
    top = counts.most_common(2)
    if not top:
        told = [place for place in places if place.status != PART]
        return next(iter(sorted(told, key=lambda place: _OPEN.index(place.status))), None)
    if len(top) == 2 and top[0][1] == top[1][1]:
        return None
    return next(place for place in places if place.region_code == top[0][0])


def province_place(code: str) -> Match:
    """The province of a region as a place: what "tingkat provinsi" means in a story about a regency.

    >>> province_place("35.05").place
    'Provinsi Jawa Timur'
    """
    return find_region(province_of(code))


@lru_cache(maxsize=_KNOWN)
def _may_begin(word: str) -> bool:
    """Whether a place may begin with a word: a capital, or a word of kind such as "pemkab"."""
    return word[0].isupper() or _fold(word) in _cue_starts()


def _place_at(text: str, word: re.Match) -> PlaceFound | None:
    start, cue_end = word.start(), _cue_end(text, word)
    if (not cue_end and not word.group()[0].isupper()) or _is_no_place(text, start):
        return None
    name_start = _past_gap(text, cue_end) if cue_end else start
    for end in _name_ends(text, name_start):
        match = _meaning(text[start:cue_end] if cue_end else "", text[name_start:end])
        if match:
            aside = after_title(text, name_start) or in_dateline(text, start, end)
            aside = aside or is_venue(text, start, end)
            return _found(match, aside, start, end)
    town = _TOWN.match(text, name_start) if _TOWN_OFFICE.search(text[start:cue_end]) else None
    return _found(find_region(text[start : town.end()]), False, start, town.end()) if town else None


def _found(match: Match, aside: bool, start: int, end: int) -> PlaceFound:
    code, reason = match.region_code, match.reason
    return PlaceFound(match.place, code, match.status, match.candidates, aside, start, end, reason)


def _part_at(text: str, start: int) -> PlaceFound | None:
    part = part_at(text, start)
    if part is None:
        return None
    inside: list[PlaceFound] = []
    for word in _WORD.finditer(text, start, part.end):
        place = None if inside and word.start() < inside[-1].end else _place_at(text, word)
        inside += [place] if place else []
    return replace(part, inside=tuple(inside))


def _is_no_place(text: str, start: int) -> bool:
    """Whether the scheme or a company is named here: "Jamsostek Kabupaten Ngawi", "PT Sawit Kapuas"."""
    in_company = _COMPANY.search(text, max(0, start - _COMPANY_REACH), start)
    return in_company is not None or _is_scheme_of_region(text, start)


def _is_scheme_of_region(text: str, start: int) -> bool:
    """ "Jamsostek Kabupaten Ngawi", "Jamsostek Ngawi": the scheme in a region, and no office of that name."""
    named = match_at(text, start, "scheme")
    if named is None:
        return False
    alone = named.group().casefold() == _SCHEME
    return alone or begins(text[named.end() : named.end() + _KIND_REACH], "kind")


def _meaning(cue: str, name: str) -> Match | None:
    named = {key(words(name)), *(key(words(f"{label} {name}")) for label in _LABELS if cue)}
    if not named & _names():
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
        end = _without_stop(at) if folded in _cues() else end
        following = _WORD.match(text, _past_gap(text, _without_stop(at)))
        if not following:
            break
        at = following
    beside = _WORD.match(text, _past_gap(text, end)) if end else None
    return (_cue_end(text, beside, depth + 1) if beside and beside.start() > end else 0) or end


def _without_stop(word: re.Match) -> int:
    """Where a word ends: the stop after an abbreviation (kab., prov.) is its own, that of a sentence not."""
    return word.end() - (word.group().endswith(".") and len(word.group()) > _ABBREVIATED)


def _name_ends(text: str, start: int) -> list[int]:
    """Ends of what may be a name: up to five words, the last one capital, longest first."""
    ends: list[int] = []
    at = start
    for _ in range(_NAME_WORDS):
        word = _WORD.match(text, at)
        if not word or not _may_be_of_name(word.group(), at == start, bool(ends)):
            break
        if word.group() != "dan":
            ends.append(word.end() - word.group().endswith("."))
        at = _past_gap(text, word.end())
        if at == word.end():
            break
    return ends[::-1]


def _may_be_of_name(word: str, is_first: bool, is_later: bool) -> bool:
    return is_first or word[0].isupper() or (is_later and _fold(word) == "dan")


def _past_gap(text: str, i: int) -> int:
    gap = _GAP.match(text, i)
    return gap.end() if gap else i


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

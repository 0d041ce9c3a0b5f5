"""What an article as a whole tells of a figure: the place, the scheme, the speaker.

For a number whose own clause is silent. The clause is asked first, then the sentence, the paragraph, and
last the region that the story is about. A branch office is a place of its own, never the region of its name.

>>> text = "Target nasional 45 persen, kata Bupati Ngawi"
>>> speaker_of(text)
'regent'
"""

import re
from dataclasses import dataclass

from ucjlib.read.listings import leads_on
from ucjlib.read.passages import Passage
from ucjlib.read.phrase_tables import has, role_patterns
from ucjlib.read.phrases import Bound
from ucjlib.read.places import PlaceFound, province_place
from ucjlib.read.windows import last_clause

_BRANCH = re.compile(r"\b(cabang|kacab|kanwil|kantor wilayah)\b", re.IGNORECASE)

_TIED = re.compile(r"\s*(?:[\w-]+\s+){0,4}(?:di|untuk)\s+(?:seluruh\s+)?")  # and no "dan" inside


@dataclass(frozen=True, slots=True)
class Setting:
    """The story's text (same characters as the source), its places, main region, scheme and day."""

    text: str
    places: list[PlaceFound]
    main: PlaceFound | None
    scheme: str
    day: str


def place_of(
    bound: Bound, later: list[Bound], sentence: Passage, setting: Setting, before: tuple[str, str]
) -> tuple[str, str]:
    """Region code and place of a figure; `before` is that of the paragraph so far, ('', '') for none.

    `later`: the numbers of the sentence after it. A place among their words is theirs, unless "di" ties it.
    """
    scope = _scope(bound)
    if scope == "national":
        return "00", "Indonesia"
    if scope == "provincial" and setting.main and setting.main.region_code:
        found = province_place(setting.main.region_code)
        return found.region_code, found.place
    here = [place for place in setting.places if sentence.start <= place.start < sentence.end]
    tied = [place for place in _able(here) if _is_tied(place, bound, later, setting.text)]
    free = [place for place in here if not _is_of_later(place, bound, later)]
    own = [place for place in free if bound.window.start <= place.start < bound.window.end]
    chosen = next(iter(tied), None) or _nearest(own, bound) or _nearest(free, bound) or _branch(here, setting)
    if chosen:
        return chosen.region_code, chosen.place
    if before[1]:
        return before
    return (setting.main.region_code, setting.main.place) if setting.main else ("", "")


def scheme_of_story(text: str) -> str:
    """`employment`, `health` or '' by which of the two agencies' words stand more often."""
    counts = {"employment": 0, "health": 0}
    for _, scheme in _schemes(text):
        counts[scheme] += 1
    return max(counts, key=lambda scheme: counts[scheme]) if any(counts.values()) else ""


def scheme_at(position: int, sentence: Passage, before: str) -> str:
    """The scheme of a figure at `position`: the last named before it, else the first after, else `before`."""
    named = _schemes(sentence.text)
    earlier = [scheme for start, scheme in named if sentence.start + start < position]
    later = [scheme for start, scheme in named if sentence.start + start >= position]
    return earlier[-1] if earlier else (later[0] if later else before)


def speaker_of(text: str) -> str:
    """The office of the person a sentence quotes, '' where it quotes none that is known."""
    if not has(text, "speech"):
        return ""
    found = [
        (match.start(), -len(match.group()), role)
        for known, role in role_patterns("speaker")
        if (match := known.search(text))
    ]
    return min(found)[2] if found else ""


def _scope(bound: Bound) -> str:
    words = last_clause(bound.window.before) + " | " + bound.window.after
    for scope in ("national", "provincial"):
        if has(words, scope):
            return scope
    return ""


def _able(places: list[PlaceFound]) -> list[PlaceFound]:
    return [place for place in places if place.status != "office" and not place.aside]


def _nearest(places: list[PlaceFound], bound: Bound) -> PlaceFound | None:
    """The last one before the number, else the first after; no office."""
    able = _able(places)
    earlier = [place for place in able if place.start < bound.number.start]
    return next(iter(earlier[::-1] or able), None)


def _is_tied(place: PlaceFound, bound: Bound, later: list[Bound], text: str) -> bool:
    """24 persen pekerja di Ngawi, also past a number that says the same again ("atau 900 orang di Ngawi").

    Not where a number follows the place at once: "di Kota Malang 28,1 persen" is said of that number.
    """
    twin = later[:1] if bound.window.twin and later and later[0].window.twin == bound.window.family else []
    links = [text[one.number.end : place.start] for one in (bound, *twin) if one.number.end <= place.start]
    heads = any(
        leads_on(text[place.end : one.number.start]) for one in later if place.end <= one.number.start
    )
    return not heads and any(_TIED.fullmatch(link) and not has(link, "parting") for link in links)


def _is_of_later(place: PlaceFound, bound: Bound, later: list[Bound]) -> bool:
    return bool(later) and bound.number.end <= place.start < later[-1].window.end


def _branch(places: list[PlaceFound], setting: Setting) -> PlaceFound | None:
    """A branch that the sentence speaks of, as its subject: "Cabang Madiun mencatat"; no head of one."""
    able = [place for place in places if place.status == "office" and not place.aside]
    return next((place for place in able if _BRANCH.search(setting.text[place.start : place.end])), None)


def _schemes(text: str) -> list[tuple[int, str]]:
    found: dict[int, str] = {}
    for known, scheme in role_patterns("scheme"):
        for match in known.finditer(text):
            found.setdefault(match.start(), scheme)
    return sorted(found.items())

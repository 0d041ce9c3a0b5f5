"""What a bare name that several regions carry means in one story: Blitar, Bumi Kartini, Jogja.

Another mention that tells the kind decides; for a byname the region named last before it; else the only kind
of government that the story knows. What nothing decides stays open.

>>> kind_of("35.05"), kind_of("35.72")
('regency', 'city')
"""

from dataclasses import dataclass, replace

from ucjlib.read.phrase_tables import all_meanings
from ucjlib.reference.regions import find_region

_CITY = 70  # the second part of the code of a city is not below


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place at `text[start:end]`. `status` as in `regions.Match`.

    `reason`: why it is no region, '' for one. `aside`: it tells a speaker's office or where the report was
    written, not where a figure holds. `inside`: the names in that of a part: Kecamatan Nunukan Selatan.
    """

    place: str
    region_code: str
    status: str
    candidates: tuple[str, ...]
    aside: bool
    start: int
    end: int
    reason: str = ""
    inside: tuple["PlaceFound", ...] = ()


def explain(places: list[PlaceFound], text: str) -> list[PlaceFound]:
    """`places` of a story, those open ones decided that the story decides; `text`: all of it."""
    kinds = all_meanings(text, "government") if any(_open(place) for place in places) else set()
    named: dict[str, int] = {}  # code of a region -> where it is first named
    for place in places:
        if place.region_code:
            named.setdefault(place.region_code, place.start)
    return _bynames([_decided(place, named, kinds) for place in places])


def _open(place: PlaceFound) -> bool:
    return place.status == "ambiguous"


def _decided(place: PlaceFound, named: dict[str, int], kinds: set[str]) -> PlaceFound:
    """Which region a bare name is, where the story tells.

    The one candidate that was named in full before; else that of the story's one kind of government (Blitar,
    where the Wali Kota speaks); else the one that is named in full later.
    """
    if not _open(place):
        return place
    here = [code for code in place.candidates if code in named]
    before = [code for code in here if named[code] < place.start]
    office = (
        [code for code in place.candidates if kind_of(code) in kinds] if len(place.candidates) > 1 else []
    )
    code = next((codes[0] for codes in (before, office, here) if len(codes) == 1), "")
    return _as_region(place, code) if code else place


def kind_of(code: str) -> str:
    """regency, city, province or nation, by the code of a region."""
    if "." in code:
        return "city" if int(code[3:]) >= _CITY else "regency"
    return "nation" if code == "00" else "province"


def _bynames(places: list[PlaceFound]) -> list[PlaceFound]:
    """A byname that several regions of the story share is that of the one named last: Bumi Kartini."""
    done: list[PlaceFound] = []
    for place in places:
        shared = _open(place) and not any(
            find_region(code).place.endswith(place.place) for code in place.candidates
        )
        before = (one.region_code for one in done[::-1] if one.region_code in place.candidates)
        code = next(before, "") if shared else ""
        done.append(_as_region(place, code) if code else place)
    return done


def _as_region(place: PlaceFound, code: str) -> PlaceFound:
    match = find_region(code)
    return replace(place, place=match.place, region_code=match.region_code, status="region", reason="")

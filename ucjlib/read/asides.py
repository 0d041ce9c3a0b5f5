"""When a place that a text names is no subject: where another lies, where it was said, what it is ranked in.

>>> text = "Siak tertinggi di Riau"
>>> is_ranked_in(text, text.index("Riau")), is_venue("di Riau, Senin", 3, 7)
(True, True)
"""

import re

from ucjlib.read.bare_names import PlaceFound
from ucjlib.read.parts import PART
from ucjlib.read.phrase_tables import begins, has

_TITLE_REACH = 45
_DAY_REACH = 12  # characters of ", " and a weekday
_RANK_REACH = 70  # characters from the word of a rank to the place
_DATELINE = re.compile(r"[^.\n]{0,40}?\s*[-–—|:]\s")  # Mataram, Harian X -
_RANKED_IN = re.compile(  # tertinggi kedua se-, peringkat 3 dari 35 daerah di
    r"\b(?:ter(?:tinggi|rendah|baik|besar|banyak|bawah|atas)(?: ke\w+)?"
    r"|(?:peringkat|urutan|posisi|nomor|juara) \w[\w-]*)"
    r"(?: (?:di|dari|antara|seluruh|semua|tingkat|kabupaten|kota|kabupaten/kota|daerah|provinsi|\d+))*"
    r" (?:di|se|tingkat|seluruh)(?: Provinsi)?[ -]\Z",
    re.IGNORECASE,
)


def only_locates(text: str, place: PlaceFound, before: PlaceFound | None) -> bool:
    """Whether a region only says where the place before it lies: Lamongan, Jawa Timur."""
    if before is None or (before.status != PART and not _lies_in(before, place)):
        return False
    return text[before.end : place.start].strip(" \t(") in (",", "Provinsi", ", Provinsi", "")


def is_ranked_in(text: str, start: int) -> bool:
    """Whether the place at `start` is only what another is ranked in: tertinggi di Jawa Timur."""
    return _RANKED_IN.search(text, max(0, start - _RANK_REACH), start) is not None


def after_title(text: str, start: int) -> bool:
    """Whether a title of somebody stands before the place: the place of an office."""
    before = text[max(0, start - _TITLE_REACH) : start].rsplit(".", 1)[-1].rsplit(",", 1)[-1]
    return has(before, "title") is not None


def in_dateline(text: str, start: int, end: int) -> bool:
    """Whether it is where a report was written: "Mataram, Harian X - "."""
    opens_line = not text[text.rfind("\n", 0, start) + 1 : start].strip(' \t"“')
    return opens_line and _DATELINE.match(text, end) is not None


def is_venue(text: str, start: int, end: int) -> bool:
    """Whether something was said there: "di Surabaya, Selasa"."""
    after = text[end : end + _DAY_REACH].lstrip(" ,")
    return text[max(0, start - 3) : start].casefold() == "di " and begins(after, "weekday")


def _lies_in(place: PlaceFound, other: PlaceFound) -> bool:
    return "." in place.region_code and other.region_code == place.region_code[:2]

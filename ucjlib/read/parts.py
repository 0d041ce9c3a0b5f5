"""Parts of a region: "Kecamatan Selaru", "Distrik Agats", "Desa Rias", "Pulau Kisar".

Their figures are not the region's. No table lists their 90,000 names, so that they are known by the word of
kind (`part` in `phrase_words.csv`) and the capitals after it. "Kepala Desa Rias" and "Warga Desa Rias" name
none: a capital before the kind makes it a part of another name. In a headline every word may have one.
"Distrik Babo dan Sumuri" are more than one place, and what they share is told of the region; where the text
goes on with "di Sumuri", that is one of them.

>>> text = "Di Kecamatan Ponelo Kepulauan terdapat 388 orang."
>>> part_at(text, 3).place, part_at("Kepala Desa Rias", 7)
('Kecamatan Ponelo Kepulauan', None)
"""

import re

from ucjlib.read.bare_names import PlaceFound
from ucjlib.read.phrase_tables import finditer, match_at

PART = "part"  # role of phrase_words.csv, status of a place
NO_REGION = "a part of a region: its figures are not the region's"
# capitals that only begin a sentence
_OPENERS = (
    "Ada|Adapun|Bahkan|Berikutnya|Dalam|Dan|Dari|Di|Disusul|Hanya|Kalau|Ke|Kemudian|Khusus|Lalu|Misalnya|"
    "Namun|Oleh|Pada|Sedangkan|Selain|Seluruh|Sementara|Setelah|Tapi|Tetapi|Tiap|Untuk|Yakni|Yaitu"
)
_NAMES = 3  # words of the longest name
_NAME = re.compile(r"[ \u00a0]([A-Z][a-z][\w'’-]*)")
_OPENS = rf"(?!(?:{_OPENERS})\b)"
_IN_NAME = re.compile(rf"(?:\A|[\s(]){_OPENS}(?:[A-Z][\w'’-]*|\d[\d.,]*(?<=\d))(?: dan)?[ \u00a0]\Z")
_LISTED = re.compile(r"(?:, (?!Kab|Kota |Prov)[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}){0,9},? dan [A-Z]")
_ONE = r"[A-Z][a-z][\w'’-]*(?: [A-Z][a-z][\w'’-]*){0,2}"  # a name
_TOLD = re.compile(rf"(?:,| yakni| yaitu)?[ \u00a0]({_ONE}(?:, {_ONE}){{0,20}}(?:,? (?:dan|serta) {_ONE})?)")
_BETWEEN = re.compile(r",? (?:dan|serta) |, ")
_BARE = re.compile(_ONE)
_AFTER = re.compile(r"(?:\A|[\n.“\"(] ?|\b(?:[Dd]i|[Dd]ari|[Kk]e) )\Z")  # what a bare name stands after
_COUNTED = re.compile(r" (?:\w+ )?\d")
_TEXT_ENDS = tuple('.!?:;,"”’)')  # of a line that is no headline
_REACH = 40  # characters before a part within which the word before it stands


def part_at(text: str, start: int) -> PlaceFound | None:
    """The part of a region that is named at a character of a text, or None."""
    kind = match_at(text, start, PART)
    if kind is None or not kind.group().istitle() or _is_other_name(text, start):
        return None
    names, end = list[str](), kind.end()
    while len(names) < _NAMES and (found := _NAME.match(text, end)):
        if names and _is_kind(text, found.start(1)):
            break
        names.append(found[1])
        end = found.end()
    if not names or match_at(text, kind.end() + 1, "no_part") or _LISTED.match(text, end):
        return None
    return PlaceFound(f"{kind.group()} {' '.join(names)}", "", PART, (), False, start, end, NO_REGION)


def told_parts(text: str) -> dict[str, str]:
    """Each name that a text tells the kind of -> that kind, also of several: "dua desa, Rias dan Tukak".

    >>> told_parts("Camat Kare hadir. Di Kecamatan Kare, Gemarang dan Wungu ada sawah.")
    {'Kare': 'Kecamatan', 'Gemarang': 'Kecamatan', 'Wungu': 'Kecamatan'}
    """
    told: dict[str, str] = {}
    for kind in finditer(text, PART):
        if names := _TOLD.match(text, kind.end()):
            for name in _BETWEEN.split(names[1]):
                told.setdefault(name, kind.group().title())
    return told


def bare_part_at(text: str, start: int, told: dict[str, str]) -> PlaceFound | None:
    """The part of a region whose name alone stands at a character, its kind being `told` elsewhere."""
    found = _BARE.match(text, start)
    if found is None or found[0] not in told:
        return None
    if not _AFTER.search(text[max(0, start - _REACH) : start]) and not _COUNTED.match(text, found.end()):
        return None
    return PlaceFound(f"{told[found[0]]} {found[0]}", "", PART, (), False, start, found.end(), NO_REGION)


def _is_other_name(text: str, start: int) -> bool:
    """Whether a name or a number goes on here, or a headline, where all words have capitals."""
    if _IN_NAME.search(text[max(0, start - _REACH) : start]):
        return True
    line_end = text.find("\n", start)
    end = line_end if line_end >= 0 else len(text)
    return not text[max(start, end - _REACH) : end].rstrip().endswith(_TEXT_ENDS)


def _is_kind(text: str, start: int) -> bool:
    """Whether another place begins: Desa Tukak Kabupaten Bangka Selatan; Wamena Kota is one name."""
    kind = match_at(text, start, PART) or match_at(text, start, "kind")
    return kind is not None and text[kind.end() : kind.end() + 2].strip()[:1].isupper()

"""The places that a story has named so far, and which of them "di sana" or "kota itu" takes up again.

Followed sentence by sentence; a place that opens one is what its paragraph is about until another does.
Where a report was written, and whose office a speaker holds, is not where a figure holds; but a speaker's
"kita" is the speaker's place.

>>> trail = Trail(here=Where("00", "Indonesia"))
>>> trail.next_paragraph()
>>> trail.here.place, trail.before.place
('', 'Indonesia')
"""

from dataclasses import dataclass, field

from ucjlib.read.bare_names import PlaceFound, kind_of
from ucjlib.read.clauses import Sentence
from ucjlib.read.parts import NO_REGION
from ucjlib.read.phrase_tables import longest
from ucjlib.read.referrals import Referral, referrals
from ucjlib.read.settings import NOWHERE, Where, where

_OPENS = 3  # tokens before a place that opens its sentence
_SPEAKS = 2  # tokens from an office to the place where it is held


@dataclass(slots=True)
class Trail:
    """The places that the story has named so far.

    `here`: the last of this paragraph, `topic`: the last that opened a sentence of it, `before`: the last of
    the paragraphs before, `office`: the last branch office, `part`: the last part of a region in this
    paragraph, `voice`: that of the last speaker, `figure`: that
    of the last number; `back`: 's' where that stands in this paragraph, else 'p'. `named`: all, the last
    named last.
    """

    here: Where = NOWHERE
    topic: Where = NOWHERE
    before: Where = NOWHERE
    office: Where = NOWHERE
    part: Where = NOWHERE
    voice: Where = NOWHERE
    figure: Where = NOWHERE
    back: str = ""
    named: list[Where] = field(default_factory=list)

    def follow(self, sentence: Sentence) -> None:
        """Takes in the places of a sentence, and those that it takes up again."""
        for first, place, aside in self._told(sentence):
            if place in self.named:
                self.named.remove(place)
            self.named.append(place)
            if is_office(place):
                self.office = place
            elif is_part(place):
                self.part = place
            elif not aside:
                self.here = place
                self.topic = place if first <= _OPENS else self.topic
        found = voice_of(sentence)
        self.voice = found if found.place else self.voice

    def next_paragraph(self) -> None:
        """What was here is before."""
        self.before = self.here if self.here.place else self.before
        self.here, self.topic, self.part, self.back = NOWHERE, NOWHERE, NOWHERE, "p"

    def tell(self, place: Where) -> None:
        """Takes in the place of a number."""
        self.figure, self.back = place, "s"

    def meant(self, referral: Referral, sentence: Sentence) -> Where:
        """The place of its kind that was named last before a referral, else NOWHERE."""
        inside = [place for place in sentence.places if sentence.token_at(place.start) < referral.first]
        for place in [*map(where, inside[::-1]), *self.named[::-1]]:
            if is_of_kind(place, referral.kind):
                return place
        return NOWHERE

    def _told(self, sentence: Sentence) -> list[tuple[int, Where, bool]]:
        """Places and what is taken up, in reading order: token, place, whether it is no more than aside."""
        marks = referrals(sentence)
        told = [
            (sentence.token_at(one.start), where(one), one.aside or is_inside(one, sentence, marks))
            for one in sentence.places
        ]
        back = [(one.first, self.meant(one, sentence), False) for one in marks if one.firm or one.first <= 1]
        return sorted([*told, *(one for one in back if one[1].place)])


def is_inside(place: PlaceFound, sentence: Sentence, marks: list[Referral]) -> bool:
    """Whether a place tells of another: "ibu kota Provinsi Banten itu", "cabang yang melayani Brebes"."""
    first = sentence.token_at(place.start)
    if any(mark.first < first < mark.last for mark in marks):
        return True
    serves = [mark.last for mark in sentence.all("serves") if mark.last <= first]
    return bool(serves) and not sentence.numbers(serves[-1], first) and place.status != "office"


def is_office(place: Where) -> bool:
    """Whether a place is a branch or regional office."""
    return not place.region_code and place.place.startswith(("Cabang", "Kanwil", "BPJS"))


def is_part(place: Where) -> bool:
    """Whether a place is a part of a region, such as a village."""
    return place.why == NO_REGION


def is_of_kind(place: Where, kind: str) -> bool:
    """Whether a referral of that kind may mean a place.

    >>> [is_of_kind(Where("35.72", "Kota Blitar"), kind) for kind in ("regency", "city", "local", "office")]
    [False, True, True, False]
    """
    code = place.region_code
    if kind == "office":
        return is_office(place)
    if kind == "area":
        return not code and not is_office(place) and not is_part(place)
    if kind == "there":
        return code != "00" and not is_office(place)
    if kind == "whole":
        return not code and not is_part(place)
    return kind_of(code) in (("regency", "city") if kind == "local" else (kind,)) if code else False


def voice_of(sentence: Sentence) -> Where:
    """The place of who speaks, where a sentence tells the office: "kata Bupati Kupang"."""
    if not sentence.places:
        return NOWHERE
    offices = longest(sentence.all("speaker"))
    held = [one for one in sentence.places if _is_held(one, sentence, [mark.first for mark in offices])]
    return where(held[-1]) if held else NOWHERE


def _is_held(place: PlaceFound, sentence: Sentence, offices: list[int]) -> bool:
    first, last = sentence.token_at(place.start), sentence.token_at(place.end)
    return any(first - _SPEAKS <= office < last for office in offices) or (bool(offices) and place.aside)

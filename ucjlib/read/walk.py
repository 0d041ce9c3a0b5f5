"""The walk through a story: what each number measures, then which date and place it has.

What a sentence does not tell (segment, scheme) may be told by the one before, the paragraph or the story; a
list below a line goes on with that line. `ucjlib.read.articles` sends it off; what is asked of each number is
in `meanings`, and in `ways` for dates and places.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from ucjlib.read.claims import HEADLINE, Said
from ucjlib.read.clauses import Sentence, as_tokens
from ucjlib.read.dates import DateFound
from ucjlib.read.first_look import FirstLook, Look
from ucjlib.read.guesses import of_guesses
from ucjlib.read.lexemes import Lexeme
from ucjlib.read.meanings import meanings
from ucjlib.read.numbers import Number, Refusal, find_numbers
from ucjlib.read.passages import Passage
from ucjlib.read.phrase_tables import SEGMENT
from ucjlib.read.phrases import Bound
from ucjlib.read.places import PlaceFound
from ucjlib.read.relations import relations
from ucjlib.read.scope import is_ours, least_sure
from ucjlib.read.segment_features import LONG_AGO
from ucjlib.read.settings import NOWHERE, Setting, Story, Where, around_of, scheme_at
from ucjlib.read.tagger import Asked
from ucjlib.read.ways import Chosen, choose

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_NOT_OURS = {
    "health": "it is a figure of the health insurer",
    "other": "it is a figure of another insurer",
    "": "the text names no employment social security",
}
# what other programmes rarely tell: a story that names no agency is ours where it tells of one of these
_TELLING = set(
    "coverage_rate coverage_target coverage_gap uncovered_workers uncovered_rate participants_active "
    "participants_registered participants_inactive participants_target participants_share new_enrolment "
    "planned_enrolment programme_months villages_covered employer_compliance employers_registered".split()
)


class Found:
    """What was found in the whole story, cut to one sentence at a time."""

    def __init__(
        self, shown: str, lexemes: list[Lexeme], dates: list[DateFound], places: list[PlaceFound]
    ) -> None:
        self.text, self.lexemes, self.dates, self.places = shown, lexemes, dates, places
        numbers = find_numbers(shown, lexemes)
        self.numbers: list[Number | Refusal] = [one for one in numbers if not _is_of_date(one, self.dates)]
        self.refused = [one for one in self.numbers if isinstance(one, Refusal)]
        read = [one for one in self.numbers if isinstance(one, Number)]
        self.ties = relations(read)
        self.ends: dict[int, list[Number]] = defaultdict(list)  # by start: a number, or both ends of a range
        for number in read:
            self.ends[number.start].append(number)
        self.firsts = [ends[0] for ends in self.ends.values()]

    def sentence(self, passage: Passage) -> Sentence:
        """A sentence with its numbers, dates and places; a range counts once."""
        numbers, dates, places = (_cut(found, passage) for found in (self.firsts, self.dates, self.places))
        return as_tokens(self.text, passage.start, passage.end, self.lexemes, numbers, dates, places)


class Walk:
    """Reads a story: every number with what was told of it."""

    def __init__(self, setting: Setting, found: Found, story: Story, ask: Asked) -> None:
        self.setting, self.found, self.ask = setting, found, ask
        self.around = around_of(story)
        self.ours = is_ours(found.lexemes, ask)
        self.covered: dict[int, str] = {}  # start of a number -> its segment

    def read(self, story: Story) -> list[Said]:
        """Every number of a story with what was told of it, and what must not be guessed."""
        first = FirstLook(self.setting, self.found.ties, self.ask)
        looks = [first.look(paragraph) for paragraph in story]
        near = of_guesses(looks)
        meant = [[(look, self._meanings(look, near)) for look in paragraph] for paragraph in looks]
        said = [*self._said(choose(meant, self.setting, self.found.ties, self.ask)), *self._refused(looks)]
        return sorted(said, key=lambda one: one.number.start)

    def _meanings(self, look: Look, near: dict[int, list[str]]) -> list[Bound]:
        least = least_sure(self.ours, look.sentence)
        bound = meanings(look, near, self.covered, self.around, self.ask, least)
        self._remember_segments(look.sentence, bound)
        return bound

    def _said(self, chosen: list[Chosen]) -> Iterator[Said]:
        ours = any(one.bound.indicator in _TELLING for one in chosen)
        for look, one, when, place, office, _, others in chosen:
            sentence = look.sentence
            speaker = HEADLINE if look.headline else office or "unattributed"
            scheme = scheme_at(one.number.start, sentence, look.scheme)
            reason = _reason(one, scheme or ("employment" if ours else ""), place)
            for number in self.found.ends[one.number.start]:
                yield Said(number, one, when, place, speaker, sentence.shown(), reason, others)

    def _refused(self, looks: list[list[Look]]) -> Iterator[Said]:
        for sentence in (look.sentence for paragraph in looks for look in paragraph):
            for number in _cut(self.found.refused, sentence):
                yield Said(number, None, None, NOWHERE, "unattributed", sentence.shown(), number.reason)

    def _remember_segments(self, sentence: Sentence, bound: list[Bound]) -> None:
        named = [mark.phrase.means for mark in sentence.all(SEGMENT)]
        covered = [one.segment for one in bound if one.indicator]
        last = named[-1] if named else self.around.last
        number = covered[-1] if covered else self.around.number
        first = named[0] if named else self.around.first
        ago = 0 if named else min(self.around.ago + 1, LONG_AGO)
        self.around = self.around._replace(last=last, number=number, first=first, ago=ago)


def _cut(found: list, passage: Passage | Sentence) -> list:
    """Those of `found`, in order of their start, that start inside a passage."""
    first = bisect_left(found, passage.start, key=lambda one: one.start)
    return found[first : bisect_left(found, passage.end, lo=first, key=lambda one: one.start)]


def _reason(bound: Bound, scheme: str, where: Where) -> str:
    """Why a number is no claim, '' for a claim."""
    if not bound.indicator:
        return bound.reason
    if scheme in _NOT_OURS:
        return _NOT_OURS[scheme]
    return "" if where.place else "no place is told"


def _is_of_date(number: Number | Refusal, dates: list[DateFound]) -> bool:
    year = _YEAR.fullmatch(number.printed) and not getattr(number, "unit", "")
    k = bisect_left(dates, number.end, key=lambda date: date.start)
    return bool(year) or (k > 0 and number.start < dates[k - 1].end)

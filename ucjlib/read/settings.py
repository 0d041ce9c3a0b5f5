"""What an article as a whole tells of a figure: which scheme, which region, which workers, and who speaks.

Counted once for a story, or asked of one sentence where that tells it itself. The scheme decides whether a
figure is ours at all: an article on the health insurer gives no claims.

>>> from ucjlib.read.clauses import as_tokens
>>> from ucjlib.read.lexemes import lex
>>> text = "Jamsostek melindungi pekerja rentan, kata Bupati Blitar"
>>> sentence = as_tokens(text, 0, len(text), lex(text), [])
>>> scheme_of_story([[sentence]]), speaker_of(sentence), around_of([[sentence]]).title
('employment', 'regent', 'rentan')
"""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from ucjlib.read.clauses import Sentence
from ucjlib.read.phrase_tables import SEGMENT, longest
from ucjlib.read.places import PlaceFound, main_place
from ucjlib.read.segment_features import Around
from ucjlib.reference.region_match import Match

Story = list[list[Sentence]]  # by paragraph
_OF_OURS = 3  # a story is ours where a third of the agencies' words are


class Where(NamedTuple):
    """The place of a figure; `why` says why it is no region, '' for one."""

    region_code: str = ""
    place: str = ""
    why: str = ""


NOWHERE = Where()
INDONESIA = Where("00", "Indonesia")


@dataclass(frozen=True, slots=True)
class Setting:
    """The story's main region, scheme ('employment', 'health', 'other' or '') and day ('YYYY-MM-DD' or '').

    `first`: the first place of the headline, `lead`: of the text below it, both no more than a place to
    report from; `nation`: how often the story speaks of the nation.
    """

    main: PlaceFound | None
    first: PlaceFound | None
    lead: PlaceFound | None
    scheme: str
    nation: int
    day: str


def setting_of(places: list[PlaceFound], headline_end: int, story: Story, day: str) -> Setting:
    """What a story as a whole tells; `headline_end`: the character where the text below begins."""
    told = [place for place in places if not place.aside and place.status in ("region", "ambiguous")]
    first = next((place for place in told if place.start < headline_end), None)
    lead = next((place for place in told if place.start >= headline_end), None)
    nation = sum(len(sentence.all("national")) for sentence in _sentences(story))
    return Setting(main_place(places, headline_end), first, lead, scheme_of_story(story), nation, day)


def where(found: PlaceFound | Match) -> Where:
    """A place found as the place of a figure."""
    return Where(found.region_code, found.place, found.reason)


def scheme_of_story(story: Story) -> str:
    """`employment`, `health`, `other` or '' by the agencies' words: ours where it has a third of them.

    A story that names none is of employment when it speaks of members, contributions, vulnerable workers.
    """
    named = [longest(sentence.all("scheme")) for sentence in _sentences(story)]
    counts = Counter(mark.phrase.means for marks in named for mark in marks)
    if counts:
        ours = counts["employment"] * _OF_OURS >= counts.total()
        return "employment" if ours else min(counts, key=lambda scheme: (-counts[scheme], scheme))
    return "employment" if any(sentence.all("subject") for sentence in _sentences(story)) else ""


def around_of(story: Story) -> Around:
    """What a whole story tells of segments: that of its headline, the one named most, whether others pay."""
    sentences = _sentences(story)
    named = [[mark.phrase.means for mark in longest(sentence.all(SEGMENT))] for sentence in sentences]
    counts = Counter(means for one in named for means in one if means != "total")
    most = min(counts, key=lambda means: (-counts[means], means)) if counts else ""
    title = named[0][0] if named and named[0] else ""
    return Around(title=title, most=most, pays=any(sentence.all("pays") for sentence in sentences))


def scheme_at(position: int, sentence: Sentence, before: str) -> str:
    """The scheme of a figure at `position`: the last named before it, else the first after, else `before`."""
    named = longest(sentence.all("scheme"))
    earlier = [mark for mark in named if sentence.tokens[mark.first].start < position]
    chosen = earlier[-1:] or named[:1]
    return chosen[0].phrase.means if chosen else before


def speaker_of(sentence: Sentence) -> str:
    """The office of the person a sentence quotes, '' where it quotes none that is known."""
    if not sentence.all("speech"):
        return ""
    found = longest(sentence.all("speaker"))
    return found[0].phrase.means if found else ""


def _sentences(story: Story) -> list[Sentence]:
    return [sentence for paragraph in story for sentence in paragraph]

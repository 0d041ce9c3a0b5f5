"""What is seen of a number beyond its words: the dates beside it, and what state the story was last about.

Features as in `ucjlib.read.features`:

    db= da=           the last date before a number and the first one after, against the day of the story
    late=             whether sentences stand above its paragraph, and whether that is none itself
    under= since=     the words of the last line between them that is no sentence ("Sekilas info", "Berita
                      terkait", or a subtitle of the story), and how many paragraphs above it stands
    opens= dateline=  whether its paragraph opens with the dateline of the region that the story is about or
                      of another, and that of the last paragraph that opened with one
    names=            whether its sentence names the region that the story is about, another, or none
    state= state<=    the last word of a state before it (member, active, protected, enrolled ...), in its
                      sentence, in those before

Nothing is decided here.

>>> from ucjlib.read.dates import read_date
>>> against(read_date("2027"), "2025-06-12"), against(read_date("Mei 2025"), "2025-06-12")
('year later', 'month this')
"""

from collections.abc import Iterator
from typing import NamedTuple

from ucjlib.read.clauses import Sentence
from ucjlib.read.dates import DateFound
from ucjlib.read.phrase_tables import longest
from ucjlib.read.places import PlaceFound
from ucjlib.read.windows import Window

_AFTER_TOWN = frozenset("-–—.:|")
_HEADING, _LONG_SINCE = 5, 4  # words of a heading, paragraphs after it
_STATES = frozenset(
    "member active protected protect enrolled enrol inactive negative base target".split()
)  # meanings of the role `sense`


class Above(NamedTuple):
    """What stands above a paragraph.

    `heading`: the words of the last line that is no sentence, once the text has begun; empty for none.
    `since`: how many paragraphs stand between. `body`: whether the text has begun, with a sentence.
    `dateline`: the last region that a paragraph opened with, as `opening` tells it.
    """

    heading: tuple[str, ...] = ()
    since: int = 0
    body: bool = False
    dateline: str = ""

    def then(self, paragraph: list[Sentence], is_line: bool, main: PlaceFound | None) -> "Above":
        """What stands above the paragraph after this one; `is_line`: whether this one is no sentence."""
        dateline = opening(paragraph[0], main) or self.dateline
        words = tuple(token.key for token in paragraph[0].tokens if token.key.isalpha())
        is_heading = is_line and self.body and words and not any(map(str.isdigit, paragraph[0].shown()))
        if is_heading:
            return Above(words[:_HEADING], 0, True, dateline)
        return Above(self.heading, self.since + 1, self.body or not is_line, dateline)


def opening(sentence: Sentence, main: PlaceFound | None) -> str:
    """Whose dateline a paragraph opens with: "Sekadau - Pemkab ..." is another's, '' for none.

    `main`: the region that the story is about.
    """
    if not sentence.places or sentence.token_at(sentence.places[0].start) > 1:
        return ""
    place = sentence.places[0]
    if sentence.key_at(sentence.token_at(place.end)) not in _AFTER_TOWN:
        return ""
    return "own" if main and place.region_code == main.region_code else "other"


def of_above(above: Above, is_line: bool, opens: str) -> Iterator[str]:
    """What stands above a paragraph.

    is_line : whether the paragraph is no sentence. opens : its `opening`.
    """
    yield f"late={above.body}|{is_line}"
    yield f"opens={opens}|{above.body}"
    yield f"dateline={opens or above.dateline}|{above.body}"
    if above.heading:
        yield f"since={min(above.since, _LONG_SINCE)}|{is_line}"
        yield from (f"under={word}" for word in above.heading)
        yield from (f"under={word}|{min(above.since, 2)}" for word in above.heading)


def of_names(sentence: Sentence, main: PlaceFound | None) -> str:
    """Whether a sentence names the region of the story, another region, or none."""
    codes = {place.region_code for place in sentence.places if place.region_code and not place.aside}
    named = "none" if not codes else "own" if main and main.region_code in codes else "other"
    return f"names={named}"


def of_times(sentence: Sentence, window: Window, day: str) -> Iterator[str]:
    """The dates beside a number; `day`: that of the story, 'YYYY-MM-DD' or ''."""
    at, end = window.slot.at, sentence.next_number(window.slot.at)
    placed = [(sentence.token_at(date.start), date) for date in sentence.dates]
    before = [date for place, date in placed if window.left <= place < at]
    after = [date for place, date in placed if at < place < end]
    yield f"db={against(before[-1] if before else None, day)}"
    yield f"da={against(after[0] if after else None, day)}"


def of_state(sentence: Sentence, window: Window, earlier: str) -> Iterator[str]:
    """The state that a number's sentence told last before it; `earlier`: that of the sentences before."""
    own = last_state(sentence, window.slot.at)
    yield f"state={own}" if own else f"state<={earlier}"
    yield f"state={own}<{earlier}"


def last_state(sentence: Sentence, end: int) -> str:
    """The last word of a state in `tokens[:end]`, '' for none."""
    senses = longest(sentence.told("sense", 0, end))
    return next((mark.phrase.means for mark in senses[::-1] if mark.phrase.means in _STATES), "")


def against(date: DateFound | None, day: str) -> str:
    """A date's kind and where it lies from the day of the story; '' for none.

    `said`: the day itself; `this` and `coming`: of its year, not after and after it; `earlier`, `later`.
    """
    if date is None:
        return ""
    if date.as_of == day:
        return "said"
    year, today = date.as_of[:4], day[:4]
    if year == today:
        return f"{date.kind} {'coming' if date.as_of > day else 'this'}"
    return f"{date.kind} {'later' if year > today else 'earlier'}"

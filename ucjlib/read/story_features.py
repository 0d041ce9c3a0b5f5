"""What is seen of a number beyond its words: the dates beside it, and what state the story was last about.

Features as in `ucjlib.read.features`:

    db= da=           the last date before a number and the first one after, against the day of the story
    state= state<=    the last word of a state before it (member, active, protected, enrolled ...), in its
                      sentence, in those before

Nothing is decided here.

>>> from ucjlib.read.dates import read_date
>>> against(read_date("2027"), "2025-06-12"), against(read_date("Mei 2025"), "2025-06-12")
('year later', 'month this')
"""

from collections.abc import Iterator

from ucjlib.read.clauses import Sentence
from ucjlib.read.dates import DateFound
from ucjlib.read.phrase_tables import longest
from ucjlib.read.windows import Window

_STATES = frozenset(
    "member active protected protect enrolled enrol inactive negative base target".split()
)  # meanings of the role `sense`


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

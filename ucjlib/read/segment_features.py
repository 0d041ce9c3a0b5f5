"""What is seen of whom a number covers: the segments named around it, near and far.

The second question to the tagger, once it is told what the number measures. Features as in
`ucjlib.read.features`; where a segment is named counts for more than the words beside it:

    A= AA= AAA=    the first one after the number: before any break, before the next number, anywhere
    B= BB= BBB=    the last one before it, likewise
    ruled=         that of the cue words alone
    near=          the first of A, B, BB, AA that is told
    last= title= most= lastnumber= pays= tied=    what the story tells beyond the sentence (`Around`)

Each feature comes a second time with the indicator before it. Nothing is decided here.

>>> Around(title="rentan").title
'rentan'
"""

from collections.abc import Iterator
from typing import NamedTuple

from ucjlib.read.clauses import Sentence
from ucjlib.read.features import stem
from ucjlib.read.phrase_tables import SEGMENT, Mark, longest
from ucjlib.read.phrases import Bound
from ucjlib.read.windows import Window

LONG_AGO = 3  # sentences
_WORDS = 4  # on each side
_BACK = frozenset(("mereka", "kelompok", "segmen", "sektor", "keduanya", "itu", "ini", "tersebut"))
_SHORT = 5  # letters: "hanya", "nya"


class Around(NamedTuple):
    """What the story tells of segments beyond the sentence, '' where nothing.

    `previous`: that of the number before; `same`: whether that number measures the same; `last`: the last one
    named in the sentence before; `number`: that of the last number before the sentence; `title`: in the
    headline; `most`: named most; `pays`: whether the story tells that somebody else pays.
    `first`: the first one named in the sentence that named `last`; `ago`: sentences since it.
    `tied`: those of the earlier numbers that a number makes a sum with, each with what the two are in it.
    """

    previous: str = ""
    same: bool = False
    last: str = ""
    title: str = ""
    most: str = ""
    pays: bool = False
    number: str = ""
    first: str = ""
    ago: int = 0
    tied: tuple[str, ...] = ()


def of_segment(sentence: Sentence, ruled: Bound, indicator: str, around: Around) -> list[str]:
    """The features of whom a number covers.

    ruled : the number as the cue words alone bind it. indicator : what it measures.
    """
    window = ruled.window
    named = _named_beside(sentence, window)
    near = next((named[place][0].phrase.means for place in ("A", "B", "BB", "AA") if named[place]), "")
    found = [
        *(f"{place}={marks[0].phrase.means if marks else ''}" for place, marks in named.items()),
        f"near={near}",
        f"near+prev={near}+{around.previous}",
        f"gap={_gap(named['A'], window.slot.at)}",
        *_of_story(around, window.twin, bool(sentence.all("pays"))),
        *_near_and_story(near, around),
        *_carried_on(sentence, window.slot.at, near, around),
        f"ruled={ruled.segment}",
        f"ruled={ruled.segment}+near={near}",
        *_of_words(sentence, window),
    ]
    return ["bias", *found, *(f"{indicator}|{one}" for one in ["", *found])]


def _named_beside(sentence: Sentence, window: Window) -> dict[str, list[Mark]]:
    """Place -> the segment named there, as a list of one; an empty list for none."""
    at, marks = window.slot.at, longest(sentence.all(SEGMENT))
    before = [mark for mark in marks if mark.last <= at]
    after = [mark for mark in marks if mark.first > at]
    left = min(window.left, window.before[0])  # a twin shares the words before the first of the two
    since = [mark for mark in before if mark.first >= left]
    until = [mark for mark in after if mark.last <= sentence.next_number(at)]
    return {
        "A": [mark for mark in until if not sentence.breaks(at, mark.first)][:1],
        "AA": until[:1],
        "AAA": after[:1],
        "B": [mark for mark in since if not sentence.breaks(mark.last, at)][-1:],
        "BB": since[-1:],
        "BBB": before[-1:],
    }


def _of_story(around: Around, twin: str, pays_here: bool) -> Iterator[str]:
    yield f"last={around.last}"
    yield f"title={around.title}"
    yield f"most={around.most}"
    yield f"prev={around.previous}"
    yield f"prevsame={around.previous}+{around.same}"
    yield f"twin={twin}"
    yield f"pays={around.pays}"
    yield f"paysnear={pays_here}"
    yield f"lastnumber={around.number}"
    yield from (f"tied={one}" for one in around.tied)


def _near_and_story(near: str, around: Around) -> Iterator[str]:
    yield f"near+lastnumber={near}+{around.number}"
    yield f"near+pays={near}+{around.pays}"
    yield f"near+most={near}+{around.most}"
    yield f"last+prev={around.last}+{around.previous}"


def _carried_on(sentence: Sentence, at: int, near: str, around: Around) -> Iterator[str]:
    """Whether the words before the number point back ("Jumlahnya", "kelompok ini"), and to whom."""
    words = (token.key for token in sentence.tokens[:at])
    back = next(
        (word for word in words if word in _BACK or (word.endswith("nya") and len(word) > _SHORT)), ""
    )
    yield f"back={back}"
    yield f"last={around.last}|{around.ago}"
    yield f"first={around.first}|{around.ago}"
    if not near:
        yield f"last={around.last}|{around.ago}|{bool(back)}"
        yield f"first={around.first}|{around.ago}|{bool(back)}"
        yield f"number={around.number}|{around.previous}|{bool(back)}"


def _of_words(sentence: Sentence, window: Window) -> Iterator[str]:
    """Stems of the words right after and right before."""
    words, at = sentence.words, window.slot.at
    after = words[at + 1 : min(at + 1 + _WORDS, sentence.next_number(at))]
    yield from (f"a{stem(word)}" for word in after)
    yield from (f"b{stem(word)}" for word in words[max(window.left, at - _WORDS) : at])


def _gap(marks: list[Mark], at: int) -> int:
    return min(marks[0].first - at, 9) if marks else -1

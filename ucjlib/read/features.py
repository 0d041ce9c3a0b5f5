"""What is seen around a number, as words of a fixed kind: what the tagger knows it by.

Nothing is decided here. A feature is a short text; its kind stands before the `=`:

    b1= b2= a1=       the word right before the number, the one before that, the word right after
    b~ b~~ b2~        a word among those before, its stem, two words in a row; `a` after, `!` beyond a break
    mb= ma= mab=      what a cue (`c:`) or a sense (`s:`) of the word tables means, and on which side it is
    e=                a longer word before the number before
    rule= seg=        what the cue words alone make of it (`ucjlib.read.phrases`)
    next= twin=       the next number as the cue words bind it, and the family of its twin
    rel=              how it goes with other figures of the story by arithmetic
    size= value=      its power of ten, and values that tell themselves; word= a number in words
    s= w=             of the whole sentence: its segments, its first words

Words come as printed and as stems, so that "mengikutsertakan" helps with "diikutsertakan"; the name of a
place and a date are one word. A change here asks for the tagger to be trained anew (`tools/train_tagger.py`).

>>> stem("melindungi"), stem("diikutsertakan"), stem("kepesertaan")
('lindung', 'ikutserta', 'peserta')
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ucjlib.read.clauses import BREAKS, NAME, Sentence, Spot, spot
from ucjlib.read.numbers import Number
from ucjlib.read.phrase_tables import CUE, SEGMENT, Mark, longest
from ucjlib.read.phrases import Bound
from ucjlib.read.relations import Tie
from ucjlib.read.windows import Window

_NEAR, _FAR = 3, 9  # tokens that count by their place, and that count at all
_STEMS = 50_000  # words whose stems are kept
_TELLING = (CUE, "sense")
_PREFIX = re.compile(
    r"""^(?: mem(?=[bpfv]) | men(?=[tdcjszy]) | meng(?=[aiueoghk]) | meny | me(?=[lrmnwy])
           | di | ter | ber | be(?=r)
           | pem(?=[bpf]) | pen(?=[tdcj]) | peng(?=[aiueoghk]) | pe(?=[lrmnws])
           | per | ke | se )(?=\w{4})""",
    re.VERBOSE,
)
_SUFFIX = re.compile(r"(?<=\w{4})(?:kannya|annya|nya|kan|an|i)$")
# Rupiah that a regulation sets, a month or a year: the value itself tells what it is. Other amounts tell
# something where they are whole millions from ten million on.
TARIFFS = {16800, 36800, 20000, 10000, 8400, 6800, 201600}
_MILLION = 1_000_000
_TARGETS = (45, 99.5, 20)  # percent that many plans print


class Beside(NamedTuple):
    """What stands beside a number.

    `following`: the next one as the cue words bind it. `listed`: whether only places and joining words part
    it from the one before. `ties`: those of `ucjlib.read.relations`.
    """

    following: Bound | None
    listed: bool
    ties: list[Tie]

    @property
    def relations(self) -> list[str]:
        """What it is in the sums it makes with others."""
        return sorted({tie.tag for tie in self.ties})


@lru_cache(maxsize=_STEMS)
def stem(word: str) -> str:
    """A word without one prefix and one suffix: a rough stem, the same for the forms of one verb."""
    return _PREFIX.sub("", _SUFFIX.sub("", word))


def of_sentence(sentence: Sentence, headline: bool, scheme: str) -> list[str]:
    """Features that all numbers of a sentence share."""
    segments = {mark.phrase.means for mark in longest(sentence.all(SEGMENT))}
    return [
        f"headline={headline}",
        f"scheme={scheme}",
        *(f"s={segment}" for segment in sorted(segments)),
        *(f"w={token.key}" for token in sentence.tokens[:2]),
    ]


def of_number(sentence: Sentence, ruled: Bound, beside: Beside, shared: list[str]) -> list[str]:
    """The features of one number.

    ruled : what the cue words alone make of it. shared : features of the whole sentence (`of_sentence`).
    """
    window, family = ruled.window, ruled.window.slot.family
    kind, words = "people" if family == "bare" else family, sentence.words
    own = [
        *_of_words(words, window.left, window.slot.at, sentence.next_number(window.slot.at)),
        *_of_marks(sentence, window),
        *(f"e={word}" for word in words[max(0, window.left - _FAR) : window.left] if len(word) > 3),
        f"rule={ruled.indicator}",
        f"family={family}",
    ]
    told = [*_of_neighbours(ruled, beside), *_of_value(window.slot.number, family), *shared]
    return ["bias", f"kind={kind}", *own, *(f"{kind}|{one}" for one in told)]


def _of_words(words: list[str], left: int, at: int, right: int) -> Iterator[str]:
    """The words on both sides of the number at `at`, up to the numbers beside it."""
    yield from _on_side("b", words[left:at][::-1])
    yield from _on_side("a", words[at + 1 : right])


def _on_side(side: str, words: list[str]) -> Iterator[str]:
    """Words on one side of a number, the nearest first; those beyond a break are another kind."""
    pairs = zip(words, ["", *words], strict=False)
    words = [word for word, nearer in pairs if not (word == nearer == NAME)]
    breaks = 0
    for k, word in enumerate(words[: 2 * _FAR]):
        breaks += word in BREAKS
        far = f"{side}{'!' * min(breaks, 2)}"
        if k < _NEAR:
            yield f"{side}{k + 1}={word}"
        if k < _FAR or not breaks:
            yield f"{far}~{word}"
            yield f"{far}~~{stem(word)}"
        if k + 1 < min(len(words), _FAR):
            yield f"{far}2~{word} {words[k + 1]}"
    yield f"{side}n={'none' if not words else 'break' if words[0] in BREAKS else 'word'}"


def _of_marks(sentence: Sentence, window: Window) -> Iterator[str]:
    """Every cue and sense beside a number, each alone and the nearest of both sides together."""
    near: dict[str, list[str]] = {"b": [], "a": []}
    for mark, seen in _marks_beside(sentence, window):
        side = seen.side[0]
        beyond = "<" if mark.first < window.left else ""
        told = f"{mark.phrase.role[0]}:{mark.phrase.means}"
        yield f"m{side}{beyond}={told}"
        yield f"m{side}{beyond}={told}|{seen.reach(2, 5)}|{min(sentence.breaks(*seen.between), 2)}"
        if not beyond:
            near[side].append(told)
    before, after = near["b"][::-1], near["a"]
    yield f"mb+={' '.join(before[:2])}"
    yield f"ma+={' '.join(after[:2])}"
    yield f"mab={' '.join(before[:1])} {' '.join(after[:1])}"
    yield from (f"mb1={one}" for one in before[:1])
    yield from (f"ma1={one}" for one in after[:1])


def _marks_beside(sentence: Sentence, window: Window) -> Iterator[tuple[Mark, Spot]]:
    """The cues and senses from somewhat before the number before to the number after, and where they are."""
    at = window.slot.at
    first, last = max(0, window.left - _FAR), sentence.next_number(at)
    for mark in longest([mark for role in _TELLING for mark in sentence.all(role)]):
        holds_number = mark.first <= at < mark.last
        if first <= mark.first and mark.last <= last and not holds_number:
            yield mark, spot(at, mark.first, mark.last)


def _of_neighbours(ruled: Bound, beside: Beside) -> Iterator[str]:
    """What the rules make of it and of the next number, its twin, and the arithmetic."""
    following = beside.following
    yield f"twin={ruled.window.twin}"
    yield f"listed={beside.listed}"
    yield f"rule={ruled.indicator or ruled.reason[:12]}"
    yield f"seg={ruled.segment}"
    yield f"next={(following.indicator or following.window.slot.family) if following else ''}"
    yield from (f"rel={tag}" for tag in beside.relations)


def _of_value(number: Number, family: str) -> Iterator[str]:
    """What the number itself tells: how large, how it is printed, and whether it is a well-known one."""
    value = float(number.value)
    yield f"size={int(math.log10(abs(value))) if value else -1}"
    yield f"qualifier={number.qualifier}"
    yield f"word={_in_words(number.printed)}"
    yield f"digits={'fraction' if ',' in number.printed else 'whole'}"
    whole_millions = value >= 10 * _MILLION and value % _MILLION == 0
    if whole_millions or (family.startswith("rupiah") and value in TARIFFS):
        yield f"value={value:.0f}"
    if family == "percent":
        yield f"value={_percent(value)}"
    if family == "months":
        yield f"value={'year' if value == 12 else 'usual' if value < 25 else 'long'}"


def _in_words(printed: str) -> str:
    """A number that is printed in words alone: "separuh", "dua", "setahun"; '' for digits."""
    return "" if any(map(str.isdigit, printed)) else printed.casefold()


def _percent(value: float) -> str:
    if value in _TARGETS:
        return f"{value}"
    return "over" if value > 100 else "all" if value == 100 else "usual"

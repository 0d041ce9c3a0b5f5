"""The words that belong to one number of a sentence: those before it and those after it.

A number's words run from the number before it to the number after it; after it they stop at a comma,
a bracket or a word such as "sedangkan", because what follows belongs to the next number. Two numbers
joined by "atau" or a bracket say one thing twice and share their words. Nothing is understood here.

>>> from ucjlib.read.clauses import as_tokens
>>> from ucjlib.read.lexemes import lex
>>> from ucjlib.read.numbers import find_numbers
>>> text = "Cakupan baru 24 persen, target 45 persen untuk semua"
>>> sentence = as_tokens(text, 0, len(text), lex(text), find_numbers(text))
>>> [(w.before, w.after) for w in windows(sentence)]
[((0, 2), ((3, 3),)), ((3, 5), ((6, 8),))]
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import islice

from ucjlib.read.clauses import BREAKS, Sentence, Slot

Span = tuple[int, int]
_WORDS_TO_JOINT, _WORDS_FROM_JOINT = 3, 4
_JOINTS = {"atau", "setara", "alias", "("}


@dataclass(frozen=True, slots=True)
class Window:
    """One number and its words, as places of tokens.

    `twin`: the family of the number that says the same again, '' for none. `left`: the first token after
    the number before; `right`: past the last token that may be this number's.
    """

    slot: Slot
    before: Span
    after: tuple[Span, ...]
    left: int
    right: int
    twin: str = ""


def windows(sentence: Sentence) -> list[Window]:
    """One window for each number of the sentence, in order."""
    slots, found = sentence.slots, []
    for k, slot in enumerate(slots):
        left = slots[k - 1].at + 1 if k else 0
        following = next((one for one in islice(slots, k + 1, None) if not _passes(slot, one)), None)
        stop = following.at if following else len(sentence.tokens)
        cut = _first_break(sentence, slot.at + 1, stop)
        seen = stop + 1 if following and cut == stop else cut  # the next number's kind is seen
        after = (slot.at + 1, seen)
        found.append(Window(slot, (left, slot.at), (after,), left, min(after[1], stop)))
    return _share(sentence, found)


def _passes(slot: Slot, later: Slot) -> bool:
    """lima provinsi, 101 desa, enam bulan: it tells where or how long, and ends no headcount's words."""
    few = later.family == "bare" and later.number.value < 100
    return slot.family in ("people", "bare") and (few or later.family in ("villages", "months"))


def _first_break(sentence: Sentence, first: int, stop: int) -> int:
    before = sentence.breaks_before
    return min(bisect_right(before, before[first], lo=first) - 1, stop) if first < stop else stop


def _share(sentence: Sentence, found: list[Window]) -> list[Window]:
    """`found` with the words of twins made common."""
    shared = list(found)
    for k in range(1, len(found)):
        first, second = shared[k - 1], shared[k]
        if not first.twin and first.slot.family != second.slot.family and _is_twin(sentence, first, second):
            own = (first.after[0][0], first.right)
            after = (own, *second.after)
            shared[k - 1] = replace(first, after=after, twin=second.slot.family)
            shared[k] = replace(second, before=first.before, after=after, twin=first.slot.family)
    return shared


def _is_twin(sentence: Sentence, first: Window, second: Window) -> bool:
    """24 persen atau 900 orang, 900 orang (24 persen), 900 pekerja atau sekitar 24 persen."""
    between = [token.key for token in sentence.tokens[first.slot.at + 1 : second.slot.at]]
    joint = next((i for i, key in enumerate(between) if key in _JOINTS), None)
    if joint is None:
        return False
    before, after = [key for key in between[:joint] if key != ","], between[joint + 1 :]
    plain = not BREAKS & {*before, *after}
    return plain and len(before) <= _WORDS_TO_JOINT and len(after) <= _WORDS_FROM_JOINT

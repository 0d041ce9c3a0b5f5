"""The heaviest cue beside a number: which row of `cues.csv` speaks for it, and how loudly.

A cue counts its weight, less for each break and each token between it and the number. A longer phrase hides
the shorter one inside it ("belum terdaftar" is not "terdaftar"). What a cue makes of the number is decided
in `ucjlib.read.phrases`.

>>> from ucjlib.read.clauses import as_tokens
>>> from ucjlib.read.lexemes import lex
>>> from ucjlib.read.numbers import find_numbers
>>> from ucjlib.read.windows import windows
>>> text = "target cakupan 45 persen"
>>> sentence = as_tokens(text, 0, len(text), lex(text), find_numbers(text))
>>> cue, _ = best_cue(sentence, windows(sentence)[0])
>>> cue.means
'coverage_target'
"""

from ucjlib.read.clauses import Sentence
from ucjlib.read.phrase_tables import CUE, Mark, Phrase, longest
from ucjlib.read.windows import Span, Window

LEAST = 3.0  # a cue that is weaker than this after its breaks does not count
_BREAK_COST, _TOKEN_COST = 1.5, 0.04


def best_cue(sentence: Sentence, window: Window) -> tuple[Phrase | None, float]:
    """The heaviest cue of a number and its weight, (None, 0) for none; of two level ones the nearer one."""
    at = window.before[1]
    scored = [
        (_weight(sentence, mark, mark.last, at), mark.last, mark.phrase) for mark in _before(sentence, window)
    ]
    for span in (*window.after, *_rest(sentence, window)):
        scored += [
            (_weight(sentence, mark, span[0], mark.first), -mark.first, mark.phrase)
            for mark in _after(sentence, window, span)
        ]
    weight, _, cue = max(scored, key=lambda item: item[:2], default=(0.0, 0, None))
    return (cue, weight) if weight >= LEAST else (None, 0.0)


def only_fillers(sentence: Sentence, first: int, last: int) -> bool:
    """Whether nothing but words such as "sekitar" or "mencapai" stands in `tokens[first:last]`."""
    return len(sentence.covered(("filler",), first, last)) == max(0, last - first)


def _weight(sentence: Sentence, mark: Mark, first: int, last: int) -> float:
    """What a cue weighs that `tokens[first:last]` part from its number."""
    far = _BREAK_COST * sentence.breaks(first, last) + _TOKEN_COST * (last - first)
    return mark.phrase.weight - far


def _before(sentence: Sentence, window: Window) -> list[Mark]:
    def stands(mark: Mark) -> bool:
        side = mark.phrase.side
        return side in ("before", "both") or (
            side == "touch" and only_fillers(sentence, mark.last, window.before[1])
        )

    return longest([mark for mark in _cues(sentence, window, window.before) if stands(mark)])


def _after(sentence: Sentence, window: Window, span: Span) -> list[Mark]:
    def stands(mark: Mark) -> bool:
        side = mark.phrase.side
        return side in ("after", "both") or (side == "beside" and mark.first == span[0])

    return longest([mark for mark in _cues(sentence, window, span) if stands(mark)])


def _rest(sentence: Sentence, window: Window) -> list[Span]:
    """After the last number, if it is a headcount: the rest of the sentence is said of it, breaks or not."""
    is_last = bool(sentence.slots) and window.slot is sentence.slots[-1]
    if is_last and window.slot.family in ("people", "bare"):
        return [(window.slot.at + 1, len(sentence.tokens))]
    return []


def _cues(sentence: Sentence, window: Window, span: Span) -> list[Mark]:
    kind = "people" if window.slot.family == "bare" else window.slot.family
    return [mark for mark in sentence.told(CUE, *span) if kind in mark.phrase.families]

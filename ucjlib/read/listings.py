"""Lists of one figure for several places or dates: "di Kota Malang 32 persen dan di Kabupaten Malang 28".

The later numbers of such a list print no word of what they measure: between them stand only places,
dates and joining words. Any other word ends the list, so that nothing is carried on by guessing.
"""

from ucjlib.read.clauses import Sentence
from ucjlib.read.windows import Window

_LISTING = ("listing", "filler", "parting")


def goes_on(sentence: Sentence, window: Window) -> bool:
    """Whether a number goes on with a list: a place or date of its own, and no other word, is beside it."""
    first, last = window.before
    behind = window.after[0]
    if not (sentence.told("parting", first, last) or sentence.breaks(first, last)):
        return False
    cut = min([mark.first for mark in sentence.told("parting", *behind)], default=behind[1])
    spans = ((first, last), (behind[0], min(cut, window.right)))
    named = any(any(sentence.named[start:end]) for start, end in spans)
    return named and all(leads_on(sentence, *span) for span in spans)


def leads_on(sentence: Sentence, first: int, last: int, also: tuple[str, ...] = ()) -> bool:
    """Whether only places, dates, marks and words such as "baru" stand in `tokens[first:last]`.

    also : roles of phrases that may stand there too.
    """
    known = sentence.covered((*_LISTING, *also), first, last)
    return all(
        i in known or sentence.named[i] or not sentence.tokens[i].key.isalnum() for i in range(first, last)
    )

"""Words that stand for a place named before: "di sana", "kota pelabuhan itu", "Pemkab", "kantornya".

What kind of place is meant is told by the head word: "ibu kota provinsi itu" is a city and no province. Which
place of that kind it is, `ucjlib.read.trails` knows. A head with a name of its own ("Kota Tegal") refers to
nothing.

>>> from ucjlib.read.clauses import as_tokens
>>> from ucjlib.read.lexemes import lex
>>> text = "Peserta di ibu kota provinsi itu bertambah, di sana"
>>> [(x.kind, x.firm, x.first, x.last) for x in referrals(as_tokens(text, 0, len(text), lex(text), []))]
[('city', True, 2, 6), ('there', True, 8, 10)]
"""

from typing import NamedTuple

from ucjlib.read.clauses import Sentence
from ucjlib.read.phrase_tables import Mark, longest

HEAD, END, WHOLE = "refer_head", "refer_end", "refers"  # roles of phrase_words.csv
_REACH = 5  # tokens from the head to "itu"


class Referral(NamedTuple):
    """A place that `tokens[first:last]` stand for.

    kind : regency, city, province, local (either of two), there (any), area (a cluster), office.
    firm : whether "itu" or its like points back; a mere "pemkab" or "di provinsi" may be of another place.
    end : that word, '' for none.
    """

    kind: str
    firm: bool
    first: int
    last: int
    end: str = ""


def referrals(sentence: Sentence) -> list[Referral]:
    """All of a sentence in reading order; one inside another is none."""
    marks = longest([*sentence.all(HEAD), *sentence.all(WHOLE)])
    found: list[Referral] = []
    for mark in marks:
        if sentence.named[mark.first] or (found and mark.first < found[-1].last):
            continue
        found.append(_referral(sentence, mark))
    return found


def _referral(sentence: Sentence, mark: Mark) -> Referral:
    if mark.phrase.role == WHOLE:
        return Referral(mark.phrase.means, True, mark.first, mark.last)
    end = _end(sentence, mark.last)
    word = sentence.key_at(end - 1) if end else ""
    return Referral(mark.phrase.means, end > 0, mark.first, end or mark.last, word)


def _end(sentence: Sentence, first: int) -> int:
    """Where "itu" ends that stands near enough, with neither a break nor a number between; 0 for none."""
    for mark in sentence.told(END, first, min(first + _REACH + 1, len(sentence.tokens))):
        if not sentence.breaks(first, mark.first) and not sentence.numbers(first, mark.first):
            return mark.last
    return 0

"""Whether a story is of our scheme at all, by its words, whatever its numbers look like.

"Peserta aktif 44.905, baru 68,1 persen dari target 72 persen" may be told of family planning, of pensions or
of crop insurance. The agency's name does not settle it (its head may have been a guest), so that a linear
model over the words of the whole story does (model `story` of `ucjlib.read.tagger`). A number of a story that
is rather another's is a claim only where it is beyond doubt, or its own sentence names our agency.

>>> from ucjlib.read.lexemes import lex
>>> words_of(lex("Peserta KB di Kapuas baru 12 persen"))
['bias', 'baru', 'di', 'kb', 'persen']
"""

from ucjlib.read.clauses import Sentence
from ucjlib.read.lexemes import Lexeme
from ucjlib.read.phrase_tables import longest
from ucjlib.read.tagger import Asked

OURS = "ours"  # the label of a story with a claim
LEAST = 0.7  # how likely a story is ours at the least
SURE, SURE_ELSEWHERE = 0.9, 0.999  # that a number is a claim in its unit, in a story of ours and in another


def words_of(lexemes: list[Lexeme]) -> list[str]:
    """The words of a story, each once, in order; not those with one capital, which are mostly names."""
    seen = {x.key for x in lexemes if x.kind == "word" and (x.text.islower() or x.text.isupper())}
    return ["bias", *sorted(seen)]


def is_ours(lexemes: list[Lexeme], ask: Asked) -> bool:
    """Whether a story is rather ours than another's."""
    return ask.label("story", words_of(lexemes), None).chances.get(OURS, 0.0) >= LEAST


def least_sure(ours: bool, sentence: Sentence) -> float:
    """How likely a number of a sentence must be a claim to be one; `ours`: whether its story is.

    In a story of another's the sentence is ours where it names our agency and no other.
    """
    named = {mark.phrase.means for mark in longest(sentence.all("scheme"))}
    return SURE if ours or named == {"employment"} else SURE_ELSEWHERE

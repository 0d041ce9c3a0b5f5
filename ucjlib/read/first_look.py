"""The first look at a story: for each number a guess of what it measures, from its own words alone.

The tagger is asked twice. Here (`guess`) it is told the words of a number, its sentence and the list that the
number goes on with; the second time (`ucjlib.read.meanings`) it is also told what the whole story was guessed
to hold, before and after the number. That a text measures nothing of ours shows in its guesses as a whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ucjlib.read.clauses import Sentence
from ucjlib.read.endings import is_ended
from ucjlib.read.features import Beside, of_number, of_sentence
from ucjlib.read.listings import leads_on
from ucjlib.read.phrases import Bound, bind, heading, made
from ucjlib.read.relations import Tie
from ucjlib.read.settings import Setting, scheme_at
from ucjlib.read.story_features import Above, last_state, of_above, of_names, of_state, of_times, opening
from ucjlib.read.tagger import NONE, Asked, Decision

_BULLET = re.compile(r"\s*(?:[-–—•*·▪▫◦●○+>]|\(?[a-z0-9]{1,2}[.)])\s")
_QUOTES = set("\"“‘'(”’")
_SHORT_LINE = 12  # tokens: a line without a number that is no longer may head a list


@dataclass(frozen=True, slots=True)
class Look:
    """A sentence and the first look at its numbers.

    `ruled`: what the cue words alone make of each. `beside`: what stands beside it. `told`: its features.
    `guesses`: what the tagger made of these. `scheme`: that of the sentence before, as `settings` names it.
    """

    sentence: Sentence
    headline: bool
    goes_on: bool
    scheme: str
    ruled: list[Bound] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    told: list[list[str]] = field(default_factory=list)
    guesses: list[Decision] = field(default_factory=list)


class FirstLook:
    """Looks at paragraphs in order, remembering what one sentence leaves for the next."""

    def __init__(self, setting: Setting, ties: dict[int, list[Tie]], ask: Asked) -> None:
        self.setting, self.ties, self.ask = setting, ties, ask
        self.scheme = setting.scheme
        self.carried: Bound | None = None  # what a list goes on with
        self.state = ""  # the last word of a state
        self.above = Above()
        self.opens = ""  # whose dateline the paragraph opens with

    def look(self, paragraph: list[Sentence]) -> list[Look]:
        """The looks at the sentences of a paragraph."""
        first, last = paragraph[0], paragraph[-1]
        headline = len(paragraph) == 1 and not is_ended(last.shown())
        item = _is_item(first)
        goes_on = item or _continues(first)
        if not goes_on:
            self.carried, self.scheme = None, self.setting.scheme
        self.opens = opening(first, self.setting.main)
        looks = [self._look_at(sentence, headline, item, goes_on) for sentence in paragraph]
        self.above = self.above.then(paragraph, headline, self.setting.main)
        return looks

    def _look_at(self, sentence: Sentence, headline: bool, item: bool, goes_on: bool) -> Look:
        look = Look(sentence, headline, goes_on, self.scheme)
        if sentence.slots:
            look.ruled.extend(bind(sentence, self.carried, item or _continues(sentence)))
            look.beside.extend(self._beside(look))
            look.told.extend(self._told(look))
            pairs = zip(look.told, look.ruled, strict=True)
            look.guesses.extend(self.ask.label("guess", told, rule.number) for told, rule in pairs)
        self.carried = _subject(look) if look.ruled else (_heading(sentence) or self.carried)
        self.state = last_state(sentence, len(sentence.tokens)) or self.state
        self.scheme = scheme_at(sentence.end, sentence, self.scheme)
        return look

    def _beside(self, look: Look) -> Iterator[Beside]:
        for rule, following in zip(look.ruled, [*look.ruled[1:], None], strict=True):
            listed = leads_on(look.sentence, *rule.window.before)
            yield Beside(following, listed, self.ties.get(rule.number.start, []))

    def _told(self, look: Look) -> Iterator[list[str]]:
        sentence = look.sentence
        scheme = scheme_at(sentence.start, sentence, self.scheme)
        shared = [
            *of_sentence(sentence, look.headline, scheme),
            *of_above(self.above, look.headline, self.opens),
            of_names(sentence, self.setting.main),
        ]
        for rule, beside in zip(look.ruled, look.beside, strict=True):
            times = of_times(sentence, rule.window, self.setting.day)
            told = [*shared, *times, *of_state(sentence, rule.window, self.state)]
            yield of_number(sentence, rule, beside, told)


def _heading(sentence: Sentence) -> Bound | None:
    colon = sentence.shown().rstrip().endswith(":")
    return heading(sentence) if colon or len(sentence.tokens) < _SHORT_LINE else None


def _is_item(sentence: Sentence) -> bool:
    return _BULLET.match(sentence.text, sentence.start) is not None


def _continues(sentence: Sentence) -> bool:
    """Whether a sentence begins with "sementara", "rinciannya" and their like, quotation marks aside."""
    first = next((i for i, token in enumerate(sentence.tokens) if token.key not in _QUOTES), 0)
    return any(mark.first == first for mark in sentence.all("continues"))


def _subject(look: Look) -> Bound | None:
    """What a next sentence may go on with; nothing after numbers of two meanings."""
    pairs = zip(look.ruled, look.guesses, strict=True)
    told = [made(one.window, guess.label, one.segment) for one, guess in pairs if guess.label != NONE]
    told = [one for one in told if one.window.slot.family in ("people", "bare")] or told
    return told[0] if len({(one.indicator, one.unit) for one in told}) == 1 else None

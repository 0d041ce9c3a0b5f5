"""What the guesses of a whole story tell of each number: features for the second question to the tagger.

    g=           its own guess, alone and with how sure it is
    gb= ga= gba= the guesses before and after it, with `/` beyond its sentence and `//` beyond its paragraph
    gb2=         the two before
    near= story= what share of the other numbers of the paragraph and of the story was guessed to be claims
    has=         what else the story was guessed to tell
    tie=         what the numbers were guessed to be that it makes a sum with

Nothing is decided here.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ucjlib.read.features import Beside
from ucjlib.read.first_look import Look
from ucjlib.read.phrases import Bound
from ucjlib.read.relations import Tie
from ucjlib.read.tagger import NONE, Decision

_FEW = 5  # numbers of a story; the share among fewer tells nothing


class _Guess(NamedTuple):
    """A number's guess, and its sentence and paragraph by their place in the story."""

    rule: Bound
    beside: Beside
    decision: Decision
    sentence: int
    paragraph: int


def of_guesses(story: list[list[Look]]) -> dict[int, list[str]]:
    """Start of a number -> its features; `story`: looks by paragraph."""
    guesses = list(_guesses(story))
    labels = Counter(one.decision.label for one in guesses)
    by_start = {one.rule.number.start: one.decision.label for one in guesses}
    found: dict[int, list[str]] = {}
    told = {own: list(_of_story(labels - Counter([own]), len(guesses))) for own in labels}
    paragraphs = [Counter[str]() for _ in story]
    for one in guesses:
        paragraphs[one.paragraph][one.decision.label] += 1
    for k, one in enumerate(guesses):
        own = one.decision.label
        earlier, before, after = (_beside(guesses, k, k + step) for step in (-2, -1, 1))
        found[one.rule.number.start] = [
            f"gb2={earlier}+{before}",
            *_of_neighbours(one, before, after),
            *_of_beside(one, before, after),
            *_of_ties(one.beside.ties, by_start),
            f"near={_claims(paragraphs[one.paragraph] - Counter([own]), 4)}",
            *told[own],
        ]
    return found


def _of_story(others: Counter[str], count: int) -> Iterator[str]:
    """What the other numbers of a story of so many were guessed to be."""
    yield f"story={_claims(others, 5) if count >= _FEW else 'few'}"
    yield from (f"has={label}" for label in sorted(others))


def _guesses(story: list[list[Look]]) -> Iterator[_Guess]:
    for k, paragraph in enumerate(story):
        for look in paragraph:
            for told in zip(look.ruled, look.beside, look.guesses, strict=True):
                yield _Guess(*told, look.sentence.start, k)


def _of_neighbours(one: _Guess, before: str, after: str) -> Iterator[str]:
    own = one.decision.label
    yield f"g={own}"
    yield f"g={own}|{int(one.decision.sure * 5)}"
    yield f"gb={before}"
    yield f"ga={after}"
    yield f"gba={before}+{after}"
    yield f"g={own}|gb={before}"
    yield f"g={own}|ga={after}"


def _of_beside(one: _Guess, before: str, after: str) -> Iterator[str]:
    """What stands beside a number, each together with the guesses before and after it."""
    twin = one.rule.window.twin
    yield f"twin={twin}|gb={before}"
    yield f"twin={twin}|ga={after}"
    yield f"rule={one.rule.indicator}|gb={before}"
    yield f"listed={one.beside.listed}|gb={before}"
    yield f"seg={bool(one.rule.segment)}|gb={before}"
    for tag in one.beside.relations:
        yield from (f"rel={tag}|gb={before}", f"rel={tag}|ga={after}")


def _of_ties(ties: list[Tie], guesses: dict[int, str]) -> Iterator[str]:
    """What the numbers that a number makes a sum with were guessed to be."""
    told = {f"tie={tie.tag}|{tie.kind}:{guesses.get(tie.other, 'none')}" for tie in ties}
    yield from sorted(told)


def _beside(guesses: list[_Guess], k: int, other: int) -> str:
    if not 0 <= other < len(guesses):
        return "edge"
    here, there = guesses[k], guesses[other]
    beyond = "" if here.sentence == there.sentence else "/" if here.paragraph == there.paragraph else "//"
    return beyond + there.decision.label


def _claims(labels: Counter[str], steps: int) -> str:
    """The share of claims among guesses in so many steps, '' where there are no guesses."""
    count = labels.total()
    return str((count - labels[NONE]) * steps // count) if count else ""

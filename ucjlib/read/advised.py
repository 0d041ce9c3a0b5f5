"""The tagger and the network asked together: the scores of the one and the logarithms of the other are added.

That is nearly the product of what the two hold likely. The network gives the same opinion on a number at both
askings; the first choice of places is the tagger's alone.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from ucjlib.read.network import ELSEWHERE, LEAST, Opinion
from ucjlib.read.tagger import Decision, Tagger, decided, ranked

T = TypeVar("T")
UNKNOWN = float(np.log(LEAST))  # of a label that the network never saw
MODELS = {"guess": "indicator"}  # what the network calls what the tagger is asked
KEYS: dict[str, Callable[[Any], str]] = {
    "place": lambda where: where.region_code or where.place,  # as `network_tokens.place_key`
    "moment": lambda date: date.as_of if date else "",
    "target_year": lambda date: date.as_of[:4] if date else "",
}


class Advised:
    """Answers as `Tagger` does, with `opinions` on each number by its start.

    `day`: when the story was said; without one the tagger alone chooses the date of a figure.
    """

    def __init__(self, tagger: Tagger, opinions: dict[int, Opinion], day: str) -> None:
        self.tagger, self.opinions, self.day = tagger, opinions, day

    def label(self, model: str, features: list[str], number: Any) -> Decision:
        """The best label of `model`."""
        scores, labels = self.tagger.scores(model, features), self.tagger.weights(model).labels
        opinion = self.opinions.get(number.start, {}) if number else {}
        if logs := opinion.get(MODELS.get(model, model)):
            scores = scores + [logs.get(label, UNKNOWN) for label in labels]
        return decided(scores, labels)

    def rank(self, model: str, options: list[tuple[T, list[str]]], number: Any) -> list[tuple[T, float]]:
        """The options, the likeliest first, each with its log odds behind that."""
        logs = self.opinions.get(number.start, {}).get(model)
        if not logs or (model == "moment" and not self.day):
            return self.tagger.rank(model, options, number)
        scores = [
            self.tagger.score(model, features) + logs.get(KEYS[model](option), logs[ELSEWHERE])
            for option, features in options
        ]
        return ranked(options, scores)

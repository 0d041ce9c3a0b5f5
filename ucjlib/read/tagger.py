"""A small trained tagger: what a number measures, whom it covers, and which date and place are its own.

Linear models whose weights are rows of `tagger_*.csv` beside this module, trained by `tools/train_tagger.py`
on the part of the example articles that is marked `tuned`. `label` chooses among meanings, `rank` orders
options such as the dates of a sentence. A score is the sum of the weights of the features that are seen; the
softmax of the scores is how sure it is. It asks no rule and knows no text: features come from `features`,
`segment_features`, `moments` and `wheres`. Method: multinomial logistic regression with an L2 penalty; small
weights are dropped.

>>> best = TAGGER.label("segment", ["bias"], None)
>>> 0 < best.sure <= 1
True
"""

import math
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import pandas as pd

T = TypeVar("T")
YES = "yes"  # the one label of a model that chooses: this option is the one
NONE = "none"  # the label of a number that is no claim
COLUMNS = ["feature", "label", "weight"]
OTHERS = 3  # labels after the best that a decision tells


class Decision(NamedTuple):
    """How likely each label is (0-1), the likeliest first."""

    chances: dict[str, float]

    @property
    def label(self) -> str:
        """The likeliest label."""
        return next(iter(self.chances))

    @property
    def sure(self) -> float:
        """How likely that is."""
        return self.chances[self.label]

    @property
    def others(self) -> list[tuple[str, float]]:
        """The labels after the best, each with its log odds behind that."""
        after = list(self.chances.items())[1 : 1 + OTHERS]
        return [(label, math.log(self.sure / chance) if chance else math.inf) for label, chance in after]


class Asked(Protocol):
    """Who is asked: the tagger when reading, the teacher when training. `number` is for the teacher alone."""

    def label(self, model: str, features: list[str], number: Any) -> Decision: ...

    def rank(self, model: str, options: list[tuple[T, list[str]]], number: Any) -> list[tuple[T, float]]: ...


class Weights(NamedTuple):
    """`matrix[rows[feature]]`: a feature's weight for each of `labels`; `alone`: its one weight, for one."""

    rows: dict[str, int]
    matrix: np.ndarray
    labels: list[str]
    alone: dict[str, float] | None


class Tagger:
    """Answers from weights: `weights` gives those of a model by its name."""

    def __init__(self, weights: Callable[[str], Weights]) -> None:
        self.weights = weights

    def label(self, model: str, features: list[str], number: Any) -> Decision:
        """The best label of `model` for a set of features; one that no weight knows counts for nothing."""
        return decided(self.scores(model, features), self.weights(model).labels)

    def rank(self, model: str, options: list[tuple[T, list[str]]], number: Any) -> list[tuple[T, float]]:
        """The options, the likeliest first, each with its log odds behind that; level ones in order."""
        return ranked(options, [self.score(model, features) for _, features in options])

    def score(self, model: str, features: list[str]) -> float:
        """The score of an option, by a `model` that chooses."""
        weights = self.weights(model).alone
        assert weights is not None  # a model of several labels gives no such score
        return sum([weights[one] for one in dict.fromkeys(features) if one in weights])

    def scores(self, model: str, features: list[str]) -> np.ndarray:
        """The score of each label of `model`."""
        rows, matrix, *_ = self.weights(model)
        return matrix[[rows[one] for one in dict.fromkeys(features) if one in rows]].sum(axis=0)


def decided(scores: np.ndarray, labels: list[str]) -> Decision:
    """The labels by their scores."""
    order = np.argsort(-scores, kind="stable")
    odds = np.exp(scores[order] - scores[order[0]])
    chances = (odds / odds.sum()).tolist()
    return Decision({labels[k]: chance for k, chance in zip(order, chances, strict=True)})


def ranked(options: list[tuple[T, list[str]]], scores: list[float]) -> list[tuple[T, float]]:
    """The options by their scores, each with how far it lies behind the best."""
    best = max(scores)
    return [(options[k][0], best - scores[k]) for k in sorted(range(len(scores)), key=lambda k: -scores[k])]


def as_weights(rows: Iterable[tuple[str, str, float]]) -> Weights:
    """Rows of feature, label, weight as a tagger takes them.

    >>> weights = as_weights([("b1=baru", "coverage_rate", 0.8), ("b1=target", "coverage_target", 1.2)])
    >>> Tagger(lambda model: weights).label("indicator", ["b1=target"], None).label
    'coverage_target'
    """
    return _weights_of(pd.DataFrame(rows, columns=COLUMNS))


def _weights_of(rows: pd.DataFrame) -> Weights:
    at, features = pd.factorize(rows["feature"].to_numpy())
    labels = sorted(rows["label"].unique())
    matrix = np.zeros((len(features), len(labels)))
    matrix[at, pd.Categorical(rows["label"], categories=labels).codes] = rows["weight"]
    known = dict(zip(features.tolist(), range(len(features)), strict=True))
    alone = dict(zip(known, matrix[:, 0].tolist(), strict=True)) if len(labels) == 1 else None
    return Weights(known, matrix, labels, alone)


@cache
def _shipped(model: str) -> Weights:
    path, types = Path(__file__).with_name(f"tagger_{model}.csv"), {"feature": str, "label": str}
    return _weights_of(pd.read_csv(path, dtype=types, na_filter=False, encoding="utf-8"))


TAGGER = Tagger(_shipped)

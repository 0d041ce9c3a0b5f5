"""Train the tagger of `ucjlib.read.tagger` on the tuned part of the example articles.

Writes ucjlib/read/tagger_*.csv. Multinomial logistic regression, L2, L-BFGS from zero: the same examples give
the same bytes. Meanings and segments are labels; dates and places are chosen among the options of one number,
so that a softmax runs over these (conditional logit). The guesses that the second questions (`indicator`,
`place`) see are made by models that have not seen the text (stacking, by parts of the examples), as they will
be in use. Run it after a change to examples, features or word tables:

    .venv/bin/python tools/train_tagger.py
"""

import csv
import io
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax

sys.path.insert(0, str(Path(__file__).parent))
from example_articles import Example, load  # noqa: E402

from ucjlib.core.tables import write_bytes  # noqa: E402
from ucjlib.read.articles import read_story  # noqa: E402
from ucjlib.read.numbers import Number  # noqa: E402
from ucjlib.read.scope import OURS  # noqa: E402
from ucjlib.read.tagger import NONE, YES, Asked, Decision, Tagger, as_weights  # noqa: E402

OUT = Path(__file__).resolve().parents[1] / "ucjlib" / "read"
LABELLED = {"guess": 0.2, "indicator": 0.2, "segment": 1.0, "story": 10.0}  # with their penalties
CHOSEN = ("place_guess", "moment", "target_year", "place")
GUESSED = ("guess", "place_guess")  # what the second questions are told of
CHOICE_PENALTY = 2.5
LEAST_SEEN = 2  # of a feature, in examples
LEAST_WEIGHT, LEAST_STORY_WEIGHT, LEAST_CHOICE_WEIGHT = 0.1, 0.02, 0.01  # of a weight that is kept
STEPS = 80  # of L-BFGS
PARTS = 4  # of the examples, each guessed by a model of the others

Pair = tuple[list[str], str]  # features and gold label
Choice = list[tuple[list[str], bool]]  # the options of a number: features, and whether gold agrees
Seen = dict[str, list]  # by model: pairs, or choices


def seen_in(examples: list[Example]) -> Seen:
    """Model -> pairs of features and gold label, one for each number whose gold is certain."""
    firsts: list[Seen] = []
    for example in examples:
        firsts.append(defaultdict(list))
        read_story(example.text, example.published, Teacher(example, firsts[-1]))
    seen: Seen = defaultdict(list)
    for part in range(PARTS):
        guesser = _guesser([first for k, first in enumerate(firsts) if k % PARTS != part])
        for example in examples[part::PARTS]:
            read_story(example.text, example.published, Teacher(example, seen, guesser))
    return seen


def _guesser(firsts: list[Seen]) -> Tagger:
    """What makes the first guesses, trained on some of the examples."""
    seen = {model: [asked for one in firsts for asked in one[model]] for model in GUESSED}
    weights = {model: as_weights(_trained(model, seen[model])) for model in GUESSED}
    return Tagger(weights.__getitem__)


def _trained(model: str, seen: list) -> list[tuple[str, str, float]]:
    if model not in LABELLED:
        return train_choice(seen, CHOICE_PENALTY)
    return train(seen, LABELLED[model], LEAST_STORY_WEIGHT if model == "story" else LEAST_WEIGHT)


class Teacher:
    """Answers with gold and notes the question; a repeated value that has no mark of its own is not noted.

    Guesses are answered by `guesser`, where there is one.
    """

    def __init__(self, example: Example, seen: Seen, guesser: Asked | None = None) -> None:
        self.seen, self.guesser, self.ours = seen, guesser, bool(example.gold)
        # a fall is negative in gold, its number is printed without a sign
        self.at = {(int(row["start"]), abs(float(row["value"]))): row for row in example.gold}
        self.by_value = {abs(float(row["value"])): row for row in example.gold}

    def label(self, model: str, features: list[str], number: Number | None) -> Decision:
        """The gold label, or the guess; a story is ours where gold has a claim of it."""
        if number is None:
            return self._noted(model, features, OURS if self.ours else NONE)
        row = self._row(number)
        known = row or self.by_value.get(float(number.value))
        name = "segment" if model == "segment" else "indicator"
        label = known[name] if known else NONE if name == "indicator" else "total"
        noted = self._noted(model, features, label) if row or not known else Decision({label: 1.0})
        return self.guesser.label(model, features, number) if model in GUESSED and self.guesser else noted

    def _noted(self, model: str, features: list[str], label: str) -> Decision:
        self.seen[model].append((sorted(set(features)), label))
        return Decision({label: 1.0})

    def rank(self, model: str, options: list, number: Number) -> list[tuple]:
        """The first option that gold agrees with, alone; the first of all where none does."""
        row = self._row(number)
        right = [row is not None and _agrees(model, option, row) for option, _ in options]
        if any(right):
            self.seen[model].append(
                [(sorted(set(features)), ok) for ok, (_, features) in zip(right, options, strict=True)]
            )
        if model in GUESSED and self.guesser:
            return self.guesser.rank(model, options, number)
        return [(options[right.index(True) if any(right) else 0][0], 0.0)]

    def _row(self, number: Number) -> dict[str, str] | None:
        return self.at.get((number.start, float(number.value)))


def _agrees(model: str, option, row: dict[str, str]) -> bool:
    if model.startswith("place"):
        return (option.region_code or option.place) == (row["region_code"] or row["place"])
    if model == "target_year":
        return (option.as_of[:4] if option else "") == row["target_year"]
    if option is None:
        return row["as_of_basis"] != "stated"
    return row["as_of_basis"] == "stated" and option.as_of == row["as_of"]


def train(pairs: list[Pair], penalty: float, least: float) -> list[tuple[str, str, float]]:
    """Rows of feature, label, weight of a model that gives labels; `least`: of a weight that is kept."""
    names = _names([features for features, _ in pairs])
    labels = sorted({label for _, label in pairs})
    y = np.eye(len(labels))[[labels.index(label) for _, label in pairs]]
    weights = _fit(_seen_features([features for features, _ in pairs], names), y, penalty)
    return _rows(names, labels, weights, least)


def train_choice(choices: list[Choice], penalty: float) -> list[tuple[str, str, float]]:
    """Rows of feature, label, weight of a model that chooses; the one label is YES."""
    options = [features for choice in choices for features, _ in choice]
    names = _names(options)
    starts = np.cumsum([0, *(len(choice) for choice in choices)])[:-1]
    shares = [ok / sum(right for _, right in choice) for choice in choices for _, ok in choice]
    weights = _fit_choice(_seen_features(options, names), np.array(shares), starts, penalty)
    return _rows(names, [YES], weights[:, None], LEAST_CHOICE_WEIGHT)


def _names(seen: list[list[str]]) -> list[str]:
    """The features seen often enough, in order."""
    counts = Counter(feature for features in seen for feature in features)
    return sorted(feature for feature, count in counts.items() if count >= LEAST_SEEN)


def _rows(
    names: list[str], labels: list[str], weights: np.ndarray, least: float
) -> list[tuple[str, str, float]]:
    return [
        (names[i], labels[k], round(float(weights[i, k]), 2))
        for i in range(len(names))
        for k in range(len(labels))
        if abs(weights[i, k]) >= least
    ]


def _seen_features(seen: list[list[str]], names: list[str]) -> csr_matrix:
    """A row of zeros and ones for each list of features, a column for each feature."""
    column = {name: k for k, name in enumerate(names)}
    cells = [(i, column[f]) for i, features in enumerate(seen) for f in features if f in column]
    at = tuple(np.array(cells).T)
    return csr_matrix((np.ones(len(cells)), at), shape=(len(seen), len(names)), dtype=float)


def _fit(x: csr_matrix, y: np.ndarray, penalty: float) -> np.ndarray:
    """Weights, a row for each feature and a column for each label."""
    shape = (x.shape[1], y.shape[1])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = x @ weights
        gradient = x.T @ (softmax(scores, axis=1) - y) + penalty * weights
        value = -(y * log_softmax(scores, axis=1)).sum() + penalty / 2 * (flat @ flat)
        return float(value), gradient.ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return found.x.reshape(shape)


def _fit_choice(x: csr_matrix, shares: np.ndarray, starts: np.ndarray, penalty: float) -> np.ndarray:
    """A weight for each feature; `starts`: the first row of each choice, `shares`: 1 for the right option."""
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, len(shares)]))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ weights
        scores = scores - np.maximum.reduceat(scores, starts)[group]
        logs = scores - np.log(np.add.reduceat(np.exp(scores), starts))[group]
        gradient = x.T @ (np.exp(logs) - shares) + penalty * weights
        return float(-(shares * logs).sum() + penalty / 2 * (weights @ weights)), gradient

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return found.x


def main() -> None:
    """Train all models and write them."""
    seen = seen_in(load("tuned", ("hand", "generated")))
    for model in (*LABELLED, *CHOSEN):
        rows = _trained(model, seen[model])
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows([("feature", "label", "weight"), *rows])
        write_bytes(file.getvalue().encode(), OUT / f"tagger_{model}.csv")
        print(f"{model}: {len(seen[model])} numbers, {len(rows)} weights")


if __name__ == "__main__":
    main()

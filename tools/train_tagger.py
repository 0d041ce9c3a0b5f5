"""Train the tagger of `ucjlib.read.tagger` on the tuned half of the example articles.

Writes ucjlib/read/tagger_*.csv. Multinomial logistic regression, L2, L-BFGS from zero: the same examples give
the same bytes. Run it after a change to examples, features or word tables:

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
from ucjlib.read.tagger import NO, NONE, YES, Decision  # noqa: E402

OUT = Path(__file__).resolve().parents[1] / "ucjlib" / "read"
MODELS = ("indicator", "segment", "moment", "target_year", "place")
PENALTY = 0.2
LEAST_SEEN, LEAST_WEIGHT = 2, 0.05  # of a feature, in examples; of a weight that is kept
STEPS = 80  # of L-BFGS

Pair = tuple[list[str], str]  # features and gold label
Seen = dict[str, list[Pair]]  # by model


def seen_in(examples: list[Example]) -> Seen:
    """Model -> pairs of features and gold label, one for each number whose gold is certain."""
    seen: Seen = defaultdict(list)
    for example in examples:
        read_story(example.text, example.published, Teacher(example, seen))
    return seen


class Teacher:
    """Answers with gold and notes the question; a repeated value that has no mark of its own is not noted."""

    def __init__(self, example: Example, seen: Seen) -> None:
        self.seen = seen
        self.at = {(int(row["start"]), float(row["value"])): row for row in example.gold}
        self.by_value = {float(row["value"]): row for row in example.gold}

    def label(self, model: str, features: list[str], number: Number) -> Decision:
        """The gold label."""
        row = self._row(number)
        known = row or self.by_value.get(float(number.value))
        label = known[model] if known else NONE if model == "indicator" else "total"
        if row or not known:
            self.seen[model].append((sorted(set(features)), label))
        return Decision(label, 1.0)

    def pick(self, model: str, options: list, number: Number):
        """The first option that gold agrees with; the first of all where none does."""
        row = self._row(number)
        right = [row is not None and _agrees(model, option, row) for option, _ in options]
        if any(right):
            self.seen[model] += [
                (sorted(set(features)), YES if ok else NO)
                for ok, (_, features) in zip(right, options, strict=True)
            ]
        return options[right.index(True) if any(right) else 0][0]

    def _row(self, number: Number) -> dict[str, str] | None:
        return self.at.get((number.start, float(number.value)))


def _agrees(model: str, option, row: dict[str, str]) -> bool:
    if model == "place":
        return (option.region_code or option.place) == (row["region_code"] or row["place"])
    if model == "target_year":
        return (option.as_of[:4] if option else "") == row["target_year"]
    if option is None:
        return row["as_of_basis"] != "stated"
    return row["as_of_basis"] == "stated" and option.as_of == row["as_of"]


def train(pairs: list[Pair], penalty: float) -> list[tuple[str, str, float]]:
    """Rows of feature, label, weight."""
    counts = Counter(feature for features, _ in pairs for feature in features)
    names = sorted(feature for feature, count in counts.items() if count >= LEAST_SEEN)
    labels = sorted({label for _, label in pairs})
    y = np.eye(len(labels))[[labels.index(label) for _, label in pairs]]
    weights = _fit(_seen_features(pairs, names), y, penalty)
    return [
        (names[i], labels[k], round(float(weights[i, k]), 2))
        for i in range(len(names))
        for k in range(len(labels))
        if abs(weights[i, k]) >= LEAST_WEIGHT
    ]


def _seen_features(pairs: list[Pair], names: list[str]) -> csr_matrix:
    """A row of zeros and ones for each pair, a column for each feature."""
    column = {name: k for k, name in enumerate(names)}
    cells = [(i, column[f]) for i, (features, _) in enumerate(pairs) for f in features if f in column]
    at = tuple(np.array(cells).T)
    return csr_matrix((np.ones(len(cells)), at), shape=(len(pairs), len(names)), dtype=float)


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


def main() -> None:
    """Train all models and write them."""
    seen = seen_in(load("tuned", ("hand", "generated")))
    for model in MODELS:
        rows = train(seen[model], PENALTY)
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows([("feature", "label", "weight"), *rows])
        write_bytes(file.getvalue().encode(), OUT / f"tagger_{model}.csv")
        print(f"{model}: {len(seen[model])} numbers, {len(rows)} weights")


if __name__ == "__main__":
    main()

"""A small convolutional network that reads a story word by word and says what it makes of each number.

Where the tagger (`ucjlib.read.tagger`) weighs features that somebody thought of, this learns its own from the
order of the words: residual dilated convolutions over embeddings of the words, and for each number a softmax
over meanings, one over segments, and pointers to the places and dates that the story names, in a long story
to those near the number. Its weights are `network.npz` beside this module, trained by
`tools/train_network.py` on the tuned part of the examples.
Method: Strubell and others 2017 (iterated dilated convolutions), Vinyals and others 2015 (pointers).

>>> import numpy as np
>>> distance(10, np.array([9, 11, 40])).tolist()
[2, 14, 21]
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ucjlib.read.network_tokens import EMBEDDED, NATION, Tokens, ids_of

REACH = 32  # tokens on each side that a number is read with: the dilations added
WHOLE, STEP = (
    4000,
    512,
)  # tokens of a story that is read at once; of a longer one, from first to last number of a part
POINTERS = {"place": "places", "moment": "dates", "target_year": "dates"}
ELSEWHERE = ""  # a place that the story does not name; the day of the statement; no year
LEAST = 0.01  # of a probability: nothing is impossible
NEAR = 12  # steps of distance on each side
PAIRS = 50_000  # of a number and a thing that are held in memory at once
Logs = dict[str, float]  # label, or key of a place or date -> logarithm of its probability
Opinion = dict[str, Logs]  # by model


class Part(NamedTuple):
    """Tokens `first` to `last` of a story, and the numbers there that are read with these: start, token."""

    first: int
    last: int
    numbers: list[tuple[int, int]]


class Weights(NamedTuple):
    """What was learnt: arrays by name, labels by model, and the words that have an embedding."""

    arrays: dict[str, np.ndarray]
    labels: dict[str, list[str]]
    vocabularies: dict[str, dict[str, int]]


def opinions(tokens: Tokens, weights: Weights | None = None) -> dict[int, Opinion]:
    """Start of a number -> what the network makes of it; `weights`: others than those that ship."""
    weights = weights or _shipped()
    found: dict[int, Opinion] = {}
    for part in _parts(tokens):
        ids = ids_of(tokens, slice(part.first, part.last), weights.vocabularies)
        found |= _read(part, ids, tokens, weights)
    return found


def distance(number: int | np.ndarray, things: np.ndarray) -> np.ndarray:
    """How far before or after a number each thing stands, in steps that grow; `number`: one, or a column."""
    apart = things - number
    steps = np.minimum((2 * np.log2(np.abs(apart) + 1)).astype(int), NEAR - 1)
    return np.where(apart > 0, steps + NEAR, steps)


def _parts(tokens: Tokens) -> Iterator[Part]:
    """The parts of a story that hold numbers, each with what these are read with."""
    size, numbers = len(tokens.words), sorted(tokens.at.items(), key=lambda told: told[1])
    if size <= WHOLE:
        yield from [Part(0, size, numbers)] if numbers else []
        return
    for run in _runs(numbers):
        yield Part(max(0, run[0][1] - REACH), min(size, run[-1][1] + REACH + 1), run)


def _runs(numbers: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Numbers that are read with the same words together, a run no longer than a step."""
    run = numbers[:1]
    for told in numbers[1:]:
        if told[1] - run[-1][1] > 2 * REACH or told[1] - run[0][1] >= STEP:
            yield run
            run = []
        run.append(told)
    yield from [run] if run else []


@cache
def _shipped() -> Weights:
    return weights_of(Path(__file__).with_name("network.npz"))


def weights_of(path: Path) -> Weights:
    """What a file of `tools/train_network.py` holds: halved floats, and texts as bytes, line by line."""
    with np.load(path) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files if file[name].dtype != np.uint8}
        texts = {name: bytes(file[name]).decode().split("\n") for name in file.files if name not in arrays}
    labels = {name: texts[name] for name in ("indicator_labels", "segment_labels")}
    words = {name: {word: k + 2 for k, word in enumerate(texts[f"{name}_words"])} for name in EMBEDDED[:4]}
    return Weights(arrays, labels, words)


def _read(part: Part, ids: np.ndarray, tokens: Tokens, weights: Weights) -> dict[int, Opinion]:
    w = weights.arrays
    embedded = np.concatenate([w[name][ids[:, k]] for k, name in enumerate(EMBEDDED)], axis=1) @ w["in"]
    hidden = _convolved(embedded, w)
    at = np.array([token - part.first for _, token in part.numbers])
    story = np.broadcast_to(embedded.mean(axis=0), (len(at), embedded.shape[1]))
    told = _gelu(np.concatenate([hidden[at], story], axis=1) @ w["told"] + w["told_bias"])
    found = [
        _labelled(told, weights),
        *(_pointed(model, part, tokens, told, hidden, w) for model in POINTERS),
    ]
    return {
        start: {model: logs[k] for one in found for model, logs in one.items()}
        for k, (start, _) in enumerate(part.numbers)
    }


def _labelled(told: np.ndarray, weights: Weights) -> dict[str, list[Logs]]:
    """For each number the logarithms of its meanings and segments."""
    w, found = weights.arrays, {}
    for model in ("indicator", "segment"):
        chances = np.exp(_log_softmax(told @ w[model] + w[f"{model}_bias"]))
        logs = np.log(chances + LEAST).tolist()
        found[model] = [dict(zip(weights.labels[f"{model}_labels"], one, strict=True)) for one in logs]
    return found


def _pointed(
    model: str, part: Part, tokens: Tokens, told: np.ndarray, hidden: np.ndarray, w: dict[str, np.ndarray]
) -> dict[str, list[Logs]]:
    """For each number the logarithms of the places or dates that the story names, and of none of them."""
    all_ = getattr(tokens, POINTERS[model])
    first, last = (bisect_left(all_, (token,)) for token in (part.first, part.last))
    named = [(at - part.first, key) for at, key in all_[first:last]]
    things, keys = np.array([at for at, _ in named], dtype=int), [_key(model, key) for _, key in named]
    beyond = [ELSEWHERE, NATION] if model == "place" else [ELSEWHERE]
    numbers = np.array([at - part.first for _, at in part.numbers])[:, None]
    asked, offered = told @ w[f"{model}_asks"], hidden[things] @ w[f"{model}_offers"]
    rows = max(1, PAIRS // (len(things) + 1))
    scores = [
        _weighed(asked[k : k + rows], offered, w[f"{model}_far"][distance(numbers[k : k + rows], things)])
        @ w[f"{model}_weighs"][:, 0]
        for k in range(0, len(numbers), rows)
    ]
    chances = np.exp(_log_softmax(np.hstack([np.vstack(scores), told @ w[f"{model}_beyond"]])))
    return {model: _logs([*keys, *beyond], chances)}


def _weighed(asked: np.ndarray, offered: np.ndarray, far: np.ndarray) -> np.ndarray:
    """What is weighed of each number (rows) and each thing (columns), with how far apart they stand."""
    return _gelu(asked[:, None] + offered + far)


def _key(model: str, key: str) -> str:
    return key[:4] if model == "target_year" else key


def _logs(keys: list[str], chances: np.ndarray) -> list[Logs]:
    """For each number the logarithm of each key's chance, those of one key added.

    chances : a row for each number, a column for each of `keys`.
    """
    names = list(dict.fromkeys(keys))
    same = np.array([[key == name for name in names] for key in keys], dtype=chances.dtype)
    return [dict(zip(names, row, strict=True)) for row in np.log(chances @ same + LEAST).tolist()]


def _convolved(embedded: np.ndarray, w: dict[str, np.ndarray]) -> np.ndarray:
    hidden = embedded.copy()
    for k, apart in enumerate(w["dilations"].astype(int)):
        scaled = _normed(hidden)
        scaled *= w[f"scale{k}"]
        scaled += w[f"shift{k}"]
        seen = _seen(scaled, w[f"sees{k}"], apart)
        seen += w[f"sees_bias{k}"]
        hidden += _gelu(seen) @ w[f"adds{k}"]
    return hidden


def _seen(rows: np.ndarray, weights: np.ndarray, apart: int) -> np.ndarray:
    """What each row sees: the row so many before, itself and the row so many after; nothing past an end."""
    before, here, after = (rows @ part for part in np.split(weights, 3))
    here[apart:] += before[:-apart]
    here[:-apart] += after[apart:]
    return here


def _normed(rows: np.ndarray) -> np.ndarray:
    centred = rows - rows.mean(axis=1, keepdims=True)
    centred /= np.sqrt((centred**2).mean(axis=1, keepdims=True) + np.float32(1e-5))
    return centred


def _gelu(x: np.ndarray) -> np.ndarray:
    """x (1 + tanh(0.798 x (1 + 0.0447 x^2))) / 2, step by step in one array."""
    bent = x * x
    bent *= 0.044715
    bent += 1
    bent *= x
    bent *= 0.7978845608028654
    np.tanh(bent, out=bent)
    bent += 1
    bent *= x
    bent *= 0.5
    return bent


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    moved = scores - scores.max(axis=-1, keepdims=True)
    return moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))

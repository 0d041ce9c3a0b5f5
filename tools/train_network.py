"""Train the network of `ucjlib.read.network` on the tuned part of the example articles.

Writes ucjlib/read/network.npz. The computation is that of the module, here in JAX for its gradients; AdamW
with a learning rate that rises and falls as a cosine, dropout, words left out at random. A machine makes the
same bytes of the same examples; another may differ in the last digits. Needs `requirements-train.lock`:

    make tagger
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

sys.path.insert(0, str(Path(__file__).parent))
from example_articles import Example, load  # noqa: E402

from ucjlib.core.tables import write_bytes  # noqa: E402
from ucjlib.read.articles import opened  # noqa: E402
from ucjlib.read.network import NEAR, POINTERS, REACH, distance  # noqa: E402
from ucjlib.read.network_tokens import EMBEDDED, NATION, UNSEEN, Tokens, ids_of, spelt, tokens_of  # noqa: E402
from ucjlib.read.tagger import NONE  # noqa: E402

OUT = Path(__file__).resolve().parents[1] / "ucjlib" / "read" / "network.npz"
DILATIONS = (1, 2, 4, 8, 16, 1)
WIDE = {"word": 64, "begins": 32, "ends": 32, "unit": 16, "size": 16, "known": 8, "standing": 8}
HIDDEN, POINTED = 128, 64
SIZES = {"size": 34, "known": 14, "standing": 14}  # the other embeddings have as many rows as there are words
LEAST_SEEN = 3  # of a word that gets an embedding of its own
LONGEST, THINGS = 768, 48  # tokens and named places or dates of a text that are learnt from
BATCH, NUMBERS, EPOCHS, RATE, DECAY = 16, 34, 14, 2e-3, 0.02
DROP = {"embedded": 0.3, "seen": 0.2, "told": 0.3, "word": 0.08}
BEYOND = {"place": 2, "moment": 1, "target_year": 1}  # what is none of the things named

Params = dict[str, jax.Array]


class Learnt(NamedTuple):
    """A number of a text: its token, label and segment in gold (-1: none), what each pointer should find."""

    at: int
    label: int
    segment: int
    right: dict[str, np.ndarray]


class Lesson(NamedTuple):
    """A text: its tokens, their ids, and its numbers whose gold is certain."""

    tokens: Tokens
    ids: np.ndarray
    numbers: list[Learnt]

    def things(self, kind: str) -> list[tuple[int, str]]:
        """The places or dates it names, those that are learnt from."""
        return [one for one in getattr(self.tokens, kind) if one[0] < LONGEST][:THINGS]


def main() -> None:
    """Train on all tuned texts and write the weights."""
    examples = load("tuned", ("hand", "generated"))
    tokens = [_tokens(example) for example in examples]
    words, labels = vocabularies(tokens), labels_of(examples)
    lessons = [lesson(*told, words, labels) for told in zip(examples, tokens, strict=True)]
    params = train([one for one in lessons if one.numbers], words, labels)
    write_bytes(as_file(params, words, labels), OUT)


def _tokens(example: Example) -> Tokens:
    seen = opened(example.text, example.published)
    return tokens_of(seen.found, seen.paragraphs, seen.setting.day)


def vocabularies(told: list[Tokens]) -> dict[str, dict[str, int]]:
    """The words that get an embedding of their own; 0 and 1 are of none and of the unseen."""
    seen: dict[str, Counter[str]] = {name: Counter() for name in EMBEDDED[:4]}
    for tokens in told:
        for word in tokens.words:
            for name, text in spelt(word).items():
                seen[name][text] += 1
        seen["unit"].update(number.unit or "none" for number in tokens.numbers if number)
    kept = {
        name: sorted(w for w, count in counts.items() if count >= LEAST_SEEN) for name, counts in seen.items()
    }
    return {name: {word: k + 2 for k, word in enumerate(words)} for name, words in kept.items()}


def labels_of(examples: list[Example]) -> dict[str, list[str]]:
    """The meanings and segments that gold names."""
    rows = [row for example in examples for row in example.gold]
    meanings = sorted({NONE, *(row["indicator"] for row in rows)})
    return {"indicator": meanings, "segment": sorted({row["segment"] for row in rows})}


def lesson(
    example: Example, tokens: Tokens, words: dict[str, dict[str, int]], labels: dict[str, list[str]]
) -> Lesson:
    """A text as it is learnt from; a repeated value that has no mark of its own is passed over."""
    ids = ids_of(tokens, slice(0, LONGEST), words)
    by_start = {(int(row["start"]), abs(float(row["value"]))): row for row in example.gold}
    values = {value for _, value in by_start}
    told = Lesson(tokens, ids, [])
    for start, at in tokens.at.items():
        value = float(tokens.numbers[at].value)
        row = by_start.get((start, value))
        if at < LONGEST and (row or value not in values):
            told.numbers.append(_learnt(at, row, told, labels))
    return told


def _learnt(at: int, row: dict[str, str] | None, told: Lesson, labels: dict[str, list[str]]) -> Learnt:
    if row is None:
        return Learnt(at, labels["indicator"].index(NONE), -1, {})
    right = {model: _right(model, row, told.things(kind)) for model, kind in POINTERS.items()}
    right = {model: share for model, share in right.items() if share.any()}
    meaning, segment = (labels[name].index(row[name]) for name in ("indicator", "segment"))
    return Learnt(at, meaning, segment, right)


def _right(model: str, row: dict[str, str], things: list[tuple[int, str]]) -> np.ndarray:
    """1 for each thing that gold agrees with, else for what stands for none of them."""
    share = np.zeros(THINGS + BEYOND[model], dtype=np.float32)
    wanted = _wanted(model, row)
    length = len(wanted) if model == "target_year" else None
    for k, (_, key) in enumerate(things):
        share[k] = bool(wanted) and key[:length] == wanted
    if model == "place" and not share.any():
        share[THINGS + (wanted == NATION)] = 1
    if model == "moment" and not wanted:
        share[THINGS] = 1
    return share


def _wanted(model: str, row: dict[str, str]) -> str:
    if model == "place":
        return row["region_code"] or row["place"]
    if model == "target_year":
        return row["target_year"]
    return row["as_of"] if row["as_of_basis"] == "stated" else ""


def batches(lessons: list[Lesson], seed: np.random.Generator) -> Iterator[dict[str, np.ndarray]]:
    """The texts in batches of like length, in another order each time."""
    sizes = np.array([len(one.ids) for one in lessons])
    order = np.argsort(sizes + seed.normal(0, 60, len(sizes)))
    parts = [order[k : k + BATCH] for k in range(0, len(order) - BATCH + 1, BATCH)]
    seed.shuffle(parts)
    for part in parts:
        yield batch([lessons[k] for k in part])


def batch(lessons: list[Lesson]) -> dict[str, np.ndarray]:
    """Texts as arrays, filled up with zeros: tokens by text, things by text, numbers of all."""
    longest = -128 * (-max(len(one.ids) for one in lessons) // 128)
    numbers = [(k, one) for k, told in enumerate(lessons) for one in told.numbers][: BATCH * NUMBERS]
    empty = BATCH * NUMBERS - len(numbers)
    made = {
        "ids": np.stack([np.pad(one.ids, ((0, longest - len(one.ids)), (0, 0))) for one in lessons]),
        "size": np.array([len(one.ids) for one in lessons]),
        "text": _filled([k for k, _ in numbers], empty, 0),
        "at": _filled([one.at for _, one in numbers], empty, 0),
        "label": _filled([one.label for _, one in numbers], empty, -1),
        "segment": _filled([one.segment for _, one in numbers], empty, -1),
    }
    for kind in ("places", "dates"):
        things = [[at for at, _ in one.things(kind)] for one in lessons]
        made[kind] = np.array([[*one, *[0] * (THINGS - len(one))] for one in things])
        made[f"{kind}_count"] = np.array([len(one) for one in things])
        far = [
            np.pad(distance(one.at, np.array(things[k], int)), (0, THINGS - len(things[k])))
            for k, one in numbers
        ]
        made[f"{kind}_far"] = np.stack([*far, *[np.zeros(THINGS, int)] * empty])
    for model, count in BEYOND.items():
        nothing = np.zeros(THINGS + count, np.float32)
        made[model] = np.stack([*(one.right.get(model, nothing) for _, one in numbers), *[nothing] * empty])
    return made


def _filled(told: list[int], empty: int, value: int) -> np.ndarray:
    return np.array([*told, *[value] * empty], dtype=np.int32)


def started(words: dict[str, dict[str, int]], labels: dict[str, list[str]], key: jax.Array) -> Params:
    """Weights to begin with."""
    keys = iter(jax.random.split(key, 100))

    def drawn(*shape: int, scale: float = 0.0) -> jax.Array:
        return jax.random.normal(next(keys), shape) * (scale or float(np.prod(shape[:-1])) ** -0.5)

    rows = {name: len(words[name]) + 2 for name in EMBEDDED[:4]} | SIZES
    made = {name: drawn(rows[name], wide, scale=0.3) for name, wide in WIDE.items()}
    made |= {
        "in": drawn(sum(WIDE.values()), HIDDEN),
        "told": drawn(2 * HIDDEN, HIDDEN),
        "told_bias": jnp.zeros(HIDDEN),
    }
    for k in range(len(DILATIONS)):
        made |= {f"sees{k}": drawn(3 * HIDDEN, HIDDEN), f"sees_bias{k}": jnp.zeros(HIDDEN)}
        made |= {
            f"adds{k}": drawn(HIDDEN, HIDDEN),
            f"scale{k}": jnp.ones(HIDDEN),
            f"shift{k}": jnp.zeros(HIDDEN),
        }
    for model, told in labels.items():
        made |= {model: drawn(HIDDEN, len(told)), f"{model}_bias": jnp.zeros(len(told))}
    for model, count in BEYOND.items():
        made |= {f"{model}_{name}": drawn(HIDDEN, POINTED) for name in ("asks", "offers")}
        made |= {f"{model}_far": drawn(2 * NEAR, POINTED, scale=0.3), f"{model}_weighs": drawn(POINTED, 1)}
        made[f"{model}_beyond"] = drawn(HIDDEN, count, scale=0.1)
    return made


def scores(w: Params, told: dict[str, jax.Array], key: jax.Array | None = None) -> dict[str, jax.Array]:
    """The scores of each number by model; with a key, parts are left out at random."""
    keys = repeat(None) if key is None else iter(jax.random.split(key, len(DILATIONS) + 3))
    ids, hold = told["ids"], jnp.arange(told["ids"].shape[1])[None] < told["size"][:, None]
    ids = _unseen(next(keys), ids)
    rows = jnp.concatenate([w[name][ids[..., k]] for k, name in enumerate(EMBEDDED)], axis=-1)
    hidden = _dropped(next(keys), rows, DROP["embedded"]) @ w["in"] * hold[..., None]
    story = hidden.sum(axis=1) / told["size"][:, None]
    for k, apart in enumerate(DILATIONS):
        hidden = (hidden + _seen(w, k, apart, hidden, hold, next(keys))) * hold[..., None]
    text = told["text"]
    both = jnp.concatenate([hidden[text, told["at"]], story[text]], axis=-1)
    number = _dropped(next(keys), jax.nn.gelu(both @ w["told"] + w["told_bias"]), DROP["told"])
    found = {model: number @ w[model] + w[f"{model}_bias"] for model in ("indicator", "segment")}
    return found | {model: _pointed(w, model, kind, number, hidden, told) for model, kind in POINTERS.items()}


def _seen(
    w: Params, k: int, apart: int, hidden: jax.Array, hold: jax.Array, key: jax.Array | None
) -> jax.Array:
    mean, spread = hidden.mean(axis=-1, keepdims=True), hidden.var(axis=-1, keepdims=True)
    scaled = ((hidden - mean) / jnp.sqrt(spread + 1e-5) * w[f"scale{k}"] + w[f"shift{k}"]) * hold[..., None]
    wide = jnp.pad(scaled, ((0, 0), (apart, apart), (0, 0)))
    beside = jnp.concatenate([wide[:, : -2 * apart], scaled, wide[:, 2 * apart :]], axis=-1)
    return (
        _dropped(key, jax.nn.gelu(beside @ w[f"sees{k}"] + w[f"sees_bias{k}"]), DROP["seen"]) @ w[f"adds{k}"]
    )


def _pointed(
    w: Params, model: str, kind: str, number: jax.Array, hidden: jax.Array, told: dict[str, jax.Array]
) -> jax.Array:
    things = hidden[jnp.arange(BATCH)[:, None], told[kind]] @ w[f"{model}_offers"]
    asked, far = (number @ w[f"{model}_asks"])[:, None], w[f"{model}_far"][told[f"{kind}_far"]]
    points = (jax.nn.gelu(asked + things[told["text"]] + far) @ w[f"{model}_weighs"])[..., 0]
    there = jnp.arange(THINGS)[None] < told[f"{kind}_count"][told["text"]][:, None]
    return jnp.concatenate([jnp.where(there, points, -1e9), number @ w[f"{model}_beyond"]], axis=-1)


def _unseen(key: jax.Array | None, ids: jax.Array) -> jax.Array:
    """The ids, some words as if they had never been seen."""
    if key is None:
        return ids
    some = jax.random.bernoulli(key, DROP["word"], ids.shape[:2]) & (ids[..., 0] > UNSEEN)
    return ids.at[..., 0].set(jnp.where(some, UNSEEN, ids[..., 0]))


def _dropped(key: jax.Array | None, rows: jax.Array, share: float) -> jax.Array:
    if key is None:
        return rows
    return jnp.where(jax.random.bernoulli(key, 1 - share, rows.shape), rows / (1 - share), 0.0)


def loss(w: Params, told: dict[str, jax.Array], key: jax.Array) -> jax.Array:
    """How unlikely gold is by the weights, a number."""
    logs = {model: jax.nn.log_softmax(found) for model, found in scores(w, told, key).items()}
    total = jnp.zeros(())
    for model, gold in (("indicator", told["label"]), ("segment", told["segment"])):
        picked = jnp.take_along_axis(logs[model], jnp.maximum(gold, 0)[:, None], axis=1)[:, 0]
        total -= jnp.where(gold >= 0, picked, 0.0).sum()
    for model in BEYOND:
        known = told[model].any(axis=-1)
        chance = (jnp.exp(logs[model]) * told[model]).sum(axis=-1)
        total -= jnp.where(known, jnp.log(jnp.maximum(chance, 1e-9)), 0.0).sum()
    return total / (told["label"] >= 0).sum()


def train(lessons: list[Lesson], words: dict[str, dict[str, int]], labels: dict[str, list[str]]) -> Params:
    """The weights after all epochs."""
    steps = EPOCHS * (len(lessons) // BATCH)
    moves = optax.adamw(optax.warmup_cosine_decay_schedule(0, RATE, 200, steps, 1e-5), weight_decay=DECAY)
    step, key, seed = _step(moves), jax.random.PRNGKey(1), np.random.default_rng(0)
    w = started(words, labels, jax.random.PRNGKey(0))
    state = moves.init(w)
    for epoch in range(EPOCHS):
        lost = []
        for told in batches(lessons, seed):
            key, drawn = jax.random.split(key)
            w, state, value = step(w, state, told, drawn)
            lost.append(float(value))
        print(f"epoch {epoch + 1} of {EPOCHS}: {np.mean(lost):.3f}", flush=True)
    return w


def _step(moves: optax.GradientTransformation) -> Callable[..., tuple[Params, Any, jax.Array]]:
    @jax.jit
    def step(w: Params, state: Any, told: dict, key: jax.Array) -> tuple[Params, Any, jax.Array]:
        value, gradient = jax.value_and_grad(loss)(w, told, key)
        change, state = moves.update(gradient, state, w)
        return optax.apply_updates(w, change), state, value

    return step


def as_file(w: Params, words: dict[str, dict[str, int]], labels: dict[str, list[str]]) -> bytes:
    """The weights in half precision, with words and labels as bytes of text, a line each."""
    texts = {f"{name}_words": list(known) for name, known in words.items()}
    texts |= {f"{name}_labels": told for name, told in labels.items()}
    arrays = {name: np.frombuffer("\n".join(lines).encode(), dtype=np.uint8) for name, lines in texts.items()}
    arrays |= {name: np.asarray(rows, dtype=np.float16) for name, rows in sorted(w.items())}
    file = BytesIO()
    np.savez_compressed(file, dilations=np.array(DILATIONS, dtype=np.int16), **arrays)
    return file.getvalue()


if __name__ == "__main__":
    assert sum(DILATIONS) == REACH
    main()

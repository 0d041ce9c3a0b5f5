"""The words of the number and date grammars, from the tables beside this module.

`number_words.csv` (numbers, scales, units, counted nouns), `qualifier_words.csv` (about,
more than, ranges) and `month_names.csv` hold one phrase a row with its role and what it
means. A spelling met in print is added there, not in code.

>>> from ucjlib.read.lexemes import lex
>>> phrase_at(lex("tenaga kerja"), 0, "noun")
('workers', 3)
>>> phrase_before(lex("lebih dari 50 ribu"), 4, "qualifier_before")
('more_than', 0)
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from ucjlib.core.tables import read_text
from ucjlib.read.lexemes import Lexeme, at, before_space, lex, past_space

TABLES = ("number_words.csv", "qualifier_words.csv", "month_names.csv")
COLUMNS = ["phrase", "role", "means", "note"]

Phrases = dict[tuple[str, ...], str]


@cache
def vocabulary() -> dict[str, Phrases]:
    """Role -> phrase as a tuple of lexemes -> meaning."""
    roles: dict[str, Phrases] = defaultdict(dict)
    for name in TABLES:
        frame = read_text(Path(__file__).with_name(name), COLUMNS)
        for phrase, role, means in zip(frame["phrase"], frame["role"], frame["means"], strict=True):
            roles[role][_tuple(phrase)] = means
    return dict(roles)


def meaning(word: str, role: str) -> str | None:
    """What one word means in a role, or None. `word` is a lexeme's key."""
    return vocabulary()[role].get((word,))


def phrase_at(lexemes: list[Lexeme], i: int, role: str) -> tuple[str, int] | None:
    """The longest phrase of `role` that starts at `i`: its meaning and the place after it."""
    if at(lexemes, i).key not in _first_words(role):
        return None
    phrases, best = vocabulary()[role], None
    found: tuple[str, ...] = ()
    for _ in range(_longest(role)):
        found += (at(lexemes, i).key,)
        i += 1
        if found in phrases:
            best = (phrases[found], i)
        i = past_space(lexemes, i)
    return best


def phrase_before(lexemes: list[Lexeme], i: int, role: str) -> tuple[str, int] | None:
    """The longest phrase of `role` that ends before `i`: its meaning and the place it starts at."""
    phrases, best = vocabulary()[role], None
    found: tuple[str, ...] = ()
    for _ in range(_longest(role)):
        i = before_space(lexemes, i - 1)
        found = (at(lexemes, i).key, *found)
        if found in phrases:
            best = (phrases[found], i)
    return best


def near_miss(word: str) -> str:
    """The scale or percent word that `word` is a slip or a stump of, or ''.

    >>> near_miss("tibu"), near_miss("mliar"), near_miss("jut"), near_miss("juga")
    ('ribu', 'miliar', 'juta', '')
    """
    if (word,) in vocabulary()["real_word"]:
        return ""
    for (target,) in vocabulary()["often_misspelt"]:
        stump = len(word) >= 3 and target.startswith(word)
        if word != target and (stump or _one_slip(word, target)):
            return target
    return ""


def _one_slip(word: str, target: str) -> bool:
    """One letter wrong, missing, doubled or swapped with its neighbour."""
    if abs(len(word) - len(target)) > 1:
        return False
    same = next((k for k, (a, b) in enumerate(zip(word, target, strict=False)) if a != b), len(target))
    w, t = word[same:], target[same:]
    return w[1:] == t[1:] or w[1:] == t or w == t[1:] or (w[:2] == t[1::-1] and w[2:] == t[2:])


@cache
def _first_words(role: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in vocabulary()[role])


@cache
def _longest(role: str) -> int:
    return max(len(phrase) for phrase in vocabulary()[role])


def _tuple(phrase: str) -> tuple[str, ...]:
    return tuple(x.key for x in lex(phrase) if x.kind != "space")

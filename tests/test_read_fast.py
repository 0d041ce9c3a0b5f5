"""What reading does the fast way is what the plain way gives."""

import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from ucjlib.read.articles import opened
from ucjlib.read.lexemes import lex
from ucjlib.read.network import _seen, opinions
from ucjlib.read.network_tokens import tokens_of
from ucjlib.read.numbers import find_numbers, may_hold_number
from ucjlib.read.phrase_tables import _pattern, has
from ucjlib.read.tagger import TAGGER
from ucjlib.read.windows import _first_break

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from example_articles import load  # noqa: E402

TEXTS = [example.text for example in load("tuned", ("hand",))[::200]]


@pytest.mark.parametrize("rows", [1, 5, 40])
def test_a_row_sees_what_stands_so_many_rows_before_and_after(rows):
    random = np.random.default_rng(5)
    seen, weights = random.normal(size=(rows, 4)), random.normal(size=(12, 3))
    padded = np.vstack([np.zeros((8, 4)), seen, np.zeros((8, 4))])
    plain = np.hstack([padded[:-16], seen, padded[16:]]) @ weights
    assert np.allclose(_seen(seen, weights, 8), plain)


def test_an_option_scores_what_its_one_label_scores():
    features = ["bias", "from=main", "level=regency", "level=regency", "nothing of the kind"]
    assert np.isclose(TAGGER.score("place", features), TAGGER.scores("place", features)[0])
    with pytest.raises(AssertionError):
        TAGGER.score("indicator", features)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_without_the_first_words_of_a_role_holds_none_of_its_phrases(text):
    for role in ("link", "caption", "title", "data", "denominator"):
        found, plain = has(text, role), _pattern(role).search(text)
        assert (found and found.span()) == (plain and plain.span())


@pytest.mark.parametrize("text", TEXTS)
def test_a_window_ends_at_the_first_break(text):
    for sentence in (one for paragraph in opened(text, "").story for one in paragraph):
        for first in range(len(sentence.tokens)):
            stop = len(sentence.tokens)
            plain = next((k for k in range(first, stop) if sentence.breaks(k, k + 1)), stop)
            assert _first_break(sentence, first, stop) == plain


@pytest.mark.parametrize(
    "text", [*TEXTS, "peringkat kedua", "juara pertama", "urutan kesepuluh", "separuh", "setahun", "tiada"]
)
def test_where_numbers_are_found_one_may_be_held(text):
    for line in text.splitlines():
        assert may_hold_number(line) or not find_numbers(line, lex(line))


def test_many_numbers_and_places_take_little_memory():
    text = "Di Blitar 45 persen. " * 400
    seen = opened(text, "2025-06-01")
    tokens = tokens_of(seen.found, seen.paragraphs, "2025-06-01")
    opinions(tokens)
    tracemalloc.start()
    opinions(tokens)
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()

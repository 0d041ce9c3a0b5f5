"""The network: what it makes of a story, and that it computes what its trainer trained."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest

from ucjlib.read.articles import opened
from ucjlib.read.network import LEAST, REACH, STEP, WHOLE, _parts, opinions, weights_of
from ucjlib.read.network_tokens import Tokens, tokens_of

TEXT = """Cakupan Jamsostek Blitar 31,94 persen

BLITAR - Bupati Blitar sudah mendaftarkan 8.125 pekerja rentan di Kabupaten Blitar per 31 Mei 2025.

Provinsi Jawa Timur menargetkan 45 persen pada 2029, sekarang 36,2 persen."""


def tokens(text: str = TEXT) -> Tokens:
    seen = opened(text, "2025-06-12")
    return tokens_of(seen.found, seen.paragraphs, seen.setting.day)


def test_names_dates_and_numbers_are_one_token_each():
    told = tokens()
    assert told.words[0] == "<H>" and told.words.count("<P>") == 2
    assert "blitar" not in told.words and "2025" not in told.words
    assert [told.words[at] for at in told.at.values()] == ["<NUM>"] * 4
    assert {key for _, key in told.places} >= {"35.05", "35"}
    assert {key: told.standing[at] for at, key in told.places} == {"35.05": 1, "35": 2}
    assert [key for _, key in told.dates] == ["2025-05-31", "2029", "2025-06-12"]


def test_what_it_makes_of_a_number_are_chances():
    for opinion in opinions(tokens()).values():
        for model in ("indicator", "segment"):
            chances = [math.exp(log) - LEAST for log in opinion[model].values()]
            assert math.isclose(sum(chances), 1, rel_tol=1e-4) and min(chances) > -1e-6
        assert {"35.05", "35", "00", ""} <= set(opinion["place"])
        assert set(opinion["target_year"]) == {"2025", "2029", ""}


def test_it_reads_what_stands_before_and_after():
    told = opinions(tokens())
    best = [max(one["indicator"], key=one["indicator"].__getitem__) for one in told.values()]
    assert best == ["coverage_rate", "new_enrolment", "coverage_target", "coverage_rate"]
    target = list(told.values())[2]
    assert max(target["target_year"], key=target["target_year"].__getitem__) == "2029"
    assert max(target["place"], key=target["place"].__getitem__) == "35"


def test_a_text_without_a_headline_has_no_headline_mark():
    assert tokens("Cakupan Jamsostek di Kota Blitar 45 persen.").words[0] == "<P>"


def test_a_long_story_is_read_in_parts_that_hold_every_number_with_what_surrounds_it():
    words = ["kata"] * (3 * WHOLE)
    at = {10 * token: token for token in (0, 5, STEP - 1, STEP, 4000, 4001, len(words) - 1)}
    parts = list(_parts(Tokens(words, [None] * len(words), [0] * len(words), at, [], [])))
    assert sorted(token for part in parts for _, token in part.numbers) == sorted(at.values())
    for part in parts:
        for _, token in part.numbers:
            assert part.first <= max(0, token - REACH) and part.last >= min(len(words), token + REACH + 1)
    assert sum(part.last - part.first for part in parts) < len(words) / 2


def test_a_story_without_a_number_or_with_nothing_gives_nothing():
    assert opinions(tokens("Tidak ada angka di sini.")) == {} == opinions(tokens(""))


def test_the_trainer_and_the_reader_compute_the_same(tmp_path):
    pytest.importorskip("jax", reason="jax is installed by make tagger alone")
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
    import jax
    import train_network as trainer

    told = tokens()
    words = trainer.vocabularies([told] * trainer.LEAST_SEEN)
    labels = {"indicator": ["coverage_rate", "none"], "segment": ["rentan", "total"]}
    weights = trainer.started(words, labels, jax.random.PRNGKey(7))
    path = tmp_path / "network.npz"
    path.write_bytes(trainer.as_file(weights, words, labels))
    numbers = [trainer.Learnt(at, 0, 0, {}) for at in told.at.values()]
    lesson = trainer.Lesson(told, trainer.ids_of(told, slice(None), words), numbers)
    scores = trainer.scores(weights, trainer.batch([lesson] * trainer.BATCH))
    read = opinions(told, weights_of(path))
    for model in ("indicator", "segment"):
        expected = np.asarray(jax.nn.softmax(scores[model]))[: len(numbers)]
        found = np.exp([list(one[model].values()) for one in read.values()]) - LEAST
        assert np.abs(found - expected).max() < 0.02  # half precision
    things, beyond = trainer.THINGS, len(told.dates)
    chances = np.asarray(jax.nn.softmax(scores["moment"]))[: len(numbers)]
    found = np.exp([list(one["moment"].values()) for one in read.values()]) - LEAST
    assert np.abs(found - chances[:, [*range(beyond), things]]).max() < 0.02

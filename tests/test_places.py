"""Which place "di sana" and its like take up, what a bare name means in a story, and what is no subject."""

import pytest

from ucjlib.read.clauses import as_tokens
from ucjlib.read.lexemes import lex
from ucjlib.read.places import find_places
from ucjlib.read.referrals import referrals
from ucjlib.read.settings import NOWHERE, where
from ucjlib.read.trails import Trail, is_inside, voice_of

BEFORE = "Kota Serang dan Kabupaten Lebak di Provinsi Banten dilayani Cabang Serang. "


def _sentence(text):
    return as_tokens(text, 0, len(text), lex(text), [], [], find_places(text))


def _taken_up(text):
    trail, sentence = Trail(), _sentence(text)
    trail.follow(_sentence(BEFORE))
    return [trail.meant(one, sentence).place for one in referrals(sentence)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Di kota itu pesertanya naik", "Kota Serang"),
        ("Di kabupaten tersebut pesertanya naik", "Kabupaten Lebak"),
        ("Di ibu kota provinsi itu pesertanya naik", "Kota Serang"),
        ("Ibu kota Provinsi Banten itu tumbuh", "Kota Serang"),
        ("Kabupaten yang mengelilingi Kota Cilegon itu tumbuh", "Kabupaten Lebak"),
        ("Secara provinsi pesertanya naik", "Provinsi Banten"),
        ("Peserta di daerahnya naik", "Kabupaten Lebak"),
        ("Peserta di kantornya naik", "Cabang Serang"),
        ("Kabupaten Pandeglang naik, di sana pekerja bertani", "Kabupaten Pandeglang"),
    ],
)
def test_a_referral_takes_up_the_place_of_its_kind_named_last(text, place):
    assert _taken_up(text)[0] == place


def test_a_head_with_a_name_of_its_own_refers_to_nothing():
    assert referrals(_sentence("Pekerja di Kota Tegal dan Kabupaten Tegal bertambah")) == []


def test_a_break_or_a_number_parts_a_head_from_its_end():
    firm = [one.firm for one in referrals(_sentence("Pekerja di kota, menurut data itu, bertambah"))]
    assert firm == [False]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Kabupaten yang mengelilingi Kota Medan itu tumbuh", [True]),
        ("Cabang Tegal, yang melayani Kota Tegal dan Brebes, membayar klaim", [False, True, True]),
        ("Pekerja di Kota Medan itu bertambah", [False]),
    ],
)
def test_a_place_that_only_describes_another_is_inside_it(text, inside):
    sentence = _sentence(text)
    assert [is_inside(place, sentence, referrals(sentence)) for place in sentence.places] == inside


def test_what_opens_a_sentence_is_the_topic_of_its_paragraph_only():
    trail = Trail()
    trail.follow(_sentence("Kabupaten Mukomuko paling utara, jauh dari Kota Bengkulu."))
    assert (trail.topic.place, trail.here.place) == ("Kabupaten Mukomuko", "Kota Bengkulu")
    trail.next_paragraph()
    assert trail.topic == NOWHERE
    assert trail.before.place == "Kota Bengkulu"


def test_the_voice_is_the_place_of_who_speaks():
    sentence = _sentence("Kota Kupang sudah maju, kita belum, kata Bupati Kupang")
    assert voice_of(sentence).place == "Kabupaten Kupang"
    assert voice_of(_sentence("Kota Kupang sudah maju")) == NOWHERE


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Wali kota menyebut cakupan di Blitar naik", "Kota Blitar"),
        ("Bupati menyebut cakupan di Blitar naik", "Kabupaten Blitar"),
        ("Bupati dan wali kota menyebut cakupan di Blitar naik", "Blitar"),
        ("Cakupan di Blitar naik", "Blitar"),
    ],
)
def test_the_only_kind_of_government_decides_a_bare_name(text, place):
    assert [found.place for found in find_places(text)] == [place]


def test_a_byname_of_two_regions_is_of_the_one_named_last():
    found = find_places("Kabupaten Rembang kalah dari Kabupaten Jepara. Di Bumi Kartini cakupan naik.")
    assert where(found[-1]).region_code == "33.20"


def test_where_something_was_said_is_aside():
    found = find_places("Kepala Dinas Jawa Timur di Surabaya, Selasa (7/10/2025), menyebut di Kota Malang")
    assert [place.aside for place in found] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Siak tertinggi kedua se-Riau", [False, True]),
        ("Ponorogo peringkat 3 dari 38 kabupaten/kota di Provinsi Jawa Timur", [False, True]),
        ("cakupan di Riau 41 persen", [False]),
        ("terendah di Kota Batu", [False]),
    ],
)
def test_a_province_that_another_place_is_ranked_in_is_aside(text, aside):
    assert [place.aside for place in find_places(text)] == aside


def test_all_of_a_province_is_the_province():
    assert [place.place for place in find_places("Se-Jawa Barat baru 33 persen")] == ["Provinsi Jawa Barat"]
    assert [place.place for place in find_places("Cabang Luwuk membayar")] == ["Cabang Luwuk"]

"""What of a page is its story, and what of a text longer than any article is read."""

import gc

import pytest

from ucjlib.core.collector import collector_paused
from ucjlib.read.abridged import LONG, REACH, abridged
from ucjlib.read.articles import read_article
from ucjlib.read.passages import story

SITUBONDO = """Buruh Tebu Belum Tahu Cara Klaim

SITUBONDO, Radar Situbondo – Buruh tebang belum tahu ke mana melapor bila terluka, Rabu (5/2/2025).

Anggota dewan berjanji mengundang BPJS Ketenagakerjaan. (ab/cd)

"""
BONDOWOSO = """Bondowoso Lindungi Petani

BONDOWOSO, Radar Ijen – Pemkab Bondowoso mendaftarkan 11.402 petani sebagai peserta BPJS Ketenagakerjaan."""


def kept(text: str) -> str:
    return "\n".join(part.text for part in story(text))


@pytest.mark.parametrize("between", ["", "=========\n\n", "(Kabar berikut dari tetangga)\n\n"])
def test_another_story_with_a_headline_and_a_dateline_of_its_own_is_left_out(between):
    assert read_article(SITUBONDO + between + BONDOWOSO).empty
    assert len(read_article(BONDOWOSO)) == 1


def test_a_headline_inside_one_story_begins_no_other():
    text = SITUBONDO + "Petani Ikut\n\nSITUBONDO, Radar Situbondo – Sebanyak 11.402 petani ikut.\n"
    assert "11.402" in kept(text)


@pytest.mark.parametrize(
    "lines",
    [
        "Program yang dijamin:\nJKK – Jaminan Kecelakaan Kerja.\nAda 12 orang.",
        "Manfaat Program\nJAMINAN HARI TUA – Uang tunai.\nAda 12 orang.",
        "Sektor Informal\nKAB. SITUBONDO – Ada 12 orang.",
        "Selanjutnya di Kabupaten Situbondo ada 12 orang.",
        "Kabar lain datang dari desa, ada 12 orang.",
        "Penulis: Ani\nCakupan kini 12",
        "Dilihat: 120 kali\nPeserta 12",
        "Baca juga: Kediri Ikut\n- Peserta 12",
    ],
)
def test_what_only_looks_like_the_end_of_a_story_is_none(lines):
    assert "12" in kept(SITUBONDO + lines)


def test_a_round_up_of_towns_is_one_story():
    text = "Tiga Daerah\n\nBLITAR – Ada 12.\n\nKEDIRI – Ada 13.\n\nMALANG – Ada 14."
    assert all(number in kept(text) for number in ("12", "13", "14"))


@pytest.mark.parametrize("lead", ["Baca juga:", "Simak pula", "LIHAT JUGA :"])
def test_headlines_below_a_line_that_only_says_read_also_are_links(lead):
    links = "Kediri Lindungi 4.500 Petani\n- Malang Capai 61 Persen"
    text = f"Isi cerita.\n{lead}\n{links}\n\nIsi lagi 12.\nButir 13"
    assert kept(text) == "Isi cerita.\nIsi lagi 12.\nButir 13"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Kami lihat juga dananya.", "Kami lihat juga dananya."),
        ("Ia pulang. Lihat Juga: 12 foto", "Ia pulang."),
    ],
)
def test_words_of_prose_that_a_link_has_too_are_read_on(line, read):
    assert kept(line) == read


def test_a_list_that_a_line_with_a_colon_leads_on_to_is_no_link():
    text = "Isi cerita.\nBaca juga:\nKediri Lindungi 4.500 Petani\nRincian peserta:\n- PU 1.608"
    assert kept(text) == "Isi cerita.\nRincian peserta:\n- PU 1.608"


def test_an_article_is_read_whole_and_a_loop_a_few_times():
    sentence = "Pekerja di Kabupaten Blitar yang hadir kini 45 orang. "
    assert abridged(story(sentence * 5)) == story(sentence * 5)
    (looped,) = abridged(story(sentence * LONG))
    assert looped.text == (3 * sentence).strip()


def test_of_a_long_text_the_paragraphs_near_numbers_are_read():
    lines = [f"Warga {'x' * (k % 30)} {'y' * (k // 30)} hadir bersama keluarganya." for k in range(1000)]
    lines[500] = "Ada 12 orang."
    near = abridged(story("\n".join(lines)))
    assert len(near) == 3 * REACH + 2 and any("12" in one.text for one in near)


def test_a_long_text_is_about_what_its_first_lines_say():
    body = "".join(f"Warga {'a' * k} hadir.\n" for k in range(600))
    text = f"BPJS Ketenagakerjaan Kota Blitar Catat Kenaikan\n{body}Cakupan Jamsostek kini 45,1 persen.\n"
    assert read_article(text, "2025-06-01")["place"].tolist() == ["Kota Blitar"]


def test_a_sentence_of_a_long_text_that_is_said_of_several_places_is_read_each_time():
    body = "".join(f"Warga {'a' * k} hadir.\n" for k in range(600))
    towns = ("Kota Blitar", "Kota Kediri", "Kota Malang", "Kota Batu")
    told = "".join(
        f"Wali kota bicara di {town}. Cakupan kepesertaan BPJS Ketenagakerjaan baru 45 persen.\n"
        for town in towns
    )
    assert read_article(body + told, "2025-06-01")["place"].tolist() == list(towns)


def test_a_figure_in_a_long_text_is_found_where_it_stands():
    before = "".join(f"Warga {'a' * k} hadir. \n" for k in range(1, 300))
    text = before + "\nCakupan Jamsostek di Kota Blitar 45,1 persen pada 2025.\n"
    (row,) = read_article(text, "2025-06-01").to_dict("records")
    assert text[row["start"] : row["end"]] == row["printed"] == "45,1 persen"


def test_the_collector_runs_again_after_an_error():

    with pytest.raises(KeyError), collector_paused():
        raise KeyError
    assert gc.isenabled()

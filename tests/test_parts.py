"""Villages, sub-districts and islands are places of their own: their figures are not the region's."""

import pytest

from ucjlib.read.articles import read_article
from ucjlib.read.places import find_places

CASES = [
    ("Sebanyak 388 orang di Kecamatan Ponelo Kepulauan terdaftar.", "Kecamatan Ponelo Kepulauan"),
    ("Distrik Wamena Kota paling banyak, yakni 390 orang.", "Distrik Wamena Kota"),
    ("Nelayan di Desa Tukak, Kabupaten Bangka Selatan, terlindungi.", "Desa Tukak"),
    ("Petani di Desa Tukak Kabupaten Bangka Selatan terlindungi.", "Desa Tukak"),
    ("Di Kecamatan Pulau Laut ada 356 nelayan.", "Kecamatan Pulau Laut"),
    ("Adapun Kecamatan Slogohimo paling sedikit.", "Kecamatan Slogohimo"),
    ("Dua kecamatan, Kare dan Dagangan, disorot. Di Kare hanya 415 orang terdaftar.", "Kecamatan Kare"),
    ("Distrik Babo dan Sumuri ikut. Di Babo pekerjanya 61 orang.", "Distrik Babo"),
    ("Kepala Desa Rias hadir. Ibu Rias pulang.", ""),  # a name that only looks like it
    ("Kepala Desa Rias hadir.", ""),  # whose office it is
    ("Program Desa Sadar Jaminan Sosial berjalan.", ""),
    ("Sejumlah 58 desa ikut program di Desa Sadar Jamsostek.", ""),
    ("Nelayan dari Distrik Buruway, Teluk Arguni dan Kaimana Kota terdaftar.", ""),  # three, so the region's
    ("Sekda: Desa Sudah Anggarkan Iuran", ""),  # a headline
    ("Cakupan di Pulau Dewata naik.", ""),  # a byname of a region
]


@pytest.mark.parametrize(("text", "place"), CASES)
def test_parts_are_found(text: str, place: str) -> None:
    found = [one for one in find_places(text) if one.status == "part"]
    assert [one.place for one in found] == ([place] if place else [])
    assert all(not one.region_code and one.reason for one in found)


def test_a_figure_of_a_part_is_not_the_region_s() -> None:
    text = (
        "Cakupan Jamsostek di Kabupaten Lembata baru 17,60 persen.\n\n"
        "Di Kecamatan Wulandoni sebanyak 356 nelayan telah terdaftar sebagai peserta BPJS Ketenagakerjaan."
    )
    claims = read_article(text, published="2025-04-14").set_index("printed")
    assert claims.loc["17,60 persen", "place"] == "Kabupaten Lembata"
    assert claims.loc["356", ["region_code", "place"]].tolist() == ["", "Kecamatan Wulandoni"]
    assert "not the region's" in claims.loc["356", "notes"]


def test_a_part_alone_is_no_region_of_the_story() -> None:
    claims = read_article("Di Desa Rias terdapat 85 peserta BPJS Ketenagakerjaan.", published="2025-04-14")
    assert set(claims["region_code"]) <= {""}

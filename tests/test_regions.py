"""Places: every press form of every region gives that region or an honest doubt, never another region."""

import importlib.util
import os
import time
from itertools import chain, product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ucjlib.core.errors import AmbiguousRegion, UnknownRegion
from ucjlib.core.tables import read_text
from ucjlib.reference import region_names
from ucjlib.reference.regions import (
    children,
    find_region,
    province_of,
    region_name,
    regions,
    resolve,
    suggestions,
)

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("UCJ_SHARED", ROOT.parent / "shared"))
STATUSES = {"region", "ambiguous", "office", "cluster", "unknown"}
BEHIND = {
    "kabupaten": [
        "Kabupaten",
        "Kab.",
        "Kab",
        "Pemkab",
        "Pemerintah Kabupaten",
        "KABUPATEN",
        "KAB.",
        "Bupati",
        "Pemerintah Kabupaten (Pemkab)",
        "Wakil Bupati",
        "Wabup",
        "Pj Bupati",
        "DPRD Kabupaten",
        "Pemda Kabupaten",
        "Disnaker Kabupaten",
        "Dinas Sosial dan Pemberdayaan Kabupaten",
    ],
    "kota": [
        "Kota",
        "Pemkot",
        "Pemko",
        "Pemerintah Kota",
        "Pemerintah Kota (Pemkot)",
        "KOTA",
        "PEMKOT",
        "Wali Kota",
        "Walikota",
        "Wakil Wali Kota",
        "Pj. Wali Kota",
        "Kotamadya",
        "DPRD Kota",
        "Dinas Tenaga Kerja Kota",
    ],
    "province": [
        "Provinsi",
        "Prov.",
        "Prov",
        "Propinsi",
        "Pemprov",
        "Pemdaprov",
        "Pemerintah Provinsi",
        "Gubernur",
        "Wakil Gubernur",
        "Wagub",
        "DPRD Provinsi",
        "Disnakertrans Provinsi",
        "PEMPROV",
    ],
    "country": [],
}
TABLE = regions()
LOCAL = TABLE[TABLE["kind"].isin(["kabupaten", "kota"])]
TWINS = LOCAL[LOCAL["bare_name"].duplicated(keep=False)]
ROWS = list(TABLE.itertuples(index=False))
EXAMPLES = read_text(
    Path(__file__).parent / "examples" / "places.csv", ["text", "province", "region_code", "status", "note"]
)


def spellings(name: str) -> list[str]:
    """A name as the press spells it: case, hyphens, blanks, Kep."""
    glued = name.replace(" ", "").replace("-", "")
    forms = [
        name,
        name.upper(),
        name.lower(),
        name.replace("-", " "),
        name.replace(" ", "-"),
        glued,
        name.replace("Kepulauan", "Kep."),
        name.replace("Kepulauan", "Kep").upper(),
        f"  {name} ",
        f"{name}.",
    ]
    return list(dict.fromkeys(forms))


def press_forms(row) -> list[str]:
    cues = BEHIND[row.kind]
    long_forms = chain(spellings(row.name), [f"{row.name} ({row.region_code})"])
    behind = (f"{cue} {name}" for cue, name in product(cues, spellings(row.bare_name)))
    return [*long_forms, *behind]


@pytest.mark.parametrize("kind", sorted(BEHIND))
def test_every_form_with_its_kind_gives_the_region(kind):
    rows = [row for row in ROWS if row.kind == kind]
    wrong = [
        (text, row.region_code, find_region(text))
        for row in rows
        for text in press_forms(row)
        if find_region(text).region_code != row.region_code
    ]
    assert wrong == []


def test_bare_names_give_the_region_or_stay_ambiguous():
    alone = ~TABLE["bare_name"].duplicated(keep=False) & ~TABLE["bare_name"].eq("Yogyakarta")
    for row, unique in zip(ROWS, alone, strict=True):
        for text in spellings(row.bare_name):
            match = find_region(text)
            assert row.region_code in match.candidates, text
            assert match.status == ("region" if unique else "ambiguous"), text


def test_a_kind_never_gives_a_region_of_another_kind():
    for row in ROWS:
        for kind, cues in BEHIND.items():
            codes = {find_region(f"{cue} {row.bare_name}").region_code for cue in cues if kind != row.kind}
            others = {code for code in codes - {""} if region_names.table()[code].bare_name != row.bare_name}
            # Kabupaten Pontianak was the name of Mempawah; Provinsi Yogyakarta is short for the province.
            assert others <= {"61.02", "34"}, (row.name, kind, others)


def test_long_form_with_its_province_gives_the_region():
    for row in ROWS[1:]:
        province = region_names.table()[row.province_code].bare_name
        tails = (f", {province}", f" ({province})", f", {province}, Indonesia")
        for text in (row.name + tail for tail in tails):
            assert find_region(text).region_code == row.region_code, text
        assert resolve(row.name, province) == resolve(row.name, row.province_code) == row.region_code


def test_twins_stay_ambiguous_inside_their_province():
    assert TWINS["bare_name"].nunique() == 26
    for row in TWINS.itertuples(index=False):
        same = TWINS[TWINS["bare_name"].eq(row.bare_name) & TWINS["province_code"].eq(row.province_code)]
        match = find_region(row.bare_name, row.province_code)
        assert match.region_code == (row.region_code if len(same) == 1 else ""), row.name


def test_offices_are_never_regions():
    for row, cue in product(
        ROWS,
        [
            "Cabang",
            "Kantor Cabang",
            "BPJS Ketenagakerjaan",
            "BPJamsostek",
            "Kanwil",
            "Kantor Wilayah",
            "BPJS Ketenagakerjaan Cabang",
            "KANTOR CABANG",
        ],
    ):
        for name in (row.bare_name, row.name):
            match = find_region(f"{cue} {name}")
            assert (match.region_code, match.status) == ("", "office"), f"{cue} {name}"


@pytest.mark.parametrize("row", list(EXAMPLES.itertuples(index=False)), ids=lambda row: row.text)
def test_example(row):
    match = find_region(row.text, row.province)
    assert (match.region_code, match.status) == (row.region_code, row.status)
    assert (match.reason == "") == (row.status == "region")


def test_examples_cover_every_status():
    assert set(EXAMPLES["status"]) == STATUSES and len(EXAMPLES) >= 150


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Pemkab Blitar", "Kabupaten Blitar"),
        ("PEKALONGAN", "Pekalongan"),
        ("cabang magelang", "Cabang Magelang"),
        ("Kantor Cabang BPJS Ketenagakerjaan Solo", "Cabang Surakarta"),
        ("BPJS Ketenagakerjaan Cabang Semarang Majapahit", "Cabang Semarang Majapahit"),
        ("Kepala BPJamsostek Blitar", "Cabang Blitar"),
        ("KCP Kota Baru", "Cabang Kotabaru"),
        ("Sulama", "Kanwil Sulawesi Maluku"),
        ("Kantor Wilayah Sumbagut", "Kanwil Sumbagut"),
        ("BPJS Ketenagakerjaan Sumbagsel", "Kanwil Sumbagsel"),
        ("BPJS Ketenagakerjaan Kalimantan", "Kanwil Kalimantan"),
        ("Kanwil Jatim", "Kanwil Jawa Timur"),
        ("BPJS Ketenagakerjaan Jatim", "BPJS Ketenagakerjaan Jawa Timur"),
        ("KANWIL JAWA TENGAH DAN DIY", "Kanwil Jawa Tengah dan DIY"),
        ("soloraya", "Solo Raya"),
        ("eks-karesidenan Madiun", "Karesidenan Madiun"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_place_is_the_area_as_meant(text, place):
    assert find_region(text).place == place


def test_messages_name_candidates_and_suggest():
    with pytest.raises(AmbiguousRegion) as caught:
        resolve("Blitar")
    assert str(caught.value) == (
        'AmbiguousRegion: "Blitar" is Kabupaten Blitar (35.05) or Kota Blitar '
        "(35.72)\n"
        "  fix write the kind before the name, or the code"
    )
    with pytest.raises(UnknownRegion) as caught:
        resolve("Kabupaten Sidorjo")
    assert str(caught.value) == (
        'UnknownRegion: "Kabupaten Sidorjo" is no region of Indonesia\n'
        "  fix did you mean Kabupaten Sidoarjo (35.15)?"
    )
    with pytest.raises(UnknownRegion) as caught:
        resolve("3505")
    assert "BPS" in str(caught.value) and "35.05" in str(caught.value)
    with pytest.raises(UnknownRegion) as caught:
        resolve("Kota Ngawi")
    assert "there is Kabupaten Ngawi (35.21)" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "()",
        ",",
        "Kota Kota",
        "\u0000",
        "\u200b",
        "(" * 50,
        "Kab. " * 50,
        "Dinas Dinas",
        "Dinas Kota",
        "a" * 2000,
        "Cabang Cabang",
        "Cabang",
        ", ,",
        "ⅢⅤ",
        "a," * 5000,
        "(a)" * 60,
        "a, " * 66,
        "a" + " " * 99999,
    ],
)
def test_nonsense_is_unknown(text):
    assert find_region(text).status == "unknown"
    assert isinstance(suggestions(text), list)


PIECES = [*sorted(region_names.cues()), *TABLE["bare_name"], ",", "(", ")", "/", "-", "dan", "35.05", "&"]
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)


@given(TEXTS, st.sampled_from(PIECES))
def test_any_text_gets_an_answer(text, province):
    match = find_region(text, province)
    assert match.status in STATUSES
    assert (match.region_code in region_names.table()) == (match.status == "region")
    assert match == find_region(text, province)


REGIONS = st.sampled_from(ROWS)


@given(REGIONS, REGIONS, st.sampled_from([" dan ", "/", " & ", ", ", " - ", "; "]))
def test_two_regions_are_never_one(one, other, between):
    assume(one.region_code != other.region_code and other.kind not in ("country", "province"))
    assume(other.bare_name not in set(TABLE.loc[TABLE["kind"].eq("province"), "bare_name"]))
    names = (one.name + between + other.name, one.bare_name + between + other.name)
    for text in (*names, *(f"Disnaker {both}" for both in names)):
        assert find_region(text).region_code == "", text


def test_a_number_is_refused_with_its_reason():
    match = find_region(35.1)
    assert match.status == "unknown" and "35.10 read as a number" in match.reason


def test_lookups():
    assert (region_name("35.05"), province_of("35.05"), province_of("00")) == ("Kabupaten Blitar", "35", "")
    assert len(children("00")) == 38 and children("35.05") == []
    assert sum(len(children(code)) for code in children("00")) == 514
    for call in (region_name, province_of, children):
        with pytest.raises(UnknownRegion):
            call("3505")


def test_regions_gives_a_copy():
    first = regions()
    first.loc[0, "name"] = "changed"
    assert regions().loc[0, "name"] == "Indonesia"
    assert all(dtype == "str" for dtype in regions().dtypes)


def test_aliases_are_sound():
    aliases = read_text(ROOT / "ucjlib/reference/region_aliases.csv", region_names.ALIAS_COLUMNS)
    keys = aliases["alias"].map(lambda alias: region_names.key(region_names.words(alias)))
    own = aliases["region_code"].map(
        lambda code: region_names.key(region_names.words(region_names.table()[code].bare_name))
    )
    assert not (keys == own).any() and not (keys + aliases["region_code"]).duplicated().any()
    kinds = ["abbreviation", "nickname", "spelling", "former_name", "acronym", "short_name", "seat"]
    assert aliases["kind_of_alias"].isin(kinds).all() and aliases["needs_context"].isin(["yes", "no"]).all()
    assert aliases["source"].str.len().gt(5).all()
    doubtful = aliases["needs_context"].eq("yes") & aliases["kind_of_alias"].ne("seat")
    assert aliases.loc[doubtful, "note"].ne("").all()


def test_every_alias_behind_its_government_gives_its_region():
    aliases = read_text(ROOT / "ucjlib/reference/region_aliases.csv", region_names.ALIAS_COLUMNS)
    government = {"kabupaten": "Pemkab", "kota": "Pemkot", "province": "Pemprov", "country": "Pemerintah"}
    for row in aliases.itertuples(index=False):
        text = f"{government[region_names.table()[row.region_code].kind]} {row.alias}"
        assert row.region_code in find_region(text).candidates, text


def test_no_alias_hides_another_region_behind_a_kind_word():
    for name, found in region_names.entries().items():
        for kind in ("kabupaten", "kota", "provinsi"):
            behind = region_names.entries().get(name.removeprefix(kind), ()) if name.startswith(kind) else ()
            hidden = {entry.code for entry in behind if entry.kind == kind} - {entry.code for entry in found}
            assert not hidden, name


def test_areas_and_cues_are_no_regions():
    assert not set(region_names.areas()) & set(region_names.entries())
    assert {area.status for area in region_names.areas().values()} == {"cluster", "office"}
    assert not {cue.replace(" ", "") for cue in region_names.cues()} & set(region_names.entries())


def test_ten_thousand_in_a_second():
    texts = [row.name for row in ROWS] + [f"Dinas Tenaga Kerja Kabupaten {row.bare_name}" for row in ROWS]
    started = time.process_time()
    for text in texts:
        find_region(text)
    assert len(texts) / (time.process_time() - started) > 10_000


def tool():
    spec = importlib.util.spec_from_file_location("make_regions", ROOT / "tools" / "make_regions.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_passes_its_own_maker_and_broken_ones_do_not():
    make = tool()
    assert make.faults(TABLE) == []
    assert make.faults(TABLE.drop(index=5))
    assert make.faults(TABLE.assign(province_code=TABLE["province_code"].replace("35", "34")))
    assert make.faults(TABLE.assign(region_code=TABLE["region_code"].replace("35.72", "35.30")))


def test_the_maker_refuses_another_tarball(tmp_path):
    other = tmp_path / "other.tgz"
    other.write_bytes(b"no tarball")
    with pytest.raises(SystemExit, match="is not idn-area-data 4.0.1"):
        tool().main(str(other), tmp_path / "out.csv")


def test_the_maker_cuts_blanks(capsys):
    table = tool().cut_blanks(pd.DataFrame({"code": ["35.05"], "name": ["Kabupaten  Blitar "]}))
    assert table["name"].tolist() == ["Kabupaten Blitar"]
    assert "35.05 'Kabupaten  Blitar '" in capsys.readouterr().err


@pytest.mark.skipif(not (SHARED / "regions" / "regions.csv").is_file(), reason="reference is not here")
def test_reference_names_agree():
    theirs = pd.read_csv(SHARED / "regions" / "regions.csv", dtype=str, keep_default_na=False)
    assert theirs["region_code"].sort_values().tolist() == LOCAL["region_code"].tolist()
    for row in theirs.itertuples(index=False):
        assert resolve(row.region_name) == resolve(row.region_name, row.province) == row.region_code
        assert row.region_code in find_region(row.bps_name).candidates
        assert resolve(f"{row.kind} {row.bps_name}") == row.region_code


@pytest.mark.skipif(not (SHARED / "figures" / "article_figures.csv").is_file(), reason="figures are not here")
def test_every_place_of_the_figures_is_understood():
    wrong = []
    for file in ("article_figures.csv", "official_figures.csv"):
        figures = pd.read_csv(SHARED / "figures" / file, dtype=str, keep_default_na=False)
        for row in figures.drop_duplicates(["region_name", "province"]).itertuples(index=False):
            match = find_region(row.region_name, row.province)
            office = row.region_name.startswith(("Cabang ", "Kanwil "))
            known = getattr(row, "region_code", match.region_code) == match.region_code
            fits = match.place == row.region_name if office else match.status == "region"
            if not (known and fits):
                wrong.append((row.region_name, row.province, match))
    assert wrong == []

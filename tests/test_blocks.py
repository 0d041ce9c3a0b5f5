"""Blocks: what they show, what they carry, what is refused."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
import show_example
from show_example import AS_OF, BLITAR, MAGELANG, NOTHING, RATE

from ucjlib.core.errors import UnknownId, UnknownRegion
from ucjlib.show import blocks, brief, facts, trace
from ucjlib.show.blocks import (
    BadBlock,
    Constant,
    Heading,
    Note,
    Paragraph,
    Plot,
    Said,
    Table,
    Text,
    Traced,
    Words,
)
from ucjlib.show.scan import UntracedNumber, scan

NOW = Traced(17.6, 17.59, 17.61, "percent", RATE, style="value_range")
PLAIN = Text("apa", "what")
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@pytest.fixture(scope="module")
def tables():
    return show_example.tables()


def _plot(svg: str) -> Plot:
    return Plot(svg, svg, PLAIN, PLAIN)


def test_jupyterlab_gets_html_and_the_data():
    bundle = Paragraph("Cakupan {now}.", "Coverage {now}.", {"now": NOW})._repr_mimebundle_()
    assert bundle["text/html"] == (
        f'<p>Cakupan <span title="17,59 sampai 17,61 persen · {RATE}">'
        "antara 17,59 dan 17,61 persen (nilai tengah 17,60)</span>.</p>"
    )
    assert bundle["text/plain"] == "Cakupan antara 17,59 dan 17,61 persen (nilai tengah 17,60)."
    assert bundle[blocks.MIME]["en"] == "Coverage {now}."


@pytest.mark.parametrize("region", [BLITAR, MAGELANG, NOTHING, "35", "00"])
def test_all_blocks_of_a_brief_survive_json_and_the_scan(region, tables):
    made = brief.brief_blocks(region, tables, AS_OF)
    scan(made)
    for block in made:
        assert blocks.from_json(json.loads(json.dumps(blocks.to_json(block)))) == block


@pytest.mark.parametrize("text", ["<b>tebal</b>", '"><script>alert(1)</script>', "a & b"])
def test_text_from_outside_never_becomes_markup(text):
    shown = [
        Heading("{x}", "", {"x": Words(text, "")}),
        Paragraph(text, ""),
        Note(text, "", items=(Text(text, ""),)),
        Table(Text(text, ""), (Text(text, ""),), ((Text(text, ""),),)),
        Paragraph("{x}", "", {"x": Said(text, "", ref=text)}),
        _plot("<svg></svg>"),
    ]
    for block in shown:
        html = block._repr_mimebundle_()["text/html"]
        assert "<script" not in html and "<b>" not in html and "a & b" not in html


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"></svg>',
        '<svg><use href="https://example.org/x" /></svg>',
        '<svg><path style="fill: url(https://example.org/x)" d="M 0 0" /></svg>',
        "<svg><foreignObject /></svg>",
        "<!DOCTYPE svg><svg></svg>",
        "<svg>",
        '<svg><a href="#x">x</a></svg>',
        "<p>no drawing</p>",
    ],
)
def test_a_drawing_with_more_than_shapes_is_refused(svg):
    with pytest.raises(BadBlock, match="drawing"):
        _plot(svg)._repr_mimebundle_()


@pytest.mark.parametrize(
    "block",
    [
        Paragraph("Cakupan 17,60 persen.", "Coverage."),
        Paragraph("Cakupan.", "Coverage 2029."),
        Paragraph("{x}", "{x}", {"x": Words("dua 2", "two")}),
        Note("Catatan", "Note", items=(Text("nomor 7", ""),)),
        Table(PLAIN, (PLAIN,), ((Text("17,60", "17.60"),),)),
        _plot("<svg><text>17,60</text></svg>"),
    ],
)
def test_the_scan_refuses_a_number_without_a_source(block):
    with pytest.raises(UntracedNumber, match="comes from no row"):
        scan([block])


def test_the_scan_lets_traced_numbers_constants_quotations_and_scales_pass():
    scan(
        [
            Paragraph(
                "{now} {year} {said}",
                "{now} {year} {said}",
                {"now": NOW, "year": Constant.same(2029), "said": Said("17,60", "17.60", "finding")},
            ),
            Plot(
                '<svg><g class="axis"><text>20</text></g><text>17,60</text></svg>',
                "<svg></svg>",
                PLAIN,
                PLAIN,
                labels={"now": NOW},
            ),
        ]
    )


def test_messages_of_bad_blocks():
    with pytest.raises(UntracedNumber) as refused:
        scan([Paragraph("Tahun 2029.", "Year.")])
    assert str(refused.value) == (
        'UntracedNumber: "2029" stands in the text and comes from no row\n'
        "  in  block 1, Paragraph: Tahun 2029.\n"
        "  why a reader could not follow it to its source\n"
        "  fix hand it in as a Traced number, or as a Constant if it needs no source"
    )
    with pytest.raises(BadBlock, match='"Script" is no kind of block'):
        blocks.from_json({"kind": "Script"})
    with pytest.raises(BadBlock, match="does not lie in its range"):
        Traced(17.6, 18, 19, "percent", RATE)
    with pytest.raises(BadBlock, match="other fields"):
        blocks.from_json({"kind": "Paragraph", "id": "", "en": "", "html": "<b>"})
    with pytest.raises(BadBlock, match='a hole "{now}" and no number'):
        Paragraph("{now}", "").plain("id")
    with pytest.raises(BadBlock, match="row of 2 cells"):
        Table(PLAIN, (PLAIN,), ((PLAIN, PLAIN),))


def test_a_template_cannot_reach_into_python():
    assert Text("{now.__class__}", "").plain("id") == "{now.__class__}"


def test_unlike_bases_stand_side_by_side(tables):
    place = facts.gather(BLITAR, tables, AS_OF)
    said = brief.standing(place).plain("id")
    assert (
        "antara 17,59 dan 17,61 persen (nilai tengah 17,60). Menurut hitungan "
        "angka sumbernya, pembaginya penduduk bekerja menurut BPS." in said
    )
    assert "tanpa pembagi yang disebut, per September 2023 tercatat antara 18,4 dan 18,8 persen" in said
    assert (
        "penduduk bekerja menurut BPS (Agustus 2023), cakupan per April 2025 menjadi antara 17,4 dan" in said
    )
    assert len(brief.standing_table(place).rows) == 3


def test_a_place_without_a_rate_says_so_and_shows_what_is_published(tables):
    place = facts.gather(MAGELANG, tables, AS_OF)
    assert (
        brief.standing(place)
        .plain("id")
        .startswith("Belum ada yang menerbitkan tingkat cakupan Kota Magelang.")
    )
    listed = brief.standing_table(place).plain("id")
    assert "2.046 pekerja rentan dari daftar 2.300 (14 April 2025)." in listed
    assert "kepatuhan pemberi kerja: 56 sampai 60 persen" in listed and "bukan bagian pekerja" in listed
    nothing = facts.gather(NOTHING, tables, AS_OF)
    assert brief.standing(nothing).plain("en").startswith("No figure has been published")


def test_what_came_later_is_left_out(tables):
    place = facts.gather(BLITAR, tables, "2024-12-31")
    assert list(place.coverage["estimate_id"]) == ["35.05:older"]


def test_an_unknown_region_is_told(tables):
    with pytest.raises(UnknownRegion, match="did you mean 35.05, Kabupaten Blitar"):
        facts.gather("3505", tables, AS_OF)


def test_the_chain_goes_back_to_the_printed_token(tables):
    steps = trace.trace("35.05:trend:2029:0.5", tables)
    assert list(steps["kind"]) == ["trajectory", "series", "estimate", "claim", "source", "decision"]
    assert steps["level"].tolist() == [0, 1, 2, 3, 4, 4]
    assert "tercetak “17,60%”" in steps["says"][3] and steps["address"][4] == "https://example.org/a?b=1&c=2"
    assert "finding" in set(trace.trace(RATE, tables)["kind"])


def test_a_trace_shows_every_claim(tables):
    claims = tables["claims"]
    same = pd.concat([claims[:1].assign(claim_id=f"kabar#{n}") for n in range(11, 20)])
    long = {**tables, "claims": pd.concat([claims, same], ignore_index=True)}
    long["estimates"] = tables["estimates"].assign(claim_ids=" ".join(same["claim_id"]))
    assert (trace.trace(RATE, long)["kind"] == "claim").sum() == 9


def test_the_decision_that_rejected_a_claim_is_reached_from_the_estimate(tables):
    rejecting = tables["decisions"].assign(decision_id="d-reject", claim_id="kabar#2", action="reject")
    estimates = tables["estimates"]
    decided = estimates["decision_id"].mask(estimates["estimate_id"] == RATE, "d-reject")
    given = {**tables, "decisions": rejecting, "estimates": estimates.assign(decision_id=decided)}
    links = trace.chain(RATE, given)
    assert [(link.level, link.id) for link in links][-3:] == [(1, "d-reject"), (2, "kabar#2"), (3, "kabar")]
    assert [link.id for link in links].count("d-reject") == 1


def test_a_decision_about_a_claim_that_is_kept_is_told_once(tables):
    given = {**tables, "estimates": tables["estimates"].assign(decision_id="d-example")}
    ids = [(link.level, link.id) for link in trace.chain(RATE, given)]
    assert ids.count((2, "d-example")) == 1 and (1, "d-example") not in ids


def test_other_rates_come_newest_first(tables):
    older = tables["estimates"][:1]
    dated = [
        older.assign(estimate_id=f"35.05:{date}", as_of=date) for date in ("2024-02", "2024", "2023-12-31")
    ]
    given = {**tables, "estimates": pd.concat([tables["estimates"], *dated], ignore_index=True)}
    rows = brief.other_rates(facts.gather(BLITAR, given, AS_OF)).rows
    assert [row[3].plain("id") for row in rows] == ["2024", "Februari 2024", "31 Desember 2023"]


def test_a_cost_names_the_rate_and_the_base_it_stands_on(tables):
    caption = brief.cost(facts.gather(BLITAR, tables, AS_OF)).caption
    assert caption.plain("en").endswith(
        "; worked out from coverage rate 17.59 to 17.61 percent (April 2025); "
        "base: employed people 698,610 to 698,612 workers (August 2025)"
    )


def test_an_outlook_on_an_untold_base_says_why_it_is_wide(tables):
    untold = {
        name: tables[name].replace({"denominator": {"employed": "unknown"}})
        for name in ("estimates", "series", "trajectories", "chances")
    }
    place = facts.gather(BLITAR, {**tables, **untold}, AS_OF)
    assert "so the range is wide and the chances are rough" in brief.outlook(place).plain("en")
    assert "so the range is wide" not in brief.outlook(facts.gather(BLITAR, tables, AS_OF)).plain("en")


@pytest.mark.parametrize(
    ("notebook", "code"), [("brief_regency", BLITAR), ("brief_province", "35"), ("brief_province", "00")]
)
def test_the_notebooks_show_the_blocks_of_a_brief_in_its_order(notebook, code, tables, monkeypatch):
    cells = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    gathered = next(i for i, source in enumerate(sources) if "facts.gather" in source)
    calls = sources[gathered + 1 :]
    for name in set(re.findall(r"brief\.(\w+)", " ".join(calls))):
        monkeypatch.setattr(brief, name, lambda given, name=name: (name, getattr(given, "code", given)))
    place = facts.gather(code, tables, AS_OF)
    shown = [eval(call, {"brief": brief, "facts": facts, "place": place}) for call in calls]
    assert shown == brief.brief_blocks(code, tables, AS_OF)


def test_an_unknown_id_suggests_what_was_meant(tables):
    with pytest.raises(UnknownId, match="did you mean kabar#"):
        trace.chain("kabr#1", tables)

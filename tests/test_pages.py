"""Pages: golden text, links that lead somewhere, nothing from outside, the same bytes."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
import show_example
from show_example import AS_OF, BLITAR, MAGELANG, NOTHING

from ucjlib.core.errors import UnknownId
from ucjlib.reference import schemas
from ucjlib.show import brief, pages
from ucjlib.show.blocks import Paragraph, Traced

GOLDEN = Path(__file__).parent / "examples" / "show"
PLACES = [BLITAR, MAGELANG, NOTHING, "35", "00"]
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Tags, ids and addresses of a page, and whether its tags close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[dict] = []
        self.loads: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given] if tag == "a" else []
        self.loads += [
            value for name, value in attrs if name in ("src", "data", "srcset", "poster", "action")
        ]
        self.loads += [
            given["href"] for _ in [0] if tag != "a" and "href" in given and not given["href"].startswith("#")
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def tables():
    return show_example.tables()


@pytest.fixture(scope="module")
def written(tables):
    return {
        (code, lang): pages.render_brief(brief.brief_blocks(code, tables, AS_OF), tables, code, AS_OF, lang)
        for code in PLACES
        for lang in ("id", "en")
    }


@pytest.fixture(scope="module")
def report():
    return pd.DataFrame(
        [(BLITAR, "written", ""), (MAGELANG, "failed", "BadTable: <b>")],
        columns=["region_code", "outcome", "sentence"],
    )


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("code", [BLITAR, MAGELANG])
def test_golden_text(code, lang, tables):
    """Set UCJ_GOLDEN=write to accept a change of wording, then read the difference."""
    text = "\n\n".join(block.plain(lang) for block in brief.brief_blocks(code, tables, AS_OF)) + "\n"
    path = GOLDEN / f"{code}.{lang}.txt"
    if os.environ.get("UCJ_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_every_number_leads_to_its_entry(written):
    for page in map(Page, written.values()):
        targets = {link["href"][1:] for link in page.links if link["href"].startswith("#")}
        assert targets <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))
        assert not page.open


def test_nothing_is_loaded_from_outside(written):
    for text in written.values():
        page = Page(text)
        assert page.loads == [] and "script" not in page.tags and "link" not in page.tags
        assert "@import" not in text and not re.search(r"url\((?!#)", text)
        assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in text
        outside = [link for link in page.links if link["href"].startswith("http")]
        assert all(link["rel"] == "noreferrer" for link in outside)
        assert text.count("http") == sum(link["href"].count("http") for link in outside) + text.count(
            "http-equiv"
        )


def test_languages_and_the_switch_between_them(written):
    for (_, lang), text in written.items():
        other, name = ("en", "en.html") if lang == "id" else ("id", "index.html")
        assert text.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
        assert f'<a href="{name}" hreflang="{other}" lang="{other}">' in text


def test_tables_have_captions_and_drawings_have_text(written):
    for text in written.values():
        assert text.count("<table>") == text.count("<caption>")
        assert text.count("<svg") == len(re.findall(r'role="img" aria-label="[^"]{20,}"', text))


def test_a_publisher_cannot_write_markup(written):
    text = written[BLITAR, "id"]
    assert "Kabar &lt;script&gt;alert(1)&lt;/script&gt;" in text and "<script" not in text
    assert 'href="https://example.org/a?b=1&amp;c=2"' in text


def test_an_entry_shows_what_was_printed_by_whom_and_what_was_decided(written):
    text = written[BLITAR, "id"]
    for said in (
        "tercetak “17,60%”",
        "14 April 2025",
        "Mutu C, aturan single_claim. Satu pernyataan saja.",
        "diterima (2 Januari 2026)",
        "PP 44/2015: Rp16.800 per bulan",
        "Jalan acak terkumpul",
    ):
        assert said in text, said


def test_a_page_cuts_a_long_list_of_claims_and_says_so(tables):
    claims = tables["claims"]
    same = pd.concat([claims[:1].assign(claim_id=f"kabar#{n}") for n in range(11, 20)])
    long = {**tables, "claims": pd.concat([claims, same], ignore_index=True)}
    long["estimates"] = tables["estimates"].assign(claim_ids=" ".join(same["claim_id"]))
    blocks = brief.brief_blocks(BLITAR, long, AS_OF)
    page = pages.render_brief(blocks, long, BLITAR, AS_OF, "id")
    assert '<li class="level1">dan 3 lainnya</li>' in page
    assert '<li class="level1">dan 8 lainnya</li>' in page  # of another place, told in short
    assert '<li class="level1">and 3 more</li>' in pages.render_brief(blocks, long, BLITAR, AS_OF, "en")


def test_the_same_blocks_give_the_same_bytes(written, tables):
    again = pages.render_brief(brief.brief_blocks(BLITAR, tables, AS_OF), tables, BLITAR, AS_OF, "id")
    assert again == written[BLITAR, "id"]


def test_a_number_that_no_table_holds_is_refused(tables):
    block = Paragraph("{x}", "{x}", {"x": Traced(1, 1, 1, "percent", "no-such-row")})
    with pytest.raises(UnknownId, match="no-such-row"):
        pages.render_brief([block], tables, BLITAR, AS_OF, "id")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_index_holds_every_place_and_says_where_nothing_is_known(lang, tables, report):
    text = pages.render_index(tables, report, AS_OF, lang)
    page = Page(text)
    assert not page.open and page.loads == [] and "script" not in page.tags
    assert text.count("<tr") > 553 and text.count("<details") == 38
    names = {"id": "index.html", "en": "en.html"}
    assert f'<a href="35.05/{names[lang]}">Kabupaten Blitar</a>' in text
    assert "BadTable: &lt;b&gt;" in text and ">Kota Magelang</th>" in text
    none = {"id": "belum ada angka yang diterbitkan", "en": "no figure published yet"}[lang]
    assert text.count(f'class="none">{none}') > 500


def test_the_index_shows_the_chance_at_targets_that_are_headlines(tables):
    from ucjlib.show.index import index_rows

    targets = schemas.reference("targets")
    other = targets[targets["target_id"] == "local-2029"].assign(target_id="other-2027", headline="no")
    nearer = tables["chances"].assign(
        chance_id="35.05:other-2027", target_id="other-2027", target_year=2027, probability=0.9
    )
    given = {
        **tables,
        "targets": pd.concat([targets, other], ignore_index=True),
        "chances": pd.concat([nearer, tables["chances"]], ignore_index=True),
    }
    shown = {row.code: row.chance for row in index_rows(given, AS_OF, {})}
    assert shown[BLITAR].ref == "35.05:local-2029"


def test_the_index_counts_what_is_published(tables, report):
    text = pages.render_index(tables, report, AS_OF, "en")
    counts = dict(re.findall(r'<div class="(\w+)"><dt>[^<]*</dt><dd>([\d,]+)</dd>', text))
    assert counts == {"rate": "1", "headcount": "0", "other": "1", "nothing": "512"}

"""Pages as HTML: which of it is the story, at which characters, of which day; and what is refused.

The pages under examples/markup are invented, one for each way of building a page; the text beside each is
the story, headline first.
"""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ucjlib.core.errors import CannotRead
from ucjlib.core.tables import read_text
from ucjlib.read.html_boxes import furniture, phrases
from ucjlib.read.html_tokens import attributes, cut
from ucjlib.read.html_tree import tree
from ucjlib.read.markup import is_markup, readable, rendered
from ucjlib.read.numbers import Number, find_numbers
from ucjlib.read.page_dates import published

FOLDER = Path(__file__).parent / "examples" / "markup"
PAGES = {row["page"]: row["published"] for row in read_text(FOLDER / "published.csv").to_dict("records")}
LONG = "Cakupan kepesertaan Jamsostek di Kabupaten Arjasari mencapai 24 persen pada akhir tahun lalu."


def page_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text(encoding="utf-8")


def numbers_of(html: str) -> list[tuple[float | None, str]]:
    """What is read on a page, and the characters of the source it stands for."""
    page = rendered(html)
    return [
        (
            float(found.value) if isinstance(found, Number) else None,
            html[slice(*page.span(found.start, found.end))],
        )
        for found in find_numbers(page.text)
    ]


def test_every_page_has_its_story_and_its_day():
    assert {file.stem for file in FOLDER.glob("*.html")} == set(PAGES)
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_gives_its_story_and_nothing_else(name):
    assert is_markup(page_of(name))
    assert rendered(page_of(name)).text == (FOLDER / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_gives_its_day(name):
    assert published(tree(page_of(name))) == rendered(page_of(name)).published == PAGES[name]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_number_of_a_page_is_its_slice_of_the_source(name):
    html = page_of(name)
    page = rendered(html)
    for found in find_numbers(page.text):
        assert shown(html[slice(*page.span(found.start, found.end))]) == found.printed.replace("\u2060", "")


def shown(source: str) -> str:
    """A piece of source without its tags, as a browser shows it."""
    texts = [source[token.start : token.end] for token in cut(source) if token.kind == "text"]
    return re.sub(r"[ \t\r\n\f]+", " ", unescape("".join(texts)))


@pytest.mark.parametrize(
    ("html", "value", "piece"),
    [
        ("<p>Naik 31,94 persen</p>", 31.94, "31,94 persen"),
        ("<p>Naik <b>31,94</b>%.</p>", 31.94, "31,94</b>%"),
        ("<p>Naik <b>31</b><i>,94 </i>persen</p>", 31.94, "31</b><i>,94 </i>persen"),
        ("<p>Naik 31,94&nbsp;persen</p>", 31.94, "31,94&nbsp;persen"),
        ("<p>Naik 31,94&#37;</p>", 31.94, "31,94&#37;"),
        ("<p>Naik &#51;1,94%</p>", 31.94, "&#51;1,94%"),
        ("<p>Naik&nbsp31,94%</p>", 31.94, "31,94%"),
        ("<p>Naik 31,94\n\t   persen</p>", 31.94, "31,94\n\t   persen"),
        ("<p>Naik 31,94<!-- 50 --> persen</p>", 31.94, "31,94<!-- 50 --> persen"),
        ("<p title='a > 5'>Naik 31,94%</p>", 31.94, "31,94%"),
        ("<p>Naik 31,94<sup>1</sup> persen</p>", None, "31,94<sup>1"),
        ("<p>Naik 3<s>2</s>1,94 persen</p>", None, "3<s>2</s>1,94"),
        ("<p>Naik 24<p>persen</p>", 24, "24"),
        ("<p>Naik 24<br>persen</p>", 24, "24"),
        ("<ul><li>1.200<li>24 persen</ul>", 1200, "1.200"),
        ("<table><tr><td>1.200<td>24 persen</table>", 1200, "1.200"),
    ],
)
def test_a_number_is_the_smallest_slice_that_holds_it(html, value, piece):
    assert numbers_of(html)[0] == (value, piece)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Satu<p>Dua", "Satu|Dua"),
        ("<div>Satu<div>Dua</div>Tiga</div>", "Satu|Dua|Tiga"),
        ("<p>Satu<br>Dua<br><br>Tiga</p>", "Satu|Dua|Tiga"),
        ("<pre>Satu\nDua</pre>", "Satu|Dua"),
        ("<P>Satu</P  ><DIV>Dua</dIv>", "Satu|Dua"),
        ("<p>a < b dan c > d</p>", "a < b dan c > d"),
        ("<p>24<!-- tak ditutup <p>25", "24"),
        ("<p>24<!-->25<!--->26</p>", "242526"),
        ("<p>24<![CDATA[ 25 ]]>26</p>", "2426"),
        ("<p>24<script>'</p><p>25'</script></p>", "24"),
        ("<p>24<style>p{width:25%}</style><noscript><p>26</noscript>", "24"),
        ("<p>24<template>25</template><svg><text>26</text></svg>", "24\u2060"),
        ("<p><a href=/kota/>Kota</a> naik menjadi 24 persen pekerja", "Kota naik menjadi 24 persen pekerja"),
        ("<p><a href='x>Kota</a> naik", "Kota naik"),
        ('<p class="a"x"y>24</p>', "24"),
        ("<p hidden>25</p><p style='display: none'>26</p><p>24</p>", "24"),
        ("<p>24</p></div></p><p>25</p>", "24|25"),
        ("<table><tr><td>Blitar<td>24</table>", "Blitar | 24"),
        ("<table><tr><td><p>Blitar</p></td><td><p>24</p></td></tr></table>", "Blitar | 24"),
        ("<p>&ldquo;R&amp;D&rdquo; &lt;b&gt; caf&eacute; &euro;5 &tidak; &", "“R&D” <b> café €5 &tidak; &"),
        ("<p>24&#10;persen &#0;&#xD800;&#1;</p>", "24 persen \ufffd\ufffd"),
        ("<h1>Judul</h1><h1>Judul</h1><p>24</p>", "Judul|24"),
        ("<!doctype html>", ""),
    ],
)
def test_text_is_what_a_reader_sees(html, text):
    assert rendered(html).text == text.replace("|", "\n\n").replace(" \n\n ", " | ")


def test_boxes_are_known_by_their_words_and_kept_when_they_hold_the_story():
    story = f"<h1>Judul</h1><div class='entry-content'><p>{LONG}</div>"
    html = f"<body><div class='widget'>{story}</div><div class=tags>x"
    left_out = furniture(tree(html))
    assert [element.get("class") for element in left_out if not element.get("at")] == ["tags"]


def test_a_heading_among_paragraphs_ends_no_story_and_another_headline_does():
    text = [f"<p>{LONG} ({n})</p>" for n in range(4)]
    section = f"<h1>Judul</h1><div>{text[0]}{text[1]}<h1>Target</h1>{text[2]}</div>"
    other = f"<div><h1>Judul</h1>{text[0]}{text[1]}</div><div><h1>Lain</h1>{text[2]}{text[3]}</div>"
    assert "(2)" in rendered(section).text and "(2)" not in rendered(other).text


def test_teasers_of_other_stories_are_no_story():
    teaser = f"<article><h3><a href=x>Lain</a></h3><p>{LONG.replace('24', '77')}</article>"
    story = f"<h1>Judul</h1><p>{LONG}<p>{LONG[::-1]}"
    for page in (
        f"<article>{story}</article>{teaser * 3}",
        f"<article>{story}<div>{teaser * 3}</div></article>",
    ):
        assert rendered(f"<main>{page}</main>").text == f"Judul\n\n{LONG}\n\n{LONG[::-1]}"


def test_lists_quotes_and_tables_of_a_story_stay_in_it():
    html = (
        f"<h1>Judul</h1><div><p>{LONG}<ul><li>Petani: 4.000 orang</ul>"
        "<blockquote>“Baru 5.000 orang.”</blockquote>"
        f"<table><tr><th>Kecamatan<th>Persen<tr><td>Utara<td>17,6</table><p>Sebab itu, {LONG}</div>"
        f"<div>{'<div><p>' + LONG.replace('24', '77') + '</p></div>'}</div>"
    )
    assert rendered(html).text.split("\n\n")[2:6] == [
        "Petani: 4.000 orang",
        "“Baru 5.000 orang.”",
        "Kecamatan | Persen",
        "Utara | 17,6",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>", True),
        ("\ufeff  <html lang=id>", True),
        ("<?xml version='1.0'?><html>", True),
        ("<p>Cakupan 24 persen", True),
        ("Cakupan <strong>24</strong> persen", True),
        ("Satu<br>dua<br/>tiga<br />", True),
        ("Cakupan 24 persen", False),
        ("Satu<br>dua", False),
        ("24 < 31,94 dan 45 > 31", False),
        ("Surel <redaksi@kabar.id> dan <p", False),
        ("Cakupan&nbsp;24 persen", False),
        ("", False),
    ],
)
def test_markup_is_told_from_plain_text(text, expected):
    assert is_markup(text) is expected


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ('<meta property="article:published_time" content="2025-04-14T23:30:00Z">', "2025-04-14"),
        ("<META NAME='pubdate' CONTENT='2025/04/14 10:00:00'>", "2025-04-14"),
        ("<meta content=20250414 name=date>", "2025-04-14"),
        ('<meta name="date" content="Senin, 14 April 2025 | 10:00 WIB">', "2025-04-14"),
        ('<meta property="article:modified_time" content="2025-04-15">', ""),
        ('<meta property="article:published_time" content="2025-02-31">', ""),
        ('<script type="application/ld+json">{"datePublished" : "2025-04-14"}</script>', "2025-04-14"),
        ('<script>{"datePublished": "2025-04-14"}</script>', ""),
        ('<h1>a</h1><time datetime="2025-04-14">kemarin</time>', "2025-04-14"),
        ('<time datetime="2025-04-13">lain</time><h1>a</h1>', ""),
        ('<span itemprop="datePublished" content="2025-04-14">', "2025-04-14"),
        ("<h1>Cakupan naik</h1><div>Redaksi</div><div>Senin, 14 April 2025</div>", "2025-04-14"),
        (f"<h1>Cakupan naik</h1><p>{LONG} <p>Senin, 14 April 2025", ""),
        (
            "<meta name=date content=2025-04-10><meta name=article:published_time content=2025-04-14>",
            "2025-04-14",
        ),
        ("<p>Cakupan 24 persen", ""),
    ],
)
def test_the_day_of_a_page(html, day):
    assert published(tree(html)) == day


def test_plain_text_is_read_as_it_is_without_the_extractor():
    code = (
        "import sys; from ucjlib.read.markup import readable\n"
        "page = readable('Cakupan\\u00a024 < 31 persen')\n"
        "print(page.text == 'Cakupan\\u00a024 < 31 persen', page.span(8, 10), 'trafilatura' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "True (8, 10) False\n"


HOSTILE = {
    "18 MB of text": ("Cakupan 24 persen. " * 950_000, "longer than 3,000,000 characters"),
    "18 MB of tags": ("<p>24</p>" * 2_000_000, "longer than 3,000,000 characters"),
    "a long plain text": ("Cakupan 24 persen. " * 80_000, "longer than 1,500,000 characters"),
    "a long story": (
        "<p>" + "</p><p>".join(f"{LONG} {n}" for n in range(400)),
        "longer than 20,000 characters",
    ),
    "20,000 nested tags": ("<div>" * 20_000 + "24", "10,000 elements"),
    "20,000 nested and closed": ("<b>" * 20_000 + "24" + "</b>" * 20_000, "10,000 elements"),
    "9,000 nested tags": ("<div>" * 9_000 + "24", "400 elements inside one another"),
    "500 nested and closed": ("<b>" * 500 + "24" + "</b>" * 500, "400 elements inside one another"),
    "too many elements": ("<p>" + "<b>2</b>" * 11_000, "10,000 elements"),
    "too many tags": ("<p>" + "</b>" * 41_000, "40,000 tags"),
    "too many lines": ("<p>24" * 2_100, "2,000 lines"),
    "a million digits": ("1" * 1_000_000, "1,000 digits"),
    "a million digits on a page": (f"<p>{'1' * 1_000_000}</p>", "1,000 digits"),
    "NUL": ("Cakupan \0 24 persen", "NUL"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_with_a_sentence(name):
    text, sentence = HOSTILE[name]
    with pytest.raises(CannotRead, match=sentence) as error:
        readable(text)
    assert error.value.why and error.value.fix


READ = {
    "unclosed comments": ("<p>24 persen" + "<!-- " * 100_000, "24 persen"),
    "unclosed scripts": ("<p>24 persen" + "<script>" * 100_000, "24 persen"),
    "unclosed quotes": ("<p>24 persen</p>" + "<a href='x>" * 5_000, None),
    "tags without an end": ("<p>24 persen" + "<a" * 500_000, "24 persen"),
    "one endless attribute": (f"<p {'a' * 1_000_000}>24 persen</p>", "24 persen"),
    "endless attributes": (f"<p {'a=b ' * 200_000}>24 persen</p>", "24 persen"),
    "endless blanks in a tag": (f"<p class{' ' * 1_000_000}>24 persen</p>", "24 persen"),
    "a picture in the page": (f"<p>24 persen<img src='data:{'A' * 1_000_000}'>", "24 persen"),
    "brackets in JSON": (
        f"<script type='application/ld+json'>{'[' * 500_000}</script><p>24 persen",
        "24 persen",
    ),
    "ampersands": (f"<p>24 persen {'&' * 15_000}", None),
    "399 nested": ("<div>" * 399 + "24 persen", "24 persen"),
    "turned text": ("<p>24\u202e13 persen</p>", "24\u202e13 persen"),
    "wide digits": ("<p>２４ persen</p>", "２４ persen"),
}


@pytest.mark.parametrize("name", READ)
def test_an_odd_page_is_read(name):
    html, text = READ[name]
    page = readable(html)
    assert text is None or page.text == text


@pytest.mark.parametrize(
    "html", ["<p>24\u202e13 persen</p>", "<p>24&#8238;13 persen</p>", "<p>２４ persen</p>"]
)
def test_turned_and_wide_figures_are_refused_one_by_one(html):
    assert not any(isinstance(found, Number) for found in find_numbers(rendered(html).text))


def test_every_word_of_the_table_of_boxes_is_of_a_known_role():
    rows = read_text(Path(attributes.__code__.co_filename).with_name("page_words.csv")).to_dict("records")
    assert {row["role"] for row in rows} == {"unseen", "box", "token", "word", "story", "published"}
    assert all(len(phrases(role)) == sum(row["role"] == role for row in rows) for role in {"token", "word"})


_TAGS = (
    "<p> </p> <div> </div> <br> <b> </b> <sup> </sup> <td> <tr> <table> </table> <li> <a> </a> <s> </s> <h1>"
)
_ODD = "<!-- --> <script> </script> <p <a= < > & <article> </article> <nav> </nav> <pre> </pre> <title> \" '"
_TEXT = "&nbsp; &nbsp &#37; &#49; &lt; &#8238; 24 31,94 1. % persen Rp Kabupaten \ud800 \u0130"
_PIECES = st.sampled_from([*f"{_TAGS} {_ODD} {_TEXT}".split(), "\n"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", LONG])), max_size=40), st.data())
def test_a_span_is_a_slice_that_holds_its_characters_in_order(parts, data):
    html = "<p>" + "".join(a + b for a, b in parts)
    page = rendered(html)
    assert len(page.text) == len(page.starts) == len(page.ends)
    assert "\n\n\n" not in page.text and page.text == page.text.strip()
    start = data.draw(st.integers(0, len(page.text)))
    end = data.draw(st.integers(start, len(page.text)))
    first, last = page.span(start, end)
    assert 0 <= first <= last <= len(html)
    for i in range(start, end):
        source = html[page.starts[i] : page.ends[i]]
        assert not source or (first <= page.starts[i] and page.ends[i] <= last)
        assert not source or page.text[i] == source or unescape(source) == page.text[i] or not source.strip()
    inside = [token for token in cut(html) if token.kind == "text" and token.start <= first < token.end]
    assert first == last or len(inside) == 1, "a slice begins in text, not in a tag"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        page = readable(text)
        tags = readable(f"<p>{text}</p>")
    except CannotRead:
        return
    assert is_markup(text) or page.text == text
    assert all(a <= b for a, b in zip(tags.starts, tags.ends, strict=True))

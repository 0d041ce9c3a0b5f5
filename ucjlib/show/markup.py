"""Blocks to HTML. All text is escaped here, in one place; nothing else writes tags.

A `Cite` decides what a number looks like: a link to the source list (`Citations`, for
pages) or a span with a tooltip (`in_lab`, for JupyterLab).

>>> from ucjlib.show.blocks import Paragraph, Words
>>> print(in_lab(Paragraph("{who}", "{who}", {"who": Words("<script>", "")})))
<p>&lt;script&gt;</p>
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from ucjlib.show import svg
from ucjlib.show.blocks import Block, Heading, Note, Paragraph, Plot, Table
from ucjlib.show.pieces import BadBlock, Said, Text, Traced
from ucjlib.show.wording import say

Cite = Callable[[Traced | Said, str], Markup]


def in_lab(block: Any, lang: str = "id") -> Markup:
    """The block as JupyterLab shows it, Indonesian unless told otherwise: ranges and rows as tooltips."""
    return html(block, lang, _tooltip)


def html(block: Block, lang: str, cite: Cite, cited: Callable[[list[str]], Markup] | None = None) -> Markup:
    """`block` as HTML in `lang`; `cited` writes the sources of a drawing below it."""
    if isinstance(block, Heading):
        return Markup("<h{0}>{1}</h{0}>").format(_level(block), _text(block.texts()[0], lang, cite))
    if isinstance(block, Paragraph):
        return Markup("<p>{}</p>").format(_text(block.texts()[0], lang, cite))
    if isinstance(block, Table):
        return _table(block, lang, cite)
    if isinstance(block, Plot):
        return _plot(block, lang, cite, cited)
    return _note(block, lang, cite)


class Citations:
    """Links from numbers to the source list; `order` is {ref: number in the list}."""

    def __init__(self, order: Mapping[str, int]) -> None:
        self.order = order

    def link(self, piece: Traced | Said, lang: str) -> Markup:
        return Markup('<a class="n" href="#{}" title="{}">{}</a>').format(
            self.anchor(piece.ref), piece.tooltip(lang), piece.plain(lang)
        )

    def marks(self, refs: list[str]) -> Markup:
        """`[1] [2]`, the first eight of `refs`."""
        links = [
            Markup('<a class="n" href="#{}">[{}]</a>').format(self.anchor(r), self.order[r]) for r in refs[:8]
        ]
        return Markup(" ").join(links) + Markup(" …" if len(refs) > 8 else "")

    def anchor(self, ref: str) -> str:
        """Where the entry of `ref` stands. Raises BadBlock when the list has none."""
        if ref not in self.order:
            raise BadBlock(
                f'a number names "{ref}", which no table holds',
                why="its link would lead nowhere",
                fix="take the number from a row of the tables the page is rendered with",
            )
        return anchor(ref)


def anchor(ref: str) -> str:
    """The page anchor of a row; `~` stands for `#`, which ids hold and fragments cannot.

    >>> anchor("bps-jatim-aug2025#40")
    'ref-bps-jatim-aug2025~40'
    """
    return "ref-" + quote(ref.replace("#", "~"), safe="~:+.-_")


def _tooltip(piece: Traced | Said, lang: str) -> Markup:
    return Markup('<span title="{}">{}</span>').format(piece.tooltip(lang), piece.plain(lang))


def _text(text: Text, lang: str, cite: Cite) -> Markup:
    def shown(part: Any) -> Markup:
        if isinstance(part, str):
            return escape(part)
        return cite(part, lang) if isinstance(part, Traced | Said) else escape(part.plain(lang))

    return Markup("").join(shown(part) for part in text.parts(lang))


def _level(block: Heading) -> int:
    return min(max(int(block.level), 1), 4)


def _table(block: Table, lang: str, cite: Cite) -> Markup:
    head = Markup("").join(
        _cell("th", text, i, block, lang, cite, 'scope="col"') for i, text in enumerate(block.columns)
    )
    body = Markup("").join(_row(row, i, block, lang, cite) for i, row in enumerate(block.rows))
    return Markup(
        '<div class="table" role="region" tabindex="0" aria-label="{}"><table><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(block.caption.plain(lang), _text(block.caption, lang, cite), head, body)


def _row(row: tuple[Text, ...], i: int, block: Table, lang: str, cite: Cite) -> Markup:
    cells = [
        _cell("td" if j else "th", text, j, block, lang, cite, "" if j else 'scope="row"')
        for j, text in enumerate(row)
    ]
    return Markup("<tr{}>{}</tr>").format(
        Markup(' class="marked"' if i in block.marked else ""), Markup("").join(cells)
    )


def _cell(tag: str, text: Text, j: int, block: Table, lang: str, cite: Cite, scope: str) -> Markup:
    attributes = " ".join(part for part in (scope, 'class="num"' if j in block.numeric else "") if part)
    return Markup("<{0}{1}>{2}</{0}>").format(
        tag, Markup(f" {attributes}" if attributes else ""), _text(text, lang, cite)
    )


def _plot(block: Plot, lang: str, cite: Cite, cited: Callable[[list[str]], Markup] | None) -> Markup:
    drawing = Markup(svg.checked(block.svg(lang)))  # read element by element, see svg.py
    sources = Markup("")
    if cited is not None and block.refs():
        sources = Markup(' <span class="cited">{} {}</span>').format(say("cited", lang), cited(block.refs()))
    return Markup(
        '<figure{}><div class="drawing" role="img" aria-label="{}">{}</div>'
        "<figcaption>{}{}</figcaption></figure>"
    ).format(
        Markup(' class="tall"' if svg.is_tall(str(drawing)) else ""),
        block.alt.plain(lang),
        drawing,
        _text(block.caption, lang, cite),
        sources,
    )


def _note(block: Note, lang: str, cite: Cite) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(_text(item, lang, cite)) for item in block.items)
    listed = Markup("<ul>{}</ul>").format(items) if block.items else Markup("")
    return Markup('<aside class="note {}"><p>{}</p>{}</aside>').format(
        block.tone, _text(block.texts()[0], lang, cite), listed
    )

"""Pages: one self-contained HTML file from the blocks of a brief, one for an edition's index.

No script, no outside request, a strict content policy, the language of the page set, text
alternatives and captions, and it prints on A4. Templates escape everything; the only
markup let through is what `ucjlib.show.markup` wrote. An edition is laid out as
`index.html` (Indonesian), `en.html`, and a folder per region code with the same two names.

    render_brief(blocks, tables, "35.05", "2026-05-31", "id")
    render_index(tables, report, "2026-05-31", "id")
"""

from collections.abc import Sequence
from typing import Any

from ucjlib.show import markup, wording
from ucjlib.show.blocks import Block, Heading
from ucjlib.show.facts import Tables
from ucjlib.show.holdings import Holdings
from ucjlib.show.index import render_index
from ucjlib.show.scan import scan
from ucjlib.show.templating import page
from ucjlib.show.trace import Entry, Link, entries

__all__ = ["render_brief", "render_index"]


def render_brief(blocks: Sequence[Block], tables: Tables, code: str, as_of: str, lang: str) -> str:
    """The page of the brief of region `code` in `lang`, every number linked to its entry in the source list.

    Raises UntracedNumber when a numeral has no source, BadBlock or UnknownId when a number
    names a row that `tables` do not hold.
    """
    scan(blocks)
    listed = entries([ref for block in blocks for ref in block.refs()], Holdings(tables), code)
    cite = markup.Citations({entry.head.id: entry.number for entry in listed})
    body = [markup.html(block, lang, cite.link, cite.marks) for block in blocks]
    return page(
        "brief.html",
        as_of,
        lang,
        up="../",
        title=_title(blocks, lang),
        body=body,
        code=code,
        entries=[_shown(entry, cite, lang) for entry in listed],
    )


def _title(blocks: Sequence[Block], lang: str) -> str:
    return next(
        (b.plain(lang) for b in blocks if isinstance(b, Heading) and b.level == 1),
        wording.say("page.project", lang),
    )


def _shown(entry: Entry, cite: markup.Citations, lang: str) -> dict[str, Any]:
    return {
        "number": entry.number,
        "anchor": markup.anchor(entry.head.id),
        **_line(entry.head, cite, lang),
        "below": _lines(entry.below, cite, lang),
        "more": wording.say("page.more", lang, n=str(entry.more)) if entry.more else "",
    }


def _lines(links: Sequence[Link], cite: markup.Citations, lang: str) -> list[dict[str, Any]]:
    """One line a link; a claim and the source it stands in share theirs."""
    lines: list[dict[str, Any]] = []
    for link in links:
        line = _line(link, cite, lang)
        if lines and link.kind == "source" and lines[-1]["kind_word"] == "claim":
            lines[-1].update(
                says=f"{lines[-1]['says']}. {line['says']}", address=line["address"], is_source=True
            )
        else:
            lines.append(line)
    return lines


def _line(link: Link, cite: markup.Citations, lang: str) -> dict[str, Any]:
    own = cite.order.get(link.id) if link.level else None
    return {
        "kind": wording.say(f"kind.{link.kind}", lang),
        "kind_word": link.kind,
        "id": link.id,
        "says": link.text.plain(lang),
        "level": link.level,
        "address": link.address,
        "is_source": link.kind == "source",
        "own": own,
        "anchor": markup.anchor(link.id),
    }

"""Pages: one self-contained HTML file from the blocks of a brief, one each for an edition's index and health.

No script, no outside request, a strict content policy, the language of the page set, text
alternatives and captions, and it prints on A4. Templates escape everything; the only
markup let through is what `ucjlib.show.markup` wrote. An edition is laid out as
`index.html` (Indonesian), `en.html`, `health.html`, `health.en.html`, and a folder per region code
with the first two names.

    render_brief(blocks, tables, "35.05", "2026-05-31", "id")
    render_index(tables, report, "2026-05-31", "id")
    render_health(tables, report, "2026-05-31", "id")
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from ucjlib.show import health, markup, wording
from ucjlib.show.blocks import Block, Heading
from ucjlib.show.facts import Tables
from ucjlib.show.holdings import Holdings
from ucjlib.show.index import render_index
from ucjlib.show.scan import scan
from ucjlib.show.templating import HEALTH, page
from ucjlib.show.trace import Entry, Link, entries

__all__ = ["render_brief", "render_health", "render_index"]


def render_brief(blocks: Sequence[Block], tables: Tables, code: str, as_of: str, lang: str) -> str:
    """The page of the brief of region `code` in `lang`, every number linked to its entry in the source list.

    Raises UntracedNumber when a numeral has no source, BadBlock or UnknownId when a number
    names a row that `tables` do not hold.
    """
    cite, listed = _sources(blocks, tables, code, lang)
    return page(
        "brief.html",
        as_of,
        lang,
        up="../",
        title=_title(blocks, lang),
        body=_bodies(blocks, cite, lang),
        code=code,
        entries=listed,
    )


def render_health(tables: Tables, report: pd.DataFrame, as_of: str, lang: str) -> str:
    """The page of an edition about the state of its data, in `lang`.

    report : one row per brief tried; region_code, outcome, sentence. No row: none was tried.
    Raises as `render_brief`.
    """
    sections = health.sections(tables, report, as_of)
    cite, listed = _sources([block for blocks in sections.values() for block in blocks], tables, "", lang)
    counts = health.counts(tables, report, as_of)
    return page(
        "health.html",
        as_of,
        lang,
        up="./",
        names=HEALTH,
        title=wording.say("health.title", lang),
        counts=[(wording.say(key, lang), number.plain(lang)) for key, number in counts.items()],
        sections=[
            (key, wording.say(f"health.{key}", lang), _bodies(blocks, cite, lang))
            for key, blocks in sections.items()
        ],
        entries=listed,
    )


def _sources(
    blocks: Sequence[Block], tables: Tables, code: str, lang: str
) -> tuple[markup.Citations, list[dict[str, Any]]]:
    """How numbers of `blocks` are cited, and the source list. Raises UntracedNumber, UnknownId."""
    scan(blocks)
    listed = entries([ref for block in blocks for ref in block.refs()], Holdings(tables), code)
    cite = markup.Citations({entry.head.id: entry.number for entry in listed})
    return cite, [_shown(entry, cite, lang) for entry in listed]


def _bodies(blocks: Sequence[Block], cite: markup.Citations, lang: str) -> list[Markup]:
    return [markup.html(block, lang, cite.link, cite.marks) for block in blocks]


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

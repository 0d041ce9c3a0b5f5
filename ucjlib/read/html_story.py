"""Which lines of a page are its story: trafilatura says, and here its answer is found again in the source.

trafilatura gives text without its place (`ucjlib.read.html_extract`): a line is kept when its letters and
figures stand in what comes back. The headline, which extractors drop as often as not, is put first. Where
trafilatura finds nothing (a page of three lines) all lines are kept. What follows another headline is
another story.
"""

from ucjlib.read.html_boxes import furniture
from ucjlib.read.html_extract import NOTHING, SHORT, Extracted, extracted, key
from ucjlib.read.html_lines import Line, lines
from ucjlib.read.html_tree import Page

LONG = 80  # a line of so many characters is a paragraph
LINKS = 0.7  # a line with more of its characters in links is a link


def story_lines(page: Page) -> list[Line]:
    """The lines of the story, the headline first."""
    left_out = furniture(page)
    shown = lines(page, left_out)
    title = headline(shown, titles(page))
    others = [line for line in _one_story(shown, title) if line is not title]
    own = [line for line in others if line.linked <= LINKS * len(line.text)]
    texts = extracted(page, left_out) if own else NOTHING
    kept = [part for line in own if (part := _in_story(line, texts))]
    return _each_once(([title] if title else []) + (kept or own))


def titles(page: Page) -> list[str]:
    """The titles that the page tells machines."""
    metas = [element for element in page.elements if element.get("property", "").lower() == "og:title"]
    heads = [element.text or "" for element in page.elements if element.tag == "title"]
    return [meta.get("content", "") for meta in metas] + heads[:1]


def headline(shown: list[Line], told: list[str]) -> Line | None:
    """The line that is the title told by the head, a heading before any other; else the first h1."""
    keys = [key(title) for title in told]
    same = [line for line in shown if any(_is_title(key(line.text), title) for title in keys)]
    headings = [line for line in same if line.heading] or same
    return next(iter(headings or [line for line in shown if line.heading == "h1"]), None)


def _is_title(line: str, title: str) -> bool:
    """Whether a line is the title, before or behind which a site puts its name."""
    return len(line) >= SHORT / 2 and line in title and 2 * len(line) > len(title)


def _one_story(shown: list[Line], title: Line | None) -> list[Line]:
    """The lines after the headline up to another one; those before it, too, where they are more."""
    if title is None:
        return shown
    at = next(n for n, line in enumerate(shown) if line is title)
    paragraphs: list[Line] = []
    for end in range(at + 1, len(shown)):
        if len(shown[end].text) >= LONG and not shown[end].heading:
            paragraphs.append(shown[end])
        elif len(paragraphs) > 1 and _is_other_headline(shown[end], title, paragraphs[-1]):
            break
    else:
        end = len(shown)
    before, after = shown[:at], shown[at:end]
    return after if _length(after) > _length(before) else before + after


def _is_other_headline(line: Line, title: Line, before: Line) -> bool:
    """Whether a heading as high as the headline begins another story; one among the paragraphs does not."""
    if line.heading not in ("h1", title.heading or "h1") or key(line.text) == key(title.text):
        return False
    among = line.holder is before.holder
    return not among or (line.heading == "h1" and line.holder is title.holder)


def _length(some: list[Line]) -> int:
    return sum(len(line.text) for line in some)


def _in_story(line: Line, texts: Extracted) -> Line | None:
    """The line, or the part of it between the first and last of its stretches that were extracted."""
    if line.text in texts:
        return line
    ends = [*line.runs[1:], len(line.text)]
    kept = [
        (start, end)
        for start, end in zip(line.runs, ends, strict=True)
        if len(key(line.text[start:end])) >= SHORT and line.text[start:end] in texts
    ]
    return line.part(kept[0][0], kept[-1][1]) if kept else None


def _each_once(some: list[Line]) -> list[Line]:
    """Without the lines that came before, the second copy of a body among them; short lines may recur."""
    seen: set[str] = set()
    kept = []
    for line in some:
        letters = key(line.text)
        if letters and letters not in seen:
            kept.append(line)
        if len(letters) >= SHORT or not seen:
            seen.add(letters)
    return kept

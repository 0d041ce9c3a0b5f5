"""What every drawing of a notebook must have, as complaints: none where all is well.

A drawing is a cell output of `ucjlib.show.notebook_plots.shown`. Colours are judged against white by the
contrast of WCAG 2; two things that are drawn alike but for their colour must part in grey as well.
"""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import nbformat
from matplotlib.colors import to_rgb

from ucjlib.show import house

TEXT, GRAPHIC, GREY = 4.5, 3.0, 1.5
DECORATION = {house.GRID, "white", "#ffffff", "none"}


def of_notebook(path: Path) -> list[str]:
    """Complaints about all drawings of an executed notebook."""
    outputs = [
        output["data"]
        for cell in nbformat.read(path, 4).cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    bare = ["a picture is not shown by notebook_plots.shown" for data in outputs if "image/png" in data]
    return bare + [said for data in outputs for said in of_cell(data.get("text/html", ""))]


def of_cell(html: str) -> list[str]:
    """Complaints about a cell's output; a table or a sentence has none."""
    if 'class="ucj-drawing"' not in html:
        return ["a drawing is not shown by notebook_plots.shown"] if _bare(html) else []
    figure = ElementTree.fromstring(html)
    title = figure.findtext("strong") or "(no title)"
    return [f"{title}: {said}" for said in (*_texts(figure), *_colours(figure.find("div/svg")))]


def contrast(one: str, other: str = "white") -> float:
    """Of two colours, 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((_lightness(one), _lightness(other)))
    return (high + 0.05) / (low + 0.05)


def _bare(html: str) -> bool:
    return "<svg" in html and 'class="ucj"' not in html  # blocks of briefs have their own checks


def _texts(figure: ElementTree.Element) -> list[str]:
    image, under = figure.find("div"), figure.findtext("figcaption") or ""
    said = {
        "no text alternative": image.get("role") == "img" and len(image.get("aria-label", "").split()) > 5,
        "no unit": bool(re.search(r"Unit: \w", under)),
        "no source line": bool(re.search(r"Source: \w", under)),
        "no title": bool(figure.findtext("strong")),
    }
    return [what for what, holds in said.items() if not holds]


def _colours(drawing: ElementTree.Element) -> list[str]:
    shapes = {e.get("id"): e.get("d") for e in drawing.iter("path") if e.get("id")}
    looks = [_look(e, shapes) for e in drawn(drawing) if e.tag in ("path", "use")]
    pale = [f"{colours} too pale" for _, colours in looks if not _seen(colours) and not colours <= DECORATION]
    words = [_style(e).get("fill", "#000000") for e in drawing.iter("text")]
    pale += [f"text in {colour} too pale" for colour in words if contrast(colour) < TEXT]
    return sorted(set(pale + _alike(looks)))


def drawn(element: ElementTree.Element):
    """The elements drawn, axes and definitions left out."""
    for child in element:
        if child.tag != "defs" and child.get("class") != "axis":
            yield child
            yield from drawn(child)


def _look(element: ElementTree.Element, shapes: dict) -> tuple[tuple, frozenset[str]]:
    """How it is drawn but for its colours; its colours."""
    style = _style(element)
    fill, stroke = style.get("fill", "#000000"), style.get("stroke", "none")
    filled = "none" if fill in DECORATION else "hatched" if fill.startswith("url") else "filled"
    shape = shapes.get((element.get("href") or "#")[1:], element.tag)
    form = (shape, filled, style.get("stroke-dasharray"), style.get("stroke-width"))
    return form, frozenset(c for c in (fill, stroke) if not c.startswith("url"))


def _seen(colours: frozenset[str]) -> bool:
    return any(c != "none" and contrast(c) >= GRAPHIC for c in colours)


def _alike(looks: list) -> list[str]:
    """Things of one form whose colours part by hue alone."""
    of_form: dict = {}
    for form, colours in looks:
        of_form.setdefault(form, set()).update(colours - DECORATION)
    pairs = {tuple(sorted(p)) for colours in of_form.values() for p in combinations(colours, 2)}
    return [f"{one} and {other} differ by hue alone" for one, other in pairs if contrast(one, other) < GREY]


def _style(element: ElementTree.Element) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def _lightness(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

"""Drawings as text: a figure without global state to small, clean, repeatable SVG.

Text stays text (searchable, in the page's own font), ids carry a prefix of their own so
that many drawings fit in one page, no date and no address is written. `checked` lets in
only the elements and attributes that a drawing needs, whoever made it.

>>> checked('<svg><path d="M 0 0" /></svg>')
'<svg><path d="M 0 0" /></svg>'
"""

import hashlib
import io
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ucjlib.show.pieces import BadBlock

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHAPES = frozenset("svg g defs path rect line circle polyline polygon text tspan use clipPath title".split())
ATTRIBUTES = frozenset(
    (
        "id class d style x y x1 y1 x2 y2 cx cy r width height points transform viewBox href fill stroke "
        "clip-path stroke-width stroke-dasharray font-size font-weight text-anchor opacity fill-opacity "
        "stroke-opacity"
    ).split()
)
# left, right, top, bottom in inches: fixed, because fitting the margins draws every figure twice
MARGINS = (0.55, 0.25, 0.18, 0.5)
AXIS = "axis"
_NOTHING = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_INSIDE = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"\s*font-family:[^;]*;?|font: ([\w ]*?)(\d[\d.]*px)[^;]*;?")


def to_svg(
    draw: Callable[["Axes"], object],
    size: tuple[float, float],
    margins: tuple[float, float, float, float] = MARGINS,
) -> str:
    """What `draw` draws on an Axes of a new figure of `size` inches, as SVG for inside a page.

    `margins`: left, right, top, bottom in inches. The same drawing gives the same text.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    from ucjlib.show.house import STYLE

    with mpl.rc_context(STYLE):
        figure = Figure(figsize=size)
        FigureCanvasSVG(figure)
        draw(figure.add_axes(_box(size, margins)))
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata=_NOTHING)
    return clean(buffer.getvalue())


def clean(raw: str) -> str:
    """matplotlib's SVG without prologue, fonts and unused ids; axis scales marked by a class."""
    root = ElementTree.fromstring(raw)
    for parent in root.iter():
        parent.tag = _local(parent.tag)
        for child in [c for c in parent if _local(c.tag) in ("metadata", "style")]:
            parent.remove(child)
    used = _used_ids(root)
    prefix = "d" + hashlib.sha256(raw.encode()).hexdigest()[:8]
    for element in root.iter():
        _tidy(element, used, prefix)
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    return checked(ElementTree.tostring(root, encoding="unicode"))


@lru_cache(maxsize=256)
def checked(drawing: str) -> str:
    """`drawing` written anew from its elements, if all are known. Raises BadBlock."""
    if "<!" in drawing or "<?" in drawing:
        _refuse("a declaration")
    try:
        root = ElementTree.fromstring(drawing)
    except ElementTree.ParseError as error:
        raise BadBlock(
            "a drawing is no well-formed SVG", why=str(error), fix="draw with ucjlib.show.plots"
        ) from None
    if root.tag != "svg":
        _refuse(f"<{root.tag}> as its root")
    for element in root.iter():
        _check(element)
    return ElementTree.tostring(root, encoding="unicode")


def is_tall(drawing: str) -> bool:
    """Whether the drawing is more than half as high as it is wide."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    return bool(box) and float(box[2]) > float(box[1]) / 2  # type: ignore[index]


def labels(drawing: str) -> list[str]:
    """The texts in `drawing`, axis scales left out."""
    return list(_labels(ElementTree.fromstring(drawing)))


def _labels(element: ElementTree.Element):
    if element.get("class") == AXIS:
        return
    if element.tag == "text":
        yield "".join(element.itertext())
    for child in element:
        yield from _labels(child)


def _box(
    size: tuple[float, float], margins: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    (width, height), (left, right, top, bottom) = size, margins
    return left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height


def _used_ids(root: ElementTree.Element) -> set[str]:
    links = {value[1:] for e in root.iter() for name, value in e.attrib.items() if _local(name) == "href"}
    return links | {
        found for e in root.iter() for value in e.attrib.values() for found in _INSIDE.findall(value)
    }


def _tidy(element: ElementTree.Element, used: set[str], prefix: str) -> None:
    attributes = {_local(name): value for name, value in element.attrib.items()}
    if attributes.get("id", "").startswith("matplotlib.axis"):
        attributes["class"] = AXIS
    if attributes.get("id") not in used:
        attributes.pop("id", None)
    else:
        attributes["id"] = f"{prefix}-{attributes['id']}"
    if "href" in attributes:
        attributes["href"] = f"#{prefix}-{attributes['href'][1:]}"
    if "d" in attributes:
        attributes["d"] = " ".join(attributes["d"].split())
    for name, value in attributes.items():
        attributes[name] = _INSIDE.sub(rf"url(#{prefix}-\1)", value)
    if element.tag == "text":
        attributes["style"] = _FONT.sub(_plain_font, attributes.get("style", "")).strip()
        if attributes.get("transform", "").startswith("rotate(-0 "):
            attributes.pop("transform")
    attributes.pop("version", None)
    element.attrib.clear()
    element.attrib.update(attributes)
    element.tail = None
    if element.tag != "text":
        element.text = None


def _plain_font(font: re.Match[str]) -> str:
    if font[2] is None:
        return ""
    weight = "font-weight: bold; " if "bold" in font[1] or "700" in font[1] else ""
    return f"{weight}font-size: {font[2]};"


def _check(element: ElementTree.Element) -> None:
    if element.tag not in SHAPES:
        _refuse(f"<{element.tag}>")
    for name, value in element.attrib.items():
        outside = name == "href" and not value.startswith("#")
        styled = "url(" in _INSIDE.sub("", value) or "\\" in value or "@" in value or "expression" in value
        if name not in ATTRIBUTES or outside or styled:
            _refuse(f'{name}="{value[:40]}"')


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _refuse(what: str) -> None:
    raise BadBlock(
        f"a drawing holds {what}",
        why="only shapes and text are let into a page",
        fix="draw with ucjlib.show.plots",
    )

"""The time line of claims: each at its date with what its print allows, marked by what the checks say.

One panel holds one family of units (`ucjlib.show.claim_marks`). A claim is a mark at its value, a bar from
`low` to `high`, and a line over the day, month or year that its date spans; marks that would cover each
other stand side by side. Shape and line tell the verdict without colour. Beside the mark stand the number as
printed, what it counts and the publisher, for as many claims as find room.

>>> from ucjlib.show.svg import labels, to_svg
>>> one = pd.DataFrame([{"verdict": "disagree", "value": 42.0, "low": 41.0, "high": 43.0, "unit": "percent",
...     "start": 2025.69, "end": 2025.69, "claim_ids": "a#1", "label_en": "42 persen coverage · lentera"}])
>>> labels(to_svg(lambda ax: claim_panel(one, ax, "percent", "en"), (9.0, 2.5)))[-1]
'42 persen coverage · lentera'
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ucjlib.show import house, label_places, panel_scales, verdict_marks, wording
from ucjlib.show.label_places import Box, Point
from ucjlib.show.verdict_marks import points, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# more marks than the first make a crowd, in which only the second many are named: those at odds, the newest
MOST_LABELS, IN_A_CROWD = 40, 24
TEXT = 8.0
HIGH = 1.35 * TEXT
APART = 7.5  # points between marks side by side
SHORT = 24.0  # a line of a date up to this length stands between mark and label


def claim_panel(marks: pd.DataFrame, ax: "Axes", family: str, lang: str = "id") -> "Axes":
    """Marks of one family of units over time, with ranges, dates and labels.

    marks : rows of `claim_marks.marks`, one at least, the first ones get their labels first; family : of
    `claim_marks.FAMILIES`.
    """
    start, end = year_range(marks)
    undated = panel_scales.time_axis(ax, start, end, bool(marks["start"].isna().any()), lang)
    top = panel_scales.value_axis(ax, marks, family, lang)
    shown = marks.assign(
        start=marks["start"].fillna(undated[0]),
        end=marks["end"].fillna(undated[1]),
        level=marks["value"].clip(upper=top),
        label=[_text(row, top, lang) for row in marks.itertuples()],
    )
    middles = _middles(shown, ax)
    for row, middle in reversed(list(zip(shown.itertuples(), middles, strict=True))):
        _draw(row, middle, ax)
    _name(shown, middles, ax)
    verdict_marks.keys(marks["verdict"].value_counts().to_dict(), ax, lang)
    _unit(wording.say(f"timeline.{family}", lang), ax)
    return ax


def year_range(marks: pd.DataFrame) -> tuple[float, float]:
    """The whole years that the dates of `marks` lie in; (nan, nan) when none is told.

    >>> year_range(pd.DataFrame({"start": [2024.2, np.nan], "end": [2025.9, np.nan]}))
    (2024.0, 2026.0)
    """
    dated = marks.dropna(subset=["start"])
    if dated.empty:
        return float("nan"), float("nan")
    return float(np.floor(dated["start"].min())), float(np.floor(dated["end"].max()) + 1)


def height(marks: pd.DataFrame) -> float:
    """Inches for a panel with the labels of `marks`."""
    return 1.6 + 0.15 * min(len(marks), MOST_LABELS)


def most_labels(marks: pd.DataFrame) -> int:
    """How many of `marks` get a label, if there is room."""
    return len(marks) if len(marks) <= MOST_LABELS else IN_A_CROWD


def _text(row: Any, top: float, lang: str) -> str:
    label = str(getattr(row, f"label_{lang}"))
    return f"↑ {label}" if row.value > top else label


def _middles(shown: pd.DataFrame, ax: "Axes") -> list[Point]:
    """Where the marks go, in points from the corner of `ax`."""
    times = (shown["start"] + shown["end"]) / 2
    at = [points((x, y), ax) for x, y in zip(times, shown["level"], strict=True)]
    return label_places.dodged(at, APART)


def _draw(row: Any, middle: Point, ax: "Axes") -> None:
    """The line of its date, the bar of its print and the mark of one claim."""
    x, y = middle
    (start, end), (low, high) = _reach(row, ax)
    verdict_marks.line([(start, y), (end, y)], ax, row.verdict)
    verdict_marks.line([(x, low), (x, high)], ax, row.verdict)
    for tip in (low, high):
        verdict_marks.line([(x - 2.5, tip), (x + 2.5, tip)], ax, row.verdict)
    verdict_marks.mark(middle, ax, row.verdict)


def _reach(row: Any, ax: "Axes") -> tuple[Point, Point]:
    """From where to where a claim spans in points: its date, and its print as far as the scale shows it."""
    bottom, top = ax.get_ylim()
    dates = (points((time, row.level), ax)[0] for time in (row.start, row.end))
    ends = (max(row.low, bottom), min(max(row.high, bottom), top))
    low, high = (points((row.start, end), ax)[1] for end in ends)
    start, end = dates
    return (start, end), (low, high)


def _name(shown: pd.DataFrame, middles: list[Point], ax: "Axes") -> None:
    """The labels of the first rows, with lines to their marks."""
    named = shown.head(most_labels(shown))
    at = middles[: len(named)]
    widths = [verdict_marks.WIDE_LETTER * TEXT * len(label) for label in named["label"]]
    gaps = [_gap(row, ax) for row in named.itertuples()]
    boxes = label_places.placed(at, widths, HIGH, _room(ax), _kept_clear(shown, middles, ax), gaps)
    for row, middle, box, gap in zip(named.itertuples(), at, boxes, gaps, strict=True):
        if box is None:
            continue
        if leader := label_places.leader(middle, box, gap):
            verdict_marks.line(leader, ax)
        # real letters may be narrower than reckoned: the end towards the mark is the one that is kept
        _label(row, box, middle[0] - box.left <= box.right - middle[0], ax)


def _label(row: Any, box: Box, from_left: bool, ax: "Axes") -> None:
    at = (box.left + 1 if from_left else box.right - 1, (box.bottom + box.top) / 2)
    ax.text(
        *share(at, ax),
        row.label,
        transform=ax.transAxes,
        ha="left" if from_left else "right",
        va="center_baseline",
        fontsize=TEXT,
        color=house.TARGET if row.verdict == "disagree" else house.INK,
        zorder=5,
    )


def _gap(row: Any, ax: "Axes") -> float:
    """From the mark to its label: behind the line of a month, over the line of a year."""
    (start, end), _ = _reach(row, ax)
    reach = (end - start) / 2 + 3
    return reach if label_places.GAP < reach < SHORT else label_places.GAP


def _kept_clear(shown: pd.DataFrame, middles: list[Point], ax: "Axes") -> list[Box]:
    """Marks, bars and the lines of dates: what no label may cover."""
    boxes = []
    for row, (x, y) in zip(shown.itertuples(), middles, strict=True):
        (start, end), (low, high) = _reach(row, ax)
        boxes.append(Box(x - 5, y - 5, x + 5, y + 5))
        boxes.append(Box(x - 3, low, x + 3, high))
        boxes.append(Box(start, y - 1, end, y + 1))
    return boxes


def _room(ax: "Axes") -> Box:
    wide, high = verdict_marks.size(ax)
    return Box(2.0, 1.0, wide + 12.0, high + 6.0)


def _unit(name: str, ax: "Axes") -> None:
    """The unit of the upright scale, level and above it, so that long ones fit."""
    at = share((-12, verdict_marks.size(ax)[1] + verdict_marks.ABOVE), ax)
    ax.text(*at, name, transform=ax.transAxes, ha="right", va="center_baseline", color=house.QUIET)

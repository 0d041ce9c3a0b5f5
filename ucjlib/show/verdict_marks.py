"""Marks and lines of verdicts on a panel, placed in points from the corner of its axes.

Each verdict has a shape, a filling and a line of its own, so that it is told in grey print as well; the
colours keep 4.5:1 against white.

>>> len({(look.marker, look.filled, str(look.line)) for look in LOOKS.values()})
4
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ucjlib.judge.verdicts import VERDICTS
from ucjlib.show import house, wording
from ucjlib.show.label_places import Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE_LETTER = 0.58  # of a letter of a wide face on average, in sizes of the type


class Look(NamedTuple):
    """How a verdict is drawn."""

    marker: str
    colour: str
    filled: bool
    size: float
    line: Any
    width: float


LOOKS = {
    "disagree": Look("X", house.TARGET, True, 8.0, "-", 2.0),
    "cannot_tell": Look("^", house.INK, False, 6.5, (0, (4, 1.5)), 1.2),
    "agree": Look("o", house.HERE, True, 5.5, "-", 1.2),
    "not_checked": Look("s", house.QUIET, False, 4.5, (0, (1, 1.2)), 1.2),
}
LEADER = Look("", house.OTHER, False, 0.0, "-", 0.6)
ABOVE = 14.0  # of the keys over the panel


def mark(at: Point, ax: "Axes", verdict: str) -> None:
    """The mark of `verdict` at a place in points."""
    look = LOOKS[verdict]
    rimmed = look.marker == "X"  # a white rim keeps crosses side by side apart
    ax.plot(
        *share(at, ax),
        marker=look.marker,
        markersize=look.size,
        color=look.colour,
        markerfacecolor=look.colour if look.filled else "white",
        markeredgecolor="white" if rimmed else look.colour,
        markeredgewidth=0.6 if rimmed else 1.2,
        transform=ax.transAxes,
        zorder=4,
        clip_on=False,
    )


def line(ends: Sequence[Point], ax: "Axes", verdict: str = "") -> None:
    """A line of `verdict` between places in points; of no verdict: from a mark to its label."""
    look = LOOKS.get(verdict, LEADER)
    xs, ys = zip(*(share(end, ax) for end in ends), strict=True)
    ax.plot(
        xs,
        ys,
        color=look.colour,
        linestyle=look.line,
        linewidth=look.width,
        transform=ax.transAxes,
        zorder=3,
        solid_capstyle="butt",
        clip_on=False,
    )


def keys(counts: Mapping[str, int], ax: "Axes", lang: str) -> None:
    """Above the panel: each verdict with its mark, its line and how many marks have it."""
    left, above = 8.0, size(ax)[1] + ABOVE
    for verdict in VERDICTS:
        said = f"{wording.say(f'verdict.{verdict}', lang)} ({counts.get(verdict, 0)})"
        line([(left - 8, above), (left + 12, above)], ax, verdict)
        mark((left + 2, above), ax, verdict)
        ax.text(*share((left + 18, above), ax), said, transform=ax.transAxes, va="center_baseline")
        left += 52.0 + WIDE_LETTER * house.SIZE * len(said)


def size(ax: "Axes") -> Point:
    """Width and height of `ax` in points."""
    box = ax.get_position()
    wide, high = ax.figure.get_size_inches()  # type: ignore[union-attr]
    return float(box.width * wide * 72), float(box.height * high * 72)


def points(at: Point, ax: "Axes") -> Point:
    """A place of the data in points from the corner of `ax`."""
    wide, high = size(ax)
    x, y = ax.transAxes.inverted().transform(ax.transData.transform(at))
    return float(x * wide), float(y * high)


def share(at: Point, ax: "Axes") -> Point:
    """A place in points as a share of `ax`."""
    wide, high = size(ax)
    return at[0] / wide, at[1] / high

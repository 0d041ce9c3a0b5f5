"""Where labels go in a drawing, so that none covers another or a mark: boxes and points, no drawing.

All lengths are in points (1/72 inch), y upwards. `dodged` sets marks that would cover each other side by
side; `placed` gives each label the free place nearest to its mark. Greedy and without chance: the same
marks give the same places. Up to some thirty labels on half a page it finds a place for all; a label that
finds none is left out, and the caller says how many are shown.

>>> dodged([(100.0, 50.0), (101.0, 50.0), (200.0, 50.0)], 8.0)
[(100.0, 50.0), (110.0, 50.0), (200.0, 50.0)]
>>> placed([(100.0, 50.0)], [40.0], 10.0, Box(0.0, 0.0, 200.0, 100.0))
[Box(left=107.0, bottom=45.0, right=147.0, top=55.0)]

Method: nearest free slot on a grid around the mark, leaders kept clear of labels; after the slot model of
point-feature labelling (Christensen, Marks and Shieber 1995).
"""

from collections.abc import Sequence
from typing import NamedTuple

Point = tuple[float, float]
Line = tuple[Point, Point]

GAP = 7.0  # from the middle of a mark to the label beside it
SHIFT = 24.0  # how much further to the side the next slot lies
SHIFTS = 9
FURTHER = 3  # times as far where nothing nearer is free
REACH = 14  # rows of labels that a label may lie above or below its mark
ASIDE = 3  # steps that a mark may stand beside its date
OVER = 40.0  # what it costs to lie over or under the mark, in points of distance
CROSSING = 60.0  # what a leader that crosses another costs, in points of distance


class Box(NamedTuple):
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


def dodged(points: Sequence[Point], size: float) -> list[Point]:
    """`points` moved sideways where marks of `size` would cover each other, as little as frees them.

    No mark moves further than ASIDE steps: where more lie on one spot, the rest stay upon each other.
    """
    taken: list[Point] = []
    shifts = [sign * step * (size + 1.0) for step in range(ASIDE + 1) for sign in (1, -1)]
    for x, y in points:
        free = (by for by in shifts if not _covered((x + by, y), taken, size))
        taken.append((x + next(free, 0.0), y))
    return taken


def placed(
    marks: Sequence[Point],
    widths: Sequence[float],
    height: float,
    room: Box,
    kept_clear: Sequence[Box] = (),
    gaps: Sequence[float] = (),
) -> list[Box | None]:
    """A box for each label inside `room`, in the order given (the first ones choose first); None: no place.

    marks : middle of the mark of each label; widths : of the labels; kept_clear : what no label may cover;
    gaps : from the middle of each mark to a label beside it, GAP if not given.
    """
    boxes: list[Box | None] = []
    leaders: list[Line] = []
    for mark, width, gap in zip(marks, widths, gaps or [GAP] * len(marks), strict=True):
        slots = _slots(mark, width, height, room, gap)
        taken = [*kept_clear, *(box for box in boxes if box)]
        box = _clear(mark, slots, taken, leaders, gap) or _free(slots, taken)
        box = box or _free(_slots(mark, width, height, room, gap, FURTHER), taken)
        boxes.append(box)
        if box and (line := leader(mark, box, gap)):
            leaders.append(line)
    return boxes


def leader(mark: Point, box: Box, gap: float = GAP) -> Line | None:
    """The line from a mark to the nearer end of its label; None where the label stands right beside it."""
    middle = (box.bottom + box.top) / 2
    if box.left < mark[0] < box.right:
        return mark, (mark[0], box.bottom if middle > mark[1] else box.top)
    end = (box.left, middle) if box.left >= mark[0] else (box.right, middle)
    if abs(end[0] - mark[0]) <= gap + 1.0 and abs(middle - mark[1]) < 1.0:
        return None
    return mark, end


def _slots(mark: Point, width: float, height: float, room: Box, gap: float, times: int = 1) -> list[Box]:
    """Places inside `room` for a label of `mark`, the nearest first; those at the right before the left."""
    rows = min(int((room.top - room.bottom) / height) + 1, REACH * times)
    levels = [mark[1] + step * height / 2 for step in range(-2 * rows, 2 * rows + 1)]
    starts = [gap + SHIFT * step for step in range(SHIFTS * times)]
    sides = [mark[0] + start for start in starts] + [mark[0] - start - width for start in starts]
    sides += [room.left, room.right - width]  # for long labels: over or under the mark
    slots = [
        Box(x, y - height / 2, x + width, y + height / 2)
        for y in levels
        if room.bottom <= y - height / 2 and y + height / 2 <= room.top
        for x in sides
        if room.left <= x and x + width <= room.right
    ]
    return sorted(slots, key=lambda box: _distance(mark, box))


def _clear(
    mark: Point, slots: Sequence[Box], taken: Sequence[Box], leaders: Sequence[Line], gap: float
) -> Box | None:
    """The nearest slot that covers nothing and whose leader runs over no label and, if it can, no leader."""
    near = Box(mark[0] - gap, mark[1] - gap, mark[0] + gap, mark[1] + gap)
    apart = [box for box in taken if not box.overlaps(near)]
    best: tuple[float, Box] | None = None
    for box in slots:
        cost = _distance(mark, box)
        if best and cost >= best[0]:
            break
        line = leader(mark, box, gap)
        if any(box.overlaps(other) for other in taken) or any(_meet(other, box) for other in leaders):
            continue
        if line and any(_meet(line, other) for other in apart):
            continue
        cost += CROSSING * sum(_cross(line, other) for other in leaders) if line else 0.0
        if best is None or cost < best[0]:
            best = cost, box
    return best[1] if best else None


def _free(slots: Sequence[Box], taken: Sequence[Box]) -> Box | None:
    return next((box for box in slots if not any(box.overlaps(other) for other in taken)), None)


def _distance(mark: Point, box: Box) -> float:
    up = abs((box.bottom + box.top) / 2 - mark[1])
    if box.left < mark[0] < box.right:
        return up + OVER
    right = box.left >= mark[0]
    across = box.left - mark[0] if right else mark[0] - box.right
    return across + up + (0.0 if right else 1.0)


def _covered(one: Point, taken: Sequence[Point], size: float) -> bool:
    return any(abs(one[0] - x) < size and abs(one[1] - y) < size for x, y in taken)


def _meet(line: Line, box: Box) -> bool:
    """Whether a line enters a box: Liang and Barsky's clipping."""
    (x, y), (end_x, end_y) = line
    dx, dy = end_x - x, end_y - y
    enter, leave = 0.0, 1.0
    for step, reach in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.bottom), (dy, box.top - y)):
        if step == 0:
            if reach <= 0:
                return False
            continue
        at = reach / step
        enter, leave = (max(enter, at), leave) if step < 0 else (enter, min(leave, at))
    return enter < leave


def _cross(one: Line, other: Line) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return side(*one, other[0]) * side(*one, other[1]) < 0 and side(*other, one[0]) * side(*other, one[1]) < 0

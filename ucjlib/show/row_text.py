"""Columns of text beside the named rows of a drawing: numbers that a mark alone cannot say.

>>> from matplotlib.figure import Figure
>>> ax = Figure().add_subplot()
>>> column(ax, 1.02, "chance", ["12 %", "3 %"])
>>> [text.get_text() for text in ax.texts]
['chance', '12 %', '3 %']
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ucjlib.show import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def column(ax: "Axes", x: float, head: str, texts: Sequence[str], bold: Sequence[bool] = ()) -> None:
    """`texts` at rows 0, 1, ... beside `ax`, `head` above them.

    x : in widths of `ax`; 1 is its right edge. bold : which of them stand out.
    """
    beside = ax.get_yaxis_transform()
    ax.text(x, 1.0, head, transform=ax.transAxes, va="bottom", color=house.QUIET)
    for y, text in enumerate(texts):
        weight = "bold" if bold and bold[y] else "normal"
        ax.text(x, y, text, transform=beside, va="center", fontweight=weight)


def share(chance: float) -> str:
    """A share or chance in whole percent; what is neither none nor all does not look so.

    >>> share(0.426), share(0.002), share(0.0)
    ('43 %', '< 1 %', '0 %')
    """
    if 0 < chance < 0.005:
        return "< 1 %"
    return "> 99 %" if 0.995 < chance < 1 else f"{100 * chance:.0f} %"


def top_down(ax: "Axes", names: Sequence[str], bold: Sequence[bool] = ()) -> None:
    """Named rows 0, 1, ... from the top; no ticks."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    for y, label in enumerate(ax.get_yticklabels()):
        label.set_color(house.INK)
        label.set_fontweight("bold" if bold and bold[y] else "normal")

"""What the first choices of a story tell of each number: features for the second choice of its place.

Places are chosen twice, as meanings are guessed twice: first number by number, in reading order;
then with the choices of its neighbours, those after it too, of its paragraph, and of the same number
elsewhere in the story.

    1=       whether an option is the number's own first choice
    1b= 1a=  that of the number before and after, with `/` beyond its sentence and `//` beyond its paragraph
    1others= that of how many others of its paragraph
    1twins=  that of how many other prints of the same value
    1kin=    that of how many others of its indicator
    1tied=   that of how many of the numbers that it makes a sum with

Nothing is decided here.
"""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

Choice = tuple[str, str]  # code and name of a place


class First(NamedTuple):
    """A number, where its sentence starts, its paragraph by its place in the story, and what was chosen.

    `tied`: where the numbers start that it makes a sum with.
    """

    start: int
    value: Decimal
    indicator: str
    sentence: int
    paragraph: int
    choice: Choice
    tied: frozenset[int] = frozenset()


class Near(NamedTuple):
    """The first choices around a number.

    `own`: its own. `before`, `after`: how far away the number beside it is, and its choice. `others`,
    `twins`, `kin`: all choices of the paragraph, the same value, the same indicator, its own among them.
    `tied`: those of the numbers that it makes a sum with.
    """

    own: Choice
    before: tuple[str, Choice | None]
    after: tuple[str, Choice | None]
    others: Counter[Choice]
    twins: Counter[Choice]
    kin: Counter[Choice]
    tied: Counter[Choice]


def near(firsts: list[First]) -> dict[int, Near]:
    """Start of a number -> the choices around it; `firsts`: all of a story, in reading order."""
    groups: dict[object, Counter[Choice]] = {}
    for one in firsts:
        for key in _keys(one):
            groups.setdefault(key, Counter())[one.choice] += 1
    chosen = {one.start: one.choice for one in firsts}
    found: dict[int, Near] = {}
    for k, one in enumerate(firsts):
        others, twins, kin = (groups[key] for key in _keys(one))
        tied = Counter(chosen[start] for start in one.tied if start in chosen)
        beside = _beside(firsts, k, k - 1), _beside(firsts, k, k + 1)
        found[one.start] = Near(one.choice, *beside, others, twins, kin, tied)
    return found


def of_near(near: Near, option: Choice, spot: str) -> list[str]:
    """Whether an option is what was chosen around a number; `spot`: the feature of where it stands."""
    own = near.own == option
    before, after = (f"{far}{choice == option}" for far, choice in (near.before, near.after))
    told = [
        f"1={own}",
        f"1b={before}",
        f"1a={after}",
        f"1ba={before}+{after}",
        f"1={own}|{before}+{after}",
        *(f"1{name}={_share(getattr(near, name), option, own)}" for name in ("others", "twins", "kin")),
        f"1tied={_share(near.tied, option)}",
    ]
    return [*told, *(f"{spot}|{one}" for one in told)]


def _keys(one: First) -> tuple[tuple[str, object], ...]:
    return ("others", one.paragraph), ("twins", one.value), ("kin", one.indicator)


def _beside(firsts: list[First], k: int, other: int) -> tuple[str, Choice | None]:
    if not 0 <= other < len(firsts):
        return "edge", None
    here, there = firsts[k], firsts[other]
    far = "" if here.sentence == there.sentence else "/" if here.paragraph == there.paragraph else "//"
    return far, there.choice


def _share(choices: Counter[Choice], option: Choice, own: bool | None = None) -> str:
    """How many of the choices are the option: none, some, most, all; '' where there are none.

    own : whether a number's own choice is the option, where that is among `choices` and does not count.
    """
    count, others = choices[option] - bool(own), choices.total() - (own is not None)
    if not others or not count:
        return "none" if others else ""
    return "all" if count == others else "most" if 2 * count > others else "some"

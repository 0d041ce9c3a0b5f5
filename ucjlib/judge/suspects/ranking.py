"""The order of the suspects of a disagreement, and what other disagreements on its claims say to it.

>>> [one.word for one in ranked([Suspect("other_date", "", 0.1), Suspect("cut_off", "", 0.1)])]
['cut_off', 'other_date']
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from ucjlib.judge import wording
from ucjlib.judge.suspects.suspect import Suspect

# a suspect this strong is heard in other disagreements on its claim, where these begin with one this weak
STRONG, WEAK = 1.5, 2.0
# how much more a correction weighs that mends two disagreements
TWICE_MENDED = 10


def ranked(suspects: list[Suspect]) -> list[Suspect]:
    """One suspect a word, its strongest, the strongest word first."""
    order = sorted(suspects, key=lambda one: (-_strength(one), one.word, one.working))
    first: dict[str, Suspect] = {}
    for one in order:
        first.setdefault(one.word, one)
    return list(first.values())


def shared(lists: list[tuple[list[Suspect], list[Any]]]) -> Iterator[list[Suspect]]:
    """The suspects of each disagreement, ranked anew by what the others tell of its claims.

    lists : ranked suspects and claims of each disagreement. A correction that mends two of them weighs ten
    times as much. Where a list begins with a weak suspect, strong ones of other disagreements join it.
    """
    mends = Counter(_correction(one) for suspects, _ in lists for one in suspects if one.meant)
    again = [ranked([_weighed(one, mends) for one in suspects]) for suspects, _ in lists]
    strong: dict[str, Suspect] = {}
    for first in (suspects[0] for suspects in again if suspects and _strength(suspects[0]) >= STRONG):
        for claim in first.claim.split():
            strong.setdefault(claim, first)
    for suspects, (_, claims) in zip(again, lists, strict=True):
        weak = not suspects or _strength(suspects[0]) < WEAK
        met = [strong[claim.claim_id] for claim in claims if weak and claim.claim_id in strong]
        yield ranked([*(one for one in met if _mends(one, claims)), *suspects])


def _weighed(one: Suspect, mends: Counter[tuple[str, float]]) -> Suspect:
    twice = mends[_correction(one)] > 1
    return one._replace(tolerance=one.tolerance / TWICE_MENDED) if twice else one


def _correction(one: Suspect) -> tuple[str, float]:
    return one.claim, round(one.meant, 2)


def _mends(one: Suspect, claims: list[Any]) -> bool:
    """Whether what a suspect means takes away more than half of what parts two figures."""
    blamed = one.claim.split()
    printed = next(claim.value for claim in claims if claim.claim_id in blamed)
    others = [claim.value for claim in claims if claim.claim_id not in blamed]
    return not one.meant or len(others) != 1 or abs(one.meant - others[0]) < abs(printed - others[0]) / 2


def _strength(one: Suspect) -> float:
    return one.strength(_weight(one.word))


@cache
def _weight(word: str) -> float:
    return float(wording.cell("causes", word, "weight"))

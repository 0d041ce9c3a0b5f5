"""What balancing did to an estimate, written into its row: numbers, rule, claims and both sentences.

Not for the numbers themselves: `balance` has them. The sentence of the choice stays, with the number as it
was printed; what was moved, narrowed or found to contradict follows it.

>>> partners(Ties.of(4, sums=[({0: 1, 1: 1, 2: -1}, 0.0)], shares=[(0, 3, 2)]))
{0: [1, 2, 3], 1: [0, 2], 2: [0, 1, 3], 3: [0, 2]}
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ucjlib.core import locale
from ucjlib.judge import wording
from ucjlib.judge.ties import Ties

BALANCED = "balanced"
# decimals in which a number that moved is shown: the fewest that show it
PLACES = {"percent": (2, 3, 4), "percentage_points": (2, 3, 4)}


def told(estimates: pd.DataFrame, figures: pd.DataFrame, used: Ties, against: Ties) -> pd.DataFrame:
    """The estimates with what became of the tied ones.

    figures : row (place among the estimates, -1 for none), indicator, segment, unit, printed, value, low,
    high, held_low, held_high, moved, narrowed. used, against : the ties that were met, and those no values
    inside the prints can meet.
    """
    first = estimates["claim_ids"].str.split().str[0].tolist()
    changed: dict[int, dict[str, Any]] = {}
    for figure, others in _beside(figures, used):
        if figure.moved or figure.narrowed:
            claims = [first[other.row] for other in others if other.row >= 0]
            ending = "and_balanced" if figure.moved else "and_narrowed"
            changed[figure.row] = _numbers(figure, claims) | _ending(ending, figure, others)
    for figure, others in _beside(figures, against):
        changed[figure.row] = _ending("and_contradicted", figure, others)
    return _written(estimates, changed)


def _beside(figures: pd.DataFrame, ties: Ties) -> list[tuple[Any, list[Any]]]:
    """Each tied figure that is an estimate, with the others of its ties."""
    found = partners(ties)
    rows = dict(zip(found, figures.iloc[list(found)].itertuples(), strict=True))
    tied = ((rows[one], [rows[other] for other in others]) for one, others in found.items())
    return [(figure, others) for figure, others in tied if figure.row >= 0]


def partners(ties: Ties) -> dict[int, list[int]]:
    """For each tied figure the others of its ties, in order."""
    members: dict[int, list[int]] = {}
    for tie, figure in zip(*(column.tolist() for column in ties.members()), strict=True):
        members.setdefault(tie, []).append(figure)
    found: dict[int, set[int]] = {}
    for together in members.values():
        for one in together:
            found.setdefault(one, set()).update(together)
    return {one: sorted(others - {one}) for one, others in sorted(found.items())}


def _numbers(figure: Any, claims: list[str]) -> dict[str, Any]:
    rule = {"rule": BALANCED} if figure.moved else {}
    return {"value": figure.value, "low": figure.low, "high": figure.high, "claims": claims} | rule


def _ending(word: str, figure: Any, others: Iterable[Any]) -> dict[str, Any]:
    """What follows the sentence of the choice, by the column it follows."""
    return {
        f"sentence_{language}": wording.own_table("choices")
        .at[word, language]
        .format(
            printed=wording.number(figure.printed, figure.unit, figure.held_low, figure.held_high, language),
            value=_moved(figure, language),
            others="; ".join(_named(figure, other, language) for other in others),
        )
        for language in wording.LANGUAGES
    }


def _named(figure: Any, other: Any, language: str) -> str:
    """Another figure by its name, its segment where that is another, and its number as printed."""
    words = [wording.label("indicators", other.indicator, language)]
    if other.segment != figure.segment:
        words.append(wording.label("segments", other.segment, language))
    number = wording.number(other.printed, other.unit, other.held_low, other.held_high, language)
    return f"{', '.join(words)} ({number})"


def _moved(figure: Any, language: str) -> str:
    """The number that was moved to, in the fewest decimals that tell it from the printed one."""
    places = PLACES.get(figure.unit, (0,))
    shown = (locale.decimal(figure.value, some, language) for some in places)
    printed = (locale.decimal(figure.printed, some, language) for some in places)
    differing = (new for new, old in zip(shown, printed, strict=True) if new != old)
    number = next(differing, locale.decimal(figure.value, places[-1], language))
    return f"{number} {wording.label('units', figure.unit, language)}"


def _written(estimates: pd.DataFrame, changed: dict[int, dict[str, Any]]) -> pd.DataFrame:
    columns = {name: estimates[name].tolist() for name in ("value", "low", "high", "rule", "claim_ids")}
    columns |= {name: estimates[name].tolist() for name in ("sentence_id", "sentence_en")}
    for row, change in changed.items():
        ids = [*columns["claim_ids"][row].split(), *change.pop("claims", [])]
        columns["claim_ids"][row] = " ".join(dict.fromkeys(ids))
        for name, new in change.items():
            columns[name][row] = columns[name][row] + new if name.startswith("sentence") else new
    return estimates.assign(**columns)

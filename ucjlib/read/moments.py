"""Which date a number holds for: its own, that of its sentence or paragraph, or the day it was said.

Each date of a sentence goes to the number nearest to it, a comma counting more than distance; one that
"pada" or "per" ties to the number before it stays there, and a span of months goes to the months of a
programme first. A target's year is the year it is for: never its date, nor that of its neighbours. A day in
brackets or under a weekday is the day of the event.

>>> from ucjlib.read.dates import find_dates
>>> story_day(find_dates("Acara digelar Senin (14/4/2025)"), "", "Acara digelar Senin (14/4/2025)")
'2025-04-14'
"""

import re
from bisect import bisect
from dataclasses import dataclass, replace

from ucjlib.read.dates import DateFound
from ucjlib.read.lexemes import lex, past_space
from ucjlib.read.phrase_tables import has
from ucjlib.read.phrases import Bound
from ucjlib.read.windows import breaks
from ucjlib.read.words import phrase_at

_BREAK_COST = 1000  # characters
_DATA_REACH = 40
_DATELINE = re.compile(r"\)?\s*[-–—|]+\s")  # Barru, 14 Agustus 2024 -
TARGETS = {"coverage_target", "participants_target"}
_OF_THE_DAY = {"contribution", "contribution_yearly", "benefit_tariff", "planned_enrolment"}
_OWN_ONLY = _OF_THE_DAY | TARGETS | {"programme_months", "budget"}


@dataclass(frozen=True, slots=True)
class Moment:
    """When a figure holds: the date columns of a claim. `target_year` 0 for none."""

    as_of: str
    period_start: str
    basis: str
    target_year: int = 0


def story_day(dates: list[DateFound], published: str, text: str) -> str:
    """The day of publication, else the first day of an event in the text, else ''."""
    return published or next((date.as_of for date in dates if _is_event(date, text)), "")


def moments(
    bounds: list[Bound], dates: list[DateFound], text: str, frame: DateFound | None, day: str
) -> list[Moment]:
    """One moment for each number of a sentence.

    `frame`: the date that its paragraph speaks of; `day`: what `story_day` gives.
    """
    stated = [date for date in dates if not _is_event(date, text) and not _is_now(date)]
    own = _nearest_dates(bounds, stated, text)
    free = _not_of_targets(bounds, dates, text)
    opening = _opening(bounds, [date for date in stated if date in free])
    around = opening or _of_all(free, text) or frame
    year = _opening(bounds, stated) or around
    return [
        _moment(bound, own.get(k), year if bound.indicator in TARGETS else around, day)
        for k, bound in enumerate(bounds)
    ]


def new_frame(dates: list[DateFound], text: str, bounds: list[Bound]) -> DateFound | None:
    """The date that a sentence sets for what follows it: "berdasarkan data hingga 31 Desember 2024"."""
    if any(bound.indicator == "programme_months" for bound in bounds):
        return None
    free = _not_of_targets(bounds, dates, text)
    plain = [date for date in free if not _is_event(date, text) and not _is_now(date)]
    return next((date for date in plain if date.kind == "span" or _is_data(date, text)), None)


def _nearest_dates(bounds: list[Bound], dates: list[DateFound], text: str) -> dict[int, DateFound]:
    """Place of a number -> its date; each date looks at the two numbers on either side of it."""
    starts = [bound.number.start for bound in bounds]
    best: dict[int, tuple[float, int]] = {}
    for n, date in enumerate(dates):
        k = bisect(starts, date.start)
        costs = [(_cost(bounds[i], date, text), i) for i in range(max(0, k - 2), min(len(bounds), k + 2))]
        for cost, i in [min(costs)] if costs else []:
            best[i] = min(best.get(i, (cost, n)), (cost, n))
    return {i: dates[n] for i, (_, n) in best.items()}


def _not_of_targets(bounds: list[Bound], dates: list[DateFound], text: str) -> list[DateFound]:
    """Dates that no target keeps for itself: a year beside it, or any date with no comma between."""
    own = _nearest_dates(bounds, [date for date in dates if not _is_event(date, text)], text)
    kept = [
        date
        for k, date in own.items()
        if bounds[k].indicator in TARGETS
        and (date.kind == "year" or _cost(bounds[k], date, text) < _BREAK_COST)
    ]
    return [date for date in dates if date not in kept]


def _opening(bounds: list[Bound], stated: list[DateFound]) -> DateFound | None:
    """A date before the first number holds for all that have none of their own."""
    return next((date for date in stated if bounds and date.end <= bounds[0].number.start), None)


def _of_all(dates: list[DateFound], text: str) -> DateFound | None:
    """So does the state of the data, wherever it stands, unless the sentence sets "kini" against it."""
    return None if any(map(_is_now, dates)) else next((date for date in dates if _is_data(date, text)), None)


def _moment(bound: Bound, own: DateFound | None, around: DateFound | None, day: str) -> Moment:
    said = Moment(day, "", "statement" if day else "unknown")
    if bound.indicator in TARGETS:
        year = own or (around if around and around.kind == "year" else None)
        return replace(said, target_year=int(year.as_of[:4])) if year else said
    date = own if bound.indicator in _OWN_ONLY else own or around
    if date is None or bound.indicator in _OF_THE_DAY:
        return said
    return Moment(date.as_of, date.period_start, "stated")


def _cost(bound: Bound, date: DateFound, text: str) -> float:
    number = bound.number
    between = text[date.end : number.start] if date.end <= number.start else text[number.end : date.start]
    lasts = date.kind == "span" and bound.indicator == "programme_months"
    if not lasts and number.end <= date.start and _ties(between):
        return len(between) - _BREAK_COST / 2
    return len(between) - _BREAK_COST if lasts else len(between) + _BREAK_COST * breaks(between)


def _ties(between: str) -> bool:
    """Whether a date is said of the number right before: 30 persen pada 2024, 900 orang per Juni 2025."""
    lexemes = lex(between)
    noun = phrase_at(lexemes, past_space(lexemes, 0), "noun")
    first = i = past_space(lexemes, noun[1] if noun else 0)
    while found := phrase_at(lexemes, i, "cue") or phrase_at(lexemes, i, "lead"):
        i = past_space(lexemes, found[1])
    return first < i == len(lexemes)


def _is_event(date: DateFound, text: str) -> bool:
    bracketed = text[date.start - 1 : date.start] == "(" and text[date.end : date.end + 1] == ")"
    dateline = _DATELINE.match(text, date.end)
    return date.kind == "day" and (date.weekday_ok is not None or bracketed or dateline is not None)


def _is_now(date: DateFound) -> bool:
    """saat ini, kini: the day it was said."""
    return date.kind == "day" and not any(letter.isdigit() for letter in date.printed)


def _is_data(date: DateFound, text: str) -> bool:
    before = re.split(r"[\d.]", text[max(0, date.start - _DATA_REACH) : date.start])[-1]
    return has(before, "data") is not None

"""Which date a number holds for: one of its sentence, the one its paragraph tells, or the day it was said.

Every date near enough is an option; the tagger picks, from where the date stands, what stands between and
what the number measures. A target's year is picked apart: the year it is for is never its date. A day in
brackets, under a weekday or in a dateline is the day of the event.

>>> from ucjlib.read.dates import find_dates
>>> story_day(find_dates("Acara digelar Senin (14/4/2025)"), "", "Acara digelar Senin (14/4/2025)")
'2025-04-14'
>>> story_day([], "2026-04-16", "kata Ali di Mataram, Rabu.")
'2026-04-15'
"""

import re
from dataclasses import dataclass, replace

from ucjlib.core.period import days_between, weekday_until
from ucjlib.read.clauses import Sentence
from ucjlib.read.dates import DateFound
from ucjlib.read.moment_features import (
    Last,
    LastYear,
    Told,
    is_data,
    is_event,
    is_now,
    of_date,
    of_date_beside,
    of_last,
    of_last_year,
    of_now,
    of_tied,
    of_told,
    of_words,
    tells_now,
    with_indicator,
)
from ucjlib.read.phrases import Bound
from ucjlib.read.words import meaning

TARGETS = {"coverage_target", "participants_target", "coverage_gap", "additional_workers_needed"}
_SAID_ON = re.compile(r", ([A-Z][a-z]+)(?=[,.;\"”)](?! \d))")  # kata Ali di Ambon, Rabu.
_STAMP_REST = 25  # characters of a time, "Redaksi", "dibaca 120 kali"
_DAY = len("2025-04-14")
_NEWS_IS_NEW = 31  # days from an event to the report of it
# What is counted over a span; all else is counted at a time.
_SPANNING = set(
    "benefit_paid claims beneficiaries contribution_collected new_enrolment programme_months "
    "participants_growth participants_growth_rate coverage_growth".split()
)

Option = tuple[DateFound | None, list[str]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a figure holds: the date columns of a claim. `target_year` 0 for none."""

    as_of: str
    period_start: str
    basis: str
    target_year: int = 0


def story_day(dates: list[DateFound], published: str, text: str) -> str:
    """The day it was said: the first day of an event, not long before publication; else that day, else ''.

    An agency's "di Ambon, Rabu" is the last Wednesday up to publication.
    """
    events = sorted((date for date in dates if is_event(date, text)), key=lambda date: _is_stamp(date, text))
    under_weekday = [date.as_of for date in events if date.weekday_ok is not None]
    days = under_weekday + [date.as_of for date in events if date.weekday_ok is None]
    if not published:
        return days[0] if days else ""
    near = [day for day in days if 0 <= days_between(day, published) <= _NEWS_IS_NEW]
    return near[0] if near else _weekday_said(text, published) or published


def _is_stamp(date: DateFound, text: str) -> bool:
    """Whether a date is nearly all of its line: when a page was published, not what its story tells."""
    start, end = text.rfind("\n", 0, date.start) + 1, text.find("\n", date.end)
    line = text[start : end if end >= 0 else len(text)].strip()
    return len(line) - len(date.printed) < _STAMP_REST


def _weekday_said(text: str, published: str) -> str:
    """The day of the first bare weekday that ends an attribution, '' for none."""
    for found in _SAID_ON.finditer(text):
        number = meaning(found[1].casefold(), "weekday")
        if number is not None and len(published) == _DAY:
            return weekday_until(int(number), published)
    return ""


def moment_options(
    bound: Bound, sentence: Sentence, told: list[Told], last: Last, tied: set[str], day: str
) -> list[Option]:
    """The dates that a number may hold for, each with its features; None stands for the day it was said.

    told : what earlier sentences told (`next_told`). last : the date of the number before. tied : the dates
        of the numbers that it makes a sum with. day : the day it was said, 'YYYY-MM-DD'; '' in both for none.
    """
    stated = _stated(sentence)
    shared = [f"n={min(len(stated), 3)}", f"now={tells_now(sentence)}"]
    today = [f"told={[one.back for one in told]}", *of_now(bound, sentence), *of_words(bound, sentence)]
    options: list[Option] = [(None, ["day", f"day={bool(day)}", *shared, *today])]
    options += [(date, of_date_beside(bound, date, sentence, len(stated), day)) for date in stated]
    earlier = [*told, Told(last.date, "f")] if last.date and last.back in ("s", "p") else told
    options += [(one.date, [*of_told(one), *shared, *of_date(one.date, day)]) for one in earlier]
    return [
        (date, with_indicator([*features, *_of_others(date, last, tied, features[0])], bound.indicator))
        for date, features in options
    ]


def _of_others(date: DateFound | None, last: Last, tied: set[str], spot: str) -> list[str]:
    """Whether a date is that of the number before, and of those that the number makes a sum with."""
    return [*of_last(date, last, spot), *of_tied(date, tied, spot)]


def target_options(options: list[Option], last: LastYear) -> list[Option]:
    """The options of `moment_options` as years that a target may be for; `last`: of the target before."""
    return [(date, [*features, *of_last_year(date, last)]) for date, features in options]


def moment(date: DateFound | None, day: str, indicator: str, target_year: int = 0) -> Moment:
    """The date columns of a claim; what is counted at a time has no start where a part of a year tells it."""
    if date is None:
        return Moment(day, "", "statement" if day else "unknown", target_year)
    part = date.kind in ("quarter", "semester") and indicator not in _SPANNING
    start = "" if part else date.period_start
    return Moment(date.as_of, start, "stated", target_year)


def next_told(told: list[Told], sentence: Sentence) -> list[Told]:
    """What the next sentence of the paragraph may take its date from."""
    stated = _stated(sentence)
    older = [replace(one, since=one.since + 1, now=one.now or tells_now(sentence)) for one in told]
    if not stated:
        return older
    chosen = next((date for date in stated if is_data(date, sentence.text)), stated[-1])
    heads = sentence.shown().rstrip().endswith(":")
    now = any(is_now(date) for date in sentence.dates if date.start > chosen.start)
    return [Told(chosen, "s", heads, now=now), *(one for one in older if one.back == "p")]


def next_paragraph(told: list[Told]) -> list[Told]:
    """What the next paragraph may still take its date from."""
    return [replace(told[0], back="p")] if told else []


def _stated(sentence: Sentence) -> list[DateFound]:
    """The dates of a sentence that figures may hold for."""
    return [date for date in sentence.dates if not is_now(date) and not is_event(date, sentence.text)]

"""Which date a number holds for: one of its sentence, the one its paragraph tells, or the day it was said.

Every date near enough is an option; the tagger picks, from where the date stands, what stands between and
what the number measures. A target's year is picked apart: the year it is for is never its date. A day in
brackets, under a weekday or in a dateline is the day of the event.

>>> from ucjlib.read.dates import find_dates
>>> story_day(find_dates("Acara digelar Senin (14/4/2025)"), "", "Acara digelar Senin (14/4/2025)")
'2025-04-14'
"""

import re
from dataclasses import dataclass

from ucjlib.core.period import days_between
from ucjlib.read.clauses import Sentence, Spot, spot
from ucjlib.read.dates import DateFound
from ucjlib.read.phrase_tables import has
from ucjlib.read.phrases import Bound

TARGETS = {"coverage_target", "participants_target", "target_increment", "planned_enrolment"}
_DATA_REACH = 40  # characters within which "data" makes a date that of the figures
_LINE_START = 40  # characters before the day of a dateline
_NEWS_IS_NEW = 31  # days from an event to the report of it
_DATELINE = re.compile(r"\)?\s*(?:[-–—|:]+\s|\.\s)")  # Barru, 14 Agustus 2024 -

Option = tuple[DateFound | None, list[str]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a figure holds: the date columns of a claim. `target_year` 0 for none."""

    as_of: str
    period_start: str
    basis: str
    target_year: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A date that an earlier sentence told. `back`: 's' the last of this paragraph, 'p' of an earlier one."""

    date: DateFound
    back: str


@dataclass(frozen=True, slots=True)
class Last:
    """The date of the last number. `back`: 'n' the same sentence, 's' the paragraph, 'p' before it, '' none.

    `date` is None for the day it was said.
    """

    date: DateFound | None = None
    back: str = ""


def story_day(dates: list[DateFound], published: str, text: str) -> str:
    """The day it was said: the first day of an event, not long before publication; else that day, else ''."""
    events = [date for date in dates if _is_event(date, text)]
    under_weekday = [date.as_of for date in events if date.weekday_ok is not None]
    days = under_weekday + [date.as_of for date in events if date.weekday_ok is None]
    if not published:
        return days[0] if days else ""
    near = [day for day in days if 0 <= days_between(day, published) <= _NEWS_IS_NEW]
    return near[0] if near else published


def moment_options(bound: Bound, sentence: Sentence, told: list[Told], last: Last, day: str) -> list[Option]:
    """The dates that a number may hold for, each with its features; None stands for the day it was said.

    told : what earlier sentences told (`next_told`). last : the date of the number before. day : the day it
        was said, 'YYYY-MM-DD' or ''.
    """
    stated = _stated(sentence)
    shared = [f"n={min(len(stated), 3)}", f"now={_tells_now(sentence)}"]
    options: list[Option] = [(None, ["day", *shared, f"told={[one.back for one in told]}"])]
    options += [(date, _seen(bound, date, sentence, len(stated), day)) for date in stated]
    earlier = [*told, Told(last.date, "f")] if last.date and last.back in ("s", "p") else told
    options += [(one.date, [f"back={one.back}", *shared, *_of_date(one.date, day)]) for one in earlier]
    return [
        (date, _with_indicator([*features, *_since(date, last, features[0])], bound.indicator))
        for date, features in options
    ]


def moment(date: DateFound | None, day: str, target_year: int) -> Moment:
    """The date columns of a claim."""
    if date is None:
        return Moment(day, "", "statement" if day else "unknown", target_year)
    return Moment(date.as_of, date.period_start, "stated", target_year)


def next_told(told: list[Told], sentence: Sentence) -> list[Told]:
    """What the next sentence of the paragraph may take its date from."""
    stated = _stated(sentence)
    if not stated:
        return told
    chosen = next((date for date in stated if _is_data(date, sentence.text)), stated[-1])
    return [Told(chosen, "s"), *(one for one in told if one.back == "p")]


def next_paragraph(told: list[Told]) -> list[Told]:
    """What the next paragraph may still take its date from."""
    return [Told(told[0].date, "p")] if told else []


def _since(date: DateFound | None, last: Last, spot: str) -> list[str]:
    """Whether a date is that of the last number."""
    same = (date.as_of if date else "") == (last.date.as_of if last.date else "")
    told = f"last={last.back}|{'same' if same else 'other'}"
    return [told, f"{spot}|{told}"]


def _stated(sentence: Sentence) -> list[DateFound]:
    """The dates of a sentence that figures may hold for."""
    return [date for date in sentence.dates if not _is_now(date) and not _is_event(date, sentence.text)]


def _seen(bound: Bound, date: DateFound, sentence: Sentence, count: int, day: str) -> list[str]:
    """What is seen of a date of the same sentence; `count`: how many such dates there are."""
    first, last = sentence.token_at(date.start), sentence.token_at(date.end)
    seen = spot(bound.window.slot.at, first, last)
    intro = [token.key for token in sentence.tokens[max(0, first - 2) : first]]
    return [
        *_of_spot(seen, sentence, first, last),
        *_of_nearer(seen, date, sentence),
        f"{seen.side}|dates={min(count, 3)}|{min(sentence.numbers(*seen.between), 2)}",
        f"intro={intro[-1] if intro else ''}",
        f"{seen.side}|intro={' '.join(intro)}",
        f"data={_is_data(date, sentence.text)}",
        f"now={_tells_now(sentence)}|{seen.side}",
        *_of_date(date, day),
    ]


def _of_spot(seen: Spot, sentence: Sentence, first: int, last: int) -> list[str]:
    """Where the date at `tokens[first:last]` stands, seen from the number and from the sentence."""
    breaks, numbers = sentence.breaks(*seen.between), sentence.numbers(*seen.between)
    opens = all(slot.at >= last for slot in sentence.slots)
    closes = all(slot.at < first for slot in sentence.slots)
    place = f"{seen.side}|{min(breaks, 2)}|{min(numbers, 2)}"
    return [f"place={place}", f"{place}|{seen.reach(3, 7)}", f"{place}|opens={opens}|closes={closes}"]


def _of_nearer(seen: Spot, date: DateFound, sentence: Sentence) -> list[str]:
    """How many other dates stand between the number and the date."""
    first, last = seen.between
    others = (other for other in sentence.dates if other is not date)
    nearer = sum(first <= sentence.token_at(other.start) < last for other in others)
    come = f"spot={seen.side}|{min(nearer, 2)}|{min(sentence.numbers(first, last), 2)}"
    return [f"{come}|{date.kind}", f"{come}|{min(sentence.breaks(first, last), 2)}"]


def _of_date(date: DateFound, day: str) -> list[str]:
    year, today = date.as_of[:4], day[:4]
    when = "?" if not today else "same" if year == today else "later" if year > today else "earlier"
    kind = f"kind={date.kind}"
    return [kind, f"when={when}", f"{kind}|when={when}", f"relative={_is_relative(date)}"]


def _with_indicator(features: list[str], indicator: str) -> list[str]:
    return [*features, *(f"{indicator}|{feature}" for feature in features)]


def _is_event(date: DateFound, text: str) -> bool:
    """Whether a date tells when something was said or done: in brackets, under a weekday, in a dateline."""
    bracketed = text[date.start - 1 : date.start] == "(" and text[date.end : date.end + 1] == ")"
    line = text.rfind("\n", 0, date.start) + 1
    dateline = date.start - line < _LINE_START and _DATELINE.match(text, date.end)
    return date.kind == "day" and (date.weekday_ok is not None or bracketed or bool(dateline))


def _is_now(date: DateFound) -> bool:
    """saat ini, kini: the day it was said."""
    return date.kind == "day" and _is_relative(date)


def _is_relative(date: DateFound) -> bool:
    """tahun ini, bulan lalu: printed without a digit."""
    return not any(letter.isdigit() for letter in date.printed)


def _tells_now(sentence: Sentence) -> bool:
    return any(map(_is_now, sentence.dates))


def _is_data(date: DateFound, text: str) -> bool:
    """data BPS per Desember 2024: the date of the figures themselves."""
    before = re.split(r"[\d.]", text[max(0, date.start - _DATA_REACH) : date.start])[-1]
    return has(before, "data") is not None

"""From a number with its meaning, date and place to a row of `claims`, once for each fact.

An article prints one fact in its headline, its lead and its body. The best told one stays: a stated date or
target year before none, a span before a point, a day before its year, else the first. The same number for
another date or target year is another fact. An enrolment that is done and one that is announced with the same
number are one. Nothing is corrected and nothing is derived.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from ucjlib.read.features import TARIFFS
from ucjlib.read.moments import Moment
from ucjlib.read.numbers import Number, Refusal
from ucjlib.read.phrase_tables import first_meaning
from ucjlib.read.phrases import MONTHS, Bound
from ucjlib.read.settings import INDONESIA, Where

_RATES = {"coverage_rate", "coverage_target", "coverage_gap", "coverage_growth", "uncovered_rate"}
HEADLINE = "headline"  # the speaker of a headline
_PER_HEAD = ("contribution", "contribution_yearly")
_ENROLS = ("new_enrolment", "planned_enrolment")
_OF_PROGRAMME = ("programme_months", "budget")
_PROGRAMME = {"new_enrolment", "planned_enrolment", "programme_months"}


class Other(NamedTuple):
    """What one part of a number (`bound`, `when` or `where`) may be instead, and its log odds behind."""

    part: str
    value: object
    lag: float


@dataclass(frozen=True, slots=True)
class Said:
    """A number of the story and what was told of it; `reason` says why it is no claim, '' for a claim.

    `others`: what else it may be.
    """

    number: Number | Refusal
    bound: Bound | None
    when: Moment | None
    where: Where
    speaker: str
    sentence: str
    reason: str
    others: tuple[Other, ...] = ()


def without_months_as_share(said: list[Said]) -> list[Said]:
    """ "100 persen atau 12 bulan": where an article says so once, it means so in its headline too."""
    values = {one.number.value for one in said if one.reason == MONTHS and isinstance(one.number, Number)}
    return [replace(one, reason=MONTHS) if _is_percent_of(one, values) else one for one in said]


def one_each(said: list[Said]) -> list[Said]:
    """Each fact once, in reading order; a programme's untold segment is that of the article."""
    programme = _programme_segment(said)
    best: list[Said] = []
    known: dict[tuple, list[int]] = {}
    for one in said:
        places = known.setdefault(_fact(one), [])
        k = next((k for k in places if _is_same(one, best[k])), -1)
        if k < 0:
            places.append(len(best))
            best.append(one)
        elif _told(one) > _told(best[k]):
            best[k] = _keep_meaning(one, best[k])
    filled = _without_rounder(_without_told_headlines([_with_segment(one, programme) for one in best]))
    return sorted(filled, key=lambda one: (one.number.start, one.number.end))


def _without_told_headlines(said: list[Said]) -> list[Said]:
    """A headline is short of place and date: its number is left to the text below that tells the same."""
    below = [one for one in said if one.speaker != HEADLINE]
    told = {_measure(one) for one in below}
    close: dict[str, dict[tuple, Said]] = defaultdict(dict)  # by indicator, each range once
    for one in below:
        assert isinstance(one.number, Number)
        close[_fact(one)[1]].setdefault((one.number.value, one.number.high - one.number.low), one)
    return [
        one
        for one in said
        if one.speaker != HEADLINE
        or not (
            _measure(one) in told or any(_is_told_by(one, other) for other in close[_fact(one)[1]].values())
        )
    ]


def _is_told_by(headline: Said, below: Said) -> bool:
    """Whether a figure of the same kind below is a closer print of a headline's."""
    assert isinstance(headline.number, Number) and isinstance(below.number, Number)
    return _rounds(headline.number, below.number)


def _rounds(rough: Number, close: Number) -> bool:
    """Whether `rough` may be the other number in rounder words: 60 ribu for 59.812."""
    return rough.low <= close.value <= rough.high and close.high - close.low < rough.high - rough.low


def _without_rounder(said: list[Said]) -> list[Said]:
    """Rp1,1 triliun, tepatnya Rp1,104 triliun: a fact that a sentence tells twice is the closer one."""
    beside: dict[object, list[Said]] = {}
    for one in said:
        beside.setdefault(one.sentence, []).append(one)
    return [one for one in said if not any(_is_rounder(one, other) for other in beside[one.sentence])]


def _is_rounder(one: Said, other: Said) -> bool:
    assert isinstance(one.number, Number) and isinstance(other.number, Number)
    alike = _fact(one)[:3] == _fact(other)[:3] and _fact(one)[4:] == _fact(other)[4:]
    return alike and _is_same(one, other) and _rounds(one.number, other.number)


def _measure(one: Said) -> tuple:
    """What is measured, wherever and whenever."""
    return _fact(one)[1:]


def claim_row(one: Said, claim_id: str) -> dict[str, str]:
    """One row of `claims`, all cells as text."""
    assert one.bound  # a claim has a meaning
    code, place, why = place_of(one)
    return {
        "claim_id": claim_id,
        "source_id": claim_id.split("#")[0],
        "region_code": code,
        "place": place,
        "indicator": one.bound.indicator,
        "segment": one.bound.segment or "total",
        "denominator": _denominator(one),
        "unit": one.bound.unit,
        "speaker_role": one.speaker,
        "notes": why,
        **_number_cells(one.number, one.bound.falls),
        **_date_cells(one.when),
    }


def _number_cells(number: Number | Refusal, falls: bool) -> dict[str, str]:
    assert isinstance(number, Number)  # a claim has one
    low = max(number.low, Decimal(0)) if number.value >= 0 else number.low
    ends = (low, number.value, number.high)
    low, value, high = (-ends[2], -ends[1], -ends[0]) if falls and number.value > 0 else ends
    return {
        "value": f"{value:f}",
        "low": f"{low:f}",
        "high": f"{high:f}",
        "qualifier": number.qualifier,
        "printed": number.printed,
        "start": str(number.start),
        "end": str(number.end),
    }


def _date_cells(when: Moment | None) -> dict[str, str]:
    assert when  # a claim has one
    return {
        "as_of": when.as_of,
        "period_start": when.period_start,
        "as_of_basis": when.basis,
        "target_year": str(when.target_year or ""),
    }


def place_of(one: Said) -> Where:
    """The place of a claim: the nation for what a regulation sets."""
    return INDONESIA if _is_set_by_regulation(one) else one.where


def _is_set_by_regulation(one: Said) -> bool:
    """Whether an amount is the same everywhere: a tariff of a benefit, a contribution of a known size."""
    assert one.bound and isinstance(one.number, Number)
    known = one.bound.indicator in _PER_HEAD and one.number.value in TARIFFS
    return known or one.bound.indicator == "benefit_tariff"


def _is_percent_of(one: Said, values: set) -> bool:
    return isinstance(one.number, Number) and one.number.unit == "percent" and one.number.value in values


def _fact(one: Said) -> tuple:
    assert one.bound and isinstance(one.number, Number)
    indicator = "new_enrolment" if one.bound.indicator == "planned_enrolment" else one.bound.indicator
    segment = "" if indicator in _PROGRAMME else one.bound.segment or "total"
    return (
        one.where[:2],
        indicator,
        segment,
        one.number.value,
        one.number.qualifier.startswith("range"),
        one.bound.unit,
    )


def _is_same(one: Said, other: Said) -> bool:
    """One fact of one kind: no date is told, or the same one, perhaps less precisely (2024 and 2024-12)."""
    times = zip(_times(one), _times(other), strict=True)
    return all(a.startswith(b) or b.startswith(a) for a, b in times)


def _times(one: Said) -> tuple[str, str]:
    """Stated date and target year, '' where none is told."""
    assert one.when
    return one.when.as_of if one.when.basis == "stated" else "", str(one.when.target_year or "")


def _told(one: Said) -> tuple[bool, bool, int]:
    assert one.when
    as_of, year = _times(one)
    return bool(as_of or year), bool(one.when.period_start), len(as_of)


def _keep_meaning(one: Said, first: Said) -> Said:
    """A later mention that is dated better keeps the segment that the first one told."""
    if one.bound is None or one.bound.segment or not first.bound:
        return one
    return replace(one, bound=replace(one.bound, segment=first.bound.segment))


def _programme_segment(said: list[Said]) -> str:
    """Whom the one programme of an article enrols; '' where it enrols several groups, or none."""
    segments = {one.bound.segment for one in said if one.bound and one.bound.indicator in _ENROLS}
    return next(iter(segments)) if len(segments) == 1 else ""


def _with_segment(one: Said, programme: str) -> Said:
    bound = one.bound
    if bound and programme and bound.segment in ("", "total") and bound.indicator in _OF_PROGRAMME:
        return replace(one, bound=replace(bound, segment=programme))
    return one


def _denominator(one: Said) -> str:
    if one.bound is None or one.bound.indicator not in _RATES:
        return ""
    return first_meaning(one.sentence, "denominator") or "unknown"

"""From a number with its meaning, date and place to a row of `claims`, once for each fact.

An article prints one fact in its headline, its lead and its body. The best told one stays: a stated date or
target year before none, a span before a point, a day before its year, else the first. The same number for
another date or target year is another fact. An enrolment that is done and one
that is announced with the same number are one. Nothing is corrected and nothing is derived.
"""

from dataclasses import dataclass, replace

from ucjlib.read.moments import Moment
from ucjlib.read.numbers import Number, Refusal
from ucjlib.read.phrase_tables import has, role_patterns
from ucjlib.read.phrases import Bound

_RATES = {"coverage_rate", "coverage_target", "coverage_gap", "coverage_growth", "uncovered_rate"}
_NATIONAL = {
    "contribution",
    "contribution_yearly",
    "benefit_tariff",
}  # set by regulation, the same everywhere
_PROGRAMME = {"new_enrolment", "planned_enrolment", "programme_months"}
_MONTHS = "a share of months, not of workers"


@dataclass(frozen=True, slots=True)
class Said:
    """A number of the story and what was told of it; `reason` says why it is no claim, '' for a claim."""

    number: Number | Refusal
    bound: Bound | None
    when: Moment | None
    where: tuple[str, str]
    speaker: str
    sentence: str
    reason: str


def without_months_as_share(said: list[Said]) -> list[Said]:
    """ "100 persen atau 12 bulan": where an article says so once, it means so in its headline too."""
    values = {one.number.value for one in said if one.reason == _MONTHS and isinstance(one.number, Number)}
    return [replace(one, reason=_MONTHS) if _is_percent_of(one, values) else one for one in said]


def one_each(said: list[Said]) -> list[Said]:
    """Each fact once, in reading order; a programme's untold segment is that of the article."""
    rentan = any(one.bound and one.bound.segment == "rentan" for one in said)
    best: list[Said] = []
    for one in said:
        k = next((k for k, known in enumerate(best) if _is_same(one, known)), len(best))
        first = best[k] if k < len(best) else None
        if first is None or _told(one) > _told(first):
            best[k : k + 1] = [_keep_meaning(one, first)]
    filled = [_with_segment(one, rentan) for one in best]
    return sorted(filled, key=lambda one: (one.number.start, one.number.end))


def claim_row(one: Said, claim_id: str) -> dict[str, str]:
    """One row of `claims`, all cells as text."""
    number, bound, when = one.number, one.bound, one.when
    assert isinstance(number, Number) and bound and when  # a claim has all three
    code, place = ("00", "Indonesia") if bound.indicator in _NATIONAL else one.where
    low = max(number.low, 0) if number.value >= 0 else number.low
    return {
        "claim_id": claim_id,
        "source_id": claim_id.split("#")[0],
        "region_code": code,
        "place": place,
        "indicator": bound.indicator,
        "segment": bound.segment or "total",
        "denominator": _denominator(one),
        "value": f"{number.value:f}",
        "low": f"{low:f}",
        "high": f"{number.high:f}",
        "unit": bound.unit,
        "as_of": when.as_of,
        "period_start": when.period_start,
        "as_of_basis": when.basis,
        "target_year": str(when.target_year or ""),
        "qualifier": number.qualifier,
        "printed": number.printed,
        "start": str(number.start),
        "end": str(number.end),
        "speaker_role": one.speaker,
        "notes": "",
    }


def _is_percent_of(one: Said, values: set) -> bool:
    return isinstance(one.number, Number) and one.number.unit == "percent" and one.number.value in values


def _fact(one: Said) -> tuple:
    assert one.bound and isinstance(one.number, Number)
    indicator = "new_enrolment" if one.bound.indicator == "planned_enrolment" else one.bound.indicator
    segment = "" if indicator in _PROGRAMME else one.bound.segment or "total"
    return (
        one.where,
        indicator,
        segment,
        one.number.value,
        one.number.qualifier.startswith("range"),
        one.bound.unit,
    )


def _is_same(one: Said, other: Said) -> bool:
    """One fact: no date is told, or the same one, perhaps less precisely (2024 and 2024-12)."""
    times = zip(_times(one), _times(other), strict=True)
    return _fact(one) == _fact(other) and all(a.startswith(b) or b.startswith(a) for a, b in times)


def _times(one: Said) -> tuple[str, str]:
    """Stated date and target year, '' where none is told."""
    assert one.when
    return one.when.as_of if one.when.basis == "stated" else "", str(one.when.target_year or "")


def _told(one: Said) -> tuple[bool, bool, int]:
    assert one.when
    as_of, year = _times(one)
    return bool(as_of or year), bool(one.when.period_start), len(as_of)


def _keep_meaning(one: Said, first: Said | None) -> Said:
    """A later mention that is dated better keeps the segment that the first one told."""
    if first is None or one.bound is None or one.bound.segment or not first.bound:
        return one
    return replace(one, bound=replace(one.bound, segment=first.bound.segment))


def _with_segment(one: Said, rentan: bool) -> Said:
    bound = one.bound
    if bound and rentan and not bound.segment and bound.indicator in _PROGRAMME:
        return replace(one, bound=replace(bound, segment="rentan"))
    return one


def _denominator(one: Said) -> str:
    if one.bound is None or one.bound.indicator not in _RATES:
        return ""
    found = has(one.sentence, "denominator")
    return (
        next(means for known, means in role_patterns("denominator") if known.search(one.sentence))
        if found
        else "unknown"
    )

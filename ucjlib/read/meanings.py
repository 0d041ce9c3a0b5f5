"""The meaning of each number of a sentence: the cue rules and the tagger put together.

The cue words (`ucjlib.read.phrases`) say what a number measures where they can; the tagger sees that and
everything else around the number, and decides. What a rule forbids (a denied number, months printed as a
share) stays forbidden; what the tagger is not sure of stays unbound, with the two meanings it might have.
"""

from collections.abc import Iterator
from dataclasses import replace

from ucjlib.read.clauses import Sentence
from ucjlib.read.first_look import Look
from ucjlib.read.phrases import DENIED, MONTHS, UNTOLD, Bound, made, unbound
from ucjlib.read.relations import Tie
from ucjlib.read.segment_features import Around, of_segment
from ucjlib.read.tagger import NONE, Asked, Decision
from ucjlib.reference.schemas import units_of

LEAST_RUPIAH = 1000  # "Rp174 ju": no figure is so small, the print is cut
VILLAGES, ALL_VILLAGES = "villages_covered", "it counts all villages, not those that take part"
CUT = "too few rupiah for any figure: the print may be cut"
_CHANGES = ("coverage_growth", "participants_growth", "participants_growth_rate")
# Family of a number -> units of the indicators that it may have; another family is its own unit.
_FAMILIES = {
    "people": {"workers", "persons", "employers", "villages", "cases"},
    "bare": {"workers", "persons", "employers", "villages", "cases", "rank", "percent"},
    "percent": {"percent", "percentage_points"},
    "percentage_points": {"percent", "percentage_points"},
    "rupiah": {"rupiah", "rupiah_per_month", "rupiah_per_year"},
    "rupiah_per_month": {"rupiah", "rupiah_per_month"},
    "rupiah_per_year": {"rupiah", "rupiah_per_year"},
}


def meanings(
    look: Look,
    near: dict[int, list[str]],
    covered: dict[int, str],
    around: Around,
    ask: Asked,
    least_sure: float,
) -> list[Bound]:
    """The numbers of a sentence, each with its final meaning.

    near : features by start of a number. covered : segments by start of a number, to which these are added.
    least_sure : how likely a number must be a claim in its unit.
    """
    sentence, found = look.sentence, list[Bound]()
    for rule, told, stands in zip(look.ruled, look.told, look.beside, strict=True):
        decision = ask.label("indicator", [*told, *near[rule.number.start]], rule.number)
        least = 0.0 if _corrects(sentence, found, rule) else least_sure
        indicator, reason = _decided(rule, decision, least)
        reason = reason or _of_all_villages(sentence, found, rule, indicator)
        if reason:
            found.append(unbound(rule.window, rule.segment, reason))
        else:
            beside = _with_previous(around, found, indicator)._replace(tied=_tied(stands.ties, covered))
            features = of_segment(sentence, rule, indicator, beside)
            segment = ask.label("segment", features, rule.number)
            covered[rule.number.start] = segment.label
            one = _meant(sentence, rule, indicator, segment.label)
            others = (*_otherwise(sentence, one, decision), *_of_others(one, segment))
            found.append(replace(one, others=others))
    return found


def _meant(sentence: Sentence, rule: Bound, indicator: str, segment: str) -> Bound:
    """A number with a meaning; a change is one down where the words say so."""
    falls = indicator in _CHANGES and _falls(sentence, rule)
    return replace(made(rule.window, indicator, segment), falls=falls)


def _otherwise(sentence: Sentence, one: Bound, decision: Decision) -> Iterator[tuple[Bound, float]]:
    """The number with the meanings that it may have instead."""
    behind = dict([(decision.label, 0.0), *decision.others])
    for label, lag in behind.items():
        if label not in (NONE, one.indicator) and _fits(one.window.slot.family, label):
            other = _meant(sentence, one, label, one.segment)
            yield other, max(0.0, lag - behind[one.indicator])


def _of_others(one: Bound, segment: Decision) -> Iterator[tuple[Bound, float]]:
    """The number with the segments that it may cover instead."""
    return ((replace(one, segment=label), lag) for label, lag in segment.others)


def _decided(rule: Bound, decision: Decision, least_sure: float) -> tuple[str, str]:
    """The indicator, or '' and the reason why there is none; with `least_sure` 0 whichever is likeliest."""
    if rule.reason in (DENIED, MONTHS):
        return "", rule.reason
    if rule.window.slot.family.startswith("rupiah") and rule.number.value < LEAST_RUPIAH:
        return "", CUT
    second = decision.others[0][0] if decision.others else NONE
    likely = second if decision.label == NONE and not least_sure else decision.label
    if likely == NONE or not _fits(rule.window.slot.family, likely):
        return "", rule.reason or UNTOLD
    if _sure_of_unit(rule, likely, decision) < least_sure:
        return "", f"it may be {decision.label} or {second}"
    return likely, ""


def _corrects(sentence: Sentence, found: list[Bound], rule: Bound) -> bool:
    """Whether a number stands in the place of a denied one: "bukan 41 persen, melainkan 24 persen"."""
    before = sentence.tokens[max(0, rule.window.slot.at - 1) : rule.window.slot.at]
    denied = bool(found) and found[-1].reason == DENIED
    return denied and [token.key for token in before] == ["melainkan"]


def _sure_of_unit(rule: Bound, indicator: str, decision: Decision) -> float:
    """How likely a number is a claim, of whichever meaning, in the unit it has with this one."""
    unit = made(rule.window, indicator, "").unit
    units = ((label, chance) for label, chance in decision.chances.items() if label != NONE)
    return sum(chance for label, chance in units if unit in units_of(label))


def _of_all_villages(sentence: Sentence, found: list[Bound], rule: Bound, indicator: str) -> str:
    """Why a number of villages is none that take part: "263 kampung dari total 301"; '' where it is one."""
    both = [one.indicator for one in found[-1:]] == [indicator] == [VILLAGES]
    at = rule.window.slot.at
    whole = any(token.key == "dari" for token in sentence.tokens[max(0, at - 2) : at])
    more = both and rule.number.value >= found[-1].number.value
    return ALL_VILLAGES if more and whole and not _changed(sentence, rule) else ""


def _falls(sentence: Sentence, rule: Bound) -> bool:
    """Whether the last word of change before a number goes down: turun, menyusut, berkurang."""
    return _changed(sentence, rule) == "shrink"


def _changed(sentence: Sentence, rule: Bound) -> str:
    """Which way the last word of change before a number goes, `grow` or `shrink`; '' for none."""
    senses = sentence.told("sense", *rule.window.before)
    return next((m.phrase.means for m in reversed(senses) if m.phrase.means in ("grow", "shrink")), "")


def _with_previous(around: Around, found: list[Bound], indicator: str) -> Around:
    """`around` with what the number before told."""
    if not found:
        return around
    return around._replace(previous=found[-1].segment, same=found[-1].indicator == indicator)


def _tied(ties: list[Tie], covered: dict[int, str]) -> tuple[str, ...]:
    """The segments of the earlier numbers of a sum, each with what the two are in it."""
    found = {f"{tie.tag}|{tie.kind}|{covered[tie.other]}" for tie in ties if tie.other in covered}
    return tuple(sorted(found))


def _fits(family: str, indicator: str) -> bool:
    return bool(_FAMILIES.get(family, {family}) & set(units_of(indicator)))

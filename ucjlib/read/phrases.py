"""What each number of a sentence measures by the cue words alone: one input of the tagger.

Indicator and segment by rules: the heaviest cue of a number's own clause wins (`ucjlib.read.cue_weights`), a
list carries the meaning of its first number on, and where the words tell nothing the number stays unbound,
with the reason. Not the last word: `ucjlib.read.meanings` takes two reasons as they are (a denied number,
months printed as a share) and hands all else to the tagger as features.

>>> from ucjlib.read.clauses import as_tokens
>>> from ucjlib.read.lexemes import lex
>>> from ucjlib.read.numbers import find_numbers
>>> text = "Cakupan baru 17,60%, masih ada gap 14,34%, atau sekitar 100.155 pekerja yang belum terdaftar"
>>> [bound.indicator for bound in bind(as_tokens(text, 0, len(text), lex(text), find_numbers(text)))]
['coverage_rate', 'coverage_gap', 'additional_workers_needed']
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ucjlib.read.clauses import Sentence, Slot
from ucjlib.read.cue_weights import LEAST, best_cue, only_fillers
from ucjlib.read.listings import goes_on, leads_on
from ucjlib.read.numbers import Number
from ucjlib.read.phrase_tables import SEGMENT, Phrase, longest
from ucjlib.read.windows import Span, Window, windows
from ucjlib.reference.schemas import units_of

UNTOLD = "no word beside it tells what it measures"
MONTHS = "a share of months, not of workers"
DENIED = "denied: the source says that it is not this number"

YEARLY_RISE = 20  # percent of what was reached the year before, no points
_SURE = 5.0  # weight of a cue that a count without a noun needs
_POINTS_BACK = 4.5  # weight of a "same" cue that takes up what the sentence before told
_HEADCOUNTS = ("people", "bare")
_MONEY = ("rupiah", "rupiah_per_month", "rupiah_per_year")
_PRINTED_LIKE_A_COUNT = re.compile(r"\d[.,]\d{3}|[a-z]|\d{4}")
_EXAMPLES = ("satu", "dua", "seorang", "1", "2")
_LEADS = ("contrast", SEGMENT)  # what else may lead to the rate of a list
_OF_ITEMS = ("joint", "parting", "filler", SEGMENT, "counted")  # what may lead to an item of a list
_ITEM_WORDS, _ITEM_TOKENS = 2, 8  # other words, and tokens in all, that may
_SHARE_REACH = 6  # tokens from "dari" of a share to the words of its part


@dataclass(frozen=True, slots=True)
class Bound:
    """A number with its meaning. `indicator` is '' where it cannot be told, and `reason` says why.

    `segment` is '' where the clause tells none. `window` holds the words it was told from. `falls`: a
    change that goes down, whose value is negative. `others`: what else it may mean, each with its log odds
    behind this.
    """

    number: Number
    indicator: str
    unit: str
    segment: str
    reason: str
    window: Window
    falls: bool = False
    others: tuple[tuple["Bound", float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """A number to be bound, and what is known of it: its cue, its segment, the number before it in a list.

    `item`: it is the first of a line that goes on with the line before.
    """

    sentence: Sentence
    window: Window
    segment: str
    cue: Phrase | None
    weight: float
    previous: Bound | None
    item: bool


def bind(sentence: Sentence, carried: Bound | None = None, told: bool = True) -> list[Bound]:
    """The numbers of a sentence, bound in order.

    carried : what the sentence before told, when this one may go on with it ("Mereka terdiri dari").
    told : whether it surely does; else only what its words point back to ("jumlah itu") is carried on.
    """
    bound: list[Bound] = []
    previous, denied = carried, False
    for window in windows(sentence):
        if denied and not sentence.told("contrast", *window.before):
            previous = None  # bukan 30 persen dan 12 persen: what is denied is carried on by "melainkan" only
        previous = _bind_one(_case(sentence, window, previous, carried, told))
        denied = _is_denied(sentence, window)
        bound.append(unbound(window, previous.segment, DENIED) if denied else previous)
    return bound


def heading(sentence: Sentence) -> Bound | None:
    """What a line without a number tells of the list below it: "Rincian peserta aktif Kabupaten Asmat:"."""
    end = len(sentence.tokens)
    while end and not sentence.tokens[end - 1].key.isalnum():
        end -= 1
    nothing = Number(Decimal(0), Decimal(0), Decimal(0), "", "", "", sentence.end, sentence.end)
    window = Window(Slot(nothing, "people", end), (0, end), ((end, end),), 0, end)
    cue, _ = best_cue(sentence, window)
    return made(window, cue.means, "") if cue and cue.means not in ("none", "same") else None


def made(window: Window, indicator: str, segment: str) -> Bound:
    """A number with a meaning."""
    return Bound(window.slot.number, indicator, _unit(window.slot, indicator), segment, "", window)


def _unit(slot: Slot, indicator: str) -> str:
    """The unit a number has with a meaning: the usual one, but for the ministers' yearly 20 percent."""
    relative = indicator == "target_increment" and slot.family == "percent"
    return "percent" if relative and slot.number.value == YEARLY_RISE else units_of(indicator)[0]


def unbound(window: Window, segment: str, reason: str) -> Bound:
    """A number without one, and why."""
    return Bound(window.slot.number, "", "", segment, reason, window)


def _case(
    sentence: Sentence, window: Window, previous: Bound | None, carried: Bound | None, told: bool
) -> _Case:
    segment = _segment(sentence, window, previous)
    cue, weight = best_cue(sentence, window)
    item = carried is not None and previous is carried
    if item and not told:
        back = cue is not None and cue.means == "same" and weight >= _POINTS_BACK
        item, previous = False, previous if back else None
    return _Case(sentence, window, segment, cue, weight, previous, item)


def _bind_one(case: _Case) -> Bound:
    window, segment, cue, previous = case.window, case.segment, case.cue, case.previous
    reason = _no_figure(case)
    if reason:
        return unbound(window, segment, reason)
    if cue is None and previous is not None and _is_listed(case):
        return _inherit(window, previous, segment or previous.segment, told=True)
    if cue is None or cue.means == "same":
        inherited = _inherit(window, previous, segment, told=cue is not None)
        return inherited if inherited.indicator else _plain_rate(case)
    if cue.means == "none":
        return unbound(window, segment, f'"{cue.text}" stands beside it: {cue.note or "not ours"}')
    return made(window, cue.means, segment)


def _no_figure(case: _Case) -> str:
    """Why a number is no figure at all, whatever cue stands beside it; '' where it may be one."""
    slot = case.window.slot
    if slot.family == "percent" and case.window.twin == "months":
        return MONTHS
    if slot.family in _HEADCOUNTS and slot.number.printed.casefold() in _EXAMPLES:
        return "one or two are an example, no count"
    if slot.family == "bare" and not _reads_as_count(case):
        return "nothing says what it counts"
    return ""


def _reads_as_count(case: _Case) -> bool:
    """Whether a number that prints no unit is a headcount: by its print, and by its cue or its list."""
    sentence, window, previous = case.sentence, case.window, case.previous
    at, printed = window.slot.at + 1, window.slot.number.printed
    counted = _begins(sentence, at, "counted")
    if not (_PRINTED_LIKE_A_COUNT.search(printed) or (counted and printed.isdigit() and len(printed) > 1)):
        return False
    last = at >= len(sentence.tokens) or not sentence.tokens[at].key.isalpha()
    if not (last or _begins(sentence, at, "follows_bare") or _begins(sentence, at, SEGMENT)):
        return False
    part = previous is not None and previous.unit == "workers" and bool(case.segment)
    sure = case.weight >= (LEAST if counted else _SURE)
    return sure or part or (_fits(previous, window) and (goes_on(sentence, window) or _is_item(case)))


def _begins(sentence: Sentence, at: int, role: str) -> bool:
    return any(mark.first == at for mark in sentence.told(role, at, at + 4))


def _is_listed(case: _Case) -> bool:
    listed = case.window.slot.family in _HEADCOUNTS and _is_item(case)
    return listed or goes_on(case.sentence, case.window)


def _is_item(case: _Case) -> bool:
    """10.091 buruh tani, 8.059 sopir serta 4.850 pedagang: a joint and a kind of workers, no more."""
    sentence, (first, last) = case.sentence, case.window.before
    lead = sentence.told("sense", max(0, first - _SHARE_REACH), first)
    if any(mark.phrase.means == "base" for mark in lead):
        return False  # dari 796.000 pekerja, 191.040 orang: a share, no list
    joined = case.item or bool(sentence.told("joint", first, last) or sentence.breaks(first, last))
    known = sentence.covered(_OF_ITEMS, first, last)
    other = [i for i in range(first, last) if i not in known and sentence.tokens[i].key.isalnum()]
    return joined and len(other) <= _ITEM_WORDS and last - first <= _ITEM_TOKENS


def _inherit(window: Window, previous: Bound | None, segment: str, told: bool) -> Bound:
    """A list goes on: "52.104 pekerja formal dan 26.973 informal". The parts must name their segment."""
    if previous is not None and _fits(previous, window) and (told or segment):
        return made(window, previous.indicator, segment)
    return unbound(window, segment, UNTOLD)


def _fits(previous: Bound | None, window: Window) -> bool:
    if not (previous and previous.indicator):
        return False
    earlier, own = previous.window.slot.family, window.slot.family
    return earlier in (own, "bare") or (earlier == "people" and own == "bare")


def _plain_rate(case: _Case) -> Bound:
    """Kudus 61 persen, PU 53,8 persen: where only places, segments and dates lead to it, it is their rate."""
    sentence, window, previous = case.sentence, case.window, case.previous
    first, last = window.before
    named = any(sentence.named[first:last]) or bool(_segment_in(sentence, (first, last), last=True))
    if window.slot.family != "percent" or not named or not leads_on(sentence, first, last, _LEADS):
        return unbound(window, case.segment, UNTOLD)
    if previous and previous.window.slot.family == "percent" and previous.indicator:
        return made(window, previous.indicator, case.segment)
    return made(window, "coverage_rate", case.segment)


def _is_denied(sentence: Sentence, window: Window) -> bool:
    """bukan 30 persen, bukan sekitar 30 persen; "bukan penerima upah 30 persen" is none."""
    marks = sentence.told("denial", *window.before)
    return any(only_fillers(sentence, mark.last, window.before[1]) for mark in marks)


def _segment(sentence: Sentence, window: Window, previous: Bound | None) -> str:
    """What is named right after the number, else right before it, else what its twin was told."""
    first, last = window.before
    if window.slot.family not in _MONEY:
        first = max([first, *(i + 1 for i in range(first, last) if sentence.breaks(i, i + 1))])
    if any(sentence.told("payer", *span) for span in ((first, last), *window.after)):
        return "rentan"
    behind = [_segment_in(sentence, _until_joint(sentence, span), last=False) for span in window.after]
    told = next(filter(None, behind), "") or _segment_in(sentence, (first, last), last=True)
    linked = window.twin or only_fillers(sentence, *window.before)
    return told or (previous.segment if previous and linked else "")


def _segment_in(sentence: Sentence, span: Span, last: bool) -> str:
    """The segment that a span of tokens names, the last or the first one of them; '' for none."""
    found = longest(sentence.told(SEGMENT, *span))
    return found[-1 if last else 0].phrase.means if found else ""


def _until_joint(sentence: Sentence, span: Span) -> Span:
    """`span` up to "dan" or "atau", unless these join two segments that make a whole."""
    if _segment_in(sentence, span, last=False) == "total":
        return span
    joints = sentence.told("joint", *span)
    return (span[0], min([mark.first for mark in joints], default=span[1]))

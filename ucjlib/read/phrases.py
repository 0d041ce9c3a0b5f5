"""What each number of a sentence measures: indicator and segment, by the words of its own clause.

The cue words are rows of `cues.csv`: the heaviest one in a number's window wins, less for each comma
between, and a longer phrase hides the shorter one inside it ("belum terdaftar" is not "terdaftar").
A number whose words tell nothing stays unbound, with the reason: precision before recall.

>>> from ucjlib.read.numbers import find_numbers
>>> text = "Cakupan baru 17,60%, masih ada gap 14,34%, atau sekitar 100.155 pekerja yang belum terdaftar"
>>> [bound.indicator for bound in bind(text, 0, len(text), find_numbers(text))]
['coverage_rate', 'coverage_gap', 'additional_workers_needed']
"""

import re
from dataclasses import dataclass, replace

from ucjlib.read.listings import goes_on
from ucjlib.read.numbers import Number
from ucjlib.read.phrase_tables import Cue, cues, has, role_patterns, segment_cues
from ucjlib.read.windows import Window, breaks, last_clause, windows

_BREAK_COST = 1.5
_LEAST = 3.0  # a cue that is weaker than this after its commas does not count
_SURE = 5.0  # what a count that prints no noun needs
_PRINTED_LIKE_A_COUNT = re.compile(r"\d[.,]\d{3}|[a-z]")
_UNITS = {"people": "workers", "bare": "workers"}
_UNIT_OF = {"coverage_gap": "percentage_points", "population": "persons", "budget": "rupiah"}
_MONEY = ("rupiah", "rupiah_per_month", "rupiah_per_year")
_UNTOLD = "no word beside it tells what it measures"
_DENIED = "denied: the source says that it is not this number"


@dataclass(frozen=True, slots=True)
class Bound:
    """A number with its meaning. `indicator` is '' where it cannot be told, and `reason` says why.

    `segment` is '' where the clause tells none. `window` holds the words it was told from.
    """

    number: Number
    indicator: str
    unit: str
    segment: str
    reason: str
    window: Window


def bind(text: str, start: int, end: int, numbers: list[Number], carried: Bound | None = None) -> list[Bound]:
    """The numbers of the sentence `text[start:end]`, bound in order.

    `carried`: what the sentence before told, when this one goes on with it ("Mereka terdiri dari").
    """
    bound: list[Bound] = []
    previous, denied = carried, False
    for window in windows(text, start, end, numbers):
        if denied and not has(window.before, "contrast"):
            previous = None  # bukan 30 persen dan 12 persen: what is denied is carried on by "melainkan" only
        previous, denied = _bind_one(window, previous), _is_denied(window)
        bound.append(_unbound(window, previous.segment, _DENIED) if denied else previous)
    return _with_bases(bound)


def segment_in(text: str, last: bool) -> str:
    """The segment that `text` names, the last or the first one of them; '' for none.

    >>> segment_in("pekerja bukan penerima upah", last=True)
    'bpu'
    """
    taken: list[tuple[int, int, str]] = []
    for known, segment in segment_cues():
        spans = [(match.start(), match.end(), segment) for match in known.finditer(text)]
        taken += [span for span in spans if not any(s <= span[0] and span[1] <= e for s, e, _ in taken)]
    chosen = sorted(taken)[-1 if last else 0] if taken else (0, 0, "")
    return chosen[2]


def _bind_one(window: Window, previous: Bound | None) -> Bound:
    segment = _segment(window, previous)
    cue, score = _best_cue(window)
    if _is_months_as_share(window):
        return _unbound(window, segment, "a share of months, not of workers")
    if window.family == "bare" and not _reads_as_count(window, score, previous, segment):
        return _unbound(window, segment, "nothing says what it counts")
    if cue is None and previous is not None and goes_on(window.before, window.after):
        return _inherit(window, previous, segment or previous.segment, told=True)
    if cue is None or cue.indicator == "same":
        return _inherit(window, previous, segment, told=cue is not None)
    if cue.indicator == "none":
        return _unbound(window, segment, f'"{cue.phrase}" stands beside it: {cue.note or "not ours"}')
    return _made(window, cue.indicator, segment)


def _best_cue(window: Window) -> tuple[Cue | None, float]:
    """The heaviest cue and its weight; of two level ones the later, nearer one."""
    known = cues("people" if window.family == "bare" else window.family)
    scored = [
        (cue.weight - _BREAK_COST * breaks(window.before[at:]), at, cue)
        for cue, at in _matches(known, window.before, ("before", "both", "touch"))
    ]
    scored += [
        (cue.weight, -at, cue) for cue, at in _matches(known, window.after, ("after", "both", "beside"))
    ]
    score, _, cue = max(scored, key=lambda item: item[:2], default=(0.0, 0, None))
    return (cue, score) if score >= _LEAST else (None, 0.0)


def _matches(known: tuple[Cue, ...], text: str, sides: tuple[str, ...]) -> list[tuple[Cue, int]]:
    """Cues in `text` and where they end, none inside a longer one."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[Cue, int]] = []
    for cue in known:
        for match in cue.pattern.finditer(text):
            span = match.span()
            if cue.side in sides and _stands_right(cue.side, text, span) and not _inside(span, taken):
                taken.append(span)
                found.append((cue, span[1]))
    return found


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in taken)


def _stands_right(side: str, text: str, span: tuple[int, int]) -> bool:
    if side == "touch":
        return not _without_fillers(text[span[1] :])
    if side == "beside":
        return not text[: span[0]].strip()
    return True


def _without_fillers(text: str) -> str:
    for known, _ in role_patterns("filler"):
        text = known.sub("", text)
    return text.strip()


def _segment(window: Window, previous: Bound | None) -> str:
    """What is named right after the number, else right before it, else what its twin was told."""
    before = window.before if window.family in _MONEY else last_clause(window.before)
    if has(before, "payer") or has(window.after, "payer"):
        return "rentan"
    told = segment_in(_until_joint(window.after), last=False) or segment_in(before, last=True)
    return told or (previous.segment if previous and _linked(window) else "")


def _until_joint(text: str) -> str:
    """`text` up to "dan" or "atau", unless these join two segments that make a whole."""
    if segment_in(text, last=False) == "total":
        return text
    cuts = [match.start() for known, _ in role_patterns("joint") if (match := known.search(text))]
    return text[: min(cuts, default=len(text))]


def _linked(window: Window) -> bool:
    return bool(window.twin) or not _without_fillers(
        re.sub(r"\b(?:orang|dari|target|jumlah)\b", "", window.before)
    )


def _is_denied(window: Window) -> bool:
    """bukan 30 persen, bukan sekitar 30 persen; "bukan penerima upah 30 persen" is none."""
    before = _without_fillers(last_clause(window.before))
    return any(
        match.end() == len(before) for known, _ in role_patterns("denial") for match in known.finditer(before)
    )


def _is_months_as_share(window: Window) -> bool:
    return window.family == "percent" and window.twin == "months"


def _reads_as_count(window: Window, score: float, previous: Bound | None, segment: str) -> bool:
    if not _PRINTED_LIKE_A_COUNT.search(window.number.printed):
        return False
    follows = window.after.split(maxsplit=1)[:1]
    plain = not follows or any(known.fullmatch(follows[0]) for known, _ in role_patterns("follows_bare"))
    plain = plain or any(known.match(window.after.lstrip()) for known, _ in segment_cues())
    part = previous is not None and previous.unit == "workers" and bool(segment)
    return plain and (score >= _SURE or part)


def _inherit(window: Window, previous: Bound | None, segment: str, told: bool) -> Bound:
    """A list goes on: "52.104 pekerja formal dan 26.973 informal". The parts must name their segment."""
    fits = previous is not None and previous.indicator and previous.unit == _unit(window, previous.indicator)
    if fits and previous is not None and (told or segment):
        return _made(window, previous.indicator, segment)
    return _unbound(window, segment, _UNTOLD)


def _with_bases(bound: list[Bound]) -> list[Bound]:
    """A count that a rate is said of is the universe: 500 ribu pekerja, yang terdaftar baru 24 persen."""
    made = list(bound)
    for k in range(len(bound) - 1):
        here, rate = bound[k], bound[k + 1]
        of_which = re.search(r"^[^,]*,\s*yang\b|\bdi antaranya\b", rate.window.before)
        if (
            not here.indicator
            and here.reason == _UNTOLD
            and here.window.family == "people"
            and of_which
            and rate.indicator == "coverage_rate"
        ):
            made[k] = replace(here, indicator="universe", unit="workers", reason="")
    return made


def _unit(window: Window, indicator: str) -> str:
    return _UNIT_OF.get(indicator, _UNITS.get(window.family, window.family))


def _made(window: Window, indicator: str, segment: str) -> Bound:
    return Bound(window.number, indicator, _unit(window, indicator), segment, "", window)


def _unbound(window: Window, segment: str, reason: str) -> Bound:
    return Bound(window.number, "", "", segment, reason, window)

"""Causes in the digits: a slip of the pen, a separator, a number cut off, a tariff read as a count.

>>> token("Rp5,3 miliar"), token("130.363"), token("")
('5,3', '130.363', '')
"""

import re
from collections.abc import Iterator
from typing import Any

from ucjlib.judge.causes import LEAST_DIGITS, digit_slip
from ucjlib.judge.prints import last_unit
from ucjlib.judge.rulebook.tariffs import known_amounts
from ucjlib.judge.suspects.demands import RATES, Demand
from ucjlib.judge.suspects.neighbours import Neighbour, english, neighbours, telling
from ucjlib.judge.suspects.scenes import Scene
from ucjlib.judge.suspects.suspect import SCALE, Suspect, width, within
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain

_NUMERAL = re.compile(r"\d[\d.,]*\d|\d")
SCALES = (1.0, 1e3, 1e6, 1e9, 1e12)
TWICE = ("one_source_two_numbers", "one_fact_two_sources")
# a percentage that three sources print beside one that stands alone, and two that stand alone
TOLD_OFTEN, TOLD_ONCE = 0.01, 0.1
TELLING = ("swapped_digits", "separator")
EDITS = ("single_digit_slip", "swapped_digits")
# a wider range is hit by some slip of every number
WIDEST, MOST_CHANCE = 0.03, 0.075
# counts printed to the worker add to a number known to a few
EXACT, REST = 10.0, 0.01


def slips(scene: Scene) -> Iterator[Suspect]:
    """One slip of the pen in one of the figures makes the arithmetic come out; of one kind the nearest.

    A misprint and its mirror image (a digit lost here, one too many there) come out alike; the one that
    brings the counts to the size of their place is the likelier.
    """
    for demand in scene.demands:
        if demand.low <= 0 or width(demand.low, demand.high) > WIDEST:
            continue
        text, scale = written(demand.claim)
        rate = demand.claim.unit in ("percent", "percentage_points")
        told = len(telling(text, rate))
        fitting = [
            one
            for one in neighbours(text, rate)
            # a percentage is cut off or rounded at its last digit, a count printed to the worker
            if within(one.value * scale, demand.low - rate * one.step, demand.high + rate * one.step / 2)
            and _tells(one, told, demand, scene.rule)
            and _accounts(one.value * scale, demand, scene.rule)
        ]
        fitting.sort(key=lambda one: -abs(one.value * scale - demand.middle))
        for one in {one.word: one for one in fitting}.values():
            chance = told * width(demand.low - 1.5 * rate * one.step, demand.high)
            if chance <= MOST_CHANCE:
                mended = sizes_mended(scene, demand.claim, one.value * scale)
                yield _meant(one.word, demand, one.value * scale, chance / mended)


def _tells(one: Neighbour, told: int, demand: Demand, rule: str) -> bool:
    """Whether a slip tells: 52.15 and 32.15 are two targets, and among three digits one slip joins too many.

    But where a sum asks for it. No coverage of up to 100 percent stands for one above.
    """
    claim = demand.claim
    two_facts = claim.unit in ("percent", "percentage_points") and rule in TWICE and one.word not in TELLING
    few = told < LEAST_DIGITS and one.word in EDITS and not demand.working
    above = claim.indicator in RATES and one.value > 100 >= claim.value
    return not (two_facts or few or above)


def rates_one_slip_apart(scene: Scene) -> Iterator[Suspect]:
    """Of two percentages for one fact, one slip apart, one stands in one source only, the other in more.

    Where neither does they have three digits at least: 56 and 59 may be two facts, as targets of two
    sources may be.
    """
    if scene.rule not in TWICE or scene.unit != "percent":
        return
    pair = [scene.trial, next((one for one in scene.claims if one.value != scene.trial.value), scene.trial)]
    printed, other = sorted(pair, key=lambda claim: len(_tellers(scene, claim)))
    lone, many = (len(_tellers(scene, claim)) for claim in (printed, other))
    one_text = printed.source_id == other.source_id or "target" not in printed.indicator
    one, two = (written(claim)[0].replace(",", ".") for claim in (printed, other))
    word = digit_slip(one, two, least=2 if many > 2 else LEAST_DIGITS - 1)
    if word and lone == 1 and (many > 2 or one_text):
        said = f"{plain(other.value)}, printed {plain(printed.value)}"
        tolerance = TOLD_OFTEN if many > 2 else TOLD_ONCE
        yield Suspect(word, said, tolerance, printed.claim_id, other.value)


def _tellers(scene: Scene, claim: Any) -> set[str]:
    """The sources that print the figure of a claim for its fact."""
    return {
        one.source_id
        for one in [*scene.claims, *scene.known]
        if (one.indicator, one.segment, one.value) == (claim.indicator, claim.segment, claim.value)
    }


def _accounts(value: float, demand: Demand, rule: str) -> bool:
    """Whether a slip accounts for what a whole count told to the worker is off by, but for a hundredth.

    In a figure of another report it brings out the printed one as it rounds, not as it is cut off.
    """
    exact = demand.high - demand.low <= EXACT and demand.middle == round(demand.middle)
    rest, slip = abs(value - demand.middle), abs(value - demand.claim.value)
    rounds = rest <= (demand.high - demand.low) / 4 or rule != "figures_elsewhere"
    return rounds and (rest <= REST * slip or not (exact and demand.claim.unit == "workers"))


def sizes_mended(scene: Scene, claim: Any, mended: float) -> float:
    """How much a correction speaks for itself by the size of its place: ten where it makes a count possible.

    A tenth for one that leaves or makes a count impossible, 1 where nobody counted the employed.
    """
    counts = [one for one in scene.claims if one.indicator in (*HEADCOUNTS, "universe")]
    if not scene.employed:
        return 1.0
    before = [_possible(one, one.value / scene.employed) for one in counts]
    after = [_possible(one, (mended if one is claim else one.value) / scene.employed) for one in counts]
    return 0.1 if not all(after) else 1.0 if all(before) else 10.0


def _possible(claim: Any, share: float) -> bool:
    """Whether a universe or headcount may be this share of the employed of its place."""
    least = SCALE[0] if (claim.indicator, claim.segment) == ("universe", "total") else 0.0
    return least <= share <= SCALE[1]


def english_style(scene: Scene) -> Iterator[Suspect]:
    """Read with the English point and comma, a figure fits."""
    for demand in scene.demands:
        text, scale = written(demand.claim)
        other = english(text)
        if other is not None and within(other * scale, demand.low, demand.high):
            yield _meant("english_separator", demand, other * scale, 2 * width(demand.low, demand.high))


def cut_off(scene: Scene) -> Iterator[Suspect]:
    """Cut after its last printed digit, the computed number is the printed one; rounded it is not."""
    for demand in scene.demands:
        text, scale = written(demand.claim)
        decimals = len(text.partition(",")[2])
        computed = demand.middle / scale * 10**decimals
        printed = demand.claim.value / scale * 10**decimals
        if abs(int(computed + 1e-9) - printed) < 1e-6 and round(computed) != round(printed):
            yield _meant("cut_off", demand, demand.middle, 1e3 * width(demand.low, demand.high))
        elif printed == _cut_to_thousands(printed, computed) < computed:
            yield _meant("cut_off", demand, demand.middle, 10 * width(demand.low, demand.high))


def _cut_to_thousands(printed: float, computed: float) -> float:
    """`computed` cut after the last digit of `printed` before its zeros; 0 where these are few, or all."""
    unit = last_unit(printed)
    return int(computed / unit) * unit if unit >= 1000 and printed >= 100 * unit else 0.0


def lost_tenfold(scene: Scene) -> Iterator[Suspect]:
    """A target far below what is reached, ten times as high, lies above it."""
    if scene.rule == "target_above_now" and len(scene.claims) == 2:
        goal, now = scene.claims
        if now.value < 10 * goal.value <= 100:
            said = f"{plain(goal.value)} x 10 = {plain(10 * goal.value)}, {plain(now.value)} of coverage_rate"
            yield Suspect("separator", said, 0.01, goal.claim_id)


def lost_thousandfold(scene: Scene) -> Iterator[Suspect]:
    """Benefits too few for their claims, a thousand times as much, are not."""
    if scene.rule == "claims_are_paid":
        money, cases = scene.claims
        each = 1000 * money.value / cases.value
        said = f"{plain(money.value)} x 1000 / {plain(cases.value)} = {plain(round(each))}"
        yield Suspect("lost_scale", said, 0.1)


def tariff(scene: Scene) -> Iterator[Suspect]:
    """A count of workers is a contribution to the rupiah."""
    for claim in scene.claims:
        if claim.unit == "workers" and claim.value % 1000 and claim.value in known_amounts("contribution"):
            yield Suspect("tariff_taken_for_count", f"{plain(claim.value)} rupiah", 0.0001, claim.claim_id)


def token(printed: str) -> str:
    """The numeral of a printed token."""
    found = _NUMERAL.search(printed)
    return found.group() if found else ""


def written(claim: Any) -> tuple[str, float]:
    """The numeral of a claim as it stands in print, and what its scale word multiplies it by."""
    text = token(claim.printed) if isinstance(claim.printed, str) else ""
    read = text.replace(".", "").replace(",", ".")
    if read.replace(".", "", 1).isdigit() and float(read):
        scale = claim.value / float(read)
        near = min(SCALES, key=lambda known: abs(known - scale))
        if abs(scale / near - 1) < 1e-9:
            return text, near
    return plain(claim.value).replace(".", ","), 1.0


def _meant(word: str, demand: Demand, value: float, tolerance: float) -> Suspect:
    working = f"{demand.working} = " if demand.working else ""
    said = f"{working}{plain(demand.middle)}, {plain(value)} printed {plain(demand.claim.value)}"
    exact = abs(value - demand.middle) < 0.005
    if exact:
        said = f"{working or ''}{plain(value)}, printed {plain(demand.claim.value)}"
    return Suspect(word, said, tolerance, demand.claim.claim_id, value)

"""The likely causes of a disagreement, each with its arithmetic, the likeliest first.

Every hypothesis is tried on the figures of the disagreement, on what else their source prints, and on
what other sources and the statistics office tell about the place. Those whose arithmetic comes out within
the print are ranked: how often such a slip is made (column `weight` of `causes.csv`), and how narrow the
range was that it hit, since a wide one is hit by chance. A suggestion, never a repair.

>>> from ucjlib.reference import schemas
>>> explained(schemas.empty("findings"), schemas.empty("claims")).empty
True

Method: error localisation by simple edits (Scholtus 2009) and by other identities; a table, not a model.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from ucjlib.judge import wording
from ucjlib.judge.causes import because, shown
from ucjlib.judge.suspects import bases, digits, labels, members, targets
from ucjlib.judge.suspects.ranking import ranked, shared
from ucjlib.judge.suspects.scenes import Scene, scenes
from ucjlib.judge.suspects.suspect import ALWAYS, Suspect

HYPOTHESES: tuple[Callable[[Scene], Iterator[Suspect]], ...] = (
    digits.slips,
    digits.rates_one_slip_apart,
    digits.english_style,
    digits.cut_off,
    digits.lost_tenfold,
    digits.lost_thousandfold,
    digits.tariff,
    targets.goal_called_lacking,
    targets.gap_called_uncovered_rate,
    targets.share_of_target,
    targets.coverage_called_share,
    targets.reversed_share,
    targets.relative_growth,
    targets.already_reached,
    bases.other_base,
    bases.base_is_another,
    bases.two_bases,
    members.other_numerator,
    members.covered_elsewhere,
    bases.two_implied_bases,
    bases.implied_base,
    bases.rates_of_two_bases,
    bases.beside_the_employed,
    members.two_headcounts,
    members.enrolled_once,
    members.more_active_than_registered,
    members.swapped_part_and_whole,
    members.members_from_outside,
    members.two_stocks,
    members.active_called_registered,
    labels.another_fact,
    labels.parts_as_members,
    labels.groups_swapped,
    labels.group_called_all,
)
MOST = 4
SEPARATOR = " | "
# a cause that the rule told itself counts as if it had hit a range this narrow
OWN = 1e-4
# slips of the pen that a rule tells, and words that say no more than the sentence of their rule
SLIPS = ("single_digit_slip", "swapped_digits", "lost_digit", "added_digit")
RESTATED = ("other_denominator", "labels_swapped", "other_date", "turn_of_year")
# what a figure is called that is something else
MISLABELLED = {
    "share_of_target_called_coverage": "coverage_rate",
    "gap_called_uncovered": "uncovered_workers",
}
_PRINTED = re.compile(r"([\d.]+), printed ([\d.]+)$")


def explained(findings: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """`findings` with `cause` and `also` of every disagreement, and its sentences ending in the cause.

    findings, claims : typed frames of those tables. A cause that the rule itself told competes with the rest.
    """
    wrong = findings["outcome"].eq("disagree")
    if not wrong.any():
        return findings
    pairs = zip(findings.loc[wrong, "cause"].tolist(), scenes(findings[wrong], claims), strict=True)
    told_of = [(_suspects(cause, scene), scene.claims) for cause, scene in pairs]
    lists = [[shown(one.word, one.working) for one in each] for each in shared(told_of)]
    told = findings.copy()
    told.loc[wrong, "cause"] = [causes[0] if causes else "" for causes in lists]
    told.loc[wrong, "also"] = [SEPARATOR.join(causes[1:MOST]) for causes in lists]
    for language in wording.LANGUAGES:
        column = f"sentence_{language}"
        ends = zip(findings.loc[wrong, column], findings.loc[wrong, "cause"], lists, strict=True)
        told.loc[wrong, column] = [_ended(said, old, new, language) for said, old, new in ends]
    return told


def _suspects(cause: str, scene: Scene) -> list[Suspect]:
    found = [one for hypothesis in HYPOTHESES for one in hypothesis(scene)] if scene.claims else []
    return ranked([*_own(cause, scene), *found])


def _own(cause: str, scene: Scene) -> Iterator[Suspect]:
    """What the rule itself told, and of which claim; some words say no more than its sentence."""
    word, _, working = cause.partition(": ")
    slip = _PRINTED.search(working)
    if word == "lost_scale" and scene.claims:
        yield Suspect(word, working, OWN, scene.trial.claim_id)
    elif word in SLIPS and scene.claims and slip and float(slip[2]) == scene.trial.value:
        yield Suspect(word, working, OWN, scene.trial.claim_id, float(slip[1]))
    elif word:
        called = [claim.claim_id for claim in scene.claims if claim.indicator == MISLABELLED.get(word)]
        yield Suspect(word, working, ALWAYS if word in RESTATED else OWN, " ".join(called))


def _ended(said: str, old: str, new: list[str], language: str) -> Any:
    stem = said.removesuffix(".").removesuffix(because(old, language))
    return f"{stem}{because(new[0] if new else '', language)}."

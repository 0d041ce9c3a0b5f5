"""From a comparison (two sides with their ranges) to a finding (outcome, cause, two sentences).

A rule prepares a frame of comparisons; here the ranges are held against each other and the
row of `rules.csv` gives severity and sentences. The same sentence serves agreement and
disagreement, only its end differs.

Columns of a comparison: source_id (blank when several), region_code, place, segment, as_of,
claim_ids, left, left_low, left_high, right, right_low, right_high, unit, working, cause;
optional severity and outcome, where the rule knows better than the ranges do; and of each side
left_of, right_of (its date or its sources, as `wording.arithmetic` reads them), left_worked, right_worked
(nobody printed it) and left_qualifier, right_qualifier, for the sentence.

>>> side = {"left": [60.7056], "left_low": [60.7039], "left_high": [60.7073]}
>>> print_ = {"right": [60.70], "right_low": [60.69], "right_high": [60.71], "unit": ["percent"]}
>>> outcome(pd.DataFrame(side | print_)).tolist()
['agree']

Method: interval overlap (Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009).
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ucjlib.judge import causes, wording
from ucjlib.judge.prints import OPEN_ABOVE, OPEN_BELOW, Print, faced
from ucjlib.judge.ranges import computed
from ucjlib.judge.together import KEYS, distance
from ucjlib.reference import schemas

# beyond this an overlap says nothing: points for rates, share of the right side for the rest
COARSE_POINTS, COARSE_SHARE = 5.0, 0.25
# what differs by less than a thousandth is worth a note at the most
SLIGHT = 0.001
COLUMNS = [
    "source_id",
    "region_code",
    "place",
    "segment",
    "as_of",
    "claim_ids",
    "left",
    "left_low",
    "left_high",
    "right",
    "right_low",
    "right_high",
    "unit",
    "working",
    "cause",
    "severity",
    "outcome",
    *(f"{side}_{told}" for side in ("left", "right") for told in ("of", "worked", "qualifier")),
]
# terms of which one has decimals: what they come to is shown as finely
_FINE_SUM = re.compile(r"(?=.*\.)\d+(\.\d+)?( [+-] \d+(\.\d+)?)+")
_SORT = ["region_code", "source_id", "as_of", "claim_ids", "left", "right"]


def findings(comparisons: pd.DataFrame, rule: str) -> pd.DataFrame:
    """The findings of `rule`, one per comparison, sorted, with ids that do not depend on row order."""
    frame = comparisons.reindex(columns=COLUMNS)
    if frame.empty:
        return schemas.empty("findings")
    found, cause = _or_else(frame["outcome"], outcome(frame)), _or_else(frame["cause"], "")
    severity = _severity(frame, found, cause, wording.cell("rules", rule, "severity"))
    frame = frame.assign(outcome=found, severity=severity, cause=cause.where(found.ne("agree"), ""))
    frame = frame.sort_values(_SORT, kind="stable").drop_duplicates(["claim_ids", "left", "right"])
    frame = frame.assign(finding_id=_ids(frame, rule)).reset_index(drop=True)
    told = list(frame.astype(object).itertuples())
    sentences = {
        f"sentence_{lang}": [_sentence(row, rule, lang) for row in told] for lang in wording.LANGUAGES
    }
    frame = frame.assign(
        rule=rule,
        also="",
        **sentences,
        left_value=frame["left"].round(6),
        right_value=frame["right"].round(6),
        difference=(frame["left"] - frame["right"]).round(6),
        tolerance=tolerance(frame).round(6).replace(np.inf, np.nan),
    )
    return frame[list(schemas.columns("findings")["column"])]


def outcome(frame: pd.DataFrame) -> pd.Series:
    """agree, disagree or cannot_tell by the ranges; could_not_run where a side is no number."""
    coarse = tolerance(frame).gt(
        np.where(_is_rate(frame), COARSE_POINTS, COARSE_SHARE * frame["right"].abs())
    )
    apart = distance(frame)
    chosen = np.select(
        [apart.isna(), apart.gt(1e-9), coarse], ["could_not_run", "disagree", "cannot_tell"], "agree"
    )
    return pd.Series(chosen, index=frame.index, dtype=str)


def tolerance(frame: pd.DataFrame) -> pd.Series:
    """How far apart the two values may lie for the print to allow one truth: half widths added."""
    return ((frame["left_high"] - frame["left_low"]) + (frame["right_high"] - frame["right_low"])) / 2


def comparison(
    about: Any, claims: Iterable[Any], left: Print, right: Print, **told: str | None
) -> dict[str, Any]:
    """One comparison as a row: place, date and unit of the claim `about`, the ids of `claims`, two sides."""
    said = {name: getattr(about, name) for name in (*KEYS, "as_of", "unit")}
    ids = " ".join(claim.claim_id for claim in claims)
    return {**said, "claim_ids": ids, **faced(left, right), "cause": "", **told}


def sides(frame: pd.DataFrame, left: str, right: str) -> pd.DataFrame:
    """`frame` with columns left_* and right_*: what two formulas of its sides come to (`ranges.computed`)."""
    return frame.assign(**computed(left, frame).columns("left"), **computed(right, frame).columns("right"))


def _or_else(told: pd.Series, otherwise: pd.Series | str) -> pd.Series:
    return told.astype(object).where(told.notna(), otherwise).astype(str)


def _is_rate(frame: pd.DataFrame) -> pd.Series:
    return frame["unit"].isin(["percent", "percentage_points"])


def _severity(frame: pd.DataFrame, found: pd.Series, cause: pd.Series, usual: str) -> pd.Series:
    """The severity of each comparison, else the usual one.

    A doubt about a thousandth is a note, and a note about a number that is a thousandfold off a doubt.
    """
    severity, wrong = _or_else(frame["severity"], usual), found.eq("disagree")
    slight = (frame["left"] - frame["right"]).abs().lt(SLIGHT * frame["right"].abs())
    severity = severity.mask(slight & wrong & severity.eq("doubt"), "note")
    return severity.mask(cause.str.startswith("lost_scale") & wrong & severity.eq("note"), "doubt")


def _ids(frame: pd.DataFrame, rule: str) -> pd.Series:
    about = frame["source_id"].where(frame["source_id"].ne(""), frame["region_code"])
    about = about.where(about.ne(""), frame["claim_ids"].str.partition("#")[0])
    # counted in a loop: most frames are small, and a group-by costs a hundred rows
    running: Counter[str] = Counter()
    ids = []
    for name in about:
        running[name] += 1
        ids.append(f"{rule}:{name}:{running[name]}")
    return pd.Series(ids, frame.index, dtype=str)


def _sentence(row, rule: str, language: str) -> str:
    left, right = _numbers(row, language)
    of = {name: getattr(row, name) for name in ("working", "left_of", "right_of")}
    told = {name: wording.arithmetic(text, language) for name, text in of.items() if isinstance(text, str)}
    says = wording.cell("rules", rule, f"says_{language}").format(left=left, right=right, **told)
    about = f"{row.place}, {wording.date(row.as_of, language)}"
    whom = wording.label("segments", row.segment, language)
    verdict = wording.cell("words", row.outcome, language)
    return f"{about} ({whom}): {says}; {verdict}{causes.because(row.cause, language)}."


def _numbers(row: Any, language: str) -> tuple[str, str]:
    """Both sides as printed; the left one as finely as the terms it sums, or until it differs."""
    right = _number(row, "right", language)
    apart = row.outcome == "disagree" and row.left != row.right
    first = 2 if _FINE_SUM.fullmatch(row.working) else 0
    shown = (_number(row, "left", language, least) for least in range(first, 3))
    left = next(shown)
    while apart and left == right and (finer := next(shown, "")):
        left = finer
    return left, right


def _number(row: Any, side: str, language: str, least: int = 0) -> str:
    """One side with its open word ("less than"), or rounded to its range and called worked out."""
    value, low, high = (getattr(row, f"{side}{end}") for end in ("", "_low", "_high"))
    # a rule that tells nothing of a side leaves the cell blank, which is no text and not True
    worked, qualifier = getattr(row, f"{side}_worked") == 1, getattr(row, f"{side}_qualifier")
    shown = wording.rounded(value, low, high) if worked else value
    number = wording.number(shown, row.unit, low, high, language, least)
    if worked:
        return f"{number} ({wording.cell('words', 'worked_out', language)})"
    open_word = qualifier in OPEN_BELOW or qualifier in OPEN_ABOVE
    return f"{wording.label('qualifiers', qualifier, language)} {number}" if open_word else number

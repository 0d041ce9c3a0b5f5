"""Rule `parts_make_whole`: segments of a headcount against its total, and against other totals.

Kendari, June 2025: 88,357 + 36,140 + 16,443 = 140,940. They make the universe; set beside
the 49,397 participants of the same source they belong to another whole, and that is worth a
note, because the same three numbers were reported as participants.

>>> fitting({"pu", "bpu", "jakon", "total"})
('pu', 'bpu', 'jakon')
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import comparison, findings
from ucjlib.judge.prints import ROUNDED_SHARE, Print, of_claim
from ucjlib.judge.together import HEADCOUNTS, grouped
from ucjlib.judge.wording import plain

COUNTS = (
    "participants_active",
    "participants_registered",
    "participants_target",
    "universe",
    "uncovered_workers",
    "employed",
    "labour_force",
)
# the fullest set that a source prints is taken; without construction a shortfall proves nothing
SETS = (
    ("pu", "bpu", "jakon", "pmi"),
    ("pu", "bpu", "jakon_pmi"),
    ("pu", "bpu", "jakon"),
    ("formal", "informal", "jakon"),
    ("formal", "informal"),
    ("pu", "bpu"),
)
BUILDERS = ("jakon", "jakon_pmi")
_PLACE = ["source_id", "region_code", "place"]


def parts_make_whole(claims: pd.DataFrame) -> pd.DataFrame:
    """Segments of one count add to its total; if not, do they make another total of the source?"""
    counts = claims[claims["indicator"].isin(COUNTS)].sort_values("claim_id", kind="stable")
    counts = counts.assign(month=counts["as_of"].str.slice(0, 7))
    parts = counts[counts["segment"].isin({part for parts in SETS for part in parts})]
    counts = counts.merge(parts[parts.duplicated(_PLACE)][_PLACE].drop_duplicates(), on=_PLACE)
    rows = [row for source in grouped(counts, *_PLACE).values() for row in _of_source(source)]
    return findings(pd.DataFrame(rows), "parts_make_whole")


def fitting(segments: set[str]) -> tuple[str, ...]:
    """The fullest set of parts among `segments`, () when there is none."""
    return next((parts for parts in SETS if set(parts) <= segments), ())


def lacking(parts: tuple[str, ...]) -> float:
    """Which share of a whole these parts may leave out: all of it where they make no set.

    Construction is up to a third of the members of a place, migrants are rarely a twentieth.

    >>> lacking(("pu", "bpu")), lacking(("pu", "bpu", "jakon")), lacking(())
    (0.35, 0.05, 1.0)
    """
    if not parts:
        return 1.0
    return 0.35 if not {*BUILDERS} & set(parts) else 0.05 if "pmi" not in parts else 0.0


def _of_source(source: list) -> list[dict]:
    rows = []
    for (indicator, _), group in grouped(source, "indicator", "month").items():
        parts = fitting({claim.segment for claim in group})
        wholes = _totals(group)
        if parts and wholes:
            rows.append(_cut_off(_fullest(parts, group, wholes, _totals(source))))
            if indicator == "universe":
                rows += _said_of_participants(parts, group, wholes, source)
    return rows


def _totals(group: list) -> list:
    return [claim for claim in group if claim.segment == "total"]


def _fullest(parts: tuple[str, ...], group: list, wholes: list, totals: list) -> dict:
    """The parts beside their total; where they miss it and make it without construction, they hold it."""
    rows = [_closest(parts, group, wholes, totals)]
    if _misses(rows[0]):
        rows.append(_closest(tuple(part for part in parts if part not in BUILDERS), group, wholes, totals))
    return rows[0] if _misses(rows[-1]) else rows[-1]


def _closest(parts: tuple[str, ...], group: list, wholes: list, totals: list) -> dict:
    choices = [[claim for claim in group if claim.segment == part] for part in parts]
    candidates = [(picked, whole) for picked in product(*choices) for whole in wholes]
    picked, whole = min(candidates, key=lambda both: abs(sum(part.value for part in both[0]) - both[1].value))
    row = _row(picked, whole)
    if _misses(row):
        row["cause"] = _cause(row, whole, totals)
        if not row["cause"] and _may_lack(parts, row) and not _all_workers(parts, whole):
            row["outcome"] = "cannot_tell"
    return row


def _misses(row: dict) -> bool:
    return bool(row["left_low"] > row["right_high"] or row["left_high"] < row["right_low"])


def _cut_off(row: dict) -> dict:
    """The comparison; a note where a round total that the parts fit is cut off, by more than a percent."""
    unit, off = (row["right_high"] - row["right_low"]) / 2, row["left"] - row["right"]
    centred = row["right_low"] + unit == row["right"]
    if not centred or not max(unit / 2, ROUNDED_SHARE * row["left"]) < off < unit or row["cause"]:
        return row
    said = f"{row['working']} = {plain(row['left'])}, printed {plain(row['right'])}"
    return row | {"severity": "note", "outcome": "disagree", "cause": causes.shown("cut_off", said)}


def _said_of_participants(parts: tuple[str, ...], group: list, wholes: list, source: list) -> list[dict]:
    heads = [claim for claim in source if claim.indicator in HEADCOUNTS and claim.month == group[0].month]
    if not _totals(heads) or set(parts) & {claim.segment for claim in heads}:
        return []
    picked = [next(claim for claim in group if claim.segment == part) for part in parts]
    row, whole = _row(picked, _totals(heads)[0]), wholes[0]
    if (
        not (row["left_low"] <= whole.high and whole.low <= row["left_high"])
        or row["left_low"] <= row["right_high"]
    ):
        return []
    return [
        row
        | {
            "severity": "note",
            "claim_ids": f"{row['claim_ids']} {whole.claim_id}",
            "cause": causes.shown(
                "parts_of_another_whole", f"{row['working']} = {plain(whole.value)} as universe"
            ),
        }
    ]


def _row(picked: Sequence, whole) -> dict:
    added = Print(*(sum(getattr(part, end) for part in picked) for end in ("value", "low", "high")))
    working = " + ".join(plain(part.value) for part in picked)
    return comparison(whole, [whole, *picked], added, of_claim(whole), working=working)


def _cause(row: dict, whole, totals: list) -> str:
    fits = [
        other
        for other in totals
        if other.claim_id != whole.claim_id
        and other.value != whole.value
        and other.low <= row["left_high"]
        and row["left_low"] <= other.high
    ]
    if fits:
        return causes.shown(
            "parts_of_another_whole",
            f"{row['working']} = {plain(row['left'])}, printed {plain(fits[0].value)} as {fits[0].indicator}",
        )
    return causes.digit_cause(row["right"], row["left"], row["working"])


def _may_lack(parts: tuple[str, ...], row: dict) -> bool:
    return row["right_high"] * (1 - lacking(parts)) <= row["left_high"] < row["right_low"]


def _all_workers(parts: tuple[str, ...], whole: Any) -> bool:
    """Whether nobody is left out: every worker is formal or informal, while of members builders are apart."""
    return parts == ("formal", "informal") and whole.indicator not in HEADCOUNTS

"""Rules that point at one figure: out of bounds, or one digit away from what its source demands.

Bungo, December 2024: 79,077 covered and 51,186 not covered make 130,263; 130,363 is printed.
Here the severity is `stop`, and the first of `claim_ids` is the figure that must not be used.

>>> from collections import namedtuple
>>> Claim = namedtuple("Claim", "claim_id value")
>>> _two(Claim("a#1", 79077.0), "+", Claim("a#2", 51186.0))
(130263.0, '79077 + 51186', ('a#1', 'a#2'))
"""

from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import COLUMNS, comparison, findings, sides
from ucjlib.judge.prints import Print, of_claim
from ucjlib.judge.ranges import of_claims
from ucjlib.judge.rulebook.parts import COUNTS, fitting
from ucjlib.judge.together import HEADCOUNTS, closest, exact_counts, grouped, pair, same_time, side
from ucjlib.judge.wording import plain

_PLACE = ["source_id", "region_code", "place"]
RATES = ("coverage_rate", "uncovered_rate", "employer_compliance", "participants_share")


def bounds(claims: pd.DataFrame) -> pd.DataFrame:
    """Rates lie in 0 to 100; headcounts at or below their base, active at or below registered (one source).

    A rate inside the bounds is passed in silence.
    """
    heads = side(claims, "head", *HEADCOUNTS)
    above = [
        _above(heads, side(claims, "whole", "universe")),
        _above(side(claims, "head", "participants_active"), side(claims, "whole", "participants_registered")),
    ]
    above[1] = _of_one_place(above[1], claims)
    return findings(pd.concat([_outside(claims), *above], ignore_index=True), "bounds")


def digit_slip(claims: pd.DataFrame) -> pd.DataFrame:
    """A count one digit away from the number that the arithmetic of its source demands.

    Silent where the demanded number is printed, or where no count is one digit away.
    """
    exact = exact_counts(claims)
    exact = exact[exact["indicator"].isin(COUNTS)]
    exact = exact[exact.groupby(_PLACE)["claim_id"].transform("size").ge(3)]
    rows = [row for source in grouped(exact, *_PLACE).values() for row in _slips(source)]
    return findings(pd.DataFrame(rows), "digit_slip")


def _outside(claims: pd.DataFrame) -> pd.DataFrame:
    rates = claims[claims["indicator"].isin(RATES)]
    rates = rates[rates["low"].gt(100) | rates["high"].lt(0)]
    bound = rates["value"].gt(100).map({True: 100.0, False: 0.0})
    return rates.assign(
        **of_claims(rates).columns("left"),
        right=bound,
        right_low=0.0,
        right_high=100.0,
        working=rates["indicator"],
        claim_ids=rates["claim_id"],
        outcome="disagree",
        cause="",
        severity="stop",
    )


def _above(heads: pd.DataFrame, wholes: pd.DataFrame) -> pd.DataFrame:
    both = pair(heads, wholes)
    both = sides(both[same_time(both, "head", "whole")].reset_index(drop=True), "head", "whole")
    both = closest(both, ["head_id"])
    verdict = both["left_low"].gt(both["right_high"]).map({True: "disagree", False: "agree"})
    both = both.assign(
        outcome=verdict,
        cause="",
        unit="workers",
        as_of=both["head_as_of"],
        severity="doubt",
        working=both["head_indicator"] + " among " + both["whole_indicator"],
        claim_ids=both["head_id"] + " " + both["whole_id"],
    )
    return both.reindex(columns=COLUMNS)


def _of_one_place(both: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Where the active of a branch are the registered of all places of its source, these are the bound."""
    registered = claims[claims["indicator"].eq("participants_registered")]
    together = registered.groupby(["source_id", "segment"])[["value", "low", "high"]].sum()
    sums = together.reindex(pd.MultiIndex.from_frame(both[["source_id", "segment"]])).set_index(both.index)
    same = both["left_low"].le(sums["high"]) & both["left_high"].ge(sums["low"])
    right = {"right": "value", "right_low": "low", "right_high": "high"}
    bound = {name: both[name].mask(same, sums[end]) for name, end in right.items()}
    return both.assign(**bound, outcome=both["outcome"].mask(same, "agree"))


def _slips(printed: list) -> list[dict]:
    rows = []
    for demanded, working, used in _demands(printed):
        if any(claim.low <= demanded <= claim.high for claim in printed):
            continue
        for claim in printed:
            cause = "" if claim.claim_id in used else causes.digit_cause(claim.value, demanded, working)
            if cause:
                rows.append(_row(claim, demanded, working, used, cause))
    for part, demanded, working, used in _left_overs(printed):
        cause = causes.digit_cause(part.value, demanded, working)
        # one digit off in a sum is one digit off in each of its parts: that tells nothing of this one
        if cause and not cause.startswith("single_digit_slip"):
            rows.append(_row(part, demanded, working, used, cause))
    # two figures that would each mend the sum: nobody can tell which one slipped
    several = len({row["claim_ids"].split()[0] for row in rows}) > 1
    return [row | {"severity": "doubt"} for row in rows] if several else rows


def _demands(printed: list) -> list[tuple[float, str, tuple[str, ...]]]:
    demands = []
    for group in grouped(printed, "segment", "as_of").values():
        kinds = {kind: rows for (kind,), rows in grouped(group, "indicator").items()}
        for head in (claim for kind in HEADCOUNTS for claim in kinds.get(kind, [])):
            demands += [_two(head, "+", rest) for rest in kinds.get("uncovered_workers", [])]
            demands += [
                _two(whole, "-", head) for whole in kinds.get("universe", []) if whole.value > head.value
            ]
    for group in grouped(printed, "indicator", "as_of").values():
        parts = fitting({claim.segment for claim in group})
        used = [claim for claim in group if claim.segment in parts]
        if parts and len(used) == len(parts):
            demands.append(_sum(used))
    return demands


def _left_overs(printed: list) -> list[tuple[Any, float, str, tuple[str, ...]]]:
    """Each part of a sum, with what the whole and the other parts leave for it."""
    rows = []
    for group in grouped(printed, "indicator", "as_of").values():
        parts = fitting({claim.segment for claim in group})
        used = [claim for claim in group if claim.segment in parts]
        wholes = [claim for claim in group if claim.segment == "total"]
        if parts and len(used) == len(parts):
            rows += [(part, *_left_over(whole, part, used)) for whole in wholes for part in used]
    return rows


def _sum(parts: list) -> tuple[float, str, tuple[str, ...]]:
    working = " + ".join(plain(claim.value) for claim in parts)
    return sum(claim.value for claim in parts), working, tuple(claim.claim_id for claim in parts)


def _left_over(whole, part, parts: list) -> tuple[float, str, tuple[str, ...]]:
    """What the whole and the other parts leave for one part."""
    others = [claim for claim in parts if claim is not part]
    value, working, used = _sum(others)
    return whole.value - value, f"{plain(whole.value)} - {working.replace('+', '-')}", (whole.claim_id, *used)


def _two(first, sign: str, second) -> tuple[float, str, tuple[str, ...]]:
    value = first.value + second.value if sign == "+" else first.value - second.value
    return value, f"{plain(first.value)} {sign} {plain(second.value)}", (first.claim_id, second.claim_id)


def _row(claim, demanded: float, working: str, used: tuple[str, ...], cause: str) -> dict:
    asked = Print(demanded, demanded - len(used), demanded + len(used))
    told = {"working": working, "cause": cause, "outcome": "disagree"}
    row = comparison(claim, [claim], of_claim(claim), asked, **told)
    return row | {"claim_ids": " ".join([claim.claim_id, *used])}

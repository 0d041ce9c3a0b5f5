"""How claims stand after the checks: official, accepted, stopped, checked or doubted; and how firm they are.

What a finding does to a claim: a `stop` disagreement hits the first of its claims, the one it
points at; a `doubt` disagreement hits all of them, the first or none, as column `doubts` of
`rules.csv` says (none between sources: `reconcile` sees that itself); a `note` hits none. Where a rule
`proves`, its agreement speaks for all its claims. Once a person has decided about a claim, findings
that rest on it weigh no longer.

>>> findings = pd.DataFrame([{"rule": "digit_slip", "severity": "stop", "outcome": "disagree",
...     "claim_ids": "b#6 b#1 b#4"}])
>>> sorted(stops(findings))
['b#6']
"""

from functools import cache
from typing import Any

import pandas as pd

from ucjlib.judge.wording import own_table

CHECKED, UNCHECKED, DOUBTED = 0, 1, 2


def weigh(
    claims: pd.DataFrame, decided: pd.DataFrame, sources: pd.DataFrame, findings: pd.DataFrame
) -> pd.DataFrame:
    """`claims` with official, publisher, stopped, standing (0 checked, 1 unchecked, 2 doubted).

    claims : decided claims to weigh (`claim_id`, `source_id`, `accepted`). decided : all decided
    claims, the rejected too.
    """
    live = undecided(findings, decided)
    stopped, doubted, checked = stops(live), doubts(live), checks(live)
    known = sources.set_index("source_id")
    ids = claims["claim_id"]
    # doubt outweighs a check: one identity that holds does not mend another that fails
    standing = ids.isin(checked).map({True: CHECKED, False: UNCHECKED}).where(~ids.isin(doubted), DOUBTED)
    return claims.assign(
        official=claims["source_id"].map(known["kind"]).eq("official"),
        publisher=claims["source_id"].map(known["publisher"]).fillna(claims["source_id"]),
        stopped=ids.isin(stopped) & ~claims["accepted"],
        standing=standing.where(~claims["accepted"], CHECKED),
    )


def spread(claim: Any) -> float:
    """How far a claim gives way beside others, in its own unit: half its print, wider where it is less firm.

    claim : a weighed claim. Its weight in a balance is 1 / spread^2. Kind of source and basis of the date
    widen it by the factors of `trust.csv`; how many copies there are does not matter. 0 for an exact number.
    """
    kind = "official" if claim.official else "article"
    return (claim.high - claim.low) / 2 * _factor(kind) * _factor(claim.as_of_basis)


@cache
def _factor(word: str) -> float:
    return float(own_table("trust").reset_index().set_index("word").at[word, "factor"])


def undecided(findings: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """The findings that rest on claims of `decided` alone, none of them rejected, replaced or relabelled."""
    untouched = set(decided.loc[decided["decision_id"].eq("") | decided["accepted"], "claim_id"])
    live = [untouched.issuperset(ids.split()) for ids in findings["claim_ids"]]
    return findings[pd.Series(live, index=findings.index, dtype=bool)]


def stops(findings: pd.DataFrame) -> set[str]:
    """Claims that a `stop` disagreement points at: the first of each finding."""
    hit = findings[findings["outcome"].eq("disagree") & findings["severity"].eq("stop")]
    return {ids.split()[0] for ids in hit["claim_ids"]}


def doubts(findings: pd.DataFrame) -> set[str]:
    """Claims on trial in a `doubt` disagreement inside their source."""
    hit = findings[findings["outcome"].eq("disagree") & findings["severity"].eq("doubt")]
    whom = hit["rule"].map(own_table("rules")["doubts"])
    first = hit.loc[whom.eq("first"), "claim_ids"]
    return _named(hit[whom.eq("all")]) | {ids.split()[0] for ids in first}


def checks(findings: pd.DataFrame) -> set[str]:
    """Claims for which an identity of their source holds."""
    proves = findings["rule"].map(own_table("rules")["proves"]).eq("yes")
    return _named(findings[findings["outcome"].eq("agree") & proves])


def _named(findings: pd.DataFrame) -> set[str]:
    return {claim for ids in findings["claim_ids"] for claim in ids.split()}

"""How claims stand after the checks: official, accepted, stopped, checked or doubted.

What a finding does to a claim: a `stop` disagreement hits the first of its claims, the one it
points at; a `doubt` disagreement hits all, or the first where the rule tries a gap or a target;
a `note` hits none. An identity of the source that holds
speaks for all its claims. Once a person has decided about a claim, findings that rest
on it weigh no longer. Disagreement between sources is not counted here: `reconcile` sees it itself.

>>> findings = pd.DataFrame([{"rule": "digit_slip", "severity": "stop", "outcome": "disagree",
...     "claim_ids": "b#6 b#1 b#4"}])
>>> sorted(stops(findings))
['b#6']
"""

import pandas as pd

IDENTITIES = (
    "parts_make_whole",
    "share_is_part_over_whole",
    "whole_is_covered_plus_uncovered",
    "rate_plus_uncovered_rate_is_100",
    "gap_is_target_less_now",
    "gap_points_and_workers_imply_one_universe",
    "target_times_base_is_headcount",
    "needed_is_target_less_participants",
)
# what these rules try is the gap, the shortfall or the headcount to reach: the first of their claims
FIRST_ONLY = (
    "gap_is_target_less_now",
    "gap_points_and_workers_imply_one_universe",
    "target_times_base_is_headcount",
    "needed_is_target_less_participants",
)
BETWEEN_SOURCES = ("one_fact_two_sources",)
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
    hit = hit[~hit["rule"].isin(BETWEEN_SOURCES)]
    first = hit["rule"].isin(FIRST_ONLY)
    return _named(hit[~first]) | {ids.split()[0] for ids in hit.loc[first, "claim_ids"]}


def checks(findings: pd.DataFrame) -> set[str]:
    """Claims for which an identity of their source holds."""
    return _named(findings[findings["outcome"].eq("agree") & findings["rule"].isin(IDENTITIES)])


def _named(findings: pd.DataFrame) -> set[str]:
    return {claim for ids in findings["claim_ids"] for claim in ids.split()}

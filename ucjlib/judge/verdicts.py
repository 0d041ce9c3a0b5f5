"""What the checks say of each claim: at odds with another figure, cannot tell, agrees, or not checked.

For drawings and tables that show claims one by one. At odds is not wrong: where two sources differ
nobody knows yet which of them is right, and both are at odds. A finding speaks only of the claims it
points at: a `stop`, and a rule whose column `doubts` of `rules.csv` says `first`, points at the first
of its claims, and the others are what that one was held against. A count of the labour market
taken from another source is a yardstick likewise. Dates that fit each other do not make a figure agree. Not
for weights: `ucjlib.judge.weights` says what a finding does to an estimate.

>>> claims = pd.DataFrame({"claim_id": ["b#6", "b#1", "c#1"]})
>>> slip = pd.DataFrame({"finding_id": ["f"], "rule": ["digit_slip"], "severity": ["stop"],
...     "outcome": ["disagree"], "claim_ids": ["b#6 b#1"], "unit": ["workers"]})
>>> verdicts(claims, slip)["verdict"].tolist()
['disagree', 'not_checked', 'not_checked']
"""

from typing import Any

import pandas as pd

from ucjlib.judge.wording import own_table

# worst first; what a rule could not work on nobody can tell either
VERDICTS = ("disagree", "cannot_tell", "agree", "not_checked")
_AS = {
    "disagree": "disagree",
    "cannot_tell": "cannot_tell",
    "could_not_run": "cannot_tell",
    "agree": "agree",
}
YARDSTICKS = ("employed", "labour_force", "population", "working_age_population")


def verdicts(claims: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """One row per claim, in the order of `claims`: `claim_id`, `verdict`, `finding_ids`.

    claims : `claim_id`, unique; `indicator` where yardsticks are to be left out. findings : columns of the
    schema, of these claims or of more. verdict : the worst of VERDICTS among the findings that speak of the
    claim. finding_ids : those that gave it, separated by blanks; '' for a claim not checked.
    """
    known = dict(zip(claims["claim_id"], claims.get("indicator", claims["claim_id"]), strict=True))
    said: dict[str, dict[str, list[str]]] = {}
    for finding in findings.sort_values("finding_id", kind="stable").itertuples():
        word = _word(finding)
        for claim in spoken_of(finding, known) if word else ():
            said.setdefault(claim, {}).setdefault(word, []).append(finding.finding_id)
    worst = [_worst(said.get(claim, {})) for claim in claims["claim_id"]]
    return pd.DataFrame(
        {
            "claim_id": claims["claim_id"].to_list(),
            "verdict": [word for word, _ in worst],
            "finding_ids": [" ".join(ids) for _, ids in worst],
        }
    ).astype(str)


def spoken_of(finding: Any, indicators: dict[str, str]) -> list[str]:
    """The claims that a finding speaks of: all when it agrees, those it points at when it does not.

    finding : a row of findings (`rule`, `severity`, `outcome`, `claim_ids`); indicators : by claim.
    """
    claims = finding.claim_ids.split()
    if finding.outcome != "disagree":
        return claims
    if finding.severity == "stop" or own_table("rules").at[finding.rule, "doubts"] == "first":
        return claims[:1]
    return [claim for claim in claims if not _is_yardstick(claim, claims[0], indicators)]


def _word(finding: Any) -> str:
    """The verdict that an outcome makes; none for what compared nothing and for dates in good order."""
    dates_fit = finding.outcome == "agree" and finding.unit == ""
    return "" if dates_fit else _AS.get(finding.outcome, "")


def _is_yardstick(claim: str, first: str, indicators: dict[str, str]) -> bool:
    elsewhere = claim.rpartition("#")[0] != first.rpartition("#")[0]
    counts = (indicators.get(one) in YARDSTICKS for one in (claim, first))
    return elsewhere and list(counts) == [True, False]


def _worst(said: dict[str, list[str]]) -> tuple[str, list[str]]:
    return next(((word, said[word]) for word in VERDICTS if word in said), ("not_checked", []))

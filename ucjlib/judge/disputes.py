"""Who disagrees with whom: each disagreement with the publishers on its two sides, the gravest first.

For the page of a province and for whoever asks an outlet about its figure. No judgement on who is
right: the left side of a finding is what was looked at, the right side what it was held against.

>>> claims = pd.DataFrame([
...     {"claim_id": "a#1", "source_id": "a", "place": "Kota Malang", "indicator": "coverage_rate",
...      "value": 42.0, "unit": "percent"},
...     {"claim_id": "b#1", "source_id": "b", "place": "Kota Malang", "indicator": "coverage_rate",
...      "value": 32.3, "unit": "percent"}])
>>> found = pd.DataFrame([{"finding_id": "f", "severity": "doubt", "outcome": "disagree", "unit": "percent",
...     "left_value": 42.0, "right_value": 32.3, "claim_ids": "b#1 a#1", "sentence_id": ""}])
>>> sources = pd.DataFrame({"source_id": ["a", "b"], "publisher": ["Lentera", "Malangpagi"]})
>>> disputes(found, claims, sources)[["left", "right"]].values.tolist()
[['Lentera', 'Malangpagi']]
"""

from typing import Any

import pandas as pd

from ucjlib.judge.together import texts

SEVERITIES = ("stop", "doubt", "note")
OTHERS = " | "  # between the publishers of one side; names of publishers hold commas


def disputes(findings: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The disagreements among `findings` with who stands on either side; copies of a statement once.

    findings, claims, sources : columns of the schema. Returns the columns of `sided`, ordered by severity,
    then by `apart`, the largest first.
    """
    found = findings[findings["outcome"].eq("disagree")].drop_duplicates("sentence_id")
    told = sided(found, claims, sources)
    order = told.assign(_grave=told["severity"].map(SEVERITIES.index), _apart=-told["apart"])
    order = order.sort_values(["_grave", "_apart", "finding_id"], kind="stable")
    return order.drop(columns=["_grave", "_apart"]).reset_index(drop=True)


def sided(findings: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """`findings` with who stands on either side, their order kept.

    Adds `place`, `indicator` (of the first claim), `left` and `right` (publishers, parted by " | ", of the
    claims nearest to `left_value` and `right_value`), `within` (all in one source, which then stands on both
    sides) and `apart` (0-1, the difference over the larger number). A claim that is not given is left out.
    """
    about = claims.set_index("claim_id")
    who = sources.set_index("source_id")["publisher"]
    sides = [_sides(row, about, who) for row in findings.itertuples()]
    first = findings["claim_ids"].str.split().str[0]
    return findings.assign(
        place=texts(first.map(about["place"]).fillna(""), findings),
        indicator=texts(first.map(about["indicator"]).fillna(""), findings),
        left=texts((left for left, _, _ in sides), findings),
        right=texts((right for _, right, _ in sides), findings),
        within=pd.Series([inside for *_, inside in sides], index=findings.index, dtype=bool),
        apart=apart(findings),
    )


def apart(findings: pd.DataFrame) -> pd.Series:
    """The difference of the two numbers over the larger, 0-1; 0 where a side is no number.

    >>> apart(pd.DataFrame({"left_value": [9.0, 5.0], "right_value": [10.0, 0.0]})).round(2).tolist()
    [0.1, 1.0]
    """
    sides = findings[["left_value", "right_value"]].astype(float)
    larger = sides.abs().max(axis=1)
    return ((sides["left_value"] - sides["right_value"]).abs() / larger.where(larger.gt(0))).fillna(0.0)


def _sides(finding: Any, about: pd.DataFrame, who: pd.Series) -> tuple[str, str, bool]:
    """Publishers of the left and of the right side, and whether all stands in one source."""
    named = about.reindex([claim for claim in finding.claim_ids.split() if claim in about.index])
    order = list(dict.fromkeys(named["source_id"]))
    if len(order) < 2:
        both = _publishers(order, who)
        return both, both, True
    left = [source for source in order if _is_left(named[named["source_id"].eq(source)], finding)]
    if not 0 < len(left) < len(order):
        left = order[:1]
    return _publishers(left, who), _publishers([one for one in order if one not in left], who), False


def _is_left(claims: pd.DataFrame, finding: Any) -> bool:
    values = claims.loc[claims["unit"].eq(finding.unit), "value"]
    left, right = ((values - side).abs().min() for side in (finding.left_value, finding.right_value))
    return bool(left < right)


def _publishers(sources: list[str], who: pd.Series) -> str:
    return OTHERS.join(dict.fromkeys(str(who.get(source, source)) for source in sources))

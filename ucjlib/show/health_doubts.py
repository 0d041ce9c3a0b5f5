"""What an edition holds in doubt: contradictions and who prints them, decisions, tokens not read.

For the people who keep the data, on the health page; the rules themselves are in `ucjlib.judge`. No
sentence is written here. Frames in, frames out; "today" is `as_of`.

>>> findings = pd.DataFrame({"left_value": [9.0, 1.0], "right_value": [10.0, 0.5]})
>>> [round(apart, 2) for apart in _distance(findings)]
[0.1, 0.5]

Method: counts; an outlet's share is given with its count, because a share of few means little.
"""

import pandas as pd

from ucjlib.judge.verdicts import VERDICTS, verdicts
from ucjlib.reference import schemas
from ucjlib.show import facts
from ucjlib.show.facts import Tables

GRAVE = ("stop", "doubt")


def outlets(tables: Tables, as_of: str) -> pd.DataFrame:
    """Publishers of articles by the number of their claims, most first.

    Returns `publisher`, `claims`, `disputed` (claims at odds with another figure, as `judge.verdicts` says),
    `share_pct` (of disputed in claims).
    """
    claims = facts.until(tables["claims"], as_of)
    disputed = _verdicts(claims, tables).eq("disagree").to_numpy()
    sources = tables["sources"]
    articles = sources.loc[sources["kind"] == "article", ["source_id", "publisher"]]
    counted = (
        claims[["claim_id", "source_id"]]
        .assign(_disputed=disputed)
        .merge(articles, on="source_id")
        .groupby("publisher", as_index=False)
        .agg(claims=("claim_id", "size"), disputed=("_disputed", "sum"))
    )
    ordered = counted.sort_values(["claims", "publisher"], ascending=[False, True])
    return ordered.assign(share_pct=100 * ordered["disputed"] / ordered["claims"]).reset_index(drop=True)


def claims_by_outcome(tables: Tables, as_of: str) -> pd.DataFrame:
    """Each claim once, by its verdict (`ucjlib.judge.verdicts`), worst first.

    Returns `outcome`, `claims`, `share_pct` (of all claims known on `as_of`).
    """
    found = _verdicts(facts.until(tables["claims"], as_of), tables)
    counts = found.value_counts().reindex(list(VERDICTS), fill_value=0)
    share = 100 * counts / max(len(found), 1)
    return pd.DataFrame({"outcome": VERDICTS, "claims": counts.tolist(), "share_pct": share.tolist()})


def open_doubts(tables: Tables) -> pd.DataFrame:
    """Disagreements of severity stop or doubt about no claim of which anybody has decided.

    Stop before doubt, then those whose sides lie furthest apart. Copies of one statement make one
    row: the claims of all of them stand in `claim_ids`. Columns as table `findings`, and `place`.
    """
    found = _disagreements(tables)
    decided = set(tables.get("decisions", schemas.empty("decisions"))["claim_id"])
    undecided = found["claim_ids"].map(lambda named: decided.isdisjoint(named.split())).astype(bool)
    grave = found[found["severity"].isin(GRAVE) & undecided]
    order = grave.assign(_severity=grave["severity"].map(GRAVE.index), _apart=-_distance(grave))
    order = order.sort_values(["_severity", "_apart", "finding_id"], kind="stable")
    together = order.groupby("sentence_id", sort=False)["claim_ids"].agg(_once)
    first = order.drop_duplicates("sentence_id").drop(columns=["_severity", "_apart"])
    places = tables["claims"].set_index("claim_id")["place"]
    return first.assign(
        claim_ids=list(together), place=first["claim_ids"].str.split().str[0].map(places).fillna("")
    ).reset_index(drop=True)


def decisions_in_force(tables: Tables, as_of: str) -> pd.DataFrame:
    """Decisions about claims known on `as_of`, with `place`, the latest decided first."""
    claims = facts.until(tables["claims"], as_of)[["claim_id", "place"]]
    held = tables.get("decisions", schemas.empty("decisions")).merge(claims, on="claim_id")
    return held.sort_values(["decided_on", "decision_id"], ascending=[False, True]).reset_index(drop=True)


def not_read(tables: Tables, as_of: str) -> pd.DataFrame:
    """Printed tokens that the grammar reads otherwise or refuses: `reading` with the columns of the claim."""
    given = tables.get("reading", schemas.empty("reading"))
    claims = facts.until(tables["claims"], as_of).drop(columns="printed")
    both = given.merge(claims, on="claim_id").assign(_refused=lambda rows: rows["read"] == "refused")
    ordered = both.sort_values(["_refused", "claim_id"], kind="stable")
    return ordered.drop(columns="_refused").reset_index(drop=True)


def failures(report: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Places whose brief failed, as the run report tells: region_code, name, sentence."""
    names = facts.regions(tables)["name"]
    told = report.reindex(columns=["region_code", "outcome", "sentence"])
    failed = told[told["outcome"] != "written"]
    return failed.assign(name=failed["region_code"].map(names).fillna("")).reset_index(drop=True)


def _disagreements(tables: Tables) -> pd.DataFrame:
    findings = tables.get("findings", schemas.empty("findings"))
    return findings[findings["outcome"] == "disagree"]


def _verdicts(claims: pd.DataFrame, tables: Tables) -> pd.Series:
    return verdicts(claims, tables.get("findings", schemas.empty("findings")))["verdict"]


def _distance(findings: pd.DataFrame) -> pd.Series:
    """How far the two sides lie apart, as a share of the greater one; 0 where a side is missing."""
    sides = findings[["left_value", "right_value"]].astype(float)
    greater = sides.abs().max(axis=1).where(lambda size: size > 0)
    return ((sides["left_value"] - sides["right_value"]).abs() / greater).fillna(0.0)


def _once(lists: pd.Series) -> str:
    return " ".join(dict.fromkeys(" ".join(lists).split()))

"""How well the rules find what is wrong: known contradictions, planted faults, and groups that agree.

`tests/examples/contradictions.csv` names real contradictions of `data/raw/` by their claims (an id
ending in # is any claim of that source, ids joined by + must stand in one finding) and, where arithmetic
can show it, the words of their cause. `more_`, `third_`, `fourth_` and `fifth_contradictions.csv` hold
others, collected by reading the figures before the rules were run on them. Column `beyond` says why a
contradiction of texts is none of the figures: the `print` allows both, the `labels` name different
people, it stands in `words`, one figure is `undated`, a rate may stand on a smaller `base`, a target of
the year was `met` in its autumn, a goal of new members is a `flow` and no stock. A reader's own word for
a cause is read as the one of `causes.csv` that it is `also_called` there. Used by `bench/judge.py` and
the tests.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

import plant_faults  # noqa: E402

from ucjlib.core.tables import read_text  # noqa: E402
from ucjlib.judge import rules  # noqa: E402
from ucjlib.judge.rulebook import identities
from ucjlib.judge.together import employed  # noqa: E402
from ucjlib.judge.wording import own_table  # noqa: E402
from ucjlib.reference import schemas  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
CONTRADICTIONS = ROOT / "tests" / "examples" / "contradictions.csv"
MORE_CONTRADICTIONS = ROOT / "tests" / "examples" / "more_contradictions.csv"
THIRD_CONTRADICTIONS = ROOT / "tests" / "examples" / "third_contradictions.csv"
FOURTH_CONTRADICTIONS = ROOT / "tests" / "examples" / "fourth_contradictions.csv"
FIFTH_CONTRADICTIONS = ROOT / "tests" / "examples" / "fifth_contradictions.csv"
HALF_A_POINT = 0.5
# what is no contradiction has no cause to be named
NONE = ("met", "flow")
ALARMS = ("stop", "doubt")


class Tally(NamedTuple):
    """Cases, those that figures can show, those found, and of known causes those that were named first."""

    cases: int
    shown: int
    found: int
    known: int
    named: int


def raw_claims() -> pd.DataFrame:
    """All claims of `data/raw/`, articles and official tables."""
    paths = [ROOT / "data" / "raw" / f"{kind}_claims.csv" for kind in ("article", "official")]
    return pd.concat([schemas.read(path, "claims") for path in paths], ignore_index=True)


def known_contradictions(findings: pd.DataFrame, path: Path = CONTRADICTIONS) -> pd.DataFrame:
    """The table of contradictions with `found` and `named` (bool; named only where a cause is given)."""
    wrong = findings[findings["outcome"].eq("disagree")]
    cases = read_text(path)
    hits = [wrong[_about(wrong, ids.split())] for ids in cases["claims"]]
    named = [
        bool(_words(words) & {cause.partition(":")[0] for cause in hit["cause"]})
        for words, hit in zip(cases["cause"], hits, strict=True)
    ]
    return cases.assign(found=[len(hit) > 0 for hit in hits], named=named)


def _words(told: str) -> set[str]:
    """The words of `causes.csv` for the words of a reader, who may have called them otherwise."""
    called = own_table("causes")["also_called"]
    words = {other: word for word, others in called.items() for other in others.split()}
    return {words.get(word, word) for word in told.split()}


def tally(cases: pd.DataFrame) -> Tally:
    """The counts of a table with columns `cause`, `found` and `named`."""
    known = cases["cause"].ne("") & ~cases["beyond"].isin(NONE)
    counts = (cases["beyond"].eq(""), cases["found"], known, known & cases["named"])
    return Tally(len(cases), *(int(each.sum()) for each in counts))


def agreeing(claims: pd.DataFrame) -> pd.DataFrame:
    """Groups that print rate, count and base and agree within half a point: `claim_ids`, left, right."""
    groups = identities.shares(claims)
    return groups[(groups["left"] - groups["right"]).abs().le(HALF_A_POINT)].reset_index(drop=True)


def alone(groups: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The claims of each group as a source of its own, `group-0`, `group-1`, ...: no group meets another."""
    by_id = claims.set_index("claim_id", drop=False)
    parts = [
        by_id.loc[ids.split()].assign(source_id=f"group-{row}") for row, ids in groups["claim_ids"].items()
    ]
    told = pd.concat(parts, ignore_index=True)
    return told.assign(claim_id=told["source_id"] + "#" + told["claim_id"].str.replace("#", "-", regex=False))


def alarmed(groups: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """Whether each group, set apart, meets a disagreement of severity stop or doubt inside itself."""
    found = rules.check(alone(groups, claims))
    alarms = found[found["outcome"].eq("disagree") & found["severity"].isin(ALARMS)]
    met = {source for ids in alarms["claim_ids"] for source in _one_source(ids)}
    return pd.Series([f"group-{row}" in met for row in groups.index], index=groups.index, dtype=bool)


def _one_source(ids: str) -> set[str]:
    sources = {claim.partition("#")[0] for claim in ids.split()}
    return sources if len(sources) == 1 else set()


def _about(findings: pd.DataFrame, ids: list[str]) -> pd.Series:
    def met(claims: str) -> bool:
        told = set(claims.split())
        return any(set(one.split("+")) <= told or (one.endswith("#") and one in claims) for one in ids)

    return findings["claim_ids"].map(met)


def planted_faults(claims: pd.DataFrame) -> pd.DataFrame:
    """Faults planted into agreeing groups, by kind: how many, found, and named first."""
    bases = employed(claims).sort_values("employed_as_of").drop_duplicates("region_code", keep="last")
    official = claims[claims["claim_id"].isin(bases["employed_id"])]
    groups = alone(agreeing(claims), claims)
    by_region = bases.set_index("region_code")["employed"]
    return pd.DataFrame([_planted(groups, fault, by_region, official) for fault in plant_faults.FAULTS])


def _planted(groups: pd.DataFrame, fault: str, bases: pd.Series, official: pd.DataFrame) -> dict[str, object]:
    changed, faults = plant_faults.planted(groups, fault, bases)
    found = rules.check(pd.concat([changed, official], ignore_index=True))
    words: dict[str, set[str]] = {}
    wrong = found[found["outcome"].eq("disagree")]
    for ids, cause in zip(wrong["claim_ids"], wrong["cause"], strict=True):
        for claim in ids.split():
            words.setdefault(claim.partition("#")[0], set()).add(cause.partition(":")[0])
    told = [words.get(source, set()) for source in faults["source_id"]]
    named = [word in met for word, met in zip(faults["word"], told, strict=True)]
    return {"fault": fault, "planted": len(faults), "found": sum(map(bool, told)), "named": sum(named)}

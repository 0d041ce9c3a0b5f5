"""Rule on a figure beside a base or a rate that its own report lacks and others tell of its place.

Kabupaten Banjar, March 2025: 38,983 workers are called not covered; other reports tell of 206,000 workers in
all and of 26.10 percent covered, which leaves 152,234.

>>> from ucjlib.reference import schemas
>>> len(figures_elsewhere(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import hold
from ucjlib.judge.rulebook.identities import whole_is_covered_plus_uncovered

ON_TRIAL = ("programme_progress", "coverage_growth", "uncovered_workers")
LENT = ("coverage_rate", "universe")
# a progress speaks of the target of its own report
OWN = "coverage_target"
BEFORE = "coverage_rate_before"
# dates apart explain a tenth
LEAST_MISS = 0.1
_ASKED = ["source_id", "region_code", "year"]


def figures_elsewhere(claims: pd.DataFrame) -> pd.DataFrame:
    """A figure that misses what the figures of its place in other reports come to. Silent where one fits.

    Of all bases and rates of the years around those are taken that fit it best. Workers not covered that are
    the universe less the registered participants of their report are no rest of a rate of the active.
    """
    told = claims["indicator"].isin((*ON_TRIAL, *LENT, OWN)) & claims["segment"].eq("total")
    placed = claims[told & claims["region_code"].ne("") & claims["as_of"].ne("")]
    placed = placed.assign(year=placed["as_of"].str.slice(0, 4).astype(int))
    asked = placed.loc[placed["indicator"].isin(ON_TRIAL), _ASKED].drop_duplicates()
    lent = _lent(placed, asked)
    own = placed[placed["source_id"].isin(lent["source_id"])]
    own = own[~own["claim_id"].isin(_settled(claims[claims["source_id"].isin(own["source_id"])]))]
    found = hold(pd.concat([own, lent], ignore_index=True), "figures_elsewhere")
    sources = placed.set_index("claim_id")["source_id"].to_dict()
    several = found["claim_ids"].map(lambda ids: len({sources[claim] for claim in ids.split()}) > 1).eq(True)
    far = found["difference"].abs().gt(LEAST_MISS * found["right_value"].abs())
    return found[found["outcome"].eq("disagree") & several & far].reset_index(drop=True)


def _settled(claims: pd.DataFrame) -> pd.Series:
    """The claims of workers not covered that are the universe less the registered participants."""
    rests = whole_is_covered_plus_uncovered(claims[claims["indicator"].ne("participants_active")])
    return rests.loc[rests["outcome"].eq("agree"), "claim_ids"].str.split().str[0]


def _lent(placed: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """Figures of other sources as claims of each source that asks, where it prints none of the kind itself.

    A rate of the year before is lent to all, by another name: a rise may start from it.
    """
    told = placed[placed["indicator"].isin(LENT) & placed["qualifier"].eq("")]
    own = placed[[*_ASKED[:2], "indicator"]].drop_duplicates().rename(columns={"source_id": "asker"})
    years = pd.concat([asked.assign(year=asked["year"] + off, off=off) for off in (-1, 0, 1)])
    both = told.merge(years.rename(columns={"source_id": "asker"}), on=["region_code", "year"])
    both = both.merge(own.assign(own=True), on=["asker", "region_code", "indicator"], how="left")
    before = both["indicator"].eq("coverage_rate") & both["off"].eq(-1)
    both = both[both["asker"].ne(both["source_id"]) & (both["own"].isna() | before)]
    both = both.assign(indicator=both["indicator"].mask(both["own"].notna(), BEFORE), source_id=both["asker"])
    return both[list(placed.columns)].drop_duplicates(["source_id", "claim_id"])

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
from ucjlib.judge.together import HEADCOUNTS

ON_TRIAL = ("programme_progress", "coverage_growth", "uncovered_workers")
LENT = ("coverage_rate", "universe")
# a progress speaks of the target of its own report
OWN = "coverage_target"
BEFORE = "coverage_rate_before"
# dates apart explain a tenth; of one date a hundredth is a matter of print
LEAST_MISS, OF_ONE_DATE = 0.1, 0.01
_SHARE = ("coverage_rate", "universe", *HEADCOUNTS)
_MOMENT = ["region_code", "segment", "as_of"]
_ASKED = ["source_id", "region_code", "year"]


def figures_elsewhere(claims: pd.DataFrame) -> pd.DataFrame:
    """A figure that misses what the figures of its place in other reports come to. Silent where one fits.

    Of all bases and rates of the years around those are taken that fit it best. Workers not covered that are
    the universe less the registered participants of their report are no rest of a rate of the active. A
    coverage rate borrows participants and universe of its own date alone.
    """
    shares = _missed(hold(_of_one_date(claims), "figures_elsewhere"), claims, OF_ONE_DATE)
    others = _missed(hold(_of_years_around(claims), "figures_elsewhere"), claims, LEAST_MISS)
    shares = shares.assign(finding_id=shares["finding_id"] + ":share")
    return pd.concat([others, shares], ignore_index=True)


def _missed(found: pd.DataFrame, claims: pd.DataFrame, least: float) -> pd.DataFrame:
    """The disagreements between several sources by more than this share."""
    sources = claims.set_index("claim_id")["source_id"].to_dict()
    several = found["claim_ids"].map(lambda ids: len({sources[claim] for claim in ids.split()}) > 1).eq(True)
    far = found["difference"].abs().gt(least * found["right_value"].abs())
    return found[found["outcome"].eq("disagree") & several & far].reset_index(drop=True)


def _of_one_date(claims: pd.DataFrame) -> pd.DataFrame:
    """Each rate without participants and universe of its own beside those of its date, as of its source."""
    told = claims[claims["indicator"].isin(_SHARE) & claims["region_code"].ne("") & claims["as_of"].ne("")]
    told = told[told["segment"].ne("other") & told["qualifier"].eq("")]
    by = ["source_id", *_MOMENT[:2]]
    kinds = [told.loc[told["indicator"].isin(kind), by] for kind in (["universe"], HEADCOUNTS)]
    own = kinds[0].merge(kinds[1], on=by).drop_duplicates().assign(own=True)
    rates = told[told["indicator"].eq("coverage_rate")].merge(own, on=by, how="left")
    rates = rates.loc[rates["own"].isna(), list(told.columns)]
    askers = rates[["source_id", "place", *_MOMENT]].drop_duplicates()
    others = told[told["indicator"].ne("coverage_rate")].drop(columns=["source_id", "place"])
    return pd.concat([rates, others.merge(askers, on=_MOMENT)[list(told.columns)]], ignore_index=True)


def _of_years_around(claims: pd.DataFrame) -> pd.DataFrame:
    """The figures on trial with the bases and rates of the years around, as of their source."""
    told = claims["indicator"].isin((*ON_TRIAL, *LENT, OWN)) & claims["segment"].eq("total")
    placed = claims[told & claims["region_code"].ne("") & claims["as_of"].ne("")]
    placed = placed.assign(year=placed["as_of"].str.slice(0, 4).astype(int))
    asked = placed.loc[placed["indicator"].isin(ON_TRIAL), _ASKED].drop_duplicates()
    lent = _lent(placed, asked)
    own = placed[placed["source_id"].isin(lent["source_id"])]
    own = own[~own["claim_id"].isin(_settled(claims[claims["source_id"].isin(own["source_id"])]))]
    return pd.concat([own, lent], ignore_index=True)


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

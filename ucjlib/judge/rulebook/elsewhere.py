"""Rules on a part in one report and its whole in another: a group among all, members among the employed.

West Papua, 2025: 106,743 vulnerable workers in one report, 95,942 informal ones in all in another.

>>> from ucjlib.reference import schemas
>>> len(group_within_all_elsewhere(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.rulebook.nearest import within_greatest, within_nearest
from ucjlib.judge.together import HEADCOUNTS

COUNTS = (*HEADCOUNTS, "universe")
# the groups inside a group; inside `total` is every group
HOLDS = {"informal": ("rentan",), "bpu": ("rentan",), "formal": ("pu",)}
GROUP_LAG, EMPLOYED_LAG = 0.6, 2.0
# a labour force is no less than the employed, who may grow by a tenth in the years between
LABOUR_LAG, LEAST_LABOUR = 7.0, 0.88
# a base does not shrink below the members of years before
LATER_LAG = 10.0
# whom two sources call formal differs by a tenth
EMPLOYED_GROUP_LAG, GROUP_SLACK = 4.0, 0.1
_LESS = {"value": "value", "low": "high", "high": "low"}


def group_within_all_elsewhere(claims: pd.DataFrame) -> pd.DataFrame:
    """A group counts no more people than all of another report of those months, told no earlier.

    Silent where it does not.
    """
    told = claims[claims["indicator"].isin(COUNTS) & claims["region_code"].ne("")]
    told = told[told["segment"].ne("other")].assign(around=told["segment"])
    groups = told[told["segment"].ne("total")].assign(around="total")
    inside = [told[told["segment"].isin(parts)].assign(around=whole) for whole, parts in HOLDS.items()]
    by = ["region_code", "indicator", "around"]
    groups, rule = pd.concat([groups, *inside]), "group_within_all_elsewhere"
    found = within_nearest(groups, told, by, GROUP_LAG, rule, no_older=True)
    return _of_two_sources(found)


def members_within_universe(claims: pd.DataFrame) -> pd.DataFrame:
    """Participants are no more than the workers whom another report tells of. Silent where they are not.

    The base nearest in time, half a year away at the most, or one of all told years later; of undated
    participants, the greatest base told.
    """
    told = claims[claims["region_code"].ne("") & claims["segment"].ne("other")]
    heads, bases = told[told["indicator"].isin(HEADCOUNTS)], told[told["indicator"].eq("universe")]
    by, rule = ["region_code", "segment"], "members_within_universe"
    dated = within_nearest(heads, bases, by, GROUP_LAG, rule)
    undated = within_greatest(heads[heads["as_of"].eq("")], bases, by, rule)
    total, all_ = (frame[frame["segment"].eq("total")] for frame in (heads, bases))
    later = within_nearest(total, all_, by, LATER_LAG, rule, no_older=True)
    later = later[~later["claim_ids"].isin(dated["claim_ids"])]
    named = {"undated": undated, "later": later}
    more = [found.assign(finding_id=found["finding_id"] + f":{name}") for name, found in named.items()]
    return _of_two_sources(pd.concat([dated, *more]))


def members_within_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """Participants of a place are no more than BPS counts employed there: of each place the furthest above.

    Silent where they are not.
    """
    told = claims[claims["segment"].eq("total") & claims["region_code"].ne("")]
    heads, employed = told[told["indicator"].isin(HEADCOUNTS)], told[told["indicator"].eq("employed")]
    found = within_nearest(heads, employed, ["region_code"], EMPLOYED_LAG, "members_within_employed")
    greatest = found.sort_values("difference", ascending=False, kind="stable").drop_duplicates("region_code")
    return greatest.sort_index().reset_index(drop=True)


def group_within_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """Formal or informal workers who ought to be covered are no more than BPS counts employed so there.

    Silent where they are not, and up to a tenth above: who counts as formal differs by so much.
    """
    told = claims[claims["region_code"].ne("") & claims["segment"].isin(["formal", "informal", "total"])]
    employed = _with_formal(told[told["indicator"].eq("employed")])
    groups = told[told["indicator"].eq("universe") & told["segment"].ne("total")]
    by, rule = ["region_code", "segment"], "group_within_employed"
    found = within_nearest(groups, employed, by, EMPLOYED_GROUP_LAG, rule)
    far = found["difference"].gt(GROUP_SLACK * found["right_value"])
    return found[far].reset_index(drop=True)


def labour_force_holds_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """A labour force is no smaller than the employed that BPS counts there. Silent where it is not.

    What is smaller leaves civil servants out, or those who ought not to be members: a base by another name.
    """
    told = claims[claims["segment"].eq("total") & claims["region_code"].ne("")]
    labour, employed = told[told["indicator"].eq("labour_force")], told[told["indicator"].eq("employed")]
    rule = "labour_force_holds_employed"
    return within_nearest(labour, employed, ["region_code"], LABOUR_LAG, rule, LEAST_LABOUR)


def _with_formal(employed: pd.DataFrame) -> pd.DataFrame:
    """The employed of all and of the informal, and the formal as the one less the other."""
    keys, informal = ["source_id", "region_code", "as_of"], employed[employed["segment"].eq("informal")]
    both = employed[employed["segment"].eq("total")].merge(informal, on=keys, suffixes=("", "_of"))
    formal = both.assign(
        segment="formal",
        claim_id=both["claim_id"] + " " + both["claim_id_of"],
        **{end: both[end] - both[f"{other}_of"] for end, other in _LESS.items()},
    )
    return pd.concat([employed, formal[list(employed.columns)]], ignore_index=True)


def _of_two_sources(found: pd.DataFrame) -> pd.DataFrame:
    """The findings whose two claims stand in two sources: of one source a rule of its own tells."""
    sources = found["claim_ids"].str.findall(r"(\S+)#").map(set)
    return found[sources.map(len).gt(1)].reset_index(drop=True)

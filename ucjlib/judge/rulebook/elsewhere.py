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
# of an August as near only by what a season and coarse prints move
AUGUST_LAG, LEAST_OF_AUGUST = 0.6, 0.97
# a base does not shrink below the members of years before
LATER_LAG = 10.0
# whom two sources call formal differs by a tenth
EMPLOYED_GROUP_LAG, GROUP_SLACK = 4.0, 0.1
# a base of less than a fifth of the group is that of a list or of one trade
SMALL_LAG, SMALL = 7.0, 0.2
# as BPS calls the groups of members
EMPLOYED_AS = {"pu": "formal", "formal": "formal"} | dict.fromkeys(["informal", "bpu", "rentan"], "informal")
ENROLMENTS = ("new_enrolment", "planned_enrolment")
OF_GROUPS = (*HEADCOUNTS, *ENROLMENTS, "participants_target")
# the ministry asks for twenty points a year, which no place is known to have made
LARGEST_PROGRAMME = 0.2
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
    participants, the greatest base told. Those enrolled or to be enrolled are no more either.
    """
    told = claims[claims["region_code"].ne("") & claims["segment"].ne("other")]
    heads, bases = told[told["indicator"].isin(HEADCOUNTS)], told[told["indicator"].eq("universe")]
    by, rule = ["region_code", "segment"], "members_within_universe"
    counted = told[told["indicator"].isin((*HEADCOUNTS, *ENROLMENTS))]
    dated = within_nearest(counted, bases, by, GROUP_LAG, rule)
    undated = within_greatest(heads[heads["as_of"].eq("")], bases, by, rule)
    total, all_ = (frame[frame["segment"].eq("total")] for frame in (heads, bases))
    later = within_nearest(total, all_, by, LATER_LAG, rule, no_older=True)
    later = later[~later["claim_ids"].isin(dated["claim_ids"])]
    return _of_two_sources(_together(dated=dated, undated=undated, later=later))


def members_within_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """Participants of a place are no more than BPS counts employed there: of each place the furthest above.

    Also the active and the inactive of a report together. Silent where they are not.
    """
    told = claims[claims["segment"].eq("total") & claims["region_code"].ne("")]
    heads, employed = told[told["indicator"].isin(HEADCOUNTS)], told[told["indicator"].eq("employed")]
    by, rule = ["region_code"], "members_within_employed"
    found = _furthest(within_nearest(heads, employed, by, EMPLOYED_LAG, rule))
    sums = _furthest(within_nearest(_ever_active(told), employed, by, EMPLOYED_LAG, rule))
    return _together(printed=found, sums=sums[~sums["region_code"].isin(found["region_code"])])


def programme_within_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """Workers enrolled or to be enrolled are at most a fifth of those that BPS counts employed.

    Of each place the furthest above; silent where they are not.
    """
    told = claims[claims["segment"].eq("total") & claims["region_code"].ne("")]
    programmes, employed = told[told["indicator"].isin(ENROLMENTS)], told[told["indicator"].eq("employed")]
    by, rule = ["region_code"], "programme_within_employed"
    found = within_nearest(programmes, employed, by, EMPLOYED_LAG, rule, most_share=LARGEST_PROGRAMME)
    return _furthest(found)


def group_within_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """A group to be covered or enrolled, or its members, are no more than BPS counts employed in it.

    Those who ought to be covered are no small part of them either. Silent where they are neither, and up to
    a tenth above: who counts as formal differs by so much. Of members and those to enrol, in the informal
    sector alone, the furthest above of each place.
    """
    told = claims[claims["region_code"].ne("") & claims["segment"].isin([*EMPLOYED_AS, "total"])]
    employed = _with_formal(told[told["indicator"].eq("employed")])
    told, employed = (frame.assign(group=frame["segment"].replace(EMPLOYED_AS)) for frame in (told, employed))
    by, rule = ["region_code", "group"], "group_within_employed"
    lists = told[told["indicator"].eq("universe") & told["segment"].ne("total")]
    heads = told[told["indicator"].isin(OF_GROUPS) & told["group"].eq("informal")]
    found = _together(
        bases=within_nearest(lists, employed, by, EMPLOYED_GROUP_LAG, rule),
        members=_furthest(within_nearest(heads, employed, by, EMPLOYED_LAG, rule)),
        small=within_nearest(lists[lists["segment"].ne("rentan")], employed, by, SMALL_LAG, rule, SMALL),
    )
    far = found["difference"].abs().gt(GROUP_SLACK * found["right_value"])
    return found[far].reset_index(drop=True)


def labour_force_holds_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """A labour force is no smaller than the employed that BPS counts there. Silent where it is not.

    What is smaller leaves civil servants out, or those who ought not to be members: a base by another name.
    """
    told = claims[claims["segment"].eq("total") & claims["region_code"].ne("")]
    labour, employed = told[told["indicator"].eq("labour_force")], told[told["indicator"].eq("employed")]
    by, rule = ["region_code"], "labour_force_holds_employed"
    near = within_nearest(labour, employed, by, AUGUST_LAG, rule, LEAST_OF_AUGUST)
    far = within_nearest(labour, employed, by, LABOUR_LAG, rule, LEAST_LABOUR)
    return _together(near=near, far=far[~far["claim_ids"].isin(near["claim_ids"])])


def _with_formal(employed: pd.DataFrame) -> pd.DataFrame:
    """The employed of all and of the informal, and the formal as the one less the other."""
    keys, informal = ["source_id", "region_code", "as_of"], employed[employed["segment"].eq("informal")]
    both = employed[employed["segment"].eq("total")].merge(informal, on=keys, suffixes=("", "_of"))
    less = {end: both[end] - both[f"{other}_of"] for end, other in _LESS.items()}
    formal = both.assign(segment="formal", claim_id=both["claim_id"] + " " + both["claim_id_of"], **less)
    return pd.concat([employed, formal[list(employed.columns)]], ignore_index=True)


def _ever_active(told: pd.DataFrame) -> pd.DataFrame:
    """The active and the inactive participants of one report and moment together."""
    active, inactive = (told[told["indicator"].eq(f"participants_{kind}")] for kind in ("active", "inactive"))
    both = active.merge(inactive, on=["source_id", "region_code", "as_of"], suffixes=("", "_of"))
    sums = {end: both[end] + both[f"{end}_of"] for end in _LESS}
    ids = both["claim_id"] + " " + both["claim_id_of"]
    return both.assign(indicator="participants_registered", claim_id=ids, **sums)[list(told.columns)]


def _together(**found: pd.DataFrame) -> pd.DataFrame:
    """The findings of one rule from several comparisons, the ids of all but the first with its name."""
    first, *others = found
    more = [found[name].assign(finding_id=found[name]["finding_id"] + f":{name}") for name in others]
    return pd.concat([found[first], *more], ignore_index=True)


def _furthest(found: pd.DataFrame) -> pd.DataFrame:
    """Of each place the finding that is furthest off."""
    greatest = found.sort_values("difference", ascending=False, kind="stable").drop_duplicates("region_code")
    return greatest.sort_index().reset_index(drop=True)


def _of_two_sources(found: pd.DataFrame) -> pd.DataFrame:
    """The findings whose two claims stand in two sources: of one source a rule of its own tells."""
    sources = found["claim_ids"].str.findall(r"(\S+)#").map(set)
    return found[sources.map(len).gt(1)].reset_index(drop=True)

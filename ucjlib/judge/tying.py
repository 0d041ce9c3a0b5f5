"""Which figures an identity ties together: the same place, people and moment, numerator and denominator.

Participants are the rate of their kind times the base it stands on; active and inactive members are the
registered ones; covered and not covered make the base (these are rows of `ties.csv`); segments with
construction, or formal and informal, make the total of one count; a gap is target less rate. A rate that
tells no base is tied by its gap alone. Undated figures have no moment and are tied to nothing.

Two numerators beside one number of uncovered workers: only one of them can be meant, so the tie that
can hold is taken, and none where both can or neither. Parts that make less than the whole prove
nothing, since a group may be missing, and are not tied.

>>> told = {"region_code": "35.05", "segment": "total", "as_of": "2025", "base_as_of": "2025",
...     "name": ["participants_active", "coverage_rate active eligible", "universe"],
...     "low": [17.0, 17.0, 99.0], "high": [18.0, 18.0, 101.0], "target_year": pd.NA, "source_id": ""}
>>> tie(pd.DataFrame(told)).shares.tolist()
[[0, 1, 2]]
"""

from functools import cache
from typing import Any

import pandas as pd

from ucjlib.judge.rulebook.parts import COUNTS, fitting
from ucjlib.judge.ties import Ties
from ucjlib.judge.together import grouped
from ucjlib.judge.wording import own_table

MOMENT = ["region_code", "segment", "as_of"]
AIM, GAP, RATE = "coverage_target", "coverage_gap", "coverage_rate"
# without construction the parts of a count need not be all of it
WHOLE_SETS = ({"jakon"}, {"jakon_pmi"}, {"formal", "informal"})
Sum = tuple[dict[int, int], float]


def tie(figures: pd.DataFrame) -> Ties:
    """The ties between the rows of `figures`, numbered by their position.

    figures : region_code, segment, as_of, base_as_of (date of what a rate divides by), name (indicator; of a
    rate also numerator and denominator), low, high, source_id, target_year. Rows named `coverage_target`
    are aims of a gap; of other rows a place, moment and name stand once.
    """
    rows = figures.assign(figure=range(len(figures)))
    dated = rows[rows["as_of"].ne("") | rows["name"].eq(AIM)]
    shares = [found for rule in _rules("share") for found in _shares(dated, rule)]
    return Ties.of(len(rows), [*_sums(dated), *_segments(dated), *_gaps(dated)], shares)


@cache
def _rules(*forms: str) -> list[Any]:
    rules = own_table("ties")
    return list(rules[rules["form"].isin(forms)].itertuples())


def _named(rows: pd.DataFrame, name: str, side: str, extra: tuple[str, ...] = ()) -> pd.DataFrame:
    new = {column: f"{side}_{column}" for column in ("figure", "low", "high")}
    return rows.loc[rows["name"].eq(name), [*MOMENT, *extra, *new]].rename(columns=new)


def _shares(rows: pd.DataFrame, rule: Any) -> list[tuple[int, int, int]]:
    rates = _named(rows, rule.two, "rate", ("base_as_of",))
    found = rates.merge(_named(rows, rule.one, "part"), on=MOMENT)
    bases = _named(rows, rule.three, "base").rename(columns={"as_of": "base_as_of"})
    found = found.merge(bases, on=["region_code", "segment", "base_as_of"])
    return list(zip(found["part_figure"], found["rate_figure"], found["base_figure"], strict=True))


def _sums(rows: pd.DataFrame) -> list[Sum]:
    """The sums of `ties.csv`; of those that exclude each other the one that can hold."""
    told = pd.concat([_summed(rows, rule) for rule in _rules("sum", "hundred")], ignore_index=True)
    rivals = told.groupby([*MOMENT, "either"])["can"]
    alone = told["either"].eq("") | rivals.transform("size").eq(1)
    return [_sum(found) for found in told[alone | (told["can"] & rivals.transform("sum").eq(1))].itertuples()]


def _summed(rows: pd.DataFrame, rule: Any) -> pd.DataFrame:
    both = _named(rows, rule.two, "two").merge(_named(rows, rule.three, "three"), on=MOMENT)
    if rule.form == "hundred":
        both = both.assign(one_figure=-1, one_low=100.0, one_high=100.0)
    else:
        both = both.merge(_named(rows, rule.one, "one"), on=MOMENT)
    least, most = both["two_low"] + both["three_low"], both["two_high"] + both["three_high"]
    can = least.le(both["one_high"]) & most.ge(both["one_low"])
    return both.assign(can=can, either=rule.either)


def _sum(found: Any) -> Sum:
    parts = {found.two_figure: 1, found.three_figure: 1}
    return (parts, 100.0) if found.one_figure < 0 else ({found.one_figure: -1} | parts, 0.0)


def _segments(rows: pd.DataFrame) -> list[Sum]:
    counts = rows[rows["name"].isin(COUNTS)]
    keys = [column for column in (*MOMENT, "name") if column != "segment"]
    several = counts[counts.groupby(keys)["segment"].transform("size").ge(3)]
    groups = grouped(several.itertuples(), *keys).values()
    made = (_made({row.segment: row for row in group}) for group in groups)
    return [found for found in made if found]


def _made(by_segment: dict[str, Any]) -> Sum | None:
    """The total as the sum of its segments, where these may be all and reach it."""
    used, total = fitting(set(by_segment)), by_segment.get("total")
    if total is None or not any(some <= set(used) for some in WHOLE_SETS):
        return None
    parts = [by_segment[segment] for segment in used]
    if sum(part.high for part in parts) < total.low:
        return None
    return {total.figure: -1} | {part.figure: 1 for part in parts}, 0.0


def _gaps(rows: pd.DataFrame) -> list[Sum]:
    """Aim - rate - gap = 0, where the moment has one rate and the source of the gap one aim for it."""
    aims = rows.loc[rows["name"].eq(AIM), ["region_code", "segment", "source_id", "target_year", "figure"]]
    rates = rows.loc[rows["name"].str.startswith(f"{RATE} "), [*MOMENT, "figure"]]
    found = rows[rows["name"].eq(GAP)].merge(rates, on=MOMENT, suffixes=("", "_rate"))
    found = found.merge(aims, on=["region_code", "segment", "source_id"], suffixes=("", "_aim"))
    asked, told = found["target_year"].astype("Int64"), found["target_year_aim"].astype("Int64")
    found = found[asked.eq(told).fillna(True).astype(bool)]
    found = found[~found.duplicated("figure", keep=False)]
    three = zip(found["figure_aim"], found["figure_rate"], found["figure"], strict=True)
    return [({aim: 1, rate: -1, gap: -1}, 0.0) for aim, rate, gap in three]

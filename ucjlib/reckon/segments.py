"""Places that have, at one date and over one denominator, the rate of all workers and those of its groups.

What `ucjlib.reckon.composition` works on. The like-for-like guard holds inside a date too: a total of
registered members is not made of rates of active ones, so those dates are left out, or kept with the word in
`unlike`.

Groups are wage workers, own-account and construction (pu, bpu, jakon), or formal and informal. A date that
prints two of the three is kept: its source may have no construction workers, or may leave them out.

>>> estimates = pd.DataFrame({"estimate_id": ["e1", "e2", "e3"], "region_code": "12.02",
...     "place": "Kabupaten Tapanuli Utara", "indicator": "coverage_rate", "segment": ["total", "pu", "bpu"],
...     "numerator": "registered", "denominator": "eligible", "as_of": "2025-05",
...     "value": [15.65, 12.03, 17.76], "low": [15.64, 12.02, 17.75], "high": [15.66, 12.04, 17.77]})
>>> segment_figures(estimates)[["as_of", "segment", "value"]].values.tolist()
[['2025-05', 'bpu', 17.76], ['2025-05', 'pu', 12.03], ['2025-05', 'total', 15.65]]
"""

import pandas as pd

from ucjlib.reckon.compare_words import columns, need

SPLITS = (("pu", "bpu", "jakon"), ("formal", "informal"))
"""Ways in which sources part all workers."""
KEY = ["region_code", "denominator", "as_of"]


def segment_figures(estimates: pd.DataFrame, *, label_unlike: bool = False) -> pd.DataFrame:
    """The figures of every date that has a total and two groups or more of one split.

    estimates : the estimates table. label_unlike : keep dates whose figures count other kinds of member, with
        "numerator" in `unlike`.

    Returns by place, denominator, date and segment: `region_code`, `place`, `as_of`, `denominator`,
    `segment`, `value`, `low`, `high` (percent), `unlike`, `estimate_id`. Where a date has both splits, pu,
    bpu and jakon are taken.
    Raises BadTable (columns).
    """
    need(estimates, [*KEY, "indicator", "segment", "numerator", "value", "low", "high"], "segments")
    rates = estimates[estimates["indicator"].eq("coverage_rate") & estimates["as_of"].ne("")]
    alike = _complete(rates, [*KEY, "numerator"]).assign(unlike="")
    kept = [alike]
    if label_unlike:
        mixed = _complete(rates, KEY).assign(unlike="numerator")
        done = pd.MultiIndex.from_frame(alike[KEY])
        kept += [mixed[~pd.MultiIndex.from_frame(mixed[KEY]).isin(done)]]
    table = pd.concat(kept).sort_values([*KEY, "segment"], kind="stable")
    return table[columns("segments")].reset_index(drop=True)


def _complete(rates: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows of those groups by `key` that have a total and at least two parts of a split, one each."""
    single = rates[~rates.duplicated([*key, "segment"], keep=False)]
    has_total = _member(single, single["segment"].eq("total"), key)
    taken = pd.Series(False, index=single.index)
    for split in SPLITS:
        part = single["segment"].isin(split)
        enough = part.groupby([single[name] for name in key]).transform("sum") >= 2
        free = ~_member(single, taken, key)
        taken |= enough & has_total & free & (part | single["segment"].eq("total"))
    return single[taken]


def _member(rows: pd.DataFrame, true: pd.Series, key: list[str]) -> pd.Series:
    """For each row, whether any row of its group is true."""
    return true.groupby([rows[name] for name in key]).transform("any").astype(bool)

"""Size and formality of every regency and city, as far as figures tell, each with its date and source row.

Size is the latest count of people employed. The formal share is the latest that can be had: printed (the
share, or its informal complement), or from counts of one date, 1 - informal / total or formal / total; at
one date the printed one is taken. A place without one keeps a blank and the word in `missing`.

>>> estimates = pd.DataFrame({"estimate_id": ["e1", "e2"], "region_code": "11.01", "as_of": "2025-08",
...     "place": "Kabupaten Aceh Selatan", "indicator": "employed", "segment": ["total", "informal"],
...     "value": [105761.0, 65016.0], "low": [105760.0, 65015.0], "high": [105762.0, 65017.0]})
>>> features(estimates)[["employed", "formal_pct", "formal_from"]].round(2).values.tolist()
[[105761.0, 38.53, 'counts']]
"""

import pandas as pd

from ucjlib.reckon.compare_words import columns, need
from ucjlib.reckon.peers import missing
from ucjlib.reckon.series import by_date

RANGE = ["value", "low", "high"]
NEEDED = ["estimate_id", "region_code", "place", "as_of", "indicator", "segment", *RANGE]


def features(estimates: pd.DataFrame) -> pd.DataFrame:
    """What peers are looked for by, one row per regency or city of the estimates.

    estimates : the estimates table; used are `employed` (total, informal, formal) and `employed_share`
        (formal, informal), dated.

    Returns by code: `region_code`, `place`, `province_code`, `employed`, `employed_as_of`, `formal_pct`,
    `formal_low`, `formal_high` (percent; what the prints allow), `formal_as_of`, `formal_from`, `missing`,
    `estimate_ids`. Blank where not known.
    Raises BadTable (columns).
    """
    need(estimates, NEEDED, "features")
    rows = estimates[estimates["region_code"].str.contains(".", regex=False)]
    table = rows.groupby("region_code")[["place"]].agg("min")
    dated = rows[rows["as_of"] != ""]
    size = _latest(_of(dated, "employed", "total"))
    size = size.rename(
        columns={"value": "employed", "as_of": "employed_as_of", "estimate_id": "estimate_id_size"}
    )
    share = _latest(_formal(dated))
    share = share.rename(
        columns={"value": "formal_pct", "low": "formal_low", "high": "formal_high", "as_of": "formal_as_of"}
    )
    table = table.join(size.drop(columns=["low", "high"])).join(share).reset_index()
    ids = table[["estimate_id_size", "estimate_id"]].fillna("").agg(_ids, axis=1)
    texts = ["employed_as_of", "formal_as_of", "formal_from"]
    table = table.assign(province_code=table["region_code"].str[:2], missing=missing(table), estimate_ids=ids)
    return table.assign(**{name: table[name].fillna("") for name in texts})[columns("features")]


def _of(rows: pd.DataFrame, indicator: str, segment: str) -> pd.DataFrame:
    return rows[(rows["indicator"] == indicator) & (rows["segment"] == segment) & rows["value"].notna()]


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    """The last row of each place, by code; of one date the printed share before one from counts."""
    kept = [name for name in ("as_of", *RANGE, "formal_from", "estimate_id") if name in rows]
    if "formal_from" in rows:
        rows = rows.sort_values("formal_from", kind="stable")
        rows = rows.assign(estimate_id=rows["formal_from"] + "|" + rows["estimate_id"])
    last = by_date(rows).groupby("region_code")[kept].last()
    return last.assign(estimate_id=last["estimate_id"].str.split("|").str[-1])


def _formal(rows: pd.DataFrame) -> pd.DataFrame:
    """Every formal share that can be had, percent: printed, complement, from counts."""
    share = _of(rows, "employed_share", "formal").assign(formal_from="printed")
    other = _of(rows, "employed_share", "informal").assign(formal_from="printed")
    total, formal, informal = (_of(rows, "employed", s) for s in ("total", "formal", "informal"))
    return pd.concat(
        [
            _over(informal, total).pipe(_complement),
            _over(formal, total),
            other.pipe(_complement),
            share,
        ]
    )


def _complement(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(value=100 - rows["value"], low=100 - rows["high"], high=100 - rows["low"])


def _over(part: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Part over whole at the same date, percent, with what the prints allow."""
    both = part.merge(whole, on=["region_code", "as_of"], suffixes=("", "_whole"))
    ids = both["estimate_id"] + " " + both["estimate_id_whole"]
    return both.assign(
        value=both["value"] / both["value_whole"] * 100, low=both["low"] / both["high_whole"] * 100,
        high=(both["high"] / both["low_whole"] * 100).clip(upper=100), estimate_id=ids, formal_from="counts",
    )  # fmt: skip


def _ids(cells: pd.Series) -> str:
    return " ".join(dict.fromkeys(" ".join(cells).split()))

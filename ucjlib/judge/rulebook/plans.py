"""What a programme costs: its budget beside the workers, months and contribution that it is to pay for.

Lumajang: 5,606 workers x 7 months x 16,800 rupiah = 659,265,600, where 732,210,600 is printed.

>>> round(months_paid(732210600, 5606, 16800), 2)
7.77
"""

from typing import Any, Literal

import numpy as np
import pandas as pd

from ucjlib.judge.prints import freed
from ucjlib.judge.together import KEYS, distance, near, side
from ucjlib.reference import schemas

LOWEST = "bpu-lowest"
ENROLMENTS = ("new_enrolment", "planned_enrolment")
# months that a budget of one year may pay; one for a hundred or for a day and a half is misprinted
LEAST_PAID, YEAR_PAID = 0.9, 12.5
MOST_MONTHS, LEAST_DAYS = 100.0, 0.05
THOUSAND = 1000.0
# a figure that the others come to by a quarter is their total
MEANT_TOGETHER = (0.75, 1.25)
_COUNTS = ["money_id", "head_indicator", "head_segment"]
_ADDED = {"head": "sum", "head_low": "sum", "head_high": "sum", "head_id": " ".join}


def months_paid(budget: Any, workers: Any, contribution: Any) -> Any:
    """How many months `budget` (rupiah) pays for `workers` at `contribution` (rupiah a month)."""
    return budget / (workers * contribution)


def plans(claims: pd.DataFrame) -> pd.DataFrame:
    """Each budget beside the workers of its source, with contribution and months, printed or meant.

    Columns: those of sides `money` (open words freed) and `head`; head_segment; fee, span and their ids; paid
    (months that it pays), months.
    The contribution is the source's own, or the lowest of the regulations (JKK and JKM).
    """
    heads = side(claims, "head", *ENROLMENTS).assign(head_segment=lambda rows: rows["segment"])
    frame = _of_group(freed(side(claims, "money", "budget"), "money"), heads, "head")
    frame = frame[near(frame, "money", "head") & frame["head"].gt(0)]
    frame = _of_all(frame)
    for name, indicator in (("fee", "contribution"), ("span", "programme_months")):
        rows = side(claims, name, indicator)[[*KEYS, name, f"{name}_id", f"{name}_as_of"]]
        frame = _of_group(frame, rows, name, "left")
    # months of a later year are not those that a budget paid
    later = frame["span_as_of"].fillna("").str.slice(0, 4).gt(frame["money_as_of"].str.slice(0, 4))
    frame = frame.assign(span=frame["span"].mask(later), span_id=frame["span_id"].mask(later))
    lowest = float(schemas.terms("regulations").at[LOWEST, "amount"])
    frame = frame.fillna({"fee": lowest, "fee_id": "", "span_id": ""}).reset_index(drop=True)
    paid = months_paid(frame["money"], frame["head"], frame["fee"])
    # of a budget a thousand times too great or small: the months that the right one pays
    meant = paid / paid.map(scale)
    return frame.assign(paid=paid, months=frame["span"].fillna(meant.round().clip(1, 12)))


def likeliest(frame: pd.DataFrame) -> pd.DataFrame:
    """Of the groups beside one budget the one that fits best, at once or but for the word for thousand."""
    off = np.log(frame["left"] / frame["right"]).abs()
    fit = np.minimum(off, (off - np.log(THOUSAND)).abs()).where(distance(frame).gt(0), 0.0)
    ranked = frame.assign(_fit=fit).sort_values(["_fit", "money_id", "head_id", "span_id", "fee_id"])
    return ranked.drop_duplicates("money_id").drop(columns="_fit")


def scale(paid: float) -> float:
    """1000 or 0.001 where a budget pays for a hundred months or a day, and so corrected for a year."""
    if paid > MOST_MONTHS and LEAST_PAID <= paid / THOUSAND <= YEAR_PAID:
        return THOUSAND
    return 1 / THOUSAND if paid < LEAST_DAYS and LEAST_PAID <= paid * THOUSAND <= YEAR_PAID else 1.0


def ids(row: Any) -> str:
    """The claims of a plan, the budget first."""
    return " ".join(filter(None, [row.money_id, row.head_id, row.span_id, row.fee_id]))


def _of_all(frame: pd.DataFrame) -> pd.DataFrame:
    """The plans; a budget of all beside several counts of one group pays for their sum.

    Unless the greatest is near the sum of the others, and so all of them.
    """
    groups = frame.groupby(_COUNTS)["head"]
    greatest = groups.transform("max")
    others = (groups.transform("sum") - greatest) / greatest
    of_all = frame["segment"].eq("total") & frame["head_segment"].ne("total")
    parts = of_all & groups.transform("nunique").gt(1) & ~others.between(*MEANT_TOGETHER)
    if not parts.any():
        return frame
    told = frame[parts].drop_duplicates([*_COUNTS, "head"]).groupby(_COUNTS, as_index=False)
    sums = told.agg({name: _ADDED.get(name, "first") for name in frame.columns.drop(_COUNTS)})
    return pd.concat([frame[~parts], sums[list(frame.columns)]], ignore_index=True)


def _of_group(
    frame: pd.DataFrame, rows: pd.DataFrame, name: str, how: Literal["inner", "left"] = "inner"
) -> pd.DataFrame:
    """`rows` beside `frame`: of the same group, else where one of the two does not tell its group."""
    both = frame.merge(rows.rename(columns={"segment": "group"}), on=KEYS[:3], how=how)
    same = both["group"].eq(both["segment"])
    told = same.groupby([both["money_id"], both[f"{name}_id"].notna()]).transform("any")
    open_ = both["group"].eq("total") | both["segment"].eq("total")
    kept = both[same | both["group"].isna() | (open_ & ~told)].drop(columns="group")
    if how == "inner":
        return kept
    lost = frame[~frame["money_id"].isin(kept["money_id"])]
    return pd.concat([kept, lost], ignore_index=True)

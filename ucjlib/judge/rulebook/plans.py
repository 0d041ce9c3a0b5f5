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
    for name, indicator in (("fee", "contribution"), ("span", "programme_months")):
        frame = _of_group(frame, side(claims, name, indicator)[[*KEYS, name, f"{name}_id"]], name, "left")
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

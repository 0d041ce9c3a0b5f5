"""Rule on a coverage rate beside the headcounts of groups, where no headcount of all is printed.

Wonosobo, February 2025: 25,590 formal, 2,884 construction and 5,000 informal members of 303,442 workers
are 11 percent, and 40.55 is printed.

>>> round(100 * (25590 + 2884 + 5000) / 303442, 1)
11.0
"""

from functools import reduce
from typing import Any

import pandas as pd

from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import Print, faced, loosened, of_side
from ucjlib.judge.rulebook.parts import SETS, fitting, lacking
from ucjlib.judge.together import HEADCOUNTS, grouped, pair, same_time, side
from ucjlib.judge.wording import plain

_PLACE = ["source_id", "region_code", "place"]


def rate_is_groups_over_universe(claims: pd.DataFrame) -> pd.DataFrame:
    """Coverage of all = the members of its groups / universe; of a part of the groups: at least that.

    Without construction the members may be a third more, and nothing is told up to there.
    """
    totals = claims[claims["segment"].eq("total")]
    frame = pair(side(totals, "rate", "coverage_rate"), side(totals, "whole", "universe"))
    frame = frame[same_time(frame, "rate", "whole") & frame["whole_low"].gt(0)]
    told = totals.loc[totals["indicator"].isin(HEADCOUNTS), _PLACE].drop_duplicates().assign(told=True)
    frame = frame.merge(told, on=_PLACE, how="left")
    frame = frame[frame["told"].isna()].drop(columns="told")
    groups = claims[claims["segment"].isin({part for parts in SETS for part in parts})]
    heads = side(groups, "part", *HEADCOUNTS).rename(columns={"segment": "group"})
    both = frame.merge(heads, on=_PLACE)
    both = both[same_time(both, "rate", "part")].sort_values(["rate_id", "part_id"], kind="stable")
    both = reduce(loosened, ("rate", "part", "whole"), both.reset_index(drop=True))
    rows = [_row(rows) for rows in grouped(both, "rate_id", "whole_id", "part_indicator").values()]
    return findings(pd.DataFrame(rows), "rate_is_groups_over_universe")


def _row(rows: list[Any]) -> dict:
    first = rows[0]
    parts = fitting({row.group for row in rows})
    used = [next(row for row in rows if row.group == part) for part in parts] or [_greatest(rows)]
    low, value, high = (sum(getattr(row, f"part{end}") for row in used) for end in ("_low", "", "_high"))
    least, most = 100 * low / first.whole_high, 100 * high / first.whole_low
    summed = " + ".join(plain(row.part) for row in used)
    return {
        **{key: getattr(first, key) for key in [*_PLACE, "segment"]},
        "as_of": first.rate_as_of,
        "claim_ids": " ".join([first.rate_id, *(row.part_id for row in used), first.whole_id]),
        **faced(Print(100 * value / first.whole, least, most), of_side(first, "rate")),
        "unit": "percent",
        "working": f"({summed}) / {plain(first.whole)}" if parts else f"{summed} / {plain(first.whole)}",
        "outcome": _outcome(first, least, most, lacking(parts)),
        "cause": "",
    }


def _greatest(rows: list[Any]) -> Any:
    return max(rows, key=lambda row: (row.part, row.part_id))


def _outcome(rate: Any, least: float, most: float, lacked: float) -> str:
    below, above = rate.rate_high < least, rate.rate_low * (1 - lacked) > most
    if below or above:
        return "disagree"
    return "agree" if rate.rate_low <= most else "cannot_tell"

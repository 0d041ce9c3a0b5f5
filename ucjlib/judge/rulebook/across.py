"""Rule on the two numerators across sources and dates: the active are part of the registered.

>>> from ucjlib.reference import schemas
>>> len(registered_against_active(schemas.empty("claims")))
0
"""

from typing import Any

import numpy as np
import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, sides
from ucjlib.judge.prints import Print
from ucjlib.judge.rulebook.breaks import jumped, to_december
from ucjlib.judge.rulebook.falls import A_YEAR, LARGEST_FALL
from ucjlib.judge.together import pair, side, years
from ucjlib.judge.wording import plain

# what members may grow by between a month and its year
IN_A_YEAR = 0.05


def registered_against_active(claims: pd.DataFrame) -> pd.DataFrame:
    """Active participants are at most the registered ones of the same place and month, or of its year.

    The active of a whole year may be those of one of its months, grown until December. The active of a
    month may be a seventh more than those who are registered within a year; silent where they are not.
    """
    dated = claims[claims["region_code"].ne("") & claims["as_of"].ne("")]
    by_month = dated.assign(segment=dated["segment"] + "/" + dated["as_of"].str.slice(0, 7))
    by_year = dated.assign(segment=dated["segment"] + "/" + dated["as_of"].str.slice(0, 4))
    yearly = by_year[dated["as_of"].str.len().eq(4)]
    pairs = [_two_stocks(by_month, by_month), _two_stocks(yearly, by_year), _two_stocks(by_year, yearly)]
    both = pd.concat(pairs, ignore_index=True)
    both = pd.concat([both, _later(dated, both["r_id"])], ignore_index=True)
    both = both.drop_duplicates(["region_code", "segment"])
    both = sides(both.reset_index(drop=True), "a", "r")
    segment, month = (both["segment"].str.replace(cut, "", regex=True) for cut in (r"/.*", r".*/"))
    cause = [_same_count(row) for row in both.itertuples()]
    both = both.assign(source_id="", segment=segment, as_of=month, cause=cause)
    both = both.assign(outcome=_at_most(both))
    for told, name in (("left", "a"), ("right", "r")):
        of = {f"{told}_of": "@" + both[f"{name}_as_of"], f"{told}_qualifier": both[f"{name}_qualifier"]}
        both = both.assign(**of)
    ids = both["a_id"] + " " + both["r_id"]
    return findings(both.assign(unit="workers", working="", claim_ids=ids), "registered_against_active")


def _two_stocks(actives: pd.DataFrame, registers: pd.DataFrame) -> pd.DataFrame:
    """The most active beside the most registered of each place, people and moment, all in one column."""
    active = side(actives, "a", "participants_active")
    registered = side(registers, "r", "participants_registered")
    both = pair(active, registered[["region_code", "segment", *_numbers("r")]], on=["region_code", "segment"])
    return both.sort_values(["a", "r", "a_id", "r_id"], ascending=[False, False, True, True])


def _later(dated: pd.DataFrame, told: pd.Series) -> pd.DataFrame:
    """The active beside the registered of up to a year later, fewer by far, whose ids are not in `told`."""
    rows = dated[dated["as_of"].str.len().ge(7) & dated["segment"].eq("total")]
    later = rows[~rows["claim_id"].isin(told)]
    registered = side(later, "r", "participants_registered")[["region_code", *_numbers("r")]]
    both = pair(side(rows, "a", "participants_active"), registered, on=["region_code"])
    off = years(both["r_as_of"].str.slice(0, 7)) - years(both["a_as_of"].str.slice(0, 7))
    fewer = both["r_high"].lt(both["a_low"] * (1 - LARGEST_FALL))
    both = both.assign(off=off)[off.gt(0) & off.le(A_YEAR) & fewer].sort_values(["off", "a_id", "r_id"])
    both = both.drop_duplicates("region_code").drop(columns="off")
    return both.assign(segment=both["segment"] + "/" + both["r_as_of"])


def _numbers(name: str) -> list[str]:
    return [name, *(f"{name}_{end}" for end in ("low", "high", "id", "as_of", "qualifier"))]


def _at_most(both: pd.DataFrame) -> pd.Series:
    # of a year and a month in it a twentieth may be growth
    slack = np.where(both["as_of"].str.len().eq(4), 1 + IN_A_YEAR, 1.0)
    above, same = both["left_low"].gt(slack * both["right_high"]), both["left"].eq(both["right"])
    above &= ~pd.Series([_grown(row) for row in both.itertuples()], both.index, dtype=bool)
    verdict = np.select([above, same], ["disagree", "cannot_tell"], "agree")
    return pd.Series(verdict, index=both.index, dtype=str)


def _grown(row: Any) -> bool:
    """Whether the active are of a whole year and the registered of one of its months, no jump below them."""
    month, ends = row.r_as_of[:7], ("", "_low", "_high")
    registered, active = (
        Print(*(getattr(row, f"{name}{end}") for end in ends)) for name in ("right", "left")
    )
    of_year = row.a_basis == "stated" and len(row.a_as_of) == 4 < len(month)
    return of_year and not jumped(registered, active, to_december(month))


def _same_count(row: Any) -> str:
    equal = f"{plain(row.a)} = {plain(row.r)}"
    return causes.shown("registered_called_active", equal) if row.a == row.r else ""

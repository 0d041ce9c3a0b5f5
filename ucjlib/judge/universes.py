"""Rule on universes: what a source divides by, as a share of the employed that BPS counts.

Not for choosing a denominator (`denominators` does that): here a base far outside of what is
in use is reported. Kendari, June 2025: 140,940 is 81 percent of 174,400 employed.

>>> PLAUSIBLE_SHARE[0] < 100 * 140940 / 174400 < PLAUSIBLE_SHARE[1]
True
"""

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, sides
from ucjlib.judge.targets import implied_universe
from ucjlib.judge.together import HEADCOUNTS, KEYS, employed, pair, same_time, side, year
from ucjlib.judge.wording import plain

MOST_YEARS_APART = 2.0
# universes in use run from 59 to 100 percent of the employed that BPS counts
PLAUSIBLE_SHARE = (50.0, 102.0)


def implied_universe_against_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """Universe, printed or implied by rate and headcount, as a share of the employed that BPS counts."""
    frame = universes(claims)
    frame = frame.merge(employed(claims), on="region_code", how="inner")
    frame = frame.assign(_off=(frame["as_of"].map(year) - frame["employed_as_of"].map(year)).abs())
    frame = frame[frame["_off"].le(MOST_YEARS_APART)].sort_values(
        ["_off", "employed_as_of", "claim_ids"], kind="stable"
    )
    frame = sides(frame.drop_duplicates("claim_ids"), "universe", "employed")
    share = 100 * frame["left"] / frame["right"]
    wording = [
        f"{plain(pct)} percent of employed_in @{date}"
        for pct, date in zip(share, frame["employed_as_of"], strict=True)
    ]
    frame = frame.assign(working=wording, outcome=_plausible(frame), unit="workers", cause=_shares(frame))
    return findings(
        frame.assign(claim_ids=frame["claim_ids"] + " " + frame["employed_id"]),
        "implied_universe_against_employed",
    )


def universes(claims: pd.DataFrame) -> pd.DataFrame:
    """Universe of all workers as each source prints it, or as its rate and headcount imply it.

    Columns: source_id, region_code, place, segment, as_of, claim_ids, universe, universe_low, universe_high.
    """
    totals = claims[claims["segment"].eq("total") & claims["region_code"].ne("") & claims["as_of"].ne("")]
    printed = side(totals, "universe", "universe")
    printed = printed.assign(as_of=printed["universe_as_of"], claim_ids=printed["universe_id"])
    rates = pair(side(totals, "rate", "coverage_rate"), side(totals, "part", *HEADCOUNTS))
    rates = rates[
        same_time(rates, "rate", "part")
        & ~rates["source_id"].isin(printed["source_id"])
        & rates["rate_low"].gt(0)
    ]
    # of two headcounts beside one rate, the one of the rate's own day
    apart = rates["rate_as_of"].ne(rates["part_as_of"])
    rates = rates.assign(_apart=apart).sort_values(["_apart", "part_id"], kind="stable")
    rates = rates.drop_duplicates("rate_id").sort_index().reset_index(drop=True)
    implied = implied_universe(rates, "part", "rate").rename(
        columns=lambda name: name.replace("left", "universe")
    )
    rates = pd.concat([rates, implied], axis=1).assign(
        as_of=rates["rate_as_of"], claim_ids=rates["rate_id"] + " " + rates["part_id"]
    )
    columns = [*KEYS, "as_of", "claim_ids", "universe", "universe_low", "universe_high"]
    return pd.concat([printed[columns], rates[columns]], ignore_index=True)


def _plausible(frame: pd.DataFrame) -> pd.Series:
    least, most = 100 * frame["left_low"] / frame["right_high"], 100 * frame["left_high"] / frame["right_low"]
    fits = least.le(PLAUSIBLE_SHARE[1]) & most.ge(PLAUSIBLE_SHARE[0])
    return fits.map({True: "agree", False: "disagree"})


def _shares(frame: pd.DataFrame) -> list[str]:
    return [
        causes.shown(
            "other_denominator",
            f"{plain(round(row.left))} / {plain(row.right)} = {plain(100 * row.left / row.right)} percent",
        )
        for row in frame.itertuples()
    ]

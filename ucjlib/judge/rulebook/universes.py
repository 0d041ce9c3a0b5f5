"""Rule on universes: what a source divides by, as a share of the employed that BPS counts.

Not for choosing a denominator (`denominators` does that): here a base far outside of what is
in use is reported. Kendari, June 2025: 140,940 is 81 percent of 174,400 employed.

>>> PLAUSIBLE_SHARE[0] < 100 * 140940 / 174400 < PLAUSIBLE_SHARE[1]
True
"""

from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings, sides
from ucjlib.judge.prints import ranges_once
from ucjlib.judge.ranges import computed
from ucjlib.judge.together import HEADCOUNTS, KEYS, employed, pair, same_time, side, texts, years
from ucjlib.judge.wording import plain, rounded

MOST_YEARS_APART = 2.0
# beyond that the employed may have moved by a fifth (Kabupaten Tegal, August 2023)
LONGEST_APART, MOVED = 10.0, 0.2
# a base above the employed of a later August is above those of its own year: they grow by less than this
A_YEAR = 0.02
LARGEST_MISS = 0.002
# a base that moves further is another base, and the rates of the two do not make a series
LARGEST_BASE_CHANGE = 0.1
# universes in use run from 59 to 100 percent of the employed that BPS counts
PLAUSIBLE_SHARE = (50.0, 102.0)


def implied_universe_against_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """Universe, printed or implied by rate and headcount, as a share of the employed that BPS counts.

    The nearest August decides, and any within two years that the universe is to the worker.
    """
    frame = against_augusts(claims, LONGEST_APART)
    # the nearest August, or one of those around that is the base to the worker
    frame = frame.assign(_other=~(fits(frame) & frame["_off"].le(MOST_YEARS_APART)))
    frame = frame.sort_values(["_other", "_off", "employed_as_of", "claim_ids"], kind="stable")
    frame = sides(frame.drop_duplicates("claim_ids").reset_index(drop=True), "universe", "employed")
    # a share of what is worked out is no finer than that
    shares = frame["share"].where(~frame["worked"].astype(bool), frame["share"].round())
    frame = frame.assign(
        working=texts((f"{plain(share)} percent" for share in shares), frame),
        left_worked=frame["worked"],
        right_of="@" + frame["employed_as_of"],
        outcome=_plausible(frame),
        unit="workers",
        cause=[_lost_scale(row) for row in frame.itertuples()],
    )
    return findings(
        frame.assign(claim_ids=frame["claim_ids"] + " " + frame["employed_id"]),
        "implied_universe_against_employed",
    )


def against_augusts(claims: pd.DataFrame, most: float = MOST_YEARS_APART) -> pd.DataFrame:
    """Each universe of `universes` beside BPS employed of every August less than `most` years away.

    Columns: those of `universes` and of `together.employed`, share (percent of the employed).
    """
    frame = universes(claims, loose=True).merge(employed(claims), on="region_code", how="inner")
    off = (years(frame["as_of"]) - years(frame["employed_as_of"])).abs()
    return frame.assign(_off=off, share=100 * frame["universe"] / frame["employed"])[off.le(most)]


def universes(claims: pd.DataFrame, placed: bool = True, loose: bool = False) -> pd.DataFrame:
    """Universe of all workers as each source prints it, or as its rate and headcount imply it.

    placed : only of regions that have a code; else of branch areas as well.
    loose : also as a target in percent and in heads implies it, or a rate and those not covered; too loosely
        to show a break of the base.
    Columns: source_id, region_code, place, segment, as_of, claim_ids, universe, universe_low, universe_high,
    worked (whether it is implied). A printed range is one universe.
    """
    totals = claims[claims["segment"].eq("total") & claims["as_of"].ne("")]
    totals = totals[totals["region_code"].ne("")] if placed else totals
    heads = implied_by_heads(totals)
    printed = _in_use(side(ranges_once(totals), "universe", "universe"), heads)
    printed = printed.assign(as_of=printed["universe_as_of"], claim_ids=printed["universe_id"], worked=False)
    freely = [implied_by_target(totals), implied_by_rest(totals)] if loose else []
    implied = pd.concat([heads, *freely])
    # a count of the whole year is none of the day of a rate
    day = implied["rate_as_of"].str.len().eq(10) & implied["part_as_of"].str.len().eq(4)
    implied = implied[~implied["source_id"].isin(printed["source_id"]) & ~day].reset_index(drop=True)
    # of two headcounts beside one rate, the one of the rate's own day
    off = implied["rate_as_of"].ne(implied["part_as_of"])
    implied = implied.assign(_off=off).sort_values(["_off", "part_id"], kind="stable")
    rates = implied.drop_duplicates("rate_id").sort_index()
    ids = rates["rate_id"] + " " + rates["part_id"]
    rates = rates.assign(as_of=rates["rate_as_of"], claim_ids=ids, worked=True)
    columns = [*KEYS, "as_of", "claim_ids", "universe", "universe_low", "universe_high", "worked"]
    return pd.concat([printed[columns], rates[columns]], ignore_index=True)


def _in_use(printed: pd.DataFrame, heads: pd.DataFrame) -> pd.DataFrame:
    """The universes of a source without those of a year in which another one fits its rate and headcount."""
    printed = printed.assign(year=printed["universe_as_of"].str.slice(0, 4))
    asked = heads[[*KEYS, "universe_low", "universe_high"]].add_prefix("asked_")
    both = printed.merge(asked, left_on=KEYS, right_on=[f"asked_{key}" for key in KEYS])
    inside = both["universe_low"].le(both["asked_universe_high"])
    fitting = both[inside & both["universe_high"].ge(both["asked_universe_low"])]
    fits_ = printed["universe_id"].isin(fitting["universe_id"])
    return printed[fits_ | ~fits_.groupby([printed[key] for key in (*KEYS, "year")]).transform("any")]


def bases_told(one: Any, two: Any) -> str:
    """Two rows of `universes` as arithmetic, worked-out ones rounded."""
    counts = (rounded(told.universe, told.universe_low, told.universe_high) for told in (one, two))
    return " and ".join(
        f"{plain(n)} of @{told.as_of[:7]}" for n, told in zip(counts, (one, two), strict=True)
    )


def implied_by_heads(claims: pd.DataFrame) -> pd.DataFrame:
    """The universe that each coverage rate and headcount of one source and moment imply.

    Columns: those of sides `rate` and `part`, and universe, universe_low, universe_high.
    """
    frame = pair(side(claims, "rate", "coverage_rate"), side(claims, "part", *HEADCOUNTS))
    return _implied(frame, "100 * part / rate")


def implied_by_target(claims: pd.DataFrame) -> pd.DataFrame:
    """The universe that the target in percent and in heads of one source, moment and year imply."""
    goals = claims[claims["target_year"].notna()]
    keep = ["target_year"]
    rate, part = (
        side(goals, "rate", "coverage_target", keep=keep),
        side(goals, "part", "participants_target", keep=keep),
    )
    frame = pair(rate, part)
    of_one_year = frame["rate_target_year"].eq(frame["part_target_year"]).fillna(False).astype(bool)
    return _implied(frame[of_one_year], "100 * part / rate")


def implied_by_rest(claims: pd.DataFrame) -> pd.DataFrame:
    """The universe that a coverage rate and those not covered of one source and moment imply."""
    rests = side(claims, "part", "uncovered_workers")
    # several at one date are the parts of a whole that nobody tells
    rests = rests[~rests.duplicated([*KEYS, "part_as_of"], keep=False)]
    frame = pair(side(claims, "rate", "coverage_rate"), rests)
    return _implied(frame[frame["rate_high"].lt(100)], "100 * part / (100 - rate)")


def _implied(frame: pd.DataFrame, formula: str) -> pd.DataFrame:
    frame = frame[same_time(frame, "rate", "part") & frame["rate_low"].gt(0)].reset_index(drop=True)
    return frame.assign(**computed(formula, frame).columns("universe"))


def fits(frame: pd.DataFrame) -> pd.Series:
    """Whether `employed` lies in [universe_low, universe_high] and within 0.2 percent of `universe`."""
    base = frame["employed"]
    close = (frame["universe"] - base).abs().le(LARGEST_MISS * base)
    return base.between(frame["universe_low"], frame["universe_high"]) & close


def _plausible(frame: pd.DataFrame) -> pd.Series:
    least, most = 100 * frame["left_low"] / frame["right_high"], 100 * frame["left_high"] / frame["right_low"]
    moved, grown = 1 + MOVED * frame["_off"].gt(MOST_YEARS_APART), 1 + A_YEAR * frame["_off"]
    inside = least.le(grown * PLAUSIBLE_SHARE[1]) & most.ge(PLAUSIBLE_SHARE[0] / moved)
    return inside.map({True: "agree", False: "disagree"})


def _lost_scale(row: Any) -> str:
    share = 100 * 1000 * row.left / row.right
    inside = PLAUSIBLE_SHARE[0] <= share <= PLAUSIBLE_SHARE[1]
    thousands = (
        f"{plain(row.left)} x 1000 = {plain(1000 * row.left)}, {plain(share)} percent of {plain(row.right)}"
    )
    return causes.shown("lost_scale" if inside else "", thousands)

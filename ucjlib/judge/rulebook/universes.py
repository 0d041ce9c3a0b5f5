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
from ucjlib.judge.ranges import computed
from ucjlib.judge.together import HEADCOUNTS, KEYS, employed, pair, same_time, side, texts, years
from ucjlib.judge.wording import plain

MOST_YEARS_APART = 2.0
# beyond that the employed may have moved by a fifth (Kabupaten Tegal, August 2023)
LONGEST_APART, MOVED = 10.0, 0.2
LARGEST_MISS = 0.002
# universes in use run from 59 to 100 percent of the employed that BPS counts
PLAUSIBLE_SHARE = (50.0, 102.0)


def implied_universe_against_employed(claims: pd.DataFrame) -> pd.DataFrame:
    """Universe, printed or implied by rate and headcount, as a share of the employed that BPS counts.

    The nearest August decides; the sentence tells the share of each of the last three.
    """
    figures = employed(claims)
    frame = against_augusts(claims, LONGEST_APART)
    close = frame["_off"].le(MOST_YEARS_APART)
    frame = frame[close | ~close.groupby(frame["claim_ids"]).transform("any")].sort_values(
        ["_off", "employed_as_of", "claim_ids"], kind="stable"
    )
    said = frame.sort_values("employed_as_of", ascending=False, kind="stable")
    shares = said.groupby("claim_ids")["_said"].agg(", ".join)
    frame = sides(frame.drop_duplicates("claim_ids"), "universe", "employed")
    frame = frame.assign(
        working=frame["claim_ids"].map(shares),
        outcome=_plausible(frame),
        unit="workers",
        cause=_causes(frame, figures),
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
    frame = frame.assign(_off=off)[off.le(most)]
    share = 100 * frame["universe"] / frame["employed"]
    said = [
        f"{plain(pct)} percent of employed_in @{date}"
        for pct, date in zip(share, frame["employed_as_of"], strict=True)
    ]
    return frame.assign(share=share, _said=texts(said, frame))


def universes(claims: pd.DataFrame, placed: bool = True, loose: bool = False) -> pd.DataFrame:
    """Universe of all workers as each source prints it, or as its rate and headcount imply it.

    placed : only of regions that have a code; else of branch areas as well.
    loose : also as a target in percent and in heads implies it, or a rate and those not covered; too loosely
        to show a break of the base.
    Columns: source_id, region_code, place, segment, as_of, claim_ids, universe, universe_low, universe_high.
    """
    totals = claims[claims["segment"].eq("total") & claims["as_of"].ne("")]
    totals = totals[totals["region_code"].ne("")] if placed else totals
    printed = side(totals, "universe", "universe")
    printed = printed.assign(as_of=printed["universe_as_of"], claim_ids=printed["universe_id"])
    freely = [implied_by_target(totals), implied_by_rest(totals)] if loose else []
    implied = pd.concat([implied_by_heads(totals), *freely])
    implied = implied[~implied["source_id"].isin(printed["source_id"])].reset_index(drop=True)
    # of two headcounts beside one rate, the one of the rate's own day
    apart = implied["rate_as_of"].ne(implied["part_as_of"])
    implied = implied.assign(_apart=apart).sort_values(["_apart", "part_id"], kind="stable")
    rates = implied.drop_duplicates("rate_id").sort_index()
    rates = rates.assign(as_of=rates["rate_as_of"], claim_ids=rates["rate_id"] + " " + rates["part_id"])
    columns = [*KEYS, "as_of", "claim_ids", "universe", "universe_low", "universe_high"]
    return pd.concat([printed[columns], rates[columns]], ignore_index=True)


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
    frame = pair(side(claims, "rate", "coverage_rate"), side(claims, "part", "uncovered_workers"))
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
    moved = 1 + MOVED * frame["_off"].gt(MOST_YEARS_APART)
    inside = least.le(moved * PLAUSIBLE_SHARE[1]) & most.ge(PLAUSIBLE_SHARE[0] / moved)
    return inside.map({True: "agree", False: "disagree"})


def _causes(frame: pd.DataFrame, figures: pd.DataFrame) -> list[str]:
    """What arithmetic shows: thousands lost, or the employed of another August; else nothing."""
    others = frame.drop(columns=figures.columns.drop("region_code")).merge(figures, on="region_code")
    others = others[fits(others)]
    august = others.sort_values("employed_as_of").set_index("claim_ids")["employed_as_of"].to_dict()
    return [
        _lost_scale(row) or _other_august(row, august.get(row.claim_ids, "")) for row in frame.itertuples()
    ]


def _lost_scale(row: Any) -> str:
    share = 100 * 1000 * row.left / row.right
    inside = PLAUSIBLE_SHARE[0] <= share <= PLAUSIBLE_SHARE[1]
    thousands = (
        f"{plain(row.left)} x 1000 = {plain(1000 * row.left)}, {plain(share)} percent of {plain(row.right)}"
    )
    return causes.shown("lost_scale" if inside else "", thousands)


def _other_august(row: Any, date: str) -> str:
    return causes.shown(
        "other_denominator" if date else "", f"{plain(round(row.left))} = employed_in @{date}"
    )

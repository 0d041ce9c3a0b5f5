"""Which numerator and denominator a printed rate stands on, and coverage brought to one.

Universes in use run from 59 to 100 percent of the employed that BPS counts, so a rate without
its denominator compares with nothing. Blitar, April 2025: the universe implied by its gap
is 698,431, BPS employed of August 2023 is 698,611, so the branch divided by `employed`.

Not for guessing: what no arithmetic of the source shows stays `unknown`.

>>> implied = {"universe": [698431.0], "universe_low": [697937.0], "universe_high": [698925.0]}
>>> fits(pd.DataFrame(implied | {"employed": [698611.0]})).tolist()
[True]
"""

import pandas as pd

from ucjlib.judge.rulebook.gaps import implied_by_gap
from ucjlib.judge.rulebook.identities import shares
from ucjlib.judge.rulebook.universes import fits, implied_by_heads
from ucjlib.judge.together import (
    HEADCOUNTS,
    bases,
    employed,
    last_augusts,
    near,
    pair,
    side,
    texts,
    years,
)
from ucjlib.judge.wording import date, label, number, own_table
from ucjlib.reference import schemas

RATES = ("coverage_rate", "uncovered_rate")
MOST_YEARS = 2.0
NUMERATORS = {"participants_active": "active", "participants_registered": "registered"}
RESTATED = "headcount_over_employed"


def assign(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims with `numerator`, `denominator`, `denominator_as_of`, `base_ids` ('' for what is no rate).

    denominator: the claim's own when it is told; `employed` when the universe of its source, printed
    or implied, is BPS employed of one of the last three Augusts; `eligible` when the source prints a
    universe (or covered and not covered); else `unknown`. numerator: of the headcount of its source
    that gives the rate, else `unknown`.
    """
    rates = claims["indicator"].isin(RATES)
    counted = claims[claims["region_code"].ne("")]
    found = _eligible(counted) | _employed(counted)
    heads = _numerators(counted)
    told = claims["denominator"].where(claims["denominator"].ne("unknown"), "")
    base = [found.get(claim, ("unknown", "", "")) for claim in claims["claim_id"]]
    guessed = [rate and own == "" for rate, own in zip(rates, told, strict=True)]
    chosen = [one if guess else (own, "", "") for one, guess, own in zip(base, guessed, told, strict=True)]
    numerator = [
        heads.get(claim, "unknown") if rate else ""
        for claim, rate in zip(claims["claim_id"], rates, strict=True)
    ]
    return claims.assign(
        denominator=claims["denominator"].where(~rates, texts((one[0] for one in chosen), claims)),
        numerator=texts(numerator, claims),
        denominator_as_of=texts((one[1] for one in chosen), claims),
        base_ids=texts((one[2] for one in chosen), claims),
    )


def restate(estimates: pd.DataFrame) -> pd.DataFrame:
    """Coverage on `employed`: participants of an estimate over BPS employed of the nearest August.

    estimates : typed frame of table `estimates`. Active participants are taken before registered ones of the
    same month; an August more than 24 months away is not used. Returns new rows of the same table, rule
    `headcount_over_employed`, range by interval division, grade that of the headcount (B at best, since the
    base is chosen here; D above 100 percent, where members are counted at
    their employer's seat). Places whose estimates already hold the same row get no second one.
    """
    heads = estimates[estimates["indicator"].isin(HEADCOUNTS) & estimates["segment"].eq("total")]
    heads = heads.sort_values(["region_code", "as_of", "indicator"]).drop_duplicates(["region_code", "as_of"])
    bases_ = estimates[
        estimates["indicator"].eq("employed")
        & estimates["segment"].eq("total")
        & estimates["as_of"].str.slice(4).eq("-08")
    ]
    both = heads.merge(bases_, on="region_code", suffixes=("", "_base"))
    both = both.assign(_off=(years(both["as_of"]) - years(both["as_of_base"])).abs())
    both = both[both["_off"].le(MOST_YEARS)].sort_values(["region_code", "as_of", "_off", "as_of_base"])
    both = both.drop_duplicates(["region_code", "as_of"])
    rows = pd.DataFrame([_restated(row) for row in both.itertuples()], columns=list(estimates.columns))
    rows = rows[~rows["estimate_id"].isin(estimates["estimate_id"])].reset_index(drop=True)
    return rows.astype(estimates.dtypes.to_dict()) if len(rows) else schemas.empty("estimates")


def _eligible(claims: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    frame = pair(side(claims, "rate", *RATES), bases(claims))
    frame = frame[near(frame, "rate", "whole")].sort_values(["rate_id", "whole_ids"])
    return {
        row.rate_id: ("eligible", "", row.whole_ids) for row in frame.drop_duplicates("rate_id").itertuples()
    }


def _employed(claims: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    frame = last_augusts(_universes(claims), employed(claims), "as_of")
    frame = frame[fits(frame)].assign(_off=(frame["universe"] - frame["employed"]).abs())
    frame = frame.sort_values(["rate_id", "_off", "employed_as_of", "ids"]).drop_duplicates("rate_id")
    return {
        row.rate_id: ("employed", row.employed_as_of, f"{row.ids} {row.employed_id}")
        for row in frame.itertuples()
    }


def _universes(claims: pd.DataFrame) -> pd.DataFrame:
    totals = claims[claims["segment"].eq("total")]
    printed = pair(side(totals, "rate", *RATES), bases(totals, "universe"))
    printed = printed[near(printed, "rate", "universe")].assign(ids=lambda rows: rows["universe_ids"])
    heads = implied_by_heads(totals)
    heads = heads[~heads["rate_id"].isin(printed["rate_id"])]
    heads = heads.assign(ids=heads["part_id"])
    gaps = implied_by_gap(totals).rename(columns=lambda name: name.replace("implied", "universe"))
    gaps = gaps[~gaps["rate_id"].isin(printed["rate_id"])].assign(
        ids=lambda rows: rows["need_id"] + " " + rows["gap_ids"]
    )
    columns = ["rate_id", "region_code", "rate_as_of", "universe", "universe_low", "universe_high", "ids"]
    frames = [frame[columns] for frame in (printed, heads, gaps)]
    return pd.concat(frames, ignore_index=True).rename(columns={"rate_as_of": "as_of"})


def _numerators(claims: pd.DataFrame) -> dict[str, str]:
    frame = shares(claims)
    frame = frame[frame["left_low"].le(frame["right_high"]) & frame["right_low"].le(frame["left_high"])]
    known = {row.rate_id: NUMERATORS.get(row.part_indicator, "unknown") for row in frame.itertuples()}
    implied = _universes(claims).merge(
        side(claims, "part", *HEADCOUNTS)[["part_id", "part_indicator"]], left_on="ids", right_on="part_id"
    )
    implied = last_augusts(implied, employed(claims), "as_of")
    implied = implied[fits(implied)]
    return {
        row.rate_id: NUMERATORS[row.part_indicator] for row in implied.sort_values("part_id").itertuples()
    } | known


def _restated(row) -> dict:
    numerator = NUMERATORS[row.indicator]
    value, low, high = (
        100 * row.value / row.value_base,
        100 * row.low / row.high_base,
        100 * row.high / row.low_base,
    )
    said = {language: _sentence(row, value, low, high, language) for language in ("id", "en")}
    return {
        "estimate_id": f"{row.region_code}:coverage_rate:total:{numerator}-over-employed:{row.as_of}",
        "region_code": row.region_code,
        "place": row.place,
        "indicator": "coverage_rate",
        "segment": "total",
        "numerator": numerator,
        "denominator": "employed",
        "denominator_as_of": row.as_of_base,
        "as_of": row.as_of,
        "value": round(value, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "unit": "percent",
        "rule": RESTATED,
        "grade": "D" if low > 100 else max(row.grade, row.grade_base, "B"),
        "claim_ids": f"{row.claim_ids} {row.claim_ids_base.split()[0]}",
        "decision_id": row.decision_id,
        "sentence_id": said["id"],
        "sentence_en": said["en"],
    }


def _sentence(row, value: float, low: float, high: float, language: str) -> str:
    texts = own_table("choices")[language]
    ending = texts["and_above_100"] if low > 100 else ""
    return (
        texts[RESTATED].format(
            left=number(row.value, row.unit, row.low, row.high, language),
            right=number(row.value_base, row.unit_base, row.low_base, row.high_base, language),
            head=label("indicators", row.indicator, language),
            share=number(value, "percent", low, high, language),
            date=date(row.as_of_base, language),
        )
        + ending
    )

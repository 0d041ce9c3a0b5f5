"""Rules on places inside places: a regency is part of its province, a province of the nation.

>>> around("35.05"), around("35"), around("00")
('35', '00', '')
"""

import pandas as pd

from ucjlib.judge.comparing import findings
from ucjlib.judge.ranges import of_claims
from ucjlib.judge.rulebook.nearest import within_nearest
from ucjlib.judge.rulebook.plans import ENROLMENTS
from ucjlib.judge.together import HEADCOUNTS
from ucjlib.judge.wording import plain
from ucjlib.reference.regions import children

COUNTS = (*HEADCOUNTS, "universe", "employed", "labour_force")
MOST_YEARS = 1.0


def around(code: str) -> str:
    """The region that holds a region: of a regency its province, of a province the nation, of that none."""
    return "" if code in ("", "00") else code[:2] if "." in code else "00"


def place_within_its_province(claims: pd.DataFrame) -> pd.DataFrame:
    """A count of a regency is at most its province's, a province's at most the nation's. Silent otherwise.

    Held against the figure of the region around that is nearest in time, a year away at the most.
    """
    told = claims[
        claims["indicator"].isin(COUNTS) & claims["segment"].eq("total") & claims["region_code"].ne("")
    ]
    parts = told.assign(around=told["region_code"].map(around))
    wholes = told.rename(columns={"region_code": "around"})
    by = ["around", "indicator"]
    return within_nearest(parts, wholes, by, MOST_YEARS, "place_within_its_province")


def province_between_its_regencies(claims: pd.DataFrame) -> pd.DataFrame:
    """The coverage of a province lies between those of its regencies, where a source lists them all."""
    rates = claims[
        claims["indicator"].eq("coverage_rate") & claims["segment"].eq("total") & claims["region_code"].ne("")
    ]
    rates = rates.assign(around=rates["region_code"].map(around), month=rates["as_of"].str.slice(0, 7))
    lists = rates[rates["around"].ne("")].groupby(["source_id", "around", "month"])
    spans = lists.agg(
        told=("region_code", "nunique"),
        least=("low", "min"),
        most=("high", "max"),
        ids=("claim_id", lambda ids: " ".join(sorted(ids))),
    ).reset_index()
    spans = spans[spans["told"].gt(1)]
    whole = spans["told"].eq(spans["around"].map(lambda code: len(children(code))))
    frame = rates.drop(columns="around").merge(
        spans[whole], left_on=["source_id", "region_code", "month"], right_on=["source_id", "around", "month"]
    )
    inside = frame["low"].le(frame["most"]) & frame["high"].ge(frame["least"])
    return findings(
        frame.assign(
            **of_claims(frame).columns("left"),
            right=frame["value"].clip(frame["least"], frame["most"]),
            right_low=frame["least"],
            right_high=frame["most"],
            claim_ids=frame["claim_id"] + " " + frame["ids"],
            working=[f"{plain(a)} to {plain(b)}" for a, b in zip(frame["least"], frame["most"], strict=True)],
            outcome=inside.map({True: "agree", False: "disagree"}),
            cause="",
        ),
        "province_between_its_regencies",
    )


def regencies_make_province(claims: pd.DataFrame) -> pd.DataFrame:
    """A count of a province is the sum over its regencies, where one source prints all of them.

    Those whom a programme pays for may be called enrolled here and members there.
    """
    counts = claims[claims["indicator"].isin((*COUNTS, *ENROLMENTS)) & claims["region_code"].ne("")]
    paid = counts["indicator"].isin((*HEADCOUNTS, "new_enrolment")) & counts["segment"].eq("rentan")
    counts = counts.assign(
        around=counts["region_code"].map(around), kind=counts["indicator"].mask(paid, "paid")
    )
    counts = counts.sort_values("claim_id", kind="stable")
    keys = ["source_id", "kind", "segment", "as_of"]
    counts = counts.drop_duplicates([*keys, "region_code"])
    provinces = counts[[*keys, "region_code"]].rename(columns={"region_code": "around"})
    sums = counts.merge(provinces, on=[*keys, "around"]).groupby([*keys, "around"])
    sums = sums.agg(
        told=("region_code", "size"),
        left=("value", "sum"),
        left_low=("low", "sum"),
        left_high=("high", "sum"),
        ids=("claim_id", " ".join),
    ).reset_index()
    sums = sums[sums["told"].eq(sums["around"].map(lambda code: len(children(code))))]
    frame = counts.drop(columns="around").merge(
        sums.rename(columns={"around": "region_code"}), on=[*keys, "region_code"]
    )
    return findings(
        frame.assign(
            **of_claims(frame).columns("right"),
            claim_ids=frame["claim_id"] + " " + frame["ids"],
            working=frame["indicator"],
            cause="",
        ),
        "regencies_make_province",
    )

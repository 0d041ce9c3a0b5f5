"""Rules inside one source: parts and wholes, shares, complements.

Each rule takes claims and returns findings; none looks at notes, none repairs anything.
Kendari, June 2025: 88,357 + 36,140 + 16,443 = 140,940, which is the universe and not the
49,397 participants printed beside it.

>>> rates = pd.DataFrame({"part": [79077.0], "part_low": [79076.0], "part_high": [79078.0],
...     "whole": [130263.0], "whole_low": [130261.0], "whole_high": [130265.0]})
>>> share(rates).round(4).iloc[0].tolist()
[60.7056, 60.7039, 60.7073]
"""

import pandas as pd

from ucjlib.judge.comparing import findings, outcome, sides
from ucjlib.judge.prints import Print, faced, loosened, of_side, opened, overlap
from ucjlib.judge.ranges import computed
from ucjlib.judge.together import (
    HEADCOUNTS,
    KEYS,
    bases,
    closest,
    grouped,
    near,
    pair,
    same_time,
    side,
    years,
)
from ucjlib.judge.wording import plain

SLIGHT_POINTS = 0.5
# a base of the year before is still the latest known
OLDEST_BASE = 1.0


def share(frame: pd.DataFrame) -> pd.DataFrame:
    """left, left_low, left_high: `part` over `whole` in percent, by interval division."""
    return pd.DataFrame(computed("100 * part / whole", frame).columns("left"))


def shares(claims: pd.DataFrame) -> pd.DataFrame:
    """Each coverage rate beside the headcount and base of its source that fit it best.

    Columns: those of a comparison, and rate_id, part_id, part_indicator, whole_ids.
    """
    return pd.concat(
        [
            _shares(claims, "coverage_rate", HEADCOUNTS),
            _shares(claims, "uncovered_rate", ("uncovered_workers",)),
        ],
        ignore_index=True,
    )


def share_is_part_over_whole(claims: pd.DataFrame) -> pd.DataFrame:
    """Coverage rate = participants / universe within the print (uncovered likewise)."""
    frame = shares(claims)
    frame = frame.assign(outcome=outcome(frame))
    frame = frame.assign(outcome=frame["outcome"].where(frame["outcome"].ne("disagree"), _loosely(frame)))
    # less than half a point beyond the print is a slip of the last digits or a neighbouring date, no doubt
    slight = (frame["left"] - frame["right"]).abs().le(SLIGHT_POINTS)
    # and a base of the year before may have moved since
    severity = (slight | ~near(frame, "rate", "whole")).map({True: "note", False: None})
    return findings(frame.assign(cause="", severity=severity), "share_is_part_over_whole")


def whole_is_covered_plus_uncovered(claims: pd.DataFrame) -> pd.DataFrame:
    """Participants plus uncovered workers = universe."""
    frame = pair(side(claims, "part", *HEADCOUNTS), side(claims, "rest", "uncovered_workers"))
    frame = pair(frame[same_time(frame, "part", "rest")], side(claims, "whole", "universe"))
    frame = frame[near(frame, "rest", "whole")].reset_index(drop=True)
    frame = sides(frame, "part + rest", "whole").assign(unit="workers")
    frame = closest(frame, ["rest_id"]).assign(as_of=lambda rows: rows["rest_as_of"])
    return findings(
        frame.assign(
            claim_ids=frame["rest_id"] + " " + frame["part_id"] + " " + frame["whole_id"],
            working=[f"{plain(row.part)} + {plain(row.rest)}" for row in frame.itertuples()],
            cause="",
        ),
        "whole_is_covered_plus_uncovered",
    )


def rate_plus_uncovered_rate_is_100(claims: pd.DataFrame) -> pd.DataFrame:
    """Covered and uncovered shares of one place and moment make 100 percent."""
    frame = pair(side(claims, "rate", "coverage_rate"), side(claims, "rest", "uncovered_rate"))
    frame = frame[same_time(frame, "rate", "rest")].reset_index(drop=True)
    frame = sides(frame, "rate + rest", "100").assign(unit="percent")
    frame = closest(frame, ["rest_id"])
    working = [f"{plain(a)} + {plain(b)}" for a, b in zip(frame["rate"], frame["rest"], strict=True)]
    return findings(
        frame.assign(
            as_of=frame["rest_as_of"],
            working=working,
            cause="",
            claim_ids=frame["rest_id"] + " " + frame["rate_id"],
        ),
        "rate_plus_uncovered_rate_is_100",
    )


def total_share_between_group_shares(claims: pd.DataFrame) -> pd.DataFrame:
    """The share of all lies between the shares of the groups that make up all.

    Kabupaten Tegal: 64.23, 12.39 and 34.35 percent allow 30.29 for all.
    """
    groups = side(
        claims[claims["segment"].isin(["pu", "bpu", "jakon", "formal", "informal"])], "group", "coverage_rate"
    )
    totals = side(claims[claims["segment"].eq("total")], "total", "coverage_rate")
    frame = pair(totals, groups.rename(columns={"segment": "group_segment"}), on=KEYS[:3])
    frame = frame[same_time(frame, "total", "group")]
    kinds = frame["group_segment"].groupby(frame["total_id"]).agg(set)
    whole = kinds[kinds.map(lambda kind: {"pu", "bpu"} <= kind or {"formal", "informal"} <= kind)].index
    frame = frame[frame["total_id"].isin(whole)].sort_values(["total_id", "group", "group_id"])
    rows = [_between(group) for group in grouped(frame, "total_id").values()]
    return findings(pd.DataFrame(rows), "total_share_between_group_shares")


def _shares(claims: pd.DataFrame, rate: str, parts: tuple[str, ...]) -> pd.DataFrame:
    frame = pair(side(claims, "rate", rate), side(claims, "part", *parts))
    frame = pair(frame[same_time(frame, "rate", "part")], bases(claims))
    frame = frame[_of_base(frame) & frame["whole_low"].gt(0)].reset_index(drop=True)
    frame = closest(sides(frame, "100 * part / whole", "rate"), ["rate_id"], extra=["part_indicator"])
    ids = [
        " ".join(dict.fromkeys([row.rate_id, row.part_id, *row.whole_ids.split()]))
        for row in frame.itertuples()
    ]
    working = [f"{plain(row.part)} / {row.whole_working}" for row in frame.itertuples()]
    return frame.assign(claim_ids=ids, working=working, unit="percent", as_of=frame["rate_as_of"])


def _of_base(frame: pd.DataFrame) -> pd.Series:
    """Whether a base can stand under a rate: of its time, or the one of the year before."""
    since = years(frame["rate_as_of"]) - years(frame["whole_as_of"])
    return near(frame, "rate", "whole") | since.between(0, OLDEST_BASE)


def _loosely(frame: pd.DataFrame) -> list[str]:
    """Outcome of shares that miss the print: the rate's open end decides, a loose count cannot tell."""
    loose = share(loosened(loosened(frame, "part"), "whole"))
    verdicts = []
    for row, wide in zip(frame.itertuples(), loose.itertuples(), strict=True):
        rate = opened(of_side(row, "rate"))
        fits = overlap(Print(row.left, row.left_low, row.left_high), rate)
        may_fit = overlap(Print(row.left, wide.left_low, wide.left_high), rate)
        verdicts.append("agree" if fits else "cannot_tell" if may_fit else "disagree")
    return verdicts


def _between(group: list) -> dict:
    first, last = group[0], group[-1]
    low, high = min(row.group_low for row in group), max(row.group_high for row in group)
    inside = first.total_low <= high and low <= first.total_high
    allowed = Print(min(max(first.total, first.group), last.group), low, high)
    return {
        **{key: getattr(first, key) for key in KEYS},
        "as_of": first.total_as_of,
        "claim_ids": " ".join([first.total_id, *(row.group_id for row in group)]),
        **faced(of_side(first, "total"), allowed),
        "unit": "percent",
        "working": f"{plain(first.group)} to {plain(last.group)}",
        "outcome": "agree" if inside else "disagree",
    }

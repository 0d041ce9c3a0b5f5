"""What several cells of one claim must make together.

Rules on *figures* are in `ucjlib.judge` and return findings; these are about rows that were
typed wrongly, and stop the run.
"""

import pandas as pd

from ucjlib.reference import regions, schemas

Rule = tuple[str, pd.Series, str, str]
# The column that is wrong, which rows, what is wrong with the cell, what to do.
MAY_BE_NEGATIVE = ("coverage_growth", "participants_growth", "participants_growth_rate", "coverage_gap")
RATES = (
    "coverage_rate",
    "uncovered_rate",
    "coverage_target",
    "coverage_gap",
    "coverage_growth",
    "target_increment",
)
SHARES = ("percent", "percentage_points")
MOST_PERCENT = 10_000  # a rate of 1,233 percent has been printed; it stays, and the rules find it


def broken(claims: pd.DataFrame, sources: set[str]) -> list[Rule]:
    """The rules and the rows of `claims` that break them; a rule that holds has no True."""
    return [*_of_names(claims, sources), *_of_numbers(claims), *_of_dates(claims)]


def first(frame: pd.DataFrame, rules: list[Rule]) -> tuple[int, str, str, str] | None:
    """Position of the first row that breaks a rule, its column, what is wrong there, and what to do."""
    for column, wrong, what, fix in rules:
        if wrong.any():
            position = int(wrong.to_numpy().argmax())
            return position, column, f'{column} "{frame[column].iloc[position]}" {what}', fix
    return None


def _of_names(claims: pd.DataFrame, sources: set[str]) -> list[Rule]:
    names = regions.regions().set_index("region_code")["name"]
    coded, source = claims["region_code"] != "", claims["source_id"]
    pairs = zip(claims["claim_id"], source, strict=True)
    numbered = pd.Series([one.rpartition("#")[0] == of for one, of in pairs], claims.index, dtype=bool)
    known = claims["region_code"].isin(names.index)
    same = claims["place"] == claims["region_code"].map(names)
    own, right = "number it within its own source", "correct the place or the code"
    return [
        ("source_id", ~source.isin(sources), "is no row of sources.csv", "add the source"),
        ("claim_id", ~numbered, "is not its source_id with # and a number", own),
        ("region_code", coded & ~known, "is no Home Affairs code", "write the code of regions.csv"),
        ("place", coded & ~same, "is not the official name of its region_code", right),
    ]


def _of_numbers(claims: pd.DataFrame) -> list[Rule]:
    units = schemas.terms("indicators")["units"].str.split()
    fits = [unit in units[word] for unit, word in zip(claims["unit"], claims["indicator"], strict=True)]
    negative = (claims["low"] < 0) & ~claims["indicator"].isin(MAY_BE_NEGATIVE)
    huge = claims["indicator"].isin(RATES) & (claims["value"] > MOST_PERCENT)
    ordered = (claims["low"] <= claims["value"]) & (claims["value"] <= claims["high"])
    based = (claims["denominator"] != "") & ~claims["unit"].isin(SHARES)
    look = "look the indicator up in docs/data-dictionary.md"
    return [
        ("unit", ~pd.Series(fits, claims.index, dtype=bool), "is not a unit of its indicator", look),
        ("low", negative, "is below nothing", "correct the number or the indicator"),
        ("value", huge, "is more percent than a rate can be", "correct the number"),
        ("value", ~ordered, "does not lie in its range", "correct value, low or high"),
        ("denominator", based, "stands beside what is no rate", "clear the cell"),
    ]


def _of_dates(claims: pd.DataFrame) -> list[Rule]:
    dated, started = claims["as_of"] != "", claims["period_start"] != ""
    late = started & dated & (claims["period_start"].str[:4] > claims["as_of"].str[:4])
    untold = ~dated & (claims["as_of_basis"] != "unknown")
    return [
        ("period_start", late, "lies after as_of", "a span ends at as_of"),
        ("as_of_basis", untold, "needs a date in as_of", "write unknown, or the date"),
    ]

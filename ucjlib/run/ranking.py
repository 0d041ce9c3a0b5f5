"""`ucj compare` as a page: places by rank with their ranges, and what sets a figure apart."""

import pandas as pd

from ucjlib.judge.wording import date, label, number
from ucjlib.reckon import compare
from ucjlib.run import plain, wording
from ucjlib.run.wording import say

SHOWN = (
    "region_code", "place", "rank", "rank_low", "rank_high", "chance_top", "value", "low", "high", "unit",
    "denominator", "numerator", "as_of", "unlike", "note", "note_id", "estimate_id",
)  # fmt: skip


def ranked(
    estimates: pd.DataFrame,
    province: str,
    denominator: str,
    numerator: str,
    window_months: float,
    label_unlike: bool,
) -> pd.DataFrame:
    """Rows of `ucjlib.reckon.compare.compare`; province : code, blank for all. Raises as that does."""
    found = compare.compare(
        estimates, "" if province == "00" else province, denominator=denominator, numerator=numerator,
        window_months=window_months, label_unlike=label_unlike,
    )  # fmt: skip
    return found[list(SHOWN)]


def page(found: pd.DataFrame, lang: str, wide: int) -> str:
    """The table for a person, what sets a figure apart under its row; unlike figures are marked."""
    heads = [say(f"head.{name}", lang) for name in ("rank", "where", "rate", "base", "date")]
    rows = [_cells(row, lang) for row in found.to_dict("records")]
    notes = found["note_id" if lang == "id" else "note"].fillna("").tolist()
    return "\n".join(plain.table(heads, rows, wide, below=notes)) + "\n"


def _cells(row: dict, lang: str) -> list[str]:
    """Rank with its 80 percent range, place, rate with what its print allows, what it divides, its date."""
    ends, members = (row["low"], row["high"]), wording.label("numerator", row["numerator"], lang)
    low, high = (number(end, row["unit"], *ends, lang).partition(" ")[0] for end in ends)
    return [
        f"{row['rank']} ({row['rank_low']}-{row['rank_high']})",
        row["place"] + (f" [{say('unlike', lang)}]" if row["unlike"] else ""),
        number(row["value"], row["unit"], *ends, lang) + f" ({low}-{high})",
        f"{members}; {label('denominators', row['denominator'], lang)}",
        date(row["as_of"], lang),
    ]

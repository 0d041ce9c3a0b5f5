"""From claims to the marks of a time line: families of units, copies in one mark, words beside it.

Claims that say the same of the same thing and date (a press statement in three outlets) share one
mark, and its label names the outlets. A date is a span: a day, a month or a whole year. No drawing here.

>>> short_publisher("BPS Provinsi Jawa Timur, Keadaan Angkatan Kerja Agustus 2025 (released 2026-03-17)")
'BPS Jawa Timur'
>>> span("2025-04")[0] < 2025.25 < span("2025-04")[1]
True
"""

from typing import Any

import pandas as pd

from ucjlib.core import period
from ucjlib.judge.verdicts import VERDICTS
from ucjlib.reference import schemas
from ucjlib.show import wording

# one panel each, in the order in which a page shows them
FAMILIES = {
    "percent": ("percent",),
    "points": ("percentage_points",),
    "people": ("workers", "persons"),
    "money": ("rupiah", "rupiah_per_month", "rupiah_per_year"),
    "others": ("employers", "villages", "cases", "months", "rank"),
}
SAME = ["indicator", "segment", "target_year", "as_of", "value", "low", "high", "unit", "verdict"]
MOST_NAMED = 2
LONGEST_NAME, LONGEST_PRINT = 26, 24


def of_family(claims: pd.DataFrame, family: str) -> pd.DataFrame:
    """The claims whose unit belongs to `family`, one of FAMILIES."""
    return claims[claims["unit"].isin(FAMILIES[family])]


def marks(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per mark, those at odds first, then the newest.

    claims : columns of the schema, with `verdict` (of `ucjlib.judge.verdicts`) and `publisher`.
    Returns the columns SAME; `claim_ids` (blank between), `start` and `end` of its date in years (NaN: not
    told), `label_id` and `label_en`: the number as printed, what it counts and who says so.
    """
    groups = claims.sort_values("claim_id", kind="stable").groupby(SAME, dropna=False, sort=False)
    rows = [_mark(group) for _, group in groups]
    columns = [*SAME, "claim_ids", "start", "end", "label_id", "label_en"]
    frame = pd.DataFrame(rows, columns=columns)
    order = frame.assign(_worst=frame["verdict"].map(VERDICTS.index), _new=-frame["start"])
    return (
        order.sort_values(["_worst", "_new", "claim_ids"], kind="stable")
        .drop(columns=["_worst", "_new"])
        .reset_index(drop=True)
    )


def span(as_of: str) -> tuple[float, float]:
    """First and last day of a date as far as it is told, in years; NaN where there is none.

    >>> [round(end, 2) for end in span("2025")]
    [2025.0, 2026.0]
    """
    if not as_of:
        return float("nan"), float("nan")
    start, end = period.first_day(as_of).isoformat(), period.last_day(as_of).isoformat()
    return period.decimal_year(start), period.decimal_year(end)


def short_publisher(publisher: str) -> str:
    """The name of a publisher as a label holds it: nothing after a comma or bracket, no word for province."""
    name = publisher.partition(",")[0].partition(" (")[0]
    return shortened(name.replace(" Provinsi ", " "), LONGEST_NAME)


def shortened(text: str, most: int) -> str:
    """`text` cut to `most` characters, the cut shown.

    >>> shortened("Mei 2025 sampai Desember 2025", 12)
    'Mei 2025 sa…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def what(claim: Any, lang: str) -> str:
    """In few words what a claim counts: indicator, target year, group."""
    goal = "" if pd.isna(claim.target_year) else str(int(claim.target_year))
    group = "" if claim.segment == "total" else f"({_short('segments', claim.segment, lang)})"
    return " ".join(word for word in (_short("indicators", claim.indicator, lang), goal, group) if word)


def number(claim: Any, lang: str) -> str:
    """The number as printed; of a table of plain numbers, as `lang` writes it."""
    if claim.printed:
        return shortened(claim.printed, LONGEST_PRINT)
    style = "figure" if claim.unit in ("workers", "persons") else "value"
    return wording.amount(claim.value, claim.low, claim.high, claim.unit, style, lang)


def _mark(group: pd.DataFrame) -> dict[str, Any]:
    first = next(group.itertuples())
    start, end = span(str(first.as_of))
    named = list(dict.fromkeys(short_publisher(name) for name in group["publisher"]))
    who = ", ".join(named[:MOST_NAMED]) + (f" +{len(named) - MOST_NAMED}" if len(named) > MOST_NAMED else "")
    labels = {
        f"label_{lang}": f"{number(first, lang)} {what(first, lang)} · {who}" for lang in wording.LANGUAGES
    }
    same = {name: group[name].iloc[0] for name in SAME}
    return {**same, "claim_ids": " ".join(group["claim_id"]), "start": start, "end": end, **labels}


def _short(vocabulary: str, word: str, lang: str) -> str:
    key = f"short.{vocabulary}.{word}"
    if key in wording.sentences():
        return wording.say(key, lang)
    return str(schemas.terms(vocabulary).at[word, f"label_{lang}"])

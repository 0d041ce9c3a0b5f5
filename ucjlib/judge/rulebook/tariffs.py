"""Rules on amounts that a regulation sets: contributions, benefits, and counts that look like them.

A tariff is the same everywhere, so a misprint shows: 16,500 for 16,800. And 16,800 workers is
a number to look at twice.

>>> known_amounts("benefit")[:2]
(2000000.0, 5000000.0)
"""

from functools import cache
from typing import Any

import pandas as pd

from ucjlib.judge import causes
from ucjlib.judge.comparing import findings
from ucjlib.judge.prints import Print, of_claim, one_truth
from ucjlib.judge.ranges import of_claims
from ucjlib.judge.wording import plain
from ucjlib.reference import schemas

# further off than this it is another band, another scheme or a total, which no table here holds
NEAR = 1.1


@cache
def known_amounts(kind: str) -> tuple[float, ...]:
    """Rupiah amounts of the regulations of a kind (contribution, benefit), least first."""
    rows = schemas.terms("regulations")
    rows = rows[rows["kind"].eq(kind) & rows["unit"].str.startswith("rupiah")]
    return tuple(sorted({float(amount) for amount in rows["amount"]}))


def contribution_is_a_tariff(claims: pd.DataFrame) -> pd.DataFrame:
    """A monthly contribution of own-account or paid-for workers is an amount that a regulation sets."""
    monthly = claims["unit"].eq("rupiah_per_month") & claims["segment"].isin(["bpu", "rentan"])
    rows = claims[claims["indicator"].eq("contribution") & monthly]
    return _against(rows, known_amounts("contribution"), "contribution_is_a_tariff")


def benefit_is_a_tariff(claims: pd.DataFrame) -> pd.DataFrame:
    """What a single case is entitled to is an amount that a regulation sets."""
    rows = claims[claims["indicator"].eq("benefit_tariff")]
    return _against(rows, known_amounts("benefit"), "benefit_is_a_tariff")


def count_is_no_tariff(claims: pd.DataFrame) -> pd.DataFrame:
    """A count of workers that equals a contribution tariff to the digit is looked at. Silent otherwise."""
    amounts = {amount for amount in known_amounts("contribution") if amount % 1000 and amount < 1e6}
    rows = claims[claims["unit"].eq("workers") & claims["value"].isin(amounts) & claims["qualifier"].eq("")]
    cause = [causes.shown("tariff_taken_for_count", f"{plain(value)} rupiah") for value in rows["value"]]
    return findings(
        _sides(rows, rows["value"]).assign(cause=cause, outcome="cannot_tell"), "count_is_no_tariff"
    )


def _against(rows: pd.DataFrame, amounts: tuple[float, ...], rule: str) -> pd.DataFrame:
    rows = rows[rows["value"].gt(0)]
    nearest = [min(amounts, key=lambda amount: abs(amount - value)) for value in rows["value"]]
    shown = _sides(rows, pd.Series(nearest, index=rows.index, dtype=float))
    verdicts = [_verdict(row, amount) for row, amount in zip(rows.itertuples(), nearest, strict=True)]
    cause = [
        _misprint(row, amount) if told == "disagree" else ""
        for row, amount, told in zip(rows.itertuples(), nearest, verdicts, strict=True)
    ]
    return findings(shown.assign(outcome=verdicts, cause=cause), rule)


def _misprint(row: Any, amount: float) -> str:
    """What is off in an amount that the regulations know: one digit, also of two or three; else its size."""
    printed, known = (f"{value / 1000:.10g}" for value in (row.value, amount))
    one = len(printed) == len(known) and sum(a != b for a, b in zip(printed, known, strict=True)) == 1
    said = f"{plain(amount)}, printed {plain(row.value)}"
    word = "single_digit_slip" if one else "other_tariff" if row.indicator == "contribution" else ""
    return causes.digit_cause(row.value, amount) or causes.shown(word, said)


def _sides(rows: pd.DataFrame, right: pd.Series) -> pd.DataFrame:
    return rows.assign(
        **of_claims(rows).columns("left"),
        **{f"right{end}": right for end in ("", "_low", "_high")},
        claim_ids=rows["claim_id"],
        working=rows["indicator"],
    )


def _verdict(row: Any, amount: float) -> str:
    if one_truth(of_claim(row), Print(amount, amount, amount)):
        return "agree"
    return "disagree" if amount / NEAR < row.value < amount * NEAR else "cannot_tell"

"""What the cells of a claim or a finding tell, in words; parts of `ucjlib.run.explaining`.

`ABOUT` holds one function for each kind of row that is explained; each takes the row as a dict and a
language, and gives rows of part and says.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from ucjlib.judge import wording as sentences
from ucjlib.judge.restatements import NUMERATORS
from ucjlib.run.finding_pages import likely, parts
from ucjlib.run.wording import label, say
from ucjlib.show import facts
from ucjlib.show import wording as shown

Row = dict[str, str]
NOBODY = "unattributed"
HEADS = {numerator: indicator for indicator, numerator in NUMERATORS.items()}


def claim(row: Any, lang: str) -> list[Row]:
    """Number with its range and unit, base, date and how it is known, target year, who said it, the note."""
    hedge = facts.label("qualifiers", row["qualifier"]).plain(lang) if row["qualifier"] else ""
    number = shown.amount(row["value"], row["low"], row["high"], row["unit"], "value_range", lang)
    base = facts.base_label(row["denominator"]).plain(lang) if row["denominator"] else ""
    year = "" if pd.isna(row["target_year"]) else say("target_of", lang, year=row["target_year"])
    told = {
        "number": ", ".join(filter(None, (number, hedge, year))),
        "base": base,
        "date": _date(row, lang),
        "speaker": row["speaker_role"].removeprefix(NOBODY),
        "note": row["notes"],
    }
    return _rows(told)


def estimate(row: Any, lang: str) -> list[Row]:
    """The base of a rate; number, grade and reason stand in its sentence already."""
    return _rows({"base": facts.base_label(row["denominator"]).plain(lang) if row["denominator"] else ""})


def finding(row: Any, lang: str) -> list[Row]:
    """Outcome and severity, the two numbers and how far they are apart, likely causes, what the rule is."""
    told = {"outcome": _outcome(row, lang), "number": _apart(row, lang)}
    causes = [row_of("cause", line) for line in likely(row, lang)]
    rules = sentences.own_table("rules")
    method = rules.at[row["rule"], "method"] if row["rule"] in rules.index else ""
    return [*_rows(told), *causes, *_rows({"method": f"{row['rule']}: {method}".removesuffix(": ")})]


ABOUT: dict[str, Callable[[Any, str], list[Row]]] = {"claim": claim, "finding": finding, "estimate": estimate}


def finding_in_short(row: Any, lang: str) -> str:
    """A finding below a claim of its own: outcome, severity where it matters, figures, causes."""
    says = parts(row[f"sentence_{lang}"], row["outcome"], lang).says
    return "; ".join([f"{_outcome(row, lang)}: {says}", *likely(row, lang)])


def rate_on_base(row: Any, lang: str) -> str:
    """A rate with its range, what it divides by, its date and grade."""
    value = shown.amount(row["value"], row["low"], row["high"], row["unit"], "range", lang)
    label_of = facts.label("indicators", row["indicator"]).plain(lang)
    base = facts.base_label(row["denominator"]).plain(lang)
    date = shown.date_text(row["as_of"], lang)
    return say("restated", lang, label=label_of, value=value, base=base, date=date, grade=row["grade"])


def heads_over_base(row: Any, lang: str) -> str:
    """A headcount over one base: the rate with its range, both counts, what the base is and its date."""
    head = facts.label("indicators", HEADS.get(row["numerator"], "coverage_rate")).plain(lang)
    value = shown.amount(row["value"], row["low"], row["high"], "percent", "range", lang)
    counts = {
        name: shown.amount(row[name], row[f"{name}_low"], row[f"{name}_high"], "workers", "value", lang)
        for name in ("head", "base")
    }
    what = facts.base_label(row["denominator"]).plain(lang)
    date, base_date = (shown.date_text(row[column], lang) for column in ("as_of", "denominator_as_of"))
    told = {"label": head, "value": value, "what": what, "date": date, "base_date": base_date}
    return say("restated_over", lang, **told, **counts)


def _outcome(row: Any, lang: str) -> str:
    outcome = label("outcome", row["outcome"], lang)
    return outcome if row["outcome"] == "agree" else f"{outcome} ({label('severity', row['severity'], lang)})"


def _date(row: Any, lang: str) -> str:
    since = f"{shown.date_text(row['period_start'], lang)} – " if row["period_start"] else ""
    basis = f" ({say('date_said', lang)})" if row["as_of_basis"] == "statement" else ""
    return f"{since}{shown.date_text(row['as_of'], lang)}{basis}"


def _apart(row: Any, lang: str) -> str:
    """Both sides, their difference, of an equation what the print allows; '' where nothing is counted."""
    if not row["unit"] or pd.isna(row["left_value"]) or pd.isna(row["right_value"]):
        return ""
    points = {"percent": "percentage_points"}.get(row["unit"], row["unit"])
    width = row["tolerance"]
    left, right, difference, tolerance = (
        "" if pd.isna(value) else sentences.number(value, unit, 0, width, lang)
        for value, unit in (
            (row["left_value"], row["unit"]),
            (row["right_value"], row["unit"]),
            (abs(row["difference"]), points),
            (width, points),
        )
    )
    equal = sentences.own_table("rules")["form"].get(row["rule"]) == "equal" and tolerance
    allowed = tolerance.partition(" ")[0]  # its unit is that of the difference
    told = {"left": left, "right": right, "difference": difference, "tolerance": allowed}
    return say("apart_and_allowed" if equal else "apart", lang, **told)


def row_of(part: str, says: str, row_id: str = "", address: str = "") -> Row:
    """One row of an explanation."""
    return {"part": part, "id": row_id, "says": says, "address": address}


def _rows(told: dict[str, str]) -> list[Row]:
    return [row_of(part, says) for part, says in told.items() if says]

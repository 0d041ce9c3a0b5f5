"""Findings as a person reads them: a table of three columns, the summary below, in both languages.

The sentence of a finding is one line in a table of thousands; here it is taken apart again, into place, date
and people on one side and the figures with their working on the other.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ucjlib.reference import schemas
from ucjlib.run import plain
from ucjlib.run.checking import Checked, summary, without_findings
from ucjlib.run.rule_examples import speaks_of_agreement
from ucjlib.run.wording import counted, label, say
from ucjlib.show import wording as shown
from ucjlib.show.finding_texts import cause_in_words, parts

WIDTHS = (14, 26, 0)
MOST_CLAIMS = 6


def page(checked: Checked, lang: str, every: bool, wide: int) -> str:
    """Heading, findings and summary of a check; `every` shows agreements too."""
    if checked.selection.is_part and checked.selection.claims.empty:
        return "\n".join(plain.paragraph(nothing(checked, lang), wide)) + "\n"
    lines = [*plain.paragraph(heading(checked, lang), wide), ""]
    lines += findings_table(visible(checked.findings, every), lang, wide, decided(checked.decisions, lang))
    lines += [*summary_lines(checked, lang, every, wide), ""]
    return "\n".join([*lines, *plain.paragraph(say("explain_hint", lang), wide)]) + "\n"


def heading(checked: Checked, lang: str) -> str:
    """One line: what was judged, how many claims and rules."""
    claims = checked.selection.claims
    sources = counted("source", claims["source_id"].nunique(), lang)
    held = say("claims_of", lang, claims=counted("claim", len(claims), lang), sources=sources)
    key = "checked_part" if checked.selection.is_part else "checked_all"
    rules = counted("rule", len(checked.names), lang)
    return say(key, lang, name=checked.selection.name, claims=held, rules=rules)


def nothing(checked: Checked, lang: str) -> str:
    """The sentence about a place or source without claims."""
    return say("no_claims", lang, name=checked.selection.name)


def visible(findings: pd.DataFrame, every: bool) -> pd.DataFrame:
    """The findings to show: all, or those that do not agree."""
    return findings if every else findings[~findings["outcome"].isin(["agree", "not_applicable"])]


def findings_table(
    findings: pd.DataFrame,
    lang: str,
    wide: int,
    decisions: Mapping[str, str],
    below: Sequence[str] | None = None,
) -> list[str]:
    """Lines of the table: outcome and severity; place, date and people; figures and likely cause; ids below.

    decisions : what was decided, by claim. below : the lines under each finding; None puts its ids there.
    """
    if findings.empty:
        return [say("no_findings", lang), ""]
    heads = [say(f"head.{name}", lang) for name in ("outcome", "place", "says")]
    rows = [_cells(row, lang, decisions) for row in findings.to_dict("records")]
    ids = [_ids(row, lang) for row in findings.to_dict("records")] if below is None else below
    return plain.table(heads, rows, wide, WIDTHS, ids)


def decided(decisions: pd.DataFrame, lang: str) -> dict[str, str]:
    """What was decided, by claim."""
    return {
        row.claim_id: say("decided", lang, action=shown.say(f"action.{row.action}", lang), id=row.decision_id)
        for row in decisions.itertuples()
    }


def likely(row: Mapping[str, Any], lang: str) -> list[str]:
    """The likely cause, then each further one, as lines."""
    first, *further = [
        cause_in_words(cause, lang) if cause else "" for cause in (row["cause"], *row["also"].split(" | "))
    ]
    told = [f"{say('likely', lang)} {first}"] if first else []
    return told + [say("or_cause", lang, cause=other) for other in further if other]


def summary_lines(checked: Checked, lang: str, every: bool, wide: int) -> list[str]:
    """A line for each outcome; of a part also the names of the rules that found nothing there."""
    counts = summary(checked.findings, checked.names)["count"].to_dict()
    quiet: dict[str, list[str]] = {"untouched": [], "silent": []}
    for name in without_findings(checked.findings, checked.names):
        quiet["untouched" if speaks_of_agreement(name) else "silent"].append(name)
    counts["not_applicable"] = len(quiet["untouched"])
    if quiet["silent"]:
        counts["silent"] = len(quiet["silent"])
    about = {
        "disagree": _severities(checked.findings, lang),
        "agree": "" if every else say("agreements_hidden", lang),
        "not_applicable": say("rules_untouched", lang),
        "silent": say("rules_silent", lang),
    }
    rows = [
        (label("outcome", word, lang), shown.decimal(count, 0, lang), about.get(word, "") if count else "")
        for word, count in counts.items()
    ]
    lines = plain.table((), rows, wide)
    for kind, names in quiet.items():
        if names and checked.selection.is_part:
            told = say(f"rules_{kind}_named", lang, names=", ".join(names))
            lines += ["", *plain.paragraph(told, wide)]
    return lines


def _cells(row: Mapping[str, Any], lang: str, decisions: Mapping[str, str]) -> tuple[str, str, str]:
    told = parts(row[f"sentence_{lang}"], row["outcome"], lang)
    severity = "" if row["outcome"] == "agree" else label("severity", row["severity"], lang)
    about = "\n".join(part for part in told[:3] if part)
    choices = dict.fromkeys(decisions[one] for one in row["claim_ids"].split() if one in decisions)
    lines = [told.says, *likely(row, lang), *choices]
    return f"{label('outcome', row['outcome'], lang)}\n{severity}", about, "\n".join(lines)


def _ids(row: Mapping[str, Any], lang: str) -> str:
    return "\n".join([say("claims", lang, ids=_short(row["claim_ids"].split(), lang)), row["finding_id"]])


def _short(ids: list[str], lang: str) -> str:
    """Ids of claims, those of one source together: a#1 #2, b#4.

    >>> _short(["a#1", "a#2", "b#4"], "en")
    'a#1 #2, b#4'
    """
    numbers: dict[str, list[str]] = {}
    for one in ids[:MOST_CLAIMS]:
        source, _, number = one.rpartition("#")
        numbers.setdefault(source, []).append(f"#{number}")
    told = [source + " ".join(of) for source, of in numbers.items()]
    more = [say("more_claims", lang, count=len(ids) - MOST_CLAIMS)] if len(ids) > MOST_CLAIMS else []
    return ", ".join([*told, *more])


def _severities(findings: pd.DataFrame, lang: str) -> str:
    wrong = findings.loc[findings["outcome"].eq("disagree"), "severity"].value_counts()
    words = [word for word in schemas.vocabulary("words:severity") if word in wrong]
    return ", ".join(f"{wrong[word]} {label('severity', word, lang)}" for word in words)

"""A freshly read document as a person checks it: its claims in their sentences, then what the rules say.

Under each finding stand its claims, those of the document first and marked with *, the others with who
printed them and when.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ucjlib.run import plain
from ucjlib.run.finding_pages import decided, findings_table, summary_lines, visible
from ucjlib.run.fresh import FreshlyChecked
from ucjlib.run.review import Source
from ucjlib.run.wording import counted, say
from ucjlib.show import facts
from ucjlib.show import wording as shown
from ucjlib.show.says import claim_below

CLAIM_WIDTHS = (4, 18, 34, 30, 0)
MOST_KNOWN = 5


def page(found: FreshlyChecked, lang: str, every: bool, wide: int) -> str:
    """Claims, findings and summary of a document that was read afresh."""
    claims = found.selection.claims
    if claims.empty:
        return "\n".join(plain.paragraph(nothing(found, lang), wide)) + "\n"
    lines = [*plain.paragraph(heading(found, lang), wide)]
    lines += [*plain.paragraph("\n".join(remarks(found, lang)), wide, plain.INDENT), ""]
    lines += claims_table(claims, found.fresh.text, lang, wide)
    findings = visible(found.findings, every)
    choices = decided(found.decisions, lang)
    lines += findings_table(findings, lang, wide, choices, below(found, findings, lang))
    lines += [*summary_lines(found, lang, every, wide), ""]
    ends = "\n".join([say("explain_rule_hint", lang), say("new_only", lang)])
    return "\n".join([*lines, *plain.paragraph(ends, wide)]) + "\n"


def heading(found: FreshlyChecked, lang: str) -> str:
    """One line: the document, how many claims it holds, what they were judged beside."""
    counts = {
        "claims": counted("new_claim", len(found.selection.claims), lang),
        "rules": counted("rule", len(found.names), lang),
        "known": counted("known_claim", len(found.beside), lang),
    }
    return say("checked_new", lang, name=found.fresh.name, **counts)


def nothing(found: FreshlyChecked, lang: str) -> str:
    """The sentence where no claim was read, or none about the region asked for."""
    key = "no_new_claims" if found.fresh.claims.empty else "no_new_here"
    return "\n".join([say(key, lang, name=found.fresh.name), *remarks(found, lang)])


def remarks(found: FreshlyChecked, lang: str) -> list[str]:
    """What was left out as the same document, and what did not add up when it was read."""
    return [*(say("same_text", lang, source=source) for source in found.same), *found.fresh.remarks]


def claims_table(claims: pd.DataFrame, text: str, lang: str, wide: int) -> list[str]:
    """The claims as a table, each with its sentence below and the number in [ ] there."""
    heads = [say(f"head.{name}", lang) for name in ("number", "printed", "taken", "where", "date")]
    source = Source(text)
    rows = [_claim_cells(row, lang) for row in claims.to_dict("records")]
    below = [f"| {told}" if (told := source.below(row)) else "" for row in claims.itertuples()]
    return plain.table(heads, rows, wide, CLAIM_WIDTHS, below)


def below(found: FreshlyChecked, findings: pd.DataFrame, lang: str) -> list[str]:
    """For each finding its claims, one a line, the document's own first, and its rule."""
    new = set(found.fresh.claims["claim_id"])
    named = set(" ".join(findings["claim_ids"]).split())
    claims = pd.concat([found.fresh.claims, found.beside], ignore_index=True)
    rows = {row["claim_id"]: row for row in claims[claims["claim_id"].isin(named)].to_dict("records")}
    sources = found.sources.set_index("source_id")
    return [
        "\n".join([*_claims_below(finding.claim_ids.split(), new, rows, sources, lang), finding.rule])
        for finding in findings.itertuples()
    ]


def _claims_below(ids: list[str], new: set[str], rows: dict, sources: pd.DataFrame, lang: str) -> list[str]:
    own, known = [one for one in ids if one in new], [one for one in ids if one not in new]
    says = {one: claim_below(rows[one])[0].plain(lang) for one in (*own, *known[:MOST_KNOWN])}
    lines = [say("new_claim", lang, says=says[one], id=one) for one in own]
    lines += [
        say("known_claim", lang, says=says[one], source=_who(rows[one], sources, lang))
        for one in known[:MOST_KNOWN]
    ]
    more = len(known) - MOST_KNOWN
    return [*lines, say("more_claims", lang, count=more)] if more > 0 else lines


def _who(row: Mapping[str, Any], sources: pd.DataFrame, lang: str) -> str:
    source = sources.loc[row["source_id"]]
    published = source["published"]
    date = shown.date_text(published, lang) if published else shown.say("trace.undated", lang)
    return f"{source['publisher']}, {date}; {row['claim_id']}"


def _claim_cells(row: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    number = shown.amount(row["value"], row["low"], row["high"], row["unit"], "value", lang)
    year = "" if pd.isna(row["target_year"]) else ", " + say("target_of", lang, year=row["target_year"])
    what = [facts.label(of, row[of[:-1]]).plain(lang) for of in ("indicators", "segments")]
    place = f"{row['place']} ({row['region_code'] or say('no_region', lang)})"
    basis = f"\n{say('date_said', lang)}" if row["as_of_basis"] == "statement" else ""
    date = shown.date_text(row["as_of"], lang) + basis
    return row["claim_id"].rpartition("#")[2], row["printed"] or number, ", ".join(what) + year, place, date

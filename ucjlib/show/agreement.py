"""Do the figures of one place agree? What notebook 02 shows of the claims; tables are in `agreement_tables`.

Each function takes what `judged` gathered and returns blocks in both languages, also when there is nothing
to show: then it says so. `shown` is a block as JupyterLab displays it in the language of the notebook.

    malang = judged(tables, "35.73", "2026-05-31")
    [shown(panel, "en") for panel in panels(malang)]
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from ucjlib.judge.disputes import sided
from ucjlib.judge.verdicts import VERDICTS, verdicts
from ucjlib.show import claim_marks, claim_timeline, facts, layout, markup, svg, wording
from ucjlib.show.blocks import Block, Note, Plot
from ucjlib.show.facts import Tables, traced
from ucjlib.show.pieces import Constant, Piece, Said, Text, text, words

WIDTH = 9.0
MARGINS = (1.35, 0.2, 0.4, 0.5)
MOST_SOURCES = 12
# JupyterLab sets all cells of tables flush right, and its dark theme would swallow the ink of drawings
STYLE = (
    ".ucj .table th, .ucj .table td { text-align: left; vertical-align: top; white-space: normal; }"
    " .ucj .table .num { text-align: right; }"
    " .ucj .drawing { background: white; }"
)
# the gravest first
OUTCOMES = ("disagree", "could_not_run", "cannot_tell", "agree")
GRAVE = ("stop", "doubt", "note")


@dataclass(frozen=True)
class Judged:
    """One place on one day: its claims with `publisher` and `verdict`, their findings, its estimates."""

    name: str
    claims: pd.DataFrame
    findings: pd.DataFrame
    estimates: pd.DataFrame
    decisions: pd.DataFrame


def judged(tables: Tables, region: str, as_of: str) -> Judged:
    """Every claim about `region` known on `as_of`, undated ones first, then the oldest; what the checks say.

    tables : claims, sources, findings, estimates, decisions of the schemas. The findings have the columns of
    `judge.disputes.sided`, the gravest first. Raises UnknownRegion.
    """
    place = facts.gather(region, tables, as_of)
    claims = facts.until(tables["claims"][tables["claims"]["region_code"] == region], as_of)
    claims = claims.merge(tables["sources"][["source_id", "kind", "publisher"]], on="source_id")
    mine = set(claims["claim_id"])
    findings = facts.until(tables["findings"], as_of)
    named = [not mine.isdisjoint(ids.split()) for ids in findings["claim_ids"]]
    findings = findings[pd.Series(named, index=findings.index, dtype=bool)]
    claims = claims.merge(verdicts(claims, findings), on="claim_id")
    decisions = tables["decisions"]
    return Judged(
        place.name,
        _oldest_first(claims),
        sided(_gravest_first(findings), tables["claims"], tables["sources"]),
        place.estimates,
        decisions[decisions["claim_id"].isin(mine)],
    )


def shown(block: Block, lang: str) -> Any:
    """The block as JupyterLab shows it in `lang`: ranges and rows as tooltips, drawings on white."""
    from IPython.display import HTML

    return HTML(f'<div class="ucj"><style>{STYLE}</style>{markup.in_lab(block, lang)}</div>')


def trap(place: Judged) -> Note:
    """What to know before taking a disagreement for an error; the print of one claim as the example."""
    items = [text("agreement.trap_base"), text("agreement.trap_date"), text("agreement.trap_verdict")]
    for _, row in _finest(place.claims).iterrows():
        printed = Said(row["printed"], row["printed"], row["claim_id"])
        items.insert(0, text("agreement.trap_print", printed=printed, ends=traced(row, "claim_id", "range")))
    return layout.note(text("agreement.trap"), "plain", items)


def panels(place: Judged) -> list[Block]:
    """How to read the time line, and a drawing for each family of units that the claims have."""
    if place.claims.empty:
        return [layout.note(text("agreement.no_claims", place=layout.same(place.name)), "missing")]
    families = {name: claim_marks.of_family(place.claims, name) for name in claim_marks.FAMILIES}
    drawn = [_panel(place, rows, family) for family, rows in families.items() if len(rows)]
    return [layout.paragraph(text("agreement.reading")), *drawn]


def _oldest_first(claims: pd.DataFrame) -> pd.DataFrame:
    order = claims.assign(_when=claims["as_of"].map(facts.when))
    return order.sort_values(["_when", "claim_id"]).drop(columns="_when").reset_index(drop=True)


def _gravest_first(findings: pd.DataFrame) -> pd.DataFrame:
    """Outcome, severity, then the newest."""
    known = findings[findings["outcome"].isin(OUTCOMES)]
    order = known.assign(
        _outcome=known["outcome"].map(OUTCOMES.index),
        _grave=known["severity"].map(GRAVE.index),
        _new=-known["as_of"].map(facts.when).astype(float),
    )
    order = order.sort_values(["_outcome", "_grave", "_new", "finding_id"], kind="stable")
    return order.drop(columns=["_outcome", "_grave", "_new"]).reset_index(drop=True)


def _finest(claims: pd.DataFrame) -> pd.DataFrame:
    """The claim whose print says most: no hedge, a coverage rate before others, the narrowest, the newest."""
    plain = claims["printed"].ne("") & claims["qualifier"].eq("")
    ranged = claims[plain & claims["low"].lt(claims["high"])]
    order = ranged.assign(_rate=ranged["indicator"] != "coverage_rate", _wide=ranged["high"] - ranged["low"])
    return order.iloc[::-1].sort_values(["_rate", "_wide"], kind="stable").head(1)


def _panel(place: Judged, claims: pd.DataFrame, family: str) -> Plot:
    marks = claim_marks.marks(claims)
    size = (WIDTH, claim_timeline.height(marks))
    id_, en = (
        svg.to_svg(partial(claim_timeline.claim_panel, marks, family=family, lang=lang), size, MARGINS)
        for lang in wording.LANGUAGES
    )
    labels: dict[str, Piece] = {
        f"m{i}": Said(row.label_id, row.label_en, row.claim_ids.split()[0])
        for i, row in enumerate(marks.itertuples())
    }
    labels |= {f"n{i}": _count(marks[marks["verdict"] == verdict]) for i, verdict in enumerate(VERDICTS)}
    about: dict[str, Piece] = {
        "place": layout.same(place.name),
        "family": words(f"timeline.{family}"),
        "n": _count(claims),
    }
    return Plot(
        id_, en, _alt(claims, about), _caption(claims, marks, about), tuple(claims["claim_id"]), labels
    )


def _alt(claims: pd.DataFrame, about: dict[str, Piece]) -> Text:
    """The panel in one sentence: how many claims, of when, and how they stand."""
    dated = sorted(date for date in claims["as_of"] if date) or [""]
    counts = {verdict: _count(claims[claims["verdict"] == verdict]) for verdict in VERDICTS}
    first, last = Constant.date(dated[0]), Constant.date(dated[-1])
    return text("timeline.alt", first=first, last=last, **about, **counts)


def _caption(claims: pd.DataFrame, marks: pd.DataFrame, about: dict[str, Piece]) -> Text:
    """How many claims and marks, how many of them with a label, and the publishers."""
    publishers = list(dict.fromkeys(claim_marks.short_publisher(name) for name in claims["publisher"]))
    more = len(publishers) - MOST_SOURCES
    listed = ", ".join(publishers[:MOST_SOURCES]) + (f" +{more}" if more > 0 else "")
    holes = {**about, "marks": _count(marks), "sources": Constant.same(listed)}
    named = claim_timeline.most_labels(marks)
    if named < len(marks):
        return text("timeline.caption_many", named=Constant.count(named), **holes)
    return text("timeline.caption", **holes)


def _count(rows: pd.DataFrame) -> Constant:
    return Constant.count(len(rows))

"""The raw tables, read and held against each other before any stage sees them.

A schema knows one cell; here is what only several cells, or several tables, can tell: a
source that no table lists, a code that is another place's, a day that does not exist, a
decision whose new value is no value of its field.
"""

import pandas as pd

from ucjlib.core import period
from ucjlib.core.errors import BadDate, BadTable
from ucjlib.judge import decisions as decided_by
from ucjlib.reference import schemas
from ucjlib.run import claim_rules, workspace

CLAIMS = ("article_claims", "official_claims")
DATES: dict[str, tuple[str, ...]] = {"sources": ("published",), "decisions": ("decided_on",)}
DATES |= dict.fromkeys(CLAIMS, ("as_of", "period_start"))


def read() -> dict[str, pd.DataFrame]:
    """All raw tables by name.

    Raises MissingFile; BadTable with file, line and column; StaleDecision.
    """
    raw = {name: workspace.load(name) for name in workspace.RAW}
    for name, columns in DATES.items():
        for column in columns:
            _check_days(raw[name], name, column)
    for name in CLAIMS:
        rules = claim_rules.broken(raw[name], set(raw["sources"]["source_id"]))
        _refuse_first(raw[name], name, rules)
    _check_across(raw)
    _check_decisions(raw)
    return raw


def all_claims(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Article and official claims as one table."""
    return pd.concat([raw[name] for name in CLAIMS], ignore_index=True)


def _check_across(raw: dict[str, pd.DataFrame]) -> None:
    again = raw["official_claims"]["claim_id"].isin(raw["article_claims"]["claim_id"])
    unknown = ~raw["decisions"]["claim_id"].isin(all_claims(raw)["claim_id"])
    twice = raw["not_taken"].duplicated(["file", "row"])
    for name, rule in (
        ("official_claims", ("claim_id", again, "stands in article_claims.csv too", "rename it")),
        ("decisions", ("claim_id", unknown, "is no claim", "correct it, or remove the decision")),
        ("not_taken", ("row", twice, "of this file stands here twice", "remove one of the rows")),
    ):
        _refuse_first(raw[name], name, [rule])


def _check_decisions(raw: dict[str, pd.DataFrame]) -> None:
    decisions = raw["decisions"]
    for position, row in enumerate(decisions.itertuples()):
        changes = row.action in decided_by.CHANGES
        if changes and (wrong := schemas.complaint("claims", row.field, row.new_value)):
            where = _where("decisions", position, "new_value")
            raise BadTable(
                f"decision {row.decision_id}: {wrong}", where=where, fix="write what the field can hold"
            )
    decided = decided_by.apply(all_claims(raw), decisions)
    changed = decided[decided["decision_id"] != ""]
    rules = claim_rules.broken(changed, set(raw["sources"]["source_id"]))
    if found := claim_rules.first(changed, rules):
        at, _, what, fix = found
        decision = changed["decision_id"].iloc[at]
        position = int((decisions["claim_id"] == changed["claim_id"].iloc[at]).to_numpy().argmax())
        where = _where("decisions", position, "new_value")
        raise BadTable(f"after decision {decision} the {what}", where=where, fix=fix)


def _check_days(frame: pd.DataFrame, name: str, column: str) -> None:
    for position, text in enumerate(frame[column]):
        try:
            period.begun(text, "2100")
        except BadDate as error:
            where = _where(name, position, column)
            raise BadTable(error.what, where=where, why=error.why, fix=error.fix) from None


def _refuse_first(frame: pd.DataFrame, name: str, rules: list[claim_rules.Rule]) -> None:
    if found := claim_rules.first(frame, rules):
        position, column, what, fix = found
        raise BadTable(what, where=_where(name, position, column), fix=fix)


def _where(name: str, position: int, column: str) -> str:
    # a checked table has one line a row below its header
    return f"{workspace.root() / 'data' / 'raw' / f'{name}.csv'}, line {position + 2}, column {column}"

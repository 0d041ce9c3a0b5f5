"""What a person decided about single claims, applied with a guard.

A decision accepts, rejects, replaces or relabels one claim. It names what the field must still
hold (`old_value`); once the source is put right, or the reader reads it differently, the guard
fails and the run stops with the decision's name, so that no repair outlives its error.
Nothing is decided here: rules suggest, `data/raw/decisions.csv` decides.

>>> claims = pd.DataFrame({"claim_id": ["a#1"], "indicator": ["coverage_rate"], "value": [61.0]})
>>> decisions = pd.DataFrame([{"decision_id": "d1", "claim_id": "a#1", "action": "relabel",
...     "field": "indicator", "old_value": "coverage_rate", "new_value": "programme_progress"}])
>>> decided = apply(claims, decisions)
>>> decided[["indicator", "decision_id"]].iloc[0].tolist(), decided["rejected"].tolist()
(['programme_progress', 'd1'], [False])

Method: guarded corrections as ordinary rows; a failed guard is an error, not a warning.
"""

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import BadTable, StaleDecision, UnknownId

CHANGES = ("replace", "relabel")
NUMBERS = ("value", "low", "high")


def apply(claims: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """A new table of claims with the decisions applied, in the order of `decisions`.

    claims : typed frame of table `claims`. decisions : typed frame of table `decisions`.

    Returns the claims, the same rows in the same order, with three more columns: `decision_id`
    (blank separated, '' for none), `accepted` and `rejected` (bool). A rejected claim stays in
    the table; who uses claims leaves it out. Replacing `value` moves `low` and `high` along, so the
    width of the print stays.
    Raises UnknownId (no such claim), StaleDecision (the guard fails), BadTable (no such field).
    """
    decided = claims.assign(decision_id="", accepted=False, rejected=False)
    rows = {claim_id: row for row, claim_id in zip(decided.index, decided["claim_id"], strict=True)}
    for decision in decisions.itertuples():
        if decision.claim_id not in rows:
            raise UnknownId(
                f'decision {decision.decision_id} is about claim "{decision.claim_id}", which no table holds',
                where="decisions.csv",
                fix="correct the claim_id, or remove the decision",
            )
        _guard(decided, rows[decision.claim_id], decision)
        _apply_one(decided, rows[decision.claim_id], decision)
    return decided


def _guard(claims: pd.DataFrame, row, decision) -> None:
    if decision.field == "" and decision.action not in CHANGES:
        return
    if decision.field not in claims.columns or decision.field in ("claim_id", "source_id"):
        raise BadTable(
            f'decision {decision.decision_id} changes "{decision.field}", no field of a claim to change',
            where="decisions.csv, column field",
            fix="name a column of the claims table",
        )
    held = tables.cell_text(claims.at[row, decision.field])
    if held != decision.old_value:
        raise StaleDecision(
            f"decision {decision.decision_id} expects {decision.field} of {decision.claim_id} to be "
            f'"{decision.old_value}", and it is "{held}"',
            where="decisions.csv",
            why="the source was put right, or it is read differently now",
            fix="look at the claim again, then correct old_value or remove the decision",
        )


def _apply_one(claims: pd.DataFrame, row, decision) -> None:
    # `claims` is the copy that `apply` has just made, never the caller's table
    claims.at[row, "decision_id"] = f"{claims.at[row, 'decision_id']} {decision.decision_id}".strip()
    claims.at[row, "accepted"] = decision.action == "accept" or bool(claims.at[row, "accepted"])
    claims.at[row, "rejected"] = decision.action == "reject" or bool(claims.at[row, "rejected"])
    if decision.action not in CHANGES:
        return
    if decision.field not in NUMBERS:
        claims.at[row, decision.field] = _typed(claims, decision)
        return
    moved = float(decision.new_value) - float(decision.old_value)
    for column in NUMBERS if decision.field == "value" else (decision.field,):
        claims.at[row, column] = claims.at[row, column] + moved


def _typed(claims: pd.DataFrame, decision):
    if not pd.api.types.is_integer_dtype(claims[decision.field]):
        return decision.new_value
    return int(decision.new_value) if decision.new_value else pd.NA

"""Raw tables in, processed tables out: the whole line but the notebooks.

Everything is read and checked before anything is written, so a broken cell leaves
`data/processed/` as it was. The stages themselves are pure functions of other rooms;
here they are only called in order.
"""

from decimal import Decimal

import pandas as pd

from ucjlib.core import period, tables
from ucjlib.core.errors import CannotRead
from ucjlib.judge import breaks, decisions, goals, reconcile, restatements, rules
from ucjlib.read.tokens import claim_number
from ucjlib.reference import schemas
from ucjlib.run import raw, workspace

# Years ahead of the last column of trajectories; the model refuses more than ten.
FURTHEST = 9


def build(as_of: str = workspace.COLLECTED_UNTIL) -> dict[str, pd.DataFrame]:
    """All processed tables by name, from the raw tables of the workspace.

    as_of : "today"; the claims table holds all claims, but what begins later is known to no stage.
    Raises MissingFile, BadTable, StaleDecision.
    """
    given = raw.read()
    all_claims = raw.all_claims(given)
    claims = all_claims[[period.begun(date, as_of) for date in all_claims["as_of"]]].reset_index(drop=True)
    decided = given["decisions"][given["decisions"]["claim_id"].isin(claims["claim_id"])]
    findings = rules.check(claims)
    estimates = reconcile.reconcile(claims, given["sources"], decided, findings)
    built = {"edition": pd.DataFrame({"as_of": [as_of]}), "claims": all_claims}
    built["reading"] = reading(all_claims)
    built |= {"findings": findings, "estimates": estimates}
    built["restatements"] = restatements.restated(estimates)
    held = decisions.apply(claims, decided).query("not rejected")
    built["targets"] = goals.goals(held, given["sources"], schemas.reference("targets"))
    built |= ahead(estimates, built["targets"], as_of, breaks.of_base(findings))
    built["backtest"] = how_it_did(held)
    return {name: schemas.conform(frame, name) for name, frame in built.items()}


def write(built: dict[str, pd.DataFrame]) -> list[str]:
    """Write the tables that changed to `data/processed/`; return their names."""
    folder = workspace.root() / "data" / "processed"
    return [name for name, frame in built.items() if tables.write(frame, folder / f"{name}.csv")]


def reading(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims whose printed token the grammar reads otherwise than it was recorded, or refuses."""
    rows = [_reread(row) for row in claims[claims["printed"] != ""].itertuples()]
    return pd.DataFrame([row for row in rows if row], columns=list(schemas.columns("reading")["column"]))


def _reread(row) -> dict | None:
    recorded = Decimal(tables.cell_text(row.value))
    try:
        number = claim_number(row.printed, row.unit, row.qualifier).value
        if number == recorded:
            return None
        read, why = tables.cell_text(float(number)), _why_other(number, recorded)
    except CannotRead as error:
        read, why = "refused", error.why
    return {
        "claim_id": row.claim_id,
        "printed": row.printed,
        "recorded": row.value,
        "read": read,
        "explanation": why,
    }


def _why_other(read: Decimal, recorded: Decimal) -> str:
    if recorded == -read:
        return "a fall: the text says so in words, the token carries no sign"
    if recorded in (read * 1000, read / 1000):
        return "a separator taken for the decimal sign by one and for the thousands mark by the other"
    return "the token stands for another number than was recorded by hand"


def ahead(
    estimates: pd.DataFrame, targets: pd.DataFrame, as_of: str, new_bases: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Series, trajectories, chances and costs from the estimates."""
    from ucjlib.reckon import cost, project

    first = int(as_of[:4])
    years = [*range(first, first + 5), first + FURTHEST]
    return {
        "series": project.used(estimates, as_of),
        "trajectories": project.project(estimates, as_of, years, breaks=new_bases),
        "chances": project.chances(estimates, targets, as_of, new_bases),
        "costs": cost.costs_to_target(estimates, targets, workspace.load("regulations"), as_of),
    }


def how_it_did(claims: pd.DataFrame) -> pd.DataFrame:
    """The projection and its rivals scored on what claims, decisions applied, say later."""
    from ucjlib.reckon import backtest

    return backtest.back_test(claims)

"""The tables with their ids looked up once: which row carries an id, what was found and decided about it."""

from functools import cached_property
from typing import Any

import pandas as pd

from ucjlib.core.errors import UnknownId
from ucjlib.reference import schemas
from ucjlib.show import facts
from ucjlib.show.facts import Tables

# kind: (table, its id column); the order in which an id is looked for
KINDS = {
    "estimate": ("estimates", "estimate_id"),
    "claim": ("claims", "claim_id"),
    "finding": ("findings", "finding_id"),
    "series": ("series", "series_id"),
    "trajectory": ("trajectories", "trajectory_id"),
    "chance": ("chances", "chance_id"),
    "cost": ("costs", "cost_id"),
    "decision": ("decisions", "decision_id"),
    "source": ("sources", "source_id"),
    "target": ("targets", "target_id"),
    "regulation": ("regulations", "regulation_id"),
}


class Holdings:
    """The tables with their ids looked up once, for many traces."""

    def __init__(self, tables: Tables) -> None:
        missing = [name for name in ("targets", "regulations") if name not in tables]
        self.tables = {**tables, **{name: schemas.reference(name) for name in missing}}
        self._rows: dict[tuple[str, str], Any] = {}
        self._positions: dict[str, dict[str, int]] = {}

    def find(self, kind: str, row_id: str) -> Any:
        """The row `row_id` of `kind` as a dict, or None."""
        if (kind, row_id) not in self._rows:
            position = self._ids(kind).get(row_id)
            frame = self.tables.get(KINDS[kind][0])
            found = None if position is None or frame is None else frame.iloc[position].to_dict()
            self._rows[kind, row_id] = found
        return self._rows[kind, row_id]

    def _ids(self, kind: str) -> dict[str, int]:
        table, column = KINDS[kind]
        if table not in self.tables:
            return {}
        if table not in self._positions:
            ids = self.tables[table][column]
            self._positions[table] = dict(zip(ids, range(len(ids)), strict=True))
        return self._positions[table]

    def kind_of(self, row_id: str) -> str:
        """The kind of row that carries `row_id`. Raises UnknownId with what was likely meant."""
        for kind in KINDS:
            if self.find(kind, row_id) is not None:
                return kind
        near = facts.likely(row_id, (i for ids in self._positions.values() for i in ids), most=3)
        raise UnknownId(
            f'"{row_id}" is the id of no row',
            where="claims, findings, estimates, trajectories, costs",
            fix=f"did you mean {' or '.join(near)}?" if near else "ids stand in the tables of data/processed",
        )

    @cached_property
    def findings_of(self) -> dict[str, list[str]]:
        """The disagreeing findings that looked at a claim, by claim."""
        found: dict[str, list[str]] = {}
        frame = self.tables.get("findings", schemas.empty("findings"))
        wrong = frame[frame["outcome"] == "disagree"]
        for finding, claims in zip(wrong["finding_id"], wrong["claim_ids"], strict=True):
            for claim in claims.split():
                found.setdefault(claim, []).append(finding)
        return found

    @cached_property
    def decisions_of(self) -> dict[str, list[str]]:
        """The decisions about a claim, by claim."""
        frame = self.tables.get("decisions", schemas.empty("decisions"))
        return {claim: list(rows["decision_id"]) for claim, rows in frame.groupby("claim_id")}

    @cached_property
    def place_names(self) -> pd.Series:
        """The official name of every region, the code as index."""
        return facts.regions(self.tables)["name"]

"""A disagreement with all that is known around it: its figures, its source, its place.

>>> Scene("bounds", "coverage_rate", [], [], [], []).trial is None
True
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from ucjlib.judge.rulebook.provinces import around
from ucjlib.judge.suspects.demands import Demand, added, solved
from ucjlib.judge.together import HEADCOUNTS, employed, grouped
from ucjlib.judge.wording import cell

SUMS = ("parts_make_whole", "enrolments_make_total")
# what other sources can tell about a place: heads, bases, rates and targets
CONTEXT = (
    "coverage_rate",
    "coverage_target",
    "programme_progress",
    "participants_active",
    "participants_registered",
    "participants_target",
    "universe",
    "uncovered_workers",
    "additional_workers_needed",
    "employed",
    "labour_force",
    "working_age_population",
)
# years either side of a figure that its place is looked at, and figures of a year at the most
YEARS, MOST_A_YEAR = 3, 60


class Scene(NamedTuple):
    """One disagreement: rule, unit, the figures it compared, what they demand, and what else is known.

    source : other figures of the source about the same place. region : figures of that place in all sources.
    employed : what BPS counts there in the nearest year, 0 where it is not known. left, right : what the rule
    compared.
    """

    rule: str
    unit: str
    claims: list[Any]
    demands: list[Demand]
    source: list[Any]
    region: list[Any]
    employed: float = 0.0
    left: float = 0.0
    right: float = 0.0

    @property
    def trial(self) -> Any:
        """The figure on trial; None without figures."""
        return self.claims[0] if self.claims else None

    @property
    def told(self) -> list[Any]:
        """What the source tells: the figures compared, then the others."""
        return [*self.claims, *self.source]

    @property
    def known(self) -> list[Any]:
        """What is known beside the figures compared, of the source and then of the place."""
        return [*self.source, *self.region]

    @property
    def kinds(self) -> dict[str, Any]:
        """The figures compared by their indicator, of several the last."""
        return {claim.indicator: claim for claim in self.claims}

    @property
    def head(self) -> Any:
        """The headcount among the figures compared; None without one."""
        kinds = self.kinds
        return next((kinds[kind] for kind in HEADCOUNTS if kind in kinds), None)

    def share_of(self) -> tuple[Any, Any, Any]:
        """Rate, headcount and base of a share, or three times None."""
        rate, part, whole = self.kinds.get("coverage_rate"), self.head, self.kinds.get("universe")
        complete = part is not None and rate is not None and whole is not None and whole.low > 0
        return (rate, part, whole) if complete else (None, None, None)


def scenes(findings: pd.DataFrame, claims: pd.DataFrame) -> list[Scene]:
    """A scene for every row of `findings` (disagreements), in their order; `claims` are all claims."""
    wanted = {claim for ids in findings["claim_ids"] for claim in ids.split()}
    met = claims[claims["claim_id"].isin(wanted)]
    by_id = {row.claim_id: row for row in met.astype(object).itertuples()}
    sources = _by(claims[claims["source_id"].isin(met["source_id"])], "source_id", "place")
    known = claims[claims["indicator"].isin(CONTEXT) & claims["region_code"].ne("")]
    places = set(met["region_code"]) | {around(code) for code in met["region_code"].unique()}
    known = known[known["region_code"].isin(places)]
    regions = {
        key: rows[:MOST_A_YEAR]
        for key, rows in _by(known.assign(year=known["as_of"].str.slice(0, 4)), "region_code", "year").items()
    }
    counted = grouped(employed(claims[claims["region_code"].isin(places)]), "region_code")
    told = findings.astype(object).itertuples()
    return [_scene(row, by_id, sources, regions, counted) for row in told]


def _by(claims: pd.DataFrame, *names: str) -> dict[tuple, list[Any]]:
    return grouped(claims.sort_values("claim_id", kind="stable"), *names)


def _scene(row: Any, by_id: dict, sources: dict, regions: dict, counted: dict) -> Scene:
    told = [by_id[claim] for claim in row.claim_ids.split() if claim in by_id]
    if not told:
        return Scene(row.rule, row.unit, [], [], [], [])
    trial = told[0]
    near = _others(sources.get((trial.source_id, trial.place), []), told)
    region = _others(_near(regions, trial), told)
    size = _nearest(counted.get((trial.region_code,), []), trial.as_of)
    return Scene(
        row.rule, row.unit, told, _demands(row, told), near, region, size, row.left_value, row.right_value
    )


def _demands(row: Any, told: list[Any]) -> list[Demand]:
    """What the arithmetic demands; a bound demands no number."""
    if cell("rules", row.rule, "form") == "bound":
        return []
    found = added(told[0], told[1:]) if row.rule in SUMS else solved(told)
    return found or _one(row, told[0])


def _near(regions: dict, trial: Any) -> list[Any]:
    """What is known of the place in the years around the figure; of an undated one, what is undated too."""
    year = trial.as_of[:4]
    around_it = range(int(year) - YEARS, int(year) + YEARS + 1) if year else ()
    buckets = ["", *map(str, around_it)]
    return [claim for bucket in buckets for claim in regions.get((trial.region_code, bucket), [])]


def _nearest(counted: list[Any], date: str) -> float:
    year = int(date[:4] or "9999")
    return min(counted, key=lambda one: abs(int(one.employed_as_of[:4]) - year)).employed if counted else 0.0


def _others(claims: Iterable[Any], told: list[Any]) -> list[Any]:
    ids = {claim.claim_id for claim in told}
    return [claim for claim in claims if claim.claim_id not in ids]


def _one(row: Any, trial: Any) -> list[Demand]:
    """The demand on the figure on trial alone: the side of the comparison that is not its value."""
    sides = [row.left_value, row.right_value]
    if trial.value not in sides or pd.isna(row.tolerance):
        return []
    other = sides[1 - sides.index(trial.value)]
    slack = max(row.tolerance - (trial.high - trial.low) / 2, 0.0)
    return [Demand(trial, other - slack, other + slack, "")]

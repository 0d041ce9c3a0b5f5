"""Every method on every case of a set, and the table of it: scores, and our skill against each method.

Cases are shared out over two processes. Peers are slow and run on the first seed only; skill is always taken
over the cases that both methods have answered.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import pandas as pd

from bench.cases import Case, cases, score_case
from bench.panels import articles
from bench.peers import at_hand, mixed_lm_whole
from ucjlib.reckon import backtest
from ucjlib.reckon.backtest import OURS
from ucjlib.reckon.entry import forecast
from ucjlib.reckon.score import RIVALS, by_origin, scenario_ratio

GIVEN = "ucjlib, true mean given"
WITH_PEERS = ("A",)
PROCESSES = 2
MEASURES = [
    "crps", "wis", "error", "bias", "in_50", "in_80", "in_95", "width_80", "brier", "aggregate_80",
    "pairwise", "ms_per_unit",
]  # fmt: skip


def results(name: str, seeds: int) -> pd.DataFrame:
    """One row per method of a set: `set`, `method`, its mean scores, `skill`, `skill_low`, `skill_high` (ours
    against it), `ratio` (of CRPS, where the true mean is given), `origins`, `forecasts`.
    """
    if name == "E":
        methods = backtest.METHODS | at_hand() | {"mixed_lm": mixed_lm_whole}
        return backtest.score_table(articles(), methods).assign(set=name)
    scored = pd.DataFrame(_scored(name, seeds))
    rows = [_row(scored, method) for method in scored["method"].unique()]
    return pd.DataFrame(rows).assign(set=name).sort_values("crps", kind="stable")


def _scored(name: str, seeds: int) -> list[dict]:
    """A row per case and method."""
    jobs = [(case, methods) for seed in range(seeds) for case, methods in _jobs(name, seed)]
    with ProcessPoolExecutor(PROCESSES) as workers:
        found = workers.map(_case_rows, range(len(jobs)), *zip(*jobs, strict=True))
        return [row for rows in found for row in rows]


def _jobs(name: str, seed: int) -> Iterator[tuple[Case, list[str]]]:
    methods = [OURS, *RIVALS, *([GIVEN] if name.startswith("D") else [])]
    if name in WITH_PEERS and seed == 0:
        methods += at_hand()
    for case in cases(name, seed):
        yield case, methods


def _case_rows(number: int, case: Case, methods: list[str]) -> list[dict]:
    known = {OURS: forecast, GIVEN: forecast, **RIVALS, **at_hand()}
    shown = {"case": number, "series": case.series, "origin": case.origin, "forecasts": len(case.query)}
    return [
        shown | {"method": method} | score_case(case, known[method], given=method == GIVEN)
        for method in methods
    ]


def _row(scored: pd.DataFrame, method: str) -> dict:
    """Means of one method over cases, then series; our skill against it on the cases of both."""
    own = scored[scored["method"] == method]
    ours = scored[scored["method"] == OURS].set_index("case")["crps"]
    both = own.assign(ours=own["case"].map(ours), rival=own["crps"])
    told = {"method": method} | own.groupby("series")[MEASURES].mean().mean().to_dict()
    told |= dict(zip(("skill", "skill_low", "skill_high"), by_origin(both), strict=True))
    if method == GIVEN:
        told["ratio"] = scenario_ratio(both["rival"], both["ours"])
    return told | {
        "origins": own[["series", "origin"]].drop_duplicates().shape[0],
        "forecasts": own["forecasts"].sum(),
    }

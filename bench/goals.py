"""The goals of the projection (`goals.csv`, a row a number) and how far each is reached.

A goal is a measure of one method on one set, or its skill against a rival (the best of several), and must lie
within `must_from` to `must_to`, and for the stretch within the other two; a blank end is open. What is
compared is the figure as printed, three decimals.
"""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
BOUNDS = ["must_from", "must_to", "stretch_from", "stretch_to"]
TEXTS = ("goal", "what", "set", "method", "against", "measure", "must", "stretch", "measured")
CONTRACT = "tests/test_project.py"


def goals() -> pd.DataFrame:
    return read(HERE / "goals.csv")


def read(path: Path) -> pd.DataFrame:
    """A table of the bench, its numbers as numbers, blank where there is none."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    numbers = table.columns.difference(list(TEXTS))
    return table.assign(**{name: pd.to_numeric(table[name]) for name in numbers})


def reached(results: pd.DataFrame) -> pd.DataFrame:
    """The goals with `reached` (and `low`, `high` for a skill), `must` and `stretch`: met, missed, or ''.

    results : rows of `bench.scoring.results`, of `tests()` and of `speed()`. A goal whose set was not run has
    `reached` blank.
    """
    table = goals()
    told = [_reached(goal, results) for goal in table.to_dict("records")]
    found = pd.DataFrame(told, columns=["reached", "low", "high"], dtype=float)
    table = pd.concat([table, found.round(3)], axis=1)
    for name in ("must", "stretch"):
        table[name] = _met(table["reached"], table[f"{name}_from"], table[f"{name}_to"])
    return table


def _reached(goal: dict, results: pd.DataFrame) -> dict[str, float]:
    rows, columns = results[results["set"] == goal["set"]], [goal["measure"]]
    if goal["measure"] == "skill":
        rows = rows[rows["method"].isin(goal["against"].split())].sort_values("skill")
        columns = ["skill", "skill_low", "skill_high"]
    else:
        rows = rows[rows["method"] == goal["method"]]
    told = rows.reindex(columns=columns)
    return dict(zip(("reached", "low", "high"), told.iloc[0], strict=False)) if len(told) else {}


def _met(value: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    inside = (value >= low.fillna(-float("inf"))) & (value <= high.fillna(float("inf")))
    told = inside.map({True: "met", False: "missed"})
    return told.where(value.notna() & (low.notna() | high.notna()), "")


def tests() -> pd.DataFrame:
    """Share of the contract's tests that passes, a row per choice of them."""
    table = goals()
    rows = []
    for chosen in table.loc[table["set"] == "tests", "method"]:
        command = [sys.executable, "-m", "pytest", "-n0", CONTRACT, "-k", chosen]
        said = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False).stdout
        count = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", said)}
        rows.append(("tests", chosen, count.get("passed", 0) / max(sum(count.values()), 1)))
    return pd.DataFrame(rows, columns=["set", "method", "share"])


def range_text(low: float, high: float) -> str:
    """A range in words: `0.77 to 0.87`, `at least 0.18`, `at most 0.6`, '' where both ends are open."""
    if pd.isna(low):
        return "" if pd.isna(high) else f"at most {high:g}"
    return f"at least {low:g}" if pd.isna(high) else f"{low:g} to {high:g}"

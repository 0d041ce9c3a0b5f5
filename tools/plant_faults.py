"""Faults planted into groups of figures that agree, each beyond what the print allows.

A group is a source with a coverage rate, a headcount and a base (`score_judging.alone`). One figure is
changed, or figures are added around a wrong one; `word` is the cause that the checker should name.

    planted(groups, fault, employed, seed=0) -> claims, faults (source_id, fault, word, claim_id)
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

HEADS = ("participants_active", "participants_registered")
Group = dict[str, dict[str, Any]]
Fault = Callable[[Group, np.random.Generator, float], str | None]
# a fault smaller than this share of the figure is rounding
LEAST = 0.01
TARGET = 1.3


def one_digit(group: Group, rng: np.random.Generator, _: float) -> str | None:
    return _edit(
        group, rng, lambda digits, at: digits[:at] + str((int(digits[at]) + 3) % 10) + digits[at + 1 :]
    )


def two_digits(group: Group, rng: np.random.Generator, _: float) -> str | None:
    return _edit(group, rng, lambda digits, at: digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :])


def digit_lost(group: Group, rng: np.random.Generator, _: float) -> str | None:
    return _edit(group, rng, lambda digits, at: digits[:at] + digits[at + 1 :])


def digit_added(group: Group, rng: np.random.Generator, _: float) -> str | None:
    return _edit(group, rng, lambda digits, at: digits[:at] + "7" + digits[at:])


def comma(group: Group, rng: np.random.Generator, _: float) -> str | None:
    rate = group["rate"]
    return _put(rate, rate["value"] * (10 if rate["value"] < 10 else 0.1))


def reversed_rate(group: Group, rng: np.random.Generator, _: float) -> str | None:
    rate = group["rate"]
    return None if abs(rate["value"] - 50) < 2 else _put(rate, 100 - rate["value"])


def exchanged(group: Group, rng: np.random.Generator, _: float) -> str | None:
    head, whole = group["head"], group["whole"]
    for name in ("value", "low", "high"):
        head[name], whole[name] = whole[name], head[name]
    return head["claim_id"] if head["value"] > 1.02 * whole["value"] else None


def share_of_target(group: Group, rng: np.random.Generator, _: float) -> str | None:
    goal = _added(group, "goal", "participants_target", round(group["head"]["value"] * TARGET))
    return _put(group["rate"], 100 * group["head"]["value"] / goal["value"])


def target_as_uncovered(group: Group, rng: np.random.Generator, _: float) -> str | None:
    goal = _added(group, "goal", "coverage_target", round(group["rate"]["value"] * TARGET, 2))
    rest = _added(group, "rest", "uncovered_workers", round(group["whole"]["value"] * goal["value"] / 100))
    true = group["whole"]["value"] - group["head"]["value"]
    return rest["claim_id"] if abs(rest["value"] / true - 1) > LEAST else None


def gap_as_uncovered(group: Group, rng: np.random.Generator, _: float) -> str | None:
    goal = _added(group, "goal", "coverage_target", round(group["rate"]["value"] * TARGET, 2))
    way = (goal["value"] - group["rate"]["value"]) / 100 * group["whole"]["value"]
    return _added(group, "rest", "uncovered_workers", round(way))["claim_id"]


def relative_growth(group: Group, rng: np.random.Generator, _: float) -> str | None:
    now = group["rate"]
    before = _added(group, "before", "coverage_rate", round(now["value"] / 1.25, 2))
    before["as_of"] = str(int(now["as_of"][:4]) - 1) + now["as_of"][4:7]
    grown = 100 * (now["value"] - before["value"]) / before["value"]
    return _added(group, "growth", "coverage_growth", round(grown, 2), "percentage_points")["claim_id"]


def other_base(group: Group, rng: np.random.Generator, employed: float) -> str | None:
    if not employed or abs(employed / group["whole"]["value"] - 1) < 0.05:
        return None
    return _put(group["rate"], 100 * group["head"]["value"] / employed)


FAULTS: dict[str, tuple[str, Fault]] = {
    "one digit": ("single_digit_slip", one_digit),
    "two digits": ("swapped_digits", two_digits),
    "a digit lost": ("lost_digit", digit_lost),
    "a digit added": ("added_digit", digit_added),
    "a comma moved": ("separator", comma),
    "covered for uncovered": ("reversed_share", reversed_rate),
    "part for whole": ("part_and_whole_swapped", exchanged),
    "share of a target": ("share_of_target_called_coverage", share_of_target),
    "target as uncovered": ("target_called_uncovered", target_as_uncovered),
    "gap as uncovered": ("gap_called_uncovered", gap_as_uncovered),
    "relative growth as points": ("percent_called_points", relative_growth),
    "BPS employed as base": ("other_denominator", other_base),
}


def planted(
    groups: pd.DataFrame, fault: str, employed: pd.Series, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One fault in every group that can carry it, one group a region: the claims, and what was planted where.

    groups : claims of `score_judging.alone`. fault : a key of `FAULTS`. employed : BPS employed by region.
    """
    rng = np.random.default_rng(seed)
    word, plant = FAULTS[fault]
    rows: list[dict[str, Any]] = []
    faults: list[dict[str, str]] = []
    for source, frame in groups.drop_duplicates(["region_code", "indicator", "segment"]).groupby("source_id"):
        group = _group(frame, str(source))
        changed = plant(group, rng, float(employed.get(frame["region_code"].iloc[0], 0.0))) if group else None
        if group and changed:
            rows += group.values()
            faults.append({"source_id": str(source), "fault": fault, "word": word, "claim_id": changed})
    return pd.DataFrame(rows).astype(groups.dtypes.to_dict()), pd.DataFrame(faults)


def _group(frame: pd.DataFrame, source: str) -> Group | None:
    """The three figures by their part, of a new source; None where the rate is no coverage or hedged."""
    rows = {row["indicator"]: row for row in frame.to_dict("records")}
    head = next((rows[kind] for kind in HEADS if kind in rows), None)
    rate, whole = rows.get("coverage_rate"), rows.get("universe")
    if head is None or rate is None or whole is None or rate["value"] >= 95 or len(rate["as_of"]) < 7:
        return None
    exact = all(row["qualifier"] == "" and row["high"] - row["low"] <= 2 for row in (head, whole))
    if not exact or whole["value"] < 10_000 or rate["high"] - rate["low"] > 0.3:
        return None
    group = {"rate": rate, "head": head, "whole": whole}
    for part, row in group.items():
        row.update(
            source_id=source, claim_id=f"{source}#{part}", segment=rate["segment"], as_of=rate["as_of"]
        )
        row.update(printed="", place=rate["place"])
    return group


def _edit(group: Group, rng: np.random.Generator, edit: Callable[[str, int], str]) -> str | None:
    row = group["head" if rng.random() < 0.5 else "whole"]
    digits = f"{row['value']:.0f}"
    for at in rng.permutation(range(1, len(digits) - 1)):
        value = float(edit(digits, int(at)))
        if abs(value / row["value"] - 1) > LEAST:
            return _put(row, value)
    return None


def _put(row: dict[str, Any], value: float) -> str:
    decimals = 0 if row["unit"] == "workers" else 2
    half = (row["high"] - row["low"]) / 2
    value = round(value, decimals)
    row.update(value=value, low=value - half, high=value + half)
    return str(row["claim_id"])


def _added(group: Group, part: str, indicator: str, value: float, unit: str = "") -> dict[str, Any]:
    rate = group["rate"]
    counted = indicator in ("participants_target", "uncovered_workers")
    half = 1.0 if counted else 0.01
    row = rate | {
        "claim_id": f"{rate['source_id']}#{part}",
        "indicator": indicator,
        "unit": unit or ("workers" if counted else "percent"),
        "denominator": "",
        "value": float(value),
        "low": value - half,
        "high": value + half,
        "target_year": int(rate["as_of"][:4]) if "target" in indicator else pd.NA,
    }
    group[part] = row
    return row

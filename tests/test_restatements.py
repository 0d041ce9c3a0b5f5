"""One headcount over several bases: cases of the collected figures, and what must never happen."""

import pandas as pd
import pytest

from ucjlib.judge.restatements import restated
from ucjlib.reference import schemas


def estimate(indicator: str, value: float, as_of: str, numerator: str = "", denominator: str = "") -> dict:
    unit = "percent" if indicator == "coverage_rate" else "workers"
    half = 0.01 if unit == "percent" else 1
    words = {"place": "Provinsi Maluku Utara", "segment": "total", "rule": "single_claim", "grade": "C"}
    return {
        "estimate_id": f"82:{indicator}:{as_of}",
        "region_code": "82",
        "indicator": indicator,
        "as_of": as_of,
        "value": value,
        "low": value - half,
        "high": value + half,
        "unit": unit,
        "numerator": numerator,
        "denominator": denominator,
        "claim_ids": "a#1",
        "sentence_id": "s",
        "sentence_en": "s",
        **words,
    }


def table(*rows: dict) -> pd.DataFrame:
    columns = list(schemas.columns("estimates")["column"])
    frame = pd.DataFrame(rows).reindex(columns=columns).astype(object)
    return schemas.conform(frame.where(frame.notna(), ""), "estimates")


def shown(frame: pd.DataFrame) -> dict[str, float]:
    keys = frame["denominator"] + " " + frame["denominator_as_of"]
    return dict(zip(keys, frame["value"].round(2), strict=True))


def test_one_headcount_is_26_or_42_percent():
    told = table(
        estimate("participants_registered", 176604, "2025-05"),
        estimate("universe", 424131, "2025-05"),
        estimate("employed", 661488, "2024-08"),
        estimate("labour_force", 689241, "2024-08"),
    )
    assert shown(restated(told)) == {
        "eligible 2025-05": 41.64,
        "employed 2024-08": 26.70,
        "labour_force 2024-08": 25.62,
    }


def test_the_range_holds_every_pair_of_values():
    row = restated(
        table(estimate("participants_active", 300, "2025-05"), estimate("employed", 800, "2024-08"))
    ).iloc[0]
    assert row["low"] == pytest.approx(100 * 299 / 801, abs=1e-4)
    assert row["high"] == pytest.approx(100 * 301 / 799, abs=1e-4)


def test_a_rate_and_its_universe_stand_for_a_headcount():
    told = table(
        estimate("coverage_rate", 41.64, "2025-05", "registered", "eligible"),
        estimate("universe", 424131, "2025-05"),
        estimate("employed", 661488, "2024-08"),
    )
    row = restated(told).set_index("denominator").loc["employed"]
    assert row["low"] < 26.70 < row["high"] and row["numerator"] == "registered"


@pytest.mark.parametrize(("august", "rows"), [("2021-08", 0), ("2022-08", 1), ("2025-08", 1), ("2026-08", 0)])
def test_bases_of_the_last_three_augusts_and_the_next_one_if_near(august, rows):
    told = table(estimate("participants_active", 300000, "2025-05"), estimate("employed", 661488, august))
    assert len(restated(told)) == rows


def test_no_base_no_row():
    assert restated(table(estimate("participants_active", 300000, "2025-05"))).empty

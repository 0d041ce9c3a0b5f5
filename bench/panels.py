"""The public coverage panels that the projection is scored on, as `series`, `unit`, `year`, `value`.

Copies of public data that are not part of the project: set UCJ_SHARED to the folder beside which they lie.
"""

import os
from pathlib import Path

import pandas as pd

from ucjlib.reckon.backtest import SINCE, monthly

SHARED = Path(os.environ.get("UCJ_SHARED", Path(__file__).resolve().parents[2] / "shared"))
PANELS = SHARED / "backtest"
STRESS = ("pension", "disability_benefit", "work_injury")
COLUMNS = ["series", "unit", "year", "value"]
ABSENT = "accuracy skipped: the folder of back-test panels is absent (set UCJ_SHARED)"


def panel(name: str) -> pd.DataFrame:
    """One panel. A: coverage of many countries; stress: its three series whose definitions break; B:
    vaccination; C: electricity; D: health insurance of low incomes, counties.
    """
    if name in ("A", "stress"):
        table = pd.read_csv(PANELS / "sdg_coverage_1980_2019.csv")
        return table[table["series"].isin(STRESS) == (name == "stress")][COLUMNS]
    file, series = {
        "B": ("wuenic_2000_2021.csv", ""),
        "C": ("electricity_access_wdi_1990_2023.csv", "electricity"),
        "D": ("sahie_county_age18to64_low_income_2008_2016.csv", "counties"),
    }[name]
    table = pd.read_csv(PANELS / file, dtype={"unit_code": str})
    table = table.rename(columns={"vaccine": "series"}) if name == "B" else table.assign(series=series)
    return table.rename(columns={"unit_code": "unit", "coverage_pct": "value"})[COLUMNS].dropna()


def articles() -> pd.DataFrame:
    """Set E as the study took it: dated totals of regencies, cities and provinces since 2018."""
    rows = pd.read_csv(SHARED / "figures" / "article_figures.csv", dtype=str, keep_default_na=False)
    region = rows["region_name"].str.match("Kabupaten|Kota|Provinsi")
    total = (rows["indicator"] == "coverage_rate") & (rows["segment"] == "total")
    rows = rows[total & region & (rows["as_of"] >= SINCE)]
    rows = rows.assign(unit=rows["region_name"], value=rows["value"].astype(float))
    rows = rows[rows["value"] <= 100]
    decimals = rows["value_as_printed"].str.extract(r"[.,](\d+)")[0].str.len().fillna(0)
    half = (0.5 * 0.1 ** decimals.clip(upper=2)).where(rows["approx"] != "yes", 2.0)
    return monthly(
        rows.assign(lo=(rows["value"] - half).clip(lower=0), hi=(rows["value"] + half).clip(upper=100))
    )

"""data/processed/ is what the raw tables make: rebuilt to the byte, whatever the hash seed and time zone."""

import os
import subprocess
import sys

import numpy as np
import pytest

from ucjlib.core import tables
from ucjlib.run import build, workspace

EXACT = ("edition", "claims", "reading", "findings", "estimates", "restatements", "targets", "series")
# Last bits differ between processors, so what comes out of an optimiser is compared as numbers: points of
# coverage, a probability, workers and rupiah. Every other column of these tables is the same to the byte.
NEAR = {
    "trajectories": {"value": 0.01},
    "chances": {"probability": 0.001},
    "backtest": {
        **dict.fromkeys(("crps", "wis", "error", "bias", "width_80"), 0.02),
        **dict.fromkeys(("in_50", "in_80", "in_95", "brier", "skill", "skill_low", "skill_high"), 0.005),
    },
    "costs": {"workers_low": 1, "workers_high": 1, "rupiah_low": 1, "rupiah_high": 1},
}


@pytest.fixture(scope="module")
def built():
    return build.build()


def test_every_file_is_rebuilt_and_compared(built):
    files = {path.stem for path in (workspace.root() / "data" / "processed").iterdir()}
    assert files == set(built) == set(workspace.PROCESSED) == {*EXACT, *NEAR}


@pytest.mark.parametrize("name", EXACT)
def test_rebuilt_to_the_byte(built, name):
    committed = (workspace.root() / "data" / "processed" / f"{name}.csv").read_text(encoding="utf-8")
    assert tables.to_csv_text(built[name]) == committed


@pytest.mark.parametrize("name", NEAR)
def test_rebuilt_within_what_the_numbers_carry(built, name):
    near, committed = NEAR[name], workspace.load(name)
    same = committed.columns.drop(list(near))
    assert list(built[name].columns) == list(committed.columns)
    assert tables.to_csv_text(built[name][same]) == tables.to_csv_text(committed[same])
    for column, most in near.items():
        # both are written rounded, and 0.1 + 0.2 is not 0.3
        assert np.abs(built[name][column] - committed[column]).round(6).max() <= most, column


def test_a_table_that_was_not_rebuilt_would_be_seen(built):
    moved = built["trajectories"].assign(value=built["trajectories"]["value"] + 0.02)
    with pytest.raises(AssertionError, match="value"):
        test_rebuilt_within_what_the_numbers_carry({"trajectories": moved}, "trajectories")
    other = built["chances"].assign(status="open")
    with pytest.raises(AssertionError):
        test_rebuilt_within_what_the_numbers_carry({"chances": other}, "chances")


def test_every_id_named_is_an_id_held(built):
    held = {name: set(frame.iloc[:, 0]) for name, frame in built.items()}
    assert _named(built["estimates"]["claim_ids"]) <= held["claims"]
    assert _named(built["findings"]["claim_ids"]) <= held["claims"]
    assert _named(built["targets"]["claim_ids"]) <= held["claims"]
    assert _named(built["series"]["estimate_ids"]) <= held["estimates"]
    assert set(built["trajectories"]["series_id"]) | set(built["chances"]["series_id"]) <= held["series"]
    assert _named(built["costs"]["estimate_ids"]) <= held["estimates"]
    assert _named(built["costs"]["regulation_ids"]) <= set(workspace.load("regulations")["regulation_id"])


def test_what_the_real_tables_hold(built):
    rates = built["estimates"].query("indicator == 'coverage_rate' and segment == 'total'")
    assert rates.loc[rates["rule"] != "headcount_over_employed", "region_code"].nunique() >= 195
    assert rates["region_code"].nunique() >= 215
    assert "33.71" not in set(rates["region_code"])
    assert {"00", "35", "35.05", "35.21", "15.08", "33.28"} <= set(rates["region_code"])
    assert set(rates["denominator"]) <= {"eligible", "employed", "unknown"}


def test_a_later_day_changes_only_what_is_dated_later():
    early = build.build("2024-12-31")
    dated = early["estimates"]["as_of"].loc[lambda dates: dates != ""]
    assert dated.str[:4].astype(int).max() <= 2024
    assert early["trajectories"]["year"].min() == 2024
    claims = early["claims"]
    later = claims["as_of"].str[:4] > "2024"
    assert later.any()
    claims = set(claims.loc[~later, "claim_id"])
    for named in (
        early["targets"]["claim_ids"],
        early["findings"]["claim_ids"],
        early["estimates"]["claim_ids"],
    ):
        assert _named(named) <= claims


def test_the_same_bytes_whatever_hash_seed_time_zone_and_locale():
    code = (
        "from ucjlib.run import build; from ucjlib.core import tables; import hashlib;"
        "b = ''.join(map(tables.to_csv_text, build.build().values()));"
        "print(hashlib.sha256(b.encode()).hexdigest())"
    )
    seen = set()
    for seed, zone, locale in (("1", "Asia/Jakarta", "C"), ("2", "America/Lima", "C.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def _named(column) -> set[str]:
    return set(" ".join(column).split())

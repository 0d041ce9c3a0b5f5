"""Invented tables for the tests of show: one province, a few places, every case a brief meets."""

import pandas as pd

from ucjlib.reference import schemas

AS_OF = "2026-05-31"
BLITAR, MAGELANG, NOTHING = "35.05", "33.71", "95.01"
RATE = "35.05:coverage_rate:total:unknown-over-employed:2025-04"


def tables() -> dict[str, pd.DataFrame]:
    """All tables of a brief, typed and conforming to their schemas."""
    made = {
        "sources": _sources(),
        "claims": _claims(),
        "estimates": _estimates(),
        "findings": _findings(),
        "series": _series(),
        "trajectories": _trajectories(),
        "chances": _chances(),
        "costs": _costs(),
        "decisions": _decisions(),
    }
    return {name: schemas.conform(pd.DataFrame(rows), name) for name, rows in made.items()}


def _sources() -> list[dict]:
    kinds = [
        ("kabar", "article", "Kabar <script>alert(1)</script>", "https://example.org/a?b=1&c=2"),
        ("dinas", "official", "Dinas Contoh", ""),
        ("warta", "article", "Warta", "https://example.org/w"),
    ]
    return [
        {
            "source_id": i,
            "kind": kind,
            "publisher": who,
            "url": url,
            "published": "2025-04-14",
            "sha256": "",
            "notes": "",
        }
        for i, kind, who, url in kinds
    ]


def _claims() -> list[dict]:
    rows = [
        (
            "kabar#1",
            BLITAR,
            "Kabupaten Blitar",
            "coverage_rate",
            "total",
            17.6,
            17.59,
            17.61,
            "percent",
            "17,60%",
        ),
        (
            "kabar#2",
            BLITAR,
            "Kabupaten Blitar",
            "participants_registered",
            "total",
            122000,
            122000,
            123000,
            "workers",
            "122 ribu",
        ),
        ("dinas#1", BLITAR, "Kabupaten Blitar", "employed", "total", 698611, 698610, 698612, "workers", ""),
        (
            "warta#1",
            MAGELANG,
            "Kota Magelang",
            "participants_active",
            "rentan",
            2046,
            2045,
            2047,
            "workers",
            "2.046",
        ),
        (
            "warta#2",
            MAGELANG,
            "Kota Magelang",
            "participants_target",
            "rentan",
            2300,
            2299,
            2301,
            "workers",
            "2.300",
        ),
        (
            "warta#3",
            MAGELANG,
            "Kota Magelang",
            "employer_compliance",
            "total",
            58,
            56,
            60,
            "percent",
            "58 persen",
        ),
    ]
    return [
        {
            "claim_id": i,
            "source_id": i[:-2],
            "region_code": code,
            "place": place,
            "indicator": indicator,
            "segment": segment,
            "denominator": "",
            "value": value,
            "low": low,
            "high": high,
            "unit": unit,
            "as_of": "2025-04-14",
            "as_of_basis": "statement",
            "printed": printed,
        }
        for i, code, place, indicator, segment, value, low, high, unit, printed in rows
    ]


def _estimates() -> list[dict]:
    def row(i, code, place, value, low, high, claims, **other):
        return {
            "estimate_id": i,
            "region_code": code,
            "place": place,
            "indicator": "coverage_rate",
            "segment": "total",
            "numerator": "unknown",
            "denominator": "employed",
            "denominator_as_of": "",
            "as_of": "2025-04",
            "value": value,
            "low": low,
            "high": high,
            "unit": "percent",
            "rule": "single_claim",
            "grade": "C",
            "claim_ids": claims,
            "decision_id": "",
            "sentence_id": "Satu pernyataan saja.",
            "sentence_en": "One statement only.",
            **other,
        }

    workers = {"numerator": "", "denominator": "", "unit": "workers"}
    return [
        row(RATE, BLITAR, "Kabupaten Blitar", 17.6, 17.59, 17.61, "kabar#1"),
        row(
            "35.05:restated",
            BLITAR,
            "Kabupaten Blitar",
            17.46,
            17.4,
            17.6,
            "kabar#2 dinas#1",
            numerator="registered",
            rule="headcount_over_employed",
            denominator_as_of="2023-08",
        ),
        row(
            "35.05:older",
            BLITAR,
            "Kabupaten Blitar",
            18.6,
            18.4,
            18.8,
            "kabar#1",
            denominator="unknown",
            as_of="2023-09",
        ),
        row("35.72:rate", "35.72", "Kota Blitar", 38, 37, 39, "kabar#1", denominator="unknown"),
        row(
            "35.05:registered",
            BLITAR,
            "Kabupaten Blitar",
            122000,
            122000,
            123000,
            "kabar#2",
            indicator="participants_registered",
            **workers,
        ),
        row(
            "35.05:employed",
            BLITAR,
            "Kabupaten Blitar",
            698611,
            698610,
            698612,
            "dinas#1",
            indicator="employed",
            **{**workers, "as_of": "2025-08"},
        ),
        row(
            "33.71:active",
            MAGELANG,
            "Kota Magelang",
            2046,
            2045,
            2047,
            "warta#1",
            indicator="participants_active",
            **{**workers, "segment": "rentan"},
        ),
    ]


def _findings() -> list[dict]:
    seen = {
        "rule": "gap_is_target_less_now",
        "severity": "note",
        "region_code": BLITAR,
        "as_of": "2025-04-14",
        "claim_ids": "kabar#1 kabar#2",
        "unit": "percent",
        "cause": "",
    }
    return [
        {
            **seen,
            "finding_id": "agree:kabar",
            "outcome": "agree",
            "sentence_id": "Cocok.",
            "sentence_en": "Agrees.",
        },
        {
            **seen,
            "finding_id": "gap:kabar",
            "outcome": "disagree",
            "sentence_id": "17,60 dan 18,60 persen tidak cocok.",
            "sentence_en": "17.60 and 18.60 percent disagree.",
        },
    ]


def _series() -> list[dict]:
    return [
        {
            "series_id": "35.05:employed",
            "region_code": BLITAR,
            "denominator": "employed",
            "figures": 1,
            "estimate_id": RATE,
            "estimate_ids": RATE,
            "pool_size": 3,
        }
    ]


def _trajectories() -> list[dict]:
    quantiles = {0.05: -6, 0.1: -5, 0.25: -2, 0.5: 0, 0.75: 2, 0.9: 5, 0.95: 6}
    return [
        {
            "trajectory_id": f"35.05:trend:{year}:{q}",
            "series_id": "35.05:employed",
            "region_code": BLITAR,
            "denominator": "employed",
            "scenario": "trend",
            "year": year,
            "quantile": q,
            "value": 20 + (year - 2026) + shift,
            "unit": "percent",
        }
        for year in range(2026, 2036)
        for q, shift in quantiles.items()
    ]


def _chances() -> list[dict]:
    return [
        {
            "chance_id": "35.05:local-2029",
            "series_id": "35.05:employed",
            "region_code": BLITAR,
            "denominator": "employed",
            "target_id": "local-2029",
            "target_year": 2029,
            "target_pct": 45.0,
            "probability": 0.004,
            "status": "off_track",
        }
    ]


def _costs() -> list[dict]:
    return [
        {
            "cost_id": "35.05:plan",
            "region_code": BLITAR,
            "scenario": "reach-local-2029:employed",
            "payer": "budget",
            "group": "bpu",
            "workers_low": 8124.0,
            "workers_high": 8126.0,
            "months": 10,
            "start_month": "2027-03",
            "rupiah_low": 1364832000.0,
            "rupiah_high": 1365168000.0,
            "regulation_ids": "bpu-lowest",
            "estimate_ids": f"{RATE} 35.05:employed",
        }
    ]


def _decisions() -> list[dict]:
    return [
        {
            "decision_id": "d-example",
            "claim_id": "kabar#1",
            "action": "accept",
            "field": "",
            "old_value": "",
            "new_value": "",
            "reason": "Checked against the table.",
            "decided_on": "2026-01-02",
        }
    ]

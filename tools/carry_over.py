"""Carry collected figures over into `data/raw/`: one claim a row, or a row that says why not.

    python tools/carry_over.py FOLDER

FOLDER holds `article_figures.csv` and `official_figures.csv` as their collectors keep
them (one row per figure, place by name, value beside the token as printed). This script
resolves places to codes, computes what the print allows, and writes `sources.csv`,
`article_claims.csv`, `official_claims.csv` and `not_taken.csv`. It derives nothing else
and corrects nothing: where grammar and recorded value differ, the recorded value stands
and `ucj build` reports the difference. `decisions.csv` is never touched.
"""

import argparse
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import CannotRead
from ucjlib.core.quantity import last_nonzero_unit, printed_range
from ucjlib.read.tokens import claim_number
from ucjlib.reference import regions, schemas
from ucjlib.run.claim_rules import RATES

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
RULES = ["contribution", "contribution_rate", "contribution_discount", "benefit_tariff", "wage_ceiling"]
WHY_RULE = "a rule, not a figure of a place: held as a dated row in ucjlib/reference/regulations.csv"
WHY_OTHER = "not a figure of employment social security, or of a part too small to name: collected as a trap"
# What an official source says it divides by; all others say nothing.
BASES = {
    ("republika-2019-05", "coverage_rate"): "eligible",
    ("hukumonline-2021-04", "coverage_rate"): "eligible",
    ("antara-kendari-2025-06", "coverage_rate"): "eligible",
    ("fajar-sulsel-2025-06", "coverage_rate"): "eligible",
    ("fajar-sulsel-2025-06", "coverage_target"): "eligible",
    ("medcom-kemnaker-2021-09", "coverage_target"): "employed",
}
# Relative precision of figures that the collector worked out from a rate of two decimals.
DERIVED = {("bps-jateng-labour-force-2021-2025", "employed"): Decimal("0.0001")}
ROUNDED = {"printed in thousands": 10, "in the source rounded to tens": 10}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    article = _read(folder, "article_figures.csv").rename(columns={"outlet": "publisher"})
    official = _read(folder, "official_figures.csv").assign(
        value_as_printed="", qualifier="", speaker_role=""
    )
    official["as_of_basis"] = "stated"
    left_out = pd.concat([_left_out(article, ["other"], WHY_OTHER), _left_out(official, RULES, WHY_RULE)])
    _write(left_out, "not_taken")
    _write(pd.concat([_sources(article, "article"), _sources(official, "official")]), "sources")
    _write(_claims(article[article["indicator"] != "other"]), "claims", "article_claims")
    _write(_claims(official[~official["indicator"].isin(RULES)]), "claims", "official_claims")


def _read(folder: Path, name: str) -> pd.DataFrame:
    figures = tables.read_text(folder / name).assign(file=name)
    figures["notes"] = figures["notes"].str.replace(" of the seed article", "")
    return figures


def _left_out(figures: pd.DataFrame, indicators: list[str], reason: str) -> pd.DataFrame:
    rows = figures[figures["indicator"].isin(indicators)]
    return rows.assign(row=rows[tables.LINE].astype(str), reason=reason)[
        ["file", "row", "source_id", "reason"]
    ]


def _sources(figures: pd.DataFrame, kind: str) -> pd.DataFrame:
    rows = figures.drop_duplicates("source_id").copy()
    known = rows["url"].str.startswith("http")
    notes = known.map({True: "", False: "no address found"})
    return rows.assign(kind=kind, url=rows["url"].where(known, ""), sha256="", notes=notes)


def _claims(figures: pd.DataFrame) -> pd.DataFrame:
    rows = figures.copy()
    number = rows.groupby("source_id").cumcount() + 1
    rows["claim_id"] = rows["source_id"] + "#" + number.astype(str)
    matches = [regions.find_region(name) for name in rows["region_name"]]
    rows["region_code"] = [match.region_code for match in matches]
    rows["place"] = [match.place for match in matches]
    rows["denominator"] = [_base(*key) for key in zip(rows["source_id"], rows["indicator"], strict=True)]
    rows["printed"] = rows["value_as_printed"]
    rows[["low", "high"]] = [_range(row) for row in rows.to_dict("records")]
    return rows.assign(start="", end="")


def _base(source_id: str, indicator: str) -> str:
    return BASES.get((source_id, indicator), "unknown") if indicator in RATES else ""


def _range(row: dict) -> tuple[str, str]:
    value = Decimal(row["value"])
    low, high = _printed_range(row, value) if row["value_as_printed"] else _table_range(row, value)
    return _text(low), _text(high)


def _printed_range(row: dict, value: Decimal) -> tuple[Decimal, Decimal]:
    """What the token allows; where the grammar refuses or differs, the recorded value's own last digit."""
    try:
        number = claim_number(row["value_as_printed"], row["unit"], row["qualifier"])
    except CannotRead:
        number = None
    if number is not None and number.value == value:
        return number.low, number.high
    return printed_range(value, _last_digit(value), row["qualifier"])


def _table_range(row: dict, value: Decimal) -> tuple[Decimal, Decimal]:
    """Figures of tables carry no token: the last recorded digit, or what the table says of itself."""
    if (row["source_id"], row["indicator"]) in DERIVED:
        step = (value * DERIVED[row["source_id"], row["indicator"]]).quantize(Decimal(1))
        return value - step, value + step
    tens = next((unit for said, unit in ROUNDED.items() if said in row["notes"]), None)
    if tens:
        return value - tens, value + tens
    if row["approx"] == "yes":
        return printed_range(value, last_nonzero_unit(value, _last_digit(value)))
    return printed_range(value, _last_digit(value))


def _last_digit(value: Decimal) -> Decimal:
    """The unit of the last digit written: 17.60 counts in hundredths, 8125 in ones."""
    return Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))


def _text(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"


def _write(frame: pd.DataFrame, table: str, name: str = "") -> None:
    path = RAW / f"{name or table}.csv"
    names = list(schemas.columns(table)["column"])
    text = frame.reindex(columns=names).fillna("").astype(str).reset_index(drop=True)
    schemas.check(text.assign(**{tables.LINE: range(2, len(text) + 2)}), table, str(path))
    tables.write_bytes(text.to_csv(index=False, lineterminator="\n").encode(), path)
    print(f"{path.name}: {len(text)} rows")


if __name__ == "__main__":
    main()

"""What each scenario assumes, as sentences in Indonesian and English: rows of `scenario_sentences.csv`.

One sentence for each row of a scenario table, with its numbers; more where a row leaves something open. Not
for what comes of it (`ucjlib.reckon.outcomes`).

>>> from ucjlib.reckon.scenario_table import scenario_table
>>> path = [{"scenario": "plan", "kind": "national_path", "target_year": 2029, "target_pct": 45}]
>>> says(scenario_table(path))["sentence_en"].item()
'All places drawn, taken together, stand at 45 percent at the end of 2029; every place moves along.'
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ucjlib.core import locale, tables
from ucjlib.reckon import payers
from ucjlib.reckon.scenario_table import columns
from ucjlib.reference.regions import region_name

_HOLE = re.compile(r"\{([a-z_]+)(?:\|([^|}]*)\|([^|}]*))?\}")
"""A hole, and where the words after it depend on its number, those for one and those for more."""
_SHARES = ("overlap", "stay", "lapse", "growth", "rate")
_DECIMALS = 2


def says(table: pd.DataFrame, places: int = 0) -> pd.DataFrame:
    """`scenario`, `sentence_id`, `sentence_en`: the assumptions of each scenario of a checked table.

    places : how many are drawn, which a national path is over; 0 where that is not told.
    """
    drawn = str(places or "")
    rows = [
        {
            "scenario": row["scenario"],
            **{f"sentence_{lang}": _row(row, lang, drawn) for lang in locale.LANGUAGES},
        }
        for _, row in table.iterrows()
    ]
    told = pd.DataFrame(rows, columns=["scenario", *(f"sentence_{lang}" for lang in locale.LANGUAGES)])
    return told.groupby("scenario", sort=False, as_index=False).agg(" ".join)


def _row(row: pd.Series, lang: str, drawn: str) -> str:
    holes = _holes(row, lang) | {"drawn": f"{drawn} " if drawn else ""}
    return " ".join(
        _HOLE.sub(lambda hole: _filled(hole, holes), _template(key, lang)) for key in _sentences(row)
    )


def _filled(hole: re.Match[str], holes: dict[str, str]) -> str:
    number = holes[hole[1]]
    return number if hole[2] is None else f"{number} {hole[2] if number == '1' else hole[3]}"


def _sentences(row: pd.Series) -> list[str]:
    kind = str(row["kind"])
    drawn, paid = bool(pd.isna(row["stay"])), kind == "programme"
    said = {
        "renewed": paid and row["renewals"] > 0,
        "stay_drawn": paid and drawn,
        "stay_given": paid and not drawn,
        "lapse": row["lapse"] > 0,
    }
    return [kind, *(f"{kind}.{part}" for part, holds in said.items() if holds)]


def _holes(row: pd.Series, lang: str) -> dict[str, str]:
    return {column: _shown(column, row, lang) for column in columns().index} | {
        "place": region_name(row["region_code"]) if row["region_code"] else _template("every_place", lang)
    }


def _shown(column: str, row: pd.Series, lang: str) -> str:
    cell, kind = row[column], columns().at[column, "type"]
    if kind == "payer":
        return payers.label(cell, lang) if cell else ""
    if kind == "month":
        return locale.date(cell, lang) if cell else ""
    if kind == "year":
        return "" if pd.isna(cell) else f"{cell:.0f}"
    if kind in ("number", "integer"):
        return _number(0.0 if pd.isna(cell) else float(cell) * (100 if column in _SHARES else 1), lang)
    return str(cell)


def _number(value: float, lang: str) -> str:
    """As many decimals as it has, two at the most."""
    kept = f"{value:.{_DECIMALS}f}".rstrip("0").partition(".")[2]
    return locale.decimal(value, len(kept), lang)


@cache
def _templates() -> dict[tuple[str, str], str]:
    path = Path(str(files("ucjlib.reckon") / "scenario_sentences.csv"))
    rows = tables.read_text(path, ["key", *locale.LANGUAGES])
    return {(row["key"], lang): row[lang] for _, row in rows.iterrows() for lang in locale.LANGUAGES}


def _template(key: str, lang: str) -> str:
    return _templates()[key, locale.known(lang)]

"""Where the tables lie, and how to load one.

A workspace is a folder with `data/raw/`. It is looked for in `UCJ_ROOT`, then upwards
from the working directory, then beside the installed package (an editable install).

>>> load("regions").loc[lambda regions: regions["region_code"] == "35.05", "name"].item()
'Kabupaten Blitar'
"""

import os
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import BadTable, MissingFile, UnknownTerm
from ucjlib.reference import regions, schemas
from ucjlib.run import COLLECTED_UNTIL

__all__ = ["COLLECTED_UNTIL", "load", "load_all", "root", "trace"]

RAW = {
    "sources": "sources",
    "article_claims": "claims",
    "official_claims": "claims",
    "decisions": "decisions",
    "not_taken": "not_taken",
}
PROCESSED = (
    "edition",
    "claims",
    "reading",
    "findings",
    "estimates",
    "restatements",
    "targets",
    "series",
    "trajectories",
    "chances",
    "costs",
    "backtest",
)
KNOWN = ("indicators", "segments", "units", "qualifiers", "denominators")


def root() -> Path:
    """The workspace folder. Raises MissingFile where there is none."""
    given = os.environ.get("UCJ_ROOT")
    here = Path.cwd()
    candidates = [Path(given)] if given else [here, *here.parents, Path(__file__).resolve().parents[2]]
    for folder in candidates:
        if (folder / "data" / "raw").is_dir():
            return folder
    raise MissingFile(
        "no workspace here",
        where=str(candidates[0]),
        why="it holds no folder data/raw",
        fix="go to the project's folder, or set UCJ_ROOT to it",
    )


def load(name: str) -> pd.DataFrame:
    """One table of the project as a typed data frame.

    name : a processed table (edition, claims, reading, findings, estimates, targets, series, trajectories,
        chances, costs, backtest), a raw one (sources, article_claims, official_claims, decisions, not_taken)
        or one of reference (regions, regulations, indicators, segments, units, qualifiers,
        denominators).
    Returns numbers as float64, years as Int64, all else as text with '' for blank. Raw
    tables are checked against their schema on every load.
    Raises UnknownTerm, MissingFile, BadTable.
    """
    if name in RAW:
        return schemas.read(root() / "data" / "raw" / f"{name}.csv", RAW[name])
    if name in PROCESSED:
        return _trusted(name, name, "processed")
    if name == "regions":
        return regions.regions()
    if name == "regulations":
        return schemas.reference(name)
    if name in KNOWN:
        return schemas.terms(name).reset_index()
    known = (*PROCESSED, *RAW, "regions", "regulations", *KNOWN)
    raise UnknownTerm(
        f'there is no table "{name}"{schemas.closest(name, known)}', fix=f"one of {', '.join(known)}"
    )


def load_all(as_of: str = "") -> dict[str, pd.DataFrame]:
    """Every table that a brief draws on, by name. Raw tables are taken as the last build checked them.

    as_of : "today" of the tables; where `data/processed/` was built for another day they are built
        anew in memory (some seconds), so that nothing later is known. Blank takes them as they are.
    """
    held = {name: _trusted(name, name, "processed") for name in PROCESSED}
    if as_of and held["edition"]["as_of"].item() != as_of:
        from ucjlib.run.build import build

        held = build(as_of)
    held |= {name: _trusted(name, RAW[name], "raw") for name in ("sources", "decisions")}
    return held | {name: load(name) for name in ("regulations", "regions")}


def _trusted(name: str, table: str, folder: str) -> pd.DataFrame:
    path = root() / "data" / folder / f"{name}.csv"
    text = tables.read_own(path, list(schemas.columns(table)["column"]))
    try:
        return schemas.typed(text, table)
    except ValueError as error:
        raise BadTable(
            f"{path.name} holds a cell of another type: {error}", where=str(path), fix="run `ucj build`"
        ) from None


def trace(row_id: str, lang: str = "id") -> pd.DataFrame:
    """The chain from a row back to what was printed: one row per step.

    row_id : id of a claim, finding, estimate, trajectory, chance or cost. lang : id or en.
    Raises UnknownId.

    >>> trace("jatimtimes-20250414-blitar#4")["kind"].tolist()
    ['claim', 'source', 'finding']
    """
    from ucjlib.show.trace import trace as chain

    return chain(row_id, load_all(), lang)

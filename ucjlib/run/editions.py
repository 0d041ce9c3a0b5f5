"""An edition: the briefs of all places of one date, published whole or not at all.

Everything is written into a folder beside and published by one rename, then the link
`briefs/latest` is turned to it. A kill at any moment leaves the last edition as it was.
"""

import hashlib
import os
import shutil
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.run import batch, workspace

OWN = (
    "coverage",
    "participants",
    "uncovered",
    "universe",
    "enrolment",
    "programme",
    "employer",
    "villages",
    "additional",
)


def places_with_estimates(estimates: pd.DataFrame) -> list[str]:
    """Codes of the places of which a figure about social security is held, the nation first.

    BPS counts employed people everywhere, so those figures alone make no brief.
    """
    about = estimates["indicator"].str.contains("|".join(OWN))
    return sorted(estimates.loc[about, "region_code"].unique())


def make(
    codes: list[str], as_of: str, jobs: int, timeout: int = 120, quiet: bool = False
) -> tuple[Path, pd.DataFrame]:
    """Run the briefs of `codes` and publish them; returns the edition's folder and the run report."""
    home = workspace.root() / "briefs"
    staging = home / f".unfinished-{os.getpid()}"
    _clear(home)
    try:
        report = batch.run(codes, as_of, staging, jobs, timeout, quiet)
        _write_index(staging, as_of, report)
        return _publish(staging, home / f"{as_of}-{_digest(staging)}"), report
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _write_index(folder: Path, as_of: str, report: pd.DataFrame) -> None:
    from ucjlib.run.briefs import LANGUAGES
    from ucjlib.show import pages

    held = workspace.load_all()
    for language, name in LANGUAGES.items():
        page = pages.render_index(held, report, as_of, language)
        tables.write_bytes(page.encode("utf-8"), folder / name)
    tables.write(report, folder / "report.csv")


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:10]


def _publish(staging: Path, edition: Path) -> Path:
    if edition.exists():  # the same bytes: the name holds their hash
        shutil.rmtree(staging)
    else:
        staging.rename(edition)
    link = edition.parent / f".latest-{os.getpid()}"
    link.symlink_to(edition.name)
    link.replace(edition.parent / "latest")
    return edition


def _clear(home: Path) -> None:
    """Remove what runs that no longer live left unfinished."""
    home.mkdir(parents=True, exist_ok=True)
    for folder in home.glob(".unfinished-*"):
        if not Path(f"/proc/{folder.name.rpartition('-')[2]}").exists():
            shutil.rmtree(folder, ignore_errors=True)

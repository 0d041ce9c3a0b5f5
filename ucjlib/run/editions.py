"""An edition: the briefs of all places of one date, published whole or not at all.

Everything is written into a folder beside and published by one rename, then the link
`briefs/latest` is turned to it (`briefs/part` for a choice of places). A kill at any moment
leaves the last edition as it was.
"""

import hashlib
import os
import shutil
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.run import batch, workspace
from ucjlib.run.notebook import NotebookFailed


def places_with_figures(estimates: pd.DataFrame, targets: pd.DataFrame) -> list[str]:
    """Codes of the places of which a figure about social security or a target is held, the nation first.

    BPS counts employed people everywhere, so those figures alone make no brief.
    """
    from ucjlib.show.facts import LABOUR_MARKET

    held = estimates.loc[~estimates["indicator"].isin(LABOUR_MARKET), "region_code"]
    return sorted(set(held) | set(targets["region_code"]))


def make(
    codes: list[str], as_of: str, jobs: int, timeout: int = 120, quiet: bool = False, part: bool = False
) -> tuple[Path, pd.DataFrame]:
    """Run the briefs of `codes` and publish them; returns the edition's folder and the run report.

    part : the codes are a choice; the link `part` is turned to it and `latest` stays.
    Raises NotebookFailed, and publishes nothing, when every brief failed.
    """
    home = workspace.root() / "briefs"
    staging = home / f".unfinished-{os.getpid()}"
    _clear(home)
    try:
        report = batch.run(codes, as_of, staging, jobs, timeout, quiet)
        if (report["outcome"] == "failed").all():
            why = f"{codes[0]}: {report['sentence'].iloc[0]}"
            raise NotebookFailed("every brief failed, and the last edition stands as it was", why=why)
        write_overview(staging, as_of, report)
        edition = _publish(staging, home / f"{as_of}-{_digest(staging)}")
        _link(home / ("part" if part else "latest"), edition)
        return edition, report
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def write_overview(folder: Path, as_of: str, report: pd.DataFrame) -> None:
    """Write the pages about an edition as a whole, index and health in both languages, and its run report."""
    from ucjlib.show import pages
    from ucjlib.show.templating import FILES, HEALTH

    held = workspace.load_all(as_of)
    for render, names in ((pages.render_index, FILES), (pages.render_health, HEALTH)):
        for language, name in names.items():
            page = render(held, report, as_of, language)
            tables.write_bytes(page.encode("utf-8"), folder / name)
    tables.write(report, folder / "report.csv")


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:10]


def _publish(staging: Path, edition: Path) -> Path:
    if edition.exists():
        if edition.name.endswith(_digest(edition)):
            return edition  # the same bytes stand there already
        shutil.rmtree(edition)  # somebody changed it since: its name no longer tells the truth
    staging.rename(edition)
    return edition


def _link(link: Path, edition: Path) -> None:
    beside = link.with_name(f".{link.name}-{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(edition.name)
    beside.replace(link)


def _clear(home: Path) -> None:
    """Remove what runs that no longer live left unfinished."""
    home.mkdir(parents=True, exist_ok=True)
    for folder in home.glob(".unfinished-*"):
        if not _lives(int(folder.name.rpartition("-")[2])):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True

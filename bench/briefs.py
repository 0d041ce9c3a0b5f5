"""A batch of briefs against the stock way, one papermill command after the other, in the same run."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ucjlib.run import batch, workspace

REGIONS = ["35.05", "15.08", "33.28", "33.71", "35.21", "51.03", "74.71", "33.18"]


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def stock(folder: Path) -> None:
    papermill = Path(sys.executable).with_name("papermill")
    for code in REGIONS:
        subprocess.run(
            [papermill, "brief_regency.ipynb", folder / f"{code}.ipynb", "-r", "region", code],
            cwd=workspace.root() / "notebooks",
            check=True,
            capture_output=True,
        )


def ours(folder: Path) -> None:
    report = batch.run(REGIONS, workspace.COLLECTED_UNTIL, folder, 2 * (os.cpu_count() or 1), 120, quiet=True)
    assert (report["outcome"] == "written").all(), report


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = timed(lambda: stock(Path(folder))), timed(lambda: ours(Path(folder)))
    print(f"{len(REGIONS)} briefs: papermill commands one by one {one:.1f} s, batch with pages {other:.1f} s")
    print(f"batch {one / other:.1f} x as fast")


if __name__ == "__main__":
    main()

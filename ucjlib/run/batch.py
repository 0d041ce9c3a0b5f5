"""Many briefs at a time: one process a core, one kernel a brief, one row a result.

A region that fails is a row with its sentence; the others go on.
"""

import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.run import briefs, workspace

COLUMNS = ["region_code", "outcome", "sentence"]


def run(codes: list[str], as_of: str, folder: Path, jobs: int, timeout: int, quiet: bool) -> pd.DataFrame:
    """Write the briefs of `codes` below `folder`; return one row a region, in their order."""
    from tqdm import tqdm

    results = []
    # spawn: a forked pool would hand the parent's threads and open files to every worker
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(write_one, code, as_of, folder, timeout) for code in codes]
        for done in tqdm(as_completed(waiting), total=len(waiting), unit="brief", disable=quiet):
            results.append(done.result())
    order = {code: place for place, code in enumerate(codes)}
    return pd.DataFrame(sorted(results, key=lambda row: order[row[0]]), columns=COLUMNS)


def write_one(code: str, as_of: str, folder: Path, timeout: int) -> tuple[str, str, str]:
    """One brief in this process; never raises, because one region must not stop the rest."""
    # one thread a kernel: two kernels on two cores otherwise fight over four BLAS threads
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    try:
        for name, content in briefs.pages(code, as_of, timeout, _held()).items():
            tables.write_bytes(content.encode("utf-8"), folder / code / name)
    except Exception as error:  # noqa: BLE001 - the sentence of any failure belongs in the run report
        return code, "failed", " ".join(str(error).split())
    return code, "written", ""


@cache
def _held() -> dict[str, pd.DataFrame]:
    # a worker lives as long as its batch, and no table changes under a batch
    return workspace.load_all()

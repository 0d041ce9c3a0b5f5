"""Many briefs at a time: a few processes, one kernel a brief, one row a result.

A region that fails is a row with its sentence, and so is one whose process died twice; the
others go on. When the batch is stopped its processes are stopped with it.
"""

import os
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.run import briefs, workers, workspace

COLUMNS = ["region_code", "outcome", "sentence"]
MOST_TRIES = 2
Result = tuple[str, str, str]


def run(codes: list[str], as_of: str, folder: Path, jobs: int, timeout: int, quiet: bool) -> pd.DataFrame:
    """Write the briefs of `codes` below `folder`; return one row a region, in their order."""
    from tqdm import tqdm

    order = {code: place for place, code in enumerate(codes)}
    waiting, tries, results = deque(codes), Counter[str](), []
    with tqdm(total=len(codes), unit="brief", disable=quiet) as bar:
        while waiting:
            for result in _one_pool(waiting, tries, (as_of, folder, timeout), jobs):
                results.append(result)
                bar.update()
    return pd.DataFrame(sorted(results, key=lambda row: order[row[0]]), columns=COLUMNS)


def _one_pool(waiting: deque[str], tries: Counter[str], how: tuple, jobs: int) -> Iterator[Result]:
    """Results until nothing waits or a process dies; what it was working on then waits again, once."""
    pool = workers.pool(jobs)
    flying: dict[Future, str] = {}
    try:
        while waiting or flying:
            while waiting and len(flying) < jobs:
                started = pool.submit(write_one, waiting[0], *how)  # may raise: the code still waits then
                flying[started] = waiting.popleft()
            for done in wait(flying, return_when=FIRST_COMPLETED).done:
                yield done.result()
                del flying[done]
    except BrokenProcessPool:
        tries.update(flying.values())
        waiting.extendleft(code for code in flying.values() if tries[code] < MOST_TRIES)
        yield from (
            (code, "failed", "its process died twice") for code, n in tries.items() if n == MOST_TRIES
        )
    finally:
        workers.end(pool)


def write_one(code: str, as_of: str, folder: Path, timeout: int) -> Result:
    """One brief in this process; never raises, because one region must not stop the rest."""
    # one thread a kernel: two kernels on two cores otherwise fight over four BLAS threads
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    try:
        for name, content in briefs.pages(code, as_of, timeout, _held(as_of)).items():
            tables.write_bytes(content.encode("utf-8"), folder / code / name)
    except Exception as error:  # noqa: BLE001 - the sentence of any failure belongs in the run report
        return code, "failed", " ".join(str(error).split())
    return code, "written", ""


@cache
def _held(as_of: str) -> dict[str, pd.DataFrame]:
    # a worker lives as long as its batch, and no table changes under a batch
    return workspace.load_all(as_of)

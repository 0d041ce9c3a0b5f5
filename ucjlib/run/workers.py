"""Worker processes that end with their parent: what `ucj briefs` and `ucj read` share."""

import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context


def pool(jobs: int, single: bool = False) -> ProcessPoolExecutor:
    """`jobs` processes that leave Ctrl-C to this one and end when it is gone.

    `single`: numpy's linear algebra keeps to one thread in each, because threads of several wait for one
    another; whatever this process starts from now on does so too.
    """
    if single:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read by numpy when a process loads it
    # spawn: a forked pool would hand the parent's threads and open files to every worker
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_follow, initargs=(os.getpid(),))


def end(workers: ProcessPoolExecutor) -> None:
    """Stop the workers at once; a kernel ends by itself when its worker is gone."""
    workers.shutdown(wait=False, cancel_futures=True)
    for process in active_children():
        process.terminate()


def _follow(parent: int) -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent is gone, also by kill -9."""

    def end_with_it() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_it, daemon=True).start()

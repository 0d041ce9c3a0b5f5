"""One notebook, run by papermill: parameters in, executed notebook out.

The interface is papermill's own, so `papermill notebooks/brief_regency.ipynb out.ipynb
-r region 35.05` does the same; what is added is the check before a kernel starts, one
save instead of one a cell, and a record without the times that would make two runs differ.
"""

import sys
from pathlib import Path

from ucjlib.core.errors import MissingFile, UcjError

# The IRI formats of jsonschema compile 35 grammars at import (0.8 s a process) and no notebook uses them.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


STARTS = 3  # of a kernel: another process may take its port between the choice of it and its use
DIED = "Kernel died before replying"


class NotebookFailed(UcjError):
    """A cell of a notebook raised."""

    exit_code = 4


def execute(path: Path, parameters: dict, timeout: int = 120, starts: int = STARTS):
    """Run the notebook at `path`; return it executed, as an nbformat node.

    timeout : seconds a single cell may take. starts : how often a kernel that dies at its start is started.
    Raises MissingFile, NotebookFailed (which cell, which sentence).
    """
    if not path.is_file():
        fix = "restore it from the repository"
        raise MissingFile(f"{path.name} is missing", where=str(path.parent), fix=fix)
    try:
        return _executed(path, parameters, timeout)
    except RuntimeError as error:
        if DIED not in str(error) or starts == 1:
            raise
        return execute(path, parameters, timeout, starts - 1)


def _executed(path: Path, parameters: dict, timeout: int):
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        return papermill.execute_notebook(
            str(path),
            None,
            parameters=parameters,
            cwd=str(path.parent),
            progress_bar=False,
            kernel_name="python3",
            execution_timeout=timeout,
            request_save_on_cell_execute=False,
            extra_arguments=["--log-level=40"],  # errors only: no warning of loopback ports
            shutdown_kernel="immediate",  # a brief leaves nothing behind; the polite way waits half a second
        )
    except PapermillExecutionError as error:
        raise NotebookFailed(
            f"{error.ename}: {error.evalue}".strip(),
            where=f"{path.name}, cell {error.exec_count}",
            fix="open the notebook with the same parameters and run that cell",
        ) from None


def without_times(notebook):
    """The executed notebook without what differs from run to run: times, ids, durations."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03d}"
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
    return notebook

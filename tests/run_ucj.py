"""The command in the process of the test, without a terminal: a second faster than a process of its own."""

import io
import signal
import subprocess
import sys

import pytest

from ucjlib.run import cli


def run_ucj(*arguments, given: bytes = b"") -> subprocess.CompletedProcess:
    """What `ucj` printed (stdout as bytes, stderr as text) and its exit code."""
    printed, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(printed, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["ucj", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as end:
            cli.main()
    out.flush()
    code = int(end.value.code or 0)
    return subprocess.CompletedProcess(arguments, code, printed.getvalue(), err.getvalue())

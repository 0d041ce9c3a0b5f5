"""A batch that is stopped stops; a process that dies takes one region along, not the edition."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter, deque
from pathlib import Path

import psutil
import pytest

from ucjlib.run import batch, editions, notebook

UCJ = Path(sys.executable).with_name("ucj")


def _die_or_write(code, as_of, folder, timeout):
    if code == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    return code, "written", ""


def test_a_dying_process_is_a_failed_row_and_the_others_go_on(monkeypatch, tmp_path):
    monkeypatch.setattr(batch, "write_one", _die_or_write)
    codes = ["a", "dies", "b", "c", "d"]
    report = batch.run(codes, "2026", tmp_path, jobs=2, timeout=5, quiet=True)
    assert report["region_code"].tolist() == codes
    failed = report[report["outcome"] == "failed"]
    assert "dies" in set(failed["region_code"])
    assert len(failed) <= 2  # at worst the one that flew beside it both times
    assert failed["sentence"].str.contains("died twice").all()


def test_a_result_that_came_before_the_death_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(batch, "write_one", _die_or_write)
    waiting, tries = deque(["a", "dies"]), Counter()
    first = list(batch._one_pool(waiting, tries, ("2026", tmp_path, 5), jobs=1))
    assert first == [("a", "written", "")]
    assert list(waiting) == ["dies"] and tries == {"dies": 1}


def _heeds_signals() -> None:
    """A job started in the background of a shell ignores SIGINT, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_batch_its_kernels_and_publishes_nothing(sent, code, workspace_copy):
    environment = os.environ | {"UCJ_ROOT": str(workspace_copy)}
    command = [UCJ, "briefs", "--province", "35", "--quiet", "--jobs", "2"]
    process = subprocess.Popen(
        command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=_heeds_signals
    )
    started = psutil.Process(process.pid)
    _until(
        lambda: any("ipykernel" in " ".join(_line(child)) for child in started.children(recursive=True)), 60
    )
    children = started.children(recursive=True)
    process.send_signal(sent)
    assert process.wait(60) == code
    _, alive = psutil.wait_procs(children, timeout=60)
    assert not alive
    assert not (workspace_copy / "briefs" / "latest").exists()
    assert not list((workspace_copy / "briefs").glob(".unfinished-*"))


def test_a_choice_of_places_leaves_the_latest_edition(tmp_path):
    whole, some = (_edition(tmp_path, name) for name in ("whole", "some"))
    editions._link(tmp_path / "latest", whole)
    editions._link(tmp_path / "part", some)
    assert (tmp_path / "latest").resolve() == whole
    assert (tmp_path / "part").resolve() == some


def test_an_edition_that_was_damaged_is_written_anew(tmp_path):
    staging = _edition(tmp_path, "first")
    name = tmp_path / f"2026-{editions._digest(staging)}"
    edition = editions._publish(staging, name)
    (edition / "index.html").unlink()
    again = editions._publish(_edition(tmp_path, "first"), name)
    assert (again / "index.html").read_text() == "first"


def _edition(home: Path, name: str) -> Path:
    folder = home / f"edition-{name}"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(name)
    return folder


def _line(process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _until(holds, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


class Kernels:
    """Kernels of which the first ones die at their start, as where another process took their port."""

    def __init__(self, deaths: int, why: str = "Kernel died before replying to kernel_info") -> None:
        self.deaths, self.why, self.started = deaths, why, 0

    def __call__(self, path, parameters, timeout):
        self.started += 1
        if self.started <= self.deaths:
            raise RuntimeError(self.why)
        return "executed"


@pytest.mark.parametrize(("deaths", "started"), [(0, 1), (notebook.STARTS - 1, notebook.STARTS)])
def test_a_kernel_that_dies_at_its_start_is_started_anew(monkeypatch, deaths, started):
    kernels = Kernels(deaths)
    monkeypatch.setattr(notebook, "_executed", kernels)
    assert notebook.execute(Path(__file__), {}) == "executed"
    assert kernels.started == started


@pytest.mark.parametrize("kernels", [Kernels(notebook.STARTS), Kernels(1, "no such kernel")])
def test_a_kernel_that_never_starts_is_told(monkeypatch, kernels):
    monkeypatch.setattr(notebook, "_executed", kernels)
    with pytest.raises(RuntimeError, match=kernels.why):
        notebook.execute(Path(__file__), {})
    assert kernels.started == kernels.deaths

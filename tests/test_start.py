"""Importing and asking for help load nothing heavy."""

import subprocess
import sys

import pytest

HEAVY = (
    "pandas",
    "numpy",
    "scipy",
    "statsmodels",
    "matplotlib",
    "seaborn",
    "papermill",
    "pandera",
    "jinja2",
    "babel",
    "IPython",
)


def _loaded(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sorted(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    return {name.partition(".")[0] for name in out.splitlines()[-1].split()}


def test_import_loads_nothing_heavy():
    assert not _loaded("import ucjlib") & set(HEAVY)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["briefs", "--help"], ["read", "--help"], ["add", "--help"], ["--version"]],
)
def test_help_loads_nothing_heavy(arguments):
    code = f"import sys; sys.argv = ['ucj', *{arguments}]\nfrom ucjlib.run.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass"
    assert not _loaded(code) & set(HEAVY)


def test_the_verbs_are_there_and_others_are_refused():
    import ucjlib

    for name in ucjlib.VERBS:
        assert callable(getattr(ucjlib, name)), name
    with pytest.raises(AttributeError, match="it has brief"):
        ucjlib.breif  # noqa: B018

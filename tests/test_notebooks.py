"""Notebooks: committed without outputs, run top to bottom by stock papermill, strict about parameters."""

import subprocess
import sys
from pathlib import Path

import drawing_checks
import nbformat
import pytest

from ucjlib.run import parameters, workspace

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHANGED = {
    "01_from_article_to_claim": ["-r", "published", "2025-06-20"],
    "02_do_the_figures_agree": ["-r", "region", "15.08", "-r", "lang", "id"],
    "03_project_coverage": ["-r", "region", "Kabupaten Ngawi", "-p", "to_year", "2031"],
    "04_compare_regencies": ["-r", "province", "Jawa Tengah", "-p", "window_months", "12"],
    "05_what_would_it_cost": "-p workers 2300 -r region 33.71 -r payer self -p budget 500000000".split(),
    "brief_regency": ["-r", "region", "33.71"],
    "brief_province": ["-r", "province", "00"],
}
WRONG = {
    "misspelt": (["-r", "regoin", "35.05"], 'has no parameter "regoin"; did you mean "region"?'),
    "a float": (["-p", "region", "35.10"], "-r region 35.10"),
    "unknown": (["-r", "colour", "red"], 'has no parameter "colour"'),
    "ill-typed": (["-p", "as_of", "2025"], "as_of arrived as the number 2025"),
}


def _papermill(name: str, arguments: list[str], out: Path) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).with_name("papermill"), f"notebooks/{name}.ipynb", out, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def _code(path: Path) -> list:
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def test_the_notebooks_are_those_with_declared_parameters():
    assert [path.stem for path in NOTEBOOKS] == sorted(parameters.notebooks())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed_without_outputs_and_checked_in_the_second_cell(path):
    first, second, *rest = _code(path)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in [first, second, *rest])
    assert first.metadata.tags == ["parameters"] and first.source.startswith("# parameters")
    assert "ucj.check_parameters(" in second.source and f'"{path.stem}"' in second.source
    assert set(parameters._assigned(first.source)) == set(parameters._declared(path.stem))
    assert workspace.COLLECTED_UNTIL in first.source or "as_of" not in first.source
    assert not any(cell.source.lstrip().startswith(("def ", "class ")) for cell in rest)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("arguments", ["none", "changed"])
def test_runs_by_stock_papermill(path, arguments, tmp_path):
    given = CHANGED[path.stem] if arguments == "changed" else []
    done = _papermill(path.stem, given, tmp_path / "out.ipynb")
    assert done.returncode == 0, done.stderr[-2000:]
    if not path.stem.startswith("brief_"):  # a brief's figures are those of its page, see test_pages.py
        assert drawing_checks.of_notebook(tmp_path / "out.ipynb") == []


@pytest.mark.parametrize("name", ["02_do_the_figures_agree", "03_project_coverage", "05_what_would_it_cost"])
def test_a_place_without_a_rate_is_an_answer_and_no_error(name, tmp_path):
    done = _papermill(name, ["-r", "region", "11.01"], tmp_path / "out.ipynb")
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_parameter_stops_with_one_sentence(wrong, tmp_path):
    arguments, said = WRONG[wrong]
    done = _papermill("brief_regency", arguments, tmp_path / "out.ipynb")
    assert done.returncode != 0
    assert said in done.stderr
    assert "in check_parameters" not in done.stderr

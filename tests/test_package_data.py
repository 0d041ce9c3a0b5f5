"""What is no code ships with the package too: every such file matches a pattern of pyproject.toml."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_file_that_is_no_code_is_package_data():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = pyproject["tool"]["setuptools"]["package-data"]["ucjlib"]
    endings = {pattern.removeprefix("**/*") for pattern in patterns}
    files = [
        file for file in (ROOT / "ucjlib").rglob("*") if file.is_file() and "__pycache__" not in file.parts
    ]
    assert {"network.npz", "rules.csv", "py.typed"} <= {file.name for file in files}
    lost = [str(file) for file in files if file.suffix != ".py" and not {file.suffix, file.name} & endings]
    assert not lost, "these would be missing from an installed package"

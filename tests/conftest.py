"""What tests share: the checkout, reference material where it is at hand, how hypothesis runs."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("UCJ_SHARED", ROOT.parent / "shared"))

settings.register_profile("ucj", deadline=None, print_blob=True, derandomize=False)
settings.load_profile("ucj")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of reference material is not beside this checkout")
    return SHARED


@pytest.fixture
def workspace_copy(tmp_path, monkeypatch) -> Path:
    """A workspace of its own with the raw tables and notebooks, to be broken at will."""
    import shutil

    for part in ("data/raw", "data/processed", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    monkeypatch.setenv("UCJ_ROOT", str(tmp_path))
    return tmp_path

"""The README's commands exist and its example prints what it says."""

import re
import subprocess
import sys


def test_the_example_prints_what_the_readme_says(request):
    readme = (request.config.rootpath / "README.md").read_text(encoding="utf-8")
    code, printed = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", readme, re.DOTALL).groups()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == printed


def test_every_make_target_named_in_the_readmes_exists(request):
    root = request.config.rootpath
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "README.id.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"`?make ([a-z]+)", (root / name).read_text(encoding="utf-8"))) <= targets | {
            "nothing"
        }


def test_every_file_the_readme_links_to_is_there(request):
    root = request.config.rootpath
    for name in ("README.md", "README.id.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", (root / name).read_text(encoding="utf-8")):
            assert link.startswith("http") or (root / link).exists(), link

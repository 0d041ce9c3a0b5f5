"""environment.yml, pyproject.toml and the lock say the same."""

import re
import tomllib

import yaml


def _root(request):
    return request.config.rootpath


def test_environment_yml_lists_what_pyproject_declares_and_the_package_itself(request):
    project = tomllib.loads((_root(request) / "pyproject.toml").read_text())["project"]
    conda = yaml.safe_load((_root(request) / "environment.yml").read_text())
    pip = conda["dependencies"][-1]["pip"]
    assert sorted(pip) == sorted([*project["dependencies"], "-e ."])
    assert f"python{project['requires-python']}" in conda["dependencies"]


def test_every_dependency_is_locked_with_hashes_and_without_addresses(request):
    project = tomllib.loads((_root(request) / "pyproject.toml").read_text())["project"]
    lock = (_root(request) / "requirements.lock").read_text()
    locked = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    assert {re.match(r"[a-z0-9-]+", name.lower()).group() for name in asked} <= locked
    assert not re.search(r"^-|://", lock, re.MULTILINE)
    for block in re.split(r"\n(?=[a-z0-9])", lock.strip()):
        assert re.match(r"[a-z0-9._-]+==[0-9]", block) and "--hash=sha256:" in block, block[:60]

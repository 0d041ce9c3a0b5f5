"""ucjlib: coverage of employment social security in Indonesia, with range and source.

The verbs are here, one per stage; each loads only what it needs, when it is first used.

>>> import ucjlib as ucj
>>> sorted(ucj.VERBS)[:3]
['brief', 'check', 'check_parameters']
"""

from importlib import import_module

__version__ = "0.1.0"

VERBS = {
    "read_article": "ucjlib.read.articles",
    "read_official": "ucjlib.read.official",
    "load": "ucjlib.run.workspace",
    "check": "ucjlib.judge.rules",
    "reconcile": "ucjlib.judge.reconcile",
    "project": "ucjlib.reckon.project",
    "compare": "ucjlib.reckon.compare",
    "cost": "ucjlib.reckon.cost",
    "trace": "ucjlib.run.workspace",
    "brief": "ucjlib.run.briefs",
    "check_parameters": "ucjlib.run.parameters",
}


def __getattr__(name: str):
    if name not in VERBS:
        raise AttributeError(f"ucjlib has no {name}; it has {', '.join(sorted(VERBS))}")
    return getattr(import_module(VERBS[name]), name)


def __dir__() -> list[str]:
    return [*VERBS, "__version__"]

"""All rules, by name, and `check`, which runs them over a table of claims.

A rule is a row of `rules.csv`, with its severity, its sentences and the source of its method, and a
function of the same name from claims to findings, or a row of `equations.csv`. A disagreement is a row with a
likely cause, never an error and never a repair.

>>> len(RULES) >= 12 and all(rule.__doc__ for rule in RULES.values())
True
>>> from ucjlib.reference import schemas
>>> len(check(schemas.empty("claims")))
0
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from multiprocessing import get_context
from pkgutil import iter_modules

import pandas as pd

from ucjlib.judge import rulebook
from ucjlib.judge.equations import tabled
from ucjlib.judge.prints import spoken
from ucjlib.judge.suspects.explain import explained
from ucjlib.judge.wording import own_table
from ucjlib.reference import schemas

Rule = Callable[[pd.DataFrame], pd.DataFrame]
# what no rule looks at: a comment is no evidence, and where a token stands no argument
UNSEEN = ["notes", "start", "end", "speaker_role"]
# findings that one process explains at a time
PIECE = 20_000
BOOK = [import_module(f"{rulebook.__name__}.{one.name}") for one in iter_modules(rulebook.__path__)]


def _rule(name: str) -> Rule:
    """The function of that name in the rulebook, else the equation of that name."""
    found = [vars(module)[name] for module in BOOK if name in vars(module)]
    return found[0] if found else tabled(name)


RULES: dict[str, Rule] = {name: _rule(name) for name in own_table("rules").index}


def check(claims: pd.DataFrame, jobs: int = 1) -> pd.DataFrame:
    """Run every rule; returns findings (columns of the schema), rules in their order, ids stable.

    claims : typed frame of table `claims`; its row order does not matter, notes are not looked at.
    jobs : processes to share the rules among, worth it from 100,000 claims on; the findings are the same.
    """
    seen = claims.drop(columns=UNSEEN, errors="ignore")
    blind = spoken(seen.sort_values("claim_id", kind="stable").reset_index(drop=True))
    if jobs == 1:
        return explained(_together(RULES[rule](blind) for rule in RULES), blind)
    # forked, so that the claims are shared and not sent
    with get_context("fork").Pool(jobs, _hold, [blind]) as pool:
        found = _together(pool.map(_found, list(RULES), chunksize=1))
        told = pool.map(_explained, _by_place(found), chunksize=1)
    return pd.concat(told).sort_index()


def _together(found: Iterable[pd.DataFrame]) -> pd.DataFrame:
    told = [frame for frame in found if len(frame)]
    return pd.concat(told, ignore_index=True) if told else schemas.empty("findings")


_held: list[pd.DataFrame] = []


def _hold(claims: pd.DataFrame) -> None:
    _held[:] = [claims]


def _found(rule: str) -> pd.DataFrame:
    return RULES[rule](_held[0])


def _by_place(findings: pd.DataFrame) -> list[pd.DataFrame]:
    """The findings in pieces of whole provinces: what one says of a claim is heard in the others on it."""
    placed = findings.sort_values("region_code", kind="stable")
    row = pd.Series(range(len(placed)), index=placed.index)
    first = row.groupby(placed["region_code"].str.slice(0, 2)).transform("first")
    return [piece for _, piece in placed.groupby(first // PIECE)] or [placed]


def _explained(findings: pd.DataFrame) -> pd.DataFrame:
    return explained(findings, _held[0])


def try_rule(rule: str, claims: pd.DataFrame) -> pd.DataFrame:
    """The findings of one rule over `claims`, with their causes; KeyError for a name that is no rule."""
    told = spoken(claims)
    return explained(RULES[rule](told), told)


def summary(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings counted: one row per rule, one column per outcome, in the order of the words."""
    outcomes = list(schemas.vocabulary("words:outcome"))
    counted = findings.groupby(["rule", "outcome"]).size().unstack(fill_value=0)
    return counted.reindex(index=list(RULES), columns=outcomes, fill_value=0)

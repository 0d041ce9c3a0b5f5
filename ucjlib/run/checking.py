"""`ucj check`: what the rules find in the claims, all of them or those of one place, source or rule.

The rules run on data/raw as it is now, so a claim that was just added is judged without a build. They always
see all claims, because a figure is mostly contradicted by another source; what is asked for is picked out of
what they find. A disagreement is a result and no error. How it is printed is in `ucjlib.run.finding_pages`.

>>> found = pd.DataFrame({"rule": ["bounds", "digit_slip", "bounds"], "severity": ["doubt", "stop", "doubt"],
...     "outcome": ["agree", "disagree", "disagree"], "claim_ids": ["a#1 b#1", "c#1", "c#1"],
...     "region_code": "35.05", "as_of": "2025"})
>>> picked(found, {"b#1", "c#1"})["rule"].tolist()
['digit_slip', 'bounds', 'bounds']
>>> summary(found, ["bounds", "digit_slip", "parts_make_whole"])["count"].to_dict()
{'disagree': 2, 'cannot_tell': 0, 'agree': 1, 'not_applicable': 1, 'could_not_run': 0}
"""

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from ucjlib.core import period
from ucjlib.core.errors import UnknownId, UnknownTerm
from ucjlib.judge import rules
from ucjlib.reference import regions, schemas
from ucjlib.run import raw

# what a reader must see first comes first
OUTCOMES = ("disagree", "cannot_tell", "agree", "not_applicable", "could_not_run")
SHOWN_FIRST = ("disagree", "could_not_run", "cannot_tell")


@dataclass(frozen=True)
class Selection:
    """What was asked for: the claims of a place or a source, or all; `name` for the heading."""

    claims: pd.DataFrame
    name: str = ""

    @property
    def is_part(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class Checked:
    """Findings about a selection, those that matter first, the rules that ran, and what was decided."""

    selection: Selection
    findings: pd.DataFrame
    names: tuple[str, ...]
    decisions: pd.DataFrame


def check(region: str = "", source: str = "", rule: str = "", as_of: str = "") -> Checked:
    """Judge the claims of data/raw known on `as_of`; keep the findings asked for.

    Raises MissingFile, BadTable, UnknownTerm (rule), UnknownRegion, AmbiguousRegion, UnknownId (source).
    """
    names = rule_names(rule)
    held = raw.read()
    claims = known_claims(held, as_of)
    selection = select(claims, region, source)
    found = picked(judge(claims, names), set(selection.claims["claim_id"]))
    return Checked(selection, found, names, held["decisions"])


def rule_names(rule: str = "") -> tuple[str, ...]:
    """The names of all rules, or this one. Raises UnknownTerm with the nearest names."""
    if rule and rule not in rules.RULES:
        fix = _did_you_mean(rule, rules.RULES) or "`ucj rules` lists them"
        raise UnknownTerm(f'there is no rule "{rule}"', fix=fix)
    return (rule,) if rule else tuple(rules.RULES)


def known_claims(raw_tables: dict[str, pd.DataFrame], as_of: str = "") -> pd.DataFrame:
    """Article and official claims, without those that begin after `as_of`."""
    claims = raw.all_claims(raw_tables)
    if not as_of:
        return claims
    return claims[[period.begun(date, as_of) for date in claims["as_of"]]].reset_index(drop=True)


def judge(claims: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The findings of these rules on `claims`, with their likely causes."""
    if tuple(names) == tuple(rules.RULES):
        return rules.check(claims)
    blind = claims.assign(notes="").sort_values("claim_id", kind="stable").reset_index(drop=True)
    found = [frame for name in names if len(frame := rules.try_rule(name, blind))]
    return pd.concat(found, ignore_index=True) if found else schemas.empty("findings")


def select(claims: pd.DataFrame, region: str = "", source: str = "") -> Selection:
    """The claims of a place (code, name, or an area that claims name), of a source; all where none is given.

    Raises UnknownRegion, AmbiguousRegion, UnknownId.
    """
    chosen, named = claims, []
    if region:
        code, place = place_of(region, claims)
        chosen = chosen[chosen["region_code"].eq(code) & (bool(code) | chosen["place"].eq(place))]
        named.append(f"{place} ({code})" if code else place)
    if source:
        if source not in set(claims["source_id"]):
            fix = _did_you_mean(source, claims["source_id"]) or "`ucj show sources` prints the first ids"
            raise UnknownId(f'"{source}" is the id of no source with claims', fix=fix)
        chosen = chosen[chosen["source_id"].eq(source)]
        named.append(source)
    return Selection(chosen.reset_index(drop=True), ", ".join(named))


def place_of(text: str, claims: pd.DataFrame) -> tuple[str, str]:
    """Code and name of the region that `text` means, or '' and an area that is no region and has claims."""
    match = regions.find_region(text)
    if match.status == "region":
        return match.region_code, match.place
    areas = set(claims.loc[claims["region_code"].eq(""), "place"])
    if match.status != "ambiguous" and match.place in areas:
        return "", match.place
    code = regions.resolve(text)  # raises, with what was likely meant
    return code, regions.region_name(code)


def naming(frame: pd.DataFrame, claim_ids: Collection[str]) -> pd.DataFrame:
    """The rows of findings or estimates in which one of `claim_ids` takes part."""
    part = [not set(ids.split()).isdisjoint(claim_ids) for ids in frame["claim_ids"]]
    return frame[pd.Series(part, index=frame.index, dtype=bool)]


def picked(findings: pd.DataFrame, claim_ids: Collection[str]) -> pd.DataFrame:
    """The findings in which one of `claim_ids` takes part: what disagrees first, the gravest of it first."""
    order = naming(findings, claim_ids).assign(
        _outcome=lambda kept: kept["outcome"].map(_ranks([*SHOWN_FIRST, "agree", "not_applicable"])),
        _severity=lambda kept: kept["severity"].map(_ranks(schemas.vocabulary("words:severity"))),
    )
    order = order.sort_values(["_outcome", "_severity", "region_code", "as_of"], kind="stable")
    return order.drop(columns=["_outcome", "_severity"]).reset_index(drop=True)


def summary(findings: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """One row an outcome, the outcome as index: `count` of findings.

    not_applicable counts the rules of `names` that found nothing at all; `rules` names them.
    """
    counts = findings["outcome"].value_counts().reindex(list(OUTCOMES), fill_value=0).astype(int)
    untouched = without_findings(findings, names)
    counts["not_applicable"] = len(untouched)
    frame = counts.rename("count").to_frame().assign(rules="")
    frame.loc["not_applicable", "rules"] = " ".join(untouched)
    return frame


def without_findings(findings: pd.DataFrame, names: Iterable[str]) -> list[str]:
    """The rules of `names` that said nothing, in their order."""
    spoke = set(findings.loc[findings["outcome"].ne("not_applicable"), "rule"])
    return [name for name in names if name not in spoke]


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Known names spelt like `word`, nearest first, those that hold it among them.

    >>> nearest("slip", ["digit_slip", "bounds"])
    ['digit_slip']
    """
    names = list(dict.fromkeys(known))
    holding = sorted((name for name in names if word.lower() in name.lower()), key=len)
    spelt = difflib.get_close_matches(word, names, n=most, cutoff=0.5)
    return list(dict.fromkeys([*spelt, *holding]))[:most]


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = nearest(word, known)
    return f"did you mean {' or '.join(near)}?" if near else ""


def _ranks(words: Iterable[str]) -> dict[str, int]:
    return {word: rank for rank, word in enumerate(words)}

"""`ucj check --new`: a document that is no source yet, judged against itself and all that is held.

It is read as `ucj read` reads it, its claims are put beside those of data/raw, the rules run over all, and
the findings in which one of its claims takes part are kept. Nothing is written. Where the same document is
a source already (the same text, or the same address), the rows of that source are left out, so that it is
not confirmed by itself.

>>> held = pd.DataFrame({"source_id": ["a", "b"], "url": ["https://a.id/1", ""], "sha256": ["", "f" * 64]})
>>> [same_document(held, *of) for of in (("https://a.id/1/", "0" * 64), ("", "f" * 64), ("", ""))]
[['a'], ['b'], []]
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from ucjlib.core.errors import UcjError
from ucjlib.reference import regions, schemas
from ucjlib.run import checking, raw, reading, registry, texts
from ucjlib.run.checking import Checked, Selection


@dataclass(frozen=True)
class Fresh:
    """What a document says: its claims, the text they point into ('' for a workbook), what did not add up."""

    name: str
    claims: pd.DataFrame
    text: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class FreshlyChecked(Checked):
    """A check of fresh claims, what they were judged beside, and the sources that are the same document."""

    fresh: Fresh
    beside: pd.DataFrame
    sources: pd.DataFrame
    same: list[str]


def check(name: str, how: reading.How, rule: str = "", as_of: str = "") -> FreshlyChecked:
    """Read the file `name` and judge what it says; of an article `how.region` keeps the claims of that place.

    Raises MissingFile, CannotRead, BadTable, BadDate, UnknownTerm, UnknownRegion, AmbiguousRegion.
    """
    names = checking.rule_names(rule)
    content = texts.content_of(name)
    held = raw.read()
    fresh = read(name, content, how, held["sources"]["source_id"])
    same = same_document(held["sources"], how.url, registry.digest(content))
    known = checking.known_claims(held, as_of)
    known = known[~known["source_id"].isin(same)].reset_index(drop=True)
    here = fresh.claims["region_code"].eq(regions.resolve(how.region)) if how.region else slice(None)
    selection = Selection(fresh.claims[here], fresh.name)
    found = judge(selection.claims, fresh.claims, known, names)
    return FreshlyChecked(selection, found, names, held["decisions"], fresh, known, held["sources"], same)


def judge(
    asked: pd.DataFrame, claims: pd.DataFrame, known: pd.DataFrame, names: tuple[str, ...]
) -> pd.DataFrame:
    """The findings on fresh `claims` beside `known` ones in which one of `asked` takes part."""
    if asked.empty:
        return schemas.empty("findings")
    together = pd.concat([known, claims], ignore_index=True)
    return checking.picked(checking.judge(together, names), set(asked["claim_id"]))


def read(name: str, content: bytes, how: reading.How, taken: Iterable[str]) -> Fresh:
    """The claims of a document under an id that no source has. Raises CannotRead."""
    how = reading.checked(how)
    source_id = registry.numbered(reading.source_ids([name])[0], set(taken).__contains__)
    how = how if reading.is_table(content, name, how) else replace(how, region="")
    try:
        claims, said = reading.read_file(reading.File(name, source_id, content), how)
    except UcjError as error:
        reading.located(error, name)
        raise
    text = texts.pointed_into(content, name)
    return Fresh(texts.shown(name), schemas.conform(claims, "claims"), text, tuple(said))


def same_document(sources: pd.DataFrame, url: str, digest: str) -> list[str]:
    """Ids of the sources with this text or this address; none for a blank address."""
    text = sources["sha256"].eq(digest) & sources["sha256"].ne("")
    return list(sources.loc[registry.at_address(sources, url) | text, "source_id"])


def marked(found: FreshlyChecked) -> pd.DataFrame:
    """The findings with `new_ids`, those of their claims that the document itself holds, blank separated."""
    new = set(found.fresh.claims["claim_id"])
    ids = [" ".join(one for one in row.split() if one in new) for row in found.findings["claim_ids"]]
    return found.findings.assign(new_ids=pd.Series(ids, found.findings.index, dtype=str))

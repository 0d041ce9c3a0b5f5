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
class FreshlyChecked:
    """A check of fresh claims, what they were judged beside, and the sources that are the same document."""

    fresh: Fresh
    checked: Checked
    beside: pd.DataFrame
    sources: pd.DataFrame
    same: tuple[str, ...] = ()


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
    selection = Selection(of_region(fresh.claims, how.region), fresh.name)
    found = judge(selection.claims, fresh.claims, known, names)
    checked = Checked(selection, found, names, held["decisions"])
    return FreshlyChecked(fresh, checked, known, held["sources"], tuple(same))


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
    source_id = free_id(reading.source_ids([name])[0], set(taken))
    is_table = bool(how.shape) or texts.is_official(content, name)
    how = how if is_table else replace(how, region="")
    file = reading.File(name, source_id, content)
    try:
        claims, said = reading.read_file(file, how)
    except UcjError as error:
        if texts.shown(name) not in error.what:
            error.where = f"{texts.shown(name)}, {error.where}" if error.where else texts.shown(name)
        raise
    text = "" if texts.is_workbook(content) else texts.decode(content, name)
    return Fresh(texts.shown(name), schemas.conform(claims, "claims"), text, tuple(said))


def of_region(claims: pd.DataFrame, region: str) -> pd.DataFrame:
    """The claims of one region, all where none is named."""
    return claims[claims["region_code"].eq(regions.resolve(region))] if region else claims


def same_document(sources: pd.DataFrame, url: str, digest: str) -> list[str]:
    """Ids of the sources with this text or this address; none for a blank address."""
    address = sources["url"].map(_address).eq(_address(url)) & bool(_address(url))
    text = sources["sha256"].eq(digest) & sources["sha256"].ne("")
    return list(sources.loc[address | text, "source_id"])


def free_id(source_id: str, taken: set[str]) -> str:
    """`source_id`, with a number behind it where a source has that id.

    >>> free_id("berita", {"berita", "berita-2"})
    'berita-3'
    """
    number, one = 1, source_id
    while one in taken:
        number += 1
        one = f"{source_id}-{number}"
    return one


def marked(found: FreshlyChecked) -> pd.DataFrame:
    """The findings with `new_ids`, those of their claims that the document itself holds, blank separated."""
    new = set(found.fresh.claims["claim_id"])
    findings = found.checked.findings
    ids = [" ".join(one for one in row.split() if one in new) for row in findings["claim_ids"]]
    return findings.assign(new_ids=pd.Series(ids, index=findings.index, dtype=str))


def _address(url: str) -> str:
    return url.partition("://")[2].rstrip("/")

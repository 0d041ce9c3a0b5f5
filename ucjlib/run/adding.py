"""`ucj add`: a document becomes a source, its claims become rows of data/raw, its text is kept beside.

`offer` says what would be written and writes nothing; `keep` writes it: first the text (`data/texts/`, which
git ignores), then the row of sources.csv, then the claims. Each is one rename, and existing bytes stay as
they are. Where a run is ended between the last two, the source stands there without claims; adding the same
file again sees that and writes them. No sentence of an article is written: a claim holds its number token
and where it stands. What makes two texts the same is in `ucjlib.run.registry`.
"""

from dataclasses import dataclass, replace

import pandas as pd

from ucjlib.core import period
from ucjlib.core.errors import BadTable, CannotRead, Usage
from ucjlib.reference import regions, schemas
from ucjlib.run import COLLECTED_UNTIL, claim_rules, reading, registry, texts, workspace
from ucjlib.run import raw as raw_tables


@dataclass(frozen=True, slots=True)
class Document:
    """A file's bytes and what the user says of it. `how.region`: of a table, or what an article is about."""

    file: str
    content: bytes
    how: reading.How
    publisher: str
    left_out: tuple[int, ...] = ()

    @property
    def is_table(self) -> bool:
        return reading.is_table(self.content, self.file, self.how)


@dataclass(frozen=True)
class Offer:
    """What `keep` would write, and what to show of it.

    text : what the claims point into, '' for a workbook. known : a sentence, where there is nothing to write.
    """

    source: dict[str, str]
    claims: pd.DataFrame
    text: str = ""
    remarks: tuple[str, ...] = ()
    known: str = ""

    @property
    def table(self) -> str:
        """The raw table that its claims belong to."""
        return "official_claims" if self.source["kind"] == "official" else "article_claims"

    @property
    def asked(self) -> str:
        """The question before it is kept."""
        return f"Add {_claims(len(self.claims))} as source {self.source['source_id']}?"

    @property
    def done(self) -> str:
        """The sentence after it is kept."""
        name = self.source["source_id"]
        return self.known or f"added {_claims(len(self.claims))} of {name} to data/raw; next: `ucj build`"


def document(
    file: str, url: str, publisher: str, published: str, region: str = "", shape: str = "", left_out: str = ""
) -> Document:
    """A document from the words of a command line; `left_out` are numbers of claims.

    Raises Usage, BadDate, UnknownRegion, AmbiguousRegion, MissingFile, CannotRead.
    """
    for column, cell in {"url": url, "publisher": publisher, "published": published}.items():
        if wrong := schemas.complaint("sources", column, cell):
            fix = 'write "" where it is not known' if column != "publisher" else ""
            raise Usage(wrong, where=f"--{column}", fix=fix)
    if not registry.slug(publisher):
        raise Usage(f'"{publisher}" holds no letter', where="--publisher", fix="name the publisher")
    how = reading.checked(reading.How(published, url, shape, region))
    content = texts.content_of(file)
    return Document(file, content, how, publisher, _numbers(left_out))


def offer(document: Document) -> Offer:
    """Read a document and say what would be added; nothing is written.

    Raises Usage, CannotRead, BadTable, ChangedText.
    """
    raw = raw_tables.read()
    digest = registry.digest(document.content)
    row = registry.registered(raw["sources"], document.how.url, digest)
    if row and (held := int((raw_tables.all_claims(raw)["source_id"] == row["source_id"]).sum())):
        return Offer(row, schemas.empty("claims"), known=_already(row, held))
    if row:  # a run was ended before its claims were written: they are read as they would have been then
        document = replace(document, how=replace(document.how, published=row["published"], url=row["url"]))
    found, text, said = _read(document)
    source = row or _source(document, digest, found["place"], raw["sources"])
    claims = _chosen(_finished(found, source["source_id"]), document.left_out)
    _refuse_broken(claims, source)
    return Offer(source, claims, text, (*said, *_later(claims)))


def keep(document: Document) -> Offer:
    """Write what `offer` says, looked at again while no other `ucj add` writes."""
    with registry.alone():
        offered = offer(document)
        source_id = offered.source["source_id"]
        registry.store(source_id, document.file, document.content)
        if offered.known:
            return offered
        if source_id not in set(workspace.load("sources")["source_id"]):
            registry.append("sources", pd.DataFrame([offered.source]))
        registry.append(offered.table, offered.claims)
        return offered


def _numbers(left_out: str) -> tuple[int, ...]:
    words = left_out.replace(",", " ").split()
    if not all(word.isascii() and word.isdecimal() for word in words):
        raise Usage(f'"{left_out}" is no list of claims', where="--leave-out", fix='write numbers: "2 5"')
    return tuple(map(int, words))


def _already(row: dict[str, str], held: int) -> str:
    at = f" ({row['url']})" if row["url"] else ""
    return f"this text is source {row['source_id']}{at} with {_claims(held)} already; nothing is added"


def _read(document: Document) -> tuple[pd.DataFrame, str, list[str]]:
    """Claims, the text they point into, and what to say of the rest. Raises CannotRead."""
    how = document.how if document.is_table else replace(document.how, region="")
    claims, said = reading.read_content(document.content, document.file, how)
    if claims.empty:
        raise CannotRead(
            f"{texts.shown(document.file)} holds no claim",
            why="of no number could be told what it measures, and where",
            fix="`ucj read --unbound` lists its numbers with the reason",
        )
    rest = len(reading.read_content(document.content, document.file, replace(how, unbound=True))[0])
    more = f"{rest} more of its numbers are no claim: `ucj read --unbound` lists them with the reason"
    text = texts.pointed_into(document.content, document.file)
    return claims, text, [*said, *([more] if rest else [])]


def _source(document: Document, digest: str, places: pd.Series, sources: pd.DataFrame) -> dict[str, str]:
    """A new row of sources."""
    how = document.how
    place = regions.region_name(how.region) if how.region else registry.main_place(places)
    base = registry.base_id(document.publisher, how.published, place)
    return {
        "source_id": registry.free_id(base, document.content, how.url, sources),
        "kind": "official" if document.is_table else "article",
        "publisher": document.publisher,
        "url": how.url,
        "published": how.published,
        "sha256": digest,
        "notes": "",
    }


def _finished(claims: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Under their source, with the reason where an area is no region, checked as a table is."""
    named = reading.named(claims, source_id)
    notes = [
        row.notes or ("" if row.region_code else regions.find_region(row.place).reason)
        for row in named.itertuples()
    ]
    return schemas.conform(named.assign(notes=notes), "claims")


def _chosen(claims: pd.DataFrame, left_out: tuple[int, ...]) -> pd.DataFrame:
    numbers = [int(one.rpartition("#")[2]) for one in claims["claim_id"]]
    if unknown := set(left_out) - set(numbers):
        raise Usage(f"there is no claim {min(unknown)} to leave out", fix=f"they are 1 to {max(numbers)}")
    kept = claims[[n not in left_out for n in numbers]].reset_index(drop=True)
    if kept.empty:
        raise Usage("every claim is left out", fix="add nothing, or leave out fewer")
    return kept


def _refuse_broken(claims: pd.DataFrame, source: dict[str, str]) -> None:
    """The checks of the raw tables on the new rows, with the claim named. Raises BadTable, BadDate."""
    schemas.conform(pd.DataFrame([source]), "sources")
    for column in raw_tables.DATES["article_claims"]:
        for date in claims[column]:
            period.begun(date, COLLECTED_UNTIL)
    if found := claim_rules.first(claims, claim_rules.broken(claims, {source["source_id"]})):
        position, _, what, fix = found
        claim = claims.iloc[position]
        number = claim["claim_id"].rpartition("#")[2]
        raise BadTable(
            what,
            where=f'claim {number}, printed "{claim["printed"]}"',
            why="nothing was added",
            fix=f"add the others with --leave-out {number}; {fix}",
        )


def _claims(number: int) -> str:
    return f"{number} claim{'' if number == 1 else 's'}"


def _later(claims: pd.DataFrame) -> list[str]:
    late = sum(not period.begun(date, COLLECTED_UNTIL) for date in claims["as_of"])
    said = f"{_claims(late)} dated after {COLLECTED_UNTIL}: `ucj build --as-of` a later day uses them"
    return [said] if late else []

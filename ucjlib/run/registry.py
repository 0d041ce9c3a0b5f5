"""Sources as they are kept: a row, the hash of a text, the text in `data/texts/`, an id.

A text is known by its hash. Another text under a known address is refused, and so is a kept text that was
changed, since claims must point into the text they were read from. Ids are made as those of the collection:
publisher, day and place, and a number for a second document of that day.
"""

import hashlib
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.core.errors import UcjError
from ucjlib.reference import schemas
from ucjlib.run import workspace

NATION = "Indonesia"
_OF_A_NAME = re.compile(r"^(Kabupaten|Provinsi) ")
_LETTERS = re.compile(r"[^a-z0-9]+")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


class ChangedText(UcjError):
    """A text that is not the one that was registered."""


def digest(content: bytes) -> str:
    """What a text is known by."""
    return hashlib.sha256(content).hexdigest()


def registered(sources: pd.DataFrame, url: str, known_by: str) -> dict[str, str] | None:
    """The row of this very text; None for a new one. Raises ChangedText."""
    same = sources[sources["sha256"] == known_by]
    if len(same):
        row = same.iloc[0].to_dict()
        _refuse_changed_store(row)
        return row
    at = sources[at_address(sources, url)]
    if len(at):
        _refuse_changed(at.iloc[0].to_dict())
    return None


def _refuse_changed(row: dict[str, str]) -> None:
    name = row["source_id"]
    if not row["sha256"]:
        raise ChangedText(
            f"{row['url']} is source {name}, whose claims were collected by hand",
            where="data/raw/sources.csv",
            why="they would stand there twice",
            fix=f"take the rows of {name} out of the raw tables first, if it is to be read anew",
        )
    raise ChangedText(
        f"the text at {row['url']} is not the one that was registered as {name}",
        where="data/raw/sources.csv, column sha256",
        why="its claims point into the text of that day",
        fix="compare the two; if the page was corrected, take the source and its claims out of the raw "
        "tables, its text out of data/texts, and add it again",
    )


def _refuse_changed_store(row: dict[str, str]) -> None:
    path = stored(row["source_id"])
    if path and digest(path.read_bytes()) != row["sha256"]:
        raise ChangedText(
            f"data/texts/{path.name} is no longer the text that was registered",
            where=str(path),
            why="its hash is another than in sources.csv, so claims no longer point at their numbers",
            fix="put the text of that day back, or remove the file and add the document again",
        )


def main_place(places: pd.Series) -> str:
    """The place most claims are about, the nation only where there is no other.

    >>> main_place(pd.Series(["Indonesia", "Indonesia", "Kota Blitar"]))
    'Kota Blitar'
    """
    own = Counter(place for place in places if place != NATION)
    return own.most_common(1)[0][0] if own else NATION


def base_id(publisher: str, published: str, place: str) -> str:
    """An id made as those of the collection are.

    >>> base_id("Jatim Times", "2025-04-14", "Kabupaten Blitar")
    'jatim-times-20250414-blitar'
    """
    day = published.replace("-", "") or "undated"
    return f"{slug(publisher)}-{day}-{slug(_OF_A_NAME.sub('', place))}"


def free_id(base: str, content: bytes, url: str, sources: pd.DataFrame) -> str:
    """`base`, or `base-2` ... for a second document of that publisher, day and place. Raises ChangedText."""
    known = sources.set_index("source_id")
    if base in known.index and not (url and known.loc[base, "url"]):
        raise ChangedText(
            f"there is a source {base}, and no two addresses tell whether it is this document",
            where="data/raw/sources.csv",
            why="a changed text must not stand beside the one that was registered",
            fix="give the document's --url; where the source has none, write its own into sources.csv",
        )
    return numbered(base, lambda one: one in known.index or _holds_another(one, content))


def numbered(base: str, taken: Callable[[str], bool]) -> str:
    """`base`, with a number behind it where that is taken.

    >>> numbered("berita", {"berita", "berita-2"}.__contains__)
    'berita-3'
    """
    names = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(one for one in names if not taken(one))


def _holds_another(source_id: str, content: bytes) -> bool:
    path = stored(source_id)
    return path is not None and path.read_bytes() != content


def append(table: str, frame: pd.DataFrame) -> None:
    """`frame` behind the rows of a raw table, in one rename; what stands there keeps its bytes."""
    path = workspace.root() / "data" / "raw" / f"{table}.csv"
    held = path.read_bytes()
    end = b"" if held.endswith(b"\n") else b"\n"
    new = tables.to_csv_text(frame[list(schemas.columns(workspace.RAW[table])["column"])]).partition("\n")[2]
    tables.write_bytes(held + end + new.encode("utf-8"), path)


def folder() -> Path:
    """Where texts are kept; git ignores it, since articles belong to their publishers."""
    return workspace.root() / "data" / "texts"


def stored(source_id: str) -> Path | None:
    """Where the text of a source is kept, whatever its ending; None where it is not."""
    found = sorted(path for path in folder().glob(f"{source_id}*") if path.stem == source_id)
    return found[0] if found else None


def store(source_id: str, file: str, content: bytes) -> None:
    """Keep a text under its source, with the ending of its file, where it is not kept yet."""
    suffix = Path(file).suffix.lower()
    name = source_id + (suffix if _SUFFIX.fullmatch(suffix) else ".txt")
    tables.write_bytes(content, stored(source_id) or folder() / name)


def slug(name: str) -> str:
    """A name as a part of an id."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _LETTERS.sub("-", plain.lower()).strip("-")


def at_address(sources: pd.DataFrame, url: str) -> pd.Series:
    """Which sources were read at this address, whatever its protocol; none for a blank one."""
    return sources["url"].map(_address).eq(_address(url)) & bool(_address(url))


def _address(url: str) -> str:
    return url.partition("://")[2].rstrip("/")


@contextmanager
def alone() -> Iterator[None]:
    """One `ucj add` writes at a time; the lock falls with its process, also by kill -9."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("a") as held:
        if sys.platform != "win32":  # where nobody runs two at a time
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield

"""`ucj read`: files -> claims, or the numbers that are none, as CSV or JSON, in the order of the files.

For files at hand, nothing is kept and nothing fetched; `ucjlib.run.adding` keeps. Each file is a source of
its own, named after the file. Files are read in chunks, by several processes when there are many, and
handed on as they come: the bytes are the same whatever the number of processes, and no more than a
few chunks are held. A file that cannot be read is a sentence on standard error; the others are read.
"""

import re
import stat
import unicodedata
from collections import Counter, deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path

import pandas as pd

from ucjlib.core import period, tables
from ucjlib.core.errors import CannotRead, UcjError, Usage
from ucjlib.read import articles, official
from ucjlib.reference import regions, schemas
from ucjlib.run import texts, workers
from ucjlib.run.plain import json_objects

CHUNK = 16  # files: some hundred milliseconds of work, so that handing them over costs nothing
AHEAD = 3  # chunks a process that may wait to be printed
UNBOUND = ["source_id", *articles.UNBOUND_COLUMNS]
_NOT_OF_AN_ID = re.compile(r"[^A-Za-z0-9.+_-]+")


@dataclass(frozen=True, slots=True)
class How:
    """What is asked of every file. `shape`: of an official table, '' to look at the file itself."""

    published: str = ""
    url: str = ""
    shape: str = ""
    region: str = ""
    unbound: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read; `content` where only this process can read it (standard input, a pipe)."""

    name: str
    source_id: str
    content: bytes | UcjError | None = None


@dataclass(slots=True)
class Part:
    """What a chunk of files gave: printed rows, sentences for standard error, how many were not read."""

    rows: str = ""
    said: list[str] = field(default_factory=list)
    files: int = 0
    failed: int = 0


def checked(how: How) -> How:
    """`how` with its region as a code. Raises BadDate, UnknownTerm, UnknownRegion, AmbiguousRegion."""
    if how.published:
        period.first_day(how.published)
    known = tuple(official.shapes())
    if how.shape and how.shape not in known:
        raise Usage(
            f'there is no shape "{how.shape}"{schemas.closest(how.shape, known)}',
            where="--as",
            fix=f"one of {', '.join(known)}",
        )
    region = regions.resolve(how.region) if how.region else ""
    return replace(how, region=region)


def source_ids(names: Iterable[str]) -> list[str]:
    """An id for each file, from its name without folder and ending; a second one of a name gets -2.

    >>> source_ids(["a/Kota Blitar.txt", "b/Kota Blitar.txt", "-", "x#1.html"])
    ['Kota-Blitar', 'Kota-Blitar-2', 'stdin', 'x-1']
    """
    taken: set[str] = set()
    again: Counter[str] = Counter()
    return [_id_of(name, taken, again) for name in names]


def parts(files: list[File], how: How, jobs: int = 1) -> Generator[Part, None, None]:
    """What the files hold, chunk by chunk in their order; `jobs` processes where that is faster."""
    chunks = (files[at : at + CHUNK] for at in range(0, len(files), CHUNK))
    if jobs < 2 or len(files) <= CHUNK:
        yield from map(read_chunk, chunks, repeat(how))
        return
    pool, flying = workers.pool(jobs, single=True), deque[Future]()
    try:
        for chunk in chunks:
            flying.append(pool.submit(read_chunk, [_opened(file) for file in chunk], how))
            if len(flying) >= AHEAD * jobs:
                yield flying.popleft().result()
        while flying:
            yield flying.popleft().result()
    except BrokenProcessPool:
        raise CannotRead(
            "a process that reads was ended from outside", why="memory may be short", fix="try --jobs 1"
        ) from None
    finally:
        workers.end(pool)


def read_chunk(files: Iterable[File], how: How) -> Part:
    """Read some files into one part; never raises, because one file must not stop the rest."""
    part, frames = Part(), []
    for file in files:
        part.files += 1
        try:
            frame, said = read_file(file, how)
            part.said += [f"{texts.shown(file.name)}: {sentence}" for sentence in said]
            frames.append(frame)
        except UcjError as error:
            part.failed += 1
            part.said.append(str(located(error, file.name)))
        except Exception as error:  # noqa: BLE001 - a fault of ours met on one file of thousands
            part.failed += 1
            what = " ".join(f"{type(error).__name__}: {error}".split())
            part.said.append(f"{texts.shown(file.name)} was not read: {what}")
    if frames := [frame for frame in frames if len(frame)]:
        frame = pd.concat(frames, ignore_index=True)
        part.rows = json_objects(frame) if how.as_json else tables.to_csv_text(frame).partition("\n")[2]
    return part


def read_file(file: File, how: How) -> tuple[pd.DataFrame, list[str]]:
    """The claims of one file (or its unbound numbers), and what did not add up in it, as sentences."""
    content = texts.content_of(file.name) if file.content is None else file.content
    if isinstance(content, UcjError):
        raise content
    frame, said = read_content(content, file.name, how)
    return named(frame, file.source_id), said


def is_table(content: bytes, name: str, how: How) -> bool:
    """Whether a document is read by cells: because it is a table, or because `how` names a shape."""
    return bool(how.shape) or texts.is_official(content, name)


def read_content(content: bytes, name: str, how: How) -> tuple[pd.DataFrame, list[str]]:
    """As `read_file`, the rows not yet named after a source."""
    if is_table(content, name, how):
        return read_table(content, name, how)
    return read_text(texts.decode(content, name), how), []


def read_text(text: str, how: How) -> pd.DataFrame:
    """The claims of an article, or its unbound numbers. Raises CannotRead."""
    if how.region:
        raise CannotRead(
            "this is an article and no table", why="it names its places itself", fix="leave --region out"
        )
    read = articles.read_unbound if how.unbound else articles.read_article
    return read(text, how.published, how.url)


def read_table(content: bytes, name: str, how: How) -> tuple[pd.DataFrame, list[str]]:
    """The claims of an official table and the sums that do not hold, or its unbound numbers."""
    table = content if texts.is_workbook(content) else texts.decode(content, name)
    if how.unbound:
        rest = official.official_unbound(table, how.shape, region=how.region)
        cells = zip(rest["row"], rest["column"], rest["reason"], strict=True)
        where = [f"line {row}, cell {column}: {reason}" for row, column, reason in cells]
        return rest.assign(start="", end="", reason=where), []
    claims = official.read_official(table, how.shape, how.published, how.url, region=how.region)
    cells = official.read_cells(table, how.shape)
    jumps = official.jump_sentences(official.jumps(cells))
    return claims, official.sum_sentences(official.sums(cells)) + jumps


def named(frame: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """`frame` under `source_id`: claims numbered within it, unbound numbers beside it."""
    if "claim_id" not in frame:
        return frame.assign(source_id=source_id)[UNBOUND]
    ids = [f"{source_id}#{one.rpartition('#')[2]}" for one in frame["claim_id"]]
    return frame.assign(claim_id=ids, source_id=source_id)


def _opened(file: File) -> File:
    """With its bytes where another process could not read them: standard input, a pipe."""
    try:
        if file.name != texts.STANDARD_INPUT and not stat.S_ISFIFO(Path(file.name).stat().st_mode):
            return file
        return replace(file, content=texts.content_of(file.name))
    except (OSError, ValueError):
        return file  # whoever reads it meets the same and says so
    except UcjError as error:
        return replace(file, content=error)


def _id_of(name: str, taken: set[str], again: Counter[str]) -> str:
    stem = "stdin" if name == texts.STANDARD_INPUT else Path(name).stem
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    base = one = _NOT_OF_AN_ID.sub("-", letters).strip("-._+") or "text"
    while one in taken:
        again[base] += 1
        one = f"{base}-{again[base] + 1}"
    taken.add(one)
    return one


def located(error: UcjError, name: str) -> UcjError:
    """The error with the file it is about, unless it says so."""
    name = texts.shown(name)
    if name not in error.what:
        error.where = f"{name}, {error.where}" if error.where else name
    return error

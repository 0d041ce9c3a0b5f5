"""A file's bytes -> its text and what kind of document it is, or the sentence that says what to do first.

Text is UTF-8. A byte-order mark is no character of the text: claims point into what
`bytes.decode("utf-8-sig")` gives, line ends as they stand in the file. A page that is not UTF-8 and
declares Latin-1 or Windows-1252 is read as Windows-1252, as browsers do. No encoding is guessed.

>>> decode(b'<meta charset="iso-8859-1"><p>17,60 persen \\x96 baru</p>', "page.html")[27:]
'<p>17,60 persen – baru</p>'
"""

import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

from ucjlib.core.errors import CannotRead, MissingFile

STANDARD_INPUT = "-"
MOST_BYTES = 64_000_000  # no article and no table of the statistics office comes near
_CHARSET = re.compile(rb"""<[^<>]*\b(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 2048  # bytes; browsers look at the first 1024
_WESTERN = {b"iso-8859-1", b"latin-1", b"latin1", b"windows-1252", b"cp1252", b"iso8859-1"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_TABLE_NAMES = (".csv", ".tsv", ".psv", ".xlsx", ".json")
_MARKUP = re.compile(r"(<[^<>]*>)")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNSEEN = ("script", "style", "title", "noscript")
_OF_A_NUMBER = re.compile(r"[\s\d.,%()–-]*")  # or of what stands where there is none
_LOOKED_AT, _LINES = 20_000, 40  # characters and lines that tell a table from a text
_MOSTLY = 0.8  # of the letters of a page, of the lines of a file
_MANY = 1 / 4  # of the cells: the rest is labels, units and heads


def content_of(name: str) -> bytes:
    """The bytes of the file `name`, of standard input for '-'. Raises MissingFile, CannotRead."""
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise MissingFile(f"{shown(name)} is missing", fix="look at its name, and at the folder") from None
    except IsADirectoryError:
        raise CannotRead(f"{shown(name)} is a folder", fix="name its files: FOLDER/*.txt") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotRead(f"{shown(name)} cannot be opened", why=why) from None
    if len(content) > MOST_BYTES:
        raise CannotRead(f"{shown(name)} is larger than {MOST_BYTES // 1_000_000} MB", fix="cut it up")
    return content


def decode(content: bytes, name: str) -> str:
    """The text of `content`; `name` is for the sentence. Raises CannotRead."""
    name = shown(name)
    if content.startswith(_UTF_16):
        raise CannotRead(f"{name} is UTF-16", fix=f"iconv -f UTF-16 -t UTF-8 {name} > NEW, then read NEW")
    if content.startswith(_PDF):
        raise CannotRead(f"{name} is a PDF", fix=f"pdftotext {name} NEW, then read NEW")
    if b"\x00" in content:
        raise CannotRead(f"{name} is no text: it holds NUL bytes", fix="give the text of the document")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _western(content, name, error.start)


def _western(content: bytes, name: str, at: int) -> str:
    declared = _CHARSET.search(content[:_DECLARED_WITHIN])
    charset = declared[1].lower() if declared else b""
    try:
        if charset in _WESTERN:
            return content.decode("cp1252")
    except UnicodeDecodeError as error:
        at = error.start
    said = f"it declares {charset.decode()}" if declared else "it declares no other encoding"
    raise CannotRead(
        f"{name} is not UTF-8",
        where=f"byte {at + 1}, line {content[:at].count(10) + 1}",
        why=f"{said}, and none is guessed",
        fix=f"iconv -f WINDOWS-1252 -t UTF-8 {name} > NEW if it was saved on Windows, then read NEW",
    )


def is_official(content: bytes, name: str) -> bool:
    """Whether a document is a table to be read by cells: XLSX, JSON, a CSV, or a page that is one table."""
    if is_workbook(content):
        return True
    if b"\x00" in content or content.startswith((*_UTF_16, _PDF)):
        return False
    if Path(name).suffix.lower() in _TABLE_NAMES:
        return True
    text = content.decode("utf-8-sig", "replace")
    return _is_json(text) or _is_separated(text) or _is_one_table(text)


def is_workbook(content: bytes) -> bool:
    """Whether it is an XLSX (or another zip), which has no text of its own."""
    return content.startswith(_ZIP)


def pointed_into(content: bytes, name: str) -> str:
    """The text that claims of a document point into; '' for a workbook. Raises CannotRead."""
    return "" if is_workbook(content) else decode(content, name)


def shown(name: str) -> str:
    """A file's name as it can be printed, whatever bytes it is made of."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    printed = "".join(sign if sign.isprintable() else "?" for sign in plain)
    return "standard input" if name == STANDARD_INPUT else printed


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_separated(text: str) -> bool:
    """Lines of as many cells from the first one on, many of them numbers: no running text is like that."""
    block = text[:_LOOKED_AT].replace("\r", "").strip().split("\n\n")[0].splitlines()[:_LINES]
    lines = [line.strip("| ") for line in block if line.strip("|:-+= ")]  # without what draws a table
    return len(lines) > 2 and any(_has_columns(lines, mark) for mark in ",;\t|")


def _has_columns(lines: list[str], mark: str) -> bool:
    try:
        rows = list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return False
    width, lined_up = Counter(map(len, rows)).most_common(1)[0]
    cells = [cell for row in rows for cell in row[1:] if cell.strip()]
    numbers = sum(map(_is_number, cells))
    return width > 1 and lined_up >= _MOSTLY * len(rows) and numbers > _MANY * len(cells)


def _is_number(cell: str) -> bool:
    return bool(_OF_A_NUMBER.fullmatch(cell.strip().strip('"')))


def _is_one_table(text: str) -> bool:
    """Nearly all text of the page stands in tables, and many of the cells are numbers."""
    if "<table" not in text.lower():
        return False
    outside, cells = _seen(text)
    filled = [cell for cell in cells if cell]
    numbers = sum(map(_is_number, filled))
    inside = sum(map(len, cells))
    return numbers > _MANY * len(filled) and inside > _MOSTLY * (inside + outside)


def _seen(page: str) -> tuple[int, list[str]]:
    """How many characters stand outside tables, and the texts of the cells; one walk, whatever the markup."""
    outside, depth, unseen = 0, 0, ""
    cells: list[list[str]] = [[]]
    for piece in _MARKUP.split(page):
        tag = _TAG_NAME.match(piece)
        if not tag:
            shown_text = "" if unseen or piece.startswith("<") else " ".join(piece.split())
            cells[-1] += [shown_text] if depth else []
            outside += 0 if depth else len(shown_text)
            continue
        closes, name = bool(tag[1]), tag[2].lower()
        if name in _UNSEEN:
            unseen = "" if closes else name
        depth = max(depth + (-1 if closes else 1), 0) if name == "table" else depth
        if name in ("td", "th", "tr", "table"):
            cells.append([])
    return outside, ["".join(cell) for cell in cells]

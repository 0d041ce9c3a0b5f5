"""`ucj read` as its user meets it: a table on standard output, sentences on standard error, an exit code."""

import sys
from contextlib import closing

from ucjlib.core.errors import Usage
from ucjlib.reference import schemas
from ucjlib.run import plain, reading, texts

NOTHING_READ, SOME_FAILED = 3, 4


def print_all(names: list[str], how: reading.How, jobs: int = 1) -> int:
    """Print what `names` hold to standard output; returns the exit code.

    0 all read; 3 none; 4 some, so that a caller knows there is a table and that it is not all of it.
    Raises Usage, BadDate, UnknownTerm, UnknownRegion before anything is printed.
    """
    how = reading.checked(how)
    if names.count(texts.STANDARD_INPUT) > 1:
        raise Usage("standard input is named twice", fix="write - once")
    files = [reading.File(*pair) for pair in zip(names, reading.source_ids(names), strict=True)]
    try:
        failed = _print(files, how, jobs)
    except BrokenPipeError:
        plain.hush()
        return 0
    return 0 if not failed else NOTHING_READ if failed == len(files) else SOME_FAILED


def _print(files: list[reading.File], how: reading.How, jobs: int) -> int:
    """Print all parts as they come; returns how many files were not read."""
    from tqdm import tqdm

    failed = printed = 0
    quiet = len(files) < 2 or sys.stdout.isatty() or not sys.stderr.isatty()
    names = reading.UNBOUND if how.unbound else schemas.columns("claims")["column"]
    plain.write("[" if how.as_json else ",".join(names) + "\n")
    parts = reading.parts(files, how, jobs)
    with tqdm(total=len(files), unit="file", disable=quiet) as bar, closing(parts):
        for part in parts:
            for sentence in part.said:
                bar.write(sentence, file=sys.stderr)
            between = (",\n" if printed else "\n") if how.as_json and part.rows else ""
            plain.write(between + part.rows)
            printed += bool(part.rows)
            failed += part.failed
            bar.update(part.files)
    plain.write(("\n]\n" if printed else "]\n") if how.as_json else "")
    return failed

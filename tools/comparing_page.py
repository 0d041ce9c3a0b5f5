"""Fill in `docs/comparing.md`: each block of Python is run, its output put into the block below it.

    python tools/comparing_page.py           # writes the page
    python tools/comparing_page.py --check   # exit code 1 where the page differs from what its code prints

Blocks share their names, as cells of a notebook do. The last block, the table of columns, comes from
`compare_columns.csv`.
"""

import contextlib
import io
import re
import sys
from pathlib import Path

import pandas as pd

from ucjlib.reckon.compare_words import own_table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "comparing.md"
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<printed>.*?)```", re.DOTALL)
COLUMNS = re.compile(r"(?<=<!-- columns -->\n\n).*", re.DOTALL)


def filled(page: str) -> str:
    """The page with what its code prints now, and with the declared columns."""
    return COLUMNS.sub(lambda _: columns_table(), printed(page))


def printed(page: str) -> str:
    """Any page with what its blocks of Python print now."""
    names: dict[str, object] = {}
    return BLOCK.sub(lambda found: _with_output(found["code"], names), page)


def columns_table() -> str:
    """The declared columns as Markdown, a heading for each table."""
    parts = []
    for table, rows in own_table("compare_columns").groupby("table", sort=False):
        lines = [f"### {table}", "", "| column | unit | means |", "| --- | --- | --- |"]
        lines += [f"| `{r.column}` | {r.unit} | {r.definition} |" for r in rows.itertuples()]
        parts.append("\n".join(lines).replace("|  |", "| |") + "\n")
    return "\n".join(parts)


def _with_output(code: str, names: dict[str, object]) -> str:
    printed = io.StringIO()
    wide = ("display.width", 160, "display.max_columns", 30, "display.max_colwidth", 110)
    with contextlib.redirect_stdout(printed), pd.option_context(*wide):
        exec(compile(code, str(PAGE), "exec"), names)
    lines = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
    return f"```python\n{code}```\n\n```text\n{lines}\n```"


def main(check: bool) -> int:
    held = PAGE.read_text(encoding="utf-8")
    now = filled(held)
    if check:
        return int(held != now)
    PAGE.write_text(now, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

"""Add annotated articles to the examples: text, row of `articles.csv`, rows of `gold.csv`.

An annotated article (`NAME.ann`) is a head of `key: value` lines (published, said, region, covers), a line
`---`, and the text, in which a number with its claim stands as `[[31,94%|coverage_target
target_year=2025]]`. Keys of a mark: segment, region, place (blanks as _), value, unit, as_of, start,
target_year, qualifier; rows of one number are parted by `;`, and `none` makes no row.
`tools/make_articles.py` writes such files; by hand they are quick.

    .venv/bin/python tools/add_examples.py --folder generated --half held FILE...
"""

import argparse
import csv
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from example_articles import FOLDER  # noqa: E402

from ucjlib.read.numbers import read_number  # noqa: E402
from ucjlib.reference.regions import find_region  # noqa: E402
from ucjlib.reference.schemas import units_of  # noqa: E402

_MARK = re.compile(r"\[\[(.+?)\|(.+?)\]\]", re.DOTALL)


def parsed(annotated: str) -> tuple[dict[str, str], str, list[dict[str, str]]]:
    """Head, plain text and gold rows of an annotated article."""
    top, body = annotated.split("\n---\n", 1)
    head = dict(map(str.strip, line.split(":", 1)) for line in top.splitlines() if line.strip())
    text, rows, at = "", [], 0
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        rows += [_row(mark[1], told.split(), len(text), head) for told in mark[2].split(";")]
        text, at = text + mark[1], mark.end()
    return head, text + body[at:], [row for row in rows if row["indicator"] != "none"]


def _row(printed: str, told: list[str], start: int, head: dict[str, str]) -> dict[str, str]:
    indicator, keys = told[0], dict(one.split("=", 1) for one in told[1:])
    if indicator == "none":
        return {"indicator": indicator}
    unit, region = keys.get("unit") or units_of(indicator)[0], keys.get("region", head.get("region", ""))
    as_of = keys.get("as_of", head.get("said") or head.get("published", ""))
    return {
        "start": str(start),
        "printed": printed,
        "indicator": indicator,
        "segment": keys.get("segment", "total"),
        "value": keys.get("value") or f"{read_number(printed, unit).value:f}",
        "unit": unit,
        "region_code": region,
        "place": "" if region else _area(keys["place"].replace("_", " ")),
        "as_of": as_of,
        "period_start": keys.get("start", ""),
        "as_of_basis": "stated" if "as_of" in keys else "statement" if as_of else "unknown",
        "target_year": keys.get("target_year", ""),
        "qualifier": keys.get("qualifier", ""),
    }


def _area(name: str) -> str:
    """An area that is no region, by the name that the table of areas gives it: Sulama, Sulawesi Maluku."""
    known = find_region(name)
    return known.place if known.status in ("office", "cluster") else name


def main() -> None:
    """Adds each file; one whose name is known already is refused."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--folder", choices=["hand", "generated"], default="hand")
    parser.add_argument("--half", choices=["tuned", "held"], required=True)
    given = parser.parse_args()
    for path in given.files:
        head, text, rows = parsed(path.read_text(encoding="utf-8"))
        target = FOLDER / given.folder / f"{path.stem}.txt"
        if target.exists():
            sys.exit(f"{path.stem} is an example already; give the file another name")
        target.write_text(text, encoding="utf-8")
        told = {"published": head.get("published", ""), "style": head.get("style", "")}
        known = {"article": path.stem, "folder": given.folder, "half": given.half}
        _append("articles.csv", [{**known, **told, "phenomena": head.get("covers", "")}])
        _append("gold.csv", [{"article": path.stem, **row} for row in rows])


def _append(name: str, rows: list[dict[str, str]]) -> None:
    with (FOLDER / name).open("r+", encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
        file.seek(0, 2)
        csv.DictWriter(file, columns, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()

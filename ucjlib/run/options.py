"""Options that several commands share; nothing heavy is imported here, since help texts need it."""

import csv
import enum
from pathlib import Path
from typing import Annotated

import typer


class Language(enum.StrEnum):
    id = "id"
    en = "en"


class Form(enum.StrEnum):
    csv = "csv"
    json = "json"


class Layout(enum.StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


# `ucjlib.read.official` reads the same rows, and is too heavy for a help text.
with (Path(__file__).parents[1] / "read" / "official_shapes.csv").open(encoding="utf-8", newline="") as _rows:
    SHAPES = [row["shape"] for row in csv.DictReader(_rows)]
_ABOUT = f"Shape of an official table, where the file does not tell: {', '.join(SHAPES)}."

Shape = Annotated[str, typer.Option("--as", metavar="SHAPE", help=_ABOUT)]
AsOf = Annotated[str, typer.Option(help="Today, as far as the figures are concerned: YYYY-MM-DD.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]
Lang = Annotated[Language, typer.Option(help="Language of the sentences.")]
Printed = Annotated[Layout, typer.Option("--format", help="How to print.")]

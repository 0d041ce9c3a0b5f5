"""The command line: `ucj read | add | build | brief | briefs | trace | show`, and those of
`cli_judging` and `cli_reckoning`.

Nothing heavy is imported until a command runs. A user's mistake is one sentence and an
exit code: 0 good, 1 unexpected, 2 usage, 3 input or check failed, 4 some regions or files failed,
130 interrupted, 143 ended.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from ucjlib import __version__
from ucjlib.core.errors import UcjError, Usage
from ucjlib.run import COLLECTED_UNTIL, cli_judging, cli_reckoning
from ucjlib.run.options import SHAPES, AsOf, Form, Lang, Language, Quiet, Shape

__all__ = ["SHAPES", "app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Coverage of employment social security in Indonesia: figures, doubts, projections, briefs.",
)


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Texts; - is standard input.")],
    published: Annotated[str, typer.Option(help="Day they were published: YYYY-MM-DD.")] = "",
    url: Annotated[str, typer.Option(help="Address they were read at.")] = "",
    form: Annotated[Form, typer.Option("--format", help="How to print.")] = Form.csv,
    unbound: Annotated[bool, typer.Option("--unbound", help="Print the numbers that are no claim.")] = False,
    shape: Shape = "",
    region: Annotated[str, typer.Option(help="Region that an official table is about.")] = "",
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes for many files.")] = os.cpu_count() or 1,
) -> None:
    """Print the claims of articles and official tables: each number, what it is of, where and when."""
    from ucjlib.run import printing, reading

    how = reading.How(published, url, shape, region, unbound, as_json=form == Form.json)
    raise typer.Exit(printing.print_all(files, how, jobs))


@app.command()
def add(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The text of one article, or one table.")],
    url: Annotated[str, typer.Option(help='Its address; "" where it has none.')],
    publisher: Annotated[str, typer.Option(help="Who published it, as in sources.csv: jatimtimes.")],
    published: Annotated[str, typer.Option(help='When: YYYY-MM-DD, YYYY-MM or YYYY; "" if not known.')],
    region: Annotated[str, typer.Option(help="What it is about, where the text does not tell.")] = "",
    shape: Shape = "",
    leave_out: Annotated[str, typer.Option(help='Claims not to add, by number: "2 5".')] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking.")] = False,
) -> None:
    """Read a document, show its claims beside their sentences, and add them to data/raw/ when confirmed."""
    from ucjlib.run import adding, review

    document = adding.document(file, url, publisher, published, region, shape, leave_out)
    offered = adding.offer(document)
    if not offered.known:
        typer.echo(review.page(offered))
    if offered.known or yes or _agreed(offered.asked):
        typer.echo(adding.keep(document).done)


@app.command()
def build(as_of: AsOf = COLLECTED_UNTIL, quiet: Quiet = False) -> None:
    """Rebuild data/processed/ from data/raw/."""
    from ucjlib.run import build as stages

    built = stages.build(as_of)
    changed = stages.write(built)
    if not quiet:
        for name, frame in built.items():
            typer.echo(f"{name:13} {len(frame):6} rows{'  written' if name in changed else ''}")


@app.command()
def brief(
    region: str,
    as_of: AsOf = COLLECTED_UNTIL,
    out: Annotated[str, typer.Option(help="Folder to write to.")] = "",
) -> None:
    """Write the brief of one REGION (a code such as 35.05, or a name with its kind)."""
    from ucjlib.run import briefs

    typer.echo(briefs.brief(region, as_of, Path(out) if out else None))


@app.command()
def briefs(
    as_of: AsOf = COLLECTED_UNTIL,
    quiet: Quiet = False,
    only: Annotated[str, typer.Option(help="Codes or names, separated by commas.")] = "",
    province: Annotated[str, typer.Option(help="A province and its regencies and cities.")] = "",
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Briefs at a time.")] = 2 * (os.cpu_count() or 1),
    timeout: Annotated[int, typer.Option(min=1, help="Seconds a cell may take.")] = 120,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the regions and stop.")] = False,
) -> None:
    """Rebuild the tables and publish an edition under briefs/."""
    from ucjlib.run import build as stages
    from ucjlib.run import editions

    built = stages.build(as_of)
    codes = _chosen(editions.places_with_figures(built["estimates"], built["targets"]), only, province)
    if dry_run:
        typer.echo("\n".join(codes))
        return
    stages.write(built)
    folder, report = editions.make(codes, as_of, jobs, timeout, quiet, part=bool(only or province))
    failed = report[report["outcome"] == "failed"]
    for row in failed.itertuples():
        typer.echo(f"{row.region_code} failed: {row.sentence}", err=True)
    if not quiet:
        typer.echo(f"{len(report) - len(failed)} briefs in {folder}; open {folder / 'index.html'}")
    if len(failed):
        sys.exit(4)


@app.command()
def trace(
    row_id: Annotated[str, typer.Argument(metavar="ID")],
    lang: Lang = Language.en,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the chain from a row back to what was printed, and where."""
    from ucjlib.run import workspace

    steps = workspace.trace(row_id, lang.value)
    if as_json:
        typer.echo(steps.to_json(orient="records", force_ascii=False, indent=1))
        return
    for step in steps.itertuples():
        indent = "  " * step.level
        typer.echo(f"{indent}{step.kind} {step.id}: {step.says}")
        if step.address:
            typer.echo(f"{indent}  {step.address}")


@app.command()
def show(table: str, rows: Annotated[int, typer.Option(min=1, help="Rows to print.")] = 20) -> None:
    """Print the first rows of a TABLE as CSV."""
    from ucjlib.core import tables
    from ucjlib.run import workspace

    typer.echo(tables.to_csv_text(workspace.load(table).head(rows)), nl=False)


app.add_typer(cli_judging.app)
app.add_typer(cli_reckoning.app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Options of every command."""


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        app(standalone_mode=True)
    except (UcjError, OSError) as error:
        if "--debug" in sys.argv:
            raise
        if isinstance(error, UcjError):
            typer.echo(str(error), err=True)
            sys.exit(error.exit_code)
        typer.echo(f"{error.filename or 'a file'} could not be read or written: {error.strerror}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        fix = "add --yes once the claims above have been looked at"
        raise Usage("nothing was added: there is no terminal to ask at", fix=fix)
    try:
        agreed = typer.confirm(question)
    except typer.Abort:
        typer.echo("nothing was added", err=True)
        raise typer.Exit(130) from None
    if not agreed:
        typer.echo("nothing was added")
    return agreed


def _chosen(places: list[str], only: str, province: str) -> list[str]:
    from ucjlib.reference import regions

    if only:
        return [regions.resolve(name.strip()) for name in only.split(",")]
    if province:
        code = regions.resolve(province)
        if "." in code or code == "00":
            raise Usage(f"{regions.region_name(code)} is no province", where="--province", fix="use --only")
        return [place for place in places if place[:2] == code]
    return places

"""The command that compares places: `ucj compare`, part of `ucj` (see `ucjlib.run.cli`)."""

from typing import Annotated

import typer

from ucjlib.run.options import Lang, Language, Layout, Printed

app = typer.Typer()


@app.command()
def compare(
    province: Annotated[
        str, typer.Argument(metavar="[PROVINCE]", help="A code or a name; all of Indonesia without.")
    ] = "00",
    denominator: Annotated[str, typer.Option(help="Only rates that divide by this.")] = "",
    numerator: Annotated[str, typer.Option(help="Only rates of these members: active, registered.")] = "",
    window_months: Annotated[float, typer.Option(help="Months that dates may lie apart.")] = 24,
    label_unlike: Annotated[
        bool, typer.Option("--label-unlike", help="Rank unlike figures too, each marked.")
    ] = False,
    lang: Lang = Language.en,
    form: Printed = Layout.table,
) -> None:
    """Rank the places of a province by coverage, like for like, with the ranges of ranks."""
    from ucjlib.reference import regions
    from ucjlib.run import plain, ranking, workspace

    code = regions.resolve(province)
    found = ranking.ranked(
        workspace.load("estimates"), code, denominator, numerator, window_months, label_unlike
    )
    table = form == Layout.table
    plain.put(ranking.page(found, lang.value, plain.width()) if table else plain.printed(found, form.value))

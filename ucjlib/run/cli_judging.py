"""The commands that let a person see the judging: `ucj rules | check | explain | diff`.

They are part of `ucj` (see `ucjlib.run.cli`). A disagreement is a result: exit code 0. Like there, nothing
heavy is imported until a command runs.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from ucjlib.core.errors import Usage
from ucjlib.run import COLLECTED_UNTIL
from ucjlib.run.options import AsOf, Lang, Language, Layout, Printed, Shape

app = typer.Typer()


@app.command()
def rules(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One rule, with its examples.")] = "",
    lang: Lang = Language.en,
    form: Printed = Layout.table,
) -> None:
    """Print what the rules say, or one of them with its examples and its verdicts on them."""
    from ucjlib.run import plain, rule_examples, rule_pages

    if form != Layout.table:
        frame = rule_examples.verdicts(name) if name else rule_examples.known("", lang.value).reset_index()
        plain.put(plain.printed(frame, form.value))
        return
    wide = plain.width()
    plain.put(rule_pages.one_page(name, lang.value, wide) if name else rule_pages.list_page(lang.value, wide))


@app.command()
def check(
    region: Annotated[str, typer.Option(help="Only findings about this place: a code or a name.")] = "",
    source: Annotated[str, typer.Option(help="Only findings about this source, by its id.")] = "",
    rule: Annotated[str, typer.Option(help="Only this rule.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Print agreements too.")] = False,
    new: Annotated[str, typer.Option(metavar="FILE", help="Judge this text; - is standard input.")] = "",
    published: Annotated[str, typer.Option(help="Day --new was published: YYYY-MM-DD.")] = "",
    url: Annotated[str, typer.Option(help="Address --new was read at.")] = "",
    shape: Shape = "",
    as_of: AsOf = COLLECTED_UNTIL,
    lang: Lang = Language.en,
    form: Printed = Layout.table,
) -> None:
    """Judge the figures of data/raw/, or of a new text beside them; print what does not fit first."""
    if new and source:
        raise Usage("--new and --source ask two things", fix="check the source without --new")
    if new:
        from ucjlib.run import fresh, fresh_pages, reading

        found = fresh.check(new, reading.How(published, url, shape, region), rule, as_of)
        return _put_checked(found, fresh.marked(found), fresh_pages, every, lang, form)
    for option, given in {"--published": published, "--url": url, "--as": shape}.items():
        if given:
            raise Usage(f"{option} tells of a new text, and none is given", fix="add --new FILE")
    from ucjlib.run import checking, finding_pages

    checked = checking.check(region, source, rule, as_of)
    return _put_checked(checked, checked.findings, finding_pages, every, lang, form)


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="Of a claim, an estimate or a finding.")],
    lang: Lang = Language.en,
    form: Printed = Layout.table,
) -> None:
    """Print all about one row: number, source, what the rules said, decision, estimate, other bases."""
    from ucjlib.run import explain_pages, explaining, workspace

    explained = explaining.explain(row_id, workspace.load_all(), lang.value)
    _put(form, explained, explain_pages.page, explained, lang.value)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of a build: data/processed of then.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of another.")],
    lang: Lang = Language.en,
    form: Printed = Layout.table,
) -> None:
    """Print which rows and cells of claims, findings and estimates differ between two builds."""
    from ucjlib.run import differing

    found = differing.diff(old, new, lang.value)
    _put(form, found, differing.page, found, str(old), str(new), lang.value)


def _put(form: Layout, frame: Any, page: Callable[..., str], *asked: Any) -> None:
    from ucjlib.run import plain

    plain.put(page(*asked, plain.width()) if form == Layout.table else plain.printed(frame, form.value))


def _put_checked(found: Any, findings: Any, pages: Any, every: bool, lang: Language, form: Layout) -> None:
    from ucjlib.run.finding_pages import visible

    _put(form, visible(findings, every), pages.page, found, lang.value, every)
    if form != Layout.table and found.selection.claims.empty:
        typer.echo(pages.nothing(found, lang.value), err=True)

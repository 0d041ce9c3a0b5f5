"""From a region to the pages of its brief: run the notebook, read its blocks, render them.

Only blocks reach the page; whatever else a cell prints stays in the record notebook.

The notebook of a region: a province and the nation have one, regencies and cities another.

>>> notebook_of("35.05"), notebook_of("35"), notebook_of("00")
('brief_regency', 'brief_province', 'brief_province')
"""

import json
from pathlib import Path

from ucjlib.core import tables
from ucjlib.core.errors import NotEnoughData
from ucjlib.reference import regions
from ucjlib.run import notebook as notebooks
from ucjlib.run import parameters, workspace


def brief(region: str, as_of: str = workspace.COLLECTED_UNTIL, out: Path | None = None) -> Path:
    """Write the brief of one region and return the path of its Indonesian page.

    region : code or name, such as "35.05" or "Pemkab Blitar".
    out : folder for `index.html`, `en.html` and `brief.ipynb`; `briefs/preview/CODE` if None.
    Raises UnknownRegion, AmbiguousRegion, NotebookFailed.
    """
    from ucjlib.show.templating import FILES

    code = regions.resolve(region)
    folder = Path(out) if out else workspace.root() / "briefs" / "preview" / code
    for name, content in pages(code, as_of).items():
        tables.write_bytes(content.encode("utf-8"), folder / name)
    return folder / FILES["id"]


def pages(code: str, as_of: str, timeout: int = 120, held: dict | None = None) -> dict[str, str]:
    """The files of one brief by name: a page a language and the record notebook.

    held : the tables that the pages cite, by name; loaded if None.
    """
    import nbformat

    from ucjlib.show import blocks, pages
    from ucjlib.show.templating import FILES

    name = notebook_of(code)
    place = "region" if name == "brief_regency" else "province"
    given = parameters.check_parameters(name, **{place: code, "as_of": as_of})
    held = held or workspace.load_all(as_of)  # before a kernel starts: bad tables are told at once
    executed = notebooks.execute(workspace.root() / "notebooks" / f"{name}.ipynb", given, timeout)
    shown = [blocks.from_json(content) for content in block_contents(executed)]
    if not shown:
        fix = "display at least one block of ucjlib.show.blocks"
        raise NotEnoughData(f"{name} displayed no block", fix=fix)
    files = {page: pages.render_brief(shown, held, code, as_of, language) for language, page in FILES.items()}
    return files | {"brief.ipynb": nbformat.writes(notebooks.without_times(executed))}


def notebook_of(code: str) -> str:
    """The notebook that makes the brief of `code`."""
    return "brief_regency" if "." in code else "brief_province"


def block_contents(executed) -> list[dict]:
    """The blocks an executed notebook displays, in order, as plain data."""
    from ucjlib.show.blocks import MIME

    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    found = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    return [json.loads(content) if isinstance(content, str) else dict(content) for content in found]

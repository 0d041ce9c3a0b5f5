"""The parts of a page of docs/ that are made: what stands between `<!-- name -->` and `<!-- /name -->`.

>>> filled("As of\\n<!-- day -->\\nMay\\n<!-- /day -->\\n", {"day": "June"})
'As of\\n<!-- day -->\\nJune\\n<!-- /day -->\\n'
"""


def filled(page: str, parts: dict[str, str]) -> str:
    """The page with its named parts made anew; the rest is left as it is. ValueError for a part it lacks."""
    for name, part in parts.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, found, rest = page.partition(start)
        if not found or end not in rest:
            raise ValueError(f"the page has no part {name}: put {start.strip()} and {end} around it")
        page = before + start + part + "\n" + end + rest.partition(end)[2]
    return page

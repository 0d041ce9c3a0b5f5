"""The parts of a page of docs/ that are made: what stands between `<!-- name -->` and `<!-- /name -->`.

>>> filled("As of\\n<!-- day -->\\nMay\\n<!-- /day -->\\n", {"day": "June"})
'As of\\n<!-- day -->\\nJune\\n<!-- /day -->\\n'
"""


def filled(page: str, parts: dict[str, str]) -> str:
    """The page with its named parts made anew; the rest is left as it is. ValueError for a part it lacks."""
    for name, part in parts.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        if start not in page or end not in page:
            raise ValueError(f"the page has no part {name}: put {start.strip()} and {end} around it")
        before, _, rest = page.partition(start)
        page = before + start + part + "\n" + end + rest.partition(end)[2]
    return page

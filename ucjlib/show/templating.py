"""What all pages share: the templates, the style, the content policy, the links between languages."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from ucjlib.show import wording

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
FILES = {"id": "index.html", "en": "en.html"}
HEALTH = {"id": "health.html", "en": "health.en.html"}


def page(
    template: str, as_of: str, lang: str, up: str = "", names: Mapping[str, str] = FILES, **holes: Any
) -> str:
    """`template` filled with `holes`.

    up : address of the folder of the index, blank on the index itself. names : file of each language.
    """
    other = "en" if lang == "id" else "id"
    shared = {
        "lang": lang,
        "other": other,
        "other_file": names[other],
        "policy": POLICY,
        "css": Markup(_css()),
        "t": lambda key, **words: wording.say(key, lang, **words),
        "as_of": wording.date_text(as_of, lang),
        "up": up and up + FILES[lang],
    }
    return _templates().get_template(template).render(**shared, **holes) + "\n"


@cache
def _css() -> str:
    from importlib.resources import files

    return (files("ucjlib.show") / "templates" / "style.css").read_text(encoding="utf-8")


@cache
def _templates():
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("ucjlib.show"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )

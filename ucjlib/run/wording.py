"""What commands print around the tables, in both languages: rows of `wording.csv` with named holes.

>>> say("claims_of", "en", claims=counted("claim", 3, "en"), sources=counted("source", 1, "en"))
'3 claims of 1 source'
>>> label("outcome", "cannot_tell", "en"), label("severity", "", "id")
('cannot tell', '')
"""

import csv
import re
from functools import cache
from importlib.resources import files

from ucjlib.core import locale

_HOLE = re.compile(r"\{([a-z_]+)\}")


def say(key: str, lang: str, **holes: object) -> str:
    """The sentence under `key` with its holes filled. Raises KeyError: a key is code, not input."""
    return _HOLE.sub(lambda hole: str(holes[hole[1]]), sentences()[key][lang])


def counted(word: str, number: int, lang: str) -> str:
    """A number with the noun it counts."""
    form = "one" if number == 1 else "other"
    return say(f"count.{word}.{form}", lang, count=locale.decimal(number, 0, lang))


def label(kind: str, word: str, lang: str) -> str:
    """What a reader sees for a word of a list (outcome, severity, change); '' for ''."""
    return say(f"{kind}.{word}", lang) if word else ""


@cache
def sentences() -> dict[str, dict[str, str]]:
    """`wording.csv` as {key: {"id": ..., "en": ...}}."""
    text = (files("ucjlib.run") / "wording.csv").read_text(encoding="utf-8")
    return {row["key"]: {"id": row["id"], "en": row["en"]} for row in csv.DictReader(text.splitlines())}

"""A finding in pieces for tables: what was compared, the numbers, the likely cause and further ones.

The sentence of a finding is one line in a table of thousands (place, date, people, comparison, outcome,
cause); where these have columns of their own, `says` leaves the comparison alone.

>>> words = {"sentence_en": "Kota Malang, 2025 (all workers): 1 and 2; this does not fit.",
...     "sentence_id": "Kota Malang, 2025 (semua pekerja): 1 dan 2; ini tidak cocok.",
...     "outcome": "disagree", "finding_id": "f"}
>>> says(words).en, whom(words).en
('1 and 2', 'all workers')
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from ucjlib.judge import wording as judged
from ucjlib.judge.disputes import OTHERS
from ucjlib.show import wording
from ucjlib.show.claim_marks import MOST_NAMED, short_publisher
from ucjlib.show.layout import NONE
from ucjlib.show.pieces import Constant, Piece, Said, Text, Traced, Words, as_text, join, text

_ABOUT = re.compile(r"(.+), ([^,()]+) \((.+)")  # place, date and people, as `judge.comparing` puts them


class Parts(NamedTuple):
    """The sentence of a finding, taken apart."""

    place: str
    date: str
    whom: str
    says: str


def parts(sentence: str, outcome: str, lang: str) -> Parts:
    """The sentence of a finding without its ending, in parts; one of another shape stays whole in `says`.

    >>> parts("Kabupaten Bungo, 2024 (all workers): 1 + 1 makes 3; this does not fit.", "disagree", "en")
    Parts(place='Kabupaten Bungo', date='2024', whom='all workers', says='1 + 1 makes 3')
    """
    about, _, rest = sentence.partition("): ")
    found = _ABOUT.fullmatch(about)
    if not found or not rest:
        return Parts("", "", "", sentence)
    ending = f"; {judged.own_table('words').at[outcome, lang]}"
    return Parts(found[1], found[2], found[3], rest.rpartition(ending)[0] or rest.removesuffix("."))


def says(finding: Mapping[str, Any]) -> Said:
    """What was compared, without place, date, outcome and cause; all of a sentence of another shape."""
    return Said(_told(finding, "id").says, _told(finding, "en").says, finding["finding_id"])


def whom(finding: Mapping[str, Any]) -> Words:
    """The people it is about, as its sentence names them; nothing for a sentence of another shape."""
    return Words(*(_told(finding, lang).whom for lang in wording.LANGUAGES))


def who(finding: Mapping[str, Any]) -> Text:
    """Who stands on either side, by the columns of `judge.disputes.sided`; one source alone says so."""
    left, right = publishers(finding)
    if finding["within"]:
        return text("disputes.within", who=left)
    return text("disputes.between", left=left, right=right)


def publishers(finding: Mapping[str, Any], most: int = MOST_NAMED) -> tuple[Constant, Constant]:
    """The publishers of the left and of the right side, `most` of each by name."""
    return _named(finding["left"], most), _named(finding["right"], most)


def side(finding: Mapping[str, Any], name: str, style: str = "value") -> Piece:
    """One of the numbers `left_value`, `right_value`, `difference` with its unit; a dash where there is none.

    The difference is shown without its sign, and that of two percentages in percentage points. What has no
    unit is a date, which the sentence names.
    """
    value = finding[name]
    if pd.isna(value) or not finding["unit"]:
        return NONE
    value, unit = float(value), str(finding["unit"])
    if name == "difference":
        value, unit = abs(value), "percentage_points" if unit == "percent" else unit
    return Traced(value, value, value, unit, finding["finding_id"], style=style)


def cause(finding: Mapping[str, Any]) -> Text:
    """The likely cause with its arithmetic; a dash where none fits."""
    return as_text(_cause(finding["cause"], finding["finding_id"]) if finding["cause"] else NONE)


def further(finding: Mapping[str, Any]) -> Text:
    """The other causes that the arithmetic allows, likeliest first; a dash where there are none."""
    words = [word for word in finding["also"].split(" | ") if word]
    if not words:
        return as_text(NONE)
    return join([as_text(_cause(word, finding["finding_id"])) for word in words], "; ")


def _named(joined: str, most: int) -> Constant:
    names = list(dict.fromkeys(short_publisher(name) for name in joined.split(OTHERS)))
    more = f" +{len(names) - most}" if len(names) > most else ""
    return Constant.same(", ".join(names[:most]) + more)


def _told(finding: Mapping[str, Any], lang: str) -> Parts:
    return parts(finding[f"sentence_{lang}"], finding["outcome"], lang)


def _cause(words: str, ref: str) -> Said:
    return Said(cause_in_words(words, "id"), cause_in_words(words, "en"), ref)


def cause_in_words(words: str, lang: str) -> str:
    """A cause as the end of a sentence, with its arithmetic."""
    word, _, working = words.partition(": ")
    phrase = judged.own_table("causes").at[word, lang]
    return f"{phrase}: {judged.arithmetic(working, lang)}" if working else phrase

"""How well the reader does on the example articles: precision and recall on three levels.

number: value and unit; claim: also indicator, segment and region; full: also as_of and target year. Claims
are matched as a bag of facts within each article. Used by `bench/read.py` and the tests.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from example_articles import Example  # noqa: E402

from ucjlib.core.tables import cell_text  # noqa: E402
from ucjlib.read.articles import claims_of, read_article, read_story  # noqa: E402
from ucjlib.read.claims import claim_row  # noqa: E402
from ucjlib.read.markup import readable  # noqa: E402
from ucjlib.read.numbers import Number  # noqa: E402
from ucjlib.read.scope import OURS  # noqa: E402
from ucjlib.read.tagger import NONE, TAGGER, Asked, Decision  # noqa: E402

LEVELS = {
    "number": ("value", "unit"),
    "claim": ("value", "unit", "indicator", "segment", "region"),
    "full": ("value", "unit", "indicator", "segment", "region", "as_of", "target_year"),
}


class Score(NamedTuple):
    """Right, told and asked for; adds up over articles."""

    right: int = 0
    told: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.told + self.gold) if self.told + self.gold else 1.0


def facts(rows: list[dict]) -> list[dict[str, str]]:
    """Rows of claims or gold, every field as text and the region as its code, else its place."""
    shown = [{name: cell_text(cell) for name, cell in row.items()} for row in rows]
    return [
        {**row, "value": cell_text(float(row["value"])), "region": row["region_code"] or row["place"]}
        for row in shown
    ]


class CuesAlone:
    """Answers with what the cue words alone make of a number; dates and places as the tagger picks them."""

    def label(self, model: str, features: list[str], number: Number) -> Decision:
        """The indicator or segment that the rules put among the features; every story is ours."""
        if model == "story":
            return Decision({OURS: 1.0})
        kind, untold = ("ruled=", "total") if model == "segment" else ("rule=", NONE)
        ruled = next(feature for feature in features if feature.startswith(kind))
        return Decision({ruled.removeprefix(kind) or untold: 1.0})

    def rank(self, model: str, options: list, number: Number) -> list[tuple]:
        """The tagger's order."""
        return TAGGER.rank(model, options, number)


def read_with(example: Example, ask: Asked | None) -> list[dict[str, str]]:
    """What the reader makes of an example when `ask` chooses (None: as it ships), as facts.

    `start` is that in the plain text.
    """
    page = readable(example.text)
    said = read_story(page.text, example.published or page.published, ask)
    return facts([claim_row(one, "text#1") for one in claims_of(said)])


def gold_facts(example: Example) -> list[dict[str, str]]:
    """The gold claims of an example, as facts."""
    return facts(example.gold)


def read(example: Example) -> list[dict[str, str]]:
    """What the reader makes of an example, as facts."""
    return facts(read_article(example.text, published=example.published).to_dict("records"))


def score(told: list[dict[str, str]], gold: list[dict[str, str]], level: str) -> Score:
    """One article's score on one level."""
    return score_on(told, gold, LEVELS[level])


def score_on(told: list[dict[str, str]], gold: list[dict[str, str]], names: tuple[str, ...]) -> Score:
    """One article's score where these fields count."""
    said, asked = (Counter(tuple(row[name] for name in names) for row in rows) for rows in (told, gold))
    return Score((said & asked).total(), said.total(), asked.total())


def total(scores: list[Score]) -> Score:
    """All of them together."""
    return Score(*(sum(part) for part in zip(*scores, strict=True))) if scores else Score()

"""What fills the holes of a text: traced numbers, declared constants, quoted rows, words.

A number never travels alone. `Traced` holds value, range, unit and the id of the row it
came from; `Constant` holds what needs no source (a year, a date, a count of regions);
`Said` quotes a sentence of a row (a finding, an estimate) and names that row; `Words` are
translated words and may hold no digit. `Text` is a template with such pieces. None of them
knows about HTML.

>>> now = Traced(17.6, 17.59, 17.61, "percent", ref="35.05:coverage", style="value_range")
>>> Text("Cakupan {now}.", "Coverage {now}.", {"now": now}).plain("en")
'Coverage between 17.59 and 17.61 percent (middle 17.60).'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ucjlib.core.errors import UcjError
from ucjlib.show import wording


class BadBlock(UcjError):
    """A block that cannot be shown: an unknown kind or field, a hole without a piece, foreign markup."""


@dataclass(frozen=True)
class Traced:
    """A number with its range and the row it came from.

    unit, style: as in `wording.amount`; ref: id of a claim, estimate, trajectory, chance,
    cost, regulation, target or finding; precision: decimals, None for what the range carries.
    """

    value: float
    low: float
    high: float
    unit: str
    ref: str
    precision: int | None = None
    style: str = "value"

    def __post_init__(self) -> None:
        numbers = (self.low, self.value, self.high)
        if (
            not all(isinstance(number, int | float) for number in numbers)
            or not self.low <= self.value <= self.high
        ):
            raise BadBlock(
                f"{self.value} does not lie in its range {self.low} to {self.high}",
                where=f"a number traced to {self.ref}",
                fix="hand in value, low and high of one row",
            )
        if self.style not in wording.STYLES:
            raise BadBlock(
                f'"{self.style}" is no style of a number', fix=f"write one of {', '.join(wording.STYLES)}"
            )

    def plain(self, lang: str) -> str:
        return self._as(self.style, lang)

    def tooltip(self, lang: str) -> str:
        """The range and the row, for who points at the number."""
        return f"{self._as('range', lang)} · {self.ref}"

    def styled(self, style: str) -> "Traced":
        """The same number, shown in another style."""
        return replace(self, style=style)

    def _as(self, style: str, lang: str) -> str:
        return wording.amount(self.value, self.low, self.high, self.unit, style, lang, self.precision)


@dataclass(frozen=True)
class Constant:
    """Text with digits that needs no source: a year, a date, a count of regions, a code."""

    id: str
    en: str

    def plain(self, lang: str) -> str:
        return self.id if lang == "id" else self.en

    @classmethod
    def date(cls, text: str) -> "Constant":
        """A date as precise as it is known.

        >>> Constant.date("2025-04").en
        'April 2025'
        """
        return cls(*(wording.date_text(text, lang) for lang in wording.LANGUAGES))

    @classmethod
    def count(cls, number: int) -> "Constant":
        """How many rows or regions there are.

        >>> Constant.count(6765).id
        '6.765'
        """
        return cls(*(wording.decimal(number, 0, lang) for lang in wording.LANGUAGES))

    @classmethod
    def same(cls, text: object) -> "Constant":
        """One text in both languages: a year, a code."""
        return cls(str(text), str(text))


@dataclass(frozen=True)
class Said:
    """What a row says, in both languages; its digits are traced to that row."""

    id: str
    en: str
    ref: str

    def plain(self, lang: str) -> str:
        return self.id if lang == "id" else self.en

    def tooltip(self, lang: str) -> str:
        return self.ref


@dataclass(frozen=True)
class Words:
    """Words in both languages. May hold no digit."""

    id: str
    en: str

    def plain(self, lang: str) -> str:
        return self.id if lang == "id" else self.en


Piece = Traced | Constant | Said | Words
KINDS: dict[str, type] = {kind.__name__: kind for kind in (Traced, Constant, Said, Words)}


@dataclass(frozen=True)
class Text:
    """A template in two languages with named holes, and the pieces that fill them."""

    id: str
    en: str
    numbers: Mapping[str, Piece] = field(default_factory=dict)

    def template(self, lang: str) -> str:
        return self.id if lang == "id" else self.en

    def plain(self, lang: str) -> str:
        """The text without markup."""
        return "".join(part if isinstance(part, str) else part.plain(lang) for part in self.parts(lang))

    def parts(self, lang: str) -> list[str | Piece]:
        """The literal stretches and the pieces, in order. Raises BadBlock for a hole without a piece."""
        split = wording.HOLE.split(self.template(lang))
        return [part if i % 2 == 0 else self._piece(part) for i, part in enumerate(split) if part]

    def _piece(self, name: str) -> Piece:
        if name not in self.numbers:
            raise BadBlock(
                f'the text has a hole "{{{name}}}" and no number of that name',
                where=self.template("id")[:60],
                fix=f"hand it in as numbers={{'{name}': ...}}",
            )
        return self.numbers[name]


def text(key: str, **numbers: Piece) -> Text:
    """The sentence `key` of wording.csv with its pieces.

    >>> text("range", low=Constant.same(1), high=Constant.same(2)).plain("id")
    '1 sampai 2'
    """
    return Text(wording.sentence(key, "id"), wording.sentence(key, "en"), numbers)


def words(key: str) -> Words:
    """The words under `key` of wording.csv, which have no holes."""
    return Words(wording.sentence(key, "id"), wording.sentence(key, "en"))


def join(texts: list[Text], between: str = " ") -> Text:
    """One text of several; holes of the same name are kept apart.

    >>> join([text("figure_range", low=Constant.same(1), high=Constant.same(2))] * 2).plain("id")
    '1–2 1–2'
    """
    moved = [_renamed(part, i) for i, part in enumerate(texts)]
    return Text(
        between.join(part.id for part in moved),
        between.join(part.en for part in moved),
        {name: piece for part in moved for name, piece in part.numbers.items()},
    )


def as_text(piece: Piece | str) -> Text:
    """A text that is this piece alone."""
    return Text("{it}", "{it}", {"it": Words(piece, piece) if isinstance(piece, str) else piece})


def _renamed(part: Text, i: int) -> Text:
    def rename(template: str) -> str:
        return wording.HOLE.sub(lambda hole: f"{{{hole[1]}_{i}}}", template)

    return Text(
        rename(part.id), rename(part.en), {f"{name}_{i}": piece for name, piece in part.numbers.items()}
    )

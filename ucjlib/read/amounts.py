"""The grammar of one amount: what stands printed, collected before it is understood.

An amount is a currency, a sign, figures or number words, scale words, vague endings and a
unit, in the order that Indonesian print puts them ("Rp3 miliar 24 juta", "5 (lima) bulan",
"70an persen", "ke-16"). Values are made in `ucjlib.read.numbers`, when the unit is known.

>>> from ucjlib.read.lexemes import lex
>>> amount = collect(lex("Rp3 miliar 24 juta"), 0)
>>> [(part.face, str(part.factor)) for part in amount.parts], amount.unit, amount.end
([('3', '1000000000'), ('24', '1000000')], 'rupiah', 8)
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ucjlib.read import suspicious
from ucjlib.read.figures import Unreadable
from ucjlib.read.lexemes import Lexeme, at, past_space
from ucjlib.read.ordinals import ordinal_at, whole_at
from ucjlib.read.repeats import past_repeat
from ucjlib.read.spelled import Part, spelled_at
from ucjlib.read.words import meaning, phrase_at

_SCALES = ("scale", "vague_scale", "english_scale", "money_scale")


@dataclass(slots=True)
class Amount:
    """What one amount prints: places of its lexemes, its parts, and the words around them.

    `shown_end` leaves out a qualifier at the end (25 ribu | lebih), `end` does not.
    """

    start: int
    end: int
    parts: list[Part] = field(default_factory=list)
    unit: str = ""
    noun: str = ""
    sign: str = ""
    qualifier: str = ""
    shown_end: int = 0

    @property
    def spelled(self) -> bool:
        return all(isinstance(part.face, Decimal) for part in self.parts)

    @property
    def scale(self) -> Part | None:
        """The part whose scale word an earlier end of a range may share ("13-15 ribu")."""
        last = self.parts[-1]
        return last if last.scale else None


def collect(
    lexemes: list[Lexeme], i: int, unit: str = "", after_dash: bool = False, after_cue: bool = False
) -> Amount | None:
    """The amount that starts at `i`, or None; `unit` is what the context says it counts.

    `after_dash`: the hyphen before belongs to a range; `after_cue`: a word before asks for a rank.
    Raises Unreadable for a number-like run that is no safe number; `end` tells where it ends.
    """
    collector = _Collector(lexemes, i, unit, after_dash, after_cue)
    return collector.amount if collector.run() else None


class _Collector:
    """A cursor over lexemes; each `_take` method moves past what it knows, or stays."""

    def __init__(self, lexemes: list[Lexeme], i: int, unit: str, after_dash: bool, after_cue: bool) -> None:
        self.lexemes, self.i, self.hint = lexemes, i, unit
        self.after_dash, self.after_cue = after_dash, after_cue
        self.amount = Amount(i, i)
        self.before_after = (-1, -1)

    def run(self) -> bool:
        if self._take_whole():
            self.amount.end = self.amount.shown_end = self.i
            return True
        self._take_currency()
        self._take_sign()
        if not self._take_face():
            return False
        self._take_unit()
        suspicious.refuse_other_money(self.lexemes, self.amount.start, self.i)
        self._take_after()
        self.amount.end = self.i
        self.amount.shown_end = self.before_after[0] if self.before_after[1] == self.i else self.i
        noun = phrase_at(self.lexemes, past_space(self.lexemes, self.i), "noun")
        self.amount.noun = noun[0] if noun else ""
        return True

    def _take_whole(self) -> bool:
        """setahun, ke-16: one word or rank is all of it."""
        whole = whole_at(self.lexemes, self.i, self.hint)
        if whole:
            self.amount.parts, self.amount.unit, self.i = whole
            return True
        rank = ordinal_at(self.lexemes, self.i, asked=self.hint == "rank" or self.after_cue)
        if rank:
            self.amount.parts, self.i = rank
            self.amount.unit = "rank"
        return rank is not None

    def _take_currency(self) -> None:
        found = phrase_at(self.lexemes, self.i, "currency")
        if not found:
            return
        nxt = found[1] + 1 if at(self.lexemes, found[1]).key == "." else found[1]
        self.i, self.amount.unit = past_space(self.lexemes, nxt), found[0]

    def _take_sign(self) -> None:
        here, before = self._here(), at(self.lexemes, self.i - 1)
        following = at(self.lexemes, self.i + 1)
        if meaning(here.key, "minus") is not None:
            self.amount.sign = "word"
            self.i = past_space(self.lexemes, self.i + 1)
            return
        free = before.kind in ("end", "space") or before.key in ("(", '"', "“")
        if free and meaning(here.key, "dash") is not None and following.kind == "figure":
            self.amount.sign = "bullet" if before.text.endswith("\n") else "dash"
            self.i += 1

    def _take_face(self) -> bool:
        if self._here().kind == "odd":
            self.i += 1
            raise Unreadable("its digits are not the digits 0 to 9", self.i)
        if self._here().kind == "figure":
            self._take_figure()
            return True
        spelled = spelled_at(self.lexemes, self.i)
        if spelled is None:
            return False
        self.amount.parts, self.i = spelled
        if self.amount.parts[-1].scale == "vague_scale":
            self.amount.qualifier = "about"
        suspicious.refuse_fraction_after(self.lexemes, self.i)
        self.i = past_repeat(self.lexemes, self.i, self.amount.parts)
        self._take_shared_scale()
        return True

    def _take_figure(self) -> None:
        figure = self._here()
        self._refuse_suspicious()
        self.i += 1
        self.amount.parts = [Part(figure.text)]
        if self.amount.unit == "rupiah":
            self._take_comma_dash()
        self._take_vague()
        self.i = past_repeat(self.lexemes, self.i, self.amount.parts)
        self._take_scale()
        self.i = past_repeat(self.lexemes, self.i, self.amount.parts)
        self._take_lower_scales()

    def _refuse_suspicious(self) -> None:
        suspicious.refuse_odd_characters(self.lexemes, self.i)
        if self.i == self.amount.start and not self.after_dash:
            suspicious.refuse_letters_before(self.lexemes, self.i)
        suspicious.refuse_joined_run(self.lexemes, self.i)
        suspicious.refuse_stray_space(self.lexemes, self.i)
        suspicious.refuse_lost_digits(self.lexemes, self.i)
        suspicious.refuse_clock(self.lexemes, self.i)

    def _take_comma_dash(self) -> None:
        """The old ending of prices: Rp 16.800,-"""
        if self._here().key == "," and at(self.lexemes, self.i + 1).key in suspicious.HYPHENS:
            self.i += 2

    def _take_vague(self) -> None:
        """17.000an, 468.000-an, 3.000 an; 40 sekian, 25 ribu lebih."""
        nxt = past_space(self.lexemes, self.i)
        dashed = self._here().key in suspicious.HYPHENS
        if at(self.lexemes, self.i + 1 if dashed else nxt).key == "an":
            self.i = self.i + 2 if dashed else nxt + 1
            self.amount.qualifier = "about"
        else:
            self._take_after()

    def _take_after(self) -> None:
        """lebih, sekian and their like; "lebih tinggi" compares and belongs to no number."""
        found = phrase_at(self.lexemes, past_space(self.lexemes, self.i), "qualifier_after")
        if not found:
            return
        follows = at(self.lexemes, past_space(self.lexemes, found[1])).key
        if meaning(follows, "comparative") is None:
            self.before_after = (self.i, found[1])
            self.amount.qualifier, self.i = found

    def _take_scale(self) -> None:
        nxt = past_space(self.lexemes, self.i)
        word = at(self.lexemes, nxt)
        role = next((role for role in _SCALES if meaning(word.key, role)), "")
        if not role:
            suspicious.refuse_word_after(self.lexemes, self.i)
            return
        self.i = nxt + 1
        if role == "money_scale" and not (self.amount.unit == "rupiah" or self.hint.startswith("rupiah")):
            raise Unreadable(f'"{word.text}" is a scale word only of rupiah', self.i)
        factor = Decimal(str(meaning(word.key, role)))
        self.amount.parts[-1] = self.amount.parts[-1]._replace(factor=factor, scale=role)
        if role == "vague_scale":
            self.amount.qualifier = "about"
        self._take_vague()
        suspicious.refuse_second_scale(self.lexemes, self.i)

    def _take_shared_scale(self) -> None:
        """enam (6) juta, and satu million: a scale word after words that have none."""
        if not self.amount.parts[-1].scale:
            self._take_scale()

    def _take_lower_scales(self) -> None:
        """miliar, then juta, then ribu: Rp3 miliar 24 juta."""
        while (scale := self.amount.parts[-1]).scale and not self.amount.qualifier:
            nxt = past_space(self.lexemes, self.i)
            figure, word_at = at(self.lexemes, nxt), past_space(self.lexemes, nxt + 1)
            if nxt == self.i or figure.kind != "figure" or not re.fullmatch("[0-9]{1,3}", figure.text):
                return
            factor = meaning(at(self.lexemes, word_at).key, "scale")
            if factor and Decimal(factor) < scale.factor:
                self.amount.parts.append(Part(figure.text, Decimal(1), Decimal(factor), "scale"))
                self.i = word_at + 1
            elif phrase_at(self.lexemes, word_at, "unit") or phrase_at(self.lexemes, word_at, "noun"):
                return
            else:
                self.i = nxt + 1
                raise Unreadable("figures follow its scale word and nothing tells what they count", self.i)

    def _take_unit(self) -> None:
        nxt = past_space(self.lexemes, self.i)
        top = at(self.lexemes, nxt).key
        if meaning(top, "top") is not None and not self.amount.unit and not self.amount.parts[-1].scale:
            self.amount.unit, self.amount.qualifier, self.i = "rank", "up_to", nxt + 1
            return
        found = phrase_at(self.lexemes, nxt, "unit")
        if found and not (found[0] in ("months", "years") and self._is_a_date(found[1])):
            if self.amount.unit and self.amount.unit != found[0]:
                return
            self.amount.unit, self.i = found
            self._skip_to("full")

    def _is_a_date(self, i: int) -> bool:
        """bulan Mei, tahun 2025, tahun ini: the word names a time and counts nothing."""
        if self.amount.unit == "rupiah":
            return True
        nxt = at(self.lexemes, past_space(self.lexemes, i))
        dated = nxt.kind == "figure" or meaning(nxt.key, "not_a_span") is not None
        return dated or meaning(nxt.key, "month") is not None

    def _skip_to(self, role: str) -> None:
        found = phrase_at(self.lexemes, past_space(self.lexemes, self.i), role)
        if found:
            self.i = found[1]

    def _here(self) -> Lexeme:
        return at(self.lexemes, self.i)

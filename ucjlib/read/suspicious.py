"""Runs of digits that look like an amount and must be refused: misprints, dates, letters.

Each function looks at the lexemes around one figure or word and raises Unreadable, with
the place where the run ends, when more than one number could be meant: "37. 229" is
37,229, or the end of one sentence and the start of the next. Nothing is repaired here.
"""

import re

from ucjlib.read.figures import Unreadable
from ucjlib.read.lexemes import Lexeme, at, has_hidden, past_space
from ucjlib.read.spelled import number_run_end
from ucjlib.read.words import meaning, near_miss, phrase_at, phrase_before

HYPHENS = ("-", "–", "—")
_JOINERS = "/:_'’"
_LISTS = (",", "dan", "serta")
_SHORT = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})*")
_THREE = re.compile(r"[0-9]{3}(?:[.,].*)?", re.DOTALL)
_CLOCK = re.compile(r"[0-9]{1,2}[.][0-9]{2}")


def refuse_odd_characters(lexemes: list[Lexeme], i: int) -> None:
    """Characters that show nothing, or digits of another script, in or beside the figure at `i`."""
    beside = (at(lexemes, i - 1).kind, at(lexemes, i + 1).kind)
    if has_hidden(at(lexemes, i).text) or "hidden" in beside:
        end = i + 2 if beside[1] == "hidden" else i + 1
        raise Unreadable("a character that shows nothing, or turns the text, stands in or beside it", end)
    if "odd" in beside:
        raise Unreadable("its digits are not all the digits 0 to 9", i + 2 if beside[1] == "odd" else i + 1)


def refuse_letters_before(lexemes: list[Lexeme], i: int) -> None:
    """PP50, Covid-19."""
    before = at(lexemes, i - 1)
    dashed = before.key in HYPHENS and at(lexemes, i - 2).kind == "word"
    if before.kind == "word" or dashed:
        raise Unreadable("it is joined to letters", i + 1)


def refuse_joined_run(lexemes: list[Lexeme], i: int) -> None:
    """14/4/2025, 10:15, 0812-3456-7890: dates, times, other numbers; not amounts."""
    end, marks = i + 1, 0
    slashed = False
    while at(lexemes, end + 1).kind == "figure" and at(lexemes, end).key in (*_JOINERS, *HYPHENS):
        slashed = slashed or at(lexemes, end).key in _JOINERS
        marks += 1
        end += 2
    if marks > 1 or slashed:
        raise Unreadable("its digits are joined as in a date, a time or a telephone number", end)


def refuse_stray_space(lexemes: list[Lexeme], i: int) -> None:
    """37. 229, 16 .800, Rp 1, 27 miliar: a space inside, or two numbers beside each other."""
    gap, figure = _gap(lexemes, i), at(lexemes, i).text
    end = _past_scale(lexemes, i + gap + 1)
    of_money = end > i + gap + 1 and phrase_before(lexemes, i, "currency") is not None
    inside = _THREE.fullmatch(at(lexemes, i + gap).text) or (of_money and figure.isdigit())
    if gap and inside and _SHORT.fullmatch(figure) and not _is_listed(lexemes, i, end):
        raise Unreadable("a space stands inside it, or between two numbers", end)


def refuse_lost_digits(lexemes: list[Lexeme], i: int) -> None:
    """Rp 162, miliar."""
    nxt = past_space(lexemes, i + 2)
    if at(lexemes, i + 1).key == "," and meaning(at(lexemes, nxt).key, "scale"):
        raise Unreadable("digits are missing after its comma", nxt + 1)


def refuse_clock(lexemes: list[Lexeme], i: int) -> None:
    """10.15 WIB, pukul 10.15."""
    zone = meaning(at(lexemes, past_space(lexemes, i + 1)).key, "clock")
    cue = phrase_before(lexemes, i, "clock_before")
    if _CLOCK.fullmatch(at(lexemes, i).text) and (cue or zone is not None):
        raise Unreadable("it is a time of day", i + 1)


def refuse_word_after(lexemes: list[Lexeme], i: int) -> None:
    """What stands at `i`, after a figure, is no scale word: a slip (tibu), a stump (mil), letters (5G)."""
    nxt = past_space(lexemes, i)
    word = at(lexemes, nxt)
    if word.kind != "word":
        return
    meant = near_miss(word.key)
    if meant:
        raise Unreadable(f'"{word.text}" is no scale word or unit; did the source mean "{meant}"?', nxt + 1)
    if meaning(word.key, "joint") or meaning(word.key, "fraction") is not None:
        end = number_run_end(lexemes, nxt + 1)
        raise Unreadable(f'"{word.text}" does not go with what stands before it', end)
    if nxt == i and not any(phrase_at(lexemes, i, role) for role in ("unit", "noun", "top", "clock")):
        raise Unreadable(f'it is joined to "{word.text}"', i + 1)


def refuse_second_scale(lexemes: list[Lexeme], i: int) -> None:
    """3,11 Juta juta."""
    nxt = past_space(lexemes, i)
    if any(meaning(at(lexemes, nxt).key, role) for role in ("scale", "vague_scale", "english_scale")):
        raise Unreadable("two scale words follow one another", nxt + 1)


def refuse_fraction_after(lexemes: list[Lexeme], i: int) -> None:
    """dua pertiga, lima ratusan: the words before `i` are not the whole of it."""
    nxt = past_space(lexemes, i)
    word = at(lexemes, nxt)
    if meaning(word.key, "fraction") is not None or meaning(word.key, "vague") is not None:
        end = number_run_end(lexemes, past_space(lexemes, nxt + 1))
        raise Unreadable("it is a fraction or a vague word, no number in decimals", max(nxt + 1, end))


def refuse_other_money(lexemes: list[Lexeme], start: int, end: int) -> None:
    """US$ 5 juta, 5 juta dolar: the figures of this subject are rupiah."""
    before = phrase_before(lexemes, start, "foreign_currency")
    after = phrase_at(lexemes, past_space(lexemes, end), "foreign_currency")
    if before or after:
        raise Unreadable("it counts money of another country", after[1] if after else end)


def _gap(lexemes: list[Lexeme], i: int) -> int:
    """How far the next figure stands from that at `i` when a space, or a space and a mark, parts them."""
    ahead = [at(lexemes, i + k) for k in (1, 2, 3)]
    kinds = ["separator" if x.key in (".", ",") else x.kind for x in ahead]
    if kinds[:2] == ["space", "figure"]:
        return 2
    return 3 if kinds in (["separator", "space", "figure"], ["space", "separator", "figure"]) else 0


def _is_listed(lexemes: list[Lexeme], i: int, end: int) -> bool:
    """Whether the comma after the figure at `i` parts a list: 2.400, 900; 412, 380 dan 215."""
    nxt = past_space(lexemes, end)
    goes_on = at(lexemes, nxt).key in _LISTS and at(lexemes, past_space(lexemes, nxt + 1)).kind == "figure"
    return at(lexemes, i + 1).key == "," and ("." in at(lexemes, i).text or goes_on)


def _past_scale(lexemes: list[Lexeme], i: int) -> int:
    nxt = past_space(lexemes, i)
    return nxt + 1 if meaning(at(lexemes, nxt).key, "scale") else i

"""Text cut into lexemes: figures, words, spaces and marks, each with its characters.

The number and date grammars read lexemes, never raw text, so they need no backtracking
patterns: cutting takes one step per lexeme, however hostile the text. Nothing is
understood here; "1.2.3" is one figure as printed, and the grammar refuses it later.

>>> [(x.kind, x.text) for x in lex("Rp16.800 (17")]
[('word', 'Rp'), ('figure', '16.800'), ('space', ' '), ('mark', '('), ('figure', '17')]
"""

import re
from typing import NamedTuple

# Characters that show nothing, or turn the reading direction: inside a number they are refused.
HIDDEN = (
    "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\xad\\u061c\\u180e"
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff"
)
_LEXEME = re.compile(
    rf"(?P<figure>[0-9]+(?:[.,{HIDDEN}]+[0-9]+)*)"
    r"|(?P<space>\s+)|(?P<word>[^\W\d_]+)|(?P<odd>\d+)"
    rf"|(?P<hidden>[{HIDDEN}])|(?P<mark>.)",
    re.DOTALL,
)
_HIDDEN = re.compile(f"[{HIDDEN}]")


class Lexeme(NamedTuple):
    """One piece of text. `kind`: figure, word, space, mark, hidden, odd (digits other than 0-9)."""

    kind: str
    text: str
    key: str
    start: int
    end: int


END = Lexeme("end", "", "", -1, -1)


def lex(text: str) -> list[Lexeme]:
    """All of `text` as lexemes in order; joined they give the text back."""
    return [
        Lexeme(m.lastgroup or "", m.group(), m.group().casefold(), m.start(), m.end())
        for m in _LEXEME.finditer(text)
    ]


def at(lexemes: list[Lexeme], i: int) -> Lexeme:
    """The lexeme at `i`, or END outside the text."""
    return lexemes[i] if 0 <= i < len(lexemes) else END


def past_space(lexemes: list[Lexeme], i: int) -> int:
    """The place after a space at `i`; a blank line is no space, what stands past it is another paragraph."""
    here = at(lexemes, i)
    return i + 1 if here.kind == "space" and here.text.count("\n") < 2 else i


def before_space(lexemes: list[Lexeme], i: int) -> int:
    """The place before a space at `i`, reading backwards."""
    here = at(lexemes, i)
    return i - 1 if here.kind == "space" and here.text.count("\n") < 2 else i


def has_hidden(text: str) -> bool:
    """Whether `text` holds a character that shows nothing or turns the direction."""
    return bool(_HIDDEN.search(text))


def quoted(text: str, most: int = 60) -> str:
    """`text` in quotation marks for a sentence: cut to `most` characters, hidden ones written out.

    >>> quoted("31\\u200b,94")
    '"31\\\\u200b,94"'
    """
    cut = text if len(text) <= most else f"{text[: most - 3]}..."
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return f'"{shown}"'

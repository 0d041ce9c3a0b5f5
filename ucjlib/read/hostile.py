"""Texts that are refused before anything reads them, each with a sentence.

Every step of reading takes time in proportion to the length, so a limit on the length is a limit on the
time: a page is read or refused within two seconds. No article comes near these limits. Plain text costs no
parsing and may be longer: a collection of articles takes the time of its parts.
What hides in a text that is short enough is refused number by number (`ucjlib.read.suspicious`).
"""

import re

from ucjlib.read.refusals import refusal

MOST_SOURCE = 3_000_000  # characters of a page with its scripts and pictures
MOST_SHOWN = 60_000  # characters of a page without its menus, comments and related links
MOST_STORY = 20_000  # characters of a page's article: a long one has 8,000
MOST_PLAIN = 1_500_000  # characters of a plain text
MOST_DIGITS = 1_000
_DIGITS = re.compile(rf"[0-9]{{{MOST_DIGITS}}}")


def refuse_hostile(text: str) -> None:
    """Raises CannotRead for a text too long, with NUL characters, or with a number of over 1,000 digits."""
    refuse_longer(len(text), MOST_SOURCE)
    nul = text.find("\0")
    if nul >= 0:
        raise refusal("nul", at=nul)
    if digits := _DIGITS.search(text):
        raise refusal("digits", most=MOST_DIGITS, at=digits.start())


def refuse_longer(length: int, most: int) -> None:
    """Raises CannotRead for a text of more than `most` characters."""
    if length > most:
        raise refusal("too long", most=most)


def refuse_more(count: int, most: int, what: str) -> None:
    """Raises CannotRead for a page that has more than `most` of `what`."""
    if count > most:
        raise refusal("too many", most=most, what=what)

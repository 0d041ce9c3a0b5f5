"""Whether a line is a sentence, or a headline, a heading, an item of a list: by how it ends.

>>> [is_ended(line) for line in ("Ia setuju. (jon/pri)", "Siapa ikut?", "Warga Ikut", "Rinciannya:")]
[True, True, False, False]
"""

import re

_ENDS = re.compile(r"[.!?][\"”’')]*\s*(?:\([\w/*. -]+\))?\s*$")
_TAIL = 40  # characters of a full stop and a reporter's mark


def is_ended(line: str) -> bool:
    """Whether a line ends as a sentence does, a reporter's mark in brackets aside."""
    return _ENDS.search(line[-_TAIL:]) is not None

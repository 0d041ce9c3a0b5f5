"""Why two figures disagree: the likely cause, with the arithmetic that shows it.

A cause is a suggestion, never a repair: one of the words of `causes.csv`, a colon, and the
arithmetic in plain numerals. A person decides (`data/raw/decisions.csv`).

>>> digit_cause(130363, 130263, "79077 + 51186")
'single_digit_slip: 79077 + 51186 = 130263, printed 130363'
>>> because(digit_cause(130363, 130263, "79077 + 51186"), "id")
' (kemungkinan satu angka keliru: 79.077 + 51.186 = 130.263, tercetak 130.363)'

Method: the digit search follows the edit distances of typing (substitution, adjacent
transposition, deletion, insertion) that Scholtus (2009) uses for simple typing errors.
"""

from ucjlib.judge import wording
from ucjlib.judge.wording import plain

LEAST_DIGITS = 4


def digit_cause(printed: float, demanded: float, working: str = "") -> str:
    """The slip that turns the `demanded` count into the `printed` one, or ''.

    Both are counts of four digits at least: among shorter numbers one edit joins too many.
    """
    if (
        not (printed.is_integer() if isinstance(printed, float) else True)
        or min(printed, demanded) < 1000
        or printed == demanded
    ):
        return ""
    word = digit_slip(*_without_zeros(f"{printed:.0f}", f"{demanded:.0f}"))
    return shown(word, f"{working or plain(demanded)}{_equals(working, demanded)}, printed {plain(printed)}")


def digit_slip(printed: str, demanded: str, *, least: int = LEAST_DIGITS) -> str:
    """The one edit between two digit strings of `least` digits, or ''.

    >>> digit_slip("130363", "130263"), digit_slip("35.68", "35.86"), digit_slip("4799", "47799")
    ('single_digit_slip', 'swapped_digits', 'lost_digit')
    """
    if printed == demanded or min(sum(map(str.isdigit, text)) for text in (printed, demanded)) < least:
        return ""
    if len(printed) == len(demanded):
        return _same_length(printed, demanded) if _more_than_rounding(printed, demanded) else ""
    if len(printed) + 1 == len(demanded) and _lacks_one(printed, demanded):
        return "lost_digit"
    return "added_digit" if len(demanded) + 1 == len(printed) and _lacks_one(demanded, printed) else ""


def lost_scale(printed: float, other: float, off: float = 0.0) -> str:
    """The lost word for thousand ("ribu") between two counts or amounts, to a share `off`, or ''.

    >>> lost_scale(269000.0, 269.0), lost_scale(2016e9, 2160e6)
    ('lost_scale: 269 x 1000 = 269000', '')
    """
    least, most = sorted((printed, other))
    near = least > 0 and abs(most / (1000 * least) - 1) <= off
    return shown("lost_scale" if near else "", f"{plain(least)} x 1000 = {plain(1000 * least)}")


def shown(word: str, working: str) -> str:
    """The cell of column `cause`: word, colon, arithmetic; '' without a word."""
    return f"{word}: {working}" if word else ""


def because(cause: str, language: str) -> str:
    """The cause as the end of a sentence, blank first; '' without a cause."""
    if not cause:
        return ""
    word, _, working = cause.partition(": ")
    likely = {"id": "kemungkinan", "en": "likely"}[language]
    phrase = wording.cell("causes", word, language)
    return f" ({likely} {phrase}: {wording.arithmetic(working, language)})"


def _without_zeros(printed: str, demanded: str) -> tuple[str, str]:
    zeros = min(len(text) - len(text.rstrip("0")) for text in (printed, demanded))
    return printed[: len(printed) - zeros], demanded[: len(demanded) - zeros]


def _more_than_rounding(printed: str, demanded: str) -> bool:
    # two units of the last digit are what rounded parts leave over, not a slip of the pen
    return abs(int(printed.replace(".", "")) - int(demanded.replace(".", ""))) > 2


def _equals(working: str, demanded: float) -> str:
    return f" = {plain(demanded)}" if working else ""


def _same_length(printed: str, demanded: str) -> str:
    off = [place for place, (left, right) in enumerate(zip(printed, demanded, strict=True)) if left != right]
    if len(off) == 1:
        return "single_digit_slip"
    swapped = len(off) == 2 and printed[off[0]] == demanded[off[1]] and printed[off[1]] == demanded[off[0]]
    return "swapped_digits" if swapped and off[1] - off[0] <= 2 else ""


def _lacks_one(shorter: str, longer: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))

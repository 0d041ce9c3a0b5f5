"""Spell a number the way an Indonesian newspaper would: `79.077`, `79 ribu`, `Rp 1,5 M`, `enam (6) bulan`.

For make_articles.py, which needs the token and what the token says: `79 ribu` says 79000 although 79077 was
meant. Not for the library: it writes and does not read, and it misprints on purpose. The forms are those that
the press uses; each is a row of FORMS below with the phenomena it shows (ids as in the corpus guide).

>>> spell("count", 79077, "scale").printed
'79 ribu'
>>> spell("months", 6, "bracket").printed
'6 (enam) bulan'
"""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
SCALES = [(10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")]
ROUNDING = {
    "more_than": ROUND_FLOOR,
    "at_least": ROUND_FLOOR,
    "less_than": ROUND_CEILING,
    "almost": ROUND_CEILING,
}


@dataclass(frozen=True)
class Token:
    printed: str
    value: Decimal
    qualifier: str = ""
    covers: str = ""
    high: Decimal | None = None
    claim: bool = True


def words(number: int) -> str:
    """Number in words, 0 to below a thousand billion."""
    if number < 12:
        return UNITS[number]
    if number < 20:
        return words(number - 10) + " belas"
    if number < 100:
        return _join(number // 10, "puluh", number % 10)
    if number < 1000:
        return _hundred(number // 100, "ratus", number % 100)
    if number < 2000:
        return ("seribu " + (words(number - 1000) if number > 1000 else "")).strip()
    size, name = next((s, n) for s, n in SCALES if number >= s)
    return _join(number // size, name, number % size)


def _hundred(count: int, name: str, rest: int) -> str:
    first = "seratus" if count == 1 else f"{words(count)} {name}"
    return f"{first} {words(rest)}" if rest else first


def _join(count: int, name: str, rest: int) -> str:
    first = f"{words(count)} {name}"
    return f"{first} {words(rest)}" if rest else first


def plain(value: Decimal | int) -> str:
    """Digits with a point, no trailing zeros: the form of the gold rows."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: int, separator: str = ".") -> str:
    return f"{int(value):,}".replace(",", separator)


def rounded(value, digits: int, qualifier: str = "") -> Decimal:
    """Value to `digits` decimals, in the direction the qualifier needs (lebih dari cuts, hampir lifts)."""
    step = Decimal(1).scaleb(-digits)
    return Decimal(value).quantize(step, rounding=ROUNDING.get(qualifier, ROUND_HALF_UP))


def scaled(value, qualifier: str = "") -> tuple[str, str, Decimal]:
    """Number, scale word and what the two say together: 79077 is '79', 'ribu', 79000."""
    size, name = next(((s, n) for s, n in SCALES if value >= s), (1, ""))
    part = Decimal(int(value)) / size
    short = rounded(part, 0 if part >= 20 and size <= 10**6 else 1, qualifier)
    text = plain(short).replace(".", ",")
    return text, name, Decimal(plain(short)) * size


def percent(value: Decimal, unit: str = " persen", decimal: str = ",") -> str:
    return f"{value}".replace(".", decimal) + unit


def _count(value: int, form: str, qualifier: str) -> Token:
    if form in ("scale", "english") and value >= 10_000:
        text, name, said = scaled(value, qualifier)
        covers = "N02"
        if form == "english" and "," in text:
            text, covers = text.replace(",", "."), "N07"
        return Token(f"{text} {name}", said, covers=covers)
    if form == "comma" and value >= 1000:
        return Token(grouped(value, ","), Decimal(value), covers="N08")
    if form == "bare" and value >= 1000:
        return Token(str(value), Decimal(value), covers="N09")
    if form == "words":
        return Token(words(value), Decimal(value), covers="N10")
    if form == "bracket":
        return Token(f"{grouped(value)} ({words(value)})", Decimal(value), covers="N11")
    return Token(grouped(value), Decimal(value), covers="N01" if value >= 1000 else "")


def _percent(value: Decimal, form: str, qualifier: str) -> Token:
    if qualifier in ROUNDING:
        value = rounded(value, 0, qualifier)
    whole = value == value.to_integral_value()
    if form == "words" and whole:
        return Token(f"{words(int(value))} persen", value, covers="N10")
    value = Decimal(int(value)) if whole and form != "long" else value
    unit = "%" if form == "sign" else " %" if form == "sign_apart" else " persen"
    kind = "N03" if whole else "N05" if form == "english" else "N04"
    return Token(percent(value, unit, "." if kind == "N05" else ","), value, covers=kind)


RUPIAH = {
    "point": "Rp{}",
    "apart": "Rp {}",
    "dotted": "Rp. {},-",
    "word": "{} rupiah",
    "dash": "Rp{},-",
}
SHORT = {"scale": "Rp{} {}", "scale_apart": "Rp {} {}", "letter": "Rp{} {}", "letter_dot": "Rp. {}{}"}
OLD_SPELLING = {"miliar": "milyar", "triliun": "trilyun"}


def _rupiah(value: int, form: str, qualifier: str) -> Token:
    if form in SHORT or form in ("old", "english") or qualifier in ROUNDING:
        text, name, said = scaled(value, qualifier)
        if form.startswith("letter") and name in ("miliar", "triliun"):
            return Token(SHORT[form].format(text, name[0].upper()), said, covers="N15")
        if form == "old" and name in OLD_SPELLING:
            return Token(f"Rp{text} {OLD_SPELLING[name]}", said, covers="N15")
        if form == "english" and "," in text:
            return Token(f"Rp{text.replace(',', '.')} {name}", said, covers="N07")
        shape = "scale_apart" if form == "scale_apart" else "scale"
        return Token(SHORT[shape].format(text, name), said, covers="N02")
    shape = form if form in RUPIAH else "point"
    covers = "N14" if shape != "point" or value >= 10**8 else "N01"
    return Token(RUPIAH[shape].format(grouped(value)), Decimal(value), covers=covers)


def _months(value: int, form: str, qualifier: str) -> Token:
    said = Decimal(value)
    if form == "words":
        return Token(f"{words(value)} bulan", said, covers="N10")
    if form == "bracket":
        return Token(f"{value} ({words(value)}) bulan", said, covers="N11")
    if form == "turned":
        return Token(f"{words(value)} ({value}) bulan", said, covers="N11")
    return Token(f"{value} bulan", said)


def _rank(value: int, form: str, qualifier: str) -> Token:
    if form == "words":
        ordinal = "pertama" if value == 1 else "ke" + words(value)
        return Token(ordinal, Decimal(value), covers="N10")
    return Token(str(value), Decimal(value))


def _score(value, form: str, qualifier: str) -> Token:
    return Token(str(value).replace(".", ","), Decimal(value))


KINDS = {
    "score": _score,
    "count": _count,
    "percent": _percent,
    "rupiah": _rupiah,
    "months": _months,
    "rank": _rank,
}


def spell(kind: str, value, form: str = "point", qualifier: str = "") -> Token:
    """The token for `value`: what is printed, what it says, and the phenomena it shows."""
    value = Decimal(value) if kind in ("percent", "score") else int(value)
    if kind == "count" and qualifier in ROUNDING and value >= 1000 and form in ("point", "comma", "bare"):
        step = 1000 if value >= 10_000 else 100
        value = int(rounded(Decimal(value) / step, 0, qualifier)) * step
    return KINDS[kind](value, form, qualifier)


def vague(kind: str, value, form: str) -> Token:
    """A token with -an or sekian: about. 17.000-an, 60 ribuan, 70-an persen, 40 sekian persen."""
    if kind == "percent":
        ten = int(value) // 10 * 10
        printed = {"an": f"{ten}-an persen", "tight": f"{ten}an persen"}.get(form, f"{ten} sekian persen")
        return Token(printed, Decimal(ten), "about", "N12 Q01")
    thousand = max(int(value) // 1000, 1)
    shapes = {"an": "{}.000-an", "tight": "{}.000an", "sekian": "{} ribuan"}
    return Token(shapes[form].format(grouped(thousand)), Decimal(thousand * 1000), "about", "N12 Q01")


def ranged(kind: str, value, form: str) -> Token:
    """Two ends in one token, unit once: 30 hingga 40 persen, 600–700 ribu."""
    joint = {"to": " hingga ", "until": " sampai ", "hyphen": "-", "dash": "–"}[form]
    step, size, unit = (1, 1, "persen") if kind == "percent" else (5, 1000, "ribu")
    low = int(value) // size // step * step
    high = low + step * (2 if form in ("to", "until") else 1)
    return Token(f"{low}{joint}{high} {unit}", Decimal(low * size), "", "N13", Decimal(high * size))


def misprint(token: Token, kind: str, form: str) -> Token | None:
    """The token with one slip met in the wild, or None where it has no place for that slip."""
    text = token.printed
    if form == "stray" and kind == "count" and text.count(".") == 1:
        return replace(token, printed=text.replace(".", ". "), covers="N16")
    if form == "tight" and text.endswith((" persen", " ribu", " juta")):
        return replace(token, printed=text.replace(" ", ""), covers="N16")
    if form == "extra" and kind == "count" and text.count(".") == 1:
        return replace(token, printed=text + "3", covers="N17", claim=False)
    if form == "lost" and kind == "rupiah" and "," in text and text.endswith("miliar"):
        whole = text.split(",")[0]
        value = Decimal(whole.removeprefix("Rp").strip()) * 10**9
        return replace(token, printed=f"{whole}, miliar", value=value, covers="N17")
    if form == "twice" and text.endswith(" juta") and kind == "count":
        return replace(token, printed=text.replace(" juta", " Juta juta"), covers="N19")
    if form == "full" and kind == "count" and text.count(".") == 1 and token.value >= 10_000:
        return replace(token, printed=text + " ribu", covers="N19")
    if form == "misspelt" and text.endswith(" ribu"):
        return replace(token, printed=text.replace("ribu", "tibu"), covers="N20")
    if form == "mixed" and kind == "rupiah" and text.count(".") == 2:
        return replace(token, printed=",".join(text.rsplit(".", 1)), covers="N20")
    return None


def capitals(printed: str) -> str:
    """Unit words as headlines write them: 24 Persen, Rp1,5 Miliar."""
    return re.sub(r" (persen|ribu|juta|miliar|milyar|triliun)", lambda m: " " + m[1].capitalize(), printed)


def swapped(token: Token) -> Token | None:
    """The token with two neighbouring digits exchanged, 130.363 for 130.633; None where all are alike."""
    digits = [i for i, c in enumerate(token.printed) if c.isdigit()]
    for a, b in list(zip(digits, digits[1:], strict=False))[1:]:
        if token.printed[a] != token.printed[b]:
            text = list(token.printed)
            text[a], text[b] = text[b], text[a]
            printed = "".join(text)
            return replace(token, printed=printed, value=Decimal(printed.replace(".", "")), covers="N21")
    return None

"""The guard before every comparison: same kind of member, same denominator, dates not too far apart.

A rate of active members over the employed and one of registered members over the agency's own base have no
common order, and a figure of 2021 says little about a place of 2025. Unlike figures are refused with a
sentence, or kept with a label that travels in the columns `unlike`, `unlike_id`, `unlike_en`.

The kind that most rows are of is the measure (ties: the first by name), and its newest figure (if none of it
is dated, the newest of all) is the date to be near. Two rates that both do not tell their base are taken for
one kind; a table that shows them should say so.
Not for bringing rates to one denominator (`ucjlib.judge.denominators` does that).

>>> rows = pd.DataFrame({"numerator": ["active", "active", "registered"], "denominator": "employed",
...                      "as_of": ["2025-08", "2022-08", "2025-08"]})
>>> guard(rows, label_unlike=True)["unlike"].tolist()
['', 'date', 'numerator']
"""

import pandas as pd

from ucjlib.core import locale
from ucjlib.core.errors import BadTable, NotEnoughData, UnlikeFigures
from ucjlib.core.period import decimal_year
from ucjlib.reckon.compare_words import LANGUAGES, label, need, say

WINDOW_MONTHS = 24
"""Figures this far from the newest are compared with it: as far as a headcount may lie from the base it is
restated over. In that time a place moves by some five points (the pool's walk), so ask for less where enough
places have figures.
"""
BASIS = ["denominator", "numerator"]


class UnlikeDates(UnlikeFigures, NotEnoughData):
    """Figures too far apart in time: unlike, and too few within one window."""


def guard(
    rows: pd.DataFrame, *, window_months: float = WINDOW_MONTHS, label_unlike: bool = False
) -> pd.DataFrame:
    """`rows` with what makes each unlike the rest; raises where that may not be.

    rows : frame `numerator`, `denominator` (words), `as_of` (text as `ucjlib.core.period`; '' is undated).
    window_months : months that a figure may lie from the newest of the commonest kind, either way; inf for
        any date. label_unlike : keep unlike rows, labelled, instead of refusing.

    Returns `rows` and `unlike` (words of numerator, denominator, date; '' for a like figure), `unlike_id`,
    `unlike_en` (the same in words). Rows keep their order and index.
    Raises UnlikeFigures (numerator or denominator), UnlikeDates (dates alone), BadTable (a column missing,
    no window).

    >>> two = pd.DataFrame({"numerator": "active", "denominator": ["employed", "eligible"], "as_of": "2025"})
    >>> try:
    ...     guard(two)
    ... except UnlikeFigures as error:
    ...     print(error.why)
    they differ in denominator, and shares of different wholes have no common order
    """
    need(rows, [*BASIS, "as_of"], "figures to compare")
    if not window_months >= 0:
        raise BadTable(f"{window_months} months are no window", where="window_months", fix="write 0 or more")
    common = commonest(rows)
    differs = {column: rows[column] != word for column, word in zip(BASIS, common, strict=True)}
    newest = _newest(rows[~(differs["denominator"] | differs["numerator"])]) or _newest(rows)
    differs["date"] = _far(rows["as_of"], newest, window_months)
    if not label_unlike:
        _refuse(rows, differs, window_months, newest)
    told = {lang: _told(rows, differs, common, newest, window_months, lang) for lang in LANGUAGES}
    words = pd.DataFrame({name: differs[name] for name in ("numerator", "denominator", "date")})
    joined = [" ".join(words.columns[row]) for row in words.to_numpy(dtype=bool)]
    return rows.assign(unlike=joined, unlike_id=told["id"], unlike_en=told["en"])


def commonest(rows: pd.DataFrame) -> tuple[str, str]:
    """Denominator and numerator that most rows have; of equals the first by name.

    >>> commonest(pd.DataFrame({"denominator": ["unknown", "employed"], "numerator": "active"}))
    ('employed', 'active')
    """
    counts = rows.groupby(BASIS).size().sort_index().sort_values(ascending=False, kind="stable")
    denominator, numerator = counts.index[0] if len(counts) else ("", "")
    return str(denominator), str(numerator)


def _newest(rows: pd.DataFrame) -> str:
    dated = sorted((date for date in rows["as_of"] if date), key=lambda date: (decimal_year(date), date))
    return dated[-1] if dated else ""


def _far(dates: pd.Series, newest: str, window_months: float) -> pd.Series:
    """True for an undated row, and one further from `newest` than the window."""
    months = {date: abs(decimal_year(date) - decimal_year(newest)) * 12 for date in set(dates) if date}
    return ~(dates.map(months).astype(float) <= window_months + 1e-6) & (window_months < float("inf"))


def _refuse(rows: pd.DataFrame, differs: dict[str, pd.Series], window: float, newest: str) -> None:
    bases = rows.groupby(BASIS).size().sort_index().sort_values(ascending=False, kind="stable")
    if len(bases) > 1:
        told = "; ".join(f"{n} over {' / '.join(name)}" for name, n in bases.items())
        words = " and ".join(name for name in BASIS if differs[name].any())
        raise UnlikeFigures(
            f"the figures rest on {len(bases)} bases (denominator / members): {told}",
            why=f"they differ in {words}, and shares of different wholes have no common order",
            fix="name denominator and numerator, or pass label_unlike=True (--label-unlike): each is marked",
        )
    if differs["date"].any():
        far = rows.loc[differs["date"], "as_of"].replace("", "undated")
        raise UnlikeDates(
            f"{len(far)} of {len(rows)} figures lie more than {window:g} months from the newest of {newest}: "
            + ", ".join(sorted(set(far))),
            why="they differ in date, and coverage moves by points a year",
            fix="leave them out (since=), widen window_months=, or pass label_unlike=True",
        )


def _told(
    rows: pd.DataFrame,
    differs: dict[str, pd.Series],
    common: tuple[str, str],
    newest: str,
    window: float,
    lang: str,
) -> list[str]:
    other = differs["denominator"] | differs["numerator"]
    told = []
    for index, (base, members, date) in enumerate(rows[[*BASIS, "as_of"]].itertuples(index=False)):
        words = []
        if other.iloc[index]:
            mine, others = _basis(base, members, lang), _basis(*common, lang)
            words.append(say("unlike.basis", lang, mine=mine, others=others))
        if differs["date"].iloc[index]:
            words.append(_dated(date, newest, window, lang))
        told.append("; ".join(words))
    return told


def _basis(denominator: str, numerator: str, lang: str) -> str:
    members = say(f"numerator.{numerator}", lang)
    return say("basis", lang, denominator=label("denominators", denominator, lang), numerator=members)


def _dated(date: str, newest: str, window: float, lang: str) -> str:
    if not date:
        return say("unlike.undated", lang)
    return say(
        "unlike.date",
        lang,
        mine=locale.date(date, lang),
        months=f"{window:g}",
        others=locale.date(newest, lang),
    )

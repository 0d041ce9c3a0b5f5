"""Who is ahead, as far as the figures can tell: ranks with ranges, and which regions cannot be told apart.

Each region's level is drawn many times, from joint draws of the projection where given (`worlds`), else
within its print and as firm as its grade; the ranks of the draws give the rank's middle and its 80 % range.
Only like figures are compared: one denominator, one kind of member, dates within a window. Unlike ones are
refused, or labelled when asked.

Not for league tables: quote the range of a rank, not its middle. `docs/comparing.md` shows what else
compares: peers, the parts of a difference, the weights of groups, convergence, when targets are reached.
Source of the method: ranks of posterior draws (Klein, Wright and Wieczorek 2020 give the joint sets).

>>> estimates = pd.DataFrame({"estimate_id": ["e1", "e2", "e3"], "region_code": ["35.05", "35.21", "35.02"],
...     "place": ["Kabupaten Blitar", "Kabupaten Ngawi", "Kabupaten Ponorogo"], "indicator": "coverage_rate",
...     "segment": "total", "numerator": "active", "denominator": "eligible",
...     "as_of": ["2025-04-14", "2025-12-19", "2025-06"],
...     "value": [17.60, 24.0, 23.4], "low": [17.59, 23.0, 23.3], "high": [17.61, 25.0, 23.5]})
>>> ranked = compare(estimates, province="35")
>>> ranked[["place", "rank", "rank_low", "rank_high", "tier"]].values.tolist()
[['Kabupaten Ngawi', 1, 1, 2, 1], ['Kabupaten Ponorogo', 2, 1, 2, 1], ['Kabupaten Blitar', 3, 3, 3, 2]]
"""

import re
from collections.abc import Collection

import pandas as pd

from ucjlib.core.errors import BadTable, NotEnoughData, UnknownRegion
from ucjlib.core.period import first_day, last_day
from ucjlib.reckon.compare_words import columns, need, say
from ucjlib.reckon.convergence import convergence
from ucjlib.reckon.given import dates, word
from ucjlib.reckon.kitagawa import kitagawa
from ucjlib.reckon.levels import draw_levels
from ucjlib.reckon.like_for_like import WINDOW_MONTHS, guard
from ucjlib.reckon.ranks import SURE, rank_draws, rank_table, tiers
from ucjlib.reckon.series import by_date
from ucjlib.reference.regions import suggestions
from ucjlib.reference.schemas import vocabulary

__all__ = ["SURE", "WINDOW_MONTHS", "compare", "convergence", "kitagawa", "latest", "rank_draws", "tiers"]


NEEDED = [
    "estimate_id", "region_code", "indicator", "segment", "numerator", "denominator", "as_of",
    "value", "low", "high",
]  # fmt: skip
VOCABULARIES = {
    "indicator": "indicators", "segment": "segments", "denominator": "denominators",
    "numerator": "words:numerator",
}  # fmt: skip


def compare(
    estimates: pd.DataFrame,
    province: str = "",
    *,
    regions: Collection[str] = (),
    denominator: str = "",
    numerator: str = "",
    indicator: str = "coverage_rate",
    segment: str = "total",
    since: str = "",
    window_months: float = WINDOW_MONTHS,
    label_unlike: bool = False,
    worlds: pd.DataFrame | None = None,
    reported_sd: float | None = None,
    top: int = 10,
    n_draws: int = 4000,
    seed: int = 0,
) -> pd.DataFrame:
    """Regencies and cities, of one province, of `regions` or of all, ranked by their latest figure.

    estimates : the estimates table. province : code, such as 35. regions : these codes only; one without a
        figure of the kind asked is left out, one that no estimate is about is refused. denominator,
        numerator : these figures only.
    since : leave out figures dated before it begins. window_months : how far (months) a figure may lie from
        the newest; inf for any date. label_unlike : rank unlike figures together all the same, and say so in
        `unlike` and `note`.
    worlds : frame of joint draws, region code -> row of draws (percent), in place of draws within low-high;
        of a pool fitted on figures of the kind compared, since a full pool may rest on the other kind.
    reported_sd : noise of a published figure on the scale (the pool's `exp(params["log_noise_sd"])`), added
        to the draws; None takes that of the figure's grade, and none with `worlds`.

    Returns, best first: `region_code`, `place`, `as_of`, `value`, `low`, `high` (as estimated), `unit`,
    `denominator`, `numerator`, `rank` (of the median draw), `rank_low`, `rank_high` (80 %), `chance_top`
    (of being among the first `top`), `chance_above_next` (NaN for the last), `tier` (regions of one tier
    cannot be told apart from its first), `note`, `estimate_id`, `median_rank`, `groups` (see
    `ucjlib.reckon.ranks.group_table`), `unlike`, `note_id`.
    Raises UnlikeFigures (unless label_unlike), NotEnoughData (fewer than two regions), UnknownRegion (a
    province that is no code, a region without any estimate), UnknownTerm, BadDate (since),
    BadTable (columns, n_draws, worlds without a region).
    """
    if n_draws < 1:
        raise BadTable(f"{n_draws} draws rank nobody", where="n_draws", fix="draw a hundred or more")
    need(estimates, ["place"], "estimates")
    rows = latest(
        estimates, province, regions=regions, denominator=denominator, numerator=numerator,
        indicator=indicator, segment=segment, since=since,
    )  # fmt: skip
    rows = guard(rows, window_months=window_months, label_unlike=label_unlike)
    levels = draw_levels(rows, worlds, reported_sd=reported_sd, n_draws=n_draws, seed=seed)
    ranked = rank_table(levels, rows["region_code"].tolist(), top).merge(rows, on="region_code")
    tied = ranked["tier"].map(ranked["tier"].value_counts()) > 1
    ranked = ranked.assign(note=_notes(ranked, tied, "en"), note_id=_notes(ranked, tied, "id"))
    return ranked[columns("ranking")]


def latest(
    estimates: pd.DataFrame,
    province: str = "",
    *,
    regions: Collection[str] = (),
    denominator: str = "",
    numerator: str = "",
    indicator: str = "coverage_rate",
    segment: str = "total",
    since: str = "",
) -> pd.DataFrame:
    """The latest dated estimate of each regency or city asked for, by region code; arguments as `compare`.

    Raises NotEnoughData (fewer than two), and as `compare` for what is asked.
    """
    words = {"indicator": indicator, "segment": segment, "denominator": denominator, "numerator": numerator}
    _check(estimates, str(province), regions, words, since)
    code = estimates["region_code"]
    asked = code.str.startswith(f"{province}.") if province else code.str.contains(".", regex=False)
    asked &= code.isin(list(regions)) if regions else True
    asked &= estimates["value"].notna() & (estimates["as_of"] != "")
    for column, wanted in words.items():
        asked &= (estimates[column] == wanted) if wanted else True
    rows = by_date(estimates[asked])
    rows = rows.loc[[not since or last_day(date) >= first_day(since) for date in rows["as_of"]]]
    rows = rows.groupby("region_code", as_index=False).tail(1).sort_values("region_code")
    if len(rows) < 2:
        without = sorted(set(regions) - set(rows["region_code"]))
        raise NotEnoughData(
            f"{len(rows) or 'no'} region has a figure to compare",
            where=f"{indicator}, {segment}, province {province or 'any'}",
            why=f"none for {', '.join(without)}" if without else "",
            fix="widen the province, or drop denominator and numerator",
        )  # fmt: skip
    return rows.assign(unit=rows.get("unit", "percent"))


def _check(
    estimates: pd.DataFrame, province: str, regions: Collection[str], words: dict[str, str], since: str
) -> None:
    """What is asked for, before anything is looked for: a misspelt word is not a place without figures."""
    need(estimates, NEEDED, "estimates", blanks=True)
    if province and not re.fullmatch(r"[0-9]{2}", province, re.ASCII):
        near = " or ".join(suggestions(province)) or "a code such as 35"
        raise UnknownRegion(f'"{province}" is no code of a province', where="province", fix=f"write {near}")
    strange = sorted(set(regions) - set(estimates["region_code"]))
    if strange:
        raise UnknownRegion(f"no estimate is about {', '.join(strange)}", where="regions",
                            fix="write codes such as 35.05, or leave these out")  # fmt: skip
    for column, given in words.items():
        if given:
            word(given, [*vocabulary(VOCABULARIES[column]), *estimates[column].unique()], column, "compare")
    dates([since] if since else [], "since")


def _notes(ranked: pd.DataFrame, tied: pd.Series, lang: str) -> list[str]:
    """In words what keeps a rank from being taken at its face."""
    parts = zip(
        [
            say("tied", lang, tier=str(t)) if is_tied else ""
            for t, is_tied in zip(ranked["tier"], tied, strict=True)
        ],
        [say("unlike", lang, what=what) if what else "" for what in ranked[f"unlike_{lang}"]],
        [say("untold", lang) if base == "unknown" else "" for base in ranked["denominator"]],
        strict=True,
    )
    return ["; ".join(filter(None, part)) for part in parts]

"""How far one group must rise, alone, to lift the total: the points asked for over the group's weight.

Kabupaten Tegal wants to go from 30.29 to 45 percent, 14.71 points. Own-account workers are between 18.5 and
65.5 percent of its workers, as far as its figures tell:

>>> weights = pd.DataFrame({"segment": ["bpu"], "weight": [np.nan], "weight_low": [0.185],
...                         "weight_high": [0.655]})
>>> needed = lever(weights, pd.Series({"bpu": 12.39}), 14.71)
>>> needed[["rise_low", "rise_high", "alone"]].round(1).values.tolist()
[[22.5, 79.5, 'yes']]

Not a forecast: the weights stay, and the other groups' rates do.
Source of the method: total = sum of weights times rates, with one rate let go.
"""

import numpy as np
import pandas as pd

from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import LANGUAGES, columns, decimal, label, need, say


def lever(weights: pd.DataFrame, rates: pd.Series, rise_points: float) -> pd.DataFrame:
    """The rise each group would need by itself, with its range, and whether it has that room.

    weights : from `ucjlib.reckon.composition.weight_set`; `segment`, `weight`, `weight_low`, `weight_high`
        (shares). rates : segment -> rate now (percent). rise_points : of the total (points, above 0).

    Returns `segment`, `rate`, `rise` (points; NaN without a weight), `rise_low`, `rise_high` (inf where the
    weight can be 0), `reaches_low`, `reaches_high` (percent), `alone` (yes: within 100 percent at any weight
    of the range; no: at none; perhaps), `says_id`, `says_en`.
    Raises BadTable (columns, a group without a rate, weights that do not exist, a rise not above 0).
    """
    need(weights, ["segment", "weight_low", "weight_high"], "lever")
    rate = weights["segment"].map(rates).astype(float)
    if rate.isna().any() or not rise_points > 0:
        raise BadTable(
            "a group has no rate, or the rise is not above 0", where="lever",
            fix="give each group of the weights its rate, and the points that the total is to rise by",
        )  # fmt: skip
    with np.errstate(divide="ignore"):
        rises = {end: rise_points / weights[f"weight{end}"].to_numpy() for end in ("", "_low", "_high")}
    table = pd.DataFrame({"segment": weights["segment"].to_numpy(), "rate": rate.to_numpy()}).assign(
        rise=rises[""], rise_low=rises["_high"], rise_high=rises["_low"]
    )
    table = table.assign(
        reaches_low=table["rate"] + table["rise_low"], reaches_high=table["rate"] + table["rise_high"]
    )
    room = [table["reaches_high"] <= 100, table["reaches_low"] <= 100]
    table = table.assign(alone=np.select(room, ["yes", "perhaps"], "no"))
    return table.assign(**{f"says_{lang}": _says(table, lang) for lang in LANGUAGES})[columns("lever")]


def _says(table: pd.DataFrame, lang: str) -> list[str]:
    return [
        say(
            f"lever.{alone}", lang, segment=label("segments", segment, lang),
            low=_points(low, lang), high=_points(high, lang),
        )
        for alone, segment, low, high in zip(
            table["alone"], table["segment"], table["rise_low"], table["rise_high"], strict=True
        )
    ]  # fmt: skip


def _points(points: float, lang: str) -> str:
    return decimal(points, 1, lang) if np.isfinite(points) else "∞"

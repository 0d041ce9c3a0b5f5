"""Estimates that an identity ties together, brought to agree as far as their prints allow.

First the ranges: what the prints of all tied figures allow of each (`propagate`). Then the values. Where
the chosen values meet every identity of their system to within rounding (half a unit of each last digit),
they stay as printed, and only ranges narrow; a range never leaves out its value. Where an identity is missed
by more (a print was cut off, a hedge was generous), the values nearest to the printed ones are taken that
meet all identities inside the prints (`least_squares`); a number that moves says so: rule `balanced`, and the
printed one stays in the sentence. Nothing moves out of its print; where sources differ beyond their prints
the range still holds them all. Computed numbers are written to whole workers and 0.0001 points.

A contradiction (no values inside the prints fit) moves nothing: these estimates stay as they are and their
sentences say so, unless round counts (3.400.000) may explain it, which cannot be told. A figure that failed
a check, is open to one side ("lebih dari") or has no date ties nothing.

Not for choosing between claims (`choosing`), and not for single sources (`rules` does that before).

>>> at = {"region_code": "33.72", "place": "Kota Surakarta", "segment": "total", "as_of": "2024-12"}
>>> claims = pd.DataFrame({**at, "indicator": ["coverage_rate", "participants_active", "universe"],
...     "numerator": ["active", "", ""], "denominator": ["eligible", "", ""], "denominator_as_of": "",
...     "value": [44.24, 100512.0, 227164.0], "low": [44.23, 100511.0, 227163.0],
...     "high": [44.25, 100513.0, 227165.0], "unit": ["percent", "workers", "workers"],
...     "rule": "single_claim", "claim_ids": list("abc"), "sentence_id": "", "sentence_en": "Only inews."})
>>> prints = claims[["low", "high"]].assign(apart=False, qualifier="", spread=[0.02, 2.0, 2.0],
...     source_id="inews", target_year=pd.NA)
>>> aims = pd.DataFrame(columns=[*_COLUMNS, *_PRINTS])
>>> moved = balance(claims, prints, aims).iloc[0]
>>> print(*moved[["value", "low", "high", "rule", "claim_ids"]])
44.2464 44.2458 44.2471 balanced a b c
>>> print(moved["sentence_en"])
Only inews. Printed as 44.24 percent; moved to 44.25 percent, within what its print allows, so that it fits
active participants (100,512 workers); workers who ought to be covered (227,164 workers).

Method: de Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing and Imputation, 2011, ch. 10;
weights are those of `weights.spread`, of the chosen claim alone, so copies add none.
"""

from typing import Any

import numpy as np
import pandas as pd

from ucjlib.judge.prints import ENDS, OPEN_ABOVE, OPEN_BELOW, last_unit, loosened
from ucjlib.judge.settling import Settled, settle
from ucjlib.judge.telling import told
from ucjlib.judge.ties import Flags, Ties
from ucjlib.judge.tying import AIM, GAP, tie
from ucjlib.reference import schemas

# what is written of a number that was computed here: as many decimals as restated coverage has
DECIMALS = {"percent": 4, "percentage_points": 4}
LAST_BITS = 1e-6
_COLUMNS = ["region_code", "segment", "indicator", "unit", "value", "as_of"]
_PRINTS = ["low", "high", "spread", "qualifier", "source_id", "target_year"]
_NUMBERS = ["value", "low", "high", "spread", "rounding"]


def balance(estimates: pd.DataFrame, prints: pd.DataFrame, aims: pd.DataFrame) -> pd.DataFrame:
    """The estimates with tied ones narrowed, moved or told to contradict each other; the same rows.

    estimates : columns of that table, one row for each place, thing, base and date. prints : of the claim
    chosen for each row: low, high (what it and those that agree allow), spread, apart (whether others
    differ), qualifier, source_id, target_year. aims : claims of coverage targets with `spread`.
    """
    figures = _figures(estimates, prints, aims)
    ties = tie(figures)
    value, low, high, spread, rounding = figures[_NUMBERS].to_numpy(float).T
    settled = settle(ties, value, low, high, np.where(spread > 0, spread, 1.0), rounding)
    after = _after(figures, settled)
    return told(estimates, after, ties.only(settled.used), ties.only(_against(ties, settled, figures)))


def _figures(estimates: pd.DataFrame, prints: pd.DataFrame, aims: pd.DataFrame) -> pd.DataFrame:
    """What can be tied: a row for each figure, `row` its place among the estimates, -1 for an aim."""
    usual = estimates["indicator"].map(schemas.terms("indicators")["units"].str.split().str[0])
    open_ = prints["qualifier"].isin([*OPEN_BELOW, *OPEN_ABOVE, *ENDS])
    firm = estimates["rule"].ne("only_doubted") & ~open_
    base = estimates["denominator_as_of"].where(estimates["denominator_as_of"].ne(""), estimates["as_of"])
    on_base = estimates["indicator"] + " " + estimates["numerator"] + " " + estimates["denominator"]
    name = on_base.where(estimates["denominator"].ne(""), estimates["indicator"])
    ends = {"row": range(len(estimates)), "held_low": estimates["low"], "held_high": estimates["high"]}
    held = estimates[_COLUMNS].assign(**ends, base_as_of=base, name=name).join(prints[[*_PRINTS, "apart"]])
    ends = {"row": -1, "held_low": aims["low"], "held_high": aims["high"]}
    aimed = aims[[*_COLUMNS, *_PRINTS]].assign(**ends, base_as_of="", name=AIM, apart=False)
    held = held[firm & estimates["unit"].eq(usual)]
    figures = pd.concat([held, aimed], ignore_index=True) if len(aims) else held.reset_index(drop=True)
    figures = figures.assign(rounding=[_rounding(row) for row in figures.itertuples()])
    # no count and no share is below nothing, whatever "1 persen" allows
    return figures.assign(low=figures["low"].where(figures["name"].eq(GAP), figures["low"].clip(lower=0)))


def _rounding(figure: Any) -> float:
    """Half a unit of the last digit; of a hedged number ("sekitar 80") of the last digit that is not zero."""
    half = (figure.high - figure.low) / 2
    if not figure.qualifier:
        return half / 2
    # a hedge reaches at least two units
    return min(half, last_unit(figure.value) / 2) if float(figure.value).is_integer() else half / 4


def _after(figures: pd.DataFrame, settled: Settled) -> pd.DataFrame:
    """The figures as they are written from now on: value, low, high, and `printed`, `moved`, `narrowed`."""
    scale = 10.0 ** figures["unit"].map(DECIMALS).fillna(0).to_numpy(float)
    printed, held_low, held_high = figures[["value", "held_low", "held_high"]].to_numpy(float).T
    # the last bits differ between processors, and half a worker is a common answer
    whole = np.round(np.round(settled.value * scale, 6))
    rounded = np.clip(whole / scale, figures["low"], figures["high"])
    value = np.where(settled.value == printed, printed, rounded)
    # outwards, so that what is written still holds what is allowed; where sources differ it stays as it is
    low = np.fmax(held_low, np.floor(settled.low * scale + LAST_BITS) / scale)
    high = np.fmin(held_high, np.ceil(settled.high * scale - LAST_BITS) / scale)
    low, high = np.where(figures["apart"], held_low, low), np.where(figures["apart"], held_high, high)
    narrowed = (low > held_low) | (high < held_high)
    numbers = {"value": value, "low": low, "high": high, "printed": printed}
    return figures.assign(**numbers, moved=value != printed, narrowed=narrowed)


def _against(ties: Ties, settled: Settled, figures: pd.DataFrame) -> Flags:
    """The contradicted ties that round counts cannot explain."""
    against = settled.contradicted.copy()
    if against.any():
        loose = _loose(figures, ties.only(against).members()[1])
        value, low, high = loose[["x", "x_low", "x_high"]].to_numpy(float).T
        ones = np.ones(len(value))
        against[against] = settle(ties.only(against), value, low, high, ones, ones).contradicted
    return against


def _loose(figures: pd.DataFrame, some: np.ndarray) -> pd.DataFrame:
    """Columns x, x_low, x_high: the figures, round counts among `some` as wide as rounding makes them."""
    sides = figures.rename(columns={"value": "x", "low": "x_low", "high": "x_high"}).assign(x_qualifier="")
    round_ = sides.index.isin(some) & sides["unit"].eq("workers")
    loose = loosened(sides[round_], "x")
    return pd.concat([sides[~round_], loose.assign(x_low=loose["x_low"].clip(lower=0))]).sort_index()

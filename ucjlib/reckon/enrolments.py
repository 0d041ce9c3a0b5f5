"""How many must be enrolled each month to reach a target, for many places at once and with ranges.

Members leave, and the base grows; both are assumptions with a low and a high end. Enrolments needed rise with
workers, growth and exits and fall with members, always, so the two ends are found without search.

Not for whether it will happen. Kabupaten Ngawi, 500,000 workers of whom 24 % are covered, to 45 % in 48
months with none to one percent of the members leaving a month:

>>> ngawi = pd.DataFrame({"region_code": ["35.21"], "members_low": 120_000, "members_high": 120_000,
...     "workers_low": 500_000, "workers_high": 500_000, "target_pct": 45.0, "months": 48,
...     "exits_low": 0.0, "exits_high": 0.01, "growth_low": 0.0, "growth_high": 0.0})
>>> required_enrolments(ngawi)[["enrolments_low", "enrolments_high"]].round().values.tolist()
[[2188.0, 3944.0]]

Source of the method: `ucjlib.reckon.scenarios.enrolments_per_month`.
"""

import pandas as pd

from ucjlib.core.errors import BadTable
from ucjlib.reckon.scenarios import enrolments_per_month

RANGED = ("members", "workers", "exits", "growth")


def required_enrolments(places: pd.DataFrame) -> pd.DataFrame:
    """New members a month that bring each place to its target.

    places : frame `members_low`, `members_high`, `workers_low`, `workers_high` (now, workers > 0),
        `target_pct`, `months` (from 1), and where they are assumed `exits_low`, `exits_high` (share of the
        members a month, within 0-1), `growth_low`, `growth_high` (of the workers, a year; 0.01 is 1 %).
        Exits and growth are 0 where their columns are missing.

    Returns `places` with `enrolments_low`, `enrolments_high` (a month; negative where fewer would do) and
    `joining_low`, `joining_high` (over all the months; at least 0).
    Raises BadTable for ends in the wrong order, workers that are not above 0, exits or months.
    """
    ends = _ends(places)
    low, high = (
        enrolments_per_month(
            ends["members", other], ends["workers", end], places["target_pct"], places["months"],
            ends["exits", end], ends["growth", end],
        )
        for end, other in (("low", "high"), ("high", "low"))
    )  # fmt: skip
    months = places["months"].to_numpy(dtype=float)
    return places.assign(
        enrolments_low=low,
        enrolments_high=high,
        joining_low=(low * months).clip(min=0),
        joining_high=(high * months).clip(min=0),
    )


def _ends(places: pd.DataFrame) -> dict[tuple[str, str], pd.Series]:
    none = pd.Series(0.0, index=places.index)
    ends = {
        (name, end): places[f"{name}_{end}"].astype(float) if f"{name}_{end}" in places else none
        for name in RANGED
        for end in ("low", "high")
    }
    for name in RANGED:
        if not (ends[name, "low"] <= ends[name, "high"]).all():
            raise BadTable(
                f"{name}_low is blank or above {name}_high", where="places", fix="give the least first"
            )
    if not (ends["workers", "low"] > 0).all():
        raise BadTable("a place has no workers", where="places, column workers_low")
    return ends

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

Growth here is compounded monthly, (1 + g/12)^months, as the worked figures of the method have it; a scenario
table takes (1 + g)^years. At 1 % over four years the two differ by 0.02 % of the workers.
Source of the method: `ucjlib.reckon.scenarios.enrolments_per_month`.
"""

import pandas as pd

from ucjlib.reckon.compare_words import need
from ucjlib.reckon.given import numbers, ranged
from ucjlib.reckon.scenarios import enrolments_per_month

RANGED = {"members": (0, 1e9), "workers": (1, 1e9), "exits": (0, 1), "growth": (-0.5, 0.5)}
"""What each pair of ends is within."""


def required_enrolments(places: pd.DataFrame) -> pd.DataFrame:
    """New members a month that bring each place to its target.

    places : frame `members_low`, `members_high`, `workers_low`, `workers_high` (now, workers > 0),
        `target_pct` (0-100), `months` (from 1), and where they are assumed `exits_low`, `exits_high` (share
        of the members a month, within 0-1), `growth_low`, `growth_high` (of the workers, a year, -0.5 to 0.5;
        0.01 is 1 %).
        Exits and growth are 0 where their columns are missing.

    Returns `places` with `enrolments_low`, `enrolments_high` (a month; negative where fewer would do) and
    `joining_low`, `joining_high` (over all the months; at least 0).
    Raises BadTable for ends in the wrong order, members above workers, and numbers outside their ranges.
    """
    numbers(places, ["target_pct"], "places", 0, 100)
    need(places, ["members_low", "members_high", "workers_low", "workers_high"], "places")
    numbers(places, ["months"], "places", 1)
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
    ends = {(name, end): places.get(f"{name}_{end}", none) for name in RANGED for end in ("low", "high")}
    frame = pd.DataFrame({f"{name}_{end}": column for (name, end), column in ends.items()})
    for name, (least, most) in RANGED.items():
        numbers(frame, [f"{name}_low", f"{name}_high"], "places", least, most)
        ranged(frame, f"{name}_low", f"{name}_high", "places")
    for end in ("low", "high"):
        ranged(frame, f"members_{end}", f"workers_{end}", "places")
    return ends

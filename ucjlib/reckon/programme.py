"""A programme: somebody else pays the contribution of some workers for some months.

While it is paid its workers count as covered; afterwards a share stays on its own and dwindles.

Not for what a programme costs (`ucjlib.reckon.cost`), nor for figures dated inside one
(`ucjlib.reckon.programme_figures`). Kabupaten Blitar, 8,125 workers from March 2025:

>>> blitar = Programme(8_125, "2025-03", 10)
>>> [round(blitar.points(month, 698_431), 2) for month in ("2025-12", "2026-01")]
[1.16, 0.19]

Source of the method: exponential decay of those who stay after a subsidy (Banerjee and others 2021, doi
10.1257/aer.20200523: about 0.14 of the extra members of a health insurance trial stayed).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ucjlib.core.period import last_day

STAY_SHAPE = (2.0, 10.0)
"""Beta distribution of the share who stay on their own: nobody has measured it for employment insurance."""
STAY_MEAN = 1 / 6
STAY_LOW, STAY_HIGH = 0.0333, 0.3644
"""Mean of that distribution, and its ends at five and ninety-five percent."""


@dataclass(frozen=True)
class Programme:
    """A subsidy: somebody else pays the contribution of `workers` people for `months` from `start`
    ("2025-03").

    overlap : share of them already covered. stay : share who go on by themselves afterwards, of whom
    `lapse` leave a month. renewals : how often the same is paid again, each time `pause` months
    after the last ended. payer : see `ucjlib.reckon.payers`.
    """

    workers: float
    start: str
    months: int
    overlap: float = 0.0
    stay: float = STAY_MEAN
    lapse: float = 0.0
    renewals: int = 0
    pause: int = 0
    payer: str = "budget"

    def members(self, month: str) -> float:
        """People covered in `month` through the programme who would not be otherwise.

        >>> blitar = Programme(8_125, "2025-03", 10)
        >>> blitar.members("2025-02"), blitar.members("2025-12"), round(blitar.members("2026-01"))
        (0.0, 8125.0, 1354)
        """
        since = month_number(month) - month_number(self.start)
        share = covered_share(since, self.months, self.renewals, self.pause, self.stay, self.lapse)
        return float(self.workers * (1 - self.overlap) * share)

    @property
    def person_years(self) -> float:
        """Years of protection that the payer buys, those already covered not counted.

        >>> round(Programme(8_125, "2025-03", 10).person_years)
        6771
        """
        return self.workers * (1 - self.overlap) * self.months * (1 + self.renewals) / 12

    def points(self, month: str, workers: float) -> float:
        """What the programme adds to coverage in `month`, of `workers` in the region.

        >>> [round(Programme(8_125, "2025-03", 10).points(m, 698_431), 2) for m in ("2025-12", "2026-01")]
        [1.16, 0.19]
        """
        return 100 * self.members(month) / workers


def month_number(date: str) -> int:
    """Months since the year 0 of the last month that `date` (year, month or day) spans.

    >>> month_number("2026-01") - month_number("2025")
    1
    """
    day = last_day(date)
    return day.year * 12 + day.month - 1


def covered_share(
    since: ArrayLike, months: int, renewals: int, pause: int, stay: ArrayLike, lapse: float
) -> NDArray:
    """Share of a programme's new members who are covered `since` months after its first (0 is the first).

    1 in the months paid, `stay` exp(-`lapse` months) in those after, 0 before; `since` and `stay` broadcast.

    >>> covered_share([-1, 0, 9, 10, 12], 10, renewals=1, pause=2, stay=0.25, lapse=0.0).tolist()
    [0.0, 1.0, 1.0, 0.25, 1.0]
    """
    month = np.asarray(since)
    round_ = np.clip(month // (months + pause), 0, renewals)
    after = month - round_ * (months + pause) - months
    left = np.asarray(stay) * np.exp(-lapse * np.maximum(after, 0))
    return np.where(month < 0, 0.0, np.where(after < 0, 1.0, left))


def programme_of(row: pd.Series, stay: float = STAY_MEAN) -> Programme:
    """The programme of a row of a scenario table; `stay` where the row leaves it blank.

    >>> programme_of(pd.Series({"workers": 100.0, "start": "2025-03", "months": 3.0, "lapse": np.nan})).lapse
    0.0
    """

    def number(column: str, otherwise: float) -> float:
        cell = row.get(column)
        return float(otherwise if cell is None or pd.isna(cell) else cell)

    return Programme(
        workers=number("workers", 0),
        start=str(row["start"]),
        months=int(row["months"]),
        overlap=number("overlap", 0),
        stay=number("stay", stay),
        lapse=number("lapse", 0),
        renewals=int(number("renewals", 0)),
        pause=int(number("pause", 0)),
        payer=str(row.get("payer") or "budget"),
    )

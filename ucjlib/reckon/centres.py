"""Where levels are drawn to: the pool's centre, and that of each group (province) inside it.

A unit's level is normal about its group's centre, the groups' centres about the pool's. How much of the
spread lies between groups is found by analysis of variance, net of what each level is uncertain by, and only
as far as it stands beyond two standard errors: outlets write of whole provinces, so their errors look like
provinces too. A group of few units has a centre near the pool's. Without groups there is the pool's centre
alone.

Source of the method: small-area estimation with two levels (Fay and Herriot 1979; Rao and Molina 2015).

>>> levels = [2.0, 2.1, 2.2] * 8 + [3.0, 3.1, 3.2] * 8
>>> table = pd.DataFrame({"level": levels, "variance": 0.01, "group": ["33"] * 24 + ["35"] * 24})
>>> centres(table).round(2)["level"].to_dict()
{'': 2.6, '33': 2.1, '35': 3.1}
"""

import numpy as np
import pandas as pd

LEVEL_SD = 0.6
"""Spread of regions' levels assumed where the pool is too small to show one: about 15 points at mid-scale."""
LEVEL_WEIGHT = 2.0
"""Units that this assumption counts for, beside those of the pool."""
STANDARD_ERRORS = 2.0
"""By so many the spread within groups is taken for greater than found: groups must show that they differ."""


def centres(levels: pd.DataFrame) -> pd.DataFrame:
    """Centre and spread of levels by group; the row '' is the pool's, for units of no known group.

    levels : frame `level`, `variance` (what each is uncertain by), `group` ('' where not told).
    Returns by group `level`, `variance` (of a unit's level about that centre, the centre's own doubt in it).
    """
    spread = levels["level"] - levels["level"].mean()
    whole = _variance((spread**2).sum(), levels["variance"].mean() * (len(levels) - 1), len(levels) - 1)
    pool = pd.DataFrame({"level": [levels["level"].mean()], "variance": [whole]}, index=[""])
    told = levels[levels["group"] != ""]
    return pd.concat([pool, _by_group(told, pool["level"].item(), whole)]) if len(told) else pool


def _variance(squares: float, doubt: float, free: int, assumed: float = LEVEL_SD**2) -> float:
    """A variance net of doubt, with the assumed one counting for LEVEL_WEIGHT units beside."""
    return float((max(squares - doubt, 0.0) + LEVEL_WEIGHT * assumed) / (free + LEVEL_WEIGHT))


def _by_group(told: pd.DataFrame, middle: float, whole: float) -> pd.DataFrame:
    grouped = told.groupby("group")
    size = grouped["level"].transform("size")
    squares = ((told["level"] - grouped["level"].transform("mean")) ** 2).sum()
    doubt = (told["variance"] * (1 - 1 / size)).sum()
    free = len(told) - grouped.ngroups
    within = _variance(squares, doubt, free, whole)
    within = min(within * (1 + STANDARD_ERRORS * np.sqrt(2 / (free + LEVEL_WEIGHT))), whole)
    precision = (1 / (within + told["variance"])).groupby(told["group"]).sum()
    weighted = (told["level"] / (within + told["variance"])).groupby(told["group"]).sum()
    between = whole - within
    doubt_of_centre = between / (1 + between * precision)
    pull = np.asarray(weighted / precision - middle) * (between * precision / (1 + between * precision))
    return pd.DataFrame({"level": middle + pull, "variance": within + doubt_of_centre})

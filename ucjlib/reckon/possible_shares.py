"""The region of all shares that three groups can have together: the corners of `composition`'s set.

`ucjlib.reckon.composition.weight_set` gives each share's least and greatest value; here is the set itself, a
polygon in the triangle of shares that add to 1. One date leaves a strip, two dates a small patch.

Source of the method: the triangle clipped by one half-plane after the other (Sutherland and Hodgman 1974);
the half-planes are those of `ucjlib.reckon.composition`.

>>> tegal = pd.DataFrame({"as_of": "2024-10", "segment": ["total", "pu", "bpu", "jakon"],
...     "low": [30.28, 64.22, 12.38, 34.34], "high": [30.30, 64.24, 12.40, 34.36]})
>>> possible_shares(tegal).round(1).drop_duplicates().values.tolist()
[[0.2, 0.8, 0.0], [0.7, 0.0, 0.3]]
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ucjlib.core.errors import BadTable
from ucjlib.reckon.compare_words import need


def possible_shares(figures: pd.DataFrame) -> pd.DataFrame:
    """Corners of the polygon in their order, one column a group (shares, adding to 1); none where none fit.

    figures : frame `as_of`, `segment` (`total` and three groups, each once a date), `low`, `high` (percent).
    Raises BadTable (columns, another number of groups, a blank).
    """
    need(figures, ["as_of", "segment", "low", "high"], "possible shares")
    low, high = (figures.pivot(index="as_of", columns="segment", values=end) for end in ("low", "high"))
    groups = [name for name in low.columns if name != "total"]
    if len(groups) != 3 or "total" not in low or low.isna().any(axis=None):
        raise BadTable(
            f"{len(groups)} groups make no triangle", where="possible shares",
            fix="give each date its total and the same three groups",
        )  # fmt: skip
    corners = np.eye(3)
    for date in low.index:
        corners = _clipped(corners, low.loc[date, groups].to_numpy(float) - high.loc[date, "total"])
        corners = _clipped(corners, low.loc[date, "total"] - high.loc[date, groups].to_numpy(float))
    return pd.DataFrame(corners, columns=groups)


def _clipped(corners: NDArray, side: NDArray) -> NDArray:
    """The part of a polygon of shares where `side` times the shares is not above 0."""
    kept: list[NDArray] = []
    for here, then in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        a, b = float(side @ here), float(side @ then)
        if a <= 0:
            kept.append(here)
        if (a < 0 < b) or (b < 0 < a):
            kept.append(here + (then - here) * a / (a - b))
    return np.array(kept).reshape(-1, 3)

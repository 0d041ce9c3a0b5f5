"""What one worker's contribution is in a month: the dated rules, payer by payer.

Rules are rows of the regulations table; this module only looks them up. A relief takes a share off
the items it names and does not hold for the payer it excludes: half-price contributions of 2026 do not halve
what a public budget pays.

Not for contributions that are a share of a wage.
Source of the method: PP 44/2015 (contributions), PP 50/2025 (relief of 2026 and 2027).

>>> contribution(EXAMPLE_RULES, "2026-05", payer="self")
(8400.0, 'bpu-lowest relief-other')
"""

import pandas as pd

from ucjlib.core.errors import NotEnoughData
from ucjlib.reckon.payers import as_ruled

EXAMPLE_RULES = pd.DataFrame(
    [
        ("bpu-lowest", "contribution", "bpu", 16800.0, "rupiah_per_month", "2015-07", "", "", "PP 44/2015"),
        ("relief-transport", "relief", "bpu_transport", 50.0, "percent", "2026-01", "2027-03", "budget",
         "PP 50/2025"),
        ("relief-other", "relief", "bpu", 50.0, "percent", "2026-04", "2026-12", "budget", "PP 50/2025"),
    ],
    columns=["regulation_id", "kind", "group", "amount", "unit", "valid_from", "valid_to", "excluded_payer",
             "instrument"],
).assign(item="jkk+jkm")  # fmt: skip
"""Three rows in the shape of the regulations table, for examples."""


def contribution(
    regulations: pd.DataFrame, month: str, payer: str = "budget", group: str = "bpu", item: str = "jkk+jkm"
) -> tuple[float, str]:
    """Rupiah a month for one worker in `month`, and the ids of the rows it follows from (blank between).

    A group is also its first part ("bpu_transport" is "bpu" too) and "all"; of several reliefs in force the
    greatest holds.

    >>> [contribution(EXAMPLE_RULES, "2026-05", payer)[0] for payer in ("budget", "self")]
    [16800.0, 8400.0]
    """
    valid = regulations[_in_force(regulations, month) & regulations["group"].isin(_kin(group))]
    full, full_id = _full(valid, item, group, month)
    reliefs = valid[(valid["kind"] == "relief") & (valid["excluded_payer"] != payer)]
    best, best_id = 0.0, ""
    for row in reliefs.itertuples():
        shared = _shared(item, row.item)
        off = row.amount / 100 * _full(valid, shared, group, month)[0] if shared else 0.0
        if off > best:
            best, best_id = off, row.regulation_id
    return full - best, f"{full_id} {best_id}".strip()


def contribution_range(
    regulations: pd.DataFrame, month: str, payer: str = "budget", group: str = "bpu", item: str = "jkk+jkm"
) -> tuple[float, float, str]:
    """Least and greatest rupiah a month for one worker, and the ids of the rows.

    The two differ for a payer of whom no text tells whether a relief holds (`ucjlib.reckon.payers`).
    Raises UnknownTerm (payer), NotEnoughData.

    >>> contribution_range(EXAMPLE_RULES, "2026-05", payer="donor")
    (8400.0, 16800.0, 'bpu-lowest relief-other')
    """
    ends = [contribution(regulations, month, ruled, group, item) for ruled in as_ruled(payer)]
    ids = dict.fromkeys(" ".join(named for _, named in ends).split())
    return ends[0][0], ends[1][0], " ".join(ids)


def _in_force(regulations: pd.DataFrame, month: str) -> pd.Series:
    begun = regulations["valid_from"].str[:7] <= month
    return begun & ((regulations["valid_to"] == "") | (month <= regulations["valid_to"].str[:7]))


def _kin(group: str) -> list[str]:
    """The group itself, its parents and all, nearest first: bpu_transport, bpu, all."""
    words = group.split("_")
    return ["_".join(words[:n]) for n in range(len(words), 0, -1)] + ["all"]


def _full(valid: pd.DataFrame, item: str, group: str, month: str) -> tuple[float, str]:
    """The contribution before relief: of the nearest group that has one, else the sum of its parts'."""
    fits = (valid["kind"] == "contribution") & (valid["item"] == item) & (valid["unit"] == "rupiah_per_month")
    for name in _kin(group):
        rows = valid[fits & (valid["group"] == name)]
        if len(rows):
            least = rows.sort_values(["amount", "regulation_id"]).iloc[0]
            return float(least["amount"]), str(least["regulation_id"])
    if "+" in item:
        parts = [_full(valid, part, group, month) for part in item.split("+")]
        return sum(amount for amount, _ in parts), " ".join(row_id for _, row_id in parts)
    raise NotEnoughData(
        f"no contribution in rupiah a month for group {group}, item {item} in {month}",
        where="regulations",
        fix="add the dated row with its instrument",
    )


def _shared(item: str, relieved: str) -> str:
    """The parts of an item that a relief takes off, in the item's order."""
    parts = relieved.split("+")
    return "+".join(p for p in item.split("+") if p in parts)

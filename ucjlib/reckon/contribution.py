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

EXAMPLE_RULES = pd.DataFrame(
    [
        (
            "bpu-lowest",
            "contribution",
            "bpu",
            "jkk+jkm",
            16800.0,
            "rupiah_per_month",
            "2015-07",
            "",
            "",
            "PP 44/2015",
        ),
        (
            "relief-transport",
            "relief",
            "bpu_transport",
            "jkk+jkm",
            50.0,
            "percent",
            "2026-01",
            "2027-03",
            "budget",
            "PP 50/2025",
        ),
        (
            "relief-other",
            "relief",
            "bpu",
            "jkk+jkm",
            50.0,
            "percent",
            "2026-04",
            "2026-12",
            "budget",
            "PP 50/2025",
        ),
    ],
    columns=[
        "regulation_id",
        "kind",
        "group",
        "item",
        "amount",
        "unit",
        "valid_from",
        "valid_to",
        "excluded_payer",
        "instrument",
    ],
)
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


def _in_force(regulations: pd.DataFrame, month: str) -> pd.Series:
    begun = regulations["valid_from"].str[:7] <= month
    return begun & ((regulations["valid_to"] == "") | (month <= regulations["valid_to"].str[:7]))


def _kin(group: str) -> list[str]:
    """The group itself, its parents and all, nearest first: bpu_transport, bpu, all."""
    words = group.split("_")
    return ["_".join(words[:n]) for n in range(len(words), 0, -1)] + ["all"]


def _full(valid: pd.DataFrame, item: str, group: str, month: str) -> tuple[float, str]:
    """The contribution before relief, of the nearest group that has one."""
    fits = (valid["kind"] == "contribution") & (valid["item"] == item) & (valid["unit"] == "rupiah_per_month")
    for name in _kin(group):
        rows = valid[fits & (valid["group"] == name)]
        if len(rows):
            least = rows.sort_values(["amount", "regulation_id"]).iloc[0]
            return float(least["amount"]), str(least["regulation_id"])
    raise NotEnoughData(
        f"no contribution in rupiah a month for group {group}, item {item} in {month}",
        where="regulations",
        fix="add the dated row with its instrument",
    )


def _shared(item: str, relieved: str) -> str:
    """The parts of an item that a relief takes off, in the item's order."""
    parts = relieved.split("+")
    return "+".join(p for p in item.split("+") if p in parts)

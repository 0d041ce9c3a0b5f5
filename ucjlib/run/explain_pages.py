"""An explanation as a person reads it: what each row is on the left, what it says and its id on the right."""

import pandas as pd

from ucjlib.run import plain
from ucjlib.run.wording import label


def page(explained: pd.DataFrame, lang: str, wide: int) -> str:
    """The rows of `explaining.explain` as text; the name of a part stands before its first row only."""
    again = explained["part"].eq(explained["part"].shift())
    rows = [
        ("" if repeated else label("part", row["part"], lang), _lines(row))
        for row, repeated in zip(explained.to_dict("records"), again, strict=True)
    ]
    return "\n".join(plain.table((), rows, wide, whole=True)) + "\n"


def _lines(row: dict) -> str:
    return "\n".join(filter(None, (row["says"], row["address"], row["id"])))

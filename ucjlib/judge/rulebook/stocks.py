"""Rule on two stocks under one roof: those ever registered, and those who pay.

>>> from ucjlib.reference import schemas
>>> len(registered_beside_active(schemas.empty("claims")))
0
"""

import pandas as pd

from ucjlib.judge.equations import hold

NATION = "00"


def registered_beside_active(claims: pd.DataFrame) -> pd.DataFrame:
    """Registered and active participants side by side, a tenth apart or more: two stocks. Silent otherwise.

    Of the nation both are published as such; a source that prints the inactive ones, or the share of the
    active, has told of it itself.
    """
    told = claims["indicator"].eq("participants_inactive") | (
        claims["indicator"].eq("participants_share") & claims["segment"].eq("total")
    )
    explained = claims["source_id"].isin(claims.loc[told, "source_id"]) | claims["region_code"].eq(NATION)
    return hold(claims[~explained], "registered_beside_active")

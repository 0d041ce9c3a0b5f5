"""Invented reports with one planted fault each, read and judged as `ucj check --new` does it.

`tests/examples/faulty_texts.csv`: the text and the cause that a reader would name (several words where more
than one reading is right; blank where the reader mends the slip itself and nothing is left to find).
"""

from pathlib import Path

import pytest

from ucjlib.core.tables import read_text
from ucjlib.judge import causes, rules
from ucjlib.reference import schemas
from ucjlib.run import fresh, reading

ROOT = Path(__file__).resolve().parents[1]
TEXTS = read_text(ROOT / "tests" / "examples" / "faulty_texts.csv")


@pytest.fixture(scope="module")
def employed():
    claims = schemas.read(ROOT / "data" / "raw" / "official_claims.csv", "claims")
    return claims[claims["indicator"].eq("employed")]


@pytest.mark.parametrize("row", list(TEXTS.itertuples()), ids=list(TEXTS["name"]))
def test_the_fault_of_a_text_is_found_and_its_cause_named_first(row, employed):
    name = row.name.replace(" ", "-") + ".txt"
    claims = fresh.read(name, row.text.encode(), reading.How(published=row.published), []).claims
    found = fresh.judge(claims, claims, employed, tuple(rules.RULES))
    wrong = found[found["outcome"].eq("disagree")]
    words = {cause.partition(":")[0] for cause in wrong["cause"]}
    assert len(wrong) > 0 if row.cause else wrong.empty
    assert words & set(row.cause.split()) or not row.cause, list(wrong["sentence_en"])
    assert all(
        causes.because(cause, "id") in said
        for cause, said in zip(wrong["cause"], wrong["sentence_id"], strict=True)
    )

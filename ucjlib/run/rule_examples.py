"""The rules as a person asks for them: what each says, and its shipped example tables judged now.

>>> known("bounds").loc["bounds", "severity"]
'doubt'
"""

import inspect
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from ucjlib.core import tables
from ucjlib.judge import rules, wording
from ucjlib.reference import schemas
from ucjlib.run.checking import rule_names

HOLES = ("working", "left", "right", "left_of", "right_of")
_OF_A_CASE = ("case", "expect", "cause")


def known(rule: str = "", lang: str = "en") -> pd.DataFrame:
    """One row a rule, its name as index: severity, about, right, wrong, method, docstring.

    `about` is the sentence with … where numbers stand; right and wrong add how it ends. Raises UnknownTerm.
    """
    names = list(rule_names(rule))
    table, ends = wording.own_table("rules").loc[names], wording.own_table("words")[lang]
    says = table[f"says_{lang}"].map(lambda sentence: sentence.format(**dict.fromkeys(HOLES, "…")))
    return table[["severity"]].assign(
        about=says,
        right=says + f"; {ends['agree']}.",
        wrong=says + f"; {ends['disagree']}.",
        method=table["method"],
        docstring=[(inspect.getdoc(rules.RULES[name]) or "").partition("\n")[0] for name in names],
    )


def examples(rule: str) -> dict[str, pd.DataFrame]:
    """The example tables of a rule by their case, all cells text, as they are shipped."""
    rows = _shipped(rule)
    return {str(case): part.reset_index(drop=True) for case, part in rows.groupby("case", sort=False)}


def verdicts(rule: str) -> pd.DataFrame:
    """What the rule says of its examples now: case, expected, said, cause, sentence_id, sentence_en.

    expected, said : outcomes, blank separated, or `silent` where it finds nothing.
    """
    said = []
    for case, rows in examples(rule).items():
        found = rules.try_rule(rule, claims_of(rows))
        said.append(
            {
                "case": case,
                "expected": rows["expect"].iloc[0],
                "said": " ".join(sorted(set(found["outcome"]))) or "silent",
                "cause": " | ".join(cause for cause in dict.fromkeys(found["cause"]) if cause),
                **{f"sentence_{lang}": "\n".join(found[f"sentence_{lang}"]) for lang in wording.LANGUAGES},
            }
        )
    return pd.DataFrame(said)


def claims_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Typed claims from rows of an example; ids are numbered within the source."""
    numbers = rows.groupby("source_id").cumcount().add(1).astype(str)
    filled = rows.assign(claim_id=rows["source_id"] + "#" + numbers)
    names = schemas.columns("claims")["column"]
    return schemas.typed(filled.reindex(columns=list(names), fill_value=""), "claims")


def shown_columns(rows: pd.DataFrame) -> list[str]:
    """The columns of an example that tell something: filled ones, place or source only where they differ."""
    filled = [name for name in rows if name not in _OF_A_CASE and rows[name].ne("").any()]
    same = [name for name in ("source_id", "region_code", "place") if rows[name].nunique() == 1]
    dull = {*same, "region_code"} | ({"as_of_basis"} if rows["as_of_basis"].eq("stated").all() else set())
    return [name for name in filled if name not in dull]


@cache
def speaks_of_agreement(rule: str) -> bool:
    """Whether a rule says so when figures fit; the others speak only of those that do not."""
    return "agree" in " ".join(_shipped(rule)["expect"]).split()


def _shipped(rule: str) -> pd.DataFrame:
    path = files("ucjlib.judge") / "examples" / f"{rule}.csv"
    return tables.read_text(Path(str(path))).drop(columns=tables.LINE)

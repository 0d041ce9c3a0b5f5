"""`ucj rules` as a person reads it: all rules in short, or one with its examples and its verdicts on them."""

import pandas as pd

from ucjlib.run import plain
from ucjlib.run.rule_examples import examples, known, shown_columns, speaks_of_agreement, verdicts
from ucjlib.run.wording import label, say


def list_page(lang: str, wide: int) -> str:
    """All rules: severity; name, what each says when figures do not fit, its method."""
    rules = known("", lang)
    heads = [say("head.severity", lang), say("head.rules", lang)]
    rows = [
        (label("severity", row.severity, lang), f"{row.Index}\n{row.wrong}\n{row.method}")
        for row in rules.itertuples()
    ]
    lines = plain.table(heads, rows, wide, below=[""] * len(rows))
    return "\n".join([*lines, *plain.paragraph(say("rules_hint", lang), wide)]) + "\n"


def one_page(rule: str, lang: str, wide: int) -> str:
    """One rule: what it is, both its sentences, its examples with their verdicts. Raises UnknownTerm."""
    row = known(rule, lang).loc[rule]
    speaks = say("rule.always" if speaks_of_agreement(rule) else "rule.only_wrong", lang)
    told = {
        "severity": label("severity", row["severity"], lang),
        "right": row["right"],
        "wrong": row["wrong"],
        "speaks": speaks,
        "method": row["method"],
    }
    rows = [(say(f"rule.{name}", lang), text) for name, text in told.items()]
    lines = [rule, *plain.paragraph(row["docstring"], wide, plain.INDENT), "", *plain.table((), rows, wide)]
    judged = verdicts(rule).set_index("case")
    for case, example in examples(rule).items():
        lines += ["", *_example(case, example, judged.loc[case], lang, wide)]
    return "\n".join(lines) + "\n"


def _example(case: str, rows: pd.DataFrame, judged: pd.Series, lang: str, wide: int) -> list[str]:
    heads = shown_columns(rows)
    table = plain.table(heads, rows[heads].astype(str).values.tolist(), wide - len(plain.INDENT))
    said, expected = (
        ", ".join(label("outcome", word, lang) for word in judged[column].split())
        for column in ("said", "expected")
    )
    key = "example.as_expected" if judged["said"] == judged["expected"] else "example.otherwise"
    told = filter(None, [say(key, lang, said=said, expected=expected), judged[f"sentence_{lang}"]])
    return [
        say("example", lang, case=case),
        *(plain.INDENT + line for line in table),
        *plain.paragraph("\n".join(told), wide, plain.INDENT),
    ]

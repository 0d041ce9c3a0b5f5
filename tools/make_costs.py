"""Write the tables of docs/costs.md, and what its example prints; with --check, say if stale.

    python tools/make_costs.py [--check]

What stands between the two marks of a table is replaced, and what a block of Python prints; the rest of the
page is left as it is.
"""

import sys
from pathlib import Path

import comparing_page
import page_parts
import pandas as pd

from ucjlib.core import tables
from ucjlib.reckon import printed_budgets, scenario_table
from ucjlib.reference import schemas

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/costs.md"
WORDS = ("exact", "rounded budget", "other months", "other contribution")


def main() -> int:
    text = PAGE.read_text(encoding="utf-8")
    wanted = filled(text)
    if "--check" in sys.argv:
        print("docs/costs.md is up to date" if wanted == text else "docs/costs.md is stale; run this again")
        return 0 if wanted == text else 1
    tables.write_bytes(wanted.encode("utf-8"), PAGE)
    return 0


def filled(page: str) -> str:
    """The page with its tables worked out anew."""
    claims = schemas.read(ROOT / "data/raw/article_claims.csv", "claims")
    rules = schemas.reference("regulations")
    table = printed_budgets.recomputed(claims, rules)
    parts = {
        "counts": counts(table, printed_budgets.by_chance(claims, rules)),
        "number": number(claims, table),
        "budgets": budgets(table),
        "columns": scenario_columns(),
    }
    return comparing_page.printed(page_parts.filled(page, parts))


def scenario_columns() -> str:
    """The columns of a scenario table: which kinds of row need one, which may have it, its range."""
    declared = scenario_table.columns()
    kinds = list(scenario_table.RULES)
    everywhere = declared[kinds].eq("need").all(axis=1)
    head = ["| column | needed by | allowed for | range | means |", "| --- | --- | --- | --- | --- |"]
    rows = []
    for column, row in declared.iterrows():
        need, may = (", ".join(k for k in kinds if row[k] == word) for word in ("need", "may"))
        span = f"{row['least']} to {row['most']} {row['unit']}".strip() if row["least"] else row["type"]
        rows.append(
            f"| `{column}` | {'all' if everywhere[column] else need} | {may} | {span} | {row['definition']} |"
        )
    return "\n".join([*head, *rows]).replace("|  |", "| |").replace("|  |", "| |")


def counts(table: pd.DataFrame, chance: pd.DataFrame) -> str:
    found = printed_budgets.counts(table).merge(chance, on="explanation", suffixes=("", "_moved"))
    rows = [
        f"| {r.explanation} | {r.budgets} | {r.percent:.1f} % | {r.percent_moved:.1f} % |"
        for r in found.itertuples()
    ]
    head = ["| explanation | budgets | share | share of moved budgets |", "| --- | --: | --: | --: |"]
    return "\n".join([*head, *rows])


def number(claims: pd.DataFrame, table: pd.DataFrame) -> str:
    told = (table["months_basis"] == "printed").sum()
    found = (table["months_basis"] == "found").sum()
    explained = table["explanation"].isin(WORDS).sum()
    reasons = table.loc[table["reason"] != "", "reason"].value_counts().sort_index()
    why = ", ".join(f"{word} {count}" for word, count in reasons.items())
    return (
        f"Of {(claims['indicator'] == 'budget').sum()} printed budgets {len(table)} stand beside workers of"
        f" the same source and place; {told} of these have printed months, and for {found} more whole months"
        f" are found: {told + found} budgets with workers and months. Whole months and a contribution explain"
        f" {explained}. Why the others cannot be told: {why}."
    )


def budgets(table: pd.DataFrame) -> str:
    head = [
        "| budget claim | budget (Rp) | workers | months | contribution | recomputed (Rp) | difference"
        " | explanation |",
        "| --- | --: | --: | --: | --: | --: | --: | --- |",
    ]
    shown = table.assign(_rank=table["explanation"].map(printed_budgets.EXPLANATIONS.index))
    shown = shown.sort_values(["_rank", "claim_id"], kind="stable")
    rows = [
        f"| {r.claim_id} | {r.budget:,.0f} | {r.workers:,.0f} | {r.months:g} {r.months_basis} |"
        f" {r.contribution:,.0f} | {r.recomputed:,.0f} |"
        f" {r.difference:+,.0f} ({round(r.difference_pct, 1) + 0.0:+.1f} %) |"
        f" {r.explanation}{': ' + r.reason if r.reason else ''} |"
        for r in shown.itertuples()
    ]
    return "\n".join([*head, *rows])


if __name__ == "__main__":
    sys.exit(main())

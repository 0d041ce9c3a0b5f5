"""Fill in the tables of "How it did" in docs/method.md from what the bench wrote; with --check, say if stale.

    python tools/backtest_page.py [--check]

`python -m bench.project --write` measures and writes bench/results.csv and bench/reached.csv, `python -m
bench.attempts --write` bench/attempts.csv. Nothing is measured here: the same tables make the same page. What
stands between the two marks of a part is replaced.
"""

import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tools"))

import page_parts  # noqa: E402

from bench.cases import SETS  # noqa: E402
from bench.goals import BOUNDS, range_text, read  # noqa: E402
from ucjlib.core import tables  # noqa: E402

PAGE = ROOT / "docs/method.md"
RESULTS, REACHED, TRIED = (ROOT / "bench" / f"{name}.csv" for name in ("results", "reached", "attempts"))
OURS, SHRUNK = "ucjlib", "plain_shrink"
NAMES = {
    "unit_drift": "the unit's own line", "last_value": "last value", "pooled_drift": "the pool's drift",
    SHRUNK: "shrunk to the mean, no trend", "mixed_lm": "MixedLM", "local_level": "local level",
    "auto_ets": "AutoETS", OURS: "**ucjlib**",
}  # fmt: skip
MEASURES = {
    "crps": ("CRPS", 2), "error": ("error of the median", 2), "bias": ("bias", 2), "in_50": ("50 % held", 3),
    "in_80": ("80 % held", 3), "in_95": ("95 % held", 3), "width_80": ("width of 80 %", 1),
    "brier": ("targets, Brier", 3), "aggregate_80": ("pool's mean, 80 % held", 2),
    "pairwise": ("order of pairs, Brier", 3), "ms_per_unit": ("ms a unit", 1),
}  # fmt: skip


def main() -> int:
    held = PAGE.read_text(encoding="utf-8")
    wanted = filled(held, read(RESULTS), read(REACHED), pd.read_csv(TRIED))
    if "--check" in sys.argv:
        print(f"{PAGE.name} is up to date" if wanted == held else f"{PAGE.name} is stale; run make docs")
        return int(wanted != held)
    tables.write_bytes(wanted.encode("utf-8"), PAGE)
    return 0


def filled(page: str, results: pd.DataFrame, reached: pd.DataFrame, tried: pd.DataFrame) -> str:
    """The page with its parts made anew."""
    parts = {
        "measured": measured(results),
        "goals": goals(reached),
        "news": on_the_news(results),
        "scores": scores(results),
        "tried": attempts(tried),
    }
    return page_parts.filled(page, parts)


def measured(results: pd.DataFrame) -> str:
    there = (results["method"] == "auto_ets").any()
    ets = "" if there else " `statsforecast` was not installed: AutoETS is not among the peers."
    days = sorted(set(results["measured"]))
    when = f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    return f"Measured {when} by `make bench`.{ets}"


def goals(reached: pd.DataFrame) -> str:
    """Every goal with the figure reached, and whether it is met."""
    head = ["goal", "set", "reached", "must reach", "", "stretch", ""]
    rows = []
    for row in reached.to_dict("records"):
        spread = f" [{number(row['low'], 3)}, {number(row['high'], 3)}]" if pd.notna(row["low"]) else ""
        must, stretch = (range_text(row[low], row[high]) for low, high in (BOUNDS[:2], BOUNDS[2:]))
        told = [row["set"], number(row["reached"], 3) + spread, must, row["must"], stretch, row["stretch"]]
        rows.append([f"{row['goal']}: {row['what']}", *told])
    return markdown(head, rows)


def on_the_news(results: pd.DataFrame) -> str:
    """The projection and the shrinkage without a trend on the figures of the news, in words."""
    news = results[results["set"] == "E"].set_index("method")
    ours, plain = news.loc[OURS], news.loc[SHRUNK]
    middle = f"{abs(ours['bias']):.1f} points {'high' if ours['bias'] > 0 else 'low'}"
    verdict = (
        "The trend is worth it on these figures."
        if plain["skill_low"] > 0
        else 'On news figures no trend model is yet proven better than "no trend". Quote the range.'
    )
    return (
        f"On the printed figures, shrinking each place to the mean of all has a CRPS of {plain['crps']:.2f}"
        f" points, the projection {ours['crps']:.2f}: a skill of {skill(plain)}. The 80 % ranges are"
        f" {plain['width_80']:.1f} and {ours['width_80']:.1f} points wide and hold {plain['in_80']:.3f} and"
        f" {ours['in_80']:.3f} of the later figures; the projection's middle ran {middle}. {verdict}"
    )


def scores(results: pd.DataFrame) -> str:
    """Every method on every set."""
    head = ["set", "method", *(head for head, _ in MEASURES.values()), "our skill against it"]
    rows = []
    for row in results[results["set"].isin(list(SETS))].to_dict("records"):
        told = [number(row[name], digits) for name, (_, digits) in MEASURES.items()]
        name = NAMES.get(row["method"], row["method"])
        rows.append([row["set"], name, *told, "" if row["method"] == OURS else skill(row)])
    sets = "; ".join(f"{name} {plan.what}" for name, plan in SETS.items())
    return f"Sets: {sets}.\n\n{markdown(head, rows)}"


def attempts(tried: pd.DataFrame) -> str:
    """What was tried on each set, against the projection as it stands."""
    head = ["tried", "set", "its CRPS", "as it stands", "gain of what stands"]
    rows = [
        [row["attempt"], row["set"], number(row["crps_attempt"], 2), number(row["crps_standing"], 2),
         f"{number(row['gain'], 3)} [{number(row['gain_low'], 3)}, {number(row['gain_high'], 3)}]"]
        for row in tried.to_dict("records")
    ]  # fmt: skip
    return markdown(head, rows)


def skill(row: dict | pd.Series) -> str:
    low, high = (number(row[end], 3) for end in ("skill_low", "skill_high"))
    return f"{number(row['skill'], 3)} [{low}, {high}]"


def number(value: float, digits: int) -> str:
    """A figure with so many decimals, nothing for none, no minus before nought."""
    return "" if pd.isna(value) else f"{round(value, digits) + 0.0:.{digits}f}"


def markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


if __name__ == "__main__":
    sys.exit(main())

"""Back-test of the projection on public panels and printed figures, its speed, and the goals it meets.

    python -m bench.project [A A20 A8 stress B C D8 D20 D514 E] [--seeds N] [--write]

`--write` puts what was measured into bench/results.csv and bench/reached.csv, beside the rows of sets that
were not run, and from them `make docs` fills docs/method.md. Without the folder of panels the accuracy part
is skipped, saying so. AutoETS runs where statsforecast is installed, which the project does not ask for.
"""

import argparse
import time
from datetime import date
from pathlib import Path

import pandas as pd

from bench import goals, scoring, speed
from bench.cases import SETS
from bench.panels import ABSENT, PANELS
from bench.peers import at_hand
from ucjlib.core import tables

HERE = Path(__file__).resolve().parent
NO_ETS = "statsforecast is not installed: AutoETS is not among the peers"
SHOWN = ["method", *scoring.MEASURES, "skill", "skill_low", "skill_high"]


def main() -> None:
    asked = arguments()
    parts = [timings(), goals.tests()]
    if PANELS.is_dir():
        parts += [one_set(name, asked.seeds) for name in asked.sets or SETS]
    else:
        print(ABSENT)
    if "auto_ets" not in at_hand():
        print(NO_ETS)
    results = pd.concat(parts, ignore_index=True).assign(measured=date.today().isoformat())
    if asked.write:
        results = beside(results, HERE / "results.csv")
    reached = goals.reached(results)
    print(f"\n{shown_goals(reached).to_string(index=False)}")
    if asked.write:
        tables.write(results.round(6), HERE / "results.csv")
        tables.write(reached, HERE / "reached.csv")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Back-test of the projection.")
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--seeds", type=int, default=3, help="cases are cut anew with each of so many seeds")
    parser.add_argument("--write", action="store_true", help="write bench/results.csv and bench/reached.csv")
    asked = parser.parse_args()
    unknown = [name for name in asked.sets if name not in SETS]
    if unknown:
        parser.error(f"no set {', '.join(unknown)}; there are {', '.join(SETS)}")
    return asked


def timings() -> pd.DataFrame:
    taken = speed.seconds()
    return pd.DataFrame({"set": "speed", "method": list(taken), "seconds": list(taken.values())})


def one_set(name: str, seeds: int) -> pd.DataFrame:
    start = time.perf_counter()
    table = scoring.results(name, seeds)
    took = time.perf_counter() - start
    columns = [column for column in SHOWN if column in table]
    print(
        f"\nset {name}: {SETS[name].what}, {took:.0f} s\n{table[columns].round(3).to_string(index=False)}",
        flush=True,
    )
    return table


def shown_goals(reached: pd.DataFrame) -> pd.DataFrame:
    bounds = {"must reach": ("must_from", "must_to"), "stretch to": ("stretch_from", "stretch_to")}
    told = {
        name: [goals.range_text(*row) for row in reached[list(ends)].to_numpy()]
        for name, ends in bounds.items()
    }
    kept = ["goal", "set", "what", "reached", "low", "high", "must", "stretch"]
    return reached[kept].assign(**told)


def beside(results: pd.DataFrame, path: Path) -> pd.DataFrame:
    """What was measured now, and before it the rows at `path` of the sets that were not run."""
    if not path.is_file():
        return results
    held = goals.read(path)
    return pd.concat([held[~held["set"].isin(results["set"])], results], ignore_index=True)


if __name__ == "__main__":
    main()

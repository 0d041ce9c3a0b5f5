"""How well and how fast articles are read: `make bench` prints it, docs/reading.md publishes it.

Precision and recall are on the part of the example articles that neither the word tables nor the tagger were
made from. Speed is a ratio within one run, and how time grows with length.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from example_articles import FOLDER, Example, load  # noqa: E402
from score_reading import (  # noqa: E402
    LEVELS,
    CuesAlone,
    Score,
    gold_facts,
    read,
    read_with,
    score,
    score_on,
    total,
)

from ucjlib.core.tables import read_text  # noqa: E402
from ucjlib.read.articles import read_article  # noqa: E402
from ucjlib.read.passages import story  # noqa: E402
from ucjlib.read.tagger import TAGGER  # noqa: E402


def main() -> None:
    """Prints the tables."""
    held = load("held")
    scored = [(example, scores_of(example)) for example in held]
    print(f"held back: {len(held)} of {len(load())} texts\n")
    print("| texts | number | claim | full | claims |\n| --- | --- | --- | --- | --- |")
    for folder in ("hand", "generated", "pages"):
        print_row(folder, [scores for one, scores in scored if one.folder == folder])
    print_row("all", [scores for _, scores in scored])
    print_cues_and_tagger([example for example in held if example.folder == "hand"])
    empty = [scores["number"] for one, scores in scored if not one.gold]
    print(f"\ntexts without a claim: {len(empty)}; claims made of them: {total(empty).told}\n")
    print("| phenomenon | texts | number P / R | claim P / R | full P / R |\n| --- | --- | --- | --- | --- |")
    for row in read_text(FOLDER / "phenomena.csv").to_dict("records"):
        print_phenomenon(row, [scores for one, scores in scored if row["phenomenon"] in one.phenomena])
    print_speed([example.text for example in held if example.folder == "hand"])


def scores_of(example: Example) -> dict[str, Score]:
    """Level -> score of one text."""
    told, gold = read(example), gold_facts(example)
    return {level: score(told, gold, level) for level in LEVELS}


def print_row(name: str, scores: list[dict[str, Score]]) -> None:
    """One row: precision, recall and F1 on each level."""
    parts = {level: total([one[level] for one in scores]) for level in LEVELS}
    shown = [f"P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f}" for s in parts.values()]
    print(f"| {name} | {' | '.join(shown)} | {parts['number'].gold} |")


def print_cues_and_tagger(examples: list[Example]) -> None:
    """How often value, unit and indicator are right, by the cue rules alone and by the tagger."""
    print("\n| indicator, hand | right | told | gold | P | R |\n| --- | --- | --- | --- | --- | --- |")
    for name, ask in (("cue rules alone", CuesAlone()), ("tagger", TAGGER)):
        fields = ("value", "unit", "indicator")
        s = total([score_on(read_with(one, ask), gold_facts(one), fields) for one in examples])
        print(f"| {name} | {s.right} | {s.told} | {s.gold} | {s.precision:.3f} | {s.recall:.3f} |")


def print_phenomenon(row: dict[str, str], scores: list[dict[str, Score]]) -> None:
    """One row of the phrase catalogue."""
    parts = [total([one[level] for one in scores]) for level in LEVELS]
    shown = " | ".join(f"{s.precision:.2f} / {s.recall:.2f}" for s in parts)
    print(f"| {row['phenomenon']} {row['what']} | {len(scores)} | {shown} |")


def print_speed(texts: list[str]) -> None:
    """Characters a second, and how time grows when the text doubles."""
    read_article(texts[0])
    joined = "\n".join(part.text for text in texts for part in story(text))  # one long story, without ends
    short, long = joined[:40_000], joined[:80_000]
    seconds = [timed(text) for text in (short, long)]
    print(f"\nreading 80,000 characters over 40,000: {seconds[1] / seconds[0]:.2f} times the time")
    one = sum(map(timed, texts[:40])) / 40
    print(f"an article of {sum(map(len, texts[:40])) // 40:,} characters: {1000 * one:.0f} ms")


def timed(text: str) -> float:
    """Seconds to read a text once."""
    start = time.perf_counter()
    read_article(text)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

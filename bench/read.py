"""How well and how fast articles are read: `make bench` prints it, docs/reading.md publishes it.

    python bench/read.py [--write]

Precision and recall are on the part of the example articles that neither the word tables nor the tagger nor
the network were made from. Speed is a ratio within one run, and how time grows with length.
"""

import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import page_parts  # noqa: E402
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

from ucjlib.core.tables import read_text, write_bytes  # noqa: E402
from ucjlib.read.articles import read_article  # noqa: E402
from ucjlib.read.numbers import may_hold_number  # noqa: E402
from ucjlib.read.passages import story  # noqa: E402
from ucjlib.read.tagger import TAGGER  # noqa: E402

MEGABYTE = 1_000_000
FOLDERS = ("hand", "generated", "pages")
Scored = tuple[Example, dict[str, Score]]
PAGE = Path(__file__).resolve().parents[1] / "docs" / "reading.md"
HEAD = "| texts | number | claim | full | claims |\n| --- | --- | --- | --- | --- |"
ROWS = "| phenomenon | texts | number P / R | claim P / R | full P / R |\n| --- | --- | --- | --- | --- |"


def main() -> None:
    """Prints the tables; with --write, puts those of skill into docs/reading.md."""
    held = load("held")
    scored = [(example, scores_of(example)) for example in held]
    parts = {"held": of_held(scored), "phenomena": of_phenomena(scored)}
    print("\n\n".join(parts.values()))
    print_cues_and_tagger([example for example in held if example.folder == "hand"])
    if "--write" in sys.argv:
        write_bytes(page_parts.filled(PAGE.read_text(encoding="utf-8"), parts).encode(), PAGE)
    print_speed([example.text for example in held if example.folder == "hand"])


def of_held(scored: list[Scored]) -> str:
    """The scores on the held-back texts, by folder."""
    rows = [row_of(name, [s for one, s in scored if one.folder == name]) for name in FOLDERS]
    empty = [scores["number"] for one, scores in scored if not one.gold]
    return "\n".join(
        [
            f"{len(scored)} of {len(load())} texts are held back.\n",
            *(HEAD, *rows, row_of("all", [scores for _, scores in scored])),
            f"\nOf {len(empty)} held-back texts without a claim it made {total(empty).told} claims.",
        ]
    )


def of_phenomena(scored: list[Scored]) -> str:
    """The scores by row of the phrase catalogue."""
    rows = [
        phenomenon(row, [scores for one, scores in scored if row["phenomenon"] in one.phenomena])
        for row in read_text(FOLDER / "phenomena.csv").to_dict("records")
    ]
    return "\n".join([ROWS, *rows])


def scores_of(example: Example) -> dict[str, Score]:
    """Level -> score of one text."""
    told, gold = read(example), gold_facts(example)
    return {level: score(told, gold, level) for level in LEVELS}


def row_of(name: str, scores: list[dict[str, Score]]) -> str:
    """One row: precision, recall and F1 on each level."""
    parts = {level: total([one[level] for one in scores]) for level in LEVELS}
    shown = [f"P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f}" for s in parts.values()]
    return f"| {name} | {' | '.join(shown)} | {parts['number'].gold} |"


def print_cues_and_tagger(examples: list[Example]) -> None:
    """How often value, unit and indicator are right, by the cue rules, the tagger, and the reader."""
    print("\n| indicator, hand | right | told | gold | P | R |\n| --- | --- | --- | --- | --- | --- |")
    for name, ask in (("cue rules alone", CuesAlone()), ("tagger alone", TAGGER), ("reader", None)):
        fields = ("value", "unit", "indicator")
        s = total([score_on(read_with(one, ask), gold_facts(one), fields) for one in examples])
        print(f"| {name} | {s.right} | {s.told} | {s.gold} | {s.precision:.3f} | {s.recall:.3f} |")


def phenomenon(row: dict[str, str], scores: list[dict[str, Score]]) -> str:
    """One row of the phrase catalogue."""
    parts = [total([one[level] for one in scores]) for level in LEVELS]
    shown = " | ".join(f"{s.precision:.2f} / {s.recall:.2f}" for s in parts)
    return f"| {row['phenomenon']} {row['what']} | {len(scores)} | {shown} |"


def print_speed(texts: list[str]) -> None:
    """Characters a second, and how time grows when the text doubles."""
    read_article(texts[0])
    joined = "\n".join(part.text for text in texts for part in story(text))  # one long story, without ends
    first, second = joined[:40_000], joined[40_000:80_000]
    half = (timed(first) + timed(second)) / 2
    print(f"\nreading 80,000 characters over 40,000: {timed(first + second) / half:.2f} times the time")
    one = sum(map(timed, texts[:40])) / 40
    print(f"an article of {sum(map(len, texts[:40])) // 40:,} characters: {1000 * one:.0f} ms")
    kinds = {
        "an article printed over and over": (texts[0] + "\n\n") * (MEGABYTE // len(texts[0])),
        "an article and prose without a figure": texts[0] + "\n\n" + prose(texts),
        "articles one after the other": joined[:MEGABYTE],
    }
    for kind, text in kinds.items():
        print(f"1 MB, {kind}: {timed(text):.1f} s")


def prose(texts: list[str]) -> str:
    """A megabyte of words in random order, always the same, as sentences without a number."""
    words = sorted({word for text in texts for word in re.findall(r"[a-z]{3,}", text)})
    words = [word for word in words if not may_hold_number(word)]
    drawn = random.Random(5).choices(words, k=MEGABYTE // 7)
    sentences = [" ".join(drawn[k : k + 15]).capitalize() + "." for k in range(0, len(drawn), 15)]
    return "\n".join(" ".join(sentences[k : k + 5]) for k in range(0, len(sentences), 5))


def timed(text: str) -> float:
    """Seconds to read a text, the least of three times."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        read_article(text)
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main()

"""What is read of a text that is longer than any article: a book, a log, a collection.

Two sentences that stand there for the third time one after the other are not read again, and paragraphs far
from every number are passed over. Those that open the text are kept, as they tell what it is about. An
article is read whole.

>>> parts = [Passage("Peserta 12.", 0, 11), *(Passage("Ia setuju.", k, k + 10) for k in range(12, 1200, 12))]
>>> len(parts), len(near_numbers(parts))
(100, 21)
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from ucjlib.read.numbers import may_hold_number
from ucjlib.read.passages import Passage, sentences

LONG = 20_000  # characters: a long article has 8,000
REACH = 20  # paragraphs on each side of one that holds a number, and of the first
_OFTEN = 2  # times that a pair of sentences is read


def abridged(paragraphs: list[Passage]) -> list[Passage]:
    """The paragraphs that are read, all of them where they are no longer than an article's."""
    if sum(len(one.text) for one in paragraphs) <= LONG:
        return paragraphs
    return near_numbers(list(_read_twice(paragraphs)))


def near_numbers(paragraphs: list[Passage]) -> list[Passage]:
    """The paragraphs that hold a number, those near one, and those that open the text."""
    holds = [0, *(k for k, one in enumerate(paragraphs) if may_hold_number(one.text))]
    near = {i for k in holds for i in range(k - REACH, k + REACH + 1)}
    return [one for k, one in enumerate(paragraphs) if k in near]


def _read_twice(paragraphs: Iterable[Passage]) -> Iterator[Passage]:
    """The paragraphs without sentences that were met often; one that has such is cut there."""
    met, before = Counter[tuple[str, str]](), ""
    for paragraph in paragraphs:
        run: list[Passage] = []
        for sentence in sentences(paragraph):
            pair, before = (before, sentence.text), sentence.text
            met[pair] += 1
            if met[pair] <= _OFTEN:
                run.append(sentence)
            elif run:
                yield _joined(paragraph, run)
                run = []
        if run:
            yield _joined(paragraph, run)


def _joined(paragraph: Passage, run: list[Passage]) -> Passage:
    """Sentences in a row as one passage."""
    start, end = run[0].start, run[-1].end
    return Passage(paragraph.text[start - paragraph.start : end - paragraph.start], start, end)

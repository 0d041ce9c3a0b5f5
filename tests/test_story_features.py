"""What is seen of a paragraph's place in its story."""

import pytest

from ucjlib.read.articles import opened
from ucjlib.read.story_features import Above, of_above, of_names

TEXT = """Pelatihan Kerja di Blitar

Bupati Blitar membuka pelatihan di pendopo Kabupaten Blitar.

Wartawan hadir (ab/cd)

Kabar Daerah Lain:

- Kota Kediri: 12 orang

Semua senang. (ab/cd)
"""


def walked() -> list[tuple[str, Above]]:
    """Each paragraph with what stands above it."""
    above, seen = Above(), []
    for paragraph in opened(TEXT, "").story:
        shown = paragraph[0].shown()
        seen.append((shown, above))
        above = above.then(paragraph, not shown.endswith((".", "(ab/cd)")))
    return seen


def test_a_paragraph_stands_under_the_last_line_between_sentences():
    headings = [(above.heading, above.since) for _, above in walked()]
    assert headings[:4] == [((), 0), ((), 1), ((), 2), ((), 3)]
    assert headings[4:] == [(("kabar", "daerah", "lain"), 0), (("kabar", "daerah", "lain"), 1)]


def test_the_text_has_begun_after_its_first_sentence():
    assert [above.body for _, above in walked()] == [False, False, True, True, True, True]


def test_what_stands_above_is_told_as_words():
    told = list(of_above(Above(("kabar", "lain"), 1, True), True))
    assert told == [
        "late=True|True",
        "since=1|True",
        "under=kabar",
        "under=lain",
        "under=kabar|1",
        "under=lain|1",
    ]
    assert list(of_above(Above(), False)) == ["late=False|False"]


@pytest.mark.parametrize(("paragraph", "named"), [(1, "own"), (2, "none"), (4, "other")])
def test_a_sentence_names_the_region_of_the_story_or_another(paragraph, named):
    seen = opened(TEXT, "")
    assert of_names(seen.story[paragraph][0], seen.setting.main) == f"names={named}"

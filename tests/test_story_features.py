"""What is seen of a paragraph's place in its story."""

import pytest

from ucjlib.read.articles import opened
from ucjlib.read.story_features import Above, of_above, of_names, opening

TEXT = """Pelatihan Kerja di Blitar

Bupati Blitar membuka pelatihan di pendopo Kabupaten Blitar.

Wartawan hadir (ab/cd)

Catatan Dari Pasar:

- Kota Kediri: 12 orang

Semua senang. (ab/cd)
"""


def walked(text: str = TEXT) -> list[tuple[str, Above]]:
    """Each paragraph with what stands above it."""
    above, seen, story = Above(), [], opened(text, "")
    for paragraph in story.story:
        shown = paragraph[0].shown()
        seen.append((shown, above))
        above = above.then(paragraph, not shown.endswith((".", "(ab/cd)")), story.setting.main)
    return seen


def test_a_paragraph_stands_under_the_last_line_between_sentences():
    headings = [(above.heading, above.since) for _, above in walked()]
    assert headings[:4] == [((), 0), ((), 1), ((), 2), ((), 3)]
    assert headings[4:] == [(("catatan", "dari", "pasar"), 0), (("catatan", "dari", "pasar"), 1)]


def test_the_text_has_begun_after_its_first_sentence():
    assert [above.body for _, above in walked()] == [False, False, True, True, True, True]


def test_what_stands_above_is_told_as_words():
    told = list(of_above(Above(("kabar", "lain"), 1, True, "own"), True, ""))
    assert told[:4] == ["late=True|True", "opens=|True", "dateline=own|True", "since=1|True"]
    assert told[4:] == ["under=kabar", "under=lain", "under=kabar|1", "under=lain|1"]
    told = list(of_above(Above(), False, "other"))
    assert told == ["late=False|False", "opens=other|False", "dateline=other|False"]


def test_a_paragraph_may_open_with_the_dateline_of_the_story_or_of_another():
    text = "BLITAR - Pemkab Blitar hadir.\n\nMereka pulang.\n\nKota Kediri. Ada acara.\n\nDi Blitar ramai."
    story = opened(text, "")
    assert [opening(part[0], story.setting.main) for part in story.story] == ["own", "", "other", ""]
    assert [above.dateline for _, above in walked(text)] == ["", "own", "own", "other"]


@pytest.mark.parametrize(("paragraph", "named"), [(1, "own"), (2, "none"), (4, "other")])
def test_a_sentence_names_the_region_of_the_story_or_another(paragraph, named):
    seen = opened(TEXT, "")
    assert of_names(seen.story[paragraph][0], seen.setting.main) == f"names={named}"

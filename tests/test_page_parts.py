"""Parts of a page that are made: replaced between their marks, and nothing else lost."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from page_parts import filled  # noqa: E402


def test_a_part_is_made_anew_and_the_rest_stays():
    page = "above\n<!-- day -->\nMay\n<!-- /day -->\nbelow\n"
    assert filled(page, {"day": "June"}) == page.replace("May", "June")


@pytest.mark.parametrize("page", ["no marks", "<!-- day -->\nMay", "<!-- /day -->\n<!-- day -->\nrest"])
def test_a_page_without_the_part_is_refused(page):
    with pytest.raises(ValueError, match="no part day"):
        filled(page, {"day": "June"})

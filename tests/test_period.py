"""Dates keep the precision of their source."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucjlib.core import period
from ucjlib.core.errors import BadDate


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-4", "2025-02-30", "2025-04-14 ", "٢٠٢٥", "2025-00-01"]
)
def test_no_date_is_refused(text):
    with pytest.raises(BadDate):
        period.first_day(text)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_spans_itself_and_lies_in_its_month_and_year(day):
    text = day.isoformat()
    assert period.first_day(text) == period.last_day(text) == day
    assert period.first_day(text[:7]) <= day <= period.last_day(text[:7])
    assert day.year <= period.decimal_year(text) < day.year + 1


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
)
def test_decimal_years_keep_the_order_of_days(one, other):
    assert (one < other) == (period.decimal_year(one.isoformat()) < period.decimal_year(other.isoformat()))

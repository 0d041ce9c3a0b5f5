"""Two figures for one fact: one of them is read as what it may as well be."""

from dataclasses import replace

import pytest

from ucjlib.read.articles import claims_of, read_story
from ucjlib.read.claims import Other, Said
from ucjlib.read.clashes import told_apart

TEXT = "Cakupan Jamsostek di Kabupaten Blitar 31,4 persen dan cakupan di Kota Blitar 48,2 persen."


def said() -> list[Said]:
    return [replace(one, others=()) for one in read_story(TEXT, "2025-04-14") if not one.reason]


def in_one_place(others: tuple[Other, ...] = ()) -> list[Said]:
    first, second = said()
    return [first, replace(second, where=first.where, others=others)]


def test_two_rates_of_one_place_and_day_are_told_apart_by_the_closest_other_reading() -> None:
    place, day = said()[1].where, replace(said()[1].when, as_of="2024", basis="stated")
    clash = in_one_place((Other("where", place, 1.2), Other("when", day, 0.7)))
    first, second = told_apart(clash)
    assert first == clash[0]
    assert (second.when, second.where) == (day, clash[0].where)


def test_a_reading_that_makes_another_clash_is_not_taken() -> None:
    clash = in_one_place()
    other = replace(clash[1], bound=replace(clash[0].bound, segment="bpu"))
    clash[0] = replace(clash[0], others=(Other("bound", other.bound, 0.1),))
    assert told_apart([*clash, other]) == [*clash, other]


@pytest.mark.parametrize("indicator", ["benefit_paid", "new_enrolment"])
def test_what_a_story_tells_several_of_is_left_alone(indicator: str) -> None:
    first, second = in_one_place((Other("where", said()[1].where, 0.1),))
    pair = [replace(one, bound=replace(one.bound, indicator=indicator)) for one in (first, second)]
    assert told_apart(pair) == pair


def test_a_figure_joins_the_fact_that_has_it_already() -> None:
    first, second = in_one_place()
    earlier = replace(first.when, as_of="2024", basis="stated")
    known = replace(second, when=earlier)
    second = replace(second, others=(Other("when", earlier, 1.0),))
    assert [one.when.as_of for one in told_apart([first, second, known])] == ["2025-04-14", "2024", "2024"]


def test_a_fall_stays_a_fall_in_every_other_reading_of_it() -> None:
    text = "Cakupan Jamsostek di Kota Blitar 45 persen, turun 3,2 poin dari 48,2 persen tahun lalu."
    fall = next(one for one in read_story(text, "2025-04-14") if one.number.printed == "3,2 poin")
    read = [other.value for other in fall.others if other.part == "bound"]
    growths = [one for one in [fall.bound, *read] if one.indicator == "coverage_growth"]
    assert growths and all(one.falls for one in growths)


def test_nothing_close_leaves_both_figures() -> None:
    assert told_apart(in_one_place()) == in_one_place()


def test_a_story_without_a_clash_stays_as_it_is() -> None:
    assert told_apart(said()) == claims_of(said()) == said()

"""What a cell of an official table counts, of whom and in which unit, from the words around it.

The nearest text that names one indicator decides: the level above the cell, then those above it, then the
row's label; the title where none does. A title that says otherwise is noted. A breakdown by employment
status is of people who work, whatever the title calls them. What no row of `official_words.csv` knows is a
part: the segment is then `other`, and the note names it. A percentage without its base is no claim.

>>> title = "Penduduk Bekerja dan Pengangguran"
>>> meaning = mean(["2023", "Penduduk Bekerja"], "Laki-laki", title, "persons", 12.0)
>>> meaning.indicator, meaning.segment, meaning.unit
('employed', 'male', 'workers')
"""

from typing import NamedTuple

from ucjlib.read.official_cells import unit_of_indicator
from ucjlib.read.official_places import split_number, without_places
from ucjlib.read.official_when import is_time
from ucjlib.read.official_words import encloses, first_line, is_average, is_subtotal, is_total, say
from ucjlib.reference.schemas import terms

_WIDE = ("", "population", "working_age_population", "labour_force")  # what a breakdown by status narrows
_NOTHING = "nothing says what it counts"
_COUNTS = ("workers", "persons", "employers")


class Meaning(NamedTuple):
    """Indicator, segment, unit; `notes` for the claim; `reason` why there is none, '' for a claim."""

    indicator: str
    segment: str
    unit: str
    notes: tuple[str, ...] = ()
    reason: str = ""


class _No(Exception):
    """The sentence why a cell is no claim."""


def mean(
    heads: list[str],
    label: str,
    title: str,
    unit: str,
    value: float,
    breakdown: str = "",
    largest: float = 100.0,
) -> Meaning:
    """The meaning of a cell.

    heads : the levels above it, from the top. label : of group and row, '' where it names the place.
    value : in `unit`. breakdown : the labels' own head. largest : of the figures beside it; where none is
        above 1, a rate without a unit may be a share of one.
    """
    try:
        if any(map(is_subtotal, (*heads, label))):
            raise _No("it is the total of a part of the rows")
        if any(map(is_average, (*heads, label))) and unit in _COUNTS:
            raise _No("it is an average of counts")
        indicator, notes = _indicator(heads, label, title, breakdown)
        segment, part = _segment([*heads, label], title)
        indicator, unit, more = _in_its_unit(indicator, segment, unit, value, largest)
    except _No as no:
        return Meaning("", "", "", (), str(no))
    return Meaning(indicator, segment, unit, (*notes, *more, *part))


def _indicator(heads: list[str], label: str, title: str, breakdown: str) -> tuple[str, list[str]]:
    near, over = [say(text) for text in [*reversed(heads), label]], say(title)
    measures = [measure for told in near for measure in told.measures]
    if measures:
        raise _No(f"it counts {measures[0]}, which is no indicator here")
    own = _of_both(next((told.indicator for told in near[:-1] if told.indicator), ""), near[-1].indicator)
    if not own and over.measures:
        raise _No(f"the title counts {over.measures[0]}, which is no indicator here")
    found = own or over.indicator
    implied = {one for told in (*near, over, say(breakdown)) for one in told.implied}
    if found in _WIDE and len(implied) == 1:
        return next(iter(implied)), ["people who work: it is broken down by what they do"] if found else []
    if not found:
        several = " and ".join(sorted(over.indicators))
        raise _No(f"the title names {several}, and no head tells which" if several else _NOTHING)
    differs = over.indicator not in ("", found) and not encloses(over.indicator, found)
    said = f"the title says {over.indicator} and the head {found}: the head is taken"
    return found, [said] if differs else []


def _of_both(head: str, label: str) -> str:
    """The indicator of column and row; the narrower one where one lies in the other."""
    if not (head and label) or head == label:
        return head or label
    if encloses(head, label) or encloses(label, head):
        return label if encloses(head, label) else head
    raise _No(f"the row says {label} and the column {head}")


def _segment(near: list[str], title: str) -> tuple[str, list[str]]:
    texts = [split_number(first_line(text))[1] for text in near if not is_total(text) and not is_time(text)]
    both = [(text, say(text)) for text in (*texts, without_places(title))]
    found = {each.segments[0] for _, each in both if len(each.segments) == 1} - {"total"}
    narrow = {one for one in found if not any(_within(other, one) for other in found)}
    of_title = both[-1][0]  # its numbers say nothing
    strange = [
        text
        for text, each in both
        if each.parts or any(text != of_title or not word.isdigit() for word in each.rest)
    ]
    if strange or len(narrow) > 1:
        named = [*dict.fromkeys(" ".join(text.split()) for text in strange), *sorted(narrow)]
        return "other", [f"part: {', '.join(named)}"]
    return next(iter(narrow), "total"), []


def _within(inner: str, outer: str) -> bool:
    step = str(terms("segments").loc[inner, "within"])
    return bool(step) and (step == outer or _within(step, outer))


def _in_its_unit(
    indicator: str, segment: str, unit: str, value: float, largest: float
) -> tuple[str, str, list[str]]:
    own = unit_of_indicator(indicator)
    if unit == "percent" and own in _COUNTS:
        is_status = any(segment == one or _within(segment, one) for one in ("formal", "informal"))
        if indicator != "employed" or not is_status:
            raise _No(f"it is a percentage in {indicator}, and nothing says of what")
        indicator, own = "employed_share", "percent"
    if unit and unit != own and not (unit == "persons" and own == "workers"):
        raise _No(f"{indicator} is not counted in {unit}")
    if own in _COUNTS and value != round(value):
        raise _No("what is counted has no fraction; the table tells no factor")
    if own == "percent" and not unit and largest <= 1:
        raise _No("no unit is printed: it may be a share of one or a percentage")
    if own == "percent" and not 0 <= value <= 100:
        raise _No(f"{value:g} is no percentage of a whole")
    return indicator, own, [] if unit else [f"no unit is printed; {indicator} is counted in {own}"]

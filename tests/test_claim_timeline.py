"""The time line of claims: every claim in its place, labels apart, verdicts told without colour."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ucjlib.judge.verdicts import VERDICTS
from ucjlib.reference import schemas
from ucjlib.run import workspace
from ucjlib.show import (
    agreement,
    claim_marks,
    claim_timeline,
    house,
    label_places,
    panel_scales,
    svg,
    verdict_marks,
)
from ucjlib.show.label_places import Box

# the fullest places: a city of many outlets in one week, a province of undated and old figures, a regency
PLACES = ("35.73", "11", "35.05", "74.71", "52.03")


def claim(claim_id="a#1", verdict="agree", publisher="lentera", **other):
    """One claim as `agreement.judged` hands it over."""
    plain = {"indicator": "coverage_rate", "segment": "total", "target_year": pd.NA, "as_of": "2025-09-09"}
    number = {"value": 42.0, "low": 41.0, "high": 43.0, "unit": "percent", "printed": "42 persen"}
    return {"claim_id": claim_id, "verdict": verdict, "publisher": publisher, **plain, **number, **other}


def marks(*claims):
    return claim_marks.marks(pd.DataFrame(list(claims)).astype({"target_year": "Int64"}))


def panel(rows, family="percent", lang="id", size=None):
    """The axes of a panel as notebook 02 draws it."""
    size = size or (agreement.WIDTH, claim_timeline.height(rows))
    with mpl.rc_context(house.STYLE):
        figure = Figure(figsize=size)
        FigureCanvasAgg(figure)
        axes = figure.add_axes(svg._box(size, agreement.MARGINS))
        assert claim_timeline.claim_panel(rows, axes, family, lang) is axes
    return axes


def labels(axes):
    return [text for text in axes.texts if text.get_fontsize() == claim_timeline.TEXT]


@pytest.fixture(scope="module")
def tables():
    return workspace.load_all()


@pytest.fixture(scope="module")
def panels(tables):
    """Marks of every family of every place of PLACES."""
    judged = {code: agreement.judged(tables, code, workspace.COLLECTED_UNTIL).claims for code in PLACES}
    return {
        (code, family): claim_marks.marks(rows)
        for code, claims in judged.items()
        for family in claim_marks.FAMILIES
        if len(rows := claim_marks.of_family(claims, family))
    }


def test_every_unit_has_its_panel():
    assert {unit for units in claim_marks.FAMILIES.values() for unit in units} == set(
        schemas.vocabulary("units")
    )


def test_no_claim_is_left_out_of_the_marks(tables):
    for code in (*PLACES, "00"):
        claims = agreement.judged(tables, code, workspace.COLLECTED_UNTIL).claims
        families = [claim_marks.of_family(claims, name) for name in claim_marks.FAMILIES]
        drawn = [ids for rows in families if len(rows) for ids in claim_marks.marks(rows)["claim_ids"]]
        assert sorted(" ".join(drawn).split()) == sorted(claims["claim_id"])
        known = tables["claims"]
        assert len(claims) == (known["region_code"] == code).sum()


def test_the_same_claim_of_several_sources_is_one_mark():
    rows = marks(claim("a#1"), claim("b#1", publisher="malangpagi"), claim("c#1", value=42.5))
    assert sorted(rows["claim_ids"]) == ["a#1 b#1", "c#1"]
    assert "42 persen cakupan · lentera, malangpagi" in set(rows["label_id"])
    apart = marks(claim("a#1"), claim("b#1", verdict="disagree"))
    assert apart["claim_ids"].tolist() == ["b#1", "a#1"]  # those at odds first


def test_labels_hold_the_number_as_printed_what_it_counts_and_who_says_so():
    goal = claim(indicator="coverage_target", target_year=2025, printed="41,23 persen")
    assert marks(goal)["label_en"].item() == "41,23 persen target 2025 · lentera"
    table = claim(
        indicator="employed",
        segment="informal",
        unit="workers",
        value=204677.0,
        low=204676.0,
        high=204678.0,
        printed="",
        publisher="BPS Provinsi Jawa Timur, Keadaan Angkatan Kerja",
    )
    assert marks(table)["label_id"].item() == "204.677 bekerja (informal) · BPS Jawa Timur"
    assert marks(table)["label_en"].item() == "204,677 employed (informal) · BPS Jawa Timur"
    four = [claim(f"{name}#1", publisher=name) for name in ("a", "b", "c", "d")]
    assert marks(*four)["label_id"].item().endswith("· a, b +2")


@pytest.mark.parametrize(
    ("as_of", "days"), [("2025", 364), ("2024", 365), ("2025-02", 27), ("2025-02-03", 0)]
)
def test_a_date_spans_what_it_tells(as_of, days):
    start, end = claim_marks.span(as_of)
    whole = 366 if as_of.startswith("2024") else 365
    assert round((end - start) * whole) == days


def test_an_undated_claim_stands_in_its_own_strip_left_of_all_years():
    axes = panel(marks(claim("a#1", as_of=""), claim("b#1", as_of="2024", value=30.0, low=29.0, high=31.0)))
    names = [label.get_text() for label in axes.get_xticklabels()]
    assert "tanpa tanggal" in names
    strip = axes.get_xticks()[names.index("tanpa tanggal")]
    assert axes.get_xlim()[0] < strip < 2024
    only = panel(marks(claim(as_of="")), lang="en")
    assert [label.get_text() for label in only.get_xticklabels()] == ["undated"]


def _segments(axes, colour):
    """Start and end of each line of `colour`, in data."""
    made = []
    for line in axes.lines:
        if line.get_color() == colour and len(line.get_xdata()) == 2:
            ends = axes.transAxes.transform(np.column_stack([line.get_xdata(), line.get_ydata()]))
            made.append(axes.transData.inverted().transform(ends))
    return made


@pytest.mark.parametrize(
    ("as_of", "start", "end"), [("2025", 2025.0, 2026.0), ("2025-09", 2025.667, 2025.747)]
)
def test_the_bar_is_the_print_and_the_line_is_the_date(as_of, start, end):
    axes = panel(marks(claim(as_of=as_of), claim("z#1", value=10.0, as_of="2024", verdict="disagree")))
    lines = _segments(axes, verdict_marks.LOOKS["agree"].colour)
    # the keys above the panel are drawn outside the scale
    inside = [line for line in lines if line[:, 1].max() < axes.get_ylim()[1]]
    upright = [line for line in inside if abs(line[0, 0] - line[1, 0]) < 1e-9]
    assert np.allclose(upright[0][:, 1], (41.0, 43.0))
    level = max(inside, key=lambda line: abs(line[0, 0] - line[1, 0]))
    assert np.allclose(level[:, 0], (start, end), atol=0.004) and np.allclose(level[:, 1], 42.0)


def test_a_share_beyond_the_scale_stands_at_its_edge_with_an_arrow():
    axes = panel(marks(claim(value=1233.0, low=1232.0, high=1234.0, printed="1.233 persen")))
    assert axes.get_ylim()[1] < 110
    assert labels(axes)[0].get_text().startswith("↑ 1.233 persen")


@pytest.mark.parametrize("family", list(claim_marks.FAMILIES))
@pytest.mark.parametrize("value", [-8.0, 0.0, 3.0, 5.3e9])
def test_a_single_claim_of_any_size_is_inside_its_scale(family, value):
    unit = claim_marks.FAMILIES[family][0]
    value = abs(value) if family == "percent" else value  # a share is not negative
    axes = panel(marks(claim(value=value, low=value, high=value, unit=unit)), family)
    low, high = axes.get_ylim()
    assert low <= min(value, high) <= high and len(labels(axes)) == 1


def test_counts_that_differ_much_stand_on_a_logarithmic_scale():
    few = marks(claim(value=1280.0, unit="workers"), claim("b#1", value=1500.0, unit="workers"))
    many = marks(claim(value=1280.0, unit="workers"), claim("b#1", value=428699.0, unit="workers"))
    assert [panel(rows, "people").get_yscale() for rows in (few, many)] == ["linear", "log"]
    ticks = [label.get_text() for label in panel(many, "people").get_yticklabels()]
    assert "10.000" in ticks and "100.000" in ticks
    assert not panel_scales.is_wide(marks(claim(value=0.0), claim("b#1", value=9.0)))


def test_labels_of_real_places_neither_cover_each_other_nor_a_mark_nor_leave_the_drawing(panels):
    for (code, family), rows in panels.items():
        for lang in ("id", "en"):
            axes = panel(rows, family, lang)
            figure = axes.figure
            boxes = [text.get_window_extent(figure.canvas.get_renderer()) for text in labels(axes)]
            for one, other in combinations(boxes, 2):
                wide = min(one.x1, other.x1) - max(one.x0, other.x0)
                high = min(one.y1, other.y1) - max(one.y0, other.y0)
                assert min(wide, high) <= 1.0, (code, family, lang)
            frame = figure.bbox
            assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes), (code, family, lang)
            assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes), (code, family, lang)


def test_up_to_twenty_five_claims_of_real_places_all_have_their_label(panels):
    full = {key: rows for key, rows in panels.items() if len(rows) <= 25}
    assert max(len(rows) for rows in full.values()) > 12
    for (code, family), rows in full.items():
        for lang in ("id", "en"):
            named = sorted(text.get_text() for text in labels(panel(rows, family, lang)))
            assert named == sorted(rows[f"label_{lang}"]), (code, family, lang)


def test_each_label_of_real_places_reaches_its_mark_or_a_line_does(panels):
    for (code, family), rows in panels.items():
        axes = panel(rows, family)
        pixels = axes.figure.dpi / 72
        ends = [line.get_transform().transform(line.get_xydata()) for line in axes.lines]
        for text in labels(axes):
            box = text.get_window_extent(axes.figure.canvas.get_renderer()).padded(9 * pixels)
            assert any(box.contains(*point) for line in ends for point in line), (
                code,
                family,
                text.get_text(),
            )


def test_in_a_crowd_those_at_odds_are_named_first():
    calm = [claim(f"c#{i}", value=float(i), low=float(i), high=float(i)) for i in range(60)]
    rows = marks(*calm, claim("z#1", verdict="disagree", as_of="2024", printed="satu-satunya"))
    named = [text.get_text() for text in labels(panel(rows))]
    assert 1 <= len(named) <= claim_timeline.IN_A_CROWD
    assert any(name.startswith("satu-satunya") for name in named)


def test_each_verdict_has_a_shape_a_filling_and_a_line_of_its_own():
    looks = [verdict_marks.LOOKS[verdict] for verdict in VERDICTS]
    assert len({look.marker for look in looks}) == len({(str(look.line), look.width) for look in looks}) == 4


def test_verdicts_keep_contrast_and_their_words_stand_above_the_panel():
    for look in verdict_marks.LOOKS.values():
        parts = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in mpl.colors.to_rgb(look.colour)
        ]
        light = float(np.dot((0.2126, 0.7152, 0.0722), parts))
        assert 1.05 / (light + 0.05) >= 4.5
    said = {text.get_text() for text in panel(marks(claim(verdict="cannot_tell")), lang="en").texts}
    assert {"at odds (0)", "cannot tell (1)", "agrees (0)", "not checked (0)"} <= said


def test_the_same_twice_in_any_order_of_rows_and_without_touching_the_input():
    rows = marks(*(claim(f"c#{i}", value=float(i % 7), as_of=f"2025-0{1 + i % 9}") for i in range(20)))
    before, settings = rows.copy(), dict(mpl.rcParams)

    def drawn(given):
        return svg.to_svg(lambda ax: claim_timeline.claim_panel(given, ax, "percent", "id"), (9.0, 4.0))

    claims = [claim(f"c#{i}", value=float(i % 7), as_of=f"2025-0{1 + i % 9}") for i in range(20)][::-1]
    assert drawn(rows) == drawn(rows) == drawn(marks(*claims))
    pd.testing.assert_frame_equal(rows, before)
    assert dict(mpl.rcParams) == settings


POINTS = st.tuples(st.floats(20, 380), st.floats(20, 280))


@given(st.lists(POINTS, max_size=30), st.floats(20, 160))
def test_labels_never_meet_whatever_the_marks(points, width):
    room = Box(0.0, 0.0, 400.0, 300.0)
    clear = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    boxes = label_places.placed(points, [width] * len(points), 10.0, room, clear)
    found = [box for box in boxes if box]
    assert len(boxes) == len(points)
    assert not any(one.overlaps(other) for one, other in combinations(found, 2))
    assert not any(box.overlaps(mark) for box in found for mark in clear)
    assert all(room.left <= box.left and box.right <= room.right for box in found)
    assert all(room.bottom <= box.bottom and box.top <= room.top for box in found)
    if points:
        assert found or width > 300


@given(st.lists(POINTS, max_size=40))
def test_marks_move_only_sideways_and_not_far(points):
    moved = label_places.dodged(points, 7.0)
    most = label_places.ASIDE * 8.0
    assert [y for _, y in moved] == [y for _, y in points]
    assert all(abs(new[0] - old[0]) <= most + 1e-9 for new, old in zip(moved, points, strict=True))


def test_seven_marks_on_one_spot_stand_side_by_side_and_the_eighth_stays():
    seven = label_places.dodged([(50.0, 50.0)] * 8, 7.0)
    assert sorted(x for x, _ in seven[:7]) == [50.0 + 8.0 * step for step in range(-3, 4)]
    assert seven[7] == (50.0, 50.0)


def test_a_leader_ends_at_the_nearer_end_of_its_label():
    assert label_places.leader((10.0, 50.0), Box(17.0, 45.0, 60.0, 55.0)) is None
    assert label_places.leader((10.0, 50.0), Box(17.0, 65.0, 60.0, 75.0)) == ((10.0, 50.0), (17.0, 70.0))
    assert label_places.leader((90.0, 50.0), Box(17.0, 65.0, 60.0, 75.0)) == ((90.0, 50.0), (60.0, 70.0))
    assert label_places.leader((30.0, 50.0), Box(17.0, 65.0, 60.0, 75.0)) == ((30.0, 50.0), (30.0, 65.0))


def test_a_label_too_long_for_either_side_lies_over_or_under_its_mark():
    mark, room = Box(45.0, 45.0, 55.0, 55.0), Box(0.0, 0.0, 100.0, 100.0)
    [box] = label_places.placed([(50.0, 50.0)], [80.0], 10.0, room, [mark])
    assert box.left <= 50.0 <= box.right and not box.overlaps(mark)

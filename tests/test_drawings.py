"""Drawings of the notebooks: text alternative, unit, source, contrast, told apart in grey; what they show."""

import re

import drawing_checks
import pandas as pd
import pytest
from matplotlib.figure import Figure

from ucjlib.reckon import calibration
from ucjlib.show import (
    draw_calibration,
    draw_dumbbell,
    draw_scenarios,
    draw_small_multiples,
    house,
    notebook_plots,
    plots,
    svg,
)
from ucjlib.show.pieces import BadBlock

SAID = {"alt": "Coverage rises from 17 to 24 percent.", "source": "Kabar (April 2025)", "unit": "percent"}


def complaints(draw, **said):
    return drawing_checks.of_cell(notebook_plots.shown("Bars", draw, 2.0, **(SAID | said)).data)


def lines(*looks):
    def draw(axes):
        for height, look in enumerate(looks):
            axes.plot([0, 1], [height, height], **look)

    return draw


@pytest.mark.parametrize("missing", SAID)
def test_a_drawing_that_does_not_say_what_it_is_is_refused(missing):
    with pytest.raises(BadBlock, match=missing):
        complaints(lines(), **{missing: " "})


def test_the_check_sees_what_is_pale_or_parts_by_hue_alone():
    dark = {"color": house.HERE}
    assert complaints(lines(dark, {"color": house.TARGET, "linestyle": "--"})) == []
    assert "differ by hue alone" in complaints(lines(dark, {"color": house.TARGET}))[0]
    assert "too pale" in complaints(lines({"color": house.BAND_WIDE}))[0]
    assert "text in" in complaints(lambda axes: axes.text(0, 0, "a", color=house.OTHER))[0]
    assert complaints(lines(dark), alt="Bars.") == ["Bars: no text alternative"]


def test_the_check_sees_drawings_that_do_not_go_the_common_way():
    assert drawing_checks.of_cell("<div><svg></svg></div>")
    assert drawing_checks.of_cell("<table></table>") == []


def test_what_is_said_cannot_become_markup():
    shown = notebook_plots.shown("<b>", lines(), 2.0, **(SAID | {"source": '"<script>'}))
    assert "<script" not in shown.data and "<b>" not in shown.data


# The drawings of notebook 03, each from invented rows
MONTHS = ["2026-12", "2027-06", "2027-12"]
QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]


def outcome_rows(scenario: str, measure: str, middle: float) -> list[dict]:
    """Quantiles that lie up to five points around `middle`, rising by one a date."""
    return [
        {
            "scenario": scenario,
            "as_of": m,
            "measure": measure,
            "quantile": q,
            "value": middle + i + 10 * (q - 0.5),
        }
        for i, m in enumerate(MONTHS)
        for q in (0.1, 0.5, 0.9)
    ]


SCENARIOS = pd.DataFrame([
    *outcome_rows("trend", "coverage", 20.0),
    *outcome_rows("firms comply", "coverage", 24.0),
    *outcome_rows("firms comply", "difference_to_trend", 4.0),
])  # fmt: skip
NAMES = pd.Series({"35.05": "Kabupaten Blitar", "35.21": "Kabupaten Ngawi", "35.78": "Kota Surabaya"})
AHEAD = pd.DataFrame([
    {"region_code": code, "denominator": base, "year": year, "quantile": q, "value": middle + 20 * (q - 0.5)}
    for code, base, middle in (("35.05", "employed", 20), ("35.21", "employed", 30), ("35.21", "unknown", 50),
                               ("35.78", "eligible", 45))
    for year in (2026, 2027) for q in QUANTILES
])  # fmt: skip
SEEN = pd.DataFrame({
    "region_code": ["35.05", "35.21", "35.78"], "denominator": ["employed", "employed", "eligible"],
    "place": list(NAMES), "as_of": ["2025-04", "2025", "2025-12"], "value": [17.6, 28.0, 120.0],
    "low": [17.5, 26.0, 119.0], "high": [17.7, 31.0, 121.0], "target_pct": 30.0, "alike": [True, True, False],
})  # fmt: skip
PIT = pd.Series([0.02, 0.3, 0.41, 0.5, 0.55, 0.62, 0.7, 0.97])
SHOWN = {
    "scenarios": lambda: draw_scenarios.scenario_fans(SCENARIOS, 30.0, "Kabar"),
    "small multiples": lambda: draw_small_multiples.small_fans(
        AHEAD, SEEN[:2], NAMES, "35.05", "employed", 30.0, "Kabar"
    ),
    "dumbbells": lambda: draw_dumbbell.dumbbells(SEEN, "35.05", "Kabar"),
    "calibration": lambda: draw_calibration.calibration_plots(PIT, "Kabar"),
}
EMPTY = {
    "scenarios": lambda: draw_scenarios.scenario_fans(SCENARIOS[:0], 30.0, "Kabar"),
    "small multiples": lambda: draw_small_multiples.small_fans(
        AHEAD[:0], SEEN, NAMES, "35.05", "employed", 30.0, "Kabar"
    ),
    "dumbbells": lambda: draw_dumbbell.dumbbells(SEEN[:0], "35.05", "Kabar"),
    "calibration": lambda: draw_calibration.calibration_plots(PIT[:0], "Kabar"),
}
AXES = {
    "scenarios": lambda ax: draw_scenarios.fans(SCENARIOS, ax, 30.0),
    "dumbbells": lambda ax: draw_dumbbell.dumbbell(SEEN, ax, "35.05"),
    "held": lambda ax: draw_calibration.held_against_promised(calibration.held(PIT), ax),
    "pit": lambda ax: draw_calibration.pit_histogram(PIT, ax),
    "both": lambda ax: draw_calibration.both(PIT, ax),
}


def words(name: str) -> list[str]:
    return svg.labels(re.search("<svg.*</svg>", SHOWN[name]().data)[0])


@pytest.mark.parametrize("name", SHOWN)
def test_every_drawing_keeps_the_rules_and_is_the_same_twice(name):
    html = SHOWN[name]().data
    assert drawing_checks.of_cell(html) == [] and html == SHOWN[name]().data


@pytest.mark.parametrize("name", EMPTY)
def test_where_nothing_is_known_a_sentence_says_so(name):
    assert EMPTY[name]().data.strip("*").startswith("No ")


@pytest.mark.parametrize("name", AXES)
def test_a_drawing_takes_an_axes_and_returns_it(name):
    tables = (SCENARIOS, AHEAD, SEEN)
    before = [table.copy() for table in tables]
    ax = Figure().add_axes((0.2, 0.2, 0.7, 0.7))
    assert AXES[name](ax) is ax
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_a_scenario_is_named_and_its_difference_told_with_its_range():
    said = words("scenarios")
    assert {"firms comply", "26", "22 trend", "+6.0", "(+2.0 to +10)"} <= set(said)


def test_panels_stand_in_order_and_say_another_base():
    said = words("small multiples")
    names = [word for word in said if word.startswith(("Ko", "Kab."))]
    assert names == ["Kota Surabaya", "Kab. Ngawi", "Kab. Blitar"]
    assert "over eligible" in said and "base not told" not in said


def test_a_dumbbell_tells_the_gap_outward_and_what_lies_past_the_scale():
    assert words("dumbbells")[-3:] == ["12.3 to 12.5 points", "at most 4 points", "target passed (at 120 %)"]


def test_the_share_held_is_named():
    assert "80 % ranges held 75 %" in words("calibration")


def test_targets_of_one_year_do_not_cover_each_other():
    targets = pd.DataFrame({"target_year": 2027, "target_pct": [43.92, 45.0], "alike": [True, False]})
    drawing = svg.to_svg(lambda ax: plots.fan_chart(AHEAD[:14], ax, SEEN[:1], targets, "en"), (9, 3.4))
    heights = [float(y) for y in re.findall(r'y="([\d.]+)">target', drawing)]
    assert abs(heights[0] - heights[1]) >= house.SIZE

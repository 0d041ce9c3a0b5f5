"""Drawings: repeatable, quick, without traces, and showing what the table holds."""

import subprocess
import sys

import drawing_checks
import matplotlib as mpl
import pandas as pd
import pytest
import show_example
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from show_example import AS_OF, BLITAR

from ucjlib.reference.regions import regions
from ucjlib.show import brief, brief_plots, facts, house, plots, svg

TARGETS = pd.DataFrame(
    {"label": ["A", "B"], "target_year": [2027, 2028], "target_pct": [31.94, 45.0], "alike": [True, False]}
)
PEERS = pd.DataFrame(
    {
        "region_code": ["35.05", "35.06"],
        "place": ["Kabupaten Blitar", "Kabupaten Kediri"],
        "value": [17.6, 24.0],
        "low": [17.59, 23.0],
        "high": [17.61, 25.0],
        "alike": [True, False],
        "shown": [{"id": "17,6", "en": "17.6"}, {"id": "24", "en": "24"}],
    }
)
CLAIMS = pd.DataFrame(
    {
        "as_of": ["2023-09", "2025", ""],
        "value": [18.6, 17.6, 1.0],
        "low": [18.4, 17.5, 1.0],
        "high": [18.8, 17.7, 1.0],
        "kind": ["article", "official", "article"],
    }
)
COSTS = pd.DataFrame({"label": ["A"], "rupiah_low": [1.364e9], "rupiah_high": [1.366e9]})
FAN = pd.DataFrame(
    [
        {"year": year, "quantile": q, "value": 20 + 10 * q}
        for year in (2026, 2027, 2028)
        for q in (0.05, 0.25, 0.5, 0.75, 0.95)
    ]
)
NOW = {"value": 17.6, "low": 17.59, "high": 17.61}
DRAWINGS = {
    "fan_chart": lambda ax, lang: plots.fan_chart(FAN, ax, CLAIMS[:2], TARGETS, lang),
    "target_bullet": lambda ax, lang: plots.target_bullet(TARGETS, ax, NOW, lang),
    "place_in_province": lambda ax, lang: plots.place_in_province(PEERS, ax, "35.05", lang),
    "cost_bars": lambda ax, lang: plots.cost_bars(COSTS, ax, lang),
}


def _drawn(name: str, lang: str = "id") -> str:
    return svg.to_svg(lambda ax: DRAWINGS[name](ax, lang), (7.2, 3.0))


@pytest.mark.parametrize("name", DRAWINGS)
def test_takes_an_axes_and_returns_it(name):
    ax = Figure().add_axes((0.2, 0.2, 0.7, 0.7))
    assert DRAWINGS[name](ax, "id") is ax


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_same_twice_clean_and_without_traces(name):
    before = dict(mpl.rcParams)
    first, second = _drawn(name), _drawn(name)
    assert first == second and first == svg.checked(first)
    assert dict(mpl.rcParams) == before
    assert "http" not in first and "font-family" not in first and "<!--" not in first


@pytest.mark.parametrize("name", DRAWINGS)
def test_inputs_stay_untouched(name):
    tables = (FAN, TARGETS, PEERS, CLAIMS, COSTS)
    before = [table.copy() for table in tables]
    _drawn(name)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_numbers_are_in_the_language_of_the_page():
    assert "31,94" in svg.labels(_drawn("target_bullet", "id"))
    assert "31.94" in svg.labels(_drawn("target_bullet", "en"))
    assert svg.labels(_drawn("cost_bars", "id")) == ["Rp1,36 miliar–Rp1,37 miliar"]


def test_order_of_rows_does_not_matter():
    turned = svg.to_svg(lambda ax: plots.place_in_province(PEERS.iloc[::-1], ax, "35.05", "id"), (7.2, 3.0))
    assert turned == _drawn("place_in_province")


def test_two_drawings_in_one_page_share_no_id():
    ids = [set(svg.re.findall(r' id="([^"]+)"', _drawn(name))) for name in ("fan_chart", "target_bullet")]
    assert ids[0] and not ids[0] & ids[1]


def test_a_hollow_mark_tells_an_unlike_base():
    def faces(alike):
        ax = Figure().add_axes((0.2, 0.2, 0.7, 0.7))
        plots.target_bullet(TARGETS[:1].assign(alike=alike), ax, NOW)
        return [line.get_markerfacecolor() for line in ax.lines]

    assert faces(True) == [house.TARGET] and faces(False) == ["white"]


def test_contrast_of_marks_and_text():
    for colour, least in (
        (house.HERE, 4.5),
        (house.INK, 4.5),
        (house.QUIET, 4.5),
        (house.TARGET, 4.5),
        (house.OTHER, 3),
    ):
        assert drawing_checks.contrast(colour) >= least, colour


def test_drawings_of_a_brief_end_at_the_next_target():
    place = facts.gather(BLITAR, show_example.tables(), AS_OF)
    assert "2029" in brief.fan(place).alt.plain("id")


def test_the_ends_of_a_fan_are_rounded_outward_as_in_the_text():
    fan = FAN.assign(value=FAN["value"] + 0.4)  # 20.9 to 29.9, middle 25.4
    drawing = svg.to_svg(lambda ax: plots.fan_chart(fan, ax, CLAIMS[:2], TARGETS, "en"), (7.2, 3.0))
    assert [label for label in svg.labels(drawing) if label in ("20", "21", "25", "29", "30")] == [
        "20",
        "25",
        "30",
    ]


def test_show_starts_without_the_heavy_libraries():
    code = "import sys; from ucjlib.show import brief, pages; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"matplotlib", "seaborn", "scipy", "statsmodels", "papermill", "jinja2", "babel"} & set(loaded)


def test_the_longest_names_fit_beside_their_rows_in_bold():
    font = FontProperties(family="DejaVu Sans", weight="bold", size=house.SIZE)
    for name in regions()["name"]:
        width = TextPath((0, 0), name, prop=font).get_extents().width / 72
        assert width < brief_plots._margins([name])[0], name

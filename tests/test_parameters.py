"""Parameters are strict, and the sentence names what was meant."""

import pytest

from ucjlib.core.errors import AmbiguousRegion, BadDate, BadParameter, UnknownRegion
from ucjlib.run import parameters


def test_names_become_codes():
    assert (
        parameters.check_parameters("brief_regency", region="Pemkab Blitar", as_of="2025")["region"]
        == "35.05"
    )


@pytest.mark.parametrize(
    ("notebook", "given", "kind", "said"),
    [
        ("brief_regency", {"regoin": "35.05", "as_of": "2025"}, BadParameter, 'did you mean "region"'),
        ("brief_regency", {"region": "35.05"}, BadParameter, "as_of is missing"),
        ("brief_regency", {"region": 35.1, "as_of": "2025"}, BadParameter, "-r region 35.10"),
        ("brief_regency", {"region": "Blitar", "as_of": "2025"}, AmbiguousRegion, "Kota Blitar"),
        ("brief_regency", {"region": "Ngawii", "as_of": "2025"}, UnknownRegion, "Ngawi"),
        ("brief_regency", {"region": "35.05", "as_of": "14/4/2025"}, BadDate, "2025-04-14"),
        ("brief_province", {"province": "35.05", "as_of": "2025"}, BadParameter, "kabupaten"),
        (
            "02_do_the_figures_agree",
            {"region": "35.05", "as_of": "2025", "lang": "de"},
            BadParameter,
            "write id or en",
        ),
        (
            "05_what_would_it_cost",
            {"region": "35.05", "workers": "8125", "months": 10, "start_month": "2025-03", "payer": "budget"},
            BadParameter,
            "workers",
        ),
        (
            "05_what_would_it_cost",
            {"region": "35.05", "workers": 8125, "months": 0, "start_month": "2025-03", "payer": "budget"},
            BadParameter,
            "months",
        ),
        (
            "05_what_would_it_cost",
            {"region": "35.05", "workers": 8125, "months": 10, "start_month": "2025", "payer": "budget"},
            BadParameter,
            "no month",
        ),
        (
            "05_what_would_it_cost",
            {"region": "35.05", "workers": 8125, "months": 10, "start_month": "2025-03", "payer": "regent"},
            BadParameter,
            "budget or self",
        ),
        ("brief_regncy", {}, BadParameter, 'did you mean "brief_regency"'),
    ],
)
def test_a_wrong_parameter_is_one_sentence(notebook, given, kind, said):
    with pytest.raises(kind) as error:
        parameters.check_parameters(notebook, **given)
    assert said in str(error.value)


def test_true_is_no_number():
    with pytest.raises(BadParameter, match="months"):
        parameters.check_parameters(
            "05_what_would_it_cost",
            region="35.05",
            workers=5,
            months=True,
            start_month="2025-03",
            payer="budget",
        )


def test_assigned_names_are_read_from_a_cell():
    cell = "# Parameters\nregion = '35.05'\nas_of: str = '2025'\nregoin = 'x'\n"
    assert parameters._assigned(cell) == ["region", "as_of", "regoin"]


def test_every_declared_type_is_known():
    assert set(parameters._table()["type"]) <= set(parameters.TYPES)

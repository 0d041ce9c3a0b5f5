"""Scenarios as tables: what each kind of row does to drawn worlds, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ucjlib.core.errors import BadTable
from ucjlib.reckon import scenario_says
from ucjlib.reckon.outcomes import first_passages, outcomes, reached
from ucjlib.reckon.programme import Programme
from ucjlib.reckon.programme_figures import without_programme, without_programmes
from ucjlib.reckon.scenario_table import RULES, columns, complaints, scenario_table
from ucjlib.reckon.scenario_worlds import as_array, scenario_worlds

PLACES = ["35.05", "35.21", "33.28"]
DATES = ["2025-12", "2026-12", "2027-12", "2028-12", "2029-12"]
UNIVERSE = pd.DataFrame({
    "region_code": PLACES, "value": [698_431.0, 500_000, 800_000], "low": [690_000.0, 450_000, 800_000],
    "high": [710_000.0, 550_000, 800_000],
})  # fmt: skip
PAID = {
    "scenario": "paid", "kind": "programme", "region_code": "35.05", "workers": 8125.0, "start": "2026-03",
    "months": 10, "payer": "budget",
}  # fmt: skip
GROWTH = {"scenario": "paid", "kind": "workers_growth", "start": "2026-01", "growth": 0.02}
FIRMS = {
    "scenario": "paid", "kind": "compliance", "region_code": "35.21", "workers": 20_000, "start": "2026-01",
    "rate": 0.25,
}  # fmt: skip
TARGET = {
    "scenario": "paid", "kind": "target_path", "start": "2026-01", "target_year": 2029, "target_pct": 45,
}  # fmt: skip
NATION = {"scenario": "paid", "kind": "national_path", "target_year": 2027, "target_pct": 31.0}


def trend(seed=0, draws=200):
    rng = np.random.default_rng(seed)
    steps = rng.normal(1, 2, (len(PLACES), len(DATES), draws)).cumsum(axis=1)
    return np.clip(np.array([18.0, 24, 30])[:, None, None] + steps, 0, 100).astype(np.float32)


def bend(*rows, seed=3, worlds=None):
    given_ = trend() if worlds is None else worlds
    return scenario_worlds(given_, PLACES, DATES, scenario_table(list(rows)), UNIVERSE, seed)


def test_the_trend_is_always_there_and_untouched():
    worlds = trend()
    before = worlds.copy()
    bent = bend(PAID, worlds=worlds)
    assert list(bent) == ["trend", "paid"]
    assert (worlds == before).all() and (bent["trend"] == before).all()
    assert bent["paid"].dtype == worlds.dtype


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.floats(0, 1))
def test_a_programme_of_nobody_is_the_trend_draw_by_draw(seed, months, overlap):
    bent = bend(PAID | {"workers": 0, "months": months, "overlap": overlap}, seed=seed)
    assert (bent["paid"] == bent["trend"]).all()
    everybody_covered = bend(PAID | {"overlap": 1.0})
    assert (everybody_covered["paid"] == everybody_covered["trend"]).all()


@given(st.integers(0, 50_000), st.integers(0, 50_000), st.integers(1, 40), st.integers(0, 20))
def test_more_workers_and_more_months_never_lower_coverage(workers, more, months, longer):
    row = PAID | {"workers": workers, "months": months}
    bent = bend(
        row, row | {"scenario": "larger", "workers": workers + more},
        row | {"scenario": "longer", "months": months + longer},
    )  # fmt: skip
    assert (bent["larger"] >= bent["paid"]).all() and (bent["paid"] >= bent["trend"]).all()
    assert (bent["longer"] >= bent["paid"]).all()


def test_the_programme_of_blitar_adds_its_points_while_it_is_paid():
    flat = np.full((3, 5, 4), 17.6)
    known = UNIVERSE.assign(low=UNIVERSE["value"], high=UNIVERSE["value"])
    bent = scenario_worlds(flat, PLACES, DATES, scenario_table([PAID | {"stay": 1 / 6}]), known, seed=0)
    added = (bent["paid"] - bent["trend"])[0, :, 0]
    assert added.round(2).tolist() == [0.0, 1.16, 0.19, 0.19, 0.19]
    assert (bent["paid"][1:] == bent["trend"][1:]).all()


def test_scenarios_share_their_random_numbers():
    bent = bend(PAID, PAID | {"scenario": "again"}, PAID | {"scenario": "twice", "workers": 2 * 8125.0})
    assert (bent["again"] == bent["paid"]).all()
    once, twice = (bent[name].astype(float) - bent["trend"] for name in ("paid", "twice"))
    np.testing.assert_allclose(twice, 2 * once, atol=2e-4)
    assert (bend(PAID)["paid"] == bent["paid"]).all(), "other scenarios in the table change nothing"


def test_the_difference_has_quantiles_of_its_own():
    bent = bend(PAID | {"months": 40})
    table = outcomes(bent, PLACES, DATES)
    here = table[(table["region_code"] == "35.05") & (table["as_of"] == "2029-12")]
    here = here.set_index(["scenario", "measure", "quantile"])["value"].sort_index()
    added = bent["paid"][0, -1].astype(float) - bent["trend"][0, -1]
    own = here.loc["paid", "difference_to_trend"]
    np.testing.assert_allclose(own, np.quantile(added, own.index))
    unshared = here.loc["paid", "coverage", 0.9] - here.loc["trend", "coverage", 0.1]
    assert own.loc[0.9] - own.loc[0.1] < 0.1 * unshared
    assert (table["unit"] == "percentage_points").equals(table["measure"] == "difference_to_trend")
    assert ("trend", "difference_to_trend") not in {(r.scenario, r.measure) for r in table.itertuples()}


def test_the_order_of_rows_does_not_matter():
    rows = [PAID, GROWTH, FIRMS, TARGET, NATION]
    one, other = bend(*rows), bend(*rows[::-1])
    assert (one["paid"] == other["paid"]).all()


def test_more_workers_in_the_base_lower_coverage_by_what_the_formula_says():
    bent = bend(GROWTH)
    share = bent["paid"].astype(float) / bent["trend"]
    assert share.mean(axis=(0, 2)).round(4).tolist() == [round(1.02**-t, 4) for t in range(5)]


def test_compliance_enrols_an_even_part_until_all_are():
    flat = np.full((3, 5, 2), 10.0)
    known = UNIVERSE.assign(low=UNIVERSE["value"], high=UNIVERSE["value"])
    table = scenario_table([FIRMS | {"rate": 0.5, "overlap": 0.25}])
    added = scenario_worlds(flat, PLACES, DATES, table, known, 0)["paid"][1, :, 0] - 10
    assert added.round(3).tolist() == [0, 1.5, 3.0, 3.0, 3.0]
    leaving = scenario_table([FIRMS | {"rate": 0.5, "overlap": 0.25, "lapse": 0.01}])
    left = scenario_worlds(flat, PLACES, DATES, leaving, known, 0)["paid"][1, :, 0] - 10
    members = 0.0
    for _ in range(24_000):
        members += (7_500 - 0.12 * members) / 12_000
    assert left[2] == pytest.approx(100 * members / 500_000, rel=1e-3)
    assert left[4] == pytest.approx(left[2] * np.exp(-0.24))


def test_a_target_path_reaches_the_target_and_lowers_nobody():
    bent = bend(TARGET | {"target_pct": 24.0})
    at_the_end = bent["paid"][:, -1]
    assert at_the_end.min() >= 24 - 1e-4
    above = bent["trend"][:, -1] >= 24
    assert above.any() and not above.all()
    assert (at_the_end[above] == bent["trend"][:, -1][above]).all()
    assert (bent["paid"] >= bent["trend"] - 1e-5).all()
    assert (bent["paid"][:, 0] == bent["trend"][:, 0]).all(), "before its start nothing is asked"


def test_a_national_path_is_met_in_every_draw():
    rows = [
        NATION | {"target_year": 2026, "target_pct": 30},
        NATION | {"target_year": 2028, "target_pct": 36},
    ]
    bent = bend(*rows, PAID)
    weights = UNIVERSE["value"] / UNIVERSE["value"].sum()
    mean = np.tensordot(weights, bent["paid"].astype(float), axes=1)
    np.testing.assert_allclose(mean[1:4], [[30] * 200, [33] * 200, [36] * 200], atol=1e-3)
    assert (bent["paid"][:, 0] == bent["trend"][:, 0]).all()
    assert mean[4].std() > 0.5, "after the last year the worlds go their own ways"


def test_a_national_path_agrees_with_that_of_the_joint_draws():
    from ucjlib.reckon.draws import draws
    from ucjlib.reckon.pool import fit

    figures = pd.DataFrame({
        "unit": PLACES, "year": [2025.3, 2025.9, 2025.5], "value": [17.6, 24, 30], "low": [17.5, 23, 29],
        "high": [17.7, 25.0, 31],
    })  # fmt: skip
    pool, years = fit(figures), [2026.0, 2027.0, 2028.0, 2029.0, 2030.0]
    units = pool.units.index.tolist()
    path, weights = (
        pd.Series({2028.0: 31.0}),
        UNIVERSE.set_index("region_code").loc[units, "value"].to_numpy(),
    )
    wanted = draws(pool, years, 300, 5, path, weights=weights)[:, 2]
    plain = draws(pool, years, 300, 5)
    row = {"scenario": "nation", "kind": "national_path", "target_year": 2027, "target_pct": 31.0}
    bent = scenario_worlds(plain, units, DATES, scenario_table([row]), UNIVERSE, seed=1)["nation"][:, 2]
    np.testing.assert_allclose(bent, wanted, atol=0.02)


def test_renewals_and_pauses():
    programme = Programme(100, "2026-01", 10, stay=0.2, renewals=2, pause=2)
    covered = [
        programme.members(m) for m in ("2026-10", "2026-11", "2027-01", "2028-10", "2028-11", "2030-01")
    ]
    assert covered == [100, 20, 100, 100, 20, 20]
    assert programme.person_years == 100 * 30 / 12


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "programe"}, '"programe" is no kind of assumption; did you mean "programme"?'),
        ({"months": None}, "months is blank, and a row of kind programme needs it"),
        ({"months": 2.5}, "months is 2.5 and must be whole"),
        ({"overlap": 1.5}, "overlap is 1.5 and must lie within 0 to 1"),
        ({"rate": 0.1}, "rate says nothing in a row of kind programme; leave it blank"),
        ({"payer": "employer"}, '"employer" is no payer; write one of budget, self, donor'),
        ({"start": "2026-13"}, 'start "2026-13" is not a month such as 2026-03'),
        ({"region_code": "Blitar"}, 'region_code "Blitar" is not a code such as 35.05'),
        ({"scenario": "trend"}, "the name trend is kept for kind trend"),
        ({"workers": "many"}, 'workers "many" is no whole number'),
        ({"stay": "half"}, 'stay "half" is no plain number'),
        ({"workers": "8.125"}, "write 8125, without"),
        ({"workers": "8.000"}, "write 8000, without"),
        ({"workers": "1,250,000"}, "write 1250000, without"),
        ({"workers": 8.125}, "workers is 8.125 and must be whole; write 8125 if its point marks thousands"),
        ({"months": "1.000"}, "write 1000, without"),
        ({"worker": 3}, '"worker" is no column of scenarios; did you mean "workers"?'),
    ],
)
def test_what_is_no_assumption_is_said_in_a_sentence(change, sentence):
    with pytest.raises(BadTable) as error:
        scenario_table([PAID | change])
    assert sentence in str(error.value)


def test_complaints_come_all_at_once_and_a_good_table_has_none():
    good = scenario_table([PAID, GROWTH, FIRMS, TARGET, NATION, {"scenario": "trend", "kind": "trend"}])
    assert complaints(good) == []
    assert len(complaints(good.assign(workers=-1.0))) == 6
    twice = pd.concat([good, good[good["kind"] == "national_path"]], ignore_index=True)
    assert complaints(twice) == ["scenario paid: national_path names the end of 2027 twice"]


def test_a_table_read_as_text_is_the_same_table():
    table = scenario_table([PAID, GROWTH])
    text = table.map(lambda cell: "" if pd.isna(cell) else str(cell))
    pd.testing.assert_frame_equal(scenario_table(text), table)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (PAID | {"region_code": "11.01"}, "11.01, which is not among those drawn"),
        (TARGET | {"target_year": 2040}, "aims at the end of 2040"),
        (TARGET | {"start": "2031-01"}, "the path starts in 2031-01, after 2029"),
    ],
)
def test_what_the_worlds_do_not_hold_is_refused(row, sentence):
    with pytest.raises(BadTable, match=sentence):
        bend(row)


def test_a_place_without_universe_is_refused_only_where_it_is_needed():
    table = scenario_table([PAID])
    with pytest.raises(BadTable, match="no universe of 35.05"):
        scenario_worlds(trend(), PLACES, DATES, table, UNIVERSE.iloc[1:], 0)
    assert scenario_worlds(trend(), PLACES, DATES, scenario_table([TARGET]), UNIVERSE.iloc[:0], 0)
    with pytest.raises(BadTable, match="shape"):
        scenario_worlds(trend()[:2], PLACES, DATES, table, UNIVERSE, 0)


def test_a_long_frame_is_the_same_as_the_array():
    worlds = trend(draws=7)
    index = pd.MultiIndex.from_product([PLACES, DATES, range(7)], names=["region_code", "as_of", "draw"])
    long = pd.DataFrame({"value": worlds.ravel()}, index=index).reset_index().sample(frac=1, random_state=1)
    values, regions, dates = as_array(long)
    assert (regions, dates) == (sorted(PLACES), DATES)
    assert (values[regions.index("35.05")] == worlds[0]).all()
    with pytest.raises(BadTable, match="every region, date and draw once"):
        as_array(long.iloc[1:])


def test_first_passage_by_scenario():
    bent = bend(TARGET | {"target_pct": 30})
    targets = pd.DataFrame({"region_code": ["00", "35.21"], "target_pct": [30.0, 90.0]})
    table = first_passages(bent, PLACES, [2025, 2026, 2027, 2028, 2029], targets)
    assert len(table) == 2 * 4
    paid = table[(table["scenario"] == "paid") & (table["target_pct"] == 30)]
    assert (paid["never"] == 0).all() and (paid["year_late"] <= 2029).all()
    never = table[table["target_pct"] == 90]
    assert never["year"].isna().all() and (never["never"] == 1).all() and (never["not_before"] == 2029).all()


def test_chances_and_what_a_scenario_adds_to_them():
    bent = bend(PAID | {"workers": 80_000, "months": 60})
    table = reached(bent, PLACES, DATES, pd.DataFrame({"target_pct": [30.0], "as_of": ["2029-12"]}))
    own = table.set_index(["scenario", "region_code"])
    assert own.loc[("trend", "35.05"), "probability"] == (bent["trend"][0, -1] >= 30).mean()
    assert own.loc[("paid", "35.05"), "more_than_trend"] > 0
    assert own.loc[("paid", "35.21"), "more_than_trend"] == 0


def test_figures_dated_inside_programmes_by_table():
    figures = pd.DataFrame({
        "region_code": ["35.05", "35.05", "35.21", "35.05"], "as_of": ["2025-01", "2026-12", "2026-12", ""],
        "value": [16.4, 17.6, 24.0, 20.0], "low": [16.3, 17.5, 23.0, 19.0], "high": [16.5, 17.7, 25.0, 21.0],
    })  # fmt: skip
    known = UNIVERSE.assign(low=UNIVERSE["value"], high=UNIVERSE["value"])
    plain = without_programmes(figures, scenario_table([PAID, TARGET]), known)
    one = without_programme(figures.iloc[1:2], Programme(8_125, "2026-03", 10), 698_431.0)
    assert plain["value"].tolist() == pytest.approx([16.4, one["value"].item(), 24.0, 20.0])
    assert plain["programme_points"].round(2).tolist() == [0, 1.16, 0, 0]
    vague = without_programmes(figures, scenario_table([PAID]), UNIVERSE).iloc[1]
    assert vague["high"] - vague["low"] > 0.2 and vague["low"] < vague["value"] < vague["high"]
    both = without_programmes(figures, scenario_table([PAID, PAID | {"start": "2026-04"}]), known)
    assert both["programme_points"].iloc[1] == pytest.approx(2 * plain["programme_points"].iloc[1])
    with pytest.raises(BadTable, match=r"the programme of 35\.05 from 2026-03 stands in two rows"):
        without_programmes(figures, scenario_table([PAID, PAID | {"scenario": "again"}]), known)
    with pytest.raises(BadTable, match=r"35\.05 has a programme and no universe"):
        without_programmes(figures, scenario_table([PAID]), UNIVERSE.iloc[1:])


def test_each_kind_has_its_sentences_and_every_hole_is_filled():
    rows = [
        PAID | {"renewals": 2, "pause": 2, "lapse": 0.05, "overlap": 0.1},
        PAID | {"scenario": "given", "stay": 0.3},
        GROWTH | {"scenario": "base"},
        FIRMS | {"scenario": "firms", "lapse": 0.01},
        TARGET | {"scenario": "target"},
        NATION | {"scenario": "nation"},
        {"scenario": "trend", "kind": "trend"},
    ]
    told = scenario_says.says(scenario_table(rows)).set_index("scenario")
    assert len(told) == 7 and not told.map(lambda text: "{" in text or "nan" in text).any(axis=None)
    assert told.loc["paid", "sentence_id"].startswith(
        "Kabupaten Blitar: iuran 8.125 pekerja dibayar oleh anggaran"
    )
    assert "Afterwards 30 percent stay on their own." in told.loc["given", "sentence_en"]
    assert "grow 2 percent a year" in told.loc["base", "sentence_en"]
    kinds = {key.partition(".")[0] for key, _ in scenario_says._templates()}
    assert kinds == {*RULES, "every_place"}


def test_one_is_one_in_words_and_a_national_path_says_which_places():
    one = PAID | {"workers": 1, "months": 1, "renewals": 1, "pause": 1, "payer": "self"}
    told = scenario_says.says(scenario_table([one, NATION | {"scenario": "nation"}]), places=4)
    first, path = told["sentence_en"]
    assert (
        "the contribution of 1 worker is paid for 1 month from March 2026 by the workers themselves" in first
    )
    assert "paid again 1 time, each time after a pause of 1 month." in first
    assert path.startswith("All 4 places drawn, taken together, stand at 31 percent")
    assert (
        told["sentence_id"].iloc[1].startswith("Semua 4 tempat yang dihitung bersama-sama mencapai 31 persen")
    )


def test_a_national_path_over_one_place_is_refused():
    with pytest.raises(BadTable, match=r"a national path over 35\.05 alone"):
        scenario_worlds(trend()[:1], PLACES[:1], DATES, scenario_table([NATION]), UNIVERSE, 0)


def test_every_column_is_declared_for_some_kind():
    assert (columns()[list(RULES)] != "").any(axis=1).all()
    assert columns()["definition"].ne("").all()

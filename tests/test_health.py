"""The health page: what is counted, in which order it is shown, and what holds for all pages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import show_example
from show_example import AS_OF, BLITAR, MAGELANG
from test_pages import Page

from ucjlib.judge import rules, verdicts
from ucjlib.reckon import backtest
from ucjlib.reference import schemas
from ucjlib.run import batch, editions, workspace
from ucjlib.show import health, health_ages, health_backtest, health_doubts, pages, wording
from ucjlib.show.scan import scan
from ucjlib.show.templating import FILES, HEALTH

GOLDEN = Path(__file__).parent / "examples" / "show"
NO_REPORT = pd.DataFrame(columns=batch.COLUMNS)
# the sections that do not count the rules there are, so that a new rule changes no golden text
GOLDEN_SECTIONS = ("sources", "ages", "outlets", "doubts", "decisions", "reading", "failures")


def claim(claim_id, **other):
    """One row of claims; the source is what stands before the `#`."""
    plain = {"region_code": BLITAR, "place": "Kabupaten Blitar", "indicator": "participants_active"}
    number = {"segment": "total", "denominator": "", "value": 10.0, "low": 9.0, "high": 11.0}
    dated = {"unit": "workers", "as_of": "2025-04", "as_of_basis": "stated", "printed": "10"}
    return {"claim_id": claim_id, "source_id": claim_id.split("#")[0], **plain, **number, **dated, **other}


def finding(finding_id, claim_ids, outcome="disagree", severity="doubt", **other):
    """One row of findings; its sentence is its id unless another is given."""
    sides = {"rule": "bounds", "left_value": 10.0, "right_value": 20.0, "unit": "workers"}
    said = {"sentence_id": f"Temuan {finding_id}.", "sentence_en": f"Finding {finding_id}."}
    placed = {"region_code": BLITAR, "as_of": "2025-04", "finding_id": finding_id, "claim_ids": claim_ids}
    return {**placed, "outcome": outcome, "severity": severity, **sides, **said, **other}


def source(source_id, publisher="Kabar", kind="article", published="2025-04-14"):
    return {"source_id": source_id, "publisher": publisher, "kind": kind, "published": published}


def decision(claim_id, action="accept"):
    told = {"decision_id": f"on-{claim_id}", "reason": "Looked at.", "decided_on": "2026-01-02"}
    return {"claim_id": claim_id, "action": action, **told}


def held(**rows):
    """Tables of the rows given, each conforming to its schema; those that are not named are left out."""
    return {name: schemas.conform(pd.DataFrame(given), name) for name, given in rows.items()}


def test_sources_are_counted_by_year_newest_first_and_undated_last():
    dates = ["2025-04-14", "2024", "", "2025-05", "2026-06-01"]
    tables = held(sources=[source(f"s{i}", published=date) for i, date in enumerate(dates)])
    years = health_ages.by_year(tables["sources"], AS_OF)
    assert list(years["period"]) == ["2025", "2024", ""]  # the last was published after that day
    assert list(years["total"]) == [2, 1, 1]
    assert list(years["article"]) == [2, 1, 1] and not years["official"].any()


def test_months_without_a_source_are_shown_and_years_are_in_no_month():
    dates = ["2026-05-30", "2026-03", "2026", "2025-05-01"]
    tables = held(sources=[source(f"s{i}", published=date) for i, date in enumerate(dates)])
    months = health_ages.by_month(tables["sources"], AS_OF, months=3)
    assert list(months["period"]) == ["2026-05", "2026-04", "2026-03"]
    assert list(months["total"]) == [1, 0, 1]


def test_the_months_shown_run_over_the_turn_of_the_year():
    tables = held(sources=[source("s", published="2025-12")])
    months = health_ages.by_month(tables["sources"], "2026-01-31", months=3)
    assert dict(zip(months["period"], months["total"], strict=True)) == {
        "2026-01": 0,
        "2025-12": 1,
        "2025-11": 0,
    }


def test_ages_of_provinces_oldest_first_and_those_without_a_figure_at_the_top():
    tables = held(
        claims=[
            claim("a#1", as_of="2025-04"),
            claim("a#2", region_code="35", as_of="2026-03-10", indicator="coverage_rate", unit="percent"),
            claim("a#3", region_code="33.71", as_of="2025"),
        ]
    )
    ages = health_ages.province_ages(tables, AS_OF)
    assert len(ages) == 38
    dated = ages[ages["claim_id"] != ""]
    assert dated[["region_code", "claim_id", "months", "known"]].to_numpy().tolist() == [
        ["33", "a#3", 16, 1],  # a figure of 2025 counts from January
        ["35", "a#2", 2, 1],
    ]
    assert list(dated["rate_as_of"]) == ["", "2026-03-10"]
    assert list(dated.index) == [36, 37] and ages["months"].head(36).isna().all()


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "employed"},
        {"target_year": 2029},
        {"as_of": "2026-06"},
        {"as_of": ""},
        {"region_code": ""},
        {"region_code": "00"},
    ],
)
def test_what_is_no_dated_figure_of_a_province_makes_none_younger(other):
    tables = held(claims=[claim("a#1", as_of="2025-04"), claim("a#2", **{"as_of": "2026-05-01", **other})])
    ages = health_ages.province_ages(tables, AS_OF).set_index("region_code")
    assert ages.loc["35", ["claim_id", "months"]].tolist() == ["a#1", 13]


def test_a_rejected_claim_makes_no_province_younger():
    tables = held(claims=[claim("a#1"), claim("a#2", as_of="2026-05")], decisions=[decision("a#2", "reject")])
    ages = health_ages.province_ages(tables, AS_OF).set_index("region_code")
    assert ages.loc["35", "claim_id"] == "a#1"


def test_outlets_are_counted_with_their_claims_in_a_disagreement():
    tables = held(
        sources=[source("a"), source("b", "Warta"), source("c", "Kabar"), source("d", "Dinas", "official")],
        claims=[claim(i) for i in ("a#1", "a#2", "c#1", "b#1", "d#1")] + [claim("b#2", as_of="2026-06")],
        findings=[
            finding("f1", "a#1 b#1"),
            finding("f2", "a#1 d#1", severity="note"),
            finding("f3", "a#2", "agree"),
        ],
    )
    outlets = health_doubts.outlets(tables, AS_OF)
    assert outlets[["publisher", "claims", "disputed"]].to_numpy().tolist() == [
        ["Kabar", 3, 1],
        ["Warta", 1, 1],  # its other claim is of a later day
    ]
    assert outlets["share_pct"].round(2).tolist() == [33.33, 100]


def test_each_claim_counts_once_by_the_worst_that_was_seen_in_it():
    tables = held(
        claims=[claim(f"a#{i}") for i in range(1, 6)],
        findings=[
            finding("f1", "a#1 a#2", "agree"),
            finding("f2", "a#2", "disagree"),
            finding("f3", "a#2 a#3", "cannot_tell"),
            finding("f4", "a#4", "not_applicable"),
        ],
    )
    counted = health_doubts.claims_by_outcome(tables, AS_OF)
    assert dict(zip(counted["outcome"], counted["claims"], strict=True)) == {
        "disagree": 1,
        "cannot_tell": 1,
        "agree": 1,
        "not_checked": 2,
    }
    assert counted["share_pct"].sum() == pytest.approx(100)


def test_every_outcome_a_rule_may_have_is_told():
    told = {*verdicts._AS, "not_applicable"}
    assert told == set(schemas.vocabulary("words:outcome"))


def _doubts(**other):
    return held(
        claims=[claim(f"a#{i}", place=f"Tempat {i}") for i in range(1, 9)],
        findings=[
            finding("agrees", "a#1", "agree"),
            finding("worth-knowing", "a#1", severity="note"),
            finding("near", "a#2 a#3", right_value=11.0),
            finding("far", "a#4", right_value=-10.0),
            finding("grave", "a#5", severity="stop", right_value=10.1),
            finding("decided", "a#6 a#7"),
            finding("sideless", "a#8", left_value=None),
        ],
        decisions=[decision("a#7")],
        **other,
    )


def test_open_doubts_are_grave_disagreements_that_nobody_has_decided_the_most_severe_first():
    found = health_doubts.open_doubts(_doubts())
    assert list(found["finding_id"]) == ["grave", "far", "near", "sideless"]
    assert list(found["place"]) == ["Tempat 5", "Tempat 4", "Tempat 2", "Tempat 8"]


def test_the_order_of_the_rows_does_not_matter():
    tables = _doubts(sources=[source("a")])
    mixed = {name: frame.sample(frac=1, random_state=7) for name, frame in tables.items()}
    for table in (
        health_doubts.open_doubts,
        lambda given: health_doubts.outlets(given, AS_OF),
        lambda given: health_doubts.claims_by_outcome(given, AS_OF),
        lambda given: health_doubts.decisions_in_force(given, AS_OF),
        lambda given: health_ages.province_ages(given, AS_OF),
        lambda given: health_ages.by_year(given["sources"], AS_OF),
    ):
        pd.testing.assert_frame_equal(table(tables), table(mixed))


def test_copies_of_one_statement_make_one_doubt_with_the_claims_of_all():
    said = {"sentence_id": "Sama.", "sentence_en": "The same."}
    tables = held(
        claims=[claim(i) for i in ("a#1", "a#2", "b#1")],
        findings=[finding("f1", "a#1 a#2", **said), finding("f2", "b#1 a#2", **said)],
    )
    found = health_doubts.open_doubts(tables)
    assert found[["finding_id", "claim_ids"]].to_numpy().tolist() == [["f1", "a#1 a#2 b#1"]]


def test_no_table_is_changed():
    tables = _doubts(sources=[source("a")])
    before = {name: frame.copy() for name, frame in tables.items()}
    health.sections(tables, NO_REPORT, AS_OF)
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_a_decision_about_a_claim_of_a_later_day_is_not_in_force():
    tables = held(
        claims=[claim("a#1"), claim("a#2", as_of="2026-06")], decisions=[decision("a#1"), decision("a#2")]
    )
    assert list(health_doubts.decisions_in_force(tables, AS_OF)["claim_id"]) == ["a#1"]


def test_tokens_read_otherwise_come_before_those_refused():
    why = {"recorded": 10.0, "explanation": "why"}
    tables = held(
        claims=[claim(i) for i in ("a#1", "a#2")],
        reading=[
            {"claim_id": "a#1", "printed": "1O", "read": "refused", **why},
            {"claim_id": "a#2", "printed": "10", "read": "10000", **why},
        ],
    )
    assert list(health_doubts.not_read(tables, AS_OF)["claim_id"]) == ["a#2", "a#1"]


def _example():
    """The invented tables of the other pages, with one of each thing that a health page shows."""
    tables = show_example.tables()
    more = held(
        findings=[
            finding(
                "stop:warta", "warta#1", severity="stop", sentence_en="2,046 is more than 2,000 workers."
            ),
            finding("decided:kabar", "kabar#1"),
        ],
        reading=[
            {
                "claim_id": "kabar#2",
                "printed": "122 ribuan",
                "recorded": 122000.0,
                "read": "refused",
                "explanation": '"ribuan" is no scale word',
            }
        ],
    )
    tables["findings"] = pd.concat([tables["findings"], more["findings"]], ignore_index=True)
    return tables | {"reading": more["reading"]}


@pytest.fixture(scope="module")
def tables():
    return _example()


@pytest.fixture(scope="module")
def report():
    rows = [(BLITAR, "written", ""), (MAGELANG, "failed", 'BadTable: <b> "35,68" is no number')]
    return pd.DataFrame(rows, columns=batch.COLUMNS)


@pytest.fixture(scope="module")
def written(tables, report):
    return {lang: pages.render_health(tables, report, AS_OF, lang) for lang in HEALTH}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_golden_text(lang, tables, report):
    """Set UCJ_GOLDEN=write to accept a change of wording, then read the difference."""
    shown = health.sections(tables, report, AS_OF)
    blocks = [block for key in GOLDEN_SECTIONS for block in shown[key]]
    text = "\n\n".join(block.plain(lang) for block in blocks) + "\n"
    path = GOLDEN / f"health.{lang}.txt"
    if os.environ.get("UCJ_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_page_is_whole_loads_nothing_and_runs_nothing(written):
    for lang, text in written.items():
        page = Page(text)
        assert not page.open and page.loads == []
        assert not {"script", "link", "iframe", "img", "form"} & set(page.tags)
        assert "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;" in text
        assert text.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
        outside = [link for link in page.links if link["href"].startswith("http")]
        assert outside and all(link["rel"] == "noreferrer" for link in outside)
        assert text.count("<table>") == text.count("<caption>") > 5


def test_every_link_on_the_page_leads_somewhere(written):
    for text in written.values():
        page = Page(text)
        inside = {link["href"][1:] for link in page.links if link["href"].startswith("#")}
        assert inside <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))


def test_the_pages_of_an_edition_point_to_one_another(written, tables, report):
    names = {
        "id": ("health.html", "health.en.html", "./index.html"),
        "en": ("health.en.html", "health.html", "./en.html"),
    }
    for lang, (own, other, index) in names.items():
        links = [link["href"] for link in Page(written[lang]).links]
        assert other in links and index in links and own not in links
        assert f'href="{own}"' in pages.render_index(tables, report, AS_OF, lang)


def test_the_page_says_what_failed_and_escapes_it(written):
    assert "BadTable: &lt;b&gt;" in written["id"] and "<b>" not in written["id"]
    assert "dari 2 halaman daerah" in written["id"] and "1 of 2 briefs" in written["en"]
    assert "Kabar &lt;script&gt;" in written["id"]


def test_a_doubt_is_told_in_the_language_of_the_page_and_a_decided_one_is_not(written):
    assert "2,046 is more than 2,000 workers." in written["en"]
    assert "Temuan stop:warta." in written["id"] and "2,046 is more" not in written["id"]
    assert "Finding decided:kabar." not in _section(written["en"], "doubts")


def test_the_numbers_at_the_top_are_those_of_the_tables(written):
    shown = re.findall(r"<div><dt>([^<]*)</dt><dd>([\d,]+)</dd></div>", written["en"])
    assert shown == [
        ("source documents", "3"),
        ("claims", "6"),
        ("claims at odds with another figure", "2"),
        ("disagreements not decided", "1"),
        ("briefs that failed", "1"),
    ]


def test_the_first_hundred_doubts_are_shown_and_how_many_more_there_are():
    many = held(
        sources=[source("a")],
        claims=[claim(f"a#{i}") for i in range(1, 108)],
        findings=[finding(f"f{i}", f"a#{i}") for i in range(1, 108)],
    )
    table, more = health.sections(many, NO_REPORT, AS_OF)["doubts"]
    assert len(table.rows) == 100
    assert more.plain("en").startswith("There are 7 more disagreements")
    assert table.caption.plain("id").startswith(
        "Pertentangan tanpa keputusan, yang terberat lebih dahulu: 100 dari 107."
    )


def test_no_numeral_of_the_page_is_without_a_source(tables, report):
    for blocks in health.sections(tables, report, AS_OF).values():
        assert blocks
        scan(blocks)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_edition_without_findings_decisions_or_a_run_says_so(lang):
    bare = held(sources=[source("a")], claims=[claim("a#1")])
    text = pages.render_health(bare, NO_REPORT, AS_OF, lang)
    assert not Page(text).open
    said = {
        "id": [
            "Tidak ada pertentangan",
            "Tidak ada keputusan",
            "Semua angka tercetak",
            "tanpa membuat halaman",
        ],
        "en": [
            "No disagreement waits",
            "No decision is in force",
            "Every printed figure",
            "without making briefs",
        ],
    }
    assert all(sentence in text for sentence in said[lang])


def test_tables_without_a_row_make_a_page_too():
    names = ("sources", "claims", "findings", "decisions", "reading")
    text = pages.render_health({name: schemas.empty(name) for name in names}, NO_REPORT, AS_OF, "id")
    assert not Page(text).open and "Papua Pegunungan" in text


@pytest.fixture(scope="module")
def real():
    return workspace.load_all(AS_OF)


def test_the_real_tables_make_the_page_in_both_languages(real):
    for lang in HEALTH:
        text = pages.render_health(real, NO_REPORT, AS_OF, lang)
        page = Page(text)
        assert not page.open
        assert {link["href"][1:] for link in page.links if link["href"][0] == "#"} <= set(page.ids)
        assert _section(text, "ages").count("<tr>") == 1 + 38


def test_the_real_counts_add_up(real):
    known = health_doubts.claims_by_outcome(real, AS_OF)["claims"].sum()
    assert health_doubts.outlets(real, AS_OF)["claims"].sum() < known <= len(real["claims"])
    undated = health_ages.by_year(real["sources"], AS_OF).query("period == ''")["total"].item()
    assert undated == (real["sources"]["published"] == "").sum()
    assert set(real["findings"]["rule"]) <= set(rules.RULES)


def test_an_overview_is_index_health_and_report_and_needs_no_run(workspace_copy):
    folder = workspace_copy / "out"
    editions.write_overview(folder, AS_OF, NO_REPORT)
    made = {path.name for path in folder.iterdir()}
    assert made == {*FILES.values(), *HEALTH.values(), "report.csv"}


def test_the_same_bytes_whatever_hash_seed_and_time_zone(tmp_path):
    code = (
        "import sys, pathlib, pandas; from ucjlib.run import batch, editions;"
        "none = pandas.DataFrame(columns=batch.COLUMNS);"
        f"editions.write_overview(pathlib.Path(sys.argv[1]), {AS_OF!r}, none)"
    )
    for seed, zone in (("1", "Asia/Jayapura"), ("2", "America/Lima")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], env=environment, check=True)
    for name in HEALTH.values():
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def _section(text: str, key: str) -> str:
    return text.split(f'<h2 id="{key}">')[1].split("</section>")[0]


def _scored(**rivals):
    """A back-test in which each rival has the skill (ours against it) of low, middle and high given."""
    whole = {"wis": 4, "error": 7.5, "bias": -1.25, "in_50": 0.5, "in_80": 0.828, "in_95": 0.971}
    rest = {"width_80": 25.58, "brier": 0.2, "forecasts": 326, "origins": 7, "regions": 60}
    rows = [{"method": "ucjlib", "crps": 5.43, **whole, **rest}]
    for method, (low, middle, high) in rivals.items():
        skills = {"skill_low": low, "skill": middle, "skill_high": high}
        rows.append({"method": method, "crps": 5.0, **whole, **rest, **skills})
    return held(backtest=rows)


def _told(tables, lang):
    blocks = health_backtest.blocks(tables)
    scan(blocks)
    return blocks[0].plain(lang), blocks[-1]


def test_a_rival_that_is_as_good_is_named_and_stays_in_the_table():
    tables = _scored(last_value=(0.05, 0.158, 0.25), plain_shrink=(-0.184, -0.031, 0.132))
    said, table = _told(tables, "en")
    assert said.startswith("The projection is not yet proven better than this simple way: mean of the place")
    assert "5.43 against 5.00 points" in said and "no trend is proven" in said
    assert _told(tables, "id")[0].startswith("Proyeksi belum terbukti lebih baik")
    rows = [[cell.plain("id") for cell in row] for row in table.rows]
    assert rows[0] == ["proyeksi halaman ini", "5,43", "7,50", "-1,25", "82,8", "97,1", "25,6", "–"]
    assert rows[2][-1] == "-3,1 (-18,4 sampai 13,2)"
    assert "7 dates, tested on 326 figures printed later about 60 places" in table.caption.plain("en")


def test_better_than_all_says_which_came_nearest():
    said, _ = _told(_scored(last_value=(0.05, 0.158, 0.25), unit_drift=(0.01, 0.5, 0.6)), "en")
    assert said.startswith("The projection did better than every simple way; the nearest: the straight line")


def test_an_edition_without_a_back_test_says_so():
    for tables in ({}, {"backtest": schemas.empty("backtest")}):
        (note,) = health_backtest.blocks(tables)
        assert note.plain("en") == "Too few figures are printed yet to test the projection."


def test_every_method_of_the_back_test_has_its_words(real):
    said, table = _told(real, "id")
    assert len(table.rows) == len(real["backtest"]) == len(backtest.METHODS)
    assert all(f"method.{method}" in wording.sentences() for method in backtest.METHODS)

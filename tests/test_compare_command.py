"""`ucj compare`: refuses unlike figures, marks them when asked to, ranks like ones with ranges."""

import io
import json

import pandas as pd
from run_ucj import run_ucj


def ucj(*arguments):
    done = run_ucj(*arguments)
    return done.returncode, done.stdout.decode(), done.stderr


def test_unlike_figures_are_refused_with_the_way_out():
    code, printed, said = ucj("compare", "35")
    assert code == 3 and printed == ""
    assert "UnlikeFigures" in said and "--label-unlike" in said


def test_asked_for_they_are_ranked_and_marked():
    code, printed, _ = ucj("compare", "Jawa Timur", "--label-unlike", "--format", "csv")
    table = pd.read_csv(io.StringIO(printed), dtype={"region_code": str}, keep_default_na=False)
    assert code == 0 and table["unlike"].ne("").any() and table["unlike"].eq("").any()
    assert (table["rank_low"] <= table["rank_high"]).all()
    page = ucj("compare", "35", "--label-unlike", "--lang", "id")[1]
    assert "[tidak setara]" in page and max(map(len, page.splitlines())) <= 100


def test_like_for_like_is_ranked_without_marks():
    given = ("compare", "33", "--denominator", "employed", "--numerator", "active", "--window-months", "30")
    rows = json.loads(ucj(*given, "--format", "json")[1])
    assert len(rows) > 1 and {row["unlike"] for row in rows} == {""}
    assert {(row["denominator"], row["numerator"]) for row in rows} == {("employed", "active")}


def test_a_wrong_province_is_a_sentence():
    code, _, said = ucj("compare", "Jawa Tumur")
    assert code == 3 and "Jawa Timur" in said

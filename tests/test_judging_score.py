"""What the rules find on real contradictions and planted faults, against the bars they are held to."""

import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import score_judging as score  # noqa: E402

from ucjlib.judge import rules  # noqa: E402
from ucjlib.reference import schemas  # noqa: E402

KNOWN, FOUND, NAMED, ALARMED = 0.85, 0.85, 0.70, 0.02
# of contradictions that were collected by reading the figures, many of open words and coarse prints
MORE = 0.85
# of what two such readings had left over: reports of differing years, labels, programmes
THIRD = 0.68
# of places drawn at random, by a reader who had seen neither rules nor lists
FOURTH, FOURTH_NAMED = 0.78, 0.60
# of places that the four readings before had passed over, many of them a reader's questions
FIFTH, FIFTH_NAMED = 0.24, 0.18


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return score.raw_claims()


@pytest.fixture(scope="module")
def findings(claims) -> pd.DataFrame:
    return rules.check(claims)


@pytest.mark.parametrize(
    ("path", "share", "named"),
    [
        (score.CONTRADICTIONS, KNOWN, NAMED),
        (score.MORE_CONTRADICTIONS, MORE, NAMED),
        (score.THIRD_CONTRADICTIONS, THIRD, NAMED),
        (score.FOURTH_CONTRADICTIONS, FOURTH, FOURTH_NAMED),
        (score.FIFTH_CONTRADICTIONS, FIFTH, FIFTH_NAMED),
    ],
    ids=["known", "more", "third", "fourth", "fifth"],
)
def test_known_contradictions_are_found_and_their_cause_is_named_first(findings, path, share, named):
    cases = score.known_contradictions(findings, path)
    found = score.tally(cases)
    assert found.found >= share * found.cases, list(cases.loc[~cases["found"], "case"])
    assert found.named >= named * found.known, list(
        cases.loc[~cases["named"] & cases["cause"].ne(""), "case"]
    )
    assert not (cases["found"] & cases["beyond"].ne("")).any(), "what is found is not beyond the figures"


def test_groups_that_agree_raise_no_alarm(claims):
    groups = score.agreeing(claims)
    assert len(groups) >= 90
    assert score.alarmed(groups, claims).sum() <= ALARMED * len(groups)


def test_planted_faults_are_found_and_named_first(claims):
    faults = score.planted_faults(claims)
    assert len(faults) >= 10 and faults["planted"].min() >= 20
    assert (faults["found"] >= FOUND * faults["planted"]).all(), faults
    assert faults["named"].sum() >= NAMED * faults["planted"].sum(), faults


@pytest.mark.parametrize("indicator", ["coverage_rate", "universe", "new_enrolment", "benefit_tariff"])
def test_a_source_may_print_one_figure_of_any_kind_or_none(claims, indicator):
    few = claims[claims["indicator"].eq(indicator)].head(3)
    schemas.conform(rules.check(few), "findings")
    assert rules.check(few.head(0)).empty

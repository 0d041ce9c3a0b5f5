"""The choice among claims of one thing, against a second implementation, and what copies may not do."""

import random
from types import SimpleNamespace

import balance_oracle as oracle
import pytest

from ucjlib.judge import choosing
from ucjlib.judge.choosing import choose
from ucjlib.judge.weights import spread

CASES = 100_000
FEW = 4_000
SEED = 20_261_204


def group(chance: random.Random) -> list[oracle.Claim]:
    """Claims for one thing: few numbers, printed by several, some rounded, some at odds."""
    numbers = [chance.randrange(1_000, 9_000) for _ in range(2)]
    as_of = "2025-06" if chance.random() < 0.95 else ""
    told = [_claim(chance, f"{chance.randrange(1000):03d}#{i}", numbers, as_of) for i in range(_size(chance))]
    chance.shuffle(told)
    return told


def _size(chance: random.Random) -> int:
    return chance.choice((1, 2, 2, 3, 3, 4, 5, 6))


def _claim(chance: random.Random, claim_id: str, numbers: list[int], as_of: str) -> oracle.Claim:
    value, reach = chance.choice(numbers) + chance.choice((0, 0, 0, 1, -1, 3, -50)), 1
    if chance.random() < 0.4:
        reach = chance.choice((2, 5, 10, 100))
        value = value // reach * reach
    low, high = value - chance.choice((reach, reach, reach, 0)), value + reach
    publisher = chance.choice("ABCD")
    return oracle.Claim(
        claim_id,
        publisher.lower() + chance.choice("12"),
        publisher,
        value,
        low,
        high,
        chance.random() < 0.03,
        chance.random() < 0.2,
        as_of,
        chance.choice(("stated", "stated", "statement")) if as_of else "unknown",
        chance.choice((0, 1, 1, 1, 2)),
        chance.random() < 0.05,
        chance.choice(("", "", "", "", "about")),
    )


def as_told(claims: list[oracle.Claim]) -> list[SimpleNamespace]:
    """The claims as the library meets them: hundredths as numbers."""
    return [
        SimpleNamespace(
            **claim._asdict() | {name: getattr(claim, name) / 100 for name in ("value", "low", "high")}
        )
        for claim in claims
    ]


def outcome(claims: list[oracle.Claim]) -> tuple[str, int, int, int, str, str]:
    choice = choose(as_told(claims))
    first = choice.ranked[0]
    numbers = (round(100 * number) for number in (first.value, choice.low, choice.high))
    value, low, high = numbers
    return first.claim_id, value, low, high, choice.rule, choice.grade


def disagreements(total: int) -> list[str]:
    chance = random.Random(SEED)
    found = []
    for _ in range(total):
        claims = group(chance)
        expected, got = oracle.chosen(claims), outcome(claims)
        if expected != got:
            found.append(f"{claims}: {expected} is {got}")
    return found


def test_the_oracle_agrees_on_choice_range_rule_and_grade():
    found = disagreements(CASES)
    assert not found, f"seed {SEED}, {len(found)} of {CASES}: {found[:3]}"


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("MUCH_WIDER", 50),
        ("_ORDER", (*choosing._ORDER[:4], "median_of_reports", "finer_print", "printed_most")),
        ("combine", lambda ranges: (ranges[0][0], ranges[0][2])),
        ("statements", list),
        ("one_statement", lambda one, two: one.value == two.value),
        ("_width", lambda claim: 0.0),
    ],
)
def test_the_comparison_notices_a_library_that_is_broken(monkeypatch, name, broken):
    assert not disagreements(FEW)
    monkeypatch.setattr(choosing, name, broken)
    assert disagreements(FEW)


def test_further_copies_change_neither_value_nor_grade_nor_weight():
    chance = random.Random(SEED)
    changed = 0
    for _ in range(FEW):
        claims = group(chance)
        first = next(claim for claim in claims if claim.claim_id == oracle.chosen(claims)[0])
        copies = [first._replace(claim_id=f"zz#{i}", source_id=f"z{i}") for i in range(3)]
        one, more = choose(as_told(claims)), choose(as_told([*claims, *copies]))
        assert (one.ranked[0].value, one.low, one.high, one.grade) == (
            more.ranked[0].value,
            more.low,
            more.high,
            more.grade,
        )
        assert spread(one.ranked[0]) == spread(more.ranked[0])
        changed += one.rule != more.rule
    assert changed < FEW / 2


def test_copies_do_not_move_the_middle():
    statements = [(1000, 3), (2000, 1), (2600, 1)]
    told = [
        oracle.Claim(f"{value}#{i}", f"s{value}{i}", f"P{value}{i}", value, value - 1, value + 1,
                     False, False, "2025-06", "stated", 1, False, "")
        for value, times in statements
        for i in range(times)
    ]  # fmt: skip
    assert outcome(told)[1] == 2000


def test_of_two_equally_near_the_one_that_more_publishers_print():
    twice = [oracle.Claim(f"{name}#1", name, name.upper(), value, value - 1, value + 1,
                          False, False, "2025-06", "stated", 1, False, "")
             for name, value in (("a", 2727), ("b", 2772), ("c", 2772))]  # fmt: skip
    assert outcome(twice)[1:2] + outcome(twice)[4:5] == (2772, "printed_most")
    assert outcome(twice[:2])[1:2] + outcome(twice[:2])[4:5] == (2727, "median_of_reports")


def test_spread_follows_kind_date_and_precision():
    def of(**other) -> float:
        claim = {"low": 17.5, "high": 17.7, "official": False, "as_of_basis": "statement"}
        return spread(SimpleNamespace(**claim | other))

    assert of() > of(as_of_basis="stated") > of(as_of_basis="stated", official=True) == pytest.approx(0.1)
    assert of(low=17.0, high=18.2) == pytest.approx(6 * of())
    assert of(low=17.6, high=17.6) == 0

"""Balancing: against a second, slow implementation (`balance_oracle`) on many systems, and its promises."""

from collections.abc import Iterator
from typing import NamedTuple

import balance_oracle as oracle
import numpy as np
import pytest
from scipy.optimize import minimize

from ucjlib.judge import least_squares, propagate, quadratic, settling, ties
from ucjlib.judge.least_squares import nearest

CASES = 100_000
# what a mutant must be caught on
FEW = 3_000
SEED = 20_261_203


class Shape(NamedTuple):
    """One kind of system: its sums (sign by figure, total) and shares, over `size` figures."""

    size: int
    sums: tuple[tuple[dict[int, int], int], ...] = ()
    shares: tuple[tuple[int, int, int], ...] = ()


SHAPES = {
    "share": Shape(3, shares=((0, 1, 2),)),
    "covered": Shape(3, sums=(({0: 1, 1: 1, 2: -1}, 0),)),
    "segments": Shape(4, sums=(({0: 1, 1: 1, 2: 1, 3: -1}, 0),)),
    "hundred": Shape(2, sums=(({0: 1, 1: 1}, 100),)),
    "gap": Shape(3, sums=(({0: 1, 1: -1, 2: -1}, 0),)),
    "share_and_covered": Shape(4, sums=(({0: 1, 3: 1, 2: -1}, 0),), shares=((0, 1, 2),)),
}
SHARE_OF_CASES = {
    "share": 0.3,
    "covered": 0.25,
    "segments": 0.1,
    "hundred": 0.05,
    "gap": 0.1,
    "share_and_covered": 0.2,
}


class Cases(NamedTuple):
    """Printed numbers in whole hundredths: one row for each system of one shape."""

    shape: Shape
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    spread: np.ndarray

    def ties(self) -> ties.Ties:
        one = self.shape
        first = [system * one.size for system in range(len(self.value))]
        sums = [({at + i: s for i, s in signs.items()}, total) for at in first for signs, total in one.sums]
        shares = [(at + p, at + r, at + b) for at in first for p, r, b in one.shares]
        return ties.Ties.of(one.size * len(first), sums, shares)

    def flat(self) -> Iterator[np.ndarray]:
        return (column.ravel() / 100 for column in (self.value, self.low, self.high, self.spread))


def _true(shape: str, rng: np.random.Generator, count: int) -> np.ndarray:
    """Whole hundredths that meet the ties of `shape` (shares: all but the last fraction of the part)."""
    heads = rng.integers(50, 200_000, (count, 3)) * 100
    rate = rng.integers(30, 9_900, count)
    base = rng.integers(500, 400_000, count) * 100
    part = rate * base // 1_000_000 * 100
    if shape == "share":
        return np.column_stack([part, part * 10_000 // base, base])
    if shape == "share_and_covered":
        return np.column_stack([part, part * 10_000 // base, base, base - part])
    if shape == "hundred":
        return np.column_stack([rate, 10_000 - rate])
    if shape == "gap":
        return np.column_stack([rate, rate * 7 // 10, rate - rate * 7 // 10])
    parts = heads if shape == "segments" else heads[:, :2]
    return np.column_stack([parts, parts.sum(axis=1)])


def cases(shape: str, count: int, seed: int = SEED) -> Cases:
    """Numbers cut off or rounded at some digit, a few of them with a slip, a hedge or no range at all."""
    rng = np.random.default_rng([seed, list(SHAPES).index(shape)])
    true = _true(shape, rng, count)
    unit = 10 ** rng.integers(0, 3, true.shape)
    unit = np.where(true > 20_000, 10 ** (2 + rng.choice(4, true.shape, p=[0.6, 0.2, 0.1, 0.1])), unit)
    unit = np.minimum(unit, 10 ** np.floor(np.log10(np.maximum(true, 1))).astype(int))
    unit = np.maximum(unit, 1)
    off = rng.choice(4, true.shape, p=[0.5, 0.4, 0.05, 0.05])
    value = np.select(
        [off == 0, off == 1, off == 2],
        [true // unit * unit, (true + unit // 2) // unit * unit, true // unit * unit + unit],
        true // unit * unit + unit * rng.integers(-3, 4, true.shape),
    )
    value = np.maximum(value, 0)
    reach = unit * rng.choice(3, true.shape, p=[0.05, 0.85, 0.1])
    spread = np.maximum(reach, 1) * rng.choice([1, 2, 3], true.shape)
    return Cases(SHAPES[shape], value, np.maximum(value - reach, 0), value + reach, spread)


def all_cases(total: int) -> Iterator[tuple[str, Cases]]:
    for shape, part in SHARE_OF_CASES.items():
        yield shape, cases(shape, round(part * total))


def _told(one: Cases, system: int) -> list[oracle.Figure]:
    columns = (one.value, one.low, one.high, one.spread)
    numbers = zip(*((column[system] / 100).tolist() for column in columns), strict=True)
    return [oracle.Figure(*figure) for figure in numbers]


def _narrowed(one: Cases, system: int) -> oracle.Box | None:
    scale = oracle.FINE // 100
    box = (np.column_stack([one.low[system], one.high[system]]) * scale).tolist()
    sums = [(list(signs.items()), total * oracle.FINE) for signs, total in one.shape.sums]
    return oracle.narrowed(box, sums, one.shape.shares)


def _nearest(one: Cases, system: int) -> list[float] | None:
    told = _told(one, system)
    if one.shape.shares:
        return oracle.nearest_of_share(*told)
    ((signs, total),) = one.shape.sums
    order = sorted(signs)
    return oracle.nearest_of_sum([told[i] for i in order], [signs[i] for i in order], float(total))


def _kept(one: Cases, system: int) -> bool:
    """Whether the printed values meet every tie to within rounding, in whole numbers."""
    value = one.value[system].tolist()
    wide = (one.high[system] - one.low[system]).tolist()
    for signs, total in one.shape.sums:
        off = sum(sign * value[i] for i, sign in signs.items()) - 100 * total
        if 4 * abs(off) > sum(wide[i] for i in signs):
            return False
    for p, r, b in one.shape.shares:
        allowed = 10_000 * wide[p] + value[b] * wide[r] + value[r] * wide[b]
        if 4 * abs(10_000 * value[p] - value[r] * value[b]) > allowed:
            return False
    return True


def disagreements(total: int) -> dict[str, list[str]]:
    """Where library and oracle differ on ranges, nearest values and what is settled, as readable lines."""
    found: dict[str, list[str]] = {"ranges": [], "values": [], "settled": []}
    for name, one in all_cases(total):
        tied, (value, low, high, spread) = one.ties(), one.flat()
        shape = one.value.shape
        floor, ceiling, empty = (a.reshape(shape) for a in propagate.propagate(tied, low, high))
        usable = [np.where(empty.ravel(), value, a) for a in (floor.ravel(), ceiling.ravel())]
        near, met = (a.reshape(shape) for a in nearest(tied, value, spread, *usable))
        settled = settling.settle(tied, value, low, high, spread, (high - low) / 4)
        told = [a.reshape(shape) for a in settled[:3]]
        for system in range(len(one.value)):
            box, best = _narrowed(one, system), _nearest(one, system)
            label = f"{name} {system}: {_told(one, system)}"
            ends = floor[system], ceiling[system]
            if not _same_box(box, ends, one, system) or (box is None) != empty[system].all():
                found["ranges"].append(f"{label}: {box} is {ends}")
            if box and not _same_values(best, near[system] if met[system].all() else None, one, system):
                found["values"].append(f"{label}: {best} is {near[system]}")
            expected = _expected(one, system, box, best)
            if not _near(expected, [a[system] for a in told], one.spread[system] / 100):
                found["settled"].append(f"{label}: {expected} is {[a[system] for a in told]}")
    return found


def _same_box(box: oracle.Box | None, ends: tuple[np.ndarray, np.ndarray], one: Cases, system: int) -> bool:
    if box is None:
        low, high = one.low[system] / 100, one.high[system] / 100
        return bool(np.all(ends[0] == low) and np.all(ends[1] == high))
    return all(
        abs(least / oracle.FINE - low) <= 1e-6 and abs(most / oracle.FINE - high) <= 1e-6
        for (least, most), low, high in zip(box, *(end.tolist() for end in ends), strict=True)
    )


def _same_values(best: list[float] | None, found: np.ndarray | None, one: Cases, system: int) -> bool:
    if best is None or found is None:
        return best is None and found is None
    told, values = _told(one, system), found.tolist()
    inside = all(f.low - 1e-7 <= v <= f.high + 1e-7 for f, v in zip(told, values, strict=True))
    no_further = oracle.far(told, values) <= oracle.far(told, best) * (1 + 1e-6) + 1e-9
    alike = all(abs(v - b) <= 1e-4 * f.spread for f, v, b in zip(told, values, best, strict=True))
    return inside and no_further and alike


def _expected(
    one: Cases, system: int, box: oracle.Box | None, best: list[float] | None
) -> tuple[list[float], list[float], list[float]]:
    printed, low, high = ((a[system] / 100).tolist() for a in (one.value, one.low, one.high))
    if box is None or best is None:
        return printed, low, high
    values = printed if _kept(one, system) else best
    least = [min(end[0] / oracle.FINE, v) for end, v in zip(box, values, strict=True)]
    return values, least, [max(end[1] / oracle.FINE, v) for end, v in zip(box, values, strict=True)]


def _near(expected, found, spread) -> bool:
    return all(
        abs(e - f) <= 1e-4 * s + 1e-6
        for mine, theirs in zip(expected, found, strict=True)
        for e, f, s in zip(mine, theirs.tolist(), spread.tolist(), strict=True)
    )


@pytest.fixture(scope="module")
def compared() -> dict[str, list[str]]:
    return disagreements(CASES)


@pytest.mark.parametrize("what", ["ranges", "values", "settled"])
def test_the_oracle_agrees(compared, what):
    assert not compared[what], f"seed {SEED}, {len(compared[what])} of {CASES}: {compared[what][:3]}"


def _without(*unused) -> None:
    """A step that is left out."""


def _of_one_base(ties, low, high) -> None:
    part, rate, base = ties.shares.T
    np.maximum.at(low, part, low[rate] * low[base] / 100)
    np.minimum.at(high, part, high[rate] * high[base] / 100)


def _unbounded(programs, start, least=quadratic.least):
    far = np.full_like(programs.low, 1e9)
    return least(programs._replace(low=-far, high=far), start)


def _weightless(ties, values, told, start, straightened=least_squares._straightened):
    return straightened(ties, values, told._replace(spread=np.ones_like(told.spread)), start)


@pytest.mark.parametrize(
    ("module", "name", "broken", "what"),
    [
        (propagate, "_by_sums", _without, "ranges"),
        (propagate, "_by_shares", _without, "ranges"),
        (propagate, "_by_shares", _of_one_base, "ranges"),
        (propagate, "MOST_ROUNDS", 1, "ranges"),
        (propagate, "GAP", 1e-2, "ranges"),
        (quadratic, "PROXIMAL", 1e-2, "values"),
        (quadratic, "least", _unbounded, "values"),
        (least_squares, "MOST_PROGRAMS", 1, "values"),
        (least_squares, "_straightened", _weightless, "values"),
        (settling, "_met", lambda ties, value, rounding: np.zeros(ties.count, dtype=bool), "settled"),
        (settling, "_met", lambda ties, value, rounding: np.ones(ties.count, dtype=bool), "settled"),
        (settling, "_broken", lambda ties, low, high: np.ones(ties.count, dtype=bool), "settled"),
    ],
)
def test_the_comparison_notices_a_library_that_is_broken(monkeypatch, module, name, broken, what):
    monkeypatch.setattr(module, name, broken)
    assert disagreements(FEW)[what]


FIGURES = ("active", "inactive", "registered", "uncovered", "universe", "rate", "rest", "target", "gap")
WHOLE = Shape(
    9,
    sums=(
        ({0: 1, 1: 1, 2: -1}, 0),
        ({2: 1, 3: 1, 4: -1}, 0),
        ({5: 1, 6: 1}, 100),
        ({7: 1, 5: -1, 8: -1}, 0),
    ),
    shares=((2, 5, 4), (3, 6, 4)),
)


def _whole(count: int) -> Cases:
    """All identities of a place at once, each number rounded to some digit."""
    rng = np.random.default_rng(SEED)
    universe, rate = rng.integers(20_000, 900_000, count), rng.uniform(5, 90, count)
    registered = np.round(universe * rate / 100)
    active = np.round(registered * rng.uniform(0.3, 0.95, count))
    rate, target = 100 * registered / universe, rng.uniform(20, 99, count)
    true = [active, registered - active, registered, universe - registered, universe]
    true = np.column_stack([*true, rate, 100 - rate, target, target - rate])
    places = np.where(np.arange(9) < 5, -rng.integers(0, 4, (count, 9)), rng.integers(0, 3, (count, 9)))
    unit = 10.0**-places
    value = np.where(rng.random((count, 9)) < 0.5, np.round(true / unit), np.floor(true / unit)) * unit
    hundredths = [np.round(100 * one).astype(int) for one in (value, value - unit, value + unit, unit)]
    return Cases(WHOLE, *hundredths)


def test_systems_of_all_identities_agree_with_a_general_solver():
    one = _whole(120)
    value, low, high, spread = one.flat()
    tied = one.ties()
    floor, ceiling, empty = propagate.propagate(tied, low, high)
    found, met = nearest(tied, value, spread, floor, ceiling)
    assert not empty.any() and met.all()
    assert np.all(found >= low - 1e-6) and np.all(found <= high + 1e-6)
    single = Cases(WHOLE, *(column[:1] for column in one[1:])).ties()
    # the last share follows from the others, and a general solver stumbles over what is said twice
    enough = single.only(np.arange(single.count) < single.count - 1)
    for system in range(len(one.value)):
        at = slice(9 * system, 9 * system + 9)
        cost, off = _general(enough, value[at], low[at], high[at], spread[at])
        mine = float((((found[at] - value[at]) / spread[at]) ** 2).sum())
        assert np.abs(single.off(found[at])).max() < 1e-5
        assert off < 1e-6 and abs(mine - cost) <= 1e-5 * (1 + cost), f"seed {SEED}, system {system}"


def _general(tied, value, low, high, spread) -> tuple[float, float]:
    """Cost and greatest miss (in spreads) of what SLSQP finds, moves counted in spreads."""
    scale = np.sqrt((tied.slopes(value) ** 2) @ spread**2)
    solved = minimize(
        lambda move: (move**2).sum(),
        np.zeros(len(value)),
        jac=lambda move: 2 * move,
        bounds=np.column_stack([(low - value) / spread, (high - value) / spread]),
        constraints={"type": "eq", "fun": lambda move: tied.off(value + spread * move) / scale},
        method="SLSQP",
        options={"maxiter": 300, "ftol": 1e-12},
    )
    return float((solved.x**2).sum()), float(np.abs(tied.off(value + spread * solved.x) / scale).max())


def test_a_print_is_never_left_and_a_loop_of_ties_ends():
    for _, one in all_cases(FEW):
        value, low, high, spread = one.flat()
        settled = settling.settle(one.ties(), value, low, high, spread, (high - low) / 4)
        assert np.all(settled.low <= settled.value) and np.all(settled.value <= settled.high)
        assert np.all(low <= settled.value) and np.all(settled.value <= high)
        assert np.all(low <= settled.low) and np.all(settled.high <= high)
    # x = y and x = 1.00001 y: narrows for ever by less and less
    loop = ties.Ties.of(3, sums=[({0: 1, 1: -1}, 0.0)], shares=[(0, 2, 1)])
    low, high = np.array([1.0, 1.0, 99.999]), np.array([9.0, 9.0, 99.999])
    floor, ceiling, empty = propagate.propagate(loop, low, high)
    assert np.all(floor >= low) and np.all(ceiling <= high) and (empty.any() or np.all(ceiling < high + 1))


def test_ties_of_other_systems_and_their_order_do_not_matter():
    one = cases("share_and_covered", 400)
    turned = Cases(one.shape, *(column[::-1] for column in one[1:]))
    told, back = (
        settling.settle(some.ties(), *list(some.flat()), np.full(some.value.size, 0.5))
        for some in (one, turned)
    )
    for mine, theirs in zip(told[:3], back[:3], strict=True):
        assert np.allclose(mine.reshape(-1, 4), theirs.reshape(-1, 4)[::-1], rtol=0, atol=1e-7)


def test_a_broken_tie_spares_the_ties_that_do_not_touch_it():
    # 0 + 1 = 2 cannot be, 2 + 3 = 4 rests on it, 5 + 6 = 7 does not, 4 + 8 = 9 only on its neighbour
    tied = ties.Ties.of(
        10,
        sums=[
            ({0: 1, 1: 1, 2: -1}, 0),
            ({2: 1, 3: 1, 4: -1}, 0),
            ({5: 1, 6: 1, 7: -1}, 0),
            ({4: 1, 8: 1, 9: -1}, 0),
        ],
    )
    value = np.array([10.0, 10.0, 40.0, 5.0, 46.0, 7.0, 7.0, 17.0, 4.0, 53.0])
    settled = settling.settle(tied, value, value - 1, value + 1, np.ones(10), np.full(10, 0.5))
    assert settled.contradicted.tolist() == [True, False, False, False]
    assert settled.used.tolist() == [False, False, True, True]
    assert settled.value.tolist() == [10, 10, 40, 5, 47, 8, 8, 16, 5, 52]


def test_ties_that_hold_one_by_one_and_not_together_move_nothing():
    # each two make 10, so all three make 15: ranges alone do not see that 16 cannot be
    pairs = [({0: 1, 1: 1}, 10.0), ({0: 1, 2: 1}, 10.0), ({1: 1, 2: 1}, 10.0)]
    value = np.array([5.0, 6.0, 5.0])
    for total, against in ((16.0, True), (15.0, False)):
        tied = ties.Ties.of(3, sums=[*pairs, ({0: 1, 1: 1, 2: 1}, total)])
        assert not propagate.propagate(tied, value - 3, value + 3)[2].any()
        assert nearest(tied, value, np.ones(3), value - 3, value + 3)[1].tolist() == [not against] * 3
        settled = settling.settle(tied, value, value - 3, value + 3, np.ones(3), np.zeros(3))
        assert settled.contradicted.tolist() == [against] * 4 and settled.used.tolist() == [not against] * 4
        assert settled.value.round(6).tolist() == ([5, 6, 5] if against else [5, 5, 5])
        assert settled.low.tolist()[0] == (2 if against else settled.low[0])


def test_an_exact_number_stays_and_the_coarse_one_gives_way():
    tied = ties.Ties.of(3, sums=[({0: 1, 1: 1, 2: -1}, 0.0)])
    value = np.array([79077.0, 51186.0, 130000.0])
    spread = np.array([1.0, 1.0, 1000.0])
    settled = settling.settle(tied, value, value - spread, value + spread, spread, spread / 4)
    assert np.abs(settled.value - [79077, 51186, 130263]).max() < 0.01
    fixed = settling.settle(tied, value, value - [0, 0, 1000], value + [0, 0, 1000], spread, np.zeros(3))
    assert fixed.value.tolist() == [79077, 51186, 130263]

"""Many small quadratic programs at once: the shortest move that reaches a target inside bounds.

For each system s: least |move|^2 / 2 with slopes[s] @ move = target[s] and low[s] <= move <= high[s].
The multipliers of the ties are found by Newton steps on the piecewise linear slope of the dual, each as long
as serves best, with a proximal term that keeps it solvable where ties say the same twice or all figures
stand at a bound.

>>> slopes = np.array([[[1.0, 1.0]], [[1.0, 1.0]]])
>>> ends = np.full((2, 2), -1.0), np.array([[1.0, 1.0], [0.2, 1.0]])
>>> least(Programs(slopes, np.array([[1.0], [1.0]]), *ends), np.zeros((2, 1)))[0].round(6).tolist()
[[0.5, 0.5], [0.2, 0.8]]

Method: semismooth Newton on the dual of a quadratic program (Qi and Sun 1993; Li, Sun and Toh 2020), proximal
points (Rockafellar 1976).
"""

from typing import NamedTuple

import numpy as np

from ucjlib.judge.ties import Flags, Floats, Whole

MOST_STEPS = 100
# weight of the proximal term, and the miss (slopes of length 1) at which a program is solved
PROXIMAL, SOLVED = 1e-9, 1e-13


class Programs(NamedTuple):
    """slopes : (systems, ties, figures), rows of length 1. target : (systems, ties).

    low, high : (systems, figures).
    """

    slopes: Floats
    target: Floats
    low: Floats
    high: Floats

    def some(self, systems: Whole | Flags) -> "Programs":
        """The programs of these systems."""
        return Programs(*(one[systems] for one in self))

    def pull(self, multipliers: Floats) -> Floats:
        """Where the multipliers would have each figure move if it had no bounds."""
        return -np.einsum("sij,si->sj", self.slopes, multipliers)

    def move(self, multipliers: Floats) -> Floats:
        """The best moves when missing a tie costs its multiplier."""
        return np.clip(self.pull(multipliers), self.low, self.high)

    def missed(self, multipliers: Floats, start: Floats) -> Floats:
        """The slope of the dual: how far the moves miss the target, less the proximal term."""
        reached = np.einsum("sij,sj->si", self.slopes, self.move(multipliers))
        return reached - self.target - PROXIMAL * (multipliers - start)


def least(programs: Programs, start: Floats) -> tuple[Floats, Floats]:
    """move (systems, figures) and multipliers (systems, ties), from the multipliers `start`.

    A target out of reach is missed by as little as the bounds allow.
    """
    multipliers, going = start.copy(), np.arange(len(start))
    enough = SOLVED * (1 + np.abs(programs.target).max(axis=1, initial=0.0))
    for _ in range(MOST_STEPS):
        missed = programs.some(going).missed(multipliers[going], start[going])
        far = np.abs(missed).max(axis=1, initial=0.0) > enough[going]
        if not far.any():
            break
        going, missed = going[far], missed[far]
        multipliers[going] += _step(programs.some(going), multipliers[going], missed)
    return programs.move(multipliers), multipliers


def _step(programs: Programs, multipliers: Floats, missed: Floats) -> Floats:
    """The Newton step for each system, as long as serves best."""
    pull = programs.pull(multipliers)
    free = ((pull > programs.low) & (pull < programs.high)).astype(float)
    curve = np.einsum("sij,sj,skj->sik", programs.slopes, free, programs.slopes)
    curve += PROXIMAL * np.eye(missed.shape[1])
    step = np.linalg.solve(curve, missed[:, :, None])[:, :, 0]
    return _length(programs, pull, step, (step * missed).sum(axis=1))[:, None] * step


def _length(programs: Programs, pull: Floats, step: Floats, rise: Floats) -> Floats:
    """How many `step` to go until the dual rises no more; it rises by `rise` a step at first.

    Along the step the slope falls in straight pieces that change where a figure meets a bound.
    """
    turn, bend = programs.pull(step), PROXIMAL * (step**2).sum(axis=1)
    bounds = np.concatenate([programs.low - pull, programs.high - pull], axis=1)
    twice = np.concatenate([turn, turn], axis=1)
    kinks = np.divide(bounds, twice, out=np.zeros_like(bounds), where=twice != 0)
    kinks = np.sort(np.concatenate([np.zeros((len(step), 1)), np.maximum(kinks, 0.0)], axis=1), axis=1)
    at = np.clip(
        pull[:, None, :] + kinks[:, :, None] * turn[:, None, :],
        programs.low[:, None, :],
        programs.high[:, None, :],
    )
    gone = np.einsum("sj,skj->sk", turn, at - at[:, :1])
    slope = rise[:, None] - gone - bend[:, None] * kinks
    last = np.maximum((slope > 0).sum(axis=1) - 1, 0)
    return _root(kinks, slope, last, bend)


def _root(kinks: Floats, slope: Floats, last: Whole, bend: Floats) -> Floats:
    """Where the falling slope is zero: behind kink `last`, before the next."""
    rows, following = np.arange(len(last)), np.minimum(last + 1, kinks.shape[1] - 1)
    here, fall = slope[rows, last], slope[rows, last] - slope[rows, following]
    span = kinks[rows, following] - kinks[rows, last]
    beyond = np.divide(here, bend, out=np.zeros_like(here), where=bend > 0)
    inside = np.divide(here * span, fall, out=np.zeros_like(here), where=fall > 0)
    return kinks[rows, last] + np.where(following > last, inside, beyond)

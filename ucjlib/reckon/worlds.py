"""Drawn worlds on the scale, block by block, so that 83,000 villages need no more memory than 32.

In one world (a draw) b a unit lies h years after its last figure at

    level + h drift + (level_load + h drift_load) e_b + h c_b + u_ib (its own error)

with e_b the error of the mean drift and c_b the common yearly shock, the same for all units of all blocks;
u_ib the unit's volatility, what makes it Student-t; and its own error jointly normal over the years, with
the covariance of level, drift and a random walk anchored at the last figure.

Units are cut into blocks of 32 in the order asked. Each block has a stream of random numbers of its own,
named by the seed and the block's number: which blocks are worked through, in which order and how often
does not change what they hold. The same unit at another place in the list gets other numbers of the same law.

Not for percents or scenarios: `ucjlib.reckon.draws`, `ucjlib.reckon.chunks`.
Source of the method: posterior simulation of the model in `ucjlib.reckon.likelihood`; normals after Box and
Muller (1958), which is whole-array arithmetic and four times as fast as numpy's ziggurat.

>>> figures = pd.DataFrame({"unit": ["35.05"], "year": [2025.3], "value": 17.6, "low": 17.5, "high": 17.7})
>>> pool = fit(figures)
>>> worlds = Worlds.of(pool, pool.units, [2028.0, 2030.0], n_draws=5, seed=1)
>>> [(rows, block.shape) for rows, block in worlds.blocks()]
[(slice(0, 1, None), (1, 2, 5))]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray

from ucjlib.reckon.ahead import horizons
from ucjlib.reckon.pool import Pool, fit

__all__ = ["BLOCK", "Worlds", "fit"]

BLOCK = 32
"""Units drawn together: 1,000 draws of 4 to 20 years of them fit a processor's cache."""
SHOCK_DF = 4
"""Tail of the common shock: 2020 took the nation two standard deviations below its mean change."""
LEAST_VAR = 1e-12
"""Added to each variance, so that dates a few seconds apart can be told from one another."""


NEEDED = (
    "last_year", "level", "drift", "level_var", "cross_var", "drift_var", "df", "spread", "level_load",
    "drift_load",
)  # fmt: skip


@dataclass(frozen=True)
class Worlds:
    """What is to be drawn. own : columns of `Pool.units`, (units,) each; years : ascending, each once.

    shared : what all units have in common in each draw, (3, n_draws): error of the mean drift, yearly shock,
        ones.
    """

    pool: Pool
    own: dict[str, NDArray]
    years: NDArray
    seed: int
    noise_var: float
    shared: NDArray

    @classmethod
    def of(
        cls,
        pool: Pool,
        table: pd.DataFrame,
        years: Sequence[float] | NDArray,
        n_draws: int,
        seed: int,
        *,
        reported: bool = False,
        allow_far: bool = False,
    ) -> "Worlds":
        """table : rows as `Pool.units`, e.g. from `with_units`. Raises TooFarAhead, as `quantiles`."""
        asked = np.asarray(years, dtype=float)
        horizons(pool, table.iloc[:0], asked, allow_far)
        own = {name: table[name].to_numpy(dtype=float) for name in NEEDED}
        noise_var = float(np.exp(2 * pool.params["log_noise_sd"])) if reported else 0.0
        return cls(pool, own, asked, seed, noise_var, _shared(pool, n_draws, _stream(seed, 0)))

    def __len__(self) -> int:
        return len(self.own["level"])

    def blocks(self, every: int = 1) -> Iterator[tuple[slice, NDArray]]:
        """Rows of the table and their worlds (units, years, n_draws), float32; each `every`-th block."""
        for number in range(0, -(-len(self) // BLOCK), every):
            rows = slice(number * BLOCK, min((number + 1) * BLOCK, len(self)))
            own = {name: column[rows, None] for name, column in self.own.items()}
            yield rows, self._block(own, _stream(self.seed, 1, number))

    def _block(self, own: dict[str, NDArray], rng: Generator) -> NDArray:
        years = len(self.years)
        unrest = _volatility(own, self.shared.shape[1], rng)
        parts = np.empty((years + len(self.shared), *unrest.shape), dtype=np.float32)
        np.multiply(_normals(rng, (years, *unrest.shape)), unrest, out=parts[:years])
        parts[years:] = self.shared[:, None]
        return np.matmul(self._loads(own), parts.transpose(1, 0, 2))

    def _loads(self, own: dict[str, NDArray]) -> NDArray:
        """What each unit and year takes of its own normals and of `shared`: (units, years, years + 3)."""
        h = self.years - own["last_year"]
        middle, load = own["level"] + h * own["drift"], own["level_load"] + h * own["drift_load"]
        covariance = _covariance(own, h, self.pool.walk_var) + (self.noise_var + LEAST_VAR) * np.eye(
            h.shape[1]
        )
        common = np.stack([load, h, middle], axis=2)
        return np.concatenate([np.linalg.cholesky(covariance), common], axis=2).astype(np.float32)


def _stream(seed: int, *name: int) -> Generator:
    return Generator(SFC64(SeedSequence(seed, spawn_key=name)))


def _shared(pool: Pool, n_draws: int, rng: Generator) -> NDArray:
    drift_error = np.sqrt(pool.mean_drift_var) * rng.standard_normal(n_draws)
    shock = pool.common_shock_sd * rng.standard_t(SHOCK_DF, n_draws) / np.sqrt(SHOCK_DF / (SHOCK_DF - 2))
    return np.stack([drift_error, shock, np.ones(n_draws)]).astype(np.float32)


def _volatility(own: dict[str, NDArray], n_draws: int, rng: Generator) -> NDArray:
    """Factor on each unit's standard deviations in each draw (units, n_draws): what makes it Student-t."""
    df = own["df"][:, 0]
    half_chi_square = np.empty((len(df), n_draws), dtype=np.float32)
    for one in np.unique(df):  # few of them, and a call with one shape is faster than one with many
        size = (int((df == one).sum()), n_draws)
        half_chi_square[df == one] = rng.standard_gamma(one / 2, size, dtype=np.float32)
    return np.sqrt((own["spread"] * own["df"] / 2).astype(np.float32) / half_chi_square)


def _normals(rng: Generator, shape: tuple[int, ...]) -> NDArray:
    """Standard normals, float32, as far as 6.7 standard deviations."""
    pairs = -(-int(np.prod(shape)) // 2)
    even = rng.bit_generator.random_raw(pairs).view(np.uint32).astype(np.float32)
    even += 0.5
    even *= 2.0**-32
    radius, turn = even.reshape(2, pairs)  # views: the work is done in place
    np.log(radius, out=radius)
    radius *= -2
    np.sqrt(radius, out=radius)
    turn *= 2 * np.pi
    sine = np.sin(turn)
    np.cos(turn, out=turn)
    turn *= radius
    radius *= sine
    return even[: int(np.prod(shape))].reshape(shape)


def _covariance(own: dict[str, NDArray], h: NDArray, walk_var: float) -> NDArray:
    """Of a unit's own error over the years, before its volatility: (units, years, years).

    A year before the last figure shares the walk of as many years after it: what earlier figures say of it is
    not kept, and an independent walk on either side would show a change where none was seen.
    """
    a, b = h[:, :, None], h[:, None, :]
    level, cross, drift = (own[name][:, :, None] for name in ("level_var", "cross_var", "drift_var"))
    return level + (a + b) * cross + a * b * drift + walk_var * np.minimum(np.abs(a), np.abs(b))

"""A number with its range and unit: what the print allows, carried through arithmetic.

Not for statistics: a range here is an interval, not a confidence interval, and the
arithmetic is plain interval arithmetic (both ends, nothing cancelled).

>>> covered, universe = Quantity(79077, 79076, 79078, "workers"), Quantity(130263, 130261, 130265, "workers")
>>> print(covered.share_of(universe))
60.7056 percent (60.7039 to 60.7073)
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` lies in [`low`, `high`]; all three in `unit`. Raises ValueError otherwise."""

    value: float
    low: float
    high: float
    unit: str

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} does not lie in {self.low} to {self.high}")

    def __str__(self) -> str:
        return f"{self.value:.6g} {self.unit} ({self.low:.6g} to {self.high:.6g})"

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value + other.value, self.low + other.low, self.high + other.high, self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value - other.value, self.low - other.high, self.high - other.low, self.unit)

    def share_of(self, whole: "Quantity") -> "Quantity":
        """This over `whole` (> 0), in percent.

        >>> Quantity(1, 1, 1, "workers").share_of(Quantity(4, 4, 5, "workers")).low
        20.0
        """
        return Quantity(
            100 * self.value / whole.value,
            100 * self.low / whole.high,
            100 * self.high / whole.low,
            "percent",
        )

    def overlaps(self, other: "Quantity") -> bool:
        """Whether one true value can stand behind both."""
        return self.low <= other.high and other.low <= self.high

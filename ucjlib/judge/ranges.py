"""Columns of numbers with the least and the greatest value that each may have, and formulas over them.

>>> frame = pd.DataFrame({"part": [300.0], "part_low": [299.0], "part_high": [301.0],
...     "whole": [800.0], "whole_low": [800.0], "whole_high": [800.0]})
>>> computed("100 * part / whole", frame).low.tolist()
[37.375]

Method: interval arithmetic (Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009, ch. 2).
"""

import ast
import operator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

_SIGNS: dict[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Range:
    """Numbers with their least and greatest values; multiplied and divided only where none is below 0."""

    value: Any
    low: Any
    high: Any

    def __add__(self, other: "Range") -> "Range":
        return Range(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Range") -> "Range":
        return Range(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Range") -> "Range":
        return Range(self.value * other.value, self.low * other.low, self.high * other.high)

    def __truediv__(self, other: "Range") -> "Range":
        return Range(self.value / other.value, self.low / other.high, self.high / other.low)

    def columns(self, name: str) -> dict[str, Any]:
        """The range as the columns `name`, `name_low`, `name_high`."""
        return {name: self.value, f"{name}_low": self.low, f"{name}_high": self.high}


def of_columns(frame: pd.DataFrame, name: str) -> Range:
    """The range in the columns `name`, `name_low`, `name_high` of a frame."""
    return Range(frame[name], frame[f"{name}_low"], frame[f"{name}_high"])


def of_claims(claims: pd.DataFrame) -> Range:
    """The range of each claim: its columns value, low, high."""
    return Range(claims["value"], claims["low"], claims["high"])


def computed(formula: str, frame: pd.DataFrame) -> Range:
    """What a formula of sides of `frame`, numbers, + - * / and brackets comes to; KeyError for any other."""
    return _worked(_tree(formula), frame)


@cache
def _tree(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


def _worked(node: ast.expr, frame: pd.DataFrame) -> Range:
    match node:
        case ast.BinOp(left, sign, right):
            return _SIGNS[type(sign)](_worked(left, frame), _worked(right, frame))
        case ast.Constant(value):
            return Range(*[float(value)] * 3)  # type: ignore[arg-type]
    return of_columns(frame, ast.unparse(node))

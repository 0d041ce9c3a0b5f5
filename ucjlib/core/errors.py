"""Errors as sentences: what was found, where, why it cannot be used, what to do.

Every error a user can cause is a `UcjError`; the command line prints its text and
ends with its `exit_code`, without a traceback. A disagreement between figures is
*not* an error: rules return findings (see `ucjlib.judge`).

>>> print(UnknownRegion('"Bltar" is no region', where="parameter region", fix="write 35.05"))
UnknownRegion: "Bltar" is no region
  in  parameter region
  fix write 35.05
"""


class UcjError(Exception):
    """What went wrong, in words. Subclasses name the kind and the exit code."""

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", why: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.why, self.fix = what, where, why, fix

    def __str__(self) -> str:
        parts = [("in ", self.where), ("why", self.why), ("fix", self.fix)]
        lines = [f"{type(self).__name__}: {self.what}"]
        return "\n".join(lines + [f"  {label} {text}" for label, text in parts if text])

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback."""
        return str(self).splitlines()


class MissingFile(UcjError):
    """A file that must be there is not."""


class BadTable(UcjError):
    """A table breaks its schema: a column, a type, a key, an encoding, a separator."""


class UnknownRegion(UcjError):
    """A name or code that is no region of Indonesia."""


class AmbiguousRegion(UcjError):
    """A name that several regions carry, with nothing beside it that decides."""


class UnknownTerm(UcjError):
    """A word outside a vocabulary: indicator, segment, unit, qualifier, denominator."""


class UnknownId(UcjError):
    """An id of a claim, finding, estimate or source that no table holds."""


class BadDate(UcjError):
    """A text that is no date, or a date that does not exist."""


class CannotRead(UcjError):
    """A number or date token that must be refused rather than guessed."""


class BadParameter(UcjError):
    """A notebook parameter that is unknown, misspelt, ill-typed or out of range."""


class StaleDecision(UcjError):
    """A decision whose guard no longer holds: the source was put right, or moved."""


class UnlikeFigures(UcjError):
    """Figures over different numerators or denominators that must not be compared."""


class TooFarAhead(UcjError):
    """A projection further ahead than the data can carry."""


class NotEnoughData(UcjError):
    """Too few figures for what was asked."""


class Usage(UcjError):
    """The command line was called in a way it does not offer."""

    exit_code = 2

"""When things are in force, as arrays of days; first and last day are both included."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leerweg.coverage.index.relation import Codes, Flags, Relation
from leerweg.coverage.index.statements import Statements
from leerweg.namespaces import lw

__all__ = ["EVER", "NEVER", "Days", "Periods", "periods_of"]

Days = NDArray[np.int32]
# Before the first and after the last day that a date can name.
EVER = 0
NEVER = 4_000_000


@dataclass(frozen=True)
class Periods:
    """First and last day of things, a row each."""

    first: Days
    last: Days

    def hold(self, day: int) -> Flags:
        """Which of them hold that day."""
        return (self.first <= day) & (day <= self.last)

    def hold_at(self, rows: Codes, day: int) -> Flags:
        """Which of these rows hold that day."""
        return (self.first[rows] <= day) & (day <= self.last[rows])


def periods_of(statements: Statements, things: Codes) -> Periods:
    """For each thing the period that none of its dates denies: the latest first day to the earliest last day.

    A thing that states no first day has EVER, one that states no last day NEVER.
    """
    return Periods(
        _bound(statements, statements[lw("validFrom")], things, EVER, np.maximum),
        _bound(statements, statements[lw("validUntil")], things, NEVER, np.minimum),
    )


def _bound(statements: Statements, dates: Relation, things: Codes, unstated: int, narrow: np.ufunc) -> Days:
    positions, literals = dates.join(things)
    bound = np.full(len(things), unstated, dtype=np.int32)
    narrow.at(bound, positions, statements.days(literals, unstated=unstated))
    return bound

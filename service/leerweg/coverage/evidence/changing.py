"""The days on which what workplaces can teach may change: read from the index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from leerweg.coverage.index import CoverageIndex
from leerweg.coverage.index.periods import Periods
from leerweg.coverage.index.relation import Codes, Flags

__all__ = ["days_of_change"]


def days_of_change(index: CoverageIndex, wanted: Flags, first: date, last: date) -> list[date]:
    """The days after the first, up to the last, on which something of the sites wanted begins or has ended."""
    days = np.unique(
        np.concatenate([np.concatenate((one.first[row], one.last[row] + 1)) for one, row in _periods(index, wanted)])
    )
    within = days[(days > first.toordinal()) & (days <= last.toordinal())]
    return [date.fromordinal(day) for day in within.tolist()]


def _periods(index: CoverageIndex, wanted: Flags) -> Iterator[tuple[Periods, Codes | slice]]:
    """Every period that plays a part, and the rows of it that concern these sites; of programmes all."""
    yield index.programmes.periods, slice(None)
    for dated in (index.offers, index.recognitions, index.mentors, index.capacities):
        yield dated.periods, np.flatnonzero(wanted[dated.site]).astype(np.int32)
    for interruption in index.recognitions.interruptions:
        concerned = wanted[index.recognitions.site[interruption.row]]
        yield interruption.periods, np.flatnonzero(concerned).astype(np.int32)

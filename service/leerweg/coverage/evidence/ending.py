"""The days on which workplaces may cease to teach something: read from the index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from leerweg.coverage.index import CoverageIndex
from leerweg.coverage.index.periods import Days
from leerweg.coverage.index.relation import Flags

__all__ = ["days_of_ending"]


def days_of_ending(index: CoverageIndex, wanted: Flags, first: date, last: date) -> list[date]:
    """The days after the first, up to the last, on which something of the sites wanted has ended, or lost its force."""
    days = np.unique(np.concatenate(list(_endings(index, wanted))))
    within = days[(days > first.toordinal()) & (days <= last.toordinal())]
    return [date.fromordinal(day) for day in within.tolist()]


def _endings(index: CoverageIndex, wanted: Flags) -> Iterator[Days]:
    """The day after each last day, and the first day of each interruption; of programmes all."""
    yield index.programmes.periods.last + 1
    for dated in (index.offers, index.recognitions, index.mentors, index.capacities):
        yield dated.periods.last[wanted[dated.site]] + 1
    for interruption in index.recognitions.interruptions:
        yield interruption.periods.first[wanted[index.recognitions.site[interruption.row]]]

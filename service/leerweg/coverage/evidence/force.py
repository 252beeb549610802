"""Which recognitions count on a day, and how free the workplaces are: read from the index."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from leerweg.coverage.asking import Row
from leerweg.coverage.evidence.speaking import iso
from leerweg.coverage.index import CoverageIndex
from leerweg.coverage.index.periods import Days
from leerweg.coverage.index.relation import Codes, Flags
from leerweg.model.answers import Basis

__all__ = ["Force", "Recognised"]


class Force:
    """The recognitions that count on one day: in force, and with `available` a mentor and a free place beside them."""

    def __init__(self, index: CoverageIndex, on: date, basis: Basis) -> None:
        self.day = on.toordinal()
        self.index = index
        self.available = basis is Basis.AVAILABLE
        rows = np.flatnonzero(index.recognitions.in_force(self.day)).astype(np.int32)
        self.free = np.zeros(len(index.recognitions.recognition), dtype=np.int32)
        if self.available:
            guided, _ = index.mentors.serving(self.day, index.recognitions, rows)
            placed, capacity = index.capacities.serving(self.day, index.recognitions, rows)
            free = index.capacities.places[capacity] - index.capacities.taken[capacity]
            np.maximum.at(self.free, rows[placed], free)
            rows = rows[np.intersect1d(guided, placed)]
        self.rows = rows
        self._known: dict[frozenset[int], Recognised] = {}

    def recognising(self, programmes: AbstractSet[int]) -> Recognised:
        """Those for one of these programmes."""
        key = frozenset(programmes)
        if key not in self._known:
            wanted = np.fromiter(key, np.int32, len(key))
            chosen = np.isin(self.index.recognitions.programme[self.rows], wanted)
            self._known[key] = Recognised(self, self.rows[chosen])
        return self._known[key]

    def programmes_at(self, place: int) -> set[int]:
        """The programmes for which a site is recognised."""
        own = self.rows[self.index.recognitions.site[self.rows] == place]
        return set(self.index.recognitions.programme[own].tolist())


@dataclass(frozen=True)
class Recognised:
    """Recognitions that count: rows of the index."""

    force: Force
    row: Codes

    @cached_property
    def sites(self) -> Flags:
        """Which sites of the index have one."""
        found = np.zeros(len(self.force.index.sites), dtype=bool)
        found[self._site] = True
        return found

    @cached_property
    def best_by_site(self) -> tuple[Days, Days]:
        """For every site the last day and the free places of the best one: the longest, then the most free; else 0."""
        until = np.zeros(len(self.force.index.sites), dtype=np.int32)
        free = np.zeros(len(until), dtype=np.int32)
        last, places = self.force.index.recognitions.periods.last[self.row], self.force.free[self.row]
        order = np.lexsort((places, last))  # the best comes last and stays
        until[self._site[order]] = last[order]
        free[self._site[order]] = places[order]
        return until, free

    def rows(self, place: int) -> list[Row]:
        """What the questions return of those of one site; one empty row where it has none."""
        index, day = self.force.index, self.force.day
        own = self.row[self._site == place]
        if not len(own):
            return [{}]
        rows = [_recognition(index, int(row)) for row in own]
        if not self.force.available:
            return [*rows]
        guided, mentors = index.mentors.serving(day, index.recognitions, own)
        placed, capacities = index.capacities.serving(day, index.recognitions, own)
        return [
            rows[at] | {"mentor": index.statements.iri(int(index.mentors.thing[mentor]))} | _capacity(index, capacity)
            for at, mentor in zip(guided.tolist(), mentors.tolist(), strict=True)
            for capacity in capacities[placed == at].tolist()
        ]

    @property
    def _site(self) -> Codes:
        return self.force.index.recognitions.site[self.row]


def _recognition(index: CoverageIndex, row: int) -> dict[str, str]:
    recognitions, iri = index.recognitions, index.statements.iri
    return {
        "recognition": iri(int(recognitions.recognition[row])),
        "programme": iri(int(recognitions.programme[row])),
        "granter": iri(int(recognitions.granter[row])),
        "decided": iso(int(recognitions.decided[row])),
        "from": iso(int(recognitions.periods.first[row])),
        "until": iso(int(recognitions.periods.last[row])),
    }


def _capacity(index: CoverageIndex, row: int) -> dict[str, str]:
    capacities = index.capacities
    return {
        "capacity": index.statements.iri(int(capacities.thing[row])),
        "places": str(int(capacities.places[row])),
        "taken": str(int(capacities.taken[row])),
    }

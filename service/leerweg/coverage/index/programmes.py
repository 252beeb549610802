"""Which programmes contain which competences on a day."""

from __future__ import annotations

import numpy as np
from pyoxigraph import NamedNode

from leerweg.coverage.index.matching import Matching
from leerweg.coverage.index.periods import periods_of
from leerweg.coverage.index.statements import Statements
from leerweg.namespaces import DCT, lw

__all__ = ["Programmes"]


class Programmes:
    """The versions of programmes, the qualifications they lead to, and the competences of those."""

    def __init__(self, statements: Statements, matching: Matching) -> None:
        leads = statements[lw("leadsTo")]
        self._leads = leads.inverse
        self._led = leads
        self._versions = statements[NamedNode(DCT + "isVersionOf")]
        self._contents = statements[lw("hasCompetence")]
        self._matching = matching
        self.periods = periods_of(statements, leads.subjects)

    def contents(self, qualifications: list[int]) -> list[int]:
        """The distinct competences of these qualifications."""
        return sorted({int(item) for one in qualifications for item in self._contents.of(one)})

    def with_competence(self, competence: int, day: int) -> set[int]:
        """The programmes with a version in force that day that leads to a qualification with this competence."""
        running = self._running(day)
        qualified = {int(one) for same in self._matching.same(competence) for one in self._contents.inverse.of(same)}
        versions = {int(version) for one in qualified for version in self._leads.of(one)} & running
        return {int(programme) for version in versions for programme in self._versions.of(version)}

    def competences_of(self, programme: int, day: int) -> set[int]:
        """The competences that the versions of a programme in force that day lead to, exact matches included."""
        running = self._running(day)
        versions = {int(version) for version in self._versions.inverse.of(programme)} & running
        qualified = {int(one) for version in versions for one in self._led.of(version)}
        contained = {int(item) for one in qualified for item in self._contents.of(one)}
        return {same for item in contained for same in self._matching.same(item)}

    def _running(self, day: int) -> set[int]:
        return set(np.unique(self._led.subjects[self.periods.hold(day)]).tolist())

"""What every source of evidence can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from leerweg.coverage.asking import Row
from leerweg.model.answers import Asked, Basis

__all__ = ["Count", "Evidence", "Proved", "Taught"]


@dataclass(frozen=True)
class Proved:
    """Things in the order of their best proof, and the rows of all proofs of one of them (`proofs.COLUMNS`)."""

    things: Sequence[str]
    rows_of: Callable[[str], list[Row]]


@dataclass(frozen=True)
class Count:
    """How much of one thing is proved, and how much is possible (the proved included)."""

    thing: str
    proved: int
    possible: int


class Taught(NamedTuple):
    """A competence that a site can teach: proved, or only possible."""

    site: str
    competence: str
    proved: bool


class Evidence(Protocol):
    """The proofs and counts behind the five questions, at one revision of the graph.

    Things are IRIs. The order is that of the questions: proved before possible, the closest match, the longest
    recognised, the most places free, then by IRI. Each method raises a StoreError when the store fails.
    """

    def workplaces(self, competence: str, region: str, on: date, basis: Basis) -> Proved:
        """The sites of a region that can teach a competence (find_workplaces.rq)."""

    def competences(self, site: str, on: date, basis: Basis) -> Proved:
        """The competences that a site can teach (list_teachable_competences.rq)."""

    def coverage(self, asked: Asked) -> tuple[list[Count], list[Count]]:
        """Competences counted by site, the most first; and sites counted by competence, the scarcest first.

        (count_workplace_coverage.rq, count_regional_coverage.rq)
        """

    def regional(self, asked: Asked) -> list[Count]:
        """For each competence the sites that can teach it, the scarcest first (count_regional_coverage.rq)."""

    def gaps(self, asked: Asked) -> list[Count]:
        """The competences that no site is proved to teach, with the sites that possibly do (list_gaps.rq)."""

    def standings(self, asked: Asked, sites: Sequence[str]) -> Iterable[Row]:
        """What is known of each competence at these sites (list_standings.rq).

        Columns: site, competence, proves, match; and decided and capacity where there is such a recognition or place.
        """

    def incidence(self, asked: Asked, sites: Sequence[str] | None = None) -> Iterable[Taught]:
        """Who teaches which competence of the qualifications, in no order; of these sites, or of all of the region.

        (list_incidence.rq)
        """

    def endings(self, sites: Sequence[str], first: date, last: date) -> Sequence[date]:
        """The days after the first, up to the last, on which these sites may cease to teach something.

        A day on which nothing ceases may be among them, none on which something does is missing. (list_endings.rq)
        """

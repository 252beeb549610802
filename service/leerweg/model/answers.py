"""The answers to the questions people ask: plain values, each with what is needed to check it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

__all__ = [
    "Answer",
    "Asked",
    "Basis",
    "CompetenceAnswer",
    "CompetenceStanding",
    "Coverage",
    "Proof",
    "Recognition",
    "Reference",
    "RegionalCoverage",
    "Standing",
    "WorkplaceAnswer",
    "WorkplaceCoverage",
]

T = TypeVar("T")


class Basis(StrEnum):
    """How much must be known before "can teach" is said; each level includes the former."""

    STATED = "stated"
    RECOGNISED = "recognised"
    AVAILABLE = "available"


class Standing(StrEnum):
    """What is known of one competence at one workplace, on the date and basis asked."""

    PROVED = "proved"
    POSSIBLE = "possible"
    NOT_RECOGNISED = "not recognised"
    NOT_AVAILABLE = "not available"
    NOT_TAUGHT = "not taught"
    NOT_STATED = "not stated"


@dataclass(frozen=True)
class Reference:
    """A thing by its IRI, with its name in the reader's language and its code (each empty when it has none)."""

    iri: str
    label: str = ""
    code: str = ""


@dataclass(frozen=True)
class Recognition:
    """A recognition in force: for which programme, decided when and by whom, valid from and until (both inclusive)."""

    recognition: str
    programme: Reference
    granter: Reference
    decided: date
    valid_from: date
    valid_until: date


@dataclass(frozen=True)
class Proof:
    """Why a workplace is said to teach a competence, or possibly to.

    `proves` is false for a near match or a partial offer: possible, never proved. `match` says how the offered
    competence relates to the one asked. `offered_until` None: no end stated. `places` and `places_taken` are stated
    only where availability was asked.
    """

    proves: bool
    match: str
    taught: Reference
    offer: str
    offered_from: date
    offered_until: date | None
    recognition: Recognition | None = None
    mentor: str = ""
    places: int | None = None
    places_taken: int | None = None


@dataclass(frozen=True)
class WorkplaceAnswer:
    """A workplace that can teach the competence asked (`proved`), or possibly can; its proofs, best first."""

    site: Reference
    organisation: Reference
    municipality: Reference
    latitude: float | None
    longitude: float | None
    proved: bool
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class CompetenceAnswer:
    """A competence that the workplace asked about can teach (`proved`), or possibly can; its proofs, best first."""

    competence: Reference
    proved: bool
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class CompetenceStanding:
    """One competence at one workplace."""

    competence: Reference
    standing: Standing


@dataclass(frozen=True)
class WorkplaceCoverage:
    """How much of a qualification one workplace can teach.

    `proved` ≤ `possible` ≤ `total`, in competences; `missing` lists every competence that is not proved, and why.
    """

    site: Reference
    organisation: Reference
    municipality: Reference
    proved: int
    possible: int
    total: int
    missing: tuple[CompetenceStanding, ...]

    @property
    def proved_share(self) -> float:
        """The fraction (0 to 1) that is proved."""
        return self.proved / self.total if self.total else 0.0

    @property
    def possible_share(self) -> float:
        """The fraction (0 to 1) that is proved or possible."""
        return self.possible / self.total if self.total else 0.0


@dataclass(frozen=True)
class RegionalCoverage:
    """One competence in a region: how many workplaces are proved to teach it, and how many are proved or possible."""

    competence: Reference
    proved: int
    possible: int


@dataclass(frozen=True)
class Coverage:
    """A qualification in a region, all workplaces together: competence by competence, the scarcest first."""

    competences: tuple[RegionalCoverage, ...]

    @property
    def total(self) -> int:
        """Competences of the qualification."""
        return len(self.competences)

    @property
    def proved(self) -> int:
        """Competences that at least one workplace is proved to teach."""
        return sum(1 for competence in self.competences if competence.proved)

    @property
    def possible(self) -> int:
        """Competences that at least one workplace teaches or possibly teaches."""
        return sum(1 for competence in self.competences if competence.possible)


@dataclass(frozen=True)
class Asked:
    """The question as it was understood: the things named, the region, the date, the basis."""

    subject: Reference
    region: Reference
    on: date
    basis: Basis
    qualifications: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Answer(Generic[T]):
    """Items on this page, how many there are in all, the SPARQL that states the question, the revision it ran on."""

    asked: Asked
    items: tuple[T, ...]
    total: int
    query: str
    revision: int
    page: int = 1
    size: int = 0
    summary: Coverage | None = field(default=None)

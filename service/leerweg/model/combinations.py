"""The answer to "which workplaces together?": plain values, each with what is needed to check it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leerweg.model.answers import Basis, Reference

__all__ = [
    "Aim",
    "AskedTogether",
    "Chosen",
    "Combination",
    "Combinations",
    "Cost",
    "Preference",
    "Start",
    "Untaught",
    "Witness",
]


class Preference(StrEnum):
    """What counts first among combinations; what remains equal is decided by the others, in this order."""

    FEWEST_SITES = "fewest-sites"
    LEAST_TRAVEL = "least-travel"
    ONE_COMPANY = "one-company"


@dataclass(frozen=True)
class Aim:
    """What is wished of a combination: how far at most, by which preference, with how many others beside it.

    `near` is what somebody typed: a municipality, a site, or `latitude,longitude`; empty: distance plays no part.
    `within` is in km, None without bound. `possible` counts what is only possibly taught as taught. `seconds` is the
    work that may be done, as the solver counts it: about seconds, but the same on every machine and every time.
    """

    near: str = ""
    within: float | None = None
    until: date | None = None
    prefer: Preference = Preference.FEWEST_SITES
    possible: bool = False
    alternatives: int = 3
    seconds: float = 5.0


@dataclass(frozen=True)
class Start:
    """The place from which distances are measured, in degrees (WGS 84); a bare point has no IRI."""

    place: Reference
    latitude: float
    longitude: float


@dataclass(frozen=True)
class AskedTogether:
    """The question as it was understood; `on` to `until` are both included, `within` is in km."""

    subject: Reference
    region: Reference
    on: date
    until: date
    basis: Basis
    qualifications: tuple[Reference, ...]
    near: Start | None
    within: float | None
    prefer: Preference
    possible: bool


@dataclass(frozen=True)
class Cost:
    """Workplaces, kilometres there in a straight line (added up; None where no place was named), and companies."""

    sites: int
    travel: float | None
    companies: int


@dataclass(frozen=True)
class Chosen:
    """A workplace of a combination: what it is proved to teach, and what it possibly teaches besides.

    `distance` is in km, as the crow flies. `approximate`: its place is the middle of its municipality.
    """

    site: Reference
    organisation: Reference
    municipality: Reference
    latitude: float | None
    longitude: float | None
    approximate: bool
    distance: float | None
    proved: tuple[Reference, ...]
    possible: tuple[Reference, ...]


@dataclass(frozen=True)
class Combination:
    """Workplaces of which none can be left out, what they cost, and what they teach only possibly.

    `proven`: no combination is better (for an alternative: none that is not named before it). Where the time was up
    first, `bound` says in the unit of `open` (sites, km or companies) what no combination can come below.
    """

    sites: tuple[Chosen, ...]
    cost: Cost
    only_possible: tuple[Reference, ...]
    proven: bool
    open: Preference | None = None
    bound: float | None = None


@dataclass(frozen=True)
class Witness:
    """A workplace that was not reached, or not sure: `distance` in km, None where it is not known."""

    site: Reference
    organisation: Reference
    municipality: Reference
    distance: float | None


@dataclass(frozen=True)
class Untaught:
    """A competence that no reachable workplace teaches.

    `nearest` teaches it elsewhere; `possible` are workplaces in reach that possibly do, the first ten of
    `possible_count`.
    """

    competence: Reference
    nearest: Witness | None
    possible: tuple[Witness, ...]
    possible_count: int


@dataclass(frozen=True)
class Combinations:
    """The best combination first, then the next best; of all competences but those of `untaught`.

    `complete`: nothing is untaught. `apart` are competences of which no reachable workplace teaches two: where the
    best combination has as many workplaces, that alone proves that fewer do not suffice. `reachable` counts the
    workplaces that were considered; of those of `unplaced` (the first ten of `unplaced_count`) the place is unknown.
    `query` states what the best combination must satisfy: asked of the store, it returns `untaught`.
    """

    asked: AskedTogether
    competences: tuple[Reference, ...]
    items: tuple[Combination, ...]
    untaught: tuple[Untaught, ...]
    apart: tuple[Reference, ...]
    reachable: int
    unplaced: tuple[Reference, ...]
    unplaced_count: int
    query: str
    revision: int

    @property
    def complete(self) -> bool:
        """Whether every competence is taught by somebody in reach."""
        return not self.untaught

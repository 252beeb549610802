"""What the store holds that a trajectory can be made of: programmes, recognised workplaces, mentors, schools.

Every IRI is kept as N-Triples writes it (`<https://…>`), because hundreds of thousands of lines are made of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Mentor", "Offer", "Provider", "Qualification", "Standard", "Supply", "Version", "Workplace", "holds"]


def holds(first: dt.date | None, last: dt.date | None, begin: dt.date, end: dt.date | None = None) -> bool:
    """Whether a term (both days included, None: open) covers every day from `begin` to `end` (or `begin` alone)."""
    return (first is None or first <= begin) and (last is None or last >= (end or begin))


@dataclass(frozen=True, slots=True)
class Qualification:
    """A version of a qualification that is recognised: what it asks for, and when it may be aimed at."""

    iri: str
    competences: tuple[str, ...]
    certificates: tuple[str, ...]
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard trajectory or curriculum file, and a term in which a trajectory may begin by it."""

    iri: str
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a programme; `unpaid` is true where its agreement is a SOAO.

    `contexts` are the literals of the contexts to learn in, `contexts_asked` how many of them at least.
    """

    iri: str
    programme: str
    agreement_type: str
    unpaid: bool
    qualifications: tuple[Qualification, ...]
    standards: tuple[Standard, ...]
    contexts: tuple[str, ...] = ()
    contexts_asked: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    def standards_on(self, start: dt.date) -> list[str]:
        """By which standard trajectories a trajectory may begin on this day, under a regime in force."""
        return list(dict.fromkeys(one.iri for one in self.standards if holds(one.first, one.last, start)))


@dataclass(frozen=True, slots=True)
class Offer:
    """Competences that a site says it teaches, from a first to a last day; `context` is a literal, or empty."""

    competences: tuple[str, ...]
    first: dt.date | None = None
    last: dt.date | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class Mentor:
    """A mentor's role at a site, for one programme or (None) for any."""

    iri: str
    programme: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Workplace:
    """A site of a company while it is recognised for a programme; `province` is the first digit of its NIS code."""

    site: str
    company: str
    programme: str
    first: dt.date
    last: dt.date
    places: int = 1
    province: str = ""
    offers: tuple[Offer, ...] = ()
    mentors: tuple[Mentor, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """An education provider and its school workshops; `invented` when the store has none and the output must."""

    iri: str
    sites: tuple[str, ...]
    province: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Supply:
    """Everything that trajectories are made of."""

    versions: tuple[Version, ...]
    workplaces: tuple[Workplace, ...]
    providers: tuple[Provider, ...] = field(default=())

    def versions_of(self, programme: str, on: dt.date) -> Iterator[Version]:
        """The versions of a programme that hold on a day."""
        return (one for one in self.versions if one.programme == programme and holds(one.first, one.last, on))

"""What workplaces can teach on every day of a span."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leerweg.coverage.evidence import Evidence
from leerweg.model.answers import Asked

__all__ = ["Incidence", "taught_on", "taught_until"]

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Incidence:
    """Pairs of a site and a competence that it teaches: `proved`, and `possible` with the proved among them."""

    proved: Pairs
    possible: Pairs

    @property
    def sites(self) -> set[str]:
        """Every site that teaches or possibly teaches something."""
        return {site for site, _ in self.possible}

    def of(self, sites: Collection[str]) -> Incidence:
        """What these sites teach."""
        return Incidence(*(frozenset(pair for pair in pairs if pair[0] in sites) for pairs in self._both))

    def about(self, competences: Collection[str]) -> Incidence:
        """Who teaches these competences."""
        return Incidence(*(frozenset(pair for pair in pairs if pair[1] in competences) for pairs in self._both))

    def and_also(self, other: Incidence) -> Incidence:
        """What is taught on both occasions; what is proved on one of them only is possible."""
        return Incidence(self.proved & other.proved, self.possible & other.possible)

    @property
    def _both(self) -> tuple[Pairs, Pairs]:
        return self.proved, self.possible


def taught_on(evidence: Evidence, asked: Asked, sites: Sequence[str] | None = None) -> Incidence:
    """What these sites, or all of the region, teach on the day asked about."""
    known = list(evidence.incidence(asked, sites))
    return Incidence(
        frozenset((item.site, item.competence) for item in known if item.proved),
        frozenset((item.site, item.competence) for item in known),
    )


def taught_until(evidence: Evidence, asked: Asked, until: date, taught: Incidence) -> Incidence:
    """What of this is taught on every day from the one asked about to the last.

    Recognitions, mentors, places and offers may follow each other: what counts is that each day has them. What is
    not taught on some day was not taught on the day on which something last ended before it, for between endings
    things only begin: looking at those days is enough.
    """
    if until > asked.on and taught.possible:
        for day in evidence.endings(sorted(taught.sites), asked.on, until):
            if taught.possible:
                taught = taught.and_also(taught_on(evidence, replace(asked, on=day), sorted(taught.sites)))
    return taught

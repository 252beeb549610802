"""Evidence read from the index: the same proofs and counts as the questions give, in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial

import numpy as np

from leerweg.coverage.asking import Row
from leerweg.coverage.evidence.ending import days_of_ending
from leerweg.coverage.evidence.force import Force, Recognised
from leerweg.coverage.evidence.port import Count, Proved, Taught
from leerweg.coverage.evidence.speaking import Speaking, about, at_site, refusing
from leerweg.coverage.index import CoverageIndex
from leerweg.coverage.index.relation import Codes, Flags
from leerweg.coverage.proofs import MATCHES, PROVING
from leerweg.model.answers import Asked, Basis

__all__ = ["IndexedEvidence"]

_DAYS = 12
_COMPETENCES = 256


class IndexedEvidence:
    """What one index answers; what holds on a day is worked out once. Safe to use from several threads."""

    def __init__(self, index: CoverageIndex) -> None:
        self.index = index
        self._force = lru_cache(_DAYS)(partial(Force, index))
        self._about = lru_cache(_COMPETENCES)(partial(about, index))

    def workplaces(self, competence: str, region: str, on: date, basis: Basis) -> Proved:
        """The sites of a region that can teach a competence."""
        index = self.index
        asked = index.statements.number(competence)
        inside = index.regions.sites_in(index.statements.number(region))
        spoken, recognised = self._known(asked, on, basis)
        spoken = spoken.where(inside[spoken.site])
        match, (until, free) = spoken.best_by_site(), recognised.best_by_site
        sites = np.unique(spoken.site)
        ranked = sites[np.lexsort((sites, -free[sites], -until[sites], match[sites]))]
        places = {index.sites[place]: int(place) for place in ranked}

        def rows_of(thing: str) -> list[Row]:
            own = spoken.where(spoken.site == places[thing])
            return [{**row, **more} for row in own.rows() for more in recognised.rows(places[thing])]

        return Proved(list(places), rows_of)

    def competences(self, site: str, on: date, basis: Basis) -> Proved:
        """The competences that a site can teach."""
        index, force, place = self.index, self._force(on, basis), self.index.place(site)
        contents = {item: index.programmes.competences_of(item, force.day) for item in force.programmes_at(place)}
        ranks: list[tuple[int, int, int, str]] = []
        found: dict[str, tuple[Speaking, Recognised]] = {}
        for competence, spoken in at_site(index, place, force.day).items():
            recognised = force.recognising({item for item, held in contents.items() if competence in held})
            if basis is Basis.STATED or recognised.sites[place]:
                until, free = recognised.best_by_site
                iri = index.statements.iri(competence)
                ranks.append((int(spoken.match.min()), -int(until[place]), -int(free[place]), iri))
                found[iri] = spoken, recognised

        def rows_of(thing: str) -> list[Row]:
            spoken, recognised = found[thing]
            return [{**row, **more} for row in spoken.rows() for more in recognised.rows(place)]

        return Proved([rank[-1] for rank in sorted(ranks)], rows_of)

    def coverage(self, asked: Asked) -> tuple[list[Count], list[Count]]:
        """Competences counted by site, and sites counted by competence."""
        index = self.index
        proved = np.zeros(len(index.sites), dtype=np.int32)
        possible = np.zeros_like(proved)
        by_competence = []
        for competence, proving, speaking in self._sites_of_competences(asked):
            proved[proving] += 1
            possible[speaking] += 1
            by_competence.append(Count(index.statements.iri(competence), len(proving), len(speaking)))
        found = np.flatnonzero(possible)
        order = found[np.lexsort((found, -possible[found], -proved[found]))]
        counts = zip(order.tolist(), proved[order].tolist(), possible[order].tolist(), strict=True)
        return [Count(index.sites[place], one, other) for place, one, other in counts], _scarcest(by_competence)

    def regional(self, asked: Asked) -> list[Count]:
        """For each competence the sites that can teach it."""
        return _scarcest(
            [
                Count(self.index.statements.iri(competence), len(proving), len(speaking))
                for competence, proving, speaking in self._sites_of_competences(asked)
            ]
        )

    def gaps(self, asked: Asked) -> list[Count]:
        """The competences that no site is proved to teach."""
        return [count for count in self.regional(asked) if count.proved == 0]

    def standings(self, asked: Asked, sites: Sequence[str]) -> Iterator[Row]:
        """What is known of each competence at these sites."""
        index, day = self.index, asked.on.toordinal()
        places = {site: place for site in sites if (place := index.place(site)) >= 0}
        for competence in self._contents(asked):
            spoken, iri = self._about(competence, day), index.statements.iri(competence)
            best, refused = spoken.best_by_site(), refusing(index, competence, day)
            programmes = index.programmes.with_competence(competence, day)
            recognised, available = (
                self._force(asked.on, basis).recognising(programmes).sites
                for basis in (Basis.RECOGNISED, Basis.AVAILABLE)
            )
            for site, place in places.items():
                facts = {"site": site, "competence": iri}
                if recognised[place]:
                    facts["decided"] = "yes"
                if available[place]:
                    facts["capacity"] = "yes"
                yield from _standing(facts, int(best[place]), refused=bool(refused[place]))

    def incidence(self, asked: Asked, sites: Sequence[str] | None = None) -> Iterator[Taught]:
        """Who teaches which competence of the qualifications."""
        index, wanted = self.index, self._places(sites)
        for competence, proving, speaking in self._sites_of_competences(asked):
            iri, proved = index.statements.iri(competence), set(proving.tolist())
            for place in speaking[wanted[speaking]].tolist():
                yield Taught(index.sites[place], iri, place in proved)

    def endings(self, sites: Sequence[str], first: date, last: date) -> list[date]:
        """The days after the first, up to the last, on which these sites may cease to teach something."""
        return days_of_ending(self.index, self._places(sites), first, last)

    def _places(self, sites: Sequence[str] | None) -> Flags:
        """These sites by their place in the index; None: all."""
        wanted = np.full(len(self.index.sites), sites is None)
        wanted[[place for site in sites or () if (place := self.index.place(site)) >= 0]] = True
        return wanted

    def _contents(self, asked: Asked) -> list[int]:
        return self.index.programmes.contents(
            [self.index.statements.number(qualification.iri) for qualification in asked.qualifications]
        )

    def _known(self, competence: int, on: date, basis: Basis) -> tuple[Speaking, Recognised]:
        """The offers that speak of a competence and count on this basis, and the recognitions beside them."""
        force = self._force(on, basis)
        recognised = force.recognising(self.index.programmes.with_competence(competence, force.day))
        spoken = self._about(competence, force.day)
        return spoken if basis is Basis.STATED else spoken.where(recognised.sites[spoken.site]), recognised

    def _sites_of_competences(self, asked: Asked) -> Iterator[tuple[int, Codes, Codes]]:
        """For each competence asked: the sites proved to teach it, and those that possibly do, the proved included."""
        inside = self.index.regions.sites_in(self.index.statements.number(asked.region.iri))
        for competence in self._contents(asked):
            spoken, _ = self._known(competence, asked.on, asked.basis)
            spoken = spoken.where(inside[spoken.site])
            yield competence, np.unique(spoken.site[spoken.proves]), np.unique(spoken.site)


def _scarcest(counts: list[Count]) -> list[Count]:
    return sorted(counts, key=lambda count: (count.proved, count.possible, count.thing))


def _standing(facts: dict[str, str], best: int, *, refused: bool) -> Iterator[Row]:
    """The best that is known of a competence at a site, and whether the site says that it does not teach it."""
    if best < len(MATCHES):
        yield {**facts, "proves": "true" if best < PROVING else "false", "match": MATCHES[best]}
    if refused:
        yield {**facts, "proves": "false", "match": "not taught"}

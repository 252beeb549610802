"""What was found, as an answer with names, places and distances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from leerweg.coverage.combining.distances import Point, Whereabouts, metres
from leerweg.coverage.combining.problem import Problem, Workplace
from leerweg.coverage.combining.throughout import Incidence
from leerweg.coverage.naming import Names
from leerweg.model.answers import Asked, Reference
from leerweg.model.combinations import (
    Aim,
    AskedTogether,
    Chosen,
    Combination,
    Combinations,
    Cost,
    Preference,
    Start,
    Untaught,
    Witness,
)
from leerweg.store import Reader

if TYPE_CHECKING:
    from leerweg.coverage.combining.solver import Found

__all__ = ["Telling"]

_FIRST = 10
_METRES = 1_000


class Telling:
    """Puts what was found into words of one language; `start` None: no distances."""

    def __init__(
        self, reader: Reader, language: str, start: Start | None, whereabouts: Mapping[str, Whereabouts]
    ) -> None:
        self._reader = reader
        self._language = language
        self._start = start
        self._whereabouts = whereabouts
        self._names = Names(reader, (), language)

    def combinations(
        self,
        asked: Asked,
        aim: Aim,
        problem: Problem,
        found: Sequence[Found],
        apart: Sequence[str],
        taught: Incidence,
        elsewhere: Incidence,
        unplaced: Sequence[str],
        query: str,
    ) -> Combinations:
        """The whole answer."""
        missing = sorted(problem.untaught)
        outside = {item: self._nearest(item, elsewhere, aim) for item in missing}
        inside = {item: self._by_distance(site for site, other in taught.possible if other == item) for item in missing}
        named = {workplace.site for item in found for workplace in item.chosen}.union(unplaced[:_FIRST])
        named |= {site for site in outside.values() if site}.union(*(sites[:_FIRST] for sites in inside.values()))
        self._names = Names(self._reader, named | self._owners(named) | set(problem.competences), self._language)
        return Combinations(
            asked=_understood(asked, aim, self._start),
            competences=self._in_words(problem.competences),
            items=tuple(self._combination(item, problem, taught) for item in found),
            untaught=tuple(
                Untaught(
                    self._names.of(item),
                    self._witness(outside[item]) if outside[item] else None,
                    tuple(self._witness(site) for site in inside[item][:_FIRST]),
                    len(inside[item]),
                )
                for item in missing
            ),
            apart=self._in_words(apart),
            reachable=len(problem.workplaces),
            unplaced=self._in_words(unplaced[:_FIRST]),
            unplaced_count=len(unplaced),
            query=query,
            revision=self._reader.revision,
        )

    def _combination(self, found: Found, problem: Problem, taught: Incidence) -> Combination:
        sites = tuple(self._chosen(workplace, problem, taught) for workplace in found.chosen)
        proved = {item for workplace in sites for item in workplace.proved}
        possible = {item for workplace in sites for item in workplace.possible}
        travel = found.amount.travel / _METRES if self._start else None
        unit = _METRES if found.open is Preference.LEAST_TRAVEL else 1
        return Combination(
            sites,
            Cost(found.amount.sites, travel, found.amount.companies),
            _sorted(possible - proved),
            proven=found.open is None,
            open=found.open,
            bound=None if found.bound is None else found.bound / unit,
        )

    def _chosen(self, workplace: Workplace, problem: Problem, taught: Incidence) -> Chosen:
        known = self._whereabouts[workplace.site]
        asked = problem.competences
        proved = [item for item in asked if (workplace.site, item) in taught.proved]
        possible = [item for item in asked if (workplace.site, item) in taught.possible and item not in proved]
        return Chosen(
            site=self._names.of(workplace.site),
            organisation=self._names.of(known.place.organisation),
            municipality=self._names.of(known.place.municipality),
            latitude=known.point.latitude if known.point else None,
            longitude=known.point.longitude if known.point else None,
            approximate=known.approximate,
            distance=self._distance(workplace.site),
            proved=self._in_words(proved),
            possible=self._in_words(possible),
        )

    def _nearest(self, competence: str, elsewhere: Incidence, aim: Aim) -> str:
        """The nearest site that teaches it, wherever that is; empty when nobody does."""
        known = elsewhere.possible if aim.possible else elsewhere.proved
        return next(iter(self._by_distance(site for site, other in known if other == competence)), "")

    def _by_distance(self, sites: Iterable[str]) -> list[str]:
        def far(site: str) -> tuple[float, str]:
            distance = self._distance(site)
            return (float("inf") if distance is None else distance, site)

        return sorted(sites, key=far)

    def _distance(self, site: str) -> float | None:
        """Kilometres from the start."""
        point = self._whereabouts[site].point
        if self._start is None or point is None:
            return None
        return metres(Point(self._start.latitude, self._start.longitude), point) / _METRES

    def _witness(self, site: str) -> Witness:
        place = self._whereabouts[site].place
        return Witness(
            self._names.of(site),
            self._names.of(place.organisation),
            self._names.of(place.municipality),
            self._distance(site),
        )

    def _owners(self, sites: Iterable[str]) -> set[str]:
        places = [self._whereabouts[site].place for site in sites]
        return {iri for place in places for iri in (place.organisation, place.municipality)}

    def _in_words(self, iris: Iterable[str]) -> tuple[Reference, ...]:
        return tuple(self._names.of(iri) for iri in iris)


def _understood(asked: Asked, aim: Aim, start: Start | None) -> AskedTogether:
    return AskedTogether(
        asked.subject, asked.region, asked.on, aim.until or asked.on, asked.basis, asked.qualifications,
        start, aim.within, aim.prefer, aim.possible,
    )  # fmt: skip


def _sorted(things: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple(sorted(things, key=lambda thing: thing.iri))

"""What must be answered, worked out the slow and obvious way over the records of a small world.

Written from the definition of "can teach" (docs/decisions/0004-can-teach.md), without a look at the queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.coverage.worlds import Capacity, Mentor, Offer, Recognition, Site, Span, World

__all__ = ["ProofRow", "Reference"]


@dataclass(frozen=True)
class ProofRow:
    """One way in which a site teaches a competence."""

    site: str
    competence: str
    proves: bool
    match: str
    taught: str
    offer: str
    recognition: str | None = None
    mentor: str | None = None
    capacity: str | None = None


class Reference:
    """The answers for one world on one day."""

    def __init__(self, world: World, on: int) -> None:
        self.world = world
        self.on = on

    # Relations between competences

    def exact(self, competence: str) -> set[str]:
        """The competence and everything that exact matches lead to, in either direction, over any number of steps."""
        return _reach({competence}, self._exact_step)

    def above(self, competence: str) -> set[str]:
        """What lies above it, with exact matches before, between and after the steps up; never what is the same."""
        return _reach({competence}, lambda item: self._parents(item) | self._exact_step(item)) - self.exact(competence)

    def below(self, competence: str) -> set[str]:
        """What lies below it, likewise."""
        return _reach({competence}, lambda item: self._children(item) | self._exact_step(item)) - self.exact(competence)

    def near(self, competence: str) -> set[str]:
        """One close, related, broad or narrow match (either direction) away from it, or from an exact match of it."""
        same = self.exact(competence)
        forth = {b for a, _, b in self.world.near if a in same}
        back = {a for a, _, b in self.world.near if b in same}
        return (forth | back) - same

    def _exact_step(self, competence: str) -> set[str]:
        pairs = self.world.exact
        return {b for a, b in pairs if a == competence} | {a for a, b in pairs if b == competence}

    def _parents(self, competence: str) -> set[str]:
        return {b for a, b in self.world.broader if a == competence} | {
            a for a, b in self.world.narrower if b == competence
        }

    def _children(self, competence: str) -> set[str]:
        return {a for a, b in self.world.broader if b == competence} | {
            b for a, b in self.world.narrower if a == competence
        }

    # What is stated

    def stated(self, site: str, competence: str) -> list[ProofRow]:
        """Every way in which the site states the competence, or something that makes it possible."""
        if self._site(site).environment != "RealWorkplace":
            return []
        rows = []
        for offer in self._offers(site):
            for taught in offer.offers:
                rows += [
                    ProofRow(site, competence, proves, match, taught, offer.name)
                    for match, proves in self._matches(competence, taught, offer)
                ]
            rows += [
                ProofRow(site, competence, False, "partly offered", taught, offer.name)
                for taught in offer.partly & self.exact(competence)
            ]
        return rows

    def refused(self, site: str, competence: str) -> bool:
        """Whether the workplace says that it does not teach the competence."""
        real = self._site(site).environment == "RealWorkplace"
        return real and any(offer.refuses & self.exact(competence) for offer in self._offers(site))

    def _matches(self, competence: str, taught: str, offer: Offer) -> Iterable[tuple[str, bool]]:
        if taught == competence:
            yield "same", True
        elif taught in self.exact(competence):
            yield "exact match", True
        if taught in self.above(competence):
            yield ("includes narrower", True) if offer.includes_narrower else ("near match", False)
        if taught in self.below(competence) | self.near(competence):
            yield "near match", False

    def _offers(self, site: str) -> list[Offer]:
        return [offer for offer in self.world.offers if offer.site == site and self._runs(offer.span)]

    # What is recognised and available

    def recognitions(self, site: str, competence: str) -> list[Recognition]:
        """The recognitions in force that day, of that site, for a programme with that competence."""
        return [
            recognition
            for recognition in self.world.recognitions
            if recognition.site == site and self._in_force(recognition) and self._holds(recognition, competence)
        ]

    def _in_force(self, recognition: Recognition) -> bool:
        # A recognition is given for a term: one that states no end is none.
        if recognition.scope != "dual" or recognition.span[1] is None or not self._runs(recognition.span):
            return False
        if recognition.lifted is not None and recognition.lifted <= self.on:
            return False
        if any(pause.recognition == recognition.name and self._runs(pause.span) for pause in self.world.suspensions):
            return False
        bearers = {recognition.site, self._site(recognition.site).company}
        if any(exclusion.thing in bearers and self._runs(exclusion.span) for exclusion in self.world.exclusions):
            return False
        return any(
            mandate.body == recognition.granter
            and mandate.purpose == "recognition"
            and _within(mandate.span, recognition.decided)
            for mandate in self.world.mandates
        )

    def _holds(self, recognition: Recognition, competence: str) -> bool:
        same = self.exact(competence)
        return any(
            self.world.qualifications[qualification] & same
            for version in self.world.versions
            if version.programme == recognition.programme and self._runs(version.runs)
            for qualification in version.leads_to
        )

    def mentors(self, recognition: Recognition) -> list[Mentor]:
        """Who may guide a learner under this recognition that day."""
        return [
            mentor
            for mentor in self.world.mentors
            if mentor.site == recognition.site
            and mentor.eligible
            and self._runs(mentor.span)
            and (not mentor.programmes or recognition.programme in mentor.programmes)
        ]

    def capacities(self, recognition: Recognition) -> list[Capacity]:
        """Where a place is free under this recognition that day."""
        return [
            capacity
            for capacity in self.world.capacities
            if capacity.site == recognition.site
            and capacity.taken < capacity.places
            and self._runs(capacity.span)
            and (not capacity.programmes or recognition.programme in capacity.programmes)
        ]

    # The answers

    def proofs(self, site: str, competence: str, basis: str) -> set[ProofRow]:
        """Every proof, and every possibility, on this basis."""
        rows = self.stated(site, competence)
        if basis == "stated":
            return self._with_recognitions(rows) | {
                row for row in rows if not self.recognitions(row.site, row.competence)
            }
        if basis == "recognised":
            return self._with_recognitions(rows)
        return self._with_places(rows)

    def _with_recognitions(self, rows: Iterable[ProofRow]) -> set[ProofRow]:
        return {
            ProofRow(row.site, row.competence, row.proves, row.match, row.taught, row.offer, recognition.name)
            for row in rows
            for recognition in self.recognitions(row.site, row.competence)
        }

    def _with_places(self, rows: Iterable[ProofRow]) -> set[ProofRow]:
        return {
            ProofRow(
                row.site, row.competence, row.proves, row.match, row.taught, row.offer,
                recognition.name, mentor.name, capacity.name,
            )
            for row in rows
            for recognition in self.recognitions(row.site, row.competence)
            for mentor in self.mentors(recognition)
            for capacity in self.capacities(recognition)
        }  # fmt: skip

    def sites_in(self, region: str) -> list[str]:
        """The sites that lie in a region, itself a municipality or not."""
        return [site.name for site in self.world.sites if region in self._places(site.municipality)]

    def taught_in(self, region: str, competence: str, basis: str) -> tuple[set[str], set[str]]:
        """The sites of a region proved to teach the competence, and those that are proved or possible."""
        proofs = [proof for site in self.sites_in(region) for proof in self.proofs(site, competence, basis)]
        return {proof.site for proof in proofs if proof.proves}, {proof.site for proof in proofs}

    def contained(self, qualifications: Iterable[str]) -> set[str]:
        """The competences of qualifications."""
        return {item for qualification in qualifications for item in self.world.qualifications[qualification]}

    def regional(self, qualifications: Iterable[str], region: str, basis: str) -> dict[str, tuple[int, int]]:
        """For each competence how many sites are proved, and how many proved or possible."""
        counted = {}
        for competence in self.contained(qualifications):
            proved, possible = self.taught_in(region, competence, basis)
            counted[competence] = (len(proved), len(possible))
        return counted

    def coverage(self, qualifications: Iterable[str], region: str, basis: str) -> dict[str, tuple[int, int]]:
        """For each site with any: how many competences are proved, and how many proved or possible."""
        counted = {}
        for site in self.sites_in(region):
            found = [self.proofs(site, competence, basis) for competence in self.contained(qualifications)]
            possible = sum(1 for proofs in found if proofs)
            if possible:
                counted[site] = (sum(1 for proofs in found if any(proof.proves for proof in proofs)), possible)
        return counted

    def gaps(self, qualifications: Iterable[str], region: str, basis: str) -> dict[str, int]:
        """The competences that no site is proved to teach, with how many possibly do."""
        counted = self.regional(qualifications, region, basis)
        return {competence: possible for competence, (proved, possible) in counted.items() if not proved}

    def standing(self, site: str, competence: str, basis: str) -> str:
        """What is known of a competence at a site."""
        stated = self.stated(site, competence)
        kept = self.proofs(site, competence, basis)
        if any(proof.proves for proof in kept):
            return "proved"
        if kept:
            return "possible"
        if stated:
            lacks_places = basis == "available" and self.recognitions(site, competence)
            return "not available" if lacks_places else "not recognised"
        return "not taught" if self.refused(site, competence) else "not stated"

    def leads_to(self, programme: str) -> set[str]:
        """The qualifications of the versions of a programme that run that day."""
        running = [item for item in self.world.versions if item.programme == programme and self._runs(item.runs)]
        return {qualification for version in running for qualification in version.leads_to}

    def _site(self, name: str) -> Site:
        return next(site for site in self.world.sites if site.name == name)

    def _places(self, municipality: str | None) -> set[str]:
        start = {municipality} if municipality else set()
        return _reach(start, lambda place: {self.world.regions[place]} if place in self.world.regions else set())

    def _runs(self, span: Span) -> bool:
        return _within(span, self.on)


def _within(span: Span, on: int) -> bool:
    first, last = span
    return first <= on and (last is None or on <= last)


def _reach(start: set[str], step: Callable[[str], set[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        for other in step(todo.pop()) - found:
            found.add(other)
            todo.append(other)
    return found

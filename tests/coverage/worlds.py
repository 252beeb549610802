"""A small world of workplaces as plain records, and the triples that state it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from leerweg.namespaces import DCT, ORG, RDF_TYPE, SKOS, XSD, lw, scheme

__all__ = [
    "Capacity", "Exclusion", "Mandate", "Mentor", "Offer", "Recognition", "Site", "Span", "Suspension", "Version",
    "World", "day", "iri", "store_of",
]  # fmt: skip

# First and last day, both included; None: no end is stated. Days are counted from `_FIRST`.
Span = tuple[int, int | None]
_FIRST = date(2026, 9, 1)
NEAR = ("closeMatch", "relatedMatch", "broadMatch", "narrowMatch", "related")


def day(number: int) -> date:
    """The calendar day of a numbered day of the world."""
    return _FIRST + timedelta(days=number)


def iri(name: str) -> NamedNode:
    """The IRI of a thing of the world."""
    return NamedNode(f"http://example.org/id/{name}")


@dataclass(frozen=True)
class Site:
    """A place to learn; `environment` is the class of it."""

    name: str
    environment: str = "RealWorkplace"
    municipality: str | None = "town"
    company: str | None = None


@dataclass(frozen=True)
class Offer:
    """What a site says of competences."""

    name: str
    site: str
    offers: frozenset[str] = frozenset()
    partly: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()
    includes_narrower: bool | None = None
    span: Span = (0, None)


@dataclass(frozen=True)
class Version:
    """One version of a programme and the qualifications it leads to."""

    name: str
    programme: str
    leads_to: frozenset[str]
    span: Span = (0, None)
    dated: bool = True

    @property
    def runs(self) -> Span:
        """When it is in force; without a stated beginning since ever."""
        return self.span if self.dated else (0, self.span[1])


@dataclass(frozen=True)
class Recognition:
    """A decision that a site is fit for a programme; `lifted` is the first day without force."""

    name: str
    site: str
    programme: str
    granter: str
    decided: int = 0
    span: Span = (0, 9)
    scope: str = "dual"
    lifted: int | None = None


@dataclass(frozen=True)
class Suspension:
    """A pause of a recognition."""

    name: str
    recognition: str
    span: Span


@dataclass(frozen=True)
class Exclusion:
    """A site or company that may not be a workplace for a while."""

    name: str
    thing: str
    span: Span


@dataclass(frozen=True)
class Mandate:
    """The right of a body to decide."""

    name: str
    body: str
    span: Span = (0, None)
    purpose: str = "recognition"


@dataclass(frozen=True)
class Mentor:
    """Somebody who guides learners at a site, for some programmes only or for any."""

    name: str
    site: str
    programmes: frozenset[str] = frozenset()
    eligible: bool = True
    span: Span = (0, None)


@dataclass(frozen=True)
class Capacity:
    """Places at a site, for some programmes only or for any."""

    name: str
    site: str
    programmes: frozenset[str] = frozenset()
    places: int = 1
    taken: int = 0
    span: Span = (0, None)


@dataclass(frozen=True)
class World:
    """Everything that is said. `broader` and `narrower` are stated apart, as data do; `near` has the property named."""

    competences: tuple[str, ...] = ()
    broader: frozenset[tuple[str, str]] = frozenset()
    narrower: frozenset[tuple[str, str]] = frozenset()
    exact: frozenset[tuple[str, str]] = frozenset()
    near: frozenset[tuple[str, str, str]] = frozenset()
    qualifications: dict[str, frozenset[str]] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    sites: tuple[Site, ...] = ()
    offers: tuple[Offer, ...] = ()
    versions: tuple[Version, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    capacities: tuple[Capacity, ...] = ()

    def __repr__(self) -> str:
        """The world without what it lacks, so that a failing example can be read."""
        given = ((item.name, getattr(self, item.name)) for item in fields(self))
        return f"World({', '.join(f'{name}={value!r}' for name, value in given if value)})"

    def triples(self) -> Iterator[Triple]:
        """The statements of the world."""
        for statements in (self._competences(), self._regions(), self._sites(), self._programmes(), self._decisions()):
            for subject, predicate, value in statements:
                yield Triple(iri(subject), predicate, value)

    def _competences(self) -> Iterator[tuple[str, NamedNode, NamedNode | Literal]]:
        for name in self.competences:
            yield name, RDF_TYPE, lw("Competence")
        for relation, pairs in (("broader", self.broader), ("narrower", self.narrower), ("exactMatch", self.exact)):
            for one, other in pairs:
                yield one, NamedNode(SKOS + relation), iri(other)
        for one, relation, other in self.near:
            yield one, NamedNode(SKOS + relation), iri(other)
        for name, competences in self.qualifications.items():
            yield name, RDF_TYPE, lw("Qualification")
            for competence in competences:
                yield name, lw("hasCompetence"), iri(competence)

    def _regions(self) -> Iterator[tuple[str, NamedNode, NamedNode | Literal]]:
        for place, wider in self.regions.items():
            yield place, NamedNode(SKOS + "broader"), iri(wider)

    def _sites(self) -> Iterator[tuple[str, NamedNode, NamedNode | Literal]]:
        for site in self.sites:
            yield site.name, RDF_TYPE, lw("Site")
            yield site.name, RDF_TYPE, lw(site.environment)
            if site.municipality:
                yield site.name, lw("municipality"), iri(site.municipality)
            if site.company:
                yield site.name, NamedNode(ORG + "siteOf"), iri(site.company)
        for offer in self.offers:
            yield offer.name, RDF_TYPE, lw("LearningOffer")
            yield offer.name, lw("offeredAt"), iri(offer.site)
            yield from _each(offer.name, "offersCompetence", offer.offers)
            yield from _each(offer.name, "partlyOffersCompetence", offer.partly)
            yield from _each(offer.name, "doesNotOfferCompetence", offer.refuses)
            if offer.includes_narrower is not None:
                yield offer.name, lw("includesNarrower"), _boolean(value=offer.includes_narrower)
            yield from _valid(offer.name, offer.span)
        for mentor in self.mentors:
            yield mentor.name, RDF_TYPE, lw("MentorRole")
            yield mentor.name, lw("mentorAt"), iri(mentor.site)
            yield mentor.name, lw("isEligible"), _boolean(value=mentor.eligible)
            yield from _each(mentor.name, "forProgramme", mentor.programmes)
            yield from _valid(mentor.name, mentor.span)
        for capacity in self.capacities:
            yield capacity.name, RDF_TYPE, lw("PlaceCapacity")
            yield capacity.name, lw("placesAt"), iri(capacity.site)
            yield capacity.name, lw("places"), Literal(capacity.places)
            yield capacity.name, lw("placesTaken"), Literal(capacity.taken)
            yield from _each(capacity.name, "forProgramme", capacity.programmes)
            yield from _valid(capacity.name, capacity.span)

    def _programmes(self) -> Iterator[tuple[str, NamedNode, NamedNode | Literal]]:
        for version in self.versions:
            yield version.programme, RDF_TYPE, lw("Programme")
            yield version.name, RDF_TYPE, lw("ProgrammeVersion")
            yield version.name, NamedNode(DCT + "isVersionOf"), iri(version.programme)
            yield from _each(version.name, "leadsTo", version.leads_to)
            yield from _valid(version.name, version.span, begins=version.dated)

    def _decisions(self) -> Iterator[tuple[str, NamedNode, NamedNode | Literal]]:
        for recognition in self.recognitions:
            yield recognition.name, RDF_TYPE, lw("Recognition")
            yield recognition.name, lw("recognises"), iri(recognition.site)
            yield recognition.name, lw("forProgramme"), iri(recognition.programme)
            yield recognition.name, lw("grantedBy"), iri(recognition.granter)
            yield recognition.name, lw("recognitionScope"), scheme("recognition-scope", recognition.scope)
            yield recognition.name, lw("decisionDate"), _date(recognition.decided)
            yield from _valid(recognition.name, recognition.span)
            if recognition.lifted is not None:
                yield recognition.name, lw("liftedOn"), _date(recognition.lifted)
        for suspension in self.suspensions:
            yield suspension.name, RDF_TYPE, lw("Suspension")
            yield suspension.name, lw("suspends"), iri(suspension.recognition)
            yield from _valid(suspension.name, suspension.span)
        for exclusion in self.exclusions:
            yield exclusion.name, RDF_TYPE, lw("Exclusion")
            yield exclusion.name, lw("excludes"), iri(exclusion.thing)
            yield from _valid(exclusion.name, exclusion.span)
        for mandate in self.mandates:
            yield mandate.name, RDF_TYPE, lw("Mandate")
            yield mandate.name, lw("mandateOf"), iri(mandate.body)
            yield mandate.name, lw("mandateFor"), scheme("mandate-purpose", mandate.purpose)
            yield from _valid(mandate.name, mandate.span)


def store_of(world: World) -> Store:
    """The world in two publications that repeat each other in part, as the stores of the product hold them."""
    store = Store()
    triples = list(world.triples())
    half = len(triples) // 2
    for graph, stated in (("one", triples[: half + half // 2]), ("two", triples[half:])):
        store.extend(Quad(*triple, iri(graph)) for triple in stated)
    store.extend(Quad(*triple) for triple in triples)
    return store


def _each(subject: str, predicate: str, values: frozenset[str]) -> Iterator[tuple[str, NamedNode, NamedNode]]:
    for value in sorted(values):
        yield subject, lw(predicate), iri(value)


def _valid(subject: str, span: Span, *, begins: bool = True) -> Iterator[tuple[str, NamedNode, Literal]]:
    first, last = span
    if begins:
        yield subject, lw("validFrom"), _date(first)
    if last is not None:
        yield subject, lw("validUntil"), _date(last)


def _date(number: int) -> Literal:
    return Literal(day(number).isoformat(), datatype=NamedNode(XSD + "date"))


def _boolean(*, value: bool) -> Literal:
    return Literal(str(value).lower(), datatype=NamedNode(XSD + "boolean"))

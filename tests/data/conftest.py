"""The shipped example region as the tests read it: loaded against a base, asked in plain Python."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from leerweg import assets
from leerweg.namespaces import DCT, GEO, LW, ORG, RDF_TYPE, ROV, SKOS, Identifiers

BASE = "http://127.0.0.1:8000/"


def _table() -> Any:
    return defaultdict(lambda: defaultdict(list))


@dataclass
class Triples:
    """A set of triples by subject and by object; terms are IRIs and lexical values as strings."""

    by_subject: dict[str, dict[str, list[ox.Term]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    by_object: dict[str, dict[str, list[str]]] = field(default_factory=_table)

    def add(self, path: Path) -> None:
        """Take in the triples of one Turtle file."""
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE):
            subject = getattr(quad.subject, "value", str(quad.subject))
            self.by_subject[subject][quad.predicate.value].append(quad.object)
            self.by_object[getattr(quad.object, "value", str(quad.object))][quad.predicate.value].append(subject)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Every object of a subject and a predicate (`lw:places` or a whole IRI), in the order of the file."""
        return [getattr(term, "value", str(term)) for term in self.by_subject[subject][_full(predicate)]]

    def value(self, subject: str, predicate: str) -> str | None:
        """The first object, None if there is none."""
        return next(iter(self.values(subject, predicate)), None)

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Every subject that has this object, sorted."""
        return sorted(self.by_object[value][_full(predicate)])

    def instances(self, name: str) -> list[str]:
        """Everything that is stated to be of this class of ours, sorted."""
        return self.subjects(RDF_TYPE.value, LW + name)

    def label(self, subject: str, language: str = "nl") -> str:
        """The preferred label in one language."""
        return next(
            term.value
            for term in self.by_subject[subject][SKOS + "prefLabel"]
            if isinstance(term, ox.Literal) and term.language == language
        )

    def valid(self, subject: str, on: str) -> bool:
        """Whether the thing is valid on a date: both its dates are included, no end date means still valid."""
        start, end = self.value(subject, "lw:validFrom"), self.value(subject, "lw:validUntil")
        return start is not None and start <= on and (end is None or on <= end)


class Region(Triples):
    """The example with the regions it lies in, and who can teach what in it."""

    def named(self, label: str) -> str:
        """The one site of this Dutch name."""
        (site,) = [site for site in self.instances("Site") if self.label(site) == label]
        return site

    def of(self, kind: str, key: str) -> str:
        """The IRI of one of the example's things."""
        return Identifiers(BASE).of(kind, key).value

    def competence(self, key: str) -> str:
        """The IRI of a competence of the example."""
        return self.of("competence", key)

    def lies_in(self, site: str, region: str) -> bool:
        """Whether the site lies in the region, by its municipality."""
        place = self.value(site, "lw:municipality")
        while place not in (None, region):
            place = self.value(place, "skos:broader")
        return place is not None

    def wider(self, competence: str) -> set[str]:
        """The groups above a competence."""
        found: set[str] = set()
        todo = [competence]
        while todo:
            for group in self.values(todo.pop(), "skos:broader"):
                if group not in found:
                    found.add(group)
                    todo.append(group)
        return found

    def stated(self, competence: str, on: str) -> set[str]:
        """The sites of any kind that state the competence: itself, an exact match, or a group with all below it."""
        same = {competence, *self.values(competence, "skos:exactMatch")}
        offers = {offer for term in same for offer in self.subjects("lw:offersCompetence", term)}
        for group in self.wider(competence):
            offers |= {
                offer
                for offer in self.subjects("lw:offersCompetence", group)
                if self.value(offer, "lw:includesNarrower") == "true"
            }
        return {site for offer in offers if self.valid(offer, on) for site in self.values(offer, "lw:offeredAt")}

    def workplaces(self, competence: str, on: str) -> set[str]:
        """The real workplaces that state the competence."""
        return {
            site for site in self.stated(competence, on) if LW + "RealWorkplace" in self.values(site, RDF_TYPE.value)
        }

    def possible(self, competence: str, on: str) -> set[str]:
        """The workplaces that state only something close to the competence."""
        close = self.values(competence, "skos:closeMatch")
        offers = [
            offer for term in close for offer in self.subjects("lw:offersCompetence", term) if self.valid(offer, on)
        ]
        return {site for offer in offers for site in self.values(offer, "lw:offeredAt")} - self.workplaces(
            competence, on
        )

    def programmes(self, competence: str) -> set[str]:
        """The programmes that contain the competence."""
        return {
            programme
            for qualification in self.subjects("lw:hasCompetence", competence)
            for version in self.subjects("lw:leadsTo", qualification)
            for programme in self.values(version, "dct:isVersionOf")
        }

    def in_force(self, recognition: str, on: str) -> bool:
        """Whether a recognition has force: in its term, not lifted or suspended, nobody excluded, under a mandate."""
        site = self.value(recognition, "lw:recognises")
        assert site is not None
        lifted = self.value(recognition, "lw:liftedOn")
        excluded = [site, *self.values(site, "org:siteOf")]
        return (
            self.valid(recognition, on)
            and (lifted is None or on < lifted)
            and not any(self.valid(pause, on) for pause in self.subjects("lw:suspends", recognition))
            and not any(self.valid(ban, on) for who in excluded for ban in self.subjects("lw:excludes", who))
            and self.granted_under_mandate(recognition)
        )

    def granted_under_mandate(self, recognition: str) -> bool:
        """Whether the granter held a mandate to recognise on the day of decision."""
        body, day = self.value(recognition, "lw:grantedBy"), self.value(recognition, "lw:decisionDate")
        assert body is not None
        assert day is not None
        return any(
            self.valid(mandate, day) and (self.value(mandate, "lw:mandateFor") or "").endswith("/recognition")
            for mandate in self.subjects("lw:mandateOf", body)
        )

    def recognised(self, competence: str, on: str) -> set[str]:
        """The workplaces that state the competence and hold a recognition in force for a programme that contains it."""
        programmes = self.programmes(competence)
        return {
            site
            for site in self.workplaces(competence, on)
            if any(
                self.value(recognition, "lw:forProgramme") in programmes and self.in_force(recognition, on)
                for recognition in self.subjects("lw:recognises", site)
            )
        }

    def has_mentor(self, site: str, on: str) -> bool:
        """Whether an eligible mentor is there on the date."""
        return any(
            self.value(role, "lw:isEligible") == "true" and self.valid(role, on)
            for role in self.subjects("lw:mentorAt", site)
        )

    def free_places(self, site: str, on: str) -> int:
        """How many places are free on the date."""
        return sum(
            int(self.value(places, "lw:places") or 0) - int(self.value(places, "lw:placesTaken") or 0)
            for places in self.subjects("lw:placesAt", site)
            if self.valid(places, on)
        )

    def available(self, competence: str, on: str) -> set[str]:
        """The recognised workplaces with an eligible mentor and a free place."""
        return {s for s in self.recognised(competence, on) if self.has_mentor(s, on) and self.free_places(s, on) > 0}


def _full(name: str) -> str:
    known = {"lw": LW, "skos": SKOS, "org": ORG, "geo": GEO, "dct": DCT, "rov": ROV}
    prefix, _, local = name.partition(":")
    return known[prefix] + local if prefix in known else name


@pytest.fixture(scope="session")
def example_files() -> list[Path]:
    return assets.turtle_files(assets.data() / "example")


@pytest.fixture(scope="session")
def region(example_files: list[Path]) -> Region:
    """The example, together with the municipalities it lies in."""
    region = Region()
    for path in [*example_files, assets.ontology() / "schemes" / "region.ttl"]:
        region.add(path)
    return region


@pytest.fixture(scope="session")
def example(example_files: list[Path]) -> Region:
    """The example alone."""
    example = Region()
    for path in example_files:
        example.add(path)
    return example


@pytest.fixture(scope="session")
def code_lists() -> Triples:
    lists = Triples()
    for path in assets.turtle_files(assets.ontology() / "schemes"):
        lists.add(path)
    return lists

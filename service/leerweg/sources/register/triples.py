"""Checked values of a register row into triples: a function per sheet of the template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.namespaces import DCT, GEO, NOTATION, ORG, PREF_LABEL, RDF_TYPE, ROV, XSD, lw
from leerweg.sources.register.cells import Value

__all__ = ["triples_of"]

Values = Mapping[str, Value]

_DATE, _BOOLEAN, _INTEGER, _DECIMAL = (NamedNode(XSD + name) for name in ("date", "boolean", "integer", "decimal"))
_ORGANISATION_CLASSES = {
    "company": ("Organisation", "Company"),
    "education-provider": ("Organisation", "EducationProvider"),
    "public-body": ("Organisation", "PublicBody"),
    "partnership": ("Partnership",),
    "sectoral-partnership": ("Partnership", "SectoralPartnership"),
}
_ENVIRONMENT_CLASSES = {
    "real": "RealWorkplace",
    "simulated": "SimulatedWorkplace",
    "school-workshop": "SchoolWorkshop",
}
_SAID_ALIKE: Mapping[str, NamedNode] = {
    "valid_from": lw("validFrom"),
    "valid_until": lw("validUntil"),
    "synthetic": lw("synthetic"),
    "decision_date": lw("decisionDate"),
    "programme": lw("forProgramme"),
    "enterprise_number": lw("enterpriseNumber"),
    "establishment_number": lw("establishmentNumber"),
    "municipality": lw("municipality"),
    "latitude": NamedNode(GEO + "lat"),
    "longitude": NamedNode(GEO + "long"),
    "legal_name": NamedNode(ROV + "legalName"),
    "activity": NamedNode(ROV + "orgActivity"),
    "sector": lw("sector"),
    "purpose": lw("mandateFor"),
    "competences": lw("offersCompetence"),
    "partly": lw("partlyOffersCompetence"),
    "not_taught": lw("doesNotOfferCompetence"),
    "includes_narrower": lw("includesNarrower"),
    "context": lw("offerContext"),
    "issued": NamedNode(DCT + "issued"),
    "granted_by": lw("grantedBy"),
    "scope": lw("recognitionScope"),
    "lifted_on": lw("liftedOn"),
    "eligible": lw("isEligible"),
    "minimum_age": lw("attestedMinimumAge"),
    "experience_years": lw("attestedExperienceYears"),
    "prior_training": lw("hasPriorTraining"),
    "age_exception": lw("ageExceptionDecision"),
    "places": lw("places"),
    "places_taken": lw("placesTaken"),
}
_LANGUAGES = (("name", "nl"), ("name_fr", "fr"), ("name_en", "en"))


class Thing:
    """One thing being described: its IRI, and the triples said of it so far."""

    def __init__(self, iri: NamedNode, *classes: str) -> None:
        self.iri = iri
        self.triples = [Triple(iri, RDF_TYPE, lw(name)) for name in classes]

    def say(self, predicate: NamedNode, value: Value) -> None:
        """State a value, or each of several."""
        objects = value if isinstance(value, tuple) else (_term(value),)
        self.triples.extend(Triple(self.iri, predicate, each) for each in objects)

    def say_columns(self, values: Values, *left_out: str) -> None:
        """State every column that is one property, except those left out."""
        for name, value in values.items():
            if name in _SAID_ALIKE and name not in left_out:
                self.say(_SAID_ALIKE[name], value)

    def name(self, values: Values) -> None:
        """State the names by language."""
        for column, language in _LANGUAGES:
            if column in values:
                self.triples.append(Triple(self.iri, PREF_LABEL, Literal(str(values[column]), language=language)))


def triples_of(sheet: str, iri: NamedNode, values: Values, refers: Mapping[str, NamedNode]) -> tuple[Triple, ...]:
    """The triples of one row; `refers` are the IRIs of the rows it refers to: organisation, site, recognition."""
    return tuple(_SHEETS[sheet](iri, values, refers).triples)


Refers = Mapping[str, NamedNode]


def _company(iri: NamedNode, values: Values, _refers: Refers) -> Thing:
    thing = Thing(iri, *_ORGANISATION_CLASSES[str(values.get("kind", "company"))])
    thing.name(values)
    thing.say_columns(values)
    return thing


def _body(iri: NamedNode, values: Values, refers: Refers) -> Thing:
    thing = _company(iri, values, refers)
    thing.say(NOTATION, values["body"])
    return thing


def _mandate(iri: NamedNode, values: Values, _refers: Refers) -> Thing:
    thing = Thing(iri, "Mandate")
    thing.say(lw("mandateOf"), values["body"])
    thing.say_columns(values)
    return thing


def _site(iri: NamedNode, values: Values, refers: Refers) -> Thing:
    thing = Thing(iri, "Site", _ENVIRONMENT_CLASSES[str(values["environment"])])
    thing.name(values)
    thing.say(NamedNode(ORG + "siteOf"), refers["organisation"])
    thing.say_columns(values, "enterprise_number")
    return thing


def _exclusion(iri: NamedNode, values: Values, refers: Refers) -> Thing:
    thing = Thing(iri, "Exclusion")
    thing.say(lw("excludes"), refers.get("site") or refers["organisation"])
    thing.say_columns(values, "enterprise_number", "establishment_number")
    return thing


def _suspension(iri: NamedNode, values: Values, refers: Refers) -> Thing:
    thing = Thing(iri, "Suspension")
    thing.say(lw("suspends"), refers["recognition"])
    thing.say_columns(values, "establishment_number")
    return thing


def _at_site(class_name: str, predicate: NamedNode) -> Callable[[NamedNode, Values, Refers], Thing]:
    def thing_at_site(iri: NamedNode, values: Values, refers: Refers) -> Thing:
        thing = Thing(iri, class_name)
        thing.say(predicate, refers["site"])
        thing.say_columns(values, "establishment_number")
        return thing

    return thing_at_site


_SHEETS: Mapping[str, Callable[[NamedNode, Values, Refers], Thing]] = {
    "companies": _company,
    "bodies": _body,
    "mandates": _mandate,
    "sites": _site,
    "exclusions": _exclusion,
    "suspensions": _suspension,
    "offers": _at_site("LearningOffer", lw("offeredAt")),
    "recognitions": _at_site("Recognition", lw("recognises")),
    "mentors": _at_site("MentorRole", lw("mentorAt")),
    "capacity": _at_site("PlaceCapacity", lw("placesAt")),
}


def _term(value: str | bool | int | Decimal | dt.date | NamedNode) -> NamedNode | Literal:
    if isinstance(value, NamedNode):
        return value
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=_BOOLEAN)
    if isinstance(value, int):
        return Literal(str(value), datatype=_INTEGER)
    if isinstance(value, Decimal):
        return Literal(format(value, "f"), datatype=_DECIMAL)
    if isinstance(value, dt.date):
        return Literal(value.isoformat(), datatype=_DATE)
    return Literal(value)

"""Qualifications and their competences as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Record, Rejection
from leerweg.namespaces import (
    ALT_LABEL,
    DCT,
    EQF,
    ISCED,
    NOTATION,
    PREF_LABEL,
    RDF_TYPE,
    SKOS,
    XSD,
    Identifiers,
    lw,
)
from leerweg.sources.digests import digest_of_bytes
from leerweg.sources.vks.codes import COMPETENCE_TYPES, ELEMENT_TYPES, STATUSES, concept_of
from leerweg.sources.vks.model import Certificate, Competence, Element, Qualification
from leerweg.sources.vks.nodes import Node, Refusal

__all__ = [
    "DESCRIPTION",
    "IS_VERSION_OF",
    "date",
    "dutch",
    "number",
    "qualification_records",
    "series_triples",
    "truth",
]

DESCRIPTION = NamedNode(DCT + "description")
IS_VERSION_OF = NamedNode(DCT + "isVersionOf")
_CONCEPT = NamedNode(SKOS + "Concept")


def dutch(text: str) -> Literal:
    """A Dutch text."""
    return Literal(text, language="nl")


def number(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def date(value: str) -> Literal:
    """A date that was checked before."""
    return Literal(value, datatype=NamedNode(XSD + "date"))


def truth(value: bool) -> Literal:
    """True or false."""
    return Literal("true" if value else "false", datatype=NamedNode(XSD + "boolean"))


def qualification_records(
    found: Qualification, codes: Iterable[str], identifiers: Identifiers
) -> Iterator[Record | Rejection]:
    """One record for the qualification, one for each of its competences.

    `codes` are all qualification versions of the delivery: an earlier one of the same series is stated as replaced.
    """
    try:
        triples = [*_version(found, identifiers), *_replaced(found.code, codes, identifiers)]
    except Refusal as refusal:
        yield refusal.rejection(found.code)
        for code, competence in found.competences.items():
            yield Refusal(competence.place, f"Its qualification {found.code} is refused.").rejection(
                f"{found.code} {code}"
            )
        return
    yield Record(found.code, found.place.where, tuple(triples), tuple(found.notes))
    for name, refused in found.refused.items():
        yield refused.rejection(f"{found.code} {name}")
    qualification = identifiers.of("qualification", found.code)
    for competence in found.competences.values():
        key = f"{found.code} {competence.code}"
        try:
            triples = list(_competence(competence, qualification, identifiers))
        except Refusal as refusal:
            yield refusal.rejection(key)
        else:
            yield Record(key, competence.place.where, tuple(triples), tuple(competence.notes))


def series_triples(code: str, title: str, identifiers: Identifiers) -> Iterator[Triple]:
    """What a version code alone says: its class, its series, its number, and the name if there is one."""
    version = identifiers.of("qualification", code)
    name, _, edition = code.rpartition("-")
    series = identifiers.of("qualification", name)
    yield Triple(version, RDF_TYPE, lw("Qualification"))
    yield Triple(version, RDF_TYPE, lw("ProfessionalQualification"))
    yield Triple(version, NOTATION, Literal(code))
    yield Triple(version, IS_VERSION_OF, series)
    yield Triple(version, lw("versionNumber"), number(int(edition)))
    yield Triple(series, RDF_TYPE, lw("QualificationSeries"))
    yield Triple(series, NOTATION, Literal(name))
    if title:
        yield Triple(version, PREF_LABEL, dutch(title))
        yield Triple(series, PREF_LABEL, dutch(title))


def _version(found: Qualification, identifiers: Identifiers) -> Iterator[Triple]:
    subject = identifiers.of("qualification", found.code)
    yield from series_triples(found.code, found.title, identifiers)
    if found.level:
        yield Triple(subject, lw("vksLevel"), number(found.level))
        yield Triple(subject, lw("eqfLevel"), NamedNode(f"{EQF}{found.level}"))
    status = concept_of(Node(found.status or None, found.place.file, f"{found.place.pointer}/status"), STATUSES)
    if status:
        yield Triple(subject, lw("status"), status)
    if found.definition:
        yield Triple(subject, DESCRIPTION, dutch(found.definition))
    if found.issued:
        yield Triple(subject, NamedNode(DCT + "issued"), date(found.issued))
    if found.isced:
        yield Triple(subject, lw("iscedField"), NamedNode(ISCED + found.isced))
    yield from _parts(found, subject, identifiers)


def _parts(found: Qualification, subject: NamedNode, identifiers: Identifiers) -> Iterator[Triple]:
    for domain in found.domains:
        yield Triple(subject, lw("domain"), dutch(domain))
    for synonym in found.synonyms:
        if synonym != found.title:
            yield Triple(subject, ALT_LABEL, dutch(synonym))
    for certificate in found.certificates:
        yield from _certificate(certificate, subject, identifiers)
    for code, title in found.partials.items():
        yield from _partial(code, title, subject, identifiers)


def _replaced(code: str, codes: Iterable[str], identifiers: Identifiers) -> Iterator[Triple]:
    series, _, edition = code.rpartition("-")
    earlier = [
        int(other.rpartition("-")[2])
        for other in codes
        if other.rpartition("-")[0] == series and int(other.rpartition("-")[2]) < int(edition)
    ]
    if earlier:
        this = identifiers.of("qualification", code)
        former = identifiers.of("qualification", f"{series}-{max(earlier)}")
        yield Triple(this, NamedNode(DCT + "replaces"), former)
        yield Triple(former, NamedNode(DCT + "isReplacedBy"), this)


def _certificate(certificate: Certificate, qualification: NamedNode, identifiers: Identifiers) -> Iterator[Triple]:
    subject = identifiers.of("certificate", _hashed(f"{certificate.name}\n{certificate.regulation}"))
    yield Triple(qualification, lw("requiredCertificate"), subject)
    yield Triple(subject, RDF_TYPE, lw("Certificate"))
    yield Triple(subject, PREF_LABEL, dutch(certificate.name))
    if certificate.regulation:
        yield Triple(subject, DESCRIPTION, dutch(certificate.regulation))


def _partial(code: str, title: str, whole: NamedNode, identifiers: Identifiers) -> Iterator[Triple]:
    subject = identifiers.of("qualification", code)
    yield Triple(subject, RDF_TYPE, lw("Qualification"))
    yield Triple(subject, RDF_TYPE, lw("PartialQualification"))
    yield Triple(subject, NOTATION, Literal(code))
    yield Triple(subject, PREF_LABEL, dutch(title or code))
    yield Triple(subject, lw("partOf"), whole)


def _competence(found: Competence, qualification: NamedNode, identifiers: Identifiers) -> Iterator[Triple]:
    subject = identifiers.of("competence", found.code)
    yield Triple(qualification, lw("hasCompetence"), subject)
    yield Triple(subject, RDF_TYPE, lw("Competence"))
    yield Triple(subject, RDF_TYPE, _CONCEPT)
    yield Triple(subject, NOTATION, Literal(found.code))
    yield Triple(subject, PREF_LABEL, dutch(found.title))
    if kind := concept_of(found.kind, COMPETENCE_TYPES):
        yield Triple(subject, lw("competenceType"), kind)
    for reference in found.references:
        yield Triple(subject, lw("sourceReference"), Literal(reference))
    for element in found.knowledge:
        part = identifiers.of("knowledge", _hashed(element.text))
        yield Triple(subject, lw("hasKnowledge"), part)
        yield from _element(element, part, "KnowledgeElement")
    for element in found.skills:
        part = identifiers.of("skill", _hashed(element.text))
        yield Triple(subject, lw("hasSkill"), part)
        yield from _element(element, part, "SkillElement")


def _element(element: Element, subject: NamedNode, name: str) -> Iterator[Triple]:
    yield Triple(subject, RDF_TYPE, lw(name))
    yield Triple(subject, PREF_LABEL, dutch(element.text))
    if kind := concept_of(element.kind, ELEMENT_TYPES):
        yield Triple(subject, lw("elementType"), kind)


def _hashed(text: str) -> str:
    """The key of a thing that is known by its text only: the same text is the same thing."""
    return digest_of_bytes(text.encode("utf-8"))[:16]

"""What a statement of foreign RDF may say. Data may not bring its own class hierarchy, shapes or identities.

These are not rules on the content of the graph (shapes state those): they keep a delivery from changing what the
ontology and the shapes mean, and from carrying literals that cost or break whoever reads them.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import LW, LWSH, OWL, RDF, RDF_TYPE, RDFS, SH, XSD
from leerweg.sources.limits import RDF_LITERAL_CHARACTERS, RDF_NUMBER_CHARACTERS

__all__ = ["objection"]

_SCHEMA = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
_SCHEMA_CLASSES = {RDFS + "Class", RDFS + "Datatype", RDF + "Property"}
_SAME_AS = OWL + "sameAs"
_ALLOWED_OWL = {OWL + "deprecated", OWL + "NamedIndividual"}
_MARKUP = {RDF + "HTML", RDF + "XMLLiteral"}
_DATE = XSD + "date"
_DATE_TIME = XSD + "dateTime"
_NUMBERS = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"),
}
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?")

Object = NamedNode | BlankNode | Literal | Triple


def objection(subject: NamedNode | BlankNode, predicate: NamedNode, value: Object) -> str:
    """Why this statement is not taken over; empty if it may be."""
    return (
        _subject_objection(subject)
        or _predicate_objection(predicate.value)
        or (_literal_objection(value, predicate.value) if isinstance(value, Literal) else "")
        or _object_objection(predicate, value)
    )


def _subject_objection(subject: NamedNode | BlankNode) -> str:
    if isinstance(subject, NamedNode) and subject.value.startswith((LW, LWSH)):
        return f"It describes {subject.value}, a term of the ontology or the shapes; data may only use those."
    return ""


def _predicate_objection(name: str) -> str:
    if name == _SAME_AS:
        return "It declares two things to be the same (owl:sameAs); use skos:exactMatch for concepts."
    if name in _SCHEMA or (name.startswith(OWL) and name not in _ALLOWED_OWL) or name.startswith(SH):
        return f"It states a schema ({name}); class hierarchy, axioms and shapes come from the ontology only."
    return ""


def _object_objection(predicate: NamedNode, value: Object) -> str:
    if isinstance(value, Triple):
        return "It is a statement about a statement; those are not taken over."
    if predicate == RDF_TYPE and isinstance(value, NamedNode) and _is_schema_class(value.value):
        return f"It declares a class, property or shape ({value.value}); those come from the ontology only."
    return ""


def _is_schema_class(iri: str) -> bool:
    return iri in _SCHEMA_CLASSES or (iri.startswith((OWL, SH)) and iri not in _ALLOWED_OWL)


def _literal_objection(value: Literal, name: str) -> str:
    text, datatype = value.value, value.datatype.value
    if len(text) > RDF_LITERAL_CHARACTERS:
        return f"The value of {name} is longer than {RDF_LITERAL_CHARACTERS} characters."
    if "\0" in text:
        return f"The value of {name} holds a NUL character."
    if datatype in _MARKUP:
        return f"The value of {name} is markup ({datatype}); give plain text."
    if datatype in _NUMBERS and not (len(text) <= RDF_NUMBER_CHARACTERS and _NUMBERS[datatype].fullmatch(text)):
        return f"The value of {name} is no number of at most {RDF_NUMBER_CHARACTERS} characters."
    if datatype in (_DATE, _DATE_TIME) and not _exists(text, datatype):
        return f"The value of {name}, '{text[:40]}', is no date that exists."
    return ""


def _exists(text: str, datatype: str) -> bool:
    match = (_DAY if datatype == _DATE else _MOMENT).fullmatch(text)
    if match is None:
        return False
    try:
        (date if datatype == _DATE else datetime).fromisoformat(match[1])
    except ValueError:
        return False
    return True

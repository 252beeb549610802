"""What the graph states of any thing: its classes, its properties and what refers to it, with names for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode

from leerweg.errors import MalformedInputError, UnknownTermError
from leerweg.model.answers import Reference
from leerweg.namespaces import DCT, LW, NOTATION, PREF_LABEL, RDF_TYPE, XSD
from leerweg.store import Reader
from leerweg.web.asking import Labels, ask_rows, question
from leerweg.web.proof_views import last_part
from leerweg.web.texts import texts_in

__all__ = ["Mention", "Property", "Thing", "Value", "read_thing"]

# What the head of a page shows already.
_IN_THE_HEAD = {PREF_LABEL.value, NOTATION.value, RDF_TYPE.value, DCT + "description", LW + "synthetic"}
_TRUE = ("true", "1")


@dataclass(frozen=True)
class Value:
    """A value as a page shows it: a reference, a day, a yes or no, or a text (with its language where it has one)."""

    reference: Reference | None = None
    day: date | None = None
    truth: bool | None = None
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Property:
    """A property by name, and its values."""

    property: Reference
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Mention:
    """Things that refer to this one by a property."""

    property: Reference
    subjects: tuple[Reference, ...]


@dataclass(frozen=True)
class Thing:
    """A thing with what is stated of it in the reader's language; `mentions` holds at most 200 subjects in all."""

    reference: Reference
    classes: tuple[Reference, ...]
    description: str
    synthetic: bool
    properties: tuple[Property, ...]
    mentions: tuple[Mention, ...]


def read_thing(reader: Reader, iri: str, language: str) -> Thing:
    """What is stated of a thing. Raises UnknownTermError when nothing is, MalformedInputError for what is no IRI."""
    try:
        thing = NamedNode(iri)
    except ValueError as impossible:
        raise MalformedInputError(
            f"'{iri}' is not an IRI: {impossible}.", remedy="Copy the whole address, without spaces."
        ) from impossible
    stated: dict[str, list[NamedNode | Literal | BlankNode]] = {}
    for row in reader.select(question("list_properties").bind(thing=thing)):
        property_ = cast("NamedNode", row["property"]).value
        stated.setdefault(property_, []).append(cast("NamedNode | Literal | BlankNode", row["value"]))
    mentioned = ask_rows(reader, "list_mentions", "property", "subject", thing=iri)
    if not stated and not mentioned:
        raise UnknownTermError(
            f"The graph knows nothing about <{iri}>.", remedy="Check the address, or import the data it belongs to."
        )
    named = {value.value for values in stated.values() for value in values if isinstance(value, NamedNode)}
    named |= {row["property"] for row in mentioned} | {row["subject"] for row in mentioned} | set(stated) | {iri}
    labels = Labels(reader, named, language)
    classes = [value.value for value in stated.get(RDF_TYPE.value, []) if isinstance(value, NamedNode)]
    return Thing(
        _reference(iri, labels),
        # Our own classes say it in the field's words; a foreign class is named only where there is none of ours.
        tuple(_reference(name, labels) for name in [c for c in classes if c.startswith(LW)] or classes),
        next((value.text for value in _values(stated.get(DCT + "description", []), labels, language)), ""),
        any(isinstance(value, Literal) and value.value in _TRUE for value in stated.get(LW + "synthetic", [])),
        tuple(
            Property(_property(name, labels, language), _values(values, labels, language))
            for name, values in sorted(stated.items())
            if name not in _IN_THE_HEAD
        ),
        tuple(
            Mention(_property(name, labels, language), tuple(_reference(row["subject"], labels) for row in rows))
            for name, rows in groupby(mentioned, key=lambda row: row["property"])
        ),
    )


def _reference(iri: str, labels: Labels) -> Reference:
    return Reference(iri, labels.name(iri), labels.code(iri))


def _property(iri: str, labels: Labels, language: str) -> Reference:
    """A property by its own name, else by ours for the usual ones of other vocabularies, else by its last part."""
    part = last_part(iri)
    return Reference(iri, labels.name(iri) or texts_in(language).words.get(f"property.{part}", part))


def _values(terms: Sequence[NamedNode | Literal | BlankNode], labels: Labels, language: str) -> tuple[Value, ...]:
    """The values; of a text in several languages only the reader's, where there is one."""
    own = [term for term in terms if isinstance(term, Literal) and term.language == language]
    others: Iterable[NamedNode | Literal | BlankNode] = (
        term for term in terms if not (isinstance(term, Literal) and term.language)
    )
    shown = [*own, *others] if own else list(terms)
    return tuple(_value(term, labels) for term in shown)


def _value(term: NamedNode | Literal | BlankNode, labels: Labels) -> Value:
    if isinstance(term, NamedNode):
        return Value(reference=_reference(term.value, labels))
    if isinstance(term, BlankNode):
        return Value(text="…")
    kind = term.datatype.value
    if kind == XSD + "boolean":
        return Value(truth=term.value in _TRUE)
    if kind == XSD + "date":
        try:
            return Value(day=date.fromisoformat(term.value))
        except ValueError:
            return Value(text=term.value)
    return Value(text=term.value, language=term.language or "")

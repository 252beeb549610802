"""Documents about things: what the graph says of a thing, what refers to it, and the names of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from leerweg.errors import MalformedInputError, UnknownTermError
from leerweg.linkeddata.prefixes import prefixes_in_use
from leerweg.namespaces import PREF_LABEL
from leerweg.store import Question, Reader, Store, load_question

__all__ = ["INCOMING_PER_PAGE", "Described", "Documents", "serialise"]

INCOMING_PER_PAGE = 100
"""How many references to a thing stand on one page of its document."""
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Described:
    """A document about the thing `iri`: the triples of one page, at one revision of the graph.

    Every page has what is said of the thing itself and the names of what it mentions; the `incoming` references to it
    come 100 a page.
    """

    iri: str
    triples: tuple[Triple, ...]
    incoming: int
    page: int
    revision: int

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return max(1, -(-self.incoming // INCOMING_PER_PAGE))


class Documents:
    """Describes the things of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def describe(self, iri: str, *, page: int = 1) -> Described:
        """The document about a thing, page by page.

        Raises UnknownTermError when nothing is said of it or refers to it, or when there is no such page;
        MalformedInputError for an IRI that cannot be; StoreError.
        """
        thing = _named_node(iri)
        with self._store.reader() as reader:
            own = list(reader.construct(_question("describe_thing").bind(thing=thing)))
            incoming = _incoming(reader, thing)
            if not own and not incoming:
                raise UnknownTermError(
                    f"The graph says nothing of <{iri}>.", remedy="Check the address, or import the data it belongs to."
                )
            shown = incoming[(page - 1) * INCOMING_PER_PAGE : page * INCOMING_PER_PAGE]
            if page > 1 and not shown:
                raise UnknownTermError(f"This document has no page {page}.", remedy="Follow the links of the first.")
            triples = dict.fromkeys((*own, *shown))
            names = _names(reader, triples, thing)
            return Described(iri, (*triples, *names), len(incoming), page, reader.revision)

    def licences(self) -> tuple[str, ...]:
        """The licences of the data sets that the graph holds now."""
        with self._store.reader() as reader:
            rows = reader.select(_question("list_licences").bind())
            return tuple(cast("Literal | NamedNode", row["licence"]).value for row in rows)


def serialise(triples: Sequence[Triple], media_type: str) -> bytes:
    """The triples in one of `negotiation.GRAPH_TYPES`, with the project's prefixes where the form has prefixes.

    Raises ValueError for another media type.
    """
    rdf_format = RdfFormat.from_media_type(media_type)
    if rdf_format is None:
        raise ValueError(f"no RDF format has the media type {media_type!r}")
    return serialize(triples, format=rdf_format, prefixes=prefixes_in_use(triples)) or b""


def _incoming(reader: Reader, thing: NamedNode) -> list[Triple]:
    rows = reader.select(_question("list_incoming").bind(thing=thing))
    return [Triple(cast("NamedNode", row["subject"]), cast("NamedNode", row["property"]), thing) for row in rows]


def _names(reader: Reader, triples: Iterable[Triple], thing: NamedNode) -> list[Triple]:
    terms = {term for triple in triples for term in (triple.subject, triple.object) if isinstance(term, NamedNode)}
    wanted = sorted(terms - {thing}, key=str)
    names: list[Triple] = []
    for start in range(0, len(wanted), _AT_ONCE):
        query = _question("list_neighbour_names").bind(neighbour=wanted[start : start + _AT_ONCE])
        names += (triple for triple in reader.construct(query) if triple.predicate == PREF_LABEL)
    return names


def _named_node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as impossible:
        raise MalformedInputError(
            f"'{iri}' is not an IRI: {impossible}.", remedy="Copy the whole address, without spaces."
        ) from impossible


@cache
def _question(name: str) -> Question:
    return load_question(Path(__file__).with_name(f"{name}.rq"))

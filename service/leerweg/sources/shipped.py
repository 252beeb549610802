"""What ships with the package: the ontology with its code lists and parameters, and the example region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from leerweg import assets
from leerweg.model.delivery import Delivery, Location, Record
from leerweg.namespaces import Identifiers
from leerweg.sources.digests import digest_of_files

__all__ = ["read_example", "read_ontology"]

_LICENCE = "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"


def read_ontology(identifiers: Identifiers) -> Delivery:
    """The ontology, its code lists, alignments, shapes and dated parameters: what every store holds first."""
    files = [
        *assets.turtle_files(assets.ontology()),
        *assets.turtle_files(assets.shapes()),
        *assets.turtle_files(assets.data() / "parameters"),
    ]
    return _delivery("ontology", "The ontology, shapes and parameters of Leerweg", files, identifiers)


def read_example(identifiers: Identifiers) -> Delivery:
    """The example region: fictional companies, real programmes; every record is marked as synthetic."""
    files = assets.turtle_files(assets.data() / "example")
    return _delivery("example", "The example region of Leerweg", files, identifiers)


def _delivery(key: str, title: str, files: Sequence[Path], identifiers: Identifiers) -> Delivery:
    return Delivery(
        source="leerweg",
        key=key,
        title=title,
        digest=digest_of_files(files),
        records=_records(files, identifiers.base),
        licence=_LICENCE,
        origin=tuple(file.name for file in files),
    )


def _records(files: Sequence[Path], base: str) -> Iterator[Record]:
    """One record a file: these files are ours, and a fault in one is a fault of the release."""
    for file in files:
        named: dict[BlankNode, NamedNode] = {}
        own = f"{file.parent.name}-{file.stem}"  # ontology, shapes and forms have files of the same name

        def term(node: object, named: dict[BlankNode, NamedNode] = named, stem: str = own) -> object:
            if isinstance(node, BlankNode):
                return named.setdefault(node, NamedNode(f"{base}.well-known/genid/{stem}-{len(named) + 1}"))
            return node

        quads = parse(path=str(file), format=RdfFormat.TURTLE, base_iri=base)
        triples = tuple(Triple(term(q.subject), q.predicate, term(q.object)) for q in quads)  # type: ignore[arg-type]  # term keeps the kind of a node
        yield Record(file.name, Location(file.name), triples)

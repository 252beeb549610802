"""Running the SHACL engine: triples and shapes in, raw results out. Nothing here knows a language or a rule.

The data lies in an Oxigraph store in memory, so that SPARQL constraints cannot be slowed down by a foreign regular
expression or literal; the engine's own choice of focus nodes is never used, because it loses results of nested shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pyshacl
import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as RdflibLiteral

from leerweg.namespaces import SH, XSD
from leerweg.validation.shapes import ShapeCollection

__all__ = ["CLOSE", "OPEN", "Result", "run_engine"]

# Message templates go through the engine between marks: it fills in values, but forgets the language and the origin.
OPEN, CLOSE = "\x02", "\x03"
_MARK = "\x1f"

_MESSAGE = NamedNode(SH + "message")
_SELECT = NamedNode(SH + "select")
_SH = rdflib.Namespace(SH)


@dataclass(frozen=True)
class Result:
    """One result as the engine gives it; `templates` are (own, language, text), `own` for a single constraint's own.

    In a text, what the engine filled in stands between OPEN and CLOSE.
    """

    shape: str
    focus: NamedNode | BlankNode | Literal
    path: NamedNode | None
    value: NamedNode | BlankNode | Literal | None
    component: str
    templates: tuple[tuple[bool, str, str], ...]


def run_engine(data: Iterable[Triple], collection: ShapeCollection) -> list[Result]:
    """Every result of holding the data against the shapes of this collection, in no particular order."""
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in data)
    with _literals_as_written():
        graph = rdflib.Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
        _, results, _ = pyshacl.validate(
            graph, shacl_graph=_shapes_graph(collection), inference="none", advanced=False, inplace=True
        )
        return [_result(results, node) for node in results.subjects(rdflib.RDF.type, _SH.ValidationResult)]


@contextmanager
def _literals_as_written() -> Iterator[None]:
    """Keep rdflib from normalising literals: `1e1000000000` as a decimal would become a gigabyte of digits."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _shapes_graph(collection: ShapeCollection) -> rdflib.Graph:
    constraints = {triple.subject for triple in collection.triples if triple.predicate == _SELECT}
    graph = rdflib.Graph()
    for triple in collection.triples:
        value = triple.object
        if triple.predicate == _MESSAGE and isinstance(value, Literal):
            value = _marked(value, own=triple.subject in constraints)
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(value)))
    return graph


def _marked(message: Literal, *, own: bool) -> Literal:
    template = message.value.replace("{", OPEN + "{").replace("}", "}" + CLOSE)
    return Literal(_MARK.join(("own" if own else "", message.language or "", template)))


def _result(results: rdflib.Graph, node: Node) -> Result:
    path = results.value(node, _SH.resultPath)
    templates = []
    for message in results.objects(node, _SH.resultMessage):
        own, language, text = str(message).split(_MARK, 2)
        templates.append((own == "own", language, text))
    focus = _from_rdflib(results.value(node, _SH.focusNode))
    if focus is None:
        raise TypeError("the engine gave a result without a focus node")
    return Result(
        shape=str(results.value(node, _SH.sourceShape)),
        focus=focus,
        path=NamedNode(path) if isinstance(path, URIRef) else None,
        value=_from_rdflib(results.value(node, _SH.value)),
        component=str(results.value(node, _SH.sourceConstraintComponent)),
        templates=tuple(sorted(templates)),
    )


def _to_rdflib(term: NamedNode | BlankNode | Literal | Triple) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal):
        plain = term.language or term.datatype.value == XSD + "string"
        return RdflibLiteral(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value))
    raise TypeError("shapes do not speak about triples")


def _from_rdflib(term: Node | None) -> NamedNode | BlankNode | Literal | None:
    if isinstance(term, URIRef):
        return NamedNode(term)
    if isinstance(term, BNode):
        return BlankNode(term)
    if isinstance(term, RdflibLiteral):
        datatype = NamedNode(term.datatype) if term.datatype and not term.language else None
        return Literal(str(term), datatype=datatype, language=term.language)
    return None

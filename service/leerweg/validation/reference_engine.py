"""The reference engine, pySHACL: triples and shapes in, raw results out. Nothing here knows a language or a rule.

It knows all of SHACL, takes its time, and is what our own evaluation is held against.
The data lies in an Oxigraph store in memory, so that SPARQL constraints cannot be slowed down by a foreign regular
expression or literal. The engine's own choice of focus nodes is never used, because it loses results of nested
shapes; nor does it fill in messages, because foreign text with a backslash breaks it there.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pyshacl
import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, Variable
from pyshacl.graph_abstraction import DataGraph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as RdflibLiteral

from leerweg.namespaces import RDF, SH, XSD
from leerweg.validation.results import Result, Term
from leerweg.validation.shapes import ShapeCollection

__all__ = ["run_reference"]

# What is for people to read.
_IN_WORDS = frozenset(SH + name for name in ("message", "name", "description", "order", "group"))
_SH = rdflib.Namespace(SH)
_SELECT = NamedNode(SH + "select")
_SPARQL = SH + "SPARQLConstraintComponent"


def run_reference(store: Store, collection: ShapeCollection) -> list[Result]:
    """Every result of holding the data in `store` against the shapes of this collection, in no particular order."""
    with _literals_as_written():
        graph = rdflib.Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
        # Not pyshacl.validate: that turns the normalising of literals on again.
        validator = pyshacl.Validator(
            DataGraph.from_rdflib(graph), shacl_graph=_shapes_graph(collection), options={"inplace": True}
        )
        _, results, _ = validator.run()  # type: ignore[no-untyped-call]  # the library ships half its types
        found = [_result(results, node, collection) for node in results.objects(None, _SH.result)]
    answers = _Answers(store)
    return [answers.add_to(result) if result.component == _SPARQL else result for result in found]


@contextmanager
def _literals_as_written() -> Iterator[None]:
    """Keep rdflib from normalising literals (`1e1000000000` would become a gigabyte of digits) and from talking.

    What it cannot convert (a thirteenth month) it would log with a stack trace; the shapes say it in plain words.
    """
    before, log = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib.term")
    rdflib.NORMALIZE_LITERALS, log.disabled = False, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS, log.disabled = before, False


_GRAPHS: dict[int, tuple[ShapeCollection, rdflib.Graph]] = {}


def _shapes_graph(collection: ShapeCollection) -> rdflib.Graph:
    """What the shapes demand, as the engine reads it; made once, for the engine only reads it."""
    known = _GRAPHS.get(id(collection))
    if known is None or known[0] is not collection:
        known = _GRAPHS[id(collection)] = (collection, _demands(collection))
    return known[1]


def _demands(collection: ShapeCollection) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in collection.triples:
        if triple.predicate.value in _IN_WORDS or not triple.predicate.value.startswith((SH, RDF)):
            continue
        value = triple.object
        if triple.predicate == _SELECT and isinstance(value, Literal):
            # For each focus node the engine searches the query from each of its lines: one line makes that cheap.
            value = Literal(" ".join(value.value.split()))
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(value)))
    return graph


def _result(results: rdflib.Graph, node: Node, collection: ShapeCollection) -> Result:
    path = results.value(node, _SH.resultPath)
    focus = _from_rdflib(results.value(node, _SH.focusNode))
    if focus is None:
        raise TypeError("the engine gave a result without a focus node")
    part = str(results.value(node, _SH.sourceShape))
    details = (_result(results, detail, collection) for detail in results.objects(node, _SH.detail))
    return Result(
        shape=collection.shapes[collection.parts[part].owner],
        focus=focus,
        path=NamedNode(path) if isinstance(path, URIRef) else None,
        value=_from_rdflib(results.value(node, _SH.value)),
        component=str(results.value(node, _SH.sourceConstraintComponent)),
        part=part,
        details=tuple(sorted(details, key=lambda one: (str(one.focus), str(one.path), one.component, str(one.value)))),
    )


class _Answers:
    """Asks the constraints of a shape again about a focus node, for the values that their messages speak of."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, Term], dict[tuple[Term | None, Term | None], list[Result]]] = {}

    def add_to(self, result: Result) -> Result:
        """The result with its constraint and answers; two results alike but for their answers each get their own."""
        place = result.shape.iri, result.focus
        if place not in self._known:
            self._known[place] = self._ask(result)
        alike = self._known[place].get((result.path, result.value), [])
        return alike.pop() if len(alike) > 1 else alike[0] if alike else result

    def _ask(self, result: Result) -> dict[tuple[Term | None, Term | None], list[Result]]:
        shape = result.shape
        own_path = NamedNode(shape.path) if shape.path else None
        found: dict[tuple[Term | None, Term | None], list[Result]] = {}
        for constraint in shape.constraints:
            solutions = self._store.query(constraint.query, substitutions={Variable("this"): result.focus})
            for row in _rows(solutions):
                path, value = row.get("path", own_path), row.get("value", None if own_path else result.focus)
                where = path if isinstance(path, NamedNode) else None
                told = replace(result, path=where, value=value, constraint=constraint, answers=row)
                found.setdefault((where, value), []).append(told)
        return found


def _rows(solutions: object) -> Iterator[dict[str, Term]]:
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("a SPARQL constraint is a SELECT query")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        terms = ((name, solution[name]) for name in names)
        yield {name: term for name, term in terms if isinstance(term, NamedNode | BlankNode | Literal)}


def _to_rdflib(term: Term | Triple) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal):
        plain = term.language or term.datatype.value == XSD + "string"
        return RdflibLiteral(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value))
    raise TypeError("shapes do not speak about triples")


def _from_rdflib(term: Node | None) -> Term | None:
    if isinstance(term, URIRef):
        return NamedNode(term)
    if isinstance(term, BNode):
        return BlankNode(term)
    if isinstance(term, RdflibLiteral):
        datatype = NamedNode(term.datatype) if term.datatype and not term.language else None
        return Literal(str(term), datatype=datatype, language=term.language)
    return None

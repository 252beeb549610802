"""What surrounds things in a store of this process: walked to, as the questions beside this file say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from leerweg.store import PatternReader, Question, load_question
from leerweg.validation.background import load_parameters
from leerweg.validation.neighbourhood.statements import Statements, Term, statements_in
from leerweg.validation.neighbourhood.walks import Walk, walk_of

__all__ = ["around"]

_HERE = Path(__file__).parent


def around(reader: PatternReader, iris: Sequence[NamedNode]) -> Iterator[Triple]:
    """The triples that the shapes can reach from these IRIs, each once; none for no IRIs."""
    if not iris:
        return
    graph = statements_in(reader)
    found = (thing for iri in iris for thing in graph.recall(_reached, iri))
    for thing in dict.fromkeys((*found, *_everywhere(graph))):
        yield from graph.recall(_told, thing)


def _reached(graph: Statements, focus: NamedNode) -> Sequence[NamedNode]:
    """What is looked at because a document mentions a thing."""
    found = dict.fromkeys(thing for walk in _walks() for thing in walk.things(graph, focus))
    return [thing for thing in found if isinstance(thing, NamedNode)]


def _told(graph: Statements, thing: NamedNode) -> Sequence[Triple]:
    """What the question that describes things says of one."""
    said = ((predicate, value) for predicate, values in graph.of(thing).items() for value in values)
    return [Triple(thing, predicate, value) for predicate, value in said if _is_told(predicate, value)]


def _everywhere(graph: Statements) -> Iterator[NamedNode]:
    """What is looked at because of every thing, unless the graph says of it just what every validator knows anyway."""
    for question in _questions():
        if not question.slots:
            yield from (thing for thing in graph.answers(question.text) if graph.recall(_told_otherwise, thing))


def _told_otherwise(graph: Statements, thing: NamedNode) -> Sequence[Triple]:
    return [triple for triple in graph.recall(_told, thing) if triple not in _shipped()]


@cache
def _shipped() -> frozenset[Triple]:
    return frozenset(load_parameters())


@cache
def _questions() -> tuple[Question, ...]:
    return tuple(load_question(path) for path in sorted((_HERE / "reach").glob("*.rq")))


@cache
def _walks() -> tuple[Walk, ...]:
    return tuple(walk_of(question) for question in _questions() if question.slots)


def _is_told(predicate: NamedNode, value: Term) -> bool:
    if isinstance(value, Literal):
        return _tells(predicate, True, value.language)
    return _tells(predicate, False, None)


@cache
def _tells(predicate: NamedNode, literal: bool, language: str | None) -> bool:
    """Whether the question that describes things tells such statements: it is asked once about each kind of them."""
    value: Term = Literal("x", language=language) if literal else NamedNode("urn:x:value")
    thing = NamedNode("urn:x:thing")
    store = Store()
    store.add(Quad(thing, predicate, value))
    return bool(list(store.query(load_question(_HERE / "neighbourhood.rq").bind(thing=thing))))  # type: ignore[arg-type]  # it constructs

"""What surrounds things in a store of this process: walked to, as the questions beside this file say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from leerweg.store import PatternReader, Question, load_question
from leerweg.validation.neighbourhood.statements import Term, statements_in
from leerweg.validation.neighbourhood.walks import Walk, walk_of

__all__ = ["around"]

_HERE = Path(__file__).parent


def around(reader: PatternReader, iris: Sequence[NamedNode]) -> Iterator[Triple]:
    """The triples that the shapes can reach from these IRIs, each once; none for no IRIs."""
    if not iris:
        return
    graph = statements_in(reader)
    found = [thing for iri in iris for walk in _walks() for thing in walk.things(graph, iri)]
    for thing in dict.fromkeys((*found, *_things_everywhere(reader))):
        if isinstance(thing, NamedNode):
            yield from graph.about(thing, _is_told)


def _things_everywhere(reader: PatternReader) -> Iterator[object]:
    """What is looked at because of every thing."""
    for question in _questions():
        if not question.slots:
            yield from (row["thing"] for row in reader.select(question.text))


@cache
def _questions() -> tuple[Question, ...]:
    return tuple(load_question(path) for path in sorted((_HERE / "reach").glob("*.rq")))


@cache
def _walks() -> tuple[Walk, ...]:
    return tuple(walk_of(question) for question in _questions() if question.slots)


def _is_told(predicate: NamedNode, value: Term) -> bool:
    if isinstance(value, Literal):
        return _tells(predicate, True, value.language)  # a key of what is known
    return _tells(predicate, False, None)


@cache
def _tells(predicate: NamedNode, literal: bool, language: str | None) -> bool:  # a key of what is known
    """Whether the question that describes things tells such statements: it is asked once about each kind of them."""
    value: Term = Literal("x", language=language) if literal else NamedNode("urn:x:value")
    thing = NamedNode("urn:x:thing")
    store = Store()
    store.add(Quad(thing, predicate, value))
    return bool(list(store.query(load_question(_HERE / "neighbourhood.rq").bind(thing=thing))))  # type: ignore[arg-type]  # it constructs

"""A published trajectory as a document, so that it can be judged like one that is sent in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from leerweg.errors import UnknownTermError
from leerweg.store import PatternReader, Question, Reader, Store, load_question
from leerweg.validation.neighbourhood.statements import statements_in
from leerweg.validation.neighbourhood.walks import Walk, walk_of
from leerweg.validation.parsing import Document

__all__ = ["read_published"]


def read_published(store: Store, trajectories: Sequence[NamedNode]) -> Document:
    """What the newest revision says of these trajectories, their parts and their agreements.

    The document has no text, so findings in it have no line. Raises UnknownTermError when none is a published
    trajectory, and StoreError.
    """
    with store.reader() as reader:
        triples = tuple(_described(reader, trajectories))
    if not triples:
        raise UnknownTermError(
            "There is no published trajectory with this key.", remedy="Take the key from the trajectory's own address."
        )
    return Document(name="", text="", triples=triples, prefixes={}, base="")


def _described(reader: Reader, trajectories: Sequence[NamedNode]) -> Iterator[Triple]:
    """What the question answers; a store in this process is walked as it says."""
    if not isinstance(reader, PatternReader):
        yield from reader.construct(_question().bind(trajectory=trajectories))
        return
    graph = statements_in(reader)
    parts = dict.fromkeys(thing for one in trajectories for thing in _walk().things(graph, one))
    for thing in (part for part in parts if isinstance(part, NamedNode)):
        for predicate, values in graph.of(thing).items():
            yield from (Triple(thing, predicate, value) for value in values)


@cache
def _walk() -> Walk:
    return walk_of(_question())


@cache
def _question() -> Question:
    return load_question(Path(__file__).with_name("describe_trajectory.rq"))

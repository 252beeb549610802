"""The statements behind an answer: what the graph says of the things it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from leerweg.store import Reader, load_question

__all__ = ["statements_about"]

_QUESTION = Path(__file__).with_name("list_statements.rq")
_AT_ONCE = 500


def statements_about(reader: Reader, iris: Iterable[str]) -> Iterator[Triple]:
    """Every triple with one of these IRIs as its subject, in the order of the IRIs."""
    wanted = [NamedNode(iri) for iri in iris]
    question = load_question(_QUESTION)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from reader.construct(question.bind(thing=wanted[start : start + _AT_ONCE]))

"""The statements to and from things in a store of this process, each thing looked up once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary, proxy

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.store import PatternReader

__all__ = ["Statements", "Term", "statements_in"]

Term = NamedNode | BlankNode | Literal
Neighbours = Mapping[NamedNode, Sequence[Term]]
"""Terms by the property that leads to them."""

_REMEMBERED = 10_000
# Looking up one thing costs as much as reading about so many statements of it.
_FEW = 16
_NONE: Neighbours = {}
T = TypeVar("T")
Find = Callable[["Statements", NamedNode], Sequence[T]]


class Statements:
    """One revision, thing by thing. At most 10,000 things are remembered, which documents of one school share."""

    def __init__(self, reader: PatternReader) -> None:
        # Who keeps these by reader must not keep the reader by them.
        self._reader: PatternReader = proxy(reader)
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)
        self.answers = lru_cache(maxsize=_REMEMBERED)(self._answers)
        self._recall = lru_cache(maxsize=_REMEMBERED)(self._find)
        self._few_to = lru_cache(maxsize=_REMEMBERED)(self._to)
        self._many_to = lru_cache(maxsize=_REMEMBERED)(self._holders)

    def values(self, thing: Term, predicate: NamedNode) -> Sequence[Term]:
        """The values of a property of a thing; none for a literal."""
        return () if isinstance(thing, Literal) else self.of(thing).get(predicate, ())

    def holders(self, predicate: NamedNode, value: Term) -> Sequence[Term]:
        """The things that have this value of a property."""
        few = self._few_to(value)
        return self._many_to(predicate, value) if few is None else few.get(predicate, ())

    def recall(self, find: Find[T], thing: NamedNode) -> Sequence[T]:
        """What a function finds for a thing among these statements, looked for once."""
        return self._recall(find, thing)  # type: ignore[return-value]  # the cache forgets what kind of thing was found

    def _answers(self, query: str) -> Sequence[NamedNode]:
        """The things that a query finds, asked once."""
        return [thing for row in self._reader.select(query) if isinstance(thing := row["thing"], NamedNode)]

    def _find(self, find: Find[object], thing: NamedNode) -> Sequence[object]:
        return find(self, thing)

    def _of(self, thing: NamedNode | BlankNode) -> Neighbours:
        found: dict[NamedNode, list[Term]] = {}
        for quad in self._reader.matches(thing, None, None):
            if not isinstance(quad.object, Triple):
                found.setdefault(quad.predicate, []).append(quad.object)
        return found or _NONE

    def _to(self, value: Term) -> Neighbours | None:
        """What leads to a thing; None when that is much."""
        quads = self._reader.matches(None, None, value, at_most=_FEW + 1)
        if len(quads) > _FEW:
            return None
        found: dict[NamedNode, list[Term]] = {}
        for quad in quads:
            if not isinstance(quad.subject, Triple):
                found.setdefault(quad.predicate, []).append(quad.subject)
        return found or _NONE

    def _holders(self, predicate: NamedNode, value: Term) -> Sequence[Term]:
        quads = self._reader.matches(None, predicate, value)
        return tuple(quad.subject for quad in quads if not isinstance(quad.subject, Triple))


_KEPT: WeakKeyDictionary[PatternReader, Statements] = WeakKeyDictionary()
_LOCK = Lock()


def statements_in(reader: PatternReader) -> Statements:
    """The statements at the revision of this reader; what was looked up is kept as long as the reader is."""
    with _LOCK:
        known = _KEPT.get(reader)
        if known is None:
            known = _KEPT[reader] = Statements(reader)
        return known

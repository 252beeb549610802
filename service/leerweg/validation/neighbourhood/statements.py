"""The statements to and from things in a store of this process, each thing looked up once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from weakref import WeakKeyDictionary, proxy

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.store import PatternReader

__all__ = ["Statements", "Term", "statements_in"]

Term = NamedNode | BlankNode | Literal
Neighbours = Mapping[NamedNode, Sequence[Term]]
"""Terms by the property that leads to them."""

_REMEMBERED = 10_000
# Looking up one thing costs as much as reading about so many statements of it.
_FEW = 64
_NONE: Neighbours = {}


class Statements:
    """One revision, thing by thing. At most 10,000 things are remembered, which documents of one school share."""

    def __init__(self, reader: PatternReader) -> None:
        # Who keeps these by reader must not keep the reader by them.
        self._reader: PatternReader = proxy(reader)
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)
        self.about = lru_cache(maxsize=_REMEMBERED)(self._about)
        self._few_to = lru_cache(maxsize=_REMEMBERED)(self._to)
        self._many_to = lru_cache(maxsize=_REMEMBERED)(self._holders)

    def values(self, thing: Term, predicate: NamedNode) -> Sequence[Term]:
        """The values of a property of a thing; none for a literal."""
        return () if isinstance(thing, Literal) else self.of(thing).get(predicate, ())

    def holders(self, predicate: NamedNode, value: Term) -> Sequence[Term]:
        """The things that have this value of a property."""
        few = self._few_to(value)
        return self._many_to(predicate, value) if few is None else few.get(predicate, ())

    def _of(self, thing: NamedNode | BlankNode) -> Neighbours:
        found: dict[NamedNode, list[Term]] = {}
        for quad in self._reader.matches(thing, None, None):
            if not isinstance(quad.object, Triple):
                found.setdefault(quad.predicate, []).append(quad.object)
        return found or _NONE

    def _about(self, thing: NamedNode, told: Callable[[NamedNode, Term], bool]) -> Sequence[Triple]:
        """What is said of a thing, as far as it is to be told."""
        said = ((predicate, value) for predicate, values in self.of(thing).items() for value in values)
        return [Triple(thing, predicate, value) for predicate, value in said if told(predicate, value)]

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

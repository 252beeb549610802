"""The data under judgement: its triples by subject, and what belongs to which class."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from leerweg.namespaces import RDF_TYPE, RDFS

__all__ = ["Data", "Term"]

Term = NamedNode | BlankNode | Literal

_SUB_CLASS_OF = NamedNode(RDFS + "subClassOf")


class Data:
    """A store in memory that does not change while it is judged."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._narrower: dict[Term, set[Term]] = {}
        self._wider: dict[Term, set[Term]] = {}
        for quad in store.quads_for_pattern(None, _SUB_CLASS_OF, None):
            if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
                self._narrower.setdefault(quad.object, set()).add(quad.subject)
                self._wider.setdefault(quad.subject, set()).add(quad.object)

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """The values of a property, in no particular order; none for a literal."""
        if isinstance(subject, Literal):
            return []
        found = (quad.object for quad in self.store.quads_for_pattern(subject, predicate, None))
        return [term for term in found if not isinstance(term, Triple)]

    def has(self, subject: Term, predicate: NamedNode) -> bool:
        """Whether a property has a value; never for a literal."""
        if isinstance(subject, Literal):
            return False
        return next(self.store.quads_for_pattern(subject, predicate, None), None) is not None

    def subjects(self, predicate: NamedNode, value: Term | None) -> Iterator[Term]:
        """What has this value of a property, or any value of it."""
        for quad in self.store.quads_for_pattern(None, predicate, value):
            if not isinstance(quad.subject, Triple):
                yield quad.subject

    def values(self, predicate: NamedNode) -> Iterator[Term]:
        """Everything that is a value of a property."""
        for quad in self.store.quads_for_pattern(None, predicate, None):
            if not isinstance(quad.object, Triple):
                yield quad.object

    def instances(self, kind: NamedNode) -> Iterator[Term]:
        """The instances of a class and of the classes below it."""
        for one in _reach(self._narrower, kind):
            if isinstance(one, NamedNode | BlankNode):
                yield from self.subjects(RDF_TYPE, one)

    def is_instance(self, thing: Term, kind: NamedNode) -> bool:
        """Whether a thing is an instance of a class or of one below it."""
        return any(kind in _reach(self._wider, one) for one in self.objects(thing, RDF_TYPE))


def _reach(steps: dict[Term, set[Term]], start: Term) -> set[Term]:
    found = {start}
    waiting = [start]
    while waiting:
        new = steps.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found

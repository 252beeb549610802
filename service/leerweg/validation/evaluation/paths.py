"""SHACL property paths: how the values of a shape are reached from its focus node."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import BlankNode, NamedNode

from leerweg.namespaces import RDF, SH
from leerweg.validation.evaluation.data import Data, Term
from leerweg.validation.evaluation.description import Description

__all__ = ["Path", "path_of"]

Path = Callable[[Data, Term], Iterable[Term]]
"""Answers with the values that a path leads to from a node; some may come twice."""

_FIRST, _REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")


def path_of(shapes: Description, node: NamedNode | BlankNode) -> Path:
    """The path that a node describes (SHACL 2.3.1). Raises KeyError for a form that is not known here."""
    if isinstance(node, NamedNode):
        return lambda data, start: data.objects(start, node)
    if shapes.values(node, _FIRST):
        steps = [path_of(shapes, step) for step in shapes.members(node)]
        return lambda data, start: _sequence(data, [start], steps)
    (form,) = [triple for triple in shapes.about(node) if triple.predicate.value in _FORMS]
    if not isinstance(form.object, NamedNode | BlankNode):
        raise KeyError("a path that is a literal")
    return _FORMS[form.predicate.value](shapes, form.object)


def _sequence(data: Data, starts: Iterable[Term], steps: list[Path]) -> Iterable[Term]:
    for step in steps:
        starts = dict.fromkeys(value for start in starts for value in step(data, start))
    return starts


def _inverse(_shapes: Description, node: NamedNode | BlankNode) -> Path:
    if isinstance(node, BlankNode):
        raise KeyError("the inverse of a path of several steps")
    return lambda data, start: data.subjects(node, start)


def _alternative(shapes: Description, node: NamedNode | BlankNode) -> Path:
    ways = [path_of(shapes, way) for way in shapes.members(node)]
    return lambda data, start: [value for way in ways for value in way(data, start)]


def _repeated(*, zero: bool) -> Callable[[Description, NamedNode | BlankNode], Path]:
    def repeat(shapes: Description, node: NamedNode | BlankNode) -> Path:
        step = path_of(shapes, node)

        def follow(data: Data, start: Term) -> Iterable[Term]:
            found: dict[Term, None] = {start: None} if zero else {}
            waiting = [start]
            while waiting:
                for value in step(data, waiting.pop()):
                    if value not in found:
                        found[value] = None
                        waiting.append(value)
            return found

        return follow

    return repeat


def _optional(shapes: Description, node: NamedNode | BlankNode) -> Path:
    step = path_of(shapes, node)
    return lambda data, start: [start, *step(data, start)]


_FORMS = {
    SH + "inversePath": _inverse,
    SH + "alternativePath": _alternative,
    SH + "zeroOrMorePath": _repeated(zero=True),
    SH + "oneOrMorePath": _repeated(zero=False),
    SH + "zeroOrOnePath": _optional,
}

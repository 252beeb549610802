"""Holding data against a collection of shapes: which things each shape is about, and every result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from leerweg.namespaces import SH
from leerweg.validation.evaluation.compiling import Compiler, UnsupportedShapesError
from leerweg.validation.evaluation.data import Data, Term
from leerweg.validation.evaluation.description import Description
from leerweg.validation.evaluation.shape import CompiledShape, Found
from leerweg.validation.shapes import ShapeCollection

__all__ = ["UnsupportedShapesError", "evaluate"]


@dataclass(frozen=True)
class _Targeted:
    """A rule, compiled, and the terms that say what it is about, by kind of target."""

    shape: CompiledShape
    targets: tuple[tuple[str, NamedNode], ...]


def evaluate(store: Store, collection: ShapeCollection) -> Iterator[Found]:
    """Every result of holding the data in `store` against these shapes, shape by shape.

    Raises UnsupportedShapesError, before anything is evaluated, for shapes that use other parts of SHACL.
    """
    targeted = compiled(collection)
    data = Data(store)
    return (
        result
        for rule in targeted
        for focus in dict.fromkeys(_focus_nodes(rule, data))
        for result in rule.shape.results(data, focus)
    )


def compiled(collection: ShapeCollection) -> tuple[_Targeted, ...]:
    """The rules of a collection, compiled once. Raises UnsupportedShapesError."""
    known = _COMPILED.get(id(collection))
    if known is None or known[0] is not collection:
        known = _COMPILED[id(collection)] = (collection, _compile(collection))
    return known[1]


_COMPILED: dict[int, tuple[ShapeCollection, tuple[_Targeted, ...]]] = {}


def _compile(collection: ShapeCollection) -> tuple[_Targeted, ...]:
    shapes = Description(collection.triples)
    compiler = Compiler(shapes, collection.constraints)
    return tuple(
        _Targeted(
            compiler.shape(node),
            tuple(
                (name, target)
                for name in _TARGETS
                for target in shapes.nodes(node, NamedNode(SH + name))
                if isinstance(target, NamedNode)
            ),
        )
        for node in map(NamedNode, collection.shapes)
    )


def _focus_nodes(rule: _Targeted, data: Data) -> Iterator[Term]:
    for kind, target in rule.targets:
        yield from _TARGETS[kind](data, target)


_TARGETS: Mapping[str, Callable[[Data, NamedNode], Iterable[Term]]] = {
    "targetClass": lambda data, kind: data.instances(kind),
    "targetNode": lambda _data, node: [node],
    "targetSubjectsOf": lambda data, predicate: data.subjects(predicate, None),
    "targetObjectsOf": lambda data, predicate: data.values(predicate),
}

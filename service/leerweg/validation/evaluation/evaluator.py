"""Holding data against a collection of shapes: which things each shape is about, and every result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store, Triple

from leerweg.namespaces import SH
from leerweg.validation.evaluation.compiling import Compiler, UnsupportedShapesError
from leerweg.validation.evaluation.data import Data, Term
from leerweg.validation.evaluation.description import Description
from leerweg.validation.evaluation.shape import CompiledShape, Found
from leerweg.validation.shapes import Constraint, ShapeCollection

__all__ = ["Rule", "UnsupportedShapesError", "compile_rules", "evaluate", "results_of"]


@dataclass(frozen=True)
class Rule:
    """A shape, compiled, and the terms that say what it is about, by kind of target (`targetClass`, …)."""

    shape: CompiledShape
    targets: tuple[tuple[str, NamedNode], ...]


def evaluate(store: Store, collection: ShapeCollection, among: AbstractSet[object] | None = None) -> Iterator[Found]:
    """Every result of holding the data in `store` against these shapes, shape by shape.

    With `among` only these things are judged; what surrounds them is looked at, not judged. Raises
    UnsupportedShapesError, before anything is evaluated, for shapes that use other parts of SHACL.
    """
    return results_of(_compiled(collection), Data(store), among)


def results_of(rules: Iterable[Rule], data: Data, among: AbstractSet[object] | None = None) -> Iterator[Found]:
    """Every result of holding the data, or these things in it, against these rules."""
    for rule in rules:
        focus_nodes = dict.fromkeys(_focus_nodes(rule, data))
        yield from rule.shape.results(data, [one for one in focus_nodes if among is None or one in among])


def compile_rules(
    triples: Iterable[Triple], constraints: Mapping[str, Constraint], rules: Iterable[str]
) -> tuple[Rule, ...]:
    """The shapes with these IRIs, as `triples` describe them; `constraints` are the SPARQL ones by node.

    Raises UnsupportedShapesError.
    """
    shapes = Description(triples)
    compiler = Compiler(shapes, constraints)
    return tuple(Rule(compiler.shape(node), _targets(shapes, node)) for node in map(NamedNode, rules))


_COMPILED: dict[int, tuple[ShapeCollection, tuple[Rule, ...]]] = {}


def _compiled(collection: ShapeCollection) -> tuple[Rule, ...]:
    """The rules of a collection, compiled once: the loaded ones live as long as the process."""
    known = _COMPILED.get(id(collection))
    if known is None or known[0] is not collection:
        rules = compile_rules(collection.triples, collection.constraints, collection.shapes)
        known = _COMPILED[id(collection)] = (collection, rules)
    return known[1]


def _targets(shapes: Description, node: NamedNode) -> tuple[tuple[str, NamedNode], ...]:
    stated = ((kind, target) for kind in _TARGETS for target in shapes.nodes(node, NamedNode(SH + kind)))
    return tuple((kind, target) for kind, target in stated if isinstance(target, NamedNode))


def _focus_nodes(rule: Rule, data: Data) -> Iterator[Term]:
    for kind, target in rule.targets:
        yield from _TARGETS[kind](data, target)


_TARGETS: Mapping[str, Callable[[Data, NamedNode], Iterable[Term]]] = {
    "targetClass": lambda data, kind: data.instances(kind),
    "targetNode": lambda _data, node: [node],
    "targetSubjectsOf": lambda data, predicate: data.subjects(predicate, None),
    "targetObjectsOf": lambda data, predicate: data.values(predicate),
}

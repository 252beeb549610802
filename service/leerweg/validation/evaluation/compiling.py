"""From the description of shapes to compiled ones: paths, components, shapes within shapes, SPARQL constraints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.namespaces import SH
from leerweg.validation.evaluation.components import MAKERS
from leerweg.validation.evaluation.data import Data, Term
from leerweg.validation.evaluation.description import Description, Node
from leerweg.validation.evaluation.paths import path_of
from leerweg.validation.evaluation.shape import Check, CompiledShape, Found
from leerweg.validation.evaluation.sparql import SparqlConstraint
from leerweg.validation.shapes import Constraint

__all__ = ["Compiler", "UnsupportedShapesError"]

_PATH, _PREFIXES = NamedNode(SH + "path"), NamedNode(SH + "prefixes")
_QUALIFIED, _DISJOINT = NamedNode(SH + "qualifiedValueShape"), NamedNode(SH + "qualifiedValueShapesDisjoint")
_QUALIFIED_MIN, _QUALIFIED_MAX = NamedNode(SH + "qualifiedMinCount"), NamedNode(SH + "qualifiedMaxCount")
_SPARQL = NamedNode(SH + "sparql")
# What says something of a shape without being a constraint, or belongs to one that is read with another property.
_DESCRIBING = frozenset(
    SH + name
    for name in (
        "path", "name", "description", "message", "severity", "order", "group", "flags", "targetClass", "targetNode",
        "targetSubjectsOf", "targetObjectsOf", "qualifiedMinCount", "qualifiedMaxCount", "sparql",
    )
)  # fmt: skip


class UnsupportedShapesError(Exception):
    """The shapes use a part of SHACL that is not evaluated here."""


class Compiler:
    """Compiles the shapes of one description; `constraints` are the SPARQL ones by the IRI or label of their node."""

    def __init__(self, shapes: Description, constraints: Mapping[str, Constraint]) -> None:
        self._shapes = shapes
        self._constraints = constraints
        self._compiled: dict[Node, CompiledShape] = {}

    def shape(self, node: Node) -> CompiledShape:
        """The shape that a node describes; raises UnsupportedShapesError."""
        if node not in self._compiled:
            path = next(iter(self._shapes.nodes(node, _PATH)), None)
            try:
                follow = None if path is None else path_of(self._shapes, path)
            except (KeyError, ValueError) as unknown:
                raise UnsupportedShapesError(f"a path of {node}: {unknown}") from unknown
            compiled = CompiledShape(node, follow, path if isinstance(path, NamedNode) else None)
            self._compiled[node] = compiled
            stated = self._shapes.about(node)
            compiled.queries = [self._query(node, triple.object) for triple in stated if triple.predicate == _SPARQL]
            compiled.checks = [check for triple in stated for check in self._checks(node, triple)]
        return self._compiled[node]

    def _checks(self, node: Node, stated: Triple) -> Iterator[Check]:
        name, parameter = stated.predicate.value, stated.object
        if not name.startswith(SH) or name in _DESCRIBING or isinstance(parameter, Triple):
            return
        if name in MAKERS:
            yield MAKERS[name](self._shapes, node, parameter)
        elif name in _NESTED and not isinstance(parameter, Literal):
            yield _NESTED[name](self, node, parameter)
        else:
            raise UnsupportedShapesError(f"{name} of {node}")

    def _query(self, node: Node, parameter: Term | Triple) -> SparqlConstraint:
        stated = None if isinstance(parameter, Triple) else self._constraints.get(parameter.value)
        if stated is None:
            raise UnsupportedShapesError(f"a SPARQL constraint of {node} that is no SELECT query")
        return SparqlConstraint(stated)

    def _property(self, _node: Node, parameter: Node) -> Check:
        inner = self.shape(parameter)

        def check(_shape: CompiledShape, data: Data, _focus: Term, values: Sequence[Term]) -> Iterator[Found]:
            for value in values:
                yield from inner.results(data, [value])

        return check

    def _node(self, _node: Node, parameter: Node) -> Check:
        inner = self.shape(parameter)

        def check(shape: CompiledShape, data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
            for value in values:
                details = tuple(inner.results(data, [value]))
                if details:
                    yield shape.found(focus, value, SH + "NodeConstraintComponent", details)

        return check

    def _not(self, _node: Node, parameter: Node) -> Check:
        inner = self.shape(parameter)
        return _per_value("NotConstraintComponent", lambda data, value: not inner.conforms(data, value))

    def _counted(self, component: str, fits: Callable[[int, int], bool]) -> Callable[[Node, Node], Check]:
        def make(_node: Node, parameter: Node) -> Check:
            inner = [self.shape(member) for member in self._shapes.members(parameter)]

            def holds(data: Data, value: Term) -> bool:
                return fits(sum(shape.conforms(data, value) for shape in inner), len(inner))

            return _per_value(component, holds)

        return make

    def _and(self, node: Node, parameter: Node) -> Check:
        return self._counted("AndConstraintComponent", lambda kept, all_: kept == all_)(node, parameter)

    def _or(self, node: Node, parameter: Node) -> Check:
        return self._counted("OrConstraintComponent", lambda kept, _all: kept > 0)(node, parameter)

    def _xone(self, node: Node, parameter: Node) -> Check:
        return self._counted("XoneConstraintComponent", lambda kept, _all: kept == 1)(node, parameter)

    def _qualified(self, node: Node, parameter: Node) -> Check:
        if self._shapes.values(node, _DISJOINT):
            raise UnsupportedShapesError(f"disjoint qualified value shapes of {node}")
        inner = self.shape(parameter)
        least, most = (self._shapes.literal(node, bound) for bound in (_QUALIFIED_MIN, _QUALIFIED_MAX))

        def check(shape: CompiledShape, data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
            count = sum(inner.conforms(data, value) for value in values)
            if least is not None and count < int(least):
                yield shape.found(focus, None, SH + "QualifiedMinCountConstraintComponent")
            if most is not None and count > int(most):
                yield shape.found(focus, None, SH + "QualifiedMaxCountConstraintComponent")

        return check


_NESTED: Mapping[str, Callable[[Compiler, Node, Node], Check]] = {
    SH + "property": Compiler._property,  # noqa: SLF001  # a table of that class's own parts
    SH + "node": Compiler._node,  # noqa: SLF001  # idem
    SH + "not": Compiler._not,  # noqa: SLF001  # idem
    SH + "and": Compiler._and,  # noqa: SLF001  # idem
    SH + "or": Compiler._or,  # noqa: SLF001  # idem
    SH + "xone": Compiler._xone,  # noqa: SLF001  # idem
    SH + "qualifiedValueShape": Compiler._qualified,  # noqa: SLF001  # idem
}


def _per_value(component: str, holds: Callable[[Data, Term], bool]) -> Check:
    def check(shape: CompiledShape, data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Found]:
        for value in values:
            if not holds(data, value):
                yield shape.found(focus, value, SH + component)

    return check

"""A shape, compiled: from a focus node to the results that SHACL defines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from leerweg.namespaces import SH
from leerweg.validation.evaluation.data import Data, Term
from leerweg.validation.evaluation.description import Node
from leerweg.validation.evaluation.paths import Path
from leerweg.validation.evaluation.sparql import SparqlConstraint
from leerweg.validation.shapes import Constraint

__all__ = ["Check", "CompiledShape", "Found"]


@dataclass(frozen=True)
class Found:
    """One result: which node of the shapes found it, at which focus node, and for a SPARQL constraint its answers."""

    part: Node
    focus: Term
    path: NamedNode | None
    value: Term | None
    component: str
    details: tuple[Found, ...] = ()
    constraint: Constraint | None = None
    answers: Mapping[str, Term] = field(default_factory=dict)


Check = Callable[["CompiledShape", Data, Term, Sequence[Term]], Iterator[Found]]
"""One constraint: from the shape, the data, a focus node and its value nodes to what breaks it."""


class CompiledShape:
    """A node or property shape with its constraints; `path` None: the focus node itself is what is looked at."""

    def __init__(self, node: Node, path: Path | None, path_name: NamedNode | None) -> None:
        self.node = node
        self.path_name = path_name
        self.checks: list[Check] = []
        self.queries: list[SparqlConstraint] = []
        self._path = path

    def results(self, data: Data, focus_nodes: Sequence[Term]) -> Iterator[Found]:
        """Everything at these focus nodes that breaks a constraint of the shape."""
        for focus in focus_nodes if self.checks else ():
            values = [focus] if self._path is None else list(dict.fromkeys(self._path(data, focus)))
            for check in self.checks:
                yield from check(self, data, focus, values)
        for query in self.queries:
            for focus, answers in query.answers(data, focus_nodes):
                yield self._answered(focus, answers, query.constraint)

    def conforms(self, data: Data, focus: Term) -> bool:
        """Whether nothing breaks it."""
        return next(self.results(data, [focus]), None) is None

    def found(self, focus: Term, value: Term | None, component: str, details: tuple[Found, ...] = ()) -> Found:
        """A result of this shape; one of a node shape is about the focus node itself where no value is named."""
        return Found(self.node, focus, self.path_name, value, component, details)

    def _answered(self, focus: Term, answers: Mapping[str, Term], constraint: Constraint) -> Found:
        path = answers.get("path", self.path_name)
        value = answers.get("value", None if self.path_name else focus)
        return Found(
            self.node,
            focus,
            path if isinstance(path, NamedNode) else None,
            value,
            SH + "SPARQLConstraintComponent",
            (),
            constraint,
            answers,
        )

"""SPARQL constraints (SHACL, section 5): every solution with $this bound beforehand is a result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Variable

from leerweg.validation.evaluation.data import Data, Term
from leerweg.validation.evaluation.requirements import required_properties
from leerweg.validation.shapes import Constraint

__all__ = ["SparqlConstraint"]

_THIS = Variable("this")
_AT_ONCE = 100
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
# With one of these, a part of the query is worked out without knowing which focus node it is about.
_APART = re.compile(
    r"\b(?:GROUP\s+BY|HAVING|MINUS|LIMIT|OFFSET|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\b", re.IGNORECASE
)
_SLOT = "UNDEF"
_SELECT = re.compile(r"\bSELECT\b", re.IGNORECASE)


@dataclass(frozen=True)
class SparqlConstraint:
    """One constraint, asked about several focus nodes at once where that cannot change its answers."""

    constraint: Constraint

    def answers(self, data: Data, focus_nodes: Sequence[Term]) -> Iterator[tuple[Term, dict[str, Term]]]:
        """For each solution its focus node and what the variables stand for."""
        needed = self._needed
        focus_nodes = [one for one in focus_nodes if all(data.has(one, predicate) for predicate in needed)]
        named = [focus for focus in focus_nodes if not isinstance(focus, BlankNode)]
        if not self._together or len(named) < 2:  # noqa: PLR2004  # one is no several
            named = []
        for start in range(0, len(named), _AT_ONCE):
            values = " ".join(str(focus) for focus in named[start : start + _AT_ONCE])
            yield from _answered(data.store.query(self._together.replace(_SLOT, values, 1)), None)
        for focus in focus_nodes if not named else [one for one in focus_nodes if isinstance(one, BlankNode)]:
            yield from _answered(data.store.query(self.constraint.query, substitutions={_THIS: focus}), focus)

    @cached_property
    def _needed(self) -> tuple[NamedNode, ...]:
        return required_properties(self.constraint.query)

    @cached_property
    def _together(self) -> str:
        """The query with a slot for focus nodes; empty where it has parts that must know the one they are about."""
        query = self.constraint.query
        if _APART.search(query) or len(_SELECT.findall(query)) != 1:
            return ""
        return _WHERE.sub(f"WHERE {{ VALUES $this {{ {_SLOT} }}", query, count=1)


def _answered(solutions: object, focus: Term | None) -> Iterator[tuple[Term, dict[str, Term]]]:
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("a SPARQL constraint is a SELECT query")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        answers = dict(_bound(solution, names))
        yield answers["this"] if focus is None else focus, answers


def _bound(solution: QuerySolution, names: Iterable[str]) -> Iterator[tuple[str, Term]]:
    for name in names:
        term = solution[name]
        if isinstance(term, NamedNode | BlankNode | Literal):
            yield name, term

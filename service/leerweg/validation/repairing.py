"""Proposing repairs: every way that a remedy finds is tried on the data, and proposed only when it mends the breach."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Store, Triple, Variable

from leerweg.namespaces import LWSH
from leerweg.validation.engine import run_engine
from leerweg.validation.findings import filled
from leerweg.validation.labels import Labels
from leerweg.validation.remedies import Remedy, load_remedies
from leerweg.validation.report import Repair
from leerweg.validation.results import Result, Term
from leerweg.validation.shapes import ShapeCollection

__all__ = ["Repairer"]

_MOST_REPAIRS = 3
_MOST_TRIES = 12
_MOST_TRIES_IN_ALL = 200
_REMARK = NamedNode(LWSH + "hasCell")
_NAME = re.compile(r"[?$](\w+)")

Breach = tuple[str, str, str, str]


@dataclass(frozen=True)
class _Change:
    """The triples to add and to remove."""

    adds: tuple[Triple, ...]
    removes: tuple[Triple, ...]

    def apply(self, store: Store) -> None:
        """Change the store."""
        for triple in self.removes:
            store.remove(_quad(triple))
        store.extend(map(_quad, self.adds))

    def undo(self, store: Store) -> None:
        """Change it back; what was there before is there again."""
        for triple in self.adds:
            store.remove(_quad(triple))
        store.extend(map(_quad, self.removes))


class Repairer:
    """Tries changes on the data under judgement, which is as it was after every try.

    `own` are the things that the document describes: only they are changed. At most three repairs are proposed for a
    breach, and at most 200 changes are tried in all.
    """

    def __init__(
        self, store: Store, shapes: ShapeCollection, own: AbstractSet[object], results: Iterable[Result]
    ) -> None:
        self._store = store
        self._shapes = shapes
        self._own = own
        self._before = Counter(_breach(result) for result in results if result.focus in own)
        self._left = _MOST_TRIES_IN_ALL

    def repairs(self, result: Result, labels: Labels) -> tuple[Repair, ...]:
        """What mends this result and breaks nothing else, the best first."""
        remedies = load_remedies().get(result.shape.iri, ())
        found: dict[str, Repair] = {}
        for repair in (repair for remedy in remedies for repair in self._tried(remedy, result, labels)):
            found.setdefault(str(repair.text), repair)  # two ways that read the same are one to whoever chooses
            if len(found) == _MOST_REPAIRS:
                break
        return tuple(found.values())

    def _tried(self, remedy: Remedy, result: Result, labels: Labels) -> Iterator[Repair]:
        for row in islice(self._ways(remedy, result), _MOST_TRIES):
            change = self._change(remedy, row)
            if self._left and change is not None:
                self._left -= 1
                if self._mends(change, result):
                    adds, removes = (tuple(map(str, _stated(triples))) for triples in (change.adds, change.removes))
                    yield Repair(remedy.iri, filled(remedy.message, row, labels), adds, removes)

    def _ways(self, remedy: Remedy, result: Result) -> Iterator[dict[str, Term]]:
        known = {"this": result.focus} | ({"value": result.value} if result.value is not None else {})
        solutions = self._store.query(remedy.ways, substitutions=_spoken_of(remedy.ways, known))
        if not isinstance(solutions, QuerySolutions):
            raise TypeError("a remedy looks for its ways with a SELECT query")
        names = [variable.value for variable in solutions.variables]
        for solution in list(solutions):
            row = dict(known)
            for name in names:
                term = solution[name]
                if isinstance(term, NamedNode | BlankNode | Literal):
                    row[name] = term
            yield row

    def _change(self, remedy: Remedy, row: Mapping[str, Term]) -> _Change | None:
        """The change of a way; None where it would touch what others published."""
        adds, removes = (tuple(self._constructed(query, row)) for query in (remedy.adds, remedy.removes))
        added = tuple(triple for triple in adds if _quad(triple) not in self._store)
        removed = tuple(triple for triple in removes if _quad(triple) in self._store)
        known = {triple.subject for triple in removed} | {
            triple.subject for triple in added if next(self._store.quads_for_pattern(triple.subject, None, None), None)
        }
        return _Change(added, removed) if (added or removed) and known <= self._own else None

    def _constructed(self, query: str, row: Mapping[str, Term]) -> Iterator[Triple]:
        if not query:
            return
        triples = self._store.query(query, substitutions=_spoken_of(query, row))
        if not isinstance(triples, QueryTriples):
            raise TypeError("a remedy states its change with CONSTRUCT queries")
        yield from list(triples)

    def _mends(self, change: _Change, result: Result) -> bool:
        """Whether one breach is gone and none has come."""
        change.apply(self._store)
        try:
            among = self._own | {triple.subject for triple in change.adds}
            after = Counter(_breach(one) for one in run_engine(self._store, self._shapes, among))
        finally:
            change.undo(self._store)
        breach = _breach(result)
        return after[breach] < self._before[breach] and not after - self._before


def _stated(triples: Iterable[Triple]) -> Iterator[Triple]:
    """What a document states: not the remarks on its cells, which are only there while it is judged."""
    return (triple for triple in triples if triple.predicate != _REMARK)


def _spoken_of(query: str, known: Mapping[str, Term]) -> dict[Variable, Term | Triple]:
    """What is known of the variables that a query speaks of; it must not be given others."""
    names = set(_NAME.findall(query))
    return {Variable(name): term for name, term in known.items() if name in names}


def _breach(result: Result) -> Breach:
    return result.part, str(result.focus), str(result.path), str(result.value)


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)

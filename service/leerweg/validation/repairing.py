"""Proposing repairs: every way that a remedy finds is tried on the data, and proposed only when it mends the breach."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from leerweg.namespaces import LWSH
from leerweg.validation.circumstances import JUDGEMENT
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

    `own` are the things that the document describes: only they are changed, and what goes is told as `document` has it.
    At most three repairs are proposed for a breach, and at most 200 changes are tried in all.
    """

    def __init__(
        self,
        store: Store,
        shapes: ShapeCollection,
        own: AbstractSet[object],
        results: Iterable[Result],
        document: Iterable[Triple] = (),
    ) -> None:
        self._store = store
        self._spelled = _Spelling(document)
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
        told = set().union(*(_NAME.findall(text) for text in remedy.message.values()))
        for row in islice(self._ways(remedy, result), _MOST_TRIES):
            if not told <= row.keys():  # what cannot be told is no way
                continue
            change = self._change(remedy, row)
            if self._left and change is not None:
                self._left -= 1
                if self._mends(change, result):
                    adds = tuple(map(str, _stated(change.adds)))
                    removes = tuple(str(self._spelled(triple)) for triple in _stated(change.removes))
                    yield Repair(remedy.iri, filled(remedy.message, row, labels), adds, removes)

    def _ways(self, remedy: Remedy, result: Result) -> Iterator[dict[str, Term]]:
        known = _known(result)
        solutions = self._asked(remedy.ways, known)
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
        return _Change(added, removed) if (added or removed) and known - {JUDGEMENT} <= self._own else None

    def _constructed(self, query: str, row: Mapping[str, Term]) -> Iterator[Triple]:
        if not query:
            return
        triples = self._asked(query, row)
        if not isinstance(triples, QueryTriples):
            raise TypeError("a remedy states its change with CONSTRUCT queries")
        yield from list(triples)

    def _asked(self, query: str, known: Mapping[str, Term]) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer to a query of a remedy that knows these things from its beginning."""
        spoken = {name: known[name] for name in dict.fromkeys(_NAME.findall(query)) if name in known}
        head, where, rest = query.partition("WHERE {")
        # A row of values cannot hold a nameless thing: that takes the place of a variable of the head.
        nameless: dict[Variable, Term | Triple] = {
            Variable(name): term
            for name, term in spoken.items()
            if isinstance(term, BlankNode) and name in _NAME.findall(head)
        }
        named = {name: term for name, term in spoken.items() if not isinstance(term, BlankNode)}
        names, terms = " ".join(f"?{name}" for name in named), " ".join(map(str, named.values()))
        given = f" VALUES ({names}) {{ ({terms}) }}" if named else ""
        return self._store.query(f"{head}{where}{given}{rest}", substitutions=nameless)

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


class _Spelling:
    """Finds how a document spells a statement: a store gives back 20.0 for what was written as 20.00."""

    def __init__(self, document: Iterable[Triple]) -> None:
        self._stated: dict[tuple[object, object], list[Triple]] = {}
        for triple in document:
            self._stated.setdefault((triple.subject, triple.predicate), []).append(triple)

    def __call__(self, triple: Triple) -> Triple:
        """The statement as the document has it; itself where the document does not have it."""
        for stated in self._stated.get((triple.subject, triple.predicate), ()):
            alone = Store()
            alone.add(_quad(stated))
            if _quad(triple) in alone:
                return stated
        return triple


def _known(result: Result) -> dict[str, Term]:
    """What a breach says, by the names that the queries of remedies know it by."""
    told = {"this": result.focus, "path": result.path, "value": result.value}
    return {**result.answers, **{name: term for name, term in told.items() if term is not None}}


def _stated(triples: Iterable[Triple]) -> Iterator[Triple]:
    """What a document states: neither remarks on its cells nor circumstances, which are there while it is judged."""
    return (triple for triple in triples if triple.predicate != _REMARK and triple.subject != JUDGEMENT)


def _breach(result: Result) -> Breach:
    return result.part, str(result.focus), str(result.path), str(result.value)


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)

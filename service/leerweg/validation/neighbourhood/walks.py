"""Questions that follow paths from one thing to others, compiled into walks over the patterns of a store.

Such a question costs a store in this process more to plan than to answer. It stays the one place that says which way
to go: the walk is read from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import URIRef, Variable

from leerweg.store import Question
from leerweg.validation.neighbourhood.statements import Statements, Term

__all__ = ["Walk", "walk_of"]

Step = Callable[[Statements, Term], Iterable[Term]]
_PASSED = ("SelectQuery", "ConstructQuery", "Project", "Distinct", "OrderBy")


@dataclass(frozen=True)
class _Move:
    """One pattern of the question: from what a variable stands for to what another does, or to a fixed term."""

    start: Variable
    step: Step
    end: Variable | NamedNode


@dataclass(frozen=True)
class Walk:
    """What a question finds from one thing; `moves` in an order in which each starts from what is known."""

    focus: Variable
    moves: tuple[_Move, ...]
    wanted: Variable

    def things(self, graph: Statements, focus: Term) -> Iterable[Term]:
        """What the question answers when its slot holds this one term; each once."""
        known: dict[Variable, dict[Term, None]] = {self.focus: {focus: None}}
        for move in self.moves:
            found = dict.fromkeys(end for start in known[move.start] for end in move.step(graph, start))
            if isinstance(move.end, Variable):
                known[move.end] = found
            elif move.end not in found:
                return ()
            if not found:
                return ()
        return known[self.wanted]


def walk_of(question: Question, wanted: str = "thing") -> Walk:
    """The walk that a question with one slot describes, to what its variable `wanted` stands for.

    A pattern with a variable for its property is passed over: it tells of what was found. Raises ValueError for a
    question of another form: the patterns must lead on from the slot, one from another, and only the slot's may be
    conditions.
    """
    (slot,) = question.slots
    focus, goal = Variable(slot), Variable(wanted)
    waiting = [part for part in _patterns(translateQuery(parseQuery(question.text)).algebra) if part[1] != goal]
    known, moves = {focus}, list[_Move]()
    while waiting:
        following = next((part for part in waiting if _leads_on(part, known, focus)), None)
        if following is None:
            raise ValueError(f"the question {question.name} is no walk from ?{slot}: {waiting}")
        waiting.remove(following)
        move = _move(following, known)
        moves.append(move)
        if isinstance(move.end, Variable):
            known.add(move.end)
    if goal not in known or any(_is_branch(move, moves, focus, goal) for move in moves):
        raise ValueError(f"the question {question.name} does not lead straight to ?{wanted}")
    return Walk(focus, tuple(sorted(moves, key=lambda move: isinstance(move.end, Variable))), goal)


_Pattern = tuple[object, object, object]


def _patterns(part: CompValue) -> Iterator[_Pattern]:
    if part.name in _PASSED:
        yield from _patterns(part.p)
    elif part.name == "Join":
        yield from _patterns(part.p1)
        yield from _patterns(part.p2)
    elif part.name == "BGP":
        yield from (triple for triple in part.triples if not isinstance(triple[1], Variable))
    elif part.name == "ToMultiSet":
        if part.p.name != "values":
            yield from _patterns(part.p)
    else:
        raise ValueError(f"{part.name} is not part of a walk")


def _leads_on(pattern: _Pattern, known: set[Variable], focus: Variable) -> bool:
    """Whether it goes from what is known to what is not yet, or is a condition on where the walk starts."""
    start, _, end = pattern
    if isinstance(end, URIRef):
        return start == focus
    return (start in known) != (end in known)


def _is_branch(move: _Move, moves: list[_Move], focus: Variable, goal: Variable) -> bool:
    """Whether it is a condition on what was found on the way, which would have to be looked at one by one."""
    leads_further = move.end == goal or any(other.start == move.end for other in moves)
    return not leads_further and move.start != focus


def _move(pattern: _Pattern, known: set[Variable]) -> _Move:
    start, path, end = pattern
    if start in known:
        to = NamedNode(str(end)) if isinstance(end, URIRef) else end
        return _Move(start, _step(path), to)  # type: ignore[arg-type]  # _leads_on has seen that they are variables
    return _Move(end, _step(InvPath(path)), start)  # type: ignore[arg-type]


def _step(path: object) -> Step:
    if isinstance(path, URIRef):
        return _forward(NamedNode(str(path)))
    if isinstance(path, InvPath):
        return _inverse(path.arg)
    if isinstance(path, SequencePath):
        return _sequence([_step(part) for part in path.args])
    if isinstance(path, AlternativePath):
        ways = [_step(part) for part in path.args]
        return lambda graph, start: [end for way in ways for end in way(graph, start)]
    if isinstance(path, MulPath):
        return _repeated(_step(path.path), zero=path.zero, more=path.more)
    raise ValueError(f"{path} is not part of a walk")


def _forward(predicate: NamedNode) -> Step:
    return lambda graph, start: graph.values(start, predicate)


def _inverse(path: object) -> Step:
    if isinstance(path, URIRef):
        predicate = NamedNode(str(path))
        return lambda graph, start: graph.holders(predicate, start)
    if isinstance(path, MulPath):
        return _repeated(_inverse(path.path), zero=path.zero, more=path.more)
    if isinstance(path, SequencePath):
        return _sequence([_inverse(part) for part in reversed(path.args)])
    raise ValueError(f"the inverse of {path} is not part of a walk")


def _sequence(steps: list[Step]) -> Step:
    def follow(graph: Statements, start: Term) -> Iterable[Term]:
        reached: Iterable[Term] = [start]
        for step in steps:
            reached = dict.fromkeys(end for one in reached for end in step(graph, one))
        return reached

    return follow


def _repeated(step: Step, *, zero: bool, more: bool) -> Step:
    def follow(graph: Statements, start: Term) -> Iterable[Term]:
        found: dict[Term, None] = {start: None} if zero else {}
        waiting = [start]
        while waiting:
            new = [end for end in step(graph, waiting.pop()) if end not in found]
            found.update(dict.fromkeys(new))
            if more:
                waiting.extend(new)
        return found

    return follow

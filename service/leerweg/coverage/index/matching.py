"""How competences lie to each other: the same, above, or near; as numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from leerweg.coverage.index.relation import Relation

__all__ = ["Matching"]

Steps = Mapping[int, set[int]]


class Matching:
    """The relations between competences that decide whether an offer of one speaks of another.

    Source: the questions, e.g. `find_workplaces.rq`, and docs/decisions/0004-can-teach.md.
    """

    def __init__(self, same: Relation, broader: Relation, narrower: Relation, near: Iterable[Relation]) -> None:
        self._same = _steps(same, same.inverse)
        self._up = _steps(same, same.inverse, broader, narrower.inverse)
        self._down = _steps(same, same.inverse, narrower, broader.inverse)
        self._near = _steps(*(direction for relation in near for direction in (relation, relation.inverse)))

    def same(self, competence: int) -> set[int]:
        """The competence, and every exact match of it over any number of steps."""
        return _reach(self._same, competence) | {competence}

    def above(self, competence: int) -> set[int]:
        """What lies above it, over any number of steps up or sideways; what is the same may be among it."""
        return _reach(self._up, competence)

    def beside(self, competence: int) -> set[int]:
        """What an offer may name to make this competence possible: near it, or below it."""
        near = {other for own in self.same(competence) for other in self._near.get(own, ())}
        return near | _reach(self._down, competence)

    def below(self, taught: int) -> set[int]:
        """Every competence that lies below `taught`: the inverse of `above`."""
        return _reach(self._down, taught)

    def made_possible(self, taught: int) -> set[int]:
        """Every competence that an offer of `taught` makes possible: the inverse of `beside`."""
        near = {same for other in self._near.get(taught, ()) for same in self.same(other)}
        return near | _reach(self._up, taught)


def _steps(*relations: Relation) -> Steps:
    steps: defaultdict[int, set[int]] = defaultdict(set)
    for relation in relations:
        for one, other in zip(relation.subjects.tolist(), relation.objects.tolist(), strict=True):
            steps[one].add(other)
    return steps


def _reach(steps: Steps, start: int) -> set[int]:
    """What one step or more lead to."""
    found: set[int] = set()
    waiting = list(steps.get(start, ()))
    while waiting:
        thing = waiting.pop()
        if thing not in found:
            found.add(thing)
            waiting.extend(steps.get(thing, ()))
    return found

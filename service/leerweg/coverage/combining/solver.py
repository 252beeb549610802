"""The solver: OR-Tools CP-SAT, criterion by criterion. The only module that knows it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from leerweg.coverage.combining.problem import Amount, Problem, Workplace, amount_of, criteria
from leerweg.coverage.combining.reducing import reduce
from leerweg.model.combinations import Preference

__all__ = ["Found", "keep_apart", "solve"]

# Seconds on the clock, for every such second, after which it is stopped all the same.
_PATIENCE = 3.0
_SEED = 1
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Found:
    """A combination in the order of the IRIs, and its cost.

    `open` None: none is better. Else the work was ended while that criterion was minimised, and no combination comes
    below `bound` in it (sites, metres or companies).
    """

    chosen: tuple[Workplace, ...]
    amount: Amount
    open: Preference | None = None
    bound: int | None = None


class _Work:
    """Work that is left to do, and one way to do it: one thread, one seed, so that the answer is always the same."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    def solve(self, model: cp_model.CpModel) -> tuple[cp_model.CpSolver, int]:
        """The solver after its work, and how it ended."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = _SEED
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = max(self._left, 0.0)
        solver.parameters.max_time_in_seconds = max(self._left, 0.0) * _PATIENCE
        status = int(solver.solve(model))
        self._left -= solver.response_proto.deterministic_time
        return solver, status


class _Model:
    """The problem as the solver sees it: a truth value for every workplace."""

    def __init__(self, problem: Problem, excluded: Iterable[Sequence[Workplace]]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.taken = {item.site: self.model.new_bool_var(f"take {item.site}") for item in problem.workplaces}
        for competence in problem.competences:
            teachers = [self.taken[item.site] for item in problem.workplaces if competence in item.teaches]
            # As a sum: the linear relaxation, which gives the bound, knows nothing of clauses.
            self.model.add(sum(teachers) >= 1)
        for former in excluded:
            kept = [item.site for item in former]
            self.model.add_bool_or([self.taken[site].negated() for site in kept])
        self.model.add(sum(self.taken.values()) >= _least(problem).sites)
        self.amounts = {
            Preference.FEWEST_SITES: sum(self.taken.values()),
            Preference.LEAST_TRAVEL: sum(item.distance * self.taken[item.site] for item in problem.workplaces),
            Preference.ONE_COMPANY: sum(self._companies()),
        }

    def chosen(self, solver: cp_model.CpSolver) -> tuple[Workplace, ...]:
        """The workplaces that the solver takes."""
        return tuple(item for item in self.problem.workplaces if solver.boolean_value(self.taken[item.site]))

    def suggest(self, chosen: Sequence[Workplace]) -> None:
        """Begin the search here."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # the library forgot to say that it returns nothing
        sites = {item.site for item in chosen}
        for site, taken in self.taken.items():
            self.model.add_hint(taken, site in sites)

    def _companies(self) -> Iterator[cp_model.IntVar]:
        """A truth value for every company; of one with a single workplace it is that of the workplace."""
        sites = Counter(item.company for item in self.problem.workplaces)
        joined = {name: self.model.new_bool_var(f"join {name}") for name, count in sites.items() if count > 1}
        for item in self.problem.workplaces:
            if item.company in joined:
                self.model.add_implication(self.taken[item.site], joined[item.company])
            else:
                yield self.taken[item.site]
        yield from joined.values()


def solve(problem: Problem, prefer: Preference, number: int, *, seconds: float = 5.0) -> list[Found]:
    """The best `number` combinations, the best first; fewer where there are no more, or the time is up.

    Compared by the preference, then by the others in their order, then by the IRIs: no two are equal. After `seconds`
    of work, as the solver counts it, the best that was found is the last one. Raises ValueError for a competence that
    no workplace teaches.
    """
    if problem.untaught:
        raise ValueError(f"nobody teaches {', '.join(sorted(problem.untaught))}")
    if not problem.competences:
        return []
    smaller, work = reduce(problem, number, prefer), _Work(seconds)
    found: list[Found] = []
    while len(found) < number:
        model = _Model(smaller, [item.chosen for item in found])
        following = _best(model, criteria(prefer), work, () if found else _greedy(smaller))
        if following is None:
            break
        found.append(following)
        if following.open:
            break
    return found


def keep_apart(problem: Problem, *, seconds: float = 1.0) -> tuple[str, ...]:
    """As many competences as can be found of which no workplace teaches two: so many workplaces are needed."""
    model = cp_model.CpModel()
    picked = {item: model.new_bool_var(f"pick {item}") for item in problem.competences}
    for taught in {item.teaches.intersection(picked) for item in problem.workplaces}:
        model.add_at_most_one(picked[item] for item in sorted(taught))
    model.maximize(sum(picked.values()))
    solver, status = _Work(seconds).solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ()
    return tuple(item for item in problem.competences if solver.boolean_value(picked[item]))


def _best(model: _Model, order: Sequence[Preference], work: _Work, known: Sequence[Workplace]) -> Found | None:
    """The best combination of the model; None when there is none, or none was found in time."""
    best = tuple(known)
    for criterion in order:
        if best:
            model.suggest(best)
        model.model.minimize(model.amounts[criterion])
        solver, status = work.solve(model.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            best = _needed(model.chosen(solver), model.problem)
        if status != cp_model.OPTIMAL:
            return _unfinished(best, criterion, solver, _least(model.problem))
        model.model.add(model.amounts[criterion] <= round(solver.objective_value))
    best = _first_by_name(model, best, work)
    return Found(best, amount_of(best))


def _unfinished(
    best: tuple[Workplace, ...], criterion: Preference, solver: cp_model.CpSolver, least: Amount
) -> Found | None:
    if not best:
        return None
    bound = solver.best_objective_bound
    shown = math.ceil(bound - _ROUNDING) if math.isfinite(bound) else 0
    amount, place = amount_of(best), list(Preference).index(criterion)
    return Found(best, amount, criterion, min(max(shown, least[place]), amount[place]))


def _least(problem: Problem) -> Amount:
    """What no combination comes below, seen at once: for its size, its kilometres and its companies."""
    most = max(len(item.teaches.intersection(problem.competences)) for item in problem.workplaces)
    nearest = (
        min(item.distance for item in problem.workplaces if competence in item.teaches)
        for competence in problem.competences
    )
    return Amount(math.ceil(len(problem.competences) / most), max(nearest), 1)


def _first_by_name(model: _Model, best: tuple[Workplace, ...], work: _Work) -> tuple[Workplace, ...]:
    """Of the combinations that cost the same, the one whose IRIs come first; `best` where the time is up."""
    fixed: set[str] = set()
    for _ in best:
        rest = [item.site for item in model.problem.workplaces if item.site not in fixed]
        first = {site: model.model.new_bool_var(f"next {site}") for site in rest}
        model.model.add_exactly_one(first.values())
        for site, is_first in first.items():
            model.model.add_implication(is_first, model.taken[site])
        model.suggest(best)
        model.model.minimize(sum(place * first[site] for place, site in enumerate(rest)))
        solver, status = work.solve(model.model)
        if status != cp_model.OPTIMAL:
            return best
        best = model.chosen(solver)
        name = rest[round(solver.objective_value)]
        fixed.add(name)
        model.model.add(model.taken[name] == 1)
        for site in rest[: rest.index(name)]:
            model.model.add(model.taken[site] == 0)
    return best


def _greedy(problem: Problem) -> tuple[Workplace, ...]:
    """Some combination, found at once: the workplace that teaches the most of what is left, again and again."""
    left, chosen = set(problem.competences), list[Workplace]()
    while left:
        most = max(problem.workplaces, key=lambda item: (len(left & item.teaches), -item.distance))
        chosen.append(most)
        left -= most.teaches
    return _needed(tuple(sorted(chosen, key=lambda item: item.site)), problem)


def _needed(chosen: tuple[Workplace, ...], problem: Problem) -> tuple[Workplace, ...]:
    """Without the workplaces that can be left out, the farthest first."""
    kept = list(chosen)
    for workplace in sorted(chosen, key=lambda item: (item.distance, item.site), reverse=True):
        others = {item for other in kept if other is not workplace for item in other.teaches}
        if others.issuperset(problem.competences):
            kept.remove(workplace)
    return tuple(kept)

"""The problem without names: which workplaces teach which competences, whose they are and how far away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from leerweg.model.combinations import Preference

__all__ = ["Amount", "Problem", "Workplace", "amount_of", "criteria"]


class Amount(NamedTuple):
    """What a set of workplaces costs: sites, metres from the start added up, and companies."""

    sites: int
    travel: int
    companies: int


@dataclass(frozen=True)
class Workplace:
    """A site (IRI), its company (the site itself where none is stated), metres away, and what it teaches."""

    site: str
    company: str
    distance: int
    teaches: frozenset[str]


@dataclass(frozen=True)
class Problem:
    """Competences that must be taught (IRIs), and the workplaces to choose from, in the order of their IRIs.

    A combination is a set of workplaces that together teach every competence, and of which none can be left out.
    """

    competences: Sequence[str]
    workplaces: Sequence[Workplace]

    @cached_property
    def untaught(self) -> frozenset[str]:
        """The competences that no workplace teaches."""
        taught = {item for workplace in self.workplaces for item in workplace.teaches}
        return frozenset(self.competences) - taught

    def without(self, competences: Collection[str]) -> Problem:
        """The same problem, where these need not be taught."""
        return Problem([item for item in self.competences if item not in competences], self.workplaces)


def amount_of(chosen: Collection[Workplace]) -> Amount:
    """What these workplaces cost together."""
    companies = {workplace.company for workplace in chosen}
    return Amount(len(chosen), sum(workplace.distance for workplace in chosen), len(companies))


def criteria(prefer: Preference) -> tuple[Preference, ...]:
    """What is compared first, second and third."""
    return (prefer, *(other for other in Preference if other is not prefer))

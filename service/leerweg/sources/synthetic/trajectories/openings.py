"""Where a trajectory can begin in a school year: a recognised workplace that teaches most of what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from leerweg.sources.synthetic.trajectories.supply import (
    Mentor,
    Qualification,
    Supply,
    Version,
    Workplace,
    holds,
)

__all__ = ["Aim", "Opening", "SchoolYear", "find_openings", "last_day", "taught_at"]

_LONGEST = 3
_FIRST_SIGNED = (8, 20)


@dataclass(frozen=True, slots=True)
class Aim:
    """Qualifications to aim at, what they ask for, and what of it the workplace teaches (more than half)."""

    qualifications: tuple[Qualification, ...]
    asked: tuple[str, ...]
    taught: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A workplace in a school year, for a version of its programme: with which aims, for how many years."""

    workplace: Workplace
    version: Version
    aims: tuple[Aim, ...]
    contexts: tuple[str, ...]
    years: tuple[int, ...]
    mentors: tuple[Mentor, ...]


@dataclass(frozen=True)
class SchoolYear:
    """The openings of the school year that begins in `year`, drawn by their number of places."""

    year: int
    openings: tuple[Opening, ...]
    cumulative: tuple[int, ...]

    @property
    def start(self) -> dt.date:
        """The first day of the school year."""
        return dt.date(self.year, 9, 1)

    @property
    def first_signed(self) -> dt.date:
        """The first day on which an agreement for this year is signed."""
        return dt.date(self.year, *_FIRST_SIGNED)

    def draw(self, random: Random) -> Opening:
        """An opening, the more places the more often."""
        return random.choices(self.openings, cum_weights=self.cumulative)[0]


def last_day(year: int, years: int) -> dt.date:
    """The last day of a trajectory that begins in `year`."""
    return dt.date(year + years, 6, 30)


def find_openings(supply: Supply, year: int, on: dt.date) -> SchoolYear:
    """Everything that can begin in this school year and still runs `on` a day."""
    found = tuple(_openings(supply, year, on))
    return SchoolYear(year, found, tuple(accumulate(opening.workplace.places for opening in found)))


def taught_at(workplace: Workplace, begin: dt.date, end: dt.date) -> frozenset[str]:
    """What a workplace says it teaches at some time between these days."""
    return frozenset(
        competence
        for offer in workplace.offers
        if (offer.first is None or offer.first <= end) and (offer.last is None or offer.last >= begin)
        for competence in offer.competences
    )


def _openings(supply: Supply, year: int, on: dt.date) -> Iterator[Opening]:
    start, signed = dt.date(year, 9, 1), dt.date(year, *_FIRST_SIGNED)
    versions = {each.programme: list(supply.versions_of(each.programme, start)) for each in supply.versions}
    options = {version.iri: list(_options(version, start)) for version in supply.versions}
    for workplace in supply.workplaces:
        years = tuple(
            length
            for length in range(1, _LONGEST + 1)
            if last_day(year, length) > on and holds(workplace.first, workplace.last, signed, last_day(year, length))
        )
        valid = versions.get(workplace.programme)
        if not years or not valid:
            continue
        if any(each.contexts_asked > len(each.contexts) for each in valid):
            continue  # more is asked than anybody could state
        version = valid[-1]
        taught = taught_at(workplace, start, last_day(year, 1))
        aims = tuple(_aims(options[version.iri], taught))
        if aims:
            until = last_day(year, years[-1])
            mentors = tuple(each for each in workplace.mentors if holds(each.first, each.last, signed, until))
            words = tuple(dict.fromkeys(word for each in valid for word in each.contexts[: each.contexts_asked]))
            yield Opening(workplace, version, aims, words, years, mentors)


def _options(version: Version, start: dt.date) -> Iterator[tuple[tuple[Qualification, ...], tuple[str, ...]]]:
    """What a learner may aim at: all qualifications of the version, or where there are several, one of them."""
    valid = tuple(each for each in version.qualifications if holds(each.first, each.last, start))
    choices: list[Sequence[Qualification]] = [valid] if valid else []
    if len(valid) > 1:
        choices += [(each,) for each in valid]
    for chosen in choices:
        yield tuple(chosen), tuple(dict.fromkeys(each for one in chosen for each in one.competences))


def _aims(
    options: Sequence[tuple[tuple[Qualification, ...], tuple[str, ...]]], taught: frozenset[str]
) -> Iterator[Aim]:
    for qualifications, asked in options:
        there = tuple(each for each in asked if each in taught)
        if 2 * len(there) > len(asked):
            yield Aim(qualifications, asked, there)

"""Mentors and free places at workplaces, and for which recognitions they are there on a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leerweg.coverage.index.periods import NEVER, Days, Periods, periods_of
from leerweg.coverage.index.recognitions import Recognitions
from leerweg.coverage.index.relation import Codes, Relation
from leerweg.coverage.index.statements import Statements
from leerweg.namespaces import lw

__all__ = ["Presence", "capacities_in", "mentors_in"]

ANY = -1


@dataclass(frozen=True)
class Presence:
    """Mentors, or numbers of places, at sites: a row each, and for every programme that it is limited to.

    `programme` is ANY for one without a limit; `free` and `taken` count places (zero for mentors).
    """

    thing: Codes
    site: Codes
    programme: Codes
    periods: Periods
    places: Days
    taken: Days
    of_site: Relation

    def serving(self, day: int, recognitions: Recognitions, rows: Codes) -> tuple[Codes, Codes]:
        """Pairs of a place in `rows` of recognitions, and the row of this that serves it that day."""
        there = self.periods.hold(day)
        at, own = self.of_site.join(recognitions.site[rows])
        limits = self.programme[own]
        fits = there[own] & ((limits == ANY) | (limits == recognitions.programme[rows[at]]))
        return at[fits], own[fits]


def mentors_in(statements: Statements, place_of: Codes) -> Presence:
    """The eligible mentors of the graph; `place_of` leads from the number of a site to its place in the list."""
    eligible = statements[lw("isEligible")]
    things = eligible.subjects[statements.truths(eligible.objects)]
    at, site = statements[lw("mentorAt")].join(things)
    none = np.zeros(len(at), dtype=np.int32)
    return _presence(statements, things[at], place_of[site], none, none)


def capacities_in(statements: Statements, place_of: Codes) -> Presence:
    """The numbers of places of the graph of which some are free."""
    located = statements[lw("placesAt")]
    things, site = located.subjects, located.objects
    at, literals = statements[lw("places")].join(things)
    things, site, places = things[at], site[at], statements.integers(literals)
    at, literals = statements[lw("placesTaken")].join(things)
    things, site, places, taken = things[at], site[at], places[at], statements.integers(literals)
    free = taken < places
    return _presence(statements, things[free], place_of[site[free]], places[free], taken[free])


def _presence(statements: Statements, thing: Codes, site: Codes, places: Days, taken: Days) -> Presence:
    own = site >= 0
    thing, site, places, taken = thing[own], site[own], places[own], taken[own]
    at, first = statements[lw("validFrom")].join(thing)
    thing, site, places, taken = thing[at], site[at], places[at], taken[at]
    first = statements.days(first, unstated=NEVER)
    at, programme = statements[lw("forProgramme")].left_join(thing)
    thing, site = thing[at], site[at]
    row = np.arange(len(at), dtype=np.int32)
    last = periods_of(statements, thing).last
    return Presence(thing, site, programme, Periods(first[at], last), places[at], taken[at], Relation(site, row))

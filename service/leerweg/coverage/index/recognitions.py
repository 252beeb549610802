"""Which recognitions for dual learning there are, and which are in force on a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pyoxigraph import NamedNode

from leerweg.coverage.index.periods import EVER, NEVER, Days, Periods, periods_of
from leerweg.coverage.index.relation import Codes, Flags, Relation
from leerweg.coverage.index.statements import Statements
from leerweg.namespaces import ORG, lw, scheme

__all__ = ["Interruptions", "Recognitions", "recognitions_in"]


@dataclass(frozen=True)
class Interruptions:
    """What takes the force from rows of recognitions: `row` has none from the first to the last day of `periods`."""

    row: Codes
    periods: Periods


@dataclass(frozen=True)
class Recognitions:
    """The recognitions that a body with a mandate gave: a row each; `site` is a place in the list of sites."""

    recognition: Codes
    site: Codes
    programme: Codes
    granter: Codes
    decided: Days
    periods: Periods
    interruptions: tuple[Interruptions, ...]
    of_site: Relation

    def in_force(self, day: int) -> Flags:
        """Which of them are in force that day: neither lifted nor suspended, and nobody excluded."""
        force = self.periods.hold(day)
        for interruption in self.interruptions:
            force[interruption.row[interruption.periods.hold(day)]] = False
        return force


def recognitions_in(statements: Statements, place_of: Codes) -> Recognitions:
    """The recognitions of the graph; `place_of` leads from the number of a site to its place (-1: not in the list)."""
    recognition, (site, programme, granter, decided, first, last) = _stated(statements)
    own = (place_of[site] >= 0) & _mandated(statements, granter, statements.days(decided, unstated=EVER))
    recognition, site, programme, granter = recognition[own], site[own], programme[own], granter[own]
    row = np.arange(len(recognition), dtype=np.int32)
    of_recognition, of_site = Relation(recognition, row), Relation(site, row)
    return Recognitions(
        recognition,
        place_of[site],
        programme,
        granter,
        statements.days(decided[own], unstated=EVER),
        Periods(statements.days(first[own], unstated=NEVER), statements.days(last[own], unstated=EVER)),
        (
            _lifted(statements, of_recognition),
            _dated(statements, statements[lw("suspends")], of_recognition),
            _dated(statements, _excluded(statements), of_site),
        ),
        Relation(place_of[site], row),
    )


def _stated(statements: Statements) -> tuple[Codes, list[Codes]]:
    """Every recognition for dual learning with its site, programme, granter, day of decision, first and last day."""
    scopes = statements[lw("recognitionScope")]
    dual = scopes.objects == statements.number(scheme("recognition-scope", "dual").value)
    things, columns = scopes.subjects[dual], list[Codes]()
    for name in ("recognises", "forProgramme", "grantedBy", "decisionDate", "validFrom", "validUntil"):
        at, values = statements[lw(name)].join(things)
        things, columns = things[at], [*(column[at] for column in columns), values]
    return things, columns


def _mandated(statements: Statements, granter: Codes, decided: Days) -> Flags:
    """Which decisions fell within a mandate of the body that took them."""
    purposes = statements[lw("mandateFor")]
    mandates = purposes.subjects[purposes.objects == statements.number(scheme("mandate-purpose", "recognition").value)]
    at, bodies = statements[lw("mandateOf")].join(mandates)
    mandates = mandates[at]
    at, first = statements[lw("validFrom")].join(mandates)
    mandates, bodies = mandates[at], bodies[at]
    begins = statements.days(first, unstated=NEVER)
    ends = periods_of(statements, mandates).last
    rows, held = Relation(bodies, np.arange(len(bodies), dtype=np.int32)).join(granter)
    within = (begins[held] <= decided[rows]) & (decided[rows] <= ends[held])
    mandated = np.zeros(len(granter), dtype=bool)
    mandated[rows[within]] = True
    return mandated


def _lifted(statements: Statements, rows: Relation) -> Interruptions:
    lifted = statements[lw("liftedOn")]
    at, row = rows.join(lifted.subjects)
    first = statements.days(lifted.objects[at], unstated=NEVER)
    return Interruptions(row, Periods(first, np.full(len(first), NEVER, dtype=np.int32)))


def _dated(statements: Statements, concerns: Relation, rows: Relation) -> Interruptions:
    """What dated decisions concern: for each the rows, and each pair of its first and last days."""
    at, row = rows.join(concerns.objects)
    decision = concerns.subjects[at]
    at, first = statements[lw("validFrom")].join(decision)
    decision, row = decision[at], row[at]
    at, last = statements[lw("validUntil")].left_join(decision)
    return Interruptions(
        row[at],
        Periods(statements.days(first[at], unstated=NEVER), statements.days(last, unstated=NEVER)),
    )


def _excluded(statements: Statements) -> Relation:
    """From an exclusion to the sites: the excluded ones, and those of excluded organisations."""
    excluded = statements[lw("excludes")]
    at, sites = statements[NamedNode(ORG + "siteOf")].inverse.join(excluded.objects)
    return Relation(
        np.concatenate((excluded.subjects, excluded.subjects[at])),
        np.concatenate((excluded.objects, sites)),
    )

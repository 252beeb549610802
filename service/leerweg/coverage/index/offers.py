"""What workplaces say that they teach, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leerweg.coverage.index.periods import NEVER, Periods
from leerweg.coverage.index.relation import Codes, Flags, Relation
from leerweg.coverage.index.statements import DoubtError, Statements
from leerweg.namespaces import lw

__all__ = ["Offers", "offers_in"]


@dataclass(frozen=True)
class Offers:
    """The offers of real workplaces: a row for each offer, site, first day, and answer to "includes the narrower?".

    `site` is a place in the list of sites; `taught`, `partly` and `refused` lead from a competence to rows,
    `last` of `periods` is NEVER where no end is stated.
    """

    offer: Codes
    site: Codes
    periods: Periods
    includes: Flags
    taught: Relation
    partly: Relation
    refused: Relation
    of_site: Relation


def offers_in(statements: Statements) -> tuple[Offers, list[str]]:
    """The offers of the graph, and the IRIs of the sites that make them, in order.

    Raises DoubtError where an offer states two last days: the questions then differ in what they make of it.
    """
    placed = statements[lw("offeredAt")]
    real = np.isin(placed.objects, statements.workplaces)
    offer, place = placed.subjects[real], placed.objects[real]
    at, first = statements[lw("validFrom")].join(offer)
    offer, place = offer[at], place[at]
    at, last = statements[lw("validUntil")].left_join(offer)
    if len(at) != len(offer):
        raise DoubtError("an offer states two last days")
    at, includes = statements[lw("includesNarrower")].left_join(offer)
    sites, site = _places(statements, place)
    rows = Relation(offer[at], np.arange(len(at), dtype=np.int32))
    periods = Periods(
        statements.days(first[at], unstated=NEVER + 1),
        statements.days(last[at], unstated=NEVER),
    )
    return Offers(
        offer[at],
        site[at],
        periods,
        statements.truths(includes),
        _speaking(statements[lw("offersCompetence")], rows),
        _speaking(statements[lw("partlyOffersCompetence")], rows),
        _speaking(statements[lw("doesNotOfferCompetence")], rows),
        Relation(site[at], np.arange(len(at), dtype=np.int32)),
    ), sites


def _speaking(statements: Relation, rows: Relation) -> Relation:
    """From a competence to the rows of the offers that name it."""
    positions, row = rows.join(statements.subjects)
    return Relation(statements.objects[positions], row)


def _places(statements: Statements, place: Codes) -> tuple[list[str], Codes]:
    """The distinct sites in the order of their IRIs, and the place of each in that list."""
    distinct, places = np.unique(place, return_inverse=True)
    iris = statements.iris(distinct)
    order = sorted(range(len(iris)), key=iris.__getitem__)
    rank = np.empty(len(iris), dtype=np.int32)
    rank[order] = np.arange(len(iris), dtype=np.int32)
    return [iris[number] for number in order], rank[places]

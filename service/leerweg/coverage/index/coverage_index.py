"""The index of one revision: everything that decides who can teach what, ready to be computed with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pyoxigraph import NamedNode

from leerweg.coverage.index.availability import Presence, capacities_in, mentors_in
from leerweg.coverage.index.matching import Matching
from leerweg.coverage.index.offers import Offers, offers_in
from leerweg.coverage.index.programmes import Programmes
from leerweg.coverage.index.recognitions import Recognitions, recognitions_in
from leerweg.coverage.index.regions import Regions
from leerweg.coverage.index.statements import Statements
from leerweg.namespaces import DCT, ORG, SKOS, lw
from leerweg.store import Reader

__all__ = ["CoverageIndex", "build_index"]

_NEAR = tuple(NamedNode(SKOS + name) for name in ("closeMatch", "relatedMatch", "broadMatch", "narrowMatch", "related"))
_SAME, _BROADER, _NARROWER = (NamedNode(SKOS + name) for name in ("exactMatch", "broader", "narrower"))
_OWN = (
    "offeredAt", "offersCompetence", "partlyOffersCompetence", "doesNotOfferCompetence", "includesNarrower",
    "validFrom", "validUntil", "municipality", "leadsTo", "hasCompetence", "recognises", "forProgramme", "grantedBy",
    "recognitionScope", "decisionDate", "liftedOn", "suspends", "excludes", "mandateOf", "mandateFor", "mentorAt",
    "isEligible", "placesAt", "places", "placesTaken",
)  # fmt: skip
_PROPERTIES = (
    *(lw(name) for name in _OWN),
    *(_SAME, _BROADER, _NARROWER, *_NEAR),
    NamedNode(DCT + "isVersionOf"),
    NamedNode(ORG + "siteOf"),
)


@dataclass(frozen=True, eq=False)
class CoverageIndex:
    """What one revision of the graph says about who can teach what; `sites` are IRIs in their order.

    Sites are numbered by their place in `sites`, all other things by the numbers of `statements`.
    """

    revision: int
    statements: Statements
    sites: list[str]
    offers: Offers
    matching: Matching
    programmes: Programmes
    recognitions: Recognitions
    mentors: Presence
    capacities: Presence
    regions: Regions

    def place(self, site: str) -> int:
        """The place of a site in `sites`; -1 for one that offers nothing."""
        place = bisect_left(self.sites, site)
        return place if place < len(self.sites) and self.sites[place] == site else -1


def build_index(reader: Reader, progress: Callable[[int, int], None]) -> CoverageIndex:
    """The index of the revision that `reader` shows; `progress` hears how many of how many parts are read.

    Raises DoubtError when the graph holds values that only SPARQL compares as SPARQL does, and a StoreError when the
    store fails. What `progress` raises ends the building.
    """
    statements = Statements(reader, _PROPERTIES, progress)
    offers, sites = offers_in(statements)
    place_of = np.full(statements.count, -1, dtype=np.int32)
    place_of[[statements.number(site) for site in sites]] = np.arange(len(sites), dtype=np.int32)
    broader = statements[_BROADER]
    matching = Matching(
        statements[_SAME], broader, statements[_NARROWER], [statements[property_iri] for property_iri in _NEAR]
    )
    return CoverageIndex(
        reader.revision,
        statements,
        sites,
        offers,
        matching,
        Programmes(statements, matching),
        recognitions_in(statements, place_of),
        mentors_in(statements, place_of),
        capacities_in(statements, place_of),
        Regions(statements[lw("municipality")], broader, place_of, len(sites)),
    )

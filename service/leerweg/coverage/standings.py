"""What is known of each competence of a qualification at given workplaces: what is missing, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leerweg.coverage.asking import Row
from leerweg.coverage.evidence import Evidence
from leerweg.model.answers import Asked, Basis, CompetenceStanding, Reference, Standing

__all__ = ["missing", "of_sites"]

# From the best news to the worst: where several offers speak of one competence, the best counts.
_ORDER = (
    Standing.PROVED,
    Standing.POSSIBLE,
    Standing.NOT_AVAILABLE,
    Standing.NOT_RECOGNISED,
    Standing.NOT_TAUGHT,
    Standing.NOT_STATED,
)


def of_sites(evidence: Evidence, asked: Asked, sites: Sequence[str]) -> dict[str, dict[str, Standing]]:
    """For each site the standing of every competence it says anything about; silence is NOT_STATED and left out."""
    known: dict[str, dict[str, Standing]] = {site: {} for site in sites}
    if not sites:
        return known
    for row in evidence.standings(asked, sites):
        standing = _standing(row, asked.basis)
        standings = known[row["site"]]
        former = standings.get(row["competence"], Standing.NOT_STATED)
        standings[row["competence"]] = min(former, standing, key=_ORDER.index)
    return known


def missing(competences: Sequence[Reference], known: Mapping[str, Standing]) -> tuple[CompetenceStanding, ...]:
    """Every competence that is not proved, the nearest to it first."""
    standings = (CompetenceStanding(item, known.get(item.iri, Standing.NOT_STATED)) for item in competences)
    lacking = [standing for standing in standings if standing.standing is not Standing.PROVED]
    return tuple(sorted(lacking, key=lambda item: (_ORDER.index(item.standing), item.competence.label)))


def _standing(row: Row, basis: Basis) -> Standing:
    if row["match"] == "not taught":
        return Standing.NOT_TAUGHT
    if basis is not Basis.STATED and "decided" not in row:
        return Standing.NOT_RECOGNISED
    if basis is Basis.AVAILABLE and "capacity" not in row:
        return Standing.NOT_AVAILABLE
    return Standing.PROVED if row["proves"] == "true" else Standing.POSSIBLE

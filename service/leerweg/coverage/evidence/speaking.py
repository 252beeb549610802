"""Which offers speak of a competence, and how: read from the index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from leerweg.coverage.asking import Row
from leerweg.coverage.index import CoverageIndex
from leerweg.coverage.index.periods import NEVER
from leerweg.coverage.index.relation import Codes, Flags, Relation
from leerweg.coverage.proofs import MATCHES, PROVING

__all__ = ["Speaking", "about", "at_site", "refusing"]

_SAME, _EXACT, _INCLUDES, _PARTLY, _NEAR = range(len(MATCHES))


@dataclass(frozen=True)
class Speaking:
    """Offers that speak of one competence: rows of the index, what they name, and the place in MATCHES of how."""

    index: CoverageIndex
    row: Codes
    taught: Codes
    match: Codes

    @property
    def site(self) -> Codes:
        """The site of each."""
        return self.index.offers.site[self.row]

    @property
    def proves(self) -> Flags:
        """Which of them prove that the competence is taught."""
        return self.match < PROVING

    def where(self, chosen: Flags) -> Speaking:
        """Only these."""
        return Speaking(self.index, self.row[chosen], self.taught[chosen], self.match[chosen])

    def best_by_site(self) -> Codes:
        """For every site of the index the closest match, len(MATCHES) where there is none."""
        best = np.full(len(self.index.sites), len(MATCHES), dtype=np.int32)
        np.minimum.at(best, self.site, self.match)
        return best

    def rows(self) -> list[Row]:
        """What the questions return of each offer: proves, match, taught, offer, offered and offeredUntil."""
        offers, iri = self.index.offers, self.index.statements.iri
        rows: list[Row] = []
        for row, taught, match in zip(self.row.tolist(), self.taught.tolist(), self.match.tolist(), strict=True):
            last = int(offers.periods.last[row])
            ends = {} if last == NEVER else {"offeredUntil": iso(last)}
            rows.append(
                {
                    "proves": "true" if match < PROVING else "false",
                    "match": MATCHES[match],
                    "taught": iri(taught),
                    "offer": iri(int(offers.offer[row])),
                    "offered": iso(int(offers.periods.first[row])),
                    **ends,
                }
            )
        return rows


def about(index: CoverageIndex, competence: int, day: int) -> Speaking:
    """Every offer in force that day that proves the competence or makes it possible."""
    offers, matching = index.offers, index.matching
    same = matching.same(competence)
    parts = [
        _named(offers.taught, [competence], _SAME),
        _named(offers.taught, same - {competence}, _EXACT),
        _named(offers.taught, matching.above(competence) - same, _INCLUDES),
        _named(offers.taught, matching.beside(competence) - same, _NEAR),
        _named(offers.partly, same, _PARTLY),
    ]
    return _spoken(index, parts, day)


def refusing(index: CoverageIndex, competence: int, day: int) -> Flags:
    """Which sites say that day that they do not teach the competence."""
    row, _, _ = _named(index.offers.refused, index.matching.same(competence), 0)
    refused = np.zeros(len(index.sites), dtype=bool)
    refused[index.offers.site[row[index.offers.periods.hold_at(row, day)]]] = True
    return refused


def at_site(index: CoverageIndex, place: int, day: int) -> dict[int, Speaking]:
    """By competence, the offers of one site in force that day that prove it or make it possible."""
    offers, matching = index.offers, index.matching
    rows = offers.of_site.of(place)
    found: dict[int, set[tuple[int, int, int]]] = {}

    def note(competences: Iterable[int], row: int, taught: int, match: int) -> None:
        for competence in competences:
            found.setdefault(competence, set()).add((row, taught, match))

    for row in rows[offers.periods.hold_at(rows, day)].tolist():
        for taught in offers.taught.inverse.of(row).tolist():
            same = matching.same(taught)
            note({taught}, row, taught, _SAME)
            note(same - {taught}, row, taught, _EXACT)
            note(matching.below(taught) - same, row, taught, _INCLUDES if offers.includes[row] else _NEAR)
            note(matching.made_possible(taught) - same, row, taught, _NEAR)
        for taught in offers.partly.inverse.of(row).tolist():
            note(matching.same(taught), row, taught, _PARTLY)
    return {competence: _speaking(index, sorted(ways)) for competence, ways in found.items()}


def iso(day: int) -> str:
    """A day as ISO 8601 writes it."""
    return date.fromordinal(day).isoformat()


def _named(statements: Relation, competences: Iterable[int], match: int) -> tuple[Codes, Codes, Codes]:
    """The rows of offers that name one of these, what they name, and how it matches."""
    named = np.fromiter(competences, np.int32)
    at, row = statements.join(named)
    return row, named[at], np.full(len(row), match, dtype=np.int32)


def _spoken(index: CoverageIndex, parts: list[tuple[Codes, Codes, Codes]], day: int) -> Speaking:
    """The parts together, in force that day; what a group is said to include is proved only where that is said."""
    row, taught, match = (np.concatenate(column) for column in zip(*parts, strict=True))
    match = np.where((match == _INCLUDES) & ~index.offers.includes[row], _NEAR, match)
    return Speaking(index, row, taught, match).where(index.offers.periods.hold_at(row, day))


def _speaking(index: CoverageIndex, ways: list[tuple[int, int, int]]) -> Speaking:
    row, taught, match = np.array(ways, dtype=np.int32).T
    return Speaking(index, row, taught, match)

"""Evidence asked of the store in SPARQL: the questions themselves, on any store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from pyoxigraph import Literal, NamedNode, QuerySolution

from leerweg.coverage.asking import Row, question, read, slots_of, xsd_date
from leerweg.coverage.evidence.port import Count, Proved, Taught
from leerweg.coverage.proofs import COLUMNS, MATCHES
from leerweg.model.answers import Asked, Basis
from leerweg.store import Reader

__all__ = ["QueriedEvidence"]

_RANKING = ("proves", "match", "until", "places", "taken")


class QueriedEvidence:
    """What one reader answers."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def workplaces(self, competence: str, region: str, on: date, basis: Basis) -> Proved:
        """The sites of a region that can teach a competence."""
        query = question("find_workplaces").bind(
            competence=NamedNode(competence), region=NamedNode(region), on=xsd_date(on), basis=Literal(basis.value)
        )
        return _ranked(self._reader.select(query), "site")

    def competences(self, site: str, on: date, basis: Basis) -> Proved:
        """The competences that a site can teach."""
        query = question("list_teachable_competences").bind(
            site=NamedNode(site), on=xsd_date(on), basis=Literal(basis.value)
        )
        return _ranked(self._reader.select(query), "competence")

    def coverage(self, asked: Asked) -> tuple[list[Count], list[Count]]:
        """Competences counted by site, and sites counted by competence."""
        query = question("count_workplace_coverage").bind(**slots_of(asked))
        # Two long questions to one revision, side by side: the engine lets go of the interpreter while it works.
        with ThreadPoolExecutor(max_workers=1) as aside:
            together = aside.submit(self.regional, asked)
            return list(_counts(self._reader.select(query), "site")), together.result()

    def regional(self, asked: Asked) -> list[Count]:
        """For each competence the sites that can teach it."""
        query = question("count_regional_coverage").bind(**slots_of(asked))
        return list(_counts(self._reader.select(query), "competence"))

    def gaps(self, asked: Asked) -> list[Count]:
        """The competences that no site is proved to teach."""
        query = question("list_gaps").bind(**slots_of(asked))
        rows = (read(solution, "competence", "possible") for solution in self._reader.select(query))
        return [Count(row["competence"], 0, int(row["possible"])) for row in rows]

    def standings(self, asked: Asked, sites: Sequence[str]) -> Iterator[Row]:
        """What is known of each competence at these sites."""
        query = question("list_standings").bind(
            qualification=[NamedNode(qualification.iri) for qualification in asked.qualifications],
            site=[NamedNode(site) for site in sites],
            on=xsd_date(asked.on),
        )
        for solution in self._reader.select(query):
            yield read(solution, "site", "competence", "proves", "match", "decided", "capacity")

    def incidence(self, asked: Asked, sites: Sequence[str] | None = None) -> Iterator[Taught]:
        """Who teaches which competence of the qualifications."""
        wanted = None if sites is None else [NamedNode(site) for site in sites]
        query = question("list_incidence").bind(**slots_of(asked), site=wanted)
        for solution in self._reader.select(query):
            row = read(solution, "site", "competence", "proved")
            yield Taught(row["site"], row["competence"], row["proved"] != "0")

    def endings(self, sites: Sequence[str], first: date, last: date) -> list[date]:
        """The days after the first, up to the last, on which these sites may cease to teach something."""
        query = question("list_endings").bind(
            site=[NamedNode(site) for site in sites], on=xsd_date(first), until=xsd_date(last)
        )
        days = set[date]()
        for solution in self._reader.select(query):
            row = read(solution, "last", "first")
            day = date.fromisoformat((row.get("first") or row["last"])[:10])
            days.add(day if "first" in row else min(day, last) + timedelta(days=day < last))
        return sorted(day for day in days if first < day <= last)


def _counts(solutions: Iterable[QuerySolution], thing: str) -> Iterator[Count]:
    for solution in solutions:
        row = read(solution, thing, "proved", "possible")
        yield Count(row[thing], int(row["proved"]), int(row["possible"]))


def _ranked(solutions: Iterable[QuerySolution], thing: str) -> Proved:
    """Rows grouped by the thing they speak of, the best first: proved, the closest match, the longest recognised.

    Of rows that are not shown nothing more is read than their rank needs.
    """
    groups: dict[str, list[QuerySolution]] = {}
    best: dict[str, tuple[object, ...]] = {}
    for solution in solutions:
        row = read(solution, thing, *_RANKING)
        name, merit = row[thing], _merit(row)
        groups.setdefault(name, []).append(solution)
        best[name] = min(best.get(name, merit), merit)
    things = sorted(groups, key=lambda name: (best[name], name))
    return Proved(things, lambda name: [read(row, *COLUMNS) for row in groups[name]])


def _merit(row: Row) -> tuple[object, ...]:
    free = int(row.get("places", "0")) - int(row.get("taken", "0"))
    until = row.get("until")
    runs = -date.fromisoformat(until).toordinal() if until else 0
    return (row["proves"] != "true", MATCHES.index(row["match"]), runs, -free)

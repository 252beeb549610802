"""The five questions: who teaches a competence, what a workplace teaches, how far, together, and where nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pyoxigraph import Literal, NamedNode, QuerySolution

from leerweg.coverage import standings
from leerweg.coverage.asking import Row, question, read, xsd_date
from leerweg.coverage.finding import Finder
from leerweg.coverage.naming import Names
from leerweg.coverage.places import places_of
from leerweg.coverage.proofs import COLUMNS, MATCHES, best_first, named_in, proof
from leerweg.errors import UnknownTermError
from leerweg.model.answers import (
    Answer,
    Asked,
    Basis,
    CompetenceAnswer,
    Coverage,
    Reference,
    RegionalCoverage,
    WorkplaceAnswer,
    WorkplaceCoverage,
)
from leerweg.store import Reader, Store
from leerweg.store.answer_cache import AnswerCache

__all__ = ["PAGE_SIZE", "CoverageAtlas"]

PAGE_SIZE = 25
_RANKING = ("proves", "match", "until", "places", "taken")
T = TypeVar("T")
P = ParamSpec("P")


def _remembered(ask: Callable[Concatenate[CoverageAtlas, P], T]) -> Callable[Concatenate[CoverageAtlas, P], T]:
    """Ask the same question once per revision of the graph."""

    @wraps(ask)
    def answer(atlas: CoverageAtlas, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (ask.__name__, args, tuple(sorted(kwargs.items())))
        return atlas._answers.get(key, lambda: ask(atlas, *args, **kwargs))  # noqa: SLF001  # a part of that class

    return answer


class CoverageAtlas:
    """Answers over one store; what a person types is understood by `finder`.

    An answer is kept in `answers` for as long as the graph stays as it is.

    Every method takes `on` (the date asked about), `basis`, `language` of the names, and where the answer is a list
    `page` (from 1) and `size`. Each raises UnknownTermError or AmbiguousTermError when a name is not understood, and
    a StoreError when the store fails.
    """

    def __init__(self, store: Store, finder: Finder, answers: AnswerCache) -> None:
        self._store = store
        self._finder = finder
        self._answers = answers

    @_remembered
    def workplaces(
        self,
        teaches: str,
        *,
        region: str | None,
        on: date,
        basis: Basis,
        language: str = "nl",
        page: int = 1,
        size: int = PAGE_SIZE,
    ) -> Answer[WorkplaceAnswer]:
        """Workplaces that can teach a competence, proved ones first, each with its proofs."""
        competence, _ = self._finder.find(teaches, kinds=["competence"], language=language)
        place = self._finder.region(region, language)
        query = question("find_workplaces").bind(
            competence=NamedNode(competence.iri),
            region=NamedNode(place.iri),
            on=xsd_date(on),
            basis=Literal(basis.value),
        )
        with self._store.reader() as reader:
            ranked = _ranked(reader.select(query), "site")
            names, shown = self._named(reader, _page(ranked, page, size), language)
            places = places_of(reader, (site for site, _ in shown))
            owners = {value for where in places.values() for value in (where.organisation, where.municipality)}
            others = Names(reader, owners, language)
            items = []
            for site, own in shown:
                proofs, where = best_first([proof(row, names) for row in own]), places[site]
                items.append(
                    WorkplaceAnswer(
                        names.of(site),
                        others.of(where.organisation),
                        others.of(where.municipality),
                        where.latitude,
                        where.longitude,
                        proofs[0].proves,
                        proofs,
                    )
                )
            asked = Asked(competence, place, on, basis)
            return Answer(asked, tuple(items), len(ranked), query, reader.revision, page, size)

    @_remembered
    def competences(
        self,
        site: str,
        *,
        on: date,
        basis: Basis,
        language: str = "nl",
        page: int = 1,
        size: int = PAGE_SIZE,
    ) -> Answer[CompetenceAnswer]:
        """Competences that a workplace can teach, proved ones first, each with its proofs."""
        workplace, _ = self._finder.find(site, kinds=["site"], language=language)
        query = question("list_teachable_competences").bind(
            site=NamedNode(workplace.iri), on=xsd_date(on), basis=Literal(basis.value)
        )
        with self._store.reader() as reader:
            ranked = _ranked(reader.select(query), "competence")
            names, shown = self._named(reader, _page(ranked, page, size), language)
            items = []
            for competence, own in shown:
                proofs = best_first([proof(row, names) for row in own])
                items.append(CompetenceAnswer(names.of(competence), proofs[0].proves, proofs))
            asked = Asked(workplace, self._finder.region(None, language), on, basis)
            return Answer(asked, tuple(items), len(ranked), query, reader.revision, page, size)

    @_remembered
    def coverage(
        self,
        of: str,
        *,
        region: str | None,
        on: date,
        basis: Basis,
        language: str = "nl",
        page: int = 1,
        size: int = PAGE_SIZE,
    ) -> Answer[WorkplaceCoverage]:
        """How much of a qualification each workplace can teach, the most first; `summary` has all of them together."""
        asked = self._asked(of, region, on, basis, language)
        query = question("count_workplace_coverage").bind(**_slots(asked))
        # Two long questions to one revision, side by side: the engine lets go of the interpreter while it works.
        with self._store.reader() as reader, ThreadPoolExecutor(max_workers=1) as aside:
            together = aside.submit(self._together, reader, asked, language)
            ranked = [read(row, "site", "proved", "possible") for row in reader.select(query)]
            summary = together.result()
            shown = _page(ranked, page, size)
            known = standings.of_sites(reader, asked, [row["site"] for row in shown])
            places = places_of(reader, (row["site"] for row in shown))
            owners = {value for where in places.values() for value in (where.organisation, where.municipality)}
            names = Names(reader, owners | places.keys(), language)
            competences = [item.competence for item in summary.competences]
            items = tuple(
                WorkplaceCoverage(
                    names.of(row["site"]),
                    names.of(places[row["site"]].organisation),
                    names.of(places[row["site"]].municipality),
                    int(row["proved"]),
                    int(row["possible"]),
                    summary.total,
                    standings.missing(competences, known[row["site"]]),
                )
                for row in shown
            )
            return Answer(asked, items, len(ranked), query, reader.revision, page, size, summary)

    @_remembered
    def regional(
        self, of: str, *, region: str | None, on: date, basis: Basis, language: str = "nl"
    ) -> Answer[RegionalCoverage]:
        """A qualification in a region, all workplaces together: every competence, the scarcest first."""
        asked = self._asked(of, region, on, basis, language)
        query = question("count_regional_coverage").bind(**_slots(asked))
        with self._store.reader() as reader:
            together = self._together(reader, asked, language)
            count = together.total
            return Answer(asked, together.competences, count, query, reader.revision, 1, count, together)

    @_remembered
    def gaps(
        self, of: str, *, region: str | None, on: date, basis: Basis, language: str = "nl"
    ) -> Answer[RegionalCoverage]:
        """The competences of a qualification that no workplace of the region is proved to teach."""
        asked = self._asked(of, region, on, basis, language)
        query = question("list_gaps").bind(**_slots(asked))
        with self._store.reader() as reader:
            rows = [read(row, "competence", "possible") for row in reader.select(query)]
            names = Names(reader, (row["competence"] for row in rows), language)
            items = tuple(RegionalCoverage(names.of(row["competence"]), 0, int(row["possible"])) for row in rows)
            return Answer(asked, items, len(items), query, reader.revision, 1, len(items))

    def _asked(self, of: str, region: str | None, on: date, basis: Basis, language: str) -> Asked:
        """The question understood: a programme stands for the qualifications that it leads to on that date."""
        subject, kind = self._finder.find(of, kinds=["qualification", "programme"], language=language)
        qualifications: tuple[Reference, ...] = (subject,)
        if kind == "programme":
            query = question("list_qualifications_of_programme").bind(programme=NamedNode(subject.iri), on=xsd_date(on))
            with self._store.reader() as reader:
                found = [read(row, "qualification")["qualification"] for row in reader.select(query)]
                names = Names(reader, found, language)
                qualifications = tuple(names.of(iri) for iri in found)
            if not qualifications:
                raise UnknownTermError(
                    f"'{subject.label or subject.iri}' leads to no qualification on {on.isoformat()}.",
                    where="programme",
                    remedy="Ask about another date, or name the qualification itself.",
                )
        return Asked(subject, self._finder.region(region, language), on, basis, qualifications)

    def _together(self, reader: Reader, asked: Asked, language: str) -> Coverage:
        query = question("count_regional_coverage").bind(**_slots(asked))
        rows = [read(row, "competence", "proved", "possible") for row in reader.select(query)]
        names = Names(reader, (row["competence"] for row in rows), language)
        return Coverage(
            tuple(
                RegionalCoverage(names.of(row["competence"]), int(row["proved"]), int(row["possible"])) for row in rows
            )
        )

    @staticmethod
    def _named(
        reader: Reader, shown: Sequence[tuple[str, list[QuerySolution]]], language: str
    ) -> tuple[Names, Sequence[tuple[str, list[Row]]]]:
        """The rows of the things that are shown, read in full, and the names of all they speak of."""
        rows = [(thing, [read(row, *COLUMNS) for row in own]) for thing, own in shown]
        wanted = {thing for thing, _ in rows} | named_in(row for _, own in rows for row in own)
        return Names(reader, wanted, language), rows


def _slots(asked: Asked) -> dict[str, NamedNode | Literal | list[NamedNode]]:
    return {
        "qualification": [NamedNode(qualification.iri) for qualification in asked.qualifications],
        "region": NamedNode(asked.region.iri),
        "on": xsd_date(asked.on),
        "basis": Literal(asked.basis.value),
    }


def _ranked(solutions: Iterable[QuerySolution], thing: str) -> list[tuple[str, list[QuerySolution]]]:
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
    return sorted(groups.items(), key=lambda group: (best[group[0]], group[0]))


def _merit(row: Row) -> tuple[object, ...]:
    free = int(row.get("places", "0")) - int(row.get("taken", "0"))
    until = row.get("until")
    runs = -date.fromisoformat(until).toordinal() if until else 0
    return (row["proves"] != "true", MATCHES.index(row["match"]), runs, -free)


def _page(items: Sequence[T], page: int, size: int) -> Sequence[T]:
    return items[(page - 1) * size : page * size]

"""The questions: who teaches a competence, what a workplace teaches, how far, where nobody does, and who together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pyoxigraph import Literal, NamedNode

from leerweg.coverage import standings
from leerweg.coverage.asking import Row, question, read, slots_of, xsd_date
from leerweg.coverage.combining import Combiner
from leerweg.coverage.evidence import Count, EvidenceSource, Proved
from leerweg.coverage.finding import Finder
from leerweg.coverage.naming import Names
from leerweg.coverage.places import places_of
from leerweg.coverage.proofs import best_first, named_in, proof
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
from leerweg.model.combinations import Aim, Combinations
from leerweg.store import Reader, Store
from leerweg.store.answer_cache import AnswerCache

__all__ = ["PAGE_SIZE", "CoverageAtlas"]

PAGE_SIZE = 25
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
    """Answers over one store; what a person types is understood by `finder`, what is known comes from `evidence`.

    An answer is kept in `answers` for as long as the graph stays as it is.

    Every method takes `on` (the date asked about), `basis`, `language` of the names, and where the answer is a list
    `page` (from 1) and `size`. Each raises UnknownTermError or AmbiguousTermError when a name is not understood, and
    a StoreError when the store fails.
    """

    def __init__(self, store: Store, finder: Finder, answers: AnswerCache, evidence: EvidenceSource) -> None:
        self._store = store
        self._finder = finder
        self._answers = answers
        self._evidence = evidence
        self._combiner = Combiner(store, finder, evidence)

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
            ranked = self._evidence.of(reader).workplaces(competence.iri, place.iri, on, basis)
            names, shown = self._named(reader, ranked, _page(ranked.things, page, size), language)
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
            return Answer(asked, tuple(items), len(ranked.things), query, reader.revision, page, size)

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
            ranked = self._evidence.of(reader).competences(workplace.iri, on, basis)
            names, shown = self._named(reader, ranked, _page(ranked.things, page, size), language)
            items = []
            for competence, own in shown:
                proofs = best_first([proof(row, names) for row in own])
                items.append(CompetenceAnswer(names.of(competence), proofs[0].proves, proofs))
            asked = Asked(workplace, self._finder.region(None, language), on, basis)
            return Answer(asked, tuple(items), len(ranked.things), query, reader.revision, page, size)

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
        query = question("count_workplace_coverage").bind(**slots_of(asked))
        with self._store.reader() as reader:
            evidence = self._evidence.of(reader)
            ranked, together = evidence.coverage(asked)
            summary = _together(reader, together, language)
            shown = _page(ranked, page, size)
            known = standings.of_sites(evidence, asked, [count.thing for count in shown])
            places = places_of(reader, (count.thing for count in shown))
            owners = {value for where in places.values() for value in (where.organisation, where.municipality)}
            names = Names(reader, owners | places.keys(), language)
            competences = [item.competence for item in summary.competences]
            items = tuple(
                WorkplaceCoverage(
                    names.of(count.thing),
                    names.of(places[count.thing].organisation),
                    names.of(places[count.thing].municipality),
                    count.proved,
                    count.possible,
                    summary.total,
                    standings.missing(competences, known[count.thing]),
                )
                for count in shown
            )
            return Answer(asked, items, len(ranked), query, reader.revision, page, size, summary)

    @_remembered
    def regional(
        self, of: str, *, region: str | None, on: date, basis: Basis, language: str = "nl"
    ) -> Answer[RegionalCoverage]:
        """A qualification in a region, all workplaces together: every competence, the scarcest first."""
        asked = self._asked(of, region, on, basis, language)
        query = question("count_regional_coverage").bind(**slots_of(asked))
        with self._store.reader() as reader:
            together = _together(reader, self._evidence.of(reader).regional(asked), language)
            count = together.total
            return Answer(asked, together.competences, count, query, reader.revision, 1, count, together)

    @_remembered
    def gaps(
        self, of: str, *, region: str | None, on: date, basis: Basis, language: str = "nl"
    ) -> Answer[RegionalCoverage]:
        """The competences of a qualification that no workplace of the region is proved to teach."""
        asked = self._asked(of, region, on, basis, language)
        query = question("list_gaps").bind(**slots_of(asked))
        with self._store.reader() as reader:
            items = _together(reader, self._evidence.of(reader).gaps(asked), language).competences
            return Answer(asked, items, len(items), query, reader.revision, 1, len(items))

    @_remembered
    def combinations(
        self, of: str, *, region: str | None, on: date, basis: Basis, aim: Aim, language: str = "nl"
    ) -> Combinations:
        """The best sets of workplaces that together teach a qualification, or what nobody in reach teaches.

        Raises besides MalformedInputError for an aim that cannot be, and WorkLimitError while too many ask.
        """
        return self._combiner.combine(self._asked(of, region, on, basis, language), aim, language)

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

    @staticmethod
    def _named(
        reader: Reader, ranked: Proved, shown: Sequence[str], language: str
    ) -> tuple[Names, Sequence[tuple[str, list[Row]]]]:
        """The proofs of the things that are shown, and the names of all they speak of."""
        rows = [(thing, ranked.rows_of(thing)) for thing in shown]
        wanted = {thing for thing, _ in rows} | named_in(row for _, own in rows for row in own)
        return Names(reader, wanted, language), rows


def _together(reader: Reader, counts: Sequence[Count], language: str) -> Coverage:
    """All workplaces together, with the names of the competences."""
    names = Names(reader, (count.thing for count in counts), language)
    return Coverage(tuple(RegionalCoverage(names.of(count.thing), count.proved, count.possible) for count in counts))


def _page(items: Sequence[T], page: int, size: int) -> Sequence[T]:
    return items[(page - 1) * size : page * size]

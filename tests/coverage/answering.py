"""The answers of the questions on one engine, in the names of a small world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import rdflib
from pyoxigraph import DefaultGraph, Literal, RdfFormat, Store
from tests.coverage.reference import ProofRow
from tests.coverage.worlds import day, iri

from leerweg.coverage.asking import question, xsd_date
from leerweg.coverage.evidence import Count, IndexedEvidence, Proved
from leerweg.coverage.index import build_index
from leerweg.model.answers import Asked, Basis
from leerweg.model.answers import Reference as Named
from leerweg.store.reading import OxigraphReader

__all__ = ["Indexed", "Oxigraph", "Rdflib"]

_HERE = iri("").value


class _Answers:
    """What a world answers; subclasses say which engine runs the query."""

    def rows(self, query: str) -> Iterable[Mapping[str, str]]:
        """The bound values of each row of a query, by variable."""
        raise NotImplementedError

    def ask(self, name: str, **given: str | int | Sequence[str]) -> list[Mapping[str, str]]:
        """The rows of a question; `on` is a day of the world, `basis` a word, all else names of things."""
        slots = {key: _term(key, value) for key, value in given.items()}
        return list(self.rows(question(name).bind(**slots)))

    def workplaces(self, competence: str, region: str, on: int, basis: str) -> set[ProofRow]:
        """The proofs that find_workplaces gives."""
        rows = self.ask("find_workplaces", competence=competence, region=region, on=on, basis=basis)
        return {_proof(row, row["site"], competence) for row in rows}

    def teachable(self, site: str, on: int, basis: str) -> set[ProofRow]:
        """The proofs that list_teachable_competences gives."""
        rows = self.ask("list_teachable_competences", site=site, on=on, basis=basis)
        return {_proof(row, site, row["competence"]) for row in rows}

    def coverage(self, qualifications: Sequence[str], region: str, on: int, basis: str) -> dict[str, tuple[int, int]]:
        """The counts of each site."""
        return self._counts("count_workplace_coverage", "site", qualifications, region, on, basis)

    def regional(self, qualifications: Sequence[str], region: str, on: int, basis: str) -> dict[str, tuple[int, int]]:
        """The counts of each competence."""
        return self._counts("count_regional_coverage", "competence", qualifications, region, on, basis)

    def gaps(self, qualifications: Sequence[str], region: str, on: int, basis: str) -> dict[str, int]:
        """The competences nobody teaches, with how many possibly do."""
        rows = self.ask("list_gaps", qualification=qualifications, region=region, on=on, basis=basis)
        return {row["competence"]: int(row["possible"]) for row in rows}

    def leads_to(self, programme: str, on: int) -> set[str]:
        """The qualifications of a programme."""
        rows = self.ask("list_qualifications_of_programme", programme=programme, on=on)
        return {row["qualification"] for row in rows}

    def _counts(
        self, name: str, thing: str, qualifications: Sequence[str], region: str, on: int, basis: str
    ) -> dict[str, tuple[int, int]]:
        rows = self.ask(name, qualification=qualifications, region=region, on=on, basis=basis)
        assert len({row[thing] for row in rows}) == len(rows), f"{name} counts something twice"
        return {row[thing]: (int(row["proved"]), int(row["possible"])) for row in rows}


class Oxigraph(_Answers):
    """The engine of the product."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def rows(self, query: str) -> Iterable[Mapping[str, str]]:
        """The bound values of each row of a query, by variable."""
        solutions = self.store.query(query)
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            yield {name: row[name].value.removeprefix(_HERE) for name in names if row[name] is not None}


class Rdflib(_Answers):
    """Another SPARQL 1.1 engine, written by others: what both answer is no accident of one."""

    def __init__(self, store: Store) -> None:
        self.graph = rdflib.Graph()
        data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        self.graph.parse(data=data, format="nt")

    def rows(self, query: str) -> Iterable[Mapping[str, str]]:
        """The bound values of each row of a query, by variable."""
        for binding in self.graph.query(query).bindings:
            # Grouping nothing gives no group; rdflib gives one without values.
            if any(not str(value).isdigit() for value in binding.values()):
                yield {str(name): str(value).removeprefix(_HERE) for name, value in binding.items()}


class Indexed:
    """The index, which must answer as the questions do."""

    def __init__(self, store: Store) -> None:
        self.evidence = IndexedEvidence(build_index(OxigraphReader(store, 1), lambda _done, _total: None))

    def workplaces(self, competence: str, region: str, on: int, basis: str) -> set[ProofRow]:
        """The proofs of the sites that teach it."""
        asked = iri(competence).value, iri(region).value, day(on), Basis(basis)
        return {_proof(row, site, competence) for site, row in self._proofs(self.evidence.workplaces(*asked))}

    def teachable(self, site: str, on: int, basis: str) -> set[ProofRow]:
        """The proofs of the competences that the site teaches."""
        asked = iri(site).value, day(on), Basis(basis)
        return {_proof(row, site, competence) for competence, row in self._proofs(self.evidence.competences(*asked))}

    def coverage(self, qualifications: Sequence[str], region: str, on: int, basis: str) -> dict[str, tuple[int, int]]:
        """The counts of each site."""
        return self._counts(self.evidence.coverage(_asked(qualifications, region, on, basis))[0])

    def regional(self, qualifications: Sequence[str], region: str, on: int, basis: str) -> dict[str, tuple[int, int]]:
        """The counts of each competence."""
        asked = _asked(qualifications, region, on, basis)
        counts = self._counts(self.evidence.regional(asked))
        assert counts == self._counts(self.evidence.coverage(asked)[1])
        return counts

    def gaps(self, qualifications: Sequence[str], region: str, on: int, basis: str) -> dict[str, int]:
        """The competences nobody teaches, with how many possibly do."""
        counts = self.evidence.gaps(_asked(qualifications, region, on, basis))
        assert all(count.proved == 0 for count in counts)
        return {count.thing.removeprefix(_HERE): count.possible for count in counts}

    @staticmethod
    def _proofs(proved: Proved) -> Iterable[tuple[str, Mapping[str, str]]]:
        for thing in proved.things:
            for row in proved.rows_of(thing):
                yield thing.removeprefix(_HERE), {key: value.removeprefix(_HERE) for key, value in row.items()}

    @staticmethod
    def _counts(counts: Sequence[Count]) -> dict[str, tuple[int, int]]:
        return {count.thing.removeprefix(_HERE): (count.proved, count.possible) for count in counts}


def _asked(qualifications: Sequence[str], region: str, on: int, basis: str) -> Asked:
    wanted = tuple(Named(iri(name).value) for name in qualifications)
    return Asked(Named(""), Named(iri(region).value), day(on), Basis(basis), wanted)


def _term(key: str, value: str | int | Sequence[str]):
    if key == "on":
        return xsd_date(day(value))
    if key == "basis":
        return Literal(value)
    return iri(value) if isinstance(value, str) else [iri(name) for name in value]


def _proof(row: Mapping[str, str], site: str, competence: str) -> ProofRow:
    return ProofRow(
        site, competence, row["proves"] == "true", row["match"], row["taught"], row["offer"],
        row.get("recognition"), row.get("mentor"), row.get("capacity"),
    )  # fmt: skip

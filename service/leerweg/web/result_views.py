"""Answers as the pages show them: numbered workplaces with drawings, and what to try where nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leerweg.coverage import CoverageAtlas
from leerweg.coverage.places import Place, places_of
from leerweg.model.answers import (
    Answer,
    Basis,
    CompetenceStanding,
    RegionalCoverage,
    Standing,
    WorkplaceAnswer,
    WorkplaceCoverage,
)
from leerweg.store import Store
from leerweg.web.charts import Bar, draw_bar
from leerweg.web.proof_views import ProofView, view_proofs
from leerweg.web.site_map import MapSite, SiteMap, draw_map
from leerweg.web.wishes import Understood

__all__ = [
    "Alternative",
    "CompetenceResult",
    "CoverageResult",
    "answer_competence",
    "answer_coverage",
]

# Why a competence is missing at a workplace, as text keys.
REASONS = {
    Standing.POSSIBLE: "possible",
    Standing.NOT_RECOGNISED: "not_recognised",
    Standing.NOT_AVAILABLE: "not_available",
    Standing.NOT_TAUGHT: "not_taught",
    Standing.NOT_STATED: "not_stated",
}


@dataclass(frozen=True)
class WorkplaceView:
    """A workplace that teaches the competence asked, with its number on the map."""

    number: int
    answer: WorkplaceAnswer
    best: ProofView
    others: tuple[ProofView, ...]


@dataclass(frozen=True)
class Alternative:
    """The same question asked less strictly, and how many workplaces answer it."""

    basis: Basis
    region: str
    total: int


@dataclass(frozen=True)
class CompetenceResult:
    """Who teaches a competence: the page asked for, drawn on a map; alternatives where nobody does."""

    answer: Answer[WorkplaceAnswer]
    workplaces: tuple[WorkplaceView, ...]
    map: SiteMap | None
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class CoverageView:
    """How much of a qualification a workplace teaches, and what is missing, by reason."""

    number: int
    coverage: WorkplaceCoverage
    bar: Bar
    missing: tuple[tuple[str, tuple[CompetenceStanding, ...]], ...]


@dataclass(frozen=True)
class CompetenceBar:
    """One competence in a region, drawn against the competence that most workplaces teach."""

    item: RegionalCoverage
    bar: Bar


@dataclass(frozen=True)
class CoverageResult:
    """A qualification in a region: together, competence by competence, and workplace by workplace."""

    answer: Answer[WorkplaceCoverage]
    together: Bar
    proved: int
    possible: int
    total: int
    gaps: tuple[RegionalCoverage, ...]
    competences: tuple[CompetenceBar, ...]
    workplaces: tuple[CoverageView, ...]
    map: SiteMap | None
    alternatives: tuple[Alternative, ...]


def answer_competence(asked: Understood, atlas: CoverageAtlas, language: str) -> CompetenceResult:
    """Who teaches the competence. Raises InputError and StoreError as the atlas does."""

    def ask(basis: Basis, region: str, page: int = 1) -> Answer[WorkplaceAnswer]:
        return atlas.workplaces(
            asked.subject.iri, region=region or None, on=asked.on, basis=basis, language=language, page=page
        )

    answer = ask(asked.basis, asked.region, asked.page)
    workplaces = tuple(
        _workplace(number, item, asked) for number, item in enumerate(answer.items, _first_number(answer))
    )
    drawn = [
        MapSite(w.number, a.site.label, a.municipality.label, a.latitude, a.longitude, a.proved)
        for w in workplaces
        if (a := w.answer).latitude is not None and a.longitude is not None
    ]
    return CompetenceResult(answer, workplaces, _map(drawn), _alternatives(asked, answer.total, ask))


def answer_coverage(asked: Understood, atlas: CoverageAtlas, store: Store, language: str) -> CoverageResult:
    """How far the qualification is covered. Raises InputError and StoreError as the atlas does."""

    def ask(basis: Basis, region: str, page: int = 1) -> Answer[WorkplaceCoverage]:
        return atlas.coverage(
            asked.subject.iri, region=region or None, on=asked.on, basis=basis, language=language, page=page
        )

    answer = ask(asked.basis, asked.region, asked.page)
    together = answer.summary
    competences = together.competences if together else ()
    proved, possible, total = (together.proved, together.possible, together.total) if together else (0, 0, 0)
    most = max((item.possible for item in competences), default=0)
    with store.reader() as reader:
        places = places_of(reader, (item.site.iri for item in answer.items))
    return CoverageResult(
        answer,
        draw_bar(proved, possible, total),
        proved,
        possible,
        total,
        tuple(item for item in competences if not item.proved),
        tuple(CompetenceBar(item, draw_bar(item.proved, item.possible, most)) for item in competences),
        tuple(_coverage(number, item) for number, item in enumerate(answer.items, _first_number(answer))),
        _map(_located(answer, places)),
        _alternatives(asked, answer.total, ask),
    )


def _workplace(number: int, item: WorkplaceAnswer, asked: Understood) -> WorkplaceView:
    best, *others = view_proofs(item.proofs, asked.on)
    return WorkplaceView(number, item, best, tuple(others))


def _coverage(number: int, item: WorkplaceCoverage) -> CoverageView:
    by_reason = (
        (key, tuple(missing for missing in item.missing if missing.standing is standing))
        for standing, key in REASONS.items()
    )
    bar = draw_bar(item.proved, item.possible, item.total)
    return CoverageView(number, item, bar, tuple((key, missing) for key, missing in by_reason if missing))


def _located(answer: Answer[WorkplaceCoverage], places: dict[str, Place]) -> list[MapSite]:
    sites = []
    for number, item in enumerate(answer.items, _first_number(answer)):
        place = places[item.site.iri]
        if place.latitude is not None and place.longitude is not None:
            whole = item.proved == item.total
            sites.append(
                MapSite(number, item.site.label, item.municipality.label, place.latitude, place.longitude, whole)
            )
    return sites


def _map(sites: Sequence[MapSite]) -> SiteMap | None:
    """A map, where there is something to see on it: one dot says nothing."""
    return draw_map(sites) if len(sites) > 1 else None


def _first_number(answer: Answer[WorkplaceAnswer] | Answer[WorkplaceCoverage]) -> int:
    return (answer.page - 1) * answer.size + 1


def _alternatives(
    asked: Understood,
    total: int,
    ask: Callable[[Basis, str], Answer[WorkplaceAnswer]] | Callable[[Basis, str], Answer[WorkplaceCoverage]],
) -> tuple[Alternative, ...]:
    """Where nothing was found: the same question on a weaker basis, or in the whole country, that finds something."""
    if total:
        return ()
    weaker: Sequence[Basis] = list(Basis)[: list(Basis).index(asked.basis)]
    tries = [(basis, asked.region) for basis in reversed(weaker)]
    if asked.region:
        tries += [(basis, "") for basis in (asked.basis, *reversed(weaker))]
    found: dict[tuple[Basis, int], Alternative] = {}
    for basis, region in tries:
        count = ask(basis, region).total
        if count:  # the whole country is worth naming only where it has more
            found.setdefault((basis, count), Alternative(basis, region, count))
    return tuple(found.values())

"""The questions of the domain over HTTP: who can teach what, how far, and where nobody can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from leerweg.api.caching import today
from leerweg.api.negotiating import require_json
from leerweg.api.paging import page_links, pages_of
from leerweg.api.parameters import (
    CompetencesOfSite,
    CoverageOfQualification,
    HeaderLanguage,
    OfQualification,
    WorkplacesForCompetence,
)
from leerweg.api.presenting import (
    CompetenceModel,
    ListModel,
    RegionalModel,
    WorkplaceCoverageModel,
    WorkplaceModel,
)
from leerweg.api.threads import ThreadRoute
from leerweg.coverage import CoverageAtlas
from leerweg.linkeddata import Documents
from leerweg.model.answers import Answer
from leerweg.store.answer_cache import AnswerCache

__all__ = ["Presenter", "questions_router"]

A = TypeVar("A")


class Presenter:
    """Asks a question and says how the answer can be checked."""

    def __init__(self, cache: AnswerCache, documents: Documents, sparql_path: str) -> None:
        self._cache = cache
        self._documents = documents
        self._sparql_path = sparql_path

    def present(
        self, request: Request, response: Response, language: str, ask: Callable[[str], Answer[A]]
    ) -> dict[str, object]:
        """The members of a ListModel, and the links between the pages as a header of `response`.

        `ask` is given the language of the names.
        """
        answer = ask(language)
        response.headers["Link"] = page_links(request, answer.page, pages_of(answer.total, answer.size))
        return {
            "asked": answer.asked,
            "items": answer.items,
            "total": answer.total,
            "page": answer.page,
            "size": answer.size,
            "query": self.address_of(answer.query),
            "data_version": answer.revision,
            "licence": self.licences(),
            "summary": answer.summary,
        }

    def address_of(self, query: str) -> str:
        """Where this SPARQL can be asked again."""
        return f"{self._sparql_path}?query={quote(query, safe='')}"

    def licences(self) -> tuple[str, ...]:
        """The licences of the data sets in the graph."""
        return self._cache.get("licences", self._documents.licences)


def questions_router(atlas: CoverageAtlas, presenter: Presenter) -> APIRouter:
    """The routes of the five questions."""
    router = APIRouter(route_class=ThreadRoute, prefix="/api/v1", tags=["questions"], dependencies=[require_json])

    @router.get("/workplaces", summary="Workplaces that can teach a competence")
    def list_workplaces(
        asked: Annotated[WorkplacesForCompetence, Query()],
        language: HeaderLanguage,
        request: Request,
        response: Response,
    ) -> ListModel[WorkplaceModel]:
        """The workplaces of a region that can teach a competence on a date: proved ones first, each with its proofs."""
        answer = presenter.present(
            request,
            response,
            asked.lang or language,
            lambda spoken: atlas.workplaces(
                asked.teaches,
                region=asked.region,
                on=asked.on or today(),
                basis=asked.basis,
                language=spoken,
                page=asked.page,
                size=asked.size,
            ),
        )
        return ListModel[WorkplaceModel].model_validate(answer)

    @router.get("/teachable", summary="Competences that a workplace can teach")
    def list_teachable(
        asked: Annotated[CompetencesOfSite, Query()], language: HeaderLanguage, request: Request, response: Response
    ) -> ListModel[CompetenceModel]:
        """The competences that one workplace can teach on a date: proved ones first, each with its proofs."""
        answer = presenter.present(
            request,
            response,
            asked.lang or language,
            lambda spoken: atlas.competences(
                asked.at,
                on=asked.on or today(),
                basis=asked.basis,
                language=spoken,
                page=asked.page,
                size=asked.size,
            ),
        )
        return ListModel[CompetenceModel].model_validate(answer)

    @router.get("/coverage", summary="How far a qualification can be taught, workplace by workplace")
    def list_coverage(
        asked: Annotated[CoverageOfQualification, Query()],
        language: HeaderLanguage,
        request: Request,
        response: Response,
    ) -> ListModel[WorkplaceCoverageModel]:
        """How much of a qualification each workplace can teach, and what it lacks; `summary`: all together."""
        answer = presenter.present(
            request,
            response,
            asked.lang or language,
            lambda spoken: atlas.coverage(
                asked.of,
                region=asked.region,
                on=asked.on or today(),
                basis=asked.basis,
                language=spoken,
                page=asked.page,
                size=asked.size,
            ),
        )
        return ListModel[WorkplaceCoverageModel].model_validate(answer)

    @router.get("/regional-coverage", summary="How far a qualification can be taught, all workplaces together")
    def list_regional_coverage(
        asked: Annotated[OfQualification, Query()], language: HeaderLanguage, request: Request, response: Response
    ) -> ListModel[RegionalModel]:
        """For each competence of a qualification how many workplaces of the region teach it, the scarcest first."""
        answer = presenter.present(
            request,
            response,
            asked.lang or language,
            lambda spoken: atlas.regional(
                asked.of, region=asked.region, on=asked.on or today(), basis=asked.basis, language=spoken
            ),
        )
        return ListModel[RegionalModel].model_validate(answer)

    @router.get("/gaps", summary="Competences that nobody is proved to teach")
    def list_gaps(
        asked: Annotated[OfQualification, Query()], language: HeaderLanguage, request: Request, response: Response
    ) -> ListModel[RegionalModel]:
        """The competences of a qualification that no workplace of the region is proved to teach; all on one page."""
        answer = presenter.present(
            request,
            response,
            asked.lang or language,
            lambda spoken: atlas.gaps(
                asked.of, region=asked.region, on=asked.on or today(), basis=asked.basis, language=spoken
            ),
        )
        return ListModel[RegionalModel].model_validate(answer)

    return router

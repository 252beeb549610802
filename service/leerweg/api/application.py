"""The application: every route, the manners they share, and problem documents for whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from leerweg.api.badges import badges_router
from leerweg.api.caching import Revalidation
from leerweg.api.catalogue import catalogue_router
from leerweg.api.combining import combinations_router
from leerweg.api.documents import Page, documents_router
from leerweg.api.exports import exports_router
from leerweg.api.health import health_router
from leerweg.api.itb import itb_router
from leerweg.api.jobs import Jobs, jobs_router
from leerweg.api.manners import Manners
from leerweg.api.problems import PROBLEM_TYPE, Problem, add_problem_handlers
from leerweg.api.questions import Presenter, questions_router
from leerweg.api.search import search_router
from leerweg.api.shacl_protocol import shacl_router
from leerweg.api.sparql import sparql_router
from leerweg.api.validation import validation_router
from leerweg.api.workers import Workers, warmed
from leerweg.coverage import CoverageAtlas, Finder
from leerweg.linkeddata import Catalogue, Documents, SparqlService
from leerweg.linkeddata.exports import ElmExport
from leerweg.namespaces import Identifiers
from leerweg.settings import Settings
from leerweg.store import Store
from leerweg.store.answer_cache import AnswerCache
from leerweg.validation import Validator

__all__ = ["create_application"]

_DESCRIPTION = """\
Which workplaces can teach which competences, on which date, and how we know: the knowledge graph of dual learning.

Every answer says how it was understood (`asked`), on which revision of the data it stands (`dataVersion`), and where
the SPARQL behind it can be asked again (`query`). What goes wrong is told as `application/problem+json` (RFC 9457).
"""
_TAGS = [
    {"name": "questions", "description": "Who can teach what, how far, and where nobody can."},
    {"name": "search", "description": "From what somebody types to a thing with an IRI."},
    {"name": "validation", "description": "Documents held against the rules of dual learning."},
    {"name": "linked data", "description": "Documents about things, and SPARQL."},
    {"name": "operation", "description": "For who runs the service."},
]
# Addresses whose GET answers depend on nothing but the revision of the graph and the request.
_REVALIDATED = ("/api/v1/", "/doc", "/sparql", "/badge/", "/ns", "/shapes", "/scheme")
# What changes by itself while nothing is published.
_NEVER_REVALIDATED = ("/api/v1/jobs",)
_EXPOSED = ["Link", "Location", "ETag", "Retry-After", "X-Leerweg-Truncated", "Content-Language"]
_MEBIBYTE = 1024 * 1024


def create_application(
    *,
    settings: Settings,
    identifiers: Identifiers,
    store: Store,
    finder: Finder,
    atlas: CoverageAtlas,
    validator: Validator,
    cache: AnswerCache,
    catalogue: Catalogue,
    sparql: SparqlService,
    page: Page | None = None,
    home_router: APIRouter | None = None,
    indexed: Callable[[int], bool] = lambda _revision: False,
) -> FastAPI:
    """The web application over one store.

    `page` answers with the HTML document about a thing (IRI, language); without it documents are RDF only.
    `home_router` brings the pages that people read. `indexed` tells whether there is an index of a revision.
    """
    application = FastAPI(
        title="Leerweg",
        version=version("leerweg"),
        description=_DESCRIPTION,
        openapi_tags=_TAGS,
        servers=[{"url": urlsplit(settings.base).path.rstrip("/") or "/"}],
        # The pages that FastAPI offers for its documentation load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=warmed,
        responses={"default": {"model": Problem, "description": "A problem, told as RFC 9457 asks."}},
    )
    documents = Documents(store)
    presenter = Presenter(cache, documents, f"{urlsplit(settings.base).path}sparql")
    workers, queries, jobs = Workers(), Workers(), Jobs()
    most_bytes = settings.upload_megabytes * _MEBIBYTE
    for router in (
        questions_router(atlas, presenter),
        combinations_router(atlas, presenter),
        search_router(finder, cache),
        validation_router(validator, workers, jobs, most_bytes),
        jobs_router(jobs),
        itb_router(validator, workers, most_bytes),
        shacl_router(validator, workers, most_bytes),
        badges_router(identifiers, store, cache, validator, workers),
        documents_router(identifiers, documents, cache, page),
        exports_router(finder, ElmExport(store), cache),
        catalogue_router(catalogue, sparql, queries),
        sparql_router(sparql, queries),
        health_router(cache, indexed),
    ):
        application.include_router(router)
    if home_router is not None:
        application.include_router(home_router)
    add_problem_handlers(application)
    application.add_middleware(
        Revalidation,
        revision=None if sparql.remote else cache.revision,
        paths=_REVALIDATED,
        never=_NEVER_REVALIDATED,
    )
    application.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST", "DELETE"], expose_headers=_EXPOSED
    )
    application.add_middleware(Manners)
    _describe_problems(application)
    return application


def _describe_problems(application: FastAPI) -> None:
    """Let the OpenAPI document say that problems are application/problem+json; FastAPI would say JSON."""
    generate = application.openapi

    def openapi() -> dict[str, object]:
        if application.openapi_schema is None:
            document = generate()
            for operations in document["paths"].values():
                for operation in operations.values():
                    content = operation["responses"]["default"]["content"]
                    content[PROBLEM_TYPE] = content.pop("application/json")
            application.openapi_schema = document
        return application.openapi_schema

    application.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the document

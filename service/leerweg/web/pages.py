"""The routes of the web room, wired: everything a reader can open but the pages of things (see `things`)."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter

from leerweg.coverage import CoverageAtlas, Finder
from leerweg.linkeddata import Catalogue, SparqlService
from leerweg.namespaces import Identifiers
from leerweg.settings import Settings
from leerweg.store import Store
from leerweg.validation import Validator
from leerweg.web.catalogue_pages import CataloguePages
from leerweg.web.combination_pages import CombinationPages
from leerweg.web.graph_facts import GraphFacts
from leerweg.web.links import Links
from leerweg.web.question_pages import QuestionPages
from leerweg.web.rendering import Pages
from leerweg.web.static_files import StaticFiles
from leerweg.web.suggestions import Suggestions
from leerweg.web.validate_pages import ValidatePages
from leerweg.web.vocabulary_list_pages import ListPages
from leerweg.web.vocabulary_pages import VocabularyPages
from leerweg.web.vocabulary_rule_pages import RulePages

__all__ = ["create_router"]


def create_router(
    *,
    settings: Settings,
    identifiers: Identifiers,
    finder: Finder,
    atlas: CoverageAtlas,
    store: Store,
    validator: Validator,
    catalogue: Catalogue,
    sparql: SparqlService,
) -> APIRouter:
    """Every page but those of things: `/`, `/combine`, `/questions…`, `/validate`, `/ns…`, `/shapes…`, `/scheme…`.

    And what they need: `/question` (the same as `/`), `/suggest` and `/static/…`.

    No error of ours leaves these routes unexplained to who reads pages.
    """
    facts, files = GraphFacts(store), StaticFiles()
    pages = Pages(identifiers, facts, files)
    router = APIRouter()
    router.include_router(QuestionPages(pages, facts, finder, atlas, store, partial(Links, identifiers)).router())
    router.include_router(CombinationPages(pages, facts, finder, atlas, partial(Links, identifiers)).router())
    router.include_router(CataloguePages(pages, catalogue, sparql, store).router())
    router.include_router(ValidatePages(pages, validator, settings.upload_megabytes).router())
    for documented in (VocabularyPages(pages), RulePages(pages), ListPages(pages)):
        router.include_router(documented.router())
    router.include_router(Suggestions(finder, store).router())
    router.include_router(files.router())
    return router

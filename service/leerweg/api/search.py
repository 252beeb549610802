"""Looking things up by name or code, for who types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from leerweg.api.negotiating import require_json
from leerweg.api.parameters import HeaderLanguage, Search
from leerweg.api.presenting import HitModel, SearchModel
from leerweg.api.threads import ThreadRoute
from leerweg.coverage import Finder
from leerweg.store.answer_cache import AnswerCache

__all__ = ["search_router"]


def search_router(finder: Finder, cache: AnswerCache) -> APIRouter:
    """The routes that complete what somebody types."""
    router = APIRouter(route_class=ThreadRoute, prefix="/api/v1", tags=["search"], dependencies=[require_json])

    def find(asked: Search, language: str, kinds: Sequence[str]) -> SearchModel:
        hits = finder.search(asked.q, kinds=kinds, language=asked.lang or language, limit=asked.limit)
        return SearchModel(items=[HitModel.model_validate(hit) for hit in hits], data_version=cache.revision())

    @router.get("/competences", summary="Find competences by name or code")
    def find_competences(asked: Annotated[Search, Query()], language: HeaderLanguage) -> SearchModel:
        """Competences (of the qualifications, and ESCO skills) whose name or code begins with the text or holds it."""
        return find(asked, language, ["competence"])

    @router.get("/qualifications", summary="Find qualifications and programmes by name or code")
    def find_qualifications(asked: Annotated[Search, Query()], language: HeaderLanguage) -> SearchModel:
        """Qualifications (one version each) and programmes; each hit says its `kind`."""
        return find(asked, language, ["qualification", "programme"])

    @router.get("/regions", summary="Find regions and municipalities by name or code")
    def find_regions(asked: Annotated[Search, Query()], language: HeaderLanguage) -> SearchModel:
        """Municipalities (by name or NIS code) and NUTS regions (by name or code)."""
        return find(asked, language, ["region"])

    @router.get("/sites", summary="Find workplaces by name or establishment number")
    def find_sites(asked: Annotated[Search, Query()], language: HeaderLanguage) -> SearchModel:
        """Workplaces, school workshops and simulated workplaces."""
        return find(asked, language, ["site"])

    return router

"""Whether the service lives, whether it can answer, and what its problems mean."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from leerweg.api.problems import KINDS
from leerweg.api.threads import ThreadRoute
from leerweg.errors import StoreError, StoreUnavailableError, UnknownTermError
from leerweg.store.answer_cache import AnswerCache

__all__ = ["health_router"]


class Health(BaseModel):
    """The process answers."""

    status: str


class Readiness(BaseModel):
    """The store answers; `dataVersion` is its revision, 0 when nothing has been published yet.

    `indexed`: the questions are answered from an index of that revision. Until it is made, they go to the store, which
    takes longer.
    """

    status: str
    dataVersion: int  # noqa: N815  # the JSON's own spelling
    indexed: bool


class ProblemMeaning(BaseModel):
    """A kind of problem: its type, its title and the HTTP status that goes with it."""

    type: str
    title: str
    status: int


def health_router(cache: AnswerCache, indexed: Callable[[int], bool]) -> APIRouter:
    """The routes for who watches over the service; `indexed` tells whether there is an index of a revision."""
    router = APIRouter(route_class=ThreadRoute, tags=["operation"])

    @router.get("/health", summary="Does the service live?")
    def live(response: Response) -> Health:
        """Yes, when this answers at all."""
        response.headers["Cache-Control"] = "no-store"
        return Health(status="live")

    @router.get("/ready", summary="Can the service answer?")
    def ready(response: Response) -> Readiness:
        """Yes, when the store answers; 503 when it does not."""
        response.headers["Cache-Control"] = "no-store"
        try:
            revision = cache.revision()
            return Readiness(status="ready", dataVersion=revision, indexed=indexed(revision))
        except StoreError as failed:
            raise StoreUnavailableError(failed.message, where=failed.where, remedy=failed.remedy) from failed

    @router.get("/api/v1/problems/{name}", summary="What a problem means")
    def explain(
        name: Annotated[str, Path(max_length=100, description="The end of the type of a problem.")],
    ) -> ProblemMeaning:
        """The kind of problem that the `type` of a problem document leads to."""
        kind = next((kind for kind in KINDS if kind.name == name), None)
        if kind is None:
            raise UnknownTermError("There is no problem of this name.", remedy=f"Names: {', '.join(_names())}.")
        return ProblemMeaning(type=f"/api/v1/problems/{kind.name}", title=kind.title, status=HTTPStatus(kind.status))

    return router


def _names() -> list[str]:
    return sorted(kind.name for kind in KINDS)

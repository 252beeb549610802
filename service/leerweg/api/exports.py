"""The graph in the words of others: qualifications in the European Learning Model."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from leerweg.api.caching import today
from leerweg.api.negotiating import media_type_for, respond
from leerweg.api.parameters import Name, On
from leerweg.api.threads import ThreadRoute
from leerweg.coverage import Finder
from leerweg.linkeddata import serialise
from leerweg.linkeddata.exports import ElmExport
from leerweg.linkeddata.negotiation import GRAPH_TYPES
from leerweg.store.answer_cache import AnswerCache

__all__ = ["exports_router"]

_MOST = 20
_FORMS = {"content": {media_type: {} for media_type in GRAPH_TYPES}, "description": "The export."}


class Exported(BaseModel):
    """What is exported, and in which form."""

    model_config = ConfigDict(extra="forbid")

    of: Annotated[
        list[Name],
        Field(
            min_length=1,
            max_length=_MOST,
            description=f"A qualification (BK-0117-2): IRI, code or name; may stand in the address {_MOST} times.",
        ),
    ]
    on: On = None
    format: Annotated[
        str, Field(max_length=100, description="turtle, jsonld, ntriples, rdfxml, or a media type; before Accept.")
    ] = ""
    media_type: Annotated[
        str, Field(max_length=100, alias="_mediatype", description="The media type; before `format`.")
    ] = ""


def exports_router(finder: Finder, export: ElmExport, cache: AnswerCache) -> APIRouter:
    """The routes of exports."""
    router = APIRouter(route_class=ThreadRoute, prefix="/api/v1/export", tags=["linked data"])

    @router.get("/elm", summary="Qualifications in the European Learning Model", responses={200: _FORMS})
    def export_elm(request: Request, asked: Annotated[Exported, Query()]) -> Response:
        """Qualifications with their learning outcomes, and who may teach and award them on the day asked about.

        422 with what is missing for a qualification that lacks what the model asks (rules R32).
        """
        media_type = media_type_for(request, GRAPH_TYPES)
        iris = tuple(finder.find(text, kinds=["qualification"])[0].iri for text in asked.of)
        on: date = asked.on or today()
        triples = cache.get(("elm", iris, on), lambda: export.export(iris, on=on))
        return respond(serialise(triples, media_type), media_type)

    return router

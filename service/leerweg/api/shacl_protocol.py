"""The validator as a SPARQL server has it (Apache Jena Fuseki): data posted to `/shacl`, the SHACL report back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pyoxigraph import RdfFormat

from leerweg.api.bodies import read_body
from leerweg.api.workers import Workers
from leerweg.errors import UnacceptableContentError
from leerweg.linkeddata import choose_media_type
from leerweg.linkeddata.negotiation import GRAPH_TYPES
from leerweg.validation import Validator
from leerweg.validation.shacl_report import serialise_report

__all__ = ["shacl_router"]

_DEFAULT = "default"
_DOCUMENT_TYPES = (*GRAPH_TYPES, "application/trig", "application/n-quads")


def shacl_router(validator: Validator, workers: Workers, most_bytes: int) -> APIRouter:
    """The route `/shacl`."""
    router = APIRouter(tags=["validation"])

    @router.post(
        "/shacl",
        summary="The SHACL report on posted data",
        response_class=Response,
        responses={200: {"description": "The SHACL report.", "content": {kind: {} for kind in GRAPH_TYPES}}},
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {media_type: {"schema": {"type": "string"}} for media_type in _DOCUMENT_TYPES},
            }
        },
    )
    async def shacl(
        request: Request,
        graph: Annotated[
            str, Query(max_length=500, description="`default`: the posted data. There is no other.")
        ] = _DEFAULT,
    ) -> Response:
        """The SHACL report, 200 whatever its verdict. The body is the data; the shapes are ours, never yours."""
        if graph != _DEFAULT:
            raise UnacceptableContentError(
                "Only what is posted is judged here.",
                where="graph",
                remedy="Leave the parameter out, or say 'default'.",
            )
        media_type = choose_media_type(GRAPH_TYPES, ", ".join(request.headers.getlist("accept")))
        content = await read_body(request, most_bytes)
        report = await workers.run(validator.validate, content, format=request.headers.get("content-type", ""))
        rdf_format = RdfFormat.from_media_type(media_type)
        assert rdf_format is not None
        headers = {"Cache-Control": "no-store", "Vary": "Accept"}
        return Response(serialise_report(report, rdf_format), media_type=media_type, headers=headers)

    return router

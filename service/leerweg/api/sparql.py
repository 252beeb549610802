"""The SPARQL 1.1 Protocol, for reading: GET, a form, or the query itself as the body."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response

from leerweg.api.bodies import read_body
from leerweg.api.negotiating import media_type_for, respond
from leerweg.api.workers import Workers
from leerweg.errors import MalformedInputError, QueryRefusedError, UnsupportedFormatError
from leerweg.linkeddata import SparqlAnswer, SparqlService, guard_query, offered_types
from leerweg.linkeddata.negotiation import GRAPH_TYPES, RESULT_TYPES

__all__ = ["sparql_router", "written"]

# Percent-encoding can make three characters of each byte of a query that is itself bounded by the guard.
_MOST_BODY = 128 * 1024
_QUERY_BODY = "application/sparql-query"
_FORM_BODY = "application/x-www-form-urlencoded"
_PARAMETERS = [
    {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}, "description": "The query."},
    {
        "name": "format",
        "in": "query",
        "schema": {"type": "string"},
        "description": "A media type, or json, xml, csv, tsv, turtle, jsonld, ntriples, rdfxml; before Accept.",
    },
]
_FORMS = {
    "description": "The answer; the header X-Leerweg-Truncated says when there was more than is given.",
    "content": {media_type: {} for media_type in (*RESULT_TYPES, *GRAPH_TYPES)},
}


def sparql_router(service: SparqlService, workers: Workers) -> APIRouter:
    """The SPARQL endpoint."""
    router = APIRouter(tags=["linked data"])

    async def answer(request: Request, parameters: Sequence[tuple[str, str]]) -> Response:
        query = guard_query(_query_of(parameters))
        wish = next((value for name, value in parameters if name in ("_mediatype", "format")), "")
        media_type = media_type_for(request, offered_types(query), wish)
        return written(await workers.run(service.answer, query, media_type))

    @router.get(
        "/sparql",
        summary="Ask a SPARQL query",
        responses={200: _FORMS},
        openapi_extra={"parameters": _PARAMETERS},
    )
    async def query_by_address(request: Request) -> Response:
        """The answer to `query`: SELECT, ASK, CONSTRUCT or DESCRIBE over the default graph, which is all current data.

        SERVICE, LOAD and updates are refused; a query may take a few seconds and give 100,000 rows.
        """
        return await answer(request, request.query_params.multi_items())

    @router.post(
        "/sparql",
        summary="Ask a long SPARQL query",
        responses={200: _FORMS},
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    _QUERY_BODY: {"schema": {"type": "string"}},
                    _FORM_BODY: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}},
                },
            }
        },
    )
    async def query_by_body(request: Request) -> Response:
        """The same, with the query as the body or as the field `query` of a form."""
        return await answer(request, await _posted(request))

    return router


def written(given: SparqlAnswer, name: str = "answer") -> Response:
    """An answer as a response; a table of values is to be kept as a file of this name."""
    response = respond(given.content, given.media_type, X_Leerweg_Truncated=str(given.truncated).lower())
    if given.media_type in ("text/csv", "text/tab-separated-values"):
        ending = "csv" if given.media_type == "text/csv" else "tsv"
        # A table that a browser opens by itself could carry formulas into a spreadsheet.
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


async def _posted(request: Request) -> list[tuple[str, str]]:
    """The parameters of a POST: those of its form, or those of the address with the body as `query`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise _no_update()
    if kind not in (_QUERY_BODY, _FORM_BODY):
        raise UnsupportedFormatError(
            f"A body of type '{kind[:60]}' is not read here.", remedy=f"Send {_QUERY_BODY} or {_FORM_BODY}."
        )
    body = await read_body(request, _MOST_BODY)
    try:
        if kind == _QUERY_BODY:
            return [*request.query_params.multi_items(), ("query", body.decode("utf-8"))]
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as broken:
        raise MalformedInputError("The body is not UTF-8.", remedy="Send it in the encoding UTF-8.") from broken


def _query_of(parameters: Sequence[tuple[str, str]]) -> str:
    names = {name for name, _ in parameters}
    if "update" in names:
        raise _no_update()
    if names & {"default-graph-uri", "named-graph-uri", "using-graph-uri"}:
        raise QueryRefusedError(
            "The graphs to ask cannot be chosen by parameter.",
            remedy="Leave it out: the default graph holds all current data; name others with GRAPH in the query.",
        )
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1 or not queries[0].strip():
        raise QueryRefusedError(
            "There is no query." if not queries or len(queries) == 1 else "There is more than one query.",
            where="parameter query",
            remedy="Give one SPARQL query, as /sparql?query=… or in a POST.",
        )
    return queries[0]


def _no_update() -> QueryRefusedError:
    return QueryRefusedError(
        "Updates are not run here; this endpoint only answers.", remedy="Publish data with `leerweg import`."
    )

"""Documents about things: `/id/…` names a thing, `/doc/…` is the document about it, in the form that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from leerweg.api.negotiating import media_type_for, respond
from leerweg.api.paging import page_links
from leerweg.api.threads import ThreadRoute
from leerweg.linkeddata import Documents, choose_language, serialise
from leerweg.linkeddata.negotiation import GRAPH_TYPES, HTML
from leerweg.namespaces import Identifiers
from leerweg.store.answer_cache import AnswerCache

__all__ = ["Page", "documents_router"]

Page = Callable[[str, str], Response]
"""From the IRI of a thing and a language to the HTML document about it, or the page that says why there is none."""

_Kind = Annotated[str, Path(pattern="^[a-z]+(-[a-z]+)*$", max_length=60, description="The type, such as `site`.")]
_Key = Annotated[str, Path(min_length=1, max_length=500, description="The key, such as `8998010307`.")]
_Number = Annotated[int, Query(ge=1, le=100_000, description="The page of the references to the thing, 100 a page.")]
_Wish = Annotated[
    str, Query(max_length=100, description="A media type, or turtle, jsonld, ntriples, rdfxml, html; before Accept.")
]
_Language = Annotated[str, Query(pattern="^(nl|en|fr)?$", description="Language of an HTML document.")]
_FORMS = {"content": {media_type: {} for media_type in (*GRAPH_TYPES, HTML)}, "description": "The document."}


def documents_router(
    identifiers: Identifiers, documents: Documents, cache: AnswerCache, page: Page | None
) -> APIRouter:
    """The routes of things and of the documents about them."""
    router = APIRouter(route_class=ThreadRoute, tags=["linked data"])
    offered = (*GRAPH_TYPES, HTML) if page is not None else GRAPH_TYPES

    def document(request: Request, iri: str, number: int, language: str) -> Response:
        media_type = media_type_for(request, offered)
        if media_type == HTML and page is not None:
            spoken = choose_language(request.headers.get("accept-language", ""), language)
            return page(iri, spoken)
        described = cache.get(("document", iri, number), lambda: documents.describe(iri, page=number))
        content = serialise(described.triples, media_type)
        links = [page_links(request, number, described.pages), f'<{iri}>; rel="describes"']
        return respond(content, media_type, Link=", ".join(links))

    @router.get(
        "/id/{kind}/{key:path}",
        summary="A thing",
        status_code=303,
        response_class=RedirectResponse,
        responses={303: {"description": "See the document about it."}},
    )
    def see_document(kind: _Kind, key: _Key) -> RedirectResponse:
        """Where to read about a thing: the address of its document, relative to its own."""
        here = "../" * (2 + key.count("/"))
        return RedirectResponse(f"{here}doc/{kind}/{quote(key, safe='')}", status_code=303)

    @router.get("/doc/{kind}/{key:path}", summary="The document about a thing", responses={200: _FORMS})
    def read_document(
        request: Request,
        kind: _Kind,
        key: _Key,
        page: _Number = 1,
        lang: _Language = "",
        format: _Wish = "",  # noqa: A002, ARG001  # the address has it so; read by the negotiation
        _mediatype: _Wish = "",
    ) -> Response:
        """What the graph says of a thing, what refers to it, and the names of both."""
        return document(request, identifiers.of(kind, key).value, page, lang)

    @router.get("/doc", summary="The document about a thing, by IRI", responses={200: _FORMS})
    def read_document_of(
        request: Request,
        iri: Annotated[str, Query(max_length=2_000, description="The IRI, for things of others such as ESCO skills.")],
        page: _Number = 1,
        lang: _Language = "",
        format: _Wish = "",  # noqa: A002, ARG001  # the address has it so; read by the negotiation
        _mediatype: _Wish = "",
    ) -> Response:
        """The same for any IRI that the graph knows, whoever gave it."""
        return document(request, iri, page, lang)

    return router

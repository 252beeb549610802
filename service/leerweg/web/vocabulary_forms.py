"""What the vocabulary's pages share: HTML or RDF as asked for, texts in the nearest language, IRIs in short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pyoxigraph import RdfFormat, parse

from leerweg.errors import LeerwegError
from leerweg.linkeddata import choose_language, choose_media_type, serialise
from leerweg.linkeddata.negotiation import GRAPH_TYPES, HTML, LANGUAGES, TURTLE
from leerweg.linkeddata.prefixes import load_prefixes
from leerweg.web.rendering import Pages

__all__ = ["DOWNLOADS", "Desk", "Said", "say", "shorten"]

DOWNLOADS = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("ntriples", "N-Triples"), ("rdfxml", "RDF/XML"))
_VARY = "Accept, Accept-Language"


@dataclass(frozen=True)
class Said:
    """A text, and its language where that is not the reader's."""

    text: str
    other: str = ""


def say(texts: Mapping[str, str], language: str) -> Said:
    """The text in the reader's language, else in the first of ours that there is."""
    for wanted in (language, *LANGUAGES):
        if texts.get(wanted):
            return Said(texts[wanted], "" if wanted == language else wanted)
    return Said(next(iter(texts.values()), ""))


def shorten(iri: str) -> str:
    """The IRI as a prefixed name (`elm:Qualification`); whole when no prefix of ours fits."""
    fits = [(namespace, prefix) for prefix, namespace in load_prefixes().items() if iri.startswith(namespace)]
    if not fits:
        return iri
    namespace, prefix = max(fits, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


@dataclass(frozen=True)
class Desk:
    """Answers with a page or with RDF, as the request asks."""

    pages: Pages

    async def answer(
        self, request: Request, page: Callable[[str], HTMLResponse], turtle: Callable[[], str]
    ) -> Response:
        """The page in the language asked for, or what `turtle` says in the form asked for.

        What goes wrong is explained on a page to who asked for one; else the error is raised, as is
        NotAcceptableError for a form that is not offered.
        """
        asked = request.query_params
        accept = ", ".join(request.headers.getlist("accept"))
        wish = asked.get("_mediatype") or asked.get("format") or ""
        media_type = choose_media_type((*GRAPH_TYPES, HTML), accept, wish)
        if media_type != HTML:
            content = await run_in_threadpool(_written, await run_in_threadpool(turtle), media_type)
            stated = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
            return Response(content, headers={"Content-Type": stated, "Vary": _VARY, "Link": _alternates(request)})
        language = choose_language(request.headers.get("accept-language", ""), asked.get("lang", ""))
        try:
            response: Response = await run_in_threadpool(page, language)
        except LeerwegError as error:
            response = await run_in_threadpool(self.pages.fail, error, language)
        response.headers["Vary"] = _VARY
        response.headers["Link"] = _alternates(request)
        return response


def _alternates(request: Request) -> str:
    """The same in the other forms, relative to the address asked."""
    name = request.url.path.rpartition("/")[2]
    short = (*(form for form, _ in DOWNLOADS), "html")
    return ", ".join(
        f'<{name}?format={form}>; rel="alternate"; type="{media_type}"'
        for form, media_type in zip(short, (*GRAPH_TYPES, HTML), strict=True)
    )


@lru_cache(maxsize=256)
def _written(turtle: str, media_type: str) -> bytes:
    """Turtle in another form of RDF; as Turtle it is left as a person wrote it."""
    if media_type == TURTLE:
        return turtle.encode()
    triples = [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]
    return serialise(sorted(triples, key=lambda triple: str(triple.subject)), media_type)

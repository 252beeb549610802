"""`/scheme`: every code list for people and machines; a single code has its page among the things."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from leerweg.errors import UnknownTermError
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.namespaces import SCHEME, scheme
from leerweg.web.rendering import Pages
from leerweg.web.vocabulary_forms import DOWNLOADS, Desk, say
from leerweg.web.vocabulary_lists import CodeList, load_lists

__all__ = ["ListPages"]


@dataclass(frozen=True)
class ListPages:
    """Documents the code lists of this release, in the reader's language."""

    pages: Pages

    def router(self) -> APIRouter:
        """`/scheme`, `/scheme/<list>`, and `/scheme/<list>/<code>`, which leads to the document about the concept."""
        router, desk = APIRouter(), Desk(self.pages)

        @router.get("/scheme", include_in_schema=False)
        @router.get("/scheme/", include_in_schema=False)
        async def whole(request: Request) -> Response:
            return await desk.answer(
                request, self._whole, lambda: "\n".join(one.turtle for one in load_lists().values())
            )

        @router.get("/scheme/{name}", include_in_schema=False)
        async def one(request: Request, name: str) -> Response:
            return await desk.answer(request, lambda language: self._one(name, language), lambda: _known(name).turtle)

        @router.get("/scheme/{name}/{code}", include_in_schema=False)
        def concept(request: Request, name: str, code: str) -> RedirectResponse:
            asked = [(key, value) for key, value in request.query_params.multi_items() if key != "iri"]
            query = urlencode([("iri", scheme(name, code).value), *asked])
            return RedirectResponse(f"../../doc?{query}", status_code=303)

        return router

    def _whole(self, language: str) -> HTMLResponse:
        return self.pages.respond(
            "vocabulary_lists.html",
            language,
            switches={other: f"/scheme?lang={other}" for other in LANGUAGES},
            lists=sorted(load_lists().values(), key=lambda one: say(one.titles, language).text.lower()),
            said=lambda texts: say(texts, language),
            downloads=[(label, f"/scheme?format={form}") for form, label in DOWNLOADS],
        )

    def _one(self, name: str, language: str) -> HTMLResponse:
        return self.pages.respond(
            "vocabulary_list.html",
            language,
            switches={other: f"/scheme/{name}?lang={other}" for other in LANGUAGES},
            listed=_known(name),
            said=lambda texts: say(texts, language),
            downloads=[(label, f"/scheme/{name}?format={form}") for form, label in DOWNLOADS],
        )


def _known(name: str) -> CodeList:
    """The list of this name; raises UnknownTermError when there is none."""
    lists = load_lists()
    if name not in lists:
        raise UnknownTermError(
            f"There is no code list <{SCHEME}{name}>." if name.isascii() else "There is no such code list.",
            remedy="Look it up among all code lists, at /scheme.",
        )
    return lists[name]

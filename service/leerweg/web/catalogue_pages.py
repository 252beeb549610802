"""`/questions`: the catalogue of questions for people, and each question with its form and its answer as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import BoundedSemaphore
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Header, Request
from fastapi.responses import HTMLResponse

from leerweg.errors import LeerwegError, WorkLimitError
from leerweg.linkeddata import Catalogue, SparqlService, guard_query
from leerweg.linkeddata.catalogue import Entry
from leerweg.linkeddata.catalogue.entries import THEMES
from leerweg.linkeddata.negotiation import LANGUAGES, RESULT_TYPES, choose_language
from leerweg.store import Store
from leerweg.web.catalogue_answers import AnswerTable, read_answer
from leerweg.web.catalogue_forms import fill_fields
from leerweg.web.rendering import Pages
from leerweg.web.vocabulary_forms import say

__all__ = ["CataloguePages"]

_FORMS = ("json", "xml", "csv", "tsv")
_AT_ONCE = 2
_PATIENCE = 15.0  # seconds


@dataclass(frozen=True)
class CataloguePages:
    """Shows what can be asked by name; answers come from `service`, isolated like those of any foreign query."""

    pages: Pages
    catalogue: Catalogue
    service: SparqlService
    store: Store
    today: Callable[[], date] = date.today
    # Each answer takes a process of its own: a few at a time, and whoever waits too long is told so.
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def router(self) -> APIRouter:
        """`GET /questions`, and `GET /questions/{name}` with the parameters of the question as query."""
        router = APIRouter()

        @router.get("/questions", include_in_schema=False)
        def whole(lang: str = "", accept_language: Annotated[str, Header()] = "") -> HTMLResponse:
            language = choose_language(accept_language, lang)
            try:
                return self._whole(language)
            except LeerwegError as error:
                return self.pages.fail(error, language)

        @router.get("/questions/{name}", include_in_schema=False)
        def one(
            name: str, request: Request, lang: str = "", accept_language: Annotated[str, Header()] = ""
        ) -> HTMLResponse:
            language = choose_language(accept_language, lang)
            given = [(key, text) for key, text in request.query_params.multi_items() if key != "lang"]
            try:
                return self._one(self.catalogue.entry(name), given, language)
            except LeerwegError as error:
                return self.pages.fail(error, language)

        return router

    def _whole(self, language: str) -> HTMLResponse:
        themes = [(theme, [entry for entry in self.catalogue.entries if entry.theme == theme]) for theme in THEMES]
        return self.pages.respond(
            "catalogue.html",
            language,
            switches={other: f"/questions?lang={other}" for other in LANGUAGES},
            themes=[(theme, entries) for theme, entries in themes if entries],
            said=lambda texts: say(texts, language),
        )

    def _one(self, entry: Entry, given: Sequence[tuple[str, str]], language: str) -> HTMLResponse:
        """The question with its answer; without parameters the example is asked, where the graph knows it."""
        fields = fill_fields(self.catalogue, entry, given, language=language, today=self.today())
        refused = any(one.problem for one in fields)
        if refused and not given:
            fields = [replace(one, problem="", candidates=()) for one in fields]
        asked = [(one.name, one.text) for one in fields if one.text]
        query = "" if refused else self.catalogue.query(entry, asked, today=self.today(), language=language)
        same = asked if given else []
        return self.pages.respond(
            "catalogue_question.html",
            language,
            status=400 if refused and given else 200,
            switches={other: f"/questions/{entry.name}?{urlencode([*same, ('lang', other)])}" for other in LANGUAGES},
            entry=entry,
            fields=fields,
            answer=self._answer(query, language) if query else None,
            example=not given,
            query=query,
            machine=[
                (form, f"/api/v1/questions/{entry.name}?{urlencode([*asked, ('format', form)])}") for form in _FORMS
            ],
            said=lambda texts: say(texts, language),
        )

    def _answer(self, query: str, language: str) -> AnswerTable:
        if not self.places.acquire(timeout=_PATIENCE):
            raise WorkLimitError("Too many questions are being answered.", remedy="Ask again in a few seconds.")
        try:
            given = self.service.answer(guard_query(query), RESULT_TYPES[0])
        finally:
            self.places.release()
        with self.store.reader() as reader:
            return read_answer(given, reader, language)

"""The page with the question: the form, the answer to it, or what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import HTMLResponse

from leerweg.coverage import CoverageAtlas, Finder
from leerweg.errors import InputError, LeerwegError
from leerweg.linkeddata.negotiation import LANGUAGES, choose_language
from leerweg.model.answers import Basis, Reference
from leerweg.store import Store
from leerweg.web.answer_tables import write_table
from leerweg.web.graph_facts import GraphFacts
from leerweg.web.links import Links
from leerweg.web.rendering import HEADERS, Pages
from leerweg.web.result_views import CompetenceResult, CoverageResult, answer_competence, answer_coverage
from leerweg.web.texts import texts_in
from leerweg.web.wishes import KINDS, Problem, Understood, Wish, read_wish, understand

__all__ = ["QuestionPages"]

# Questions to begin with, offered where the graph knows them: they are those of the example region.
_EXAMPLES = ("bkc0044352", "BK-0117-2", "S-93")


@dataclass(frozen=True)
class QuestionPages:
    """Answers questions over one store as pages; `today` says which date is filled in at first."""

    pages: Pages
    facts: GraphFacts
    finder: Finder
    atlas: CoverageAtlas
    store: Store
    links: Callable[[str], Links]
    today: Callable[[], date] = date.today

    def router(self) -> APIRouter:
        """`GET /` and, the same by another name, `GET /question`; `GET /answer.csv` has the answer as a table."""
        router = APIRouter()

        def show(request: Request, accept_language: Annotated[str, Header()] = "") -> HTMLResponse:
            language = choose_language(accept_language, request.query_params.get("lang", ""))
            try:
                return self.show(read_wish(request.query_params, self.today()), language)
            except LeerwegError as error:
                return self.pages.fail(error, language)

        def tabulate(request: Request, accept_language: Annotated[str, Header()] = "") -> Response:
            language = choose_language(accept_language, request.query_params.get("lang", ""))
            try:
                return self.tabulate(read_wish(request.query_params, self.today()), language)
            except LeerwegError as error:
                return self.pages.fail(error, language)

        router.add_api_route("/answer.csv", tabulate, methods=["GET", "HEAD"], include_in_schema=False)
        for path in ("/", "/question"):
            router.add_api_route(
                path, show, methods=["GET", "HEAD"], include_in_schema=False, response_class=HTMLResponse
            )
        return router

    def show(self, wish: Wish, language: str) -> HTMLResponse:
        """The page for this wish. Raises LeerwegError for what no field of the form can mend."""
        if not wish.sent:
            return self._start(wish, language, (), 200)
        asked, problems = understand(wish, self.finder, language)
        if asked is None:
            return self._start(wish, language, problems, _status(problems))
        wish = replace(wish, q=asked.subject.label, thing=self._handle(asked))
        try:
            return self._answer(wish, asked, language)
        except InputError as error:
            # A programme that leads nowhere on that date: the one thing the form cannot know beforehand.
            if asked.kind != "programme" or error.where != "programme":
                raise
            return self._start(wish, language, (Problem("on", "leads_nowhere", wish.on),), 404)

    def tabulate(self, wish: Wish, language: str) -> Response:
        """The answer as a table to keep; the page that says what is wrong where there is none."""
        asked, problems = understand(wish, self.finder, language)
        if asked is None:
            return self._start(wish, language, problems, _status(problems))
        content, truncated = write_table(asked, self.atlas, texts_in(language))
        headers = {
            **HEADERS,
            "Content-Disposition": 'attachment; filename="leerweg.csv"',
            "X-Leerweg-Truncated": str(truncated).lower(),
        }
        return Response(content, headers=headers, media_type="text/csv; charset=utf-8")

    def _answer(self, wish: Wish, asked: Understood, language: str) -> HTMLResponse:
        result: CompetenceResult | CoverageResult
        if asked.kind == "competence":
            template, result = "competence_result.html", answer_competence(asked, self.atlas, language)
        else:
            template, result = "coverage_result.html", answer_coverage(asked, self.atlas, self.store, language)
        links = self.links(language)
        return self._show(
            template,
            wish,
            language,
            200,
            result=result,
            kind=asked.kind,
            as_json=_machine_address(links, asked),
            as_csv=links.page("/answer.csv", **wish.parameters(q="")),
            permalink=links.question(**wish.parameters(q="")),
            page_address=lambda page: links.question(**wish.parameters(q="", page=page)),
        )

    def _start(self, wish: Wish, language: str, problems: tuple[Problem, ...], status: int) -> HTMLResponse:
        examples = () if problems else self._examples(language)
        return self._show("start.html", wish, language, status, problems=problems, examples=examples)

    def _show(self, template: str, wish: Wish, language: str, status: int, **values: object) -> HTMLResponse:
        # A link to another language names what was chosen, not what it is called in this one.
        same = wish.parameters(q="") if wish.thing else wish.parameters()
        switches = {other: self.links(other).question(**(same if wish.sent else {})) for other in LANGUAGES}
        values = {"problems": (), "wish": wish, "regions": self.facts.regions(language), **values}
        return self.pages.respond(template, language, status=status, switches=switches, **values)

    def _handle(self, asked: Understood) -> str:
        """The code that stands for the subject in links, where it means nothing else; its IRI otherwise."""
        if not asked.subject.code:
            return asked.subject.iri
        try:
            return asked.subject.code if self._meant(asked.subject.code)[0] == asked.subject else asked.subject.iri
        except InputError:
            return asked.subject.iri

    def _meant(self, code: str, language: str = "nl") -> tuple[Reference, str]:
        return self.finder.find(code, kinds=KINDS, language=language)

    def _examples(self, language: str) -> list[tuple[Reference, str, dict[str, object]]]:
        examples: list[tuple[Reference, str, dict[str, object]]] = []
        for code in _EXAMPLES:
            try:
                reference, kind = self._meant(code, language)
            except InputError:
                continue
            examples.append((reference, kind, {"thing": code, "region": "BE22", "basis": Basis.RECOGNISED.value}))
        return examples


def _status(problems: tuple[Problem, ...]) -> int:
    keys = {problem.key for problem in problems}
    return 404 if keys == {"unknown"} else 200 if keys == {"ambiguous"} else 400


def _machine_address(links: Links, asked: Understood) -> str:
    """The same answer from the programming interface."""
    path, name = ("/api/v1/workplaces", "teaches") if asked.kind == "competence" else ("/api/v1/coverage", "of")
    query = {name: asked.subject.iri, "region": asked.region, "on": asked.on.isoformat(), "basis": asked.basis.value}
    return links.page(path, **query, page=asked.page if asked.page > 1 else "")

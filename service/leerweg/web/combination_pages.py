"""`/combine`: which workplaces together teach a qualification; the form, the picture, and the table to keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import HTMLResponse

from leerweg.coverage import CoverageAtlas, Finder
from leerweg.errors import AmbiguousTermError, InputError, LeerwegError, UnknownTermError
from leerweg.linkeddata.negotiation import LANGUAGES, choose_language
from leerweg.model.combinations import Combinations, Preference
from leerweg.web.combination_tables import combinations_csv, combinations_workbook
from leerweg.web.combination_views import view_set
from leerweg.web.combination_wishes import (
    FIELD_OF,
    CombinationWish,
    FieldProblem,
    Meant,
    read_combination_wish,
    understand_wish,
)
from leerweg.web.graph_facts import GraphFacts
from leerweg.web.links import Links
from leerweg.web.rendering import HEADERS, Pages
from leerweg.web.texts import texts_in

__all__ = ["CombinationPages"]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Offered to begin with where the graph knows it: the programme of the example region that needs two workplaces.
_EXAMPLE = {"of": "S-93", "region": "BE22", "near": "Hasselt"}


@dataclass(frozen=True)
class CombinationPages:
    """Answers over one store; `today` says which date is filled in at first."""

    pages: Pages
    facts: GraphFacts
    finder: Finder
    atlas: CoverageAtlas
    links: Callable[[str], Links]
    today: Callable[[], date] = date.today

    def router(self) -> APIRouter:
        """`GET /combine`, and the same answer as `/combine.csv` and `/combine.xlsx`."""
        router = APIRouter()

        def show(request: Request, accept_language: Annotated[str, Header()] = "") -> Response:
            language = choose_language(accept_language, request.query_params.get("lang", ""))
            form = request.url.path.removeprefix("/combine").removeprefix(".")
            try:
                return self.show(read_combination_wish(request.query_params, self.today()), language, form)
            except LeerwegError as error:
                return self.pages.fail(error, language)

        for path in ("/combine", "/combine.csv", "/combine.xlsx"):
            router.add_api_route(path, show, methods=["GET", "HEAD"], include_in_schema=False, response_class=Response)
        return router

    def show(self, wish: CombinationWish, language: str, form: str = "") -> Response:
        """The page for this wish, or its answer as `csv` or `xlsx`; raises LeerwegError for what no field can mend."""
        if not wish.sent:
            return self._show(wish, language, 200)
        meant, problems = understand_wish(wish)
        if meant is None:
            return self._show(wish, language, 400, problems=problems)
        try:
            answer = self._ask(meant, language)
        except InputError as error:
            field = FIELD_OF.get(error.where)
            if field is None:
                raise
            candidates = error.candidates if isinstance(error, AmbiguousTermError) else ()
            status = 200 if candidates else 404 if isinstance(error, UnknownTermError) else 400
            return self._show(wish, language, status, problems=(FieldProblem(field, tuple(candidates)),))
        if form:
            return _file(answer, form, language)
        return self._answer(wish, answer, language)

    def _ask(self, meant: Meant, language: str) -> Combinations:
        return self.atlas.combinations(
            meant.of, region=meant.region, on=meant.on, basis=meant.basis, aim=meant.aim, language=language
        )

    def _answer(self, wish: CombinationWish, answer: Combinations, language: str) -> HTMLResponse:
        links, same = self.links(language), wish.parameters()
        return self._show(
            wish,
            language,
            200,
            answer=answer,
            sets=[view_set(answer, item) for item in answer.items],
            as_json=links.page("/api/v1/combinations", **same),
            as_csv=links.page("/combine.csv", **same),
            as_xlsx=links.page("/combine.xlsx", **same),
            permalink=links.page("/combine", **same),
        )

    def _show(self, wish: CombinationWish, language: str, status: int, **values: object) -> HTMLResponse:
        same = wish.parameters() if wish.sent else {}
        shown: dict[str, object] = {"answer": None, "problems": (), "sets": [], **values}
        return self.pages.respond(
            "combine.html",
            language,
            status=status,
            switches={other: self.links(other).page("/combine", **same) for other in LANGUAGES},
            wish=wish,
            regions=self.facts.regions(language),
            preferences=list(Preference),
            example=None if wish.sent else self._example(language),
            number=lambda value: f"{value:.1f}" if language == "en" else f"{value:.1f}".replace(".", ","),
            **shown,
        )

    def _example(self, language: str) -> tuple[str, str] | None:
        """A question to begin with: the name of its subject, and its address."""
        try:
            subject, _ = self.finder.find(_EXAMPLE["of"], kinds=["programme"], language=language)
        except InputError:
            return None
        return subject.label, self.links(language).page("/combine", **_EXAMPLE)


def _file(answer: Combinations, form: str, language: str) -> Response:
    """The answer as a file to keep."""
    texts = texts_in(language)
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="leerweg-combine.{form}"'}
    if form == "xlsx":
        return Response(combinations_workbook(answer, texts), headers=headers, media_type=_WORKBOOK)
    return Response(combinations_csv(answer, texts), headers=headers, media_type="text/csv; charset=utf-8")

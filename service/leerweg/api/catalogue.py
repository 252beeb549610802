"""The catalogue of questions over HTTP: what can be asked by name, and the answers in the forms of SPARQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi import Path as PathParameter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from leerweg.api.caching import today
from leerweg.api.negotiating import media_type_for, require_json
from leerweg.api.sparql import written
from leerweg.api.workers import Workers
from leerweg.linkeddata import Catalogue, SparqlService, choose_language, guard_query, offered_types
from leerweg.linkeddata.catalogue.entries import Entry, Parameter, column_names
from leerweg.linkeddata.negotiation import RESULT_TYPES

__all__ = ["CatalogueModel", "catalogue_router"]

# Names of the address itself: how the answer is written. No question has a parameter of these names.
_OF_THE_ADDRESS = ("format", "_mediatype", "lang")
_FORMS = {
    "description": "The answer; the header X-Leerweg-Truncated says when there was more than is given.",
    "content": {media_type: {} for media_type in RESULT_TYPES},
}
_PARAMETERS: list[dict[str, Any]] = [
    {
        "name": "format",
        "in": "query",
        "schema": {"type": "string"},
        "description": "A media type, or json, xml, csv, tsv; before Accept.",
    },
    {
        "name": "values",
        "in": "query",
        "style": "form",
        "explode": True,
        "schema": {"type": "object", "additionalProperties": {"type": "string"}},
        "description": "The parameters of the question, each by its own name, as the list of questions has them.",
    },
]

QuestionName = Annotated[str, PathParameter(description="The name of the question, as the list has it.")]


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class ParameterModel(_Model):
    """A parameter of a question."""

    name: str
    meaning: Annotated[Mapping[str, str], Field(description="What it means, by language.")]
    takes: Literal["date", "choice", "thing"]
    things: Annotated[str, Field(description="The kind of thing it can be found by name or code as; empty: by IRI.")]
    choices: Annotated[Sequence[str], Field(description="The words it may be; the first is meant without it.")]
    needed: bool
    example: str


class ColumnModel(_Model):
    """A column of an answer, and what it is called by language."""

    name: str
    label: Mapping[str, str]


class QuestionModel(_Model):
    """A question that can be asked by name."""

    name: str
    theme: str
    summary: Annotated[Mapping[str, str], Field(description="What it asks, by language.")]
    note: Annotated[Mapping[str, str], Field(description="How to read the answer, by language; may be empty.")]
    sources: Annotated[Sequence[str], Field(description="The rows of the concept note that it answers.")]
    parameters: Sequence[ParameterModel]
    columns: Sequence[ColumnModel]
    example: Annotated[str, Field(description="The address at which it is asked with the example values.")]
    sparql: Annotated[str, Field(description="The file: SPARQL 1.1; write terms in the place of UNDEF.")]
    query: Annotated[str, Field(description="The same with the example values: a query for /sparql.")]


class CatalogueModel(_Model):
    """The questions, by theme and name."""

    questions: Sequence[QuestionModel]


def catalogue_router(catalogue: Catalogue, service: SparqlService, workers: Workers) -> APIRouter:
    """The routes of the catalogue; answers come from `service`, a few at a time."""
    router = APIRouter(prefix="/api/v1", tags=["questions"])

    @router.get("/questions", summary="The catalogue of questions", dependencies=[require_json])
    def list_questions() -> CatalogueModel:
        """Every question that can be asked by name: what it means, its parameters and columns, and its SPARQL."""
        return CatalogueModel(questions=[_question(catalogue, entry) for entry in catalogue.entries])

    @router.get(
        "/questions/{name}",
        summary="Ask a question of the catalogue",
        responses={200: _FORMS},
        openapi_extra={"parameters": _PARAMETERS},
    )
    async def ask(name: QuestionName, request: Request) -> Response:
        """The answer to one question as a table, in the forms of SPARQL; a parameter left out means any.

        A date called `on` is today when it is left out. A parameter that the question does not have is refused.
        """
        query = guard_query(await run_in_threadpool(_query, catalogue, name, request))
        media_type = media_type_for(request, offered_types(query))
        return written(await workers.run(service.answer, query, media_type), name)

    return router


def _query(catalogue: Catalogue, name: str, request: Request) -> str:
    asked = request.query_params
    given = [(key, value) for key, value in asked.multi_items() if key not in _OF_THE_ADDRESS]
    language = choose_language(request.headers.get("accept-language", ""), asked.get("lang", ""))
    return catalogue.query(catalogue.entry(name), given, today=today(), language=language)


def _question(catalogue: Catalogue, entry: Entry) -> QuestionModel:
    examples = urlencode({parameter.name: parameter.short_example for parameter in entry.parameters})
    return QuestionModel(
        name=entry.name,
        theme=entry.theme,
        summary=entry.summaries,
        note=entry.notes,
        sources=entry.sources,
        parameters=[_parameter(parameter) for parameter in entry.parameters],
        columns=[ColumnModel(name=column, label=column_names()[column]) for column in entry.columns],
        example=f"/api/v1/questions/{entry.name}{'?' if examples else ''}{examples}",
        sparql=entry.question.text,
        query=catalogue.example(entry),
    )


def _parameter(parameter: Parameter) -> ParameterModel:
    return ParameterModel(
        name=parameter.name,
        meaning=parameter.meanings,
        takes=parameter.takes.value,
        things=parameter.things,
        choices=parameter.choices,
        needed=parameter.needed,
        example=parameter.short_example,
    )

"""Validating a document over HTTP: a report in the form that is asked for; nothing of the document is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from pyoxigraph import RdfFormat

from leerweg.api.bodies import read_document
from leerweg.api.negotiating import media_type_for, respond
from leerweg.api.workers import Workers
from leerweg.linkeddata import choose_language
from leerweg.linkeddata.negotiation import GRAPH_TYPES
from leerweg.validation import Report, Validator, serialise_report
from leerweg.validation.rendering import render_text

__all__ = ["validation_router"]

_JSON, _TEXT = "application/json", "text/plain"
_OFFERED = (_JSON, *GRAPH_TYPES, _TEXT)
_DOCUMENT_TYPES = (*GRAPH_TYPES, "application/trig", "application/n-quads")
_FORMS: dict[str, object] = {media_type: {} for media_type in _OFFERED[1:]}


class FindingModel(BaseModel):
    """One thing that breaks one rule; texts are per language (nl, fr, en)."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)

    rule: str
    severity: str
    shape: str
    group_name: dict[str, str]
    shape_name: dict[str, str]
    focus: str
    focus_label: dict[str, str]
    path: str
    path_label: dict[str, str]
    value: str
    value_label: dict[str, str]
    message: dict[str, str]
    how_to_comply: dict[str, str]
    sources: tuple[str, ...]
    engine_text: str
    where: str


class ReportModel(BaseModel):
    """The verdict on a document: `conforms` when no finding is a Violation; `omitted` findings are left out."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)

    conforms: bool
    name: str
    profile: str
    violations: int
    warnings: int
    infos: int
    omitted: int
    findings: tuple[FindingModel, ...]


def validation_router(validator: Validator, workers: Workers, most_bytes: int) -> APIRouter:
    """The route that validates."""
    router = APIRouter(prefix="/api/v1", tags=["validation"])

    @router.post(
        "/validate",
        summary="Hold a document against the rules",
        response_model=ReportModel,
        responses={
            200: {"description": "It conforms.", "content": _FORMS},
            422: {"description": "It does not conform; the report says why.", "model": ReportModel, "content": _FORMS},
        },
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    **{media_type: {"schema": {"type": "string"}} for media_type in _DOCUMENT_TYPES},
                    "multipart/form-data": {
                        "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
                    },
                },
            }
        },
    )
    async def validate(
        request: Request,
        lang: Annotated[str, Query(pattern="^(nl|en|fr)?$", description="Language of a report as text.")] = "",
        format: Annotated[str, Query(max_length=100, description="A media type, or json, turtle, jsonld, text.")] = "",  # noqa: A002
    ) -> Response:
        """The report on an RDF document: the body itself, or the file of a form.

        The document is judged together with what the graph knows of the things it mentions. Nothing of it is kept.
        """
        media_type = media_type_for(request, _OFFERED, format)
        posted = await read_document(request, most_bytes)
        report = await workers.run(validator.validate, posted.content, format=posted.media_type, name=posted.name)
        language = choose_language(request.headers.get("accept-language", ""), lang)
        response = respond(_written(report, media_type, language), media_type, Cache_Control="no-store")
        response.status_code = 200 if report.conforms else 422
        return response

    return router


def _written(report: Report, media_type: str, language: str) -> bytes | str:
    if media_type == _TEXT:
        return render_text(report, language)
    if media_type == _JSON:
        counts = {"violations": "Violation", "warnings": "Warning", "infos": "Info"}
        members = {name: report.count(severity) for name, severity in counts.items()}
        for name in ("conforms", "name", "profile", "omitted", "findings"):
            members[name] = getattr(report, name)
        return ReportModel.model_validate(members).model_dump_json(by_alias=True)
    rdf_format = RdfFormat.from_media_type(media_type)
    assert rdf_format is not None
    return serialise_report(report, rdf_format)

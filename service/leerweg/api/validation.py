"""Validating documents over HTTP: a report in the form that is asked for; nothing of the documents is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from leerweg.api.bodies import Posted, Posting, read_posting
from leerweg.api.jobs import Answer, Job, JobModel, Jobs
from leerweg.api.parameters import Validation
from leerweg.api.problems import problem_of
from leerweg.api.report_models import ReportModel, ReportsModel, UnreadableModel
from leerweg.api.workers import Workers
from leerweg.errors import LeerwegError, MalformedInputError
from leerweg.linkeddata import choose_language, choose_media_type
from leerweg.linkeddata.negotiation import GRAPH_TYPES
from leerweg.validation import Report, Validator, compare
from leerweg.validation.comparison import Previous
from leerweg.validation.mending import mend
from leerweg.validation.parsing import WORKBOOK_TYPE
from leerweg.validation.reports import FORMS, Form, form_of
from leerweg.validation.reports.json_form import VERSION, as_object
from leerweg.validation.reports.page import POLICY
from leerweg.validation.shapes import known_profiles

__all__ = ["MOST_AT_ONCE", "profiled", "validation_router"]

MOST_AT_ONCE = 10
"""So many documents are judged while the client waits; more are a job."""

_OFFERED = tuple(form.media_type for form in FORMS.values())
_DOCUMENT_TYPES = (*GRAPH_TYPES, "application/trig", "application/n-quads")
_SHOWN: dict[str, Any] = {media_type: {} for media_type in _OFFERED[1:]}
_INLINE = ("json", "text", "html", "turtle", "jsonld", "ntriples", "rdfxml")
_FILES = {
    "type": "object",
    "properties": {
        "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "previous": {"type": "string", "format": "binary", "description": "A former report as JSON, to compare with."},
    },
}


@dataclass(frozen=True)
class _Task:
    """Judging a posting: with which validator, in which form and language."""

    validator: Validator
    posting: Posting
    wish: Validation
    form: Form
    language: str

    def single(self) -> Answer:
        """The report on the one document; raises what validating raises."""
        previous = self._previous()
        document = self.posting.documents[0]
        report = self._judge(document, previous)
        return self._mended(document, report) if self.wish.repair else self._answer([report], [])

    def many(self, job: Job | None = None) -> Answer:
        """The reports on all documents. In JSON a document that cannot be read is named among the others.

        In any other form it raises the error of that document.
        """
        previous = self._previous()
        reports: list[Report] = []
        unreadable: list[UnreadableModel] = []
        for number, document in enumerate(self.posting.documents, 1):
            try:
                reports.append(self._judge(document, previous))
            except LeerwegError as error:
                if self.form.name != "json":
                    raise
                name = document.name or f"document {number}"
                unreadable.append(UnreadableModel(name=name, problem=problem_of(error)))
            if job is not None and not job.step():
                break
        return self._answer(reports, unreadable, many=True)

    def _judge(self, document: Posted, previous: Previous | None) -> Report:
        report = self.validator.validate(
            document.content, format=document.media_type, name=document.name, on=self.wish.on
        )
        return compare(report, previous) if previous else report

    def _mended(self, document: Posted, report: Report) -> Answer:
        done = mend(self.validator, report, document.content, self.wish.repair, document.media_type)
        placed = f'attachment; filename="{_stem([report])}-repaired{done.ending}"'
        return Answer(done.content, done.media_type, 200, {"Content-Disposition": placed})

    def _previous(self) -> Previous | None:
        given = self.posting.previous
        return self.validator.read_previous(given) if given is not None else None

    def _answer(
        self, reports: Sequence[Report], unreadable: Sequence[UnreadableModel], *, many: bool = False
    ) -> Answer:
        conforms = not unreadable and all(report.conforms for report in reports)
        if many and self.form.name == "json":
            content = _all(reports, unreadable, conforms=conforms)
        else:
            content = self.form.write(reports, self.language)
        return Answer(content, _stated(self.form), 200 if conforms else 422, _headers(self.form, reports))


def validation_router(validator: Validator, workers: Workers, jobs: Jobs, most_bytes: int) -> APIRouter:
    """The route that validates."""
    router = APIRouter(prefix="/api/v1", tags=["validation"])

    @router.post(
        "/validate",
        summary="Hold documents against the rules",
        response_model=ReportModel | ReportsModel,
        responses={
            200: {"description": "Everything conforms.", "content": _SHOWN},
            202: {"description": "A job was started; Location says where it is followed.", "model": JobModel},
            422: {
                "description": "It does not conform; the report says why.",
                "model": ReportModel | ReportsModel,
                "content": _SHOWN,
            },
        },
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    **{media_type: {"schema": {"type": "string"}} for media_type in _DOCUMENT_TYPES},
                    WORKBOOK_TYPE: {"schema": {"type": "string", "format": "binary"}},
                    "multipart/form-data": {"schema": _FILES},
                },
            }
        },
    )
    async def validate(request: Request, wish: Annotated[Validation, Query()]) -> Response:
        """The report on a document (the body itself, or the file of a form), or on several files of a form.

        A document is RDF, or a workbook (.xlsx) made from the template for trajectories.


        Each document is judged together with what the graph knows of the things it mentions. Nothing of it is kept.
        More than 10 documents, or any number with the header `Prefer: respond-async`, become a job.
        """
        form = _form(request, wish)
        language = choose_language(request.headers.get("accept-language", ""), wish.lang or "")
        judge = profiled(validator, wish.profile)
        posting = await read_posting(request, most_bytes)
        if wish.repair and len(posting.documents) > 1:
            raise MalformedInputError("A repair is of one document.", where="repair", remedy="Send that one alone.")
        task = _Task(judge, posting, wish, form, language)
        if len(posting.documents) > MOST_AT_ONCE or _patient(request):
            return _accepted(jobs, jobs.start(len(posting.documents), task.many))
        answer = await workers.run(task.single if len(posting.documents) == 1 else partial(task.many))
        headers = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-store", "Content-Type": answer.media_type}
        return Response(answer.content, answer.status, {**headers, **answer.headers})

    return router


def profiled(validator: Validator, profile: str) -> Validator:
    """The validator with another profile; raises MalformedInputError for one that does not exist."""
    if profile not in known_profiles():
        raise MalformedInputError(
            "There is no such profile.", where="profile", remedy=f"Choose one of: {', '.join(known_profiles())}."
        )
    return replace(validator, profile=profile)


def _form(request: Request, wish: Validation) -> Form:
    asked = (wish.media_type or wish.format).strip().lower()
    named = FORMS[asked].media_type if asked in FORMS else asked
    return form_of(choose_media_type(_OFFERED, ", ".join(request.headers.getlist("accept")), named))


def _patient(request: Request) -> bool:
    wishes = ",".join(request.headers.getlist("prefer")).lower()
    return "respond-async" in (wish.partition(";")[0].strip() for wish in wishes.split(","))


def _accepted(jobs: Jobs, job: Job) -> Response:
    headers = {"Location": f"/api/v1/jobs/{job.id}", "Cache-Control": "no-store", "Retry-After": "1"}
    return Response(jobs.model(job).model_dump_json(), 202, headers, "application/json")


def _all(reports: Sequence[Report], unreadable: Sequence[UnreadableModel], *, conforms: bool) -> bytes:
    content = {
        "version": VERSION,
        "conforms": conforms,
        "reports": [as_object(report) for report in reports],
        "unreadable": [one.model_dump(by_alias=True, exclude_none=True) for one in unreadable],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _stated(form: Form) -> str:
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type


def _headers(form: Form, reports: Sequence[Report]) -> dict[str, str]:
    if form.name == "html":
        return {"Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'"}
    if form.name in _INLINE:
        return {}
    return {"Content-Disposition": f'attachment; filename="{_stem(reports)}-report{form.ending}"'}


def _stem(reports: Sequence[Report]) -> str:
    """How a file about these reports begins."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", reports[0].name.rpartition(".")[0] if len(reports) == 1 else "") or "report"

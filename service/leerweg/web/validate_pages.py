"""The page where somebody holds a document against the shapes. Nothing that is sent in is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool

from leerweg.errors import LeerwegError, WorkLimitError
from leerweg.linkeddata.negotiation import LANGUAGES, choose_language
from leerweg.namespaces import Identifiers
from leerweg.validation import Report, Validator, compare
from leerweg.validation.mending import Mended, mend
from leerweg.validation.parsing import WORKBOOK_TYPE
from leerweg.validation.reports import FORMS, render_body
from leerweg.validation.reports.page import POLICY
from leerweg.validation.shapes import STAGES, known_profiles, load_shapes
from leerweg.validation.wording import about_profile
from leerweg.validation.workbook import write_workbook
from leerweg.web.failures import Failure, explain
from leerweg.web.links import Links
from leerweg.web.rendering import HEADERS, Pages
from leerweg.web.validate_forms import NOTHING, Sent, receive

__all__ = ["ValidatePages"]

_FORMATS = (
    ("turtle", "Turtle"),
    ("trig", "TriG"),
    ("n-triples", "N-Triples"),
    ("n-quads", "N-Quads"),
    ("rdf/xml", "RDF/XML"),
    ("json-ld", "JSON-LD"),
)
# The forms of a report in the order in which people want them.
_TAKEN = ("html", "xlsx", "csv", "text", "json", "turtle", "jsonld", "ntriples", "rdfxml", "sarif", "junit")
_AT_ONCE = 2
_PATIENCE = 15.0  # seconds


@dataclass(frozen=True)
class _Profile:
    """A gate to choose: its name, what people call it and what it asks; `stage`: a trajectory comes past it."""

    name: str
    label: str
    about: str
    stage: bool


@dataclass(frozen=True)
class ValidatePages:
    """Judges documents of at most `megabytes` MiB and shows the report in the reader's language."""

    pages: Pages
    validator: Validator
    megabytes: int
    # Each document takes a process of its own: a few at a time, and whoever waits too long is told so.
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def router(self) -> APIRouter:
        """`GET /validate` and `POST /validate` (multipart: a document, and how to judge and report it).

        `GET /validate/trajectory.xlsx` is the workbook to describe trajectories in.
        """
        router = APIRouter()

        @router.get("/validate", include_in_schema=False)
        def form(lang: str = "", accept_language: Annotated[str, Header()] = "") -> Response:
            language = choose_language(accept_language, lang)
            try:
                return self._show(language)
            except LeerwegError as error:
                return self.pages.fail(error, language)

        @router.get("/validate/trajectory.xlsx", include_in_schema=False)
        def template(lang: str = "", accept_language: Annotated[str, Header()] = "") -> Response:
            language = choose_language(accept_language, lang)
            try:
                content = _template(language, self.pages.identifiers)
            except LeerwegError as error:
                return self.pages.fail(error, language)
            placed = f'attachment; filename="trajectory-{language}.xlsx"'
            headers = {**HEADERS, "Content-Disposition": placed, "Content-Language": language}
            return Response(content, media_type=WORKBOOK_TYPE, headers=headers)

        @router.post("/validate", include_in_schema=False)
        async def judge(request: Request, lang: str = "", accept_language: Annotated[str, Header()] = "") -> Response:
            language = choose_language(accept_language, lang)
            sent = NOTHING
            try:
                sent = await receive(request, self.megabytes)
                report = await run_in_threadpool(self._judge, sent)
                if sent.repair:
                    return _file(report, await run_in_threadpool(self._mend, sent, report))
                if sent.form:
                    return _written(report, sent.form, language)
                return await run_in_threadpool(self._show, language, sent, report=report)
            except LeerwegError as error:
                return await run_in_threadpool(self._show, language, sent, failure=explain(error))

        return router

    def _judge(self, sent: Sent) -> Report:
        if not self.places.acquire(timeout=_PATIENCE):
            raise WorkLimitError("Too many documents are being checked.", remedy="Send it again in a few seconds.")
        try:
            validator = replace(self.validator, profile=sent.profile)
            previous = validator.read_previous(sent.previous) if sent.previous else None
            report = validator.validate(sent.document, format=sent.format, name=sent.name, on=sent.on)
            return compare(report, previous) if previous else report
        finally:
            self.places.release()

    def _mend(self, sent: Sent, report: Report) -> Mended:
        return mend(self.validator, report, sent.document, sent.repair, sent.format)

    def _show(
        self, language: str, sent: Sent = NOTHING, *, report: Report | None = None, failure: Failure | None = None
    ) -> Response:
        links = Links(self.pages.identifiers, language)
        return self.pages.respond(
            "validate.html",
            language,
            status=failure.status if failure else 422 if report and not report.conforms else 200,
            # The report itself cannot be linked to, as it is kept nowhere: another language begins anew.
            switches={other: f"/validate?lang={other}" for other in LANGUAGES},
            report=report,
            body=render_body(report, language, links.thing, mending="again" if sent.carried or sent.coded else "")
            if report
            else "",
            failure=failure,
            sent=sent,
            formats=_FORMATS,
            taken=_TAKEN,
            profiles=_profiles(language),
            megabytes=self.megabytes,
        )


@cache
def _profiles(language: str) -> tuple[_Profile, ...]:
    names = known_profiles()
    return tuple(
        _Profile(name, load_shapes(name).name[language], about_profile(name, language), name in STAGES)
        for name in names
    )


@cache
def _template(language: str, identifiers: Identifiers) -> bytes:
    """The workbook to fill in; the same for everybody who reads this language."""
    return write_workbook(language, identifiers)


def _file(report: Report, mended: Mended) -> Response:
    """The document with a repair, to be kept as a file beside the first."""
    placed = f'attachment; filename="{_stem(report)}-repaired{mended.ending}"'
    headers = {**HEADERS, "Cache-Control": "no-store", "Content-Disposition": placed}
    return Response(mended.content, media_type=mended.media_type, headers=headers)


def _stem(report: Report) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", report.name.rpartition(".")[0]).strip("-") or "document"


def _written(report: Report, wanted: str, language: str) -> Response:
    """The report in a form of its own: shown where a browser can, else to be kept as a file."""
    form = FORMS[wanted]
    placed = "inline" if wanted == "html" else f'attachment; filename="{_stem(report)}-report{form.ending}"'
    headers = {
        **HEADERS,
        "Cache-Control": "no-store",
        "Content-Disposition": placed,
        "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
        "Content-Language": language,
        "Content-Type": f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type,
    }
    return Response(form.write([report], language), 200 if report.conforms else 422, headers)

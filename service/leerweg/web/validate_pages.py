"""The page where somebody holds a document against the shapes. Nothing that is sent in is kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from leerweg.errors import InputTooLargeError, LeerwegError, MalformedInputError, WorkLimitError
from leerweg.linkeddata.negotiation import LANGUAGES, choose_language
from leerweg.validation import Report, Validator
from leerweg.validation.rendering import SEVERITY_WORDS
from leerweg.web.failures import Failure, explain
from leerweg.web.rendering import Pages

__all__ = ["ValidatePages"]

_FORMATS = (
    ("turtle", "Turtle"),
    ("trig", "TriG"),
    ("n-triples", "N-Triples"),
    ("n-quads", "N-Quads"),
    ("rdf/xml", "RDF/XML"),
    ("json-ld", "JSON-LD"),
)
_MEBIBYTE = 1024 * 1024
_SLACK = 64 * 1024  # what a form has around the document itself
_LONGEST_NAME = 100
_AT_ONCE = 2
_PATIENCE = 15.0  # seconds


@dataclass(frozen=True)
class Sent:
    """What came with the form."""

    document: bytes
    name: str
    format: str
    text: str


@dataclass(frozen=True)
class ValidatePages:
    """Judges documents of at most `megabytes` MiB and shows the report in the reader's language."""

    pages: Pages
    validator: Validator
    megabytes: int
    # Each document takes a process of its own: a few at a time, and whoever waits too long is told so.
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def router(self) -> APIRouter:
        """`GET /validate` and `POST /validate` (multipart: `file` or `text`, and `format`)."""
        router = APIRouter()

        @router.get("/validate", include_in_schema=False)
        def form(lang: str = "", accept_language: Annotated[str, Header()] = "") -> HTMLResponse:
            language = choose_language(accept_language, lang)
            try:
                return self._show(language)
            except LeerwegError as error:
                return self.pages.fail(error, language)

        @router.post("/validate", include_in_schema=False)
        async def judge(
            request: Request, lang: str = "", accept_language: Annotated[str, Header()] = ""
        ) -> HTMLResponse:
            language = choose_language(accept_language, lang)
            sent = Sent(b"", "", "", "")
            try:
                sent = await self._receive(request)
                report = await run_in_threadpool(self._judge, sent)
                return await run_in_threadpool(self._show, language, sent, report=report)
            except LeerwegError as error:
                return await run_in_threadpool(self._show, language, sent, failure=explain(error))

        return router

    def _judge(self, sent: Sent) -> Report:
        if not self.places.acquire(timeout=_PATIENCE):
            raise WorkLimitError("Too many documents are being checked.", remedy="Send it again in a few seconds.")
        try:
            return self.validator.validate(sent.document, format=sent.format, name=sent.name)
        finally:
            self.places.release()

    def _show(
        self, language: str, sent: Sent | None = None, *, report: Report | None = None, failure: Failure | None = None
    ) -> HTMLResponse:
        return self.pages.respond(
            "validate.html",
            language,
            status=failure.status if failure else 422 if report and not report.conforms else 200,
            # The report itself cannot be linked to, as it is kept nowhere: another language begins anew.
            switches={other: f"/validate?lang={other}" for other in LANGUAGES},
            report=report,
            failure=failure,
            text=sent.text if sent else "",
            format=sent.format if sent else "",
            formats=_FORMATS,
            severities=SEVERITY_WORDS,
            megabytes=self.megabytes,
        )

    async def _receive(self, request: Request) -> Sent:
        """The form, held in memory alone. Raises InputTooLargeError and MalformedInputError."""
        most = self.megabytes * _MEBIBYTE + _SLACK
        stream = _bounded(request, most, self.megabytes)
        parser = MultiPartParser(request.headers, stream, max_files=1, max_fields=4, max_part_size=most)
        parser.spool_max_size = most  # nothing goes to disk
        try:
            form = await parser.parse()
        except (MultiPartException, KeyError) as wrong:
            raise MalformedInputError(
                "The form cannot be read.", remedy="Send it as multipart/form-data, with one document."
            ) from wrong
        file, text, wanted = form.get("file"), form.get("text"), form.get("format")
        typed = text if isinstance(text, str) else ""
        given = wanted if isinstance(wanted, str) else ""
        document = await file.read() if isinstance(file, UploadFile) else b""
        name = (file.filename or "")[-_LONGEST_NAME:] if isinstance(file, UploadFile) else ""
        await form.close()
        if name:
            return Sent(document, name, given, "")
        if not typed.strip():
            raise MalformedInputError("There is no document.", remedy="Choose a file, or paste its text.")
        return Sent(typed.encode(), "", given or "turtle", typed)


async def _bounded(request: Request, most: int, megabytes: int) -> AsyncGenerator[bytes, None]:
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > most:
            raise InputTooLargeError(
                f"The document is larger than {megabytes} MiB.", remedy="Split it into smaller documents."
            )
        yield chunk

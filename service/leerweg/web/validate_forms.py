"""What comes with the form of the validation page: read while it arrives, held in memory alone."""

from __future__ import annotations

import base64
import binascii
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date, datetime

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.validation.reports import FORMS
from leerweg.validation.shapes import DRAFT, known_profiles

__all__ = ["NOTHING", "Sent", "receive"]

_MEBIBYTE = 1024 * 1024
_SLACK = 64 * 1024  # what a form has around the document itself
_LONGEST_NAME = 100
_MOST_CARRIED = 1024 * 1024
_MOST_FIELDS = 12


@dataclass(frozen=True)
class Sent:
    """What came with the form: a document, how to read it, how to judge it, and the form of the report that is wanted.

    `pasted` says that it was typed and not a file; `form` is empty for the page itself. `repair` is the name of a
    repair of a former report, to get the document with it.
    """

    document: bytes = b""
    name: str = ""
    format: str = ""
    pasted: bool = False
    previous: bytes = b""
    on: date | None = None
    profile: str = DRAFT
    form: str = ""
    repair: str = ""

    @property
    def carried(self) -> str:
        """The document as text, to go along in the page that answers; empty when it is too large or no text."""
        return _carried(self.document)

    @property
    def coded(self) -> str:
        """The document in base 64, to go along when it is no text, as a workbook is; empty when it is too large."""
        return "" if self.carried or len(self.document) > _MOST_CARRIED else base64.b64encode(self.document).decode()

    @property
    def carried_previous(self) -> str:
        """The former report as text, to go along with the document."""
        return _carried(self.previous)


NOTHING = Sent()


async def receive(request: Request, megabytes: int) -> Sent:
    """The form, at most `megabytes` MiB. Raises InputTooLargeError and MalformedInputError."""
    most = megabytes * _MEBIBYTE + _SLACK
    stream = _bounded(request, most, megabytes)
    parser = MultiPartParser(request.headers, stream, max_files=2, max_fields=_MOST_FIELDS, max_part_size=most)
    parser.spool_max_size = most  # nothing goes to disk
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as wrong:
        raise MalformedInputError(
            "The form cannot be read.", remedy="Send it as multipart/form-data, with one document."
        ) from wrong
    try:
        return await _read(form)
    finally:
        await form.close()


async def _read(form: FormData) -> Sent:
    file, former = form.get("file"), form.get("previous")
    uploaded = isinstance(file, UploadFile) and bool(file.filename)
    name = (file.filename or "") if isinstance(file, UploadFile) and uploaded else _field(form, "name")
    document = await file.read() if isinstance(file, UploadFile) and uploaded else _typed(form)
    previous = await former.read() if isinstance(former, UploadFile) else b""
    if not uploaded and not document.strip():
        raise MalformedInputError("There is no document.", remedy="Choose a file, or paste its text.")
    return Sent(
        document=document,
        name=name[-_LONGEST_NAME:],
        format=_field(form, "format") or ("" if name else "turtle"),
        pasted=not uploaded and not name,
        previous=previous or _field(form, "former").encode(),
        on=_day(_field(form, "on")),
        profile=_one_of(_field(form, "profile") or DRAFT, known_profiles(), "profile"),
        form=_one_of(_field(form, "report"), ("", *FORMS), "report"),
        repair=_field(form, "repair")[:_LONGEST_NAME],
    )


def _typed(form: FormData) -> bytes:
    """What was pasted, or goes along from a former page."""
    try:
        return base64.b64decode(_field(form, "coded"), validate=True) or _field(form, "text").encode()
    except binascii.Error as wrong:
        raise MalformedInputError("The document does not arrive whole.", remedy="Choose the file again.") from wrong


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _one_of(value: str, known: tuple[str, ...], where: str) -> str:
    if value not in known:
        raise MalformedInputError(
            "That is not one of the choices.", where=where, remedy=f"Choose one of: {', '.join(filter(None, known))}."
        )
    return value


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007  # a calendar day has no zone
    except ValueError as impossible:
        raise MalformedInputError(
            "There is no such day.", where="on", remedy="Write year-month-day, such as 2026-09-15."
        ) from impossible


def _carried(content: bytes) -> str:
    if len(content) > _MOST_CARRIED:
        return ""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


async def _bounded(request: Request, most: int, megabytes: int) -> AsyncGenerator[bytes, None]:
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > most:
            raise InputTooLargeError(
                f"The document is larger than {megabytes} MiB.", remedy="Split it into smaller documents."
            )
        yield chunk

"""Reading what is posted: counted while it streams in, never written to disk, never kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from leerweg.errors import InputTooLargeError, MalformedInputError, UnsupportedFormatError

__all__ = ["MOST_FILES", "Posted", "Posting", "read_body", "read_posting"]

MOST_FILES = 1_000
"""The most documents that one form may hold."""

_MOST_FIELDS = 4
_FORMER = "previous"


@dataclass(frozen=True)
class Posted:
    """A posted document: its bytes, its media type and its file name (each empty when not stated)."""

    content: bytes
    media_type: str
    name: str = ""


@dataclass(frozen=True)
class Posting:
    """Everything that is posted at once: documents, and the report of a former run to compare with, if any."""

    documents: tuple[Posted, ...]
    previous: bytes | None = None


async def read_body(request: Request, most: int) -> bytes:
    """The whole body, at most `most` bytes.

    Raises InputTooLargeError as soon as it is more, and UnsupportedFormatError for a compressed one.
    """
    body = bytearray()
    async for chunk in _counted(request, most):
        body += chunk
    return bytes(body)


async def read_posting(request: Request, most: int) -> Posting:
    """What is posted: one document as the body itself, or the files of a form; raises what `read_body` raises.

    In a form each file is a document, but for the one named `previous`. A form that cannot be read, or that holds no
    document, raises MalformedInputError.
    """
    media_type = request.headers.get("content-type", "").strip()
    if media_type.partition(";")[0].strip().lower() != "multipart/form-data":
        return Posting((Posted(await read_body(request, most), media_type),))
    stream = _counted(request, most)
    parser = MultiPartParser(request.headers, stream, max_files=MOST_FILES + 1, max_fields=_MOST_FIELDS)
    parser.spool_max_size = most + 1  # what is posted stays in memory
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as broken:
        raise MalformedInputError(
            f"The form cannot be read; it may hold {MOST_FILES:,} files.",
            remedy="Send files as multipart/form-data, or one document as the body.",
        ) from broken
    try:
        files = [(name, value) for name, value in form.multi_items() if isinstance(value, UploadFile)]
        documents = [
            Posted(await file.read(), _stated(file), file.filename or "") for name, file in files if name != _FORMER
        ]
        former = [await file.read() for name, file in files if name == _FORMER]
        if not documents:
            raise MalformedInputError("The form holds no file.", remedy="Send each document as a field 'file'.")
        return Posting(tuple(documents), former[0] if former and former[0] else None)
    finally:
        await form.close()


def _stated(file: UploadFile) -> str:
    """The media type of a file; browsers say octet-stream when they do not know, and then its name decides."""
    given = (file.content_type or "").strip()
    return "" if given.lower() == "application/octet-stream" else given


async def _counted(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise UnsupportedFormatError("A compressed body is not read here.", remedy="Send it without Content-Encoding.")
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise InputTooLargeError(
                f"The body is larger than {most:,} bytes.", remedy="Send less at a time: split the document."
            )
        yield chunk

"""Reading what is posted: counted while it streams in, never written to disk, never kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from leerweg.errors import InputTooLargeError, MalformedInputError, UnsupportedFormatError

__all__ = ["Posted", "read_body", "read_document"]

_MOST_FIELDS = 4


@dataclass(frozen=True)
class Posted:
    """A posted document: its bytes, its media type and its file name (each empty when not stated)."""

    content: bytes
    media_type: str
    name: str = ""


async def read_body(request: Request, most: int) -> bytes:
    """The whole body, at most `most` bytes.

    Raises InputTooLargeError as soon as it is more, and UnsupportedFormatError for a compressed one.
    """
    body = bytearray()
    async for chunk in _counted(request, most):
        body += chunk
    return bytes(body)


async def read_document(request: Request, most: int) -> Posted:
    """The document that is posted, as the body itself or as the one file of a form; raises what `read_body` raises.

    A form that cannot be read, or that holds no file, raises MalformedInputError.
    """
    media_type = request.headers.get("content-type", "").strip()
    if media_type.partition(";")[0].strip().lower() != "multipart/form-data":
        return Posted(await read_body(request, most), media_type)
    parser = MultiPartParser(request.headers, _counted(request, most), max_files=1, max_fields=_MOST_FIELDS)
    parser.spool_max_size = most + 1  # what is posted stays in memory
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as broken:
        raise MalformedInputError(
            "The form cannot be read.", remedy="Send one file as multipart/form-data, or the document as the body."
        ) from broken
    try:
        files = [value for value in form.values() if isinstance(value, UploadFile)]
        if not files:
            raise MalformedInputError("The form holds no file.", remedy="Send the document as the field 'file'.")
        return Posted(await files[0].read(), _stated(files[0]), files[0].filename or "")
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

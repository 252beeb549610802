"""What an RDF document may not hold, found before a parser of RDF sees it.

Entities, nesting and encodings are where parsers can be made to work without end; the checks here run in time
proportional to the size of the file and hold one block of it.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast
from xml.parsers import expat

from leerweg.errors import InputError, InputTooLargeError, MalformedInputError, UnacceptableContentError
from leerweg.sources.archives import read_bytes
from leerweg.sources.limits import JSON_BYTES, JSON_DEPTH, RDF_BYTES, RDF_QUOTE_DEPTH, RDF_UNPACKED_BYTES, RDF_XML_DEPTH
from leerweg.sources.text import check_depth

__all__ = ["check_file", "open_document"]

_BLOCK = 1 << 20
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP = 32
_QUOTES = re.compile(rb"<<|>>")


def check_file(path: Path, suffix: str) -> None:
    """Hold a file against the limits of its format; `suffix` is its extension, such as `.ttl`.

    Raises InputTooLargeError for size and nesting, MalformedInputError for anything but UTF-8 and for broken XML,
    UnacceptableContentError for a document type (DOCTYPE) in XML, InputError when the file cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > RDF_BYTES:
            raise InputTooLargeError(
                f"The file is {size} bytes; at most {RDF_BYTES} are read.", where=path.name, remedy="Split it."
            )
        with open_document(path) as stream:
            _check_size(stream, path.name)
            _check_encoding(stream, path.name)
            if suffix in (".rdf", ".owl", ".xml"):
                _check_xml(stream, path.name)
            elif suffix in (".ttl", ".trig", ".nt", ".nq"):
                _check_quotes(stream, path.name)
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror or error}.",
            where=path.name,
            remedy="Check that the file exists and that you may read it.",
        ) from error
    if suffix == ".jsonld":
        check_depth(read_bytes(path, JSON_BYTES), path.name, JSON_DEPTH)


@contextmanager
def open_document(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a document; of a packed one (.gz) what it holds, unpacked while it is read.

    Raises MalformedInputError for a packed file that is broken or incomplete.
    """
    with path.open("rb") as stream:
        if path.suffix.lower() != ".gz":
            yield stream
            return
        try:
            with gzip.GzipFile(fileobj=stream) as unpacked:
                yield cast("BinaryIO", unpacked)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise MalformedInputError(
                f"The packed file is broken or incomplete: {error}.", where=path.name, remedy="Pack it again."
            ) from error


def _check_size(stream: BinaryIO, name: str) -> None:
    size = 0
    for block in _blocks(stream):
        size += len(block)
        if size > RDF_UNPACKED_BYTES:
            raise InputTooLargeError(
                f"It unpacks to more than {RDF_UNPACKED_BYTES} bytes.", where=name, remedy="Split it."
            )


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while block := stream.read(_BLOCK):
        yield block


def _check_encoding(stream: BinaryIO, name: str) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 0
    try:
        for block in _blocks(stream):
            if b"\0" in block:
                raise _no_text(name, lines + block[: block.index(b"\0")].count(b"\n"), "There is a NUL character")
            decoder.decode(block)
            lines += block.count(b"\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        line = lines + error.object[: error.start].count(b"\n")
        raise _no_text(name, line, f"The byte 0x{error.object[error.start]:02x} is not UTF-8") from error


def _no_text(name: str, line: int, what: str) -> MalformedInputError:
    return MalformedInputError(f"{what}.", where=f"{name}, row {line + 1}", remedy="Save the file as UTF-8.")


def _check_xml(stream: BinaryIO, name: str) -> None:
    before = b""
    for block in _blocks(stream):
        if _DOCTYPE.search(before + block):
            raise UnacceptableContentError(
                "The document declares a document type (DOCTYPE) or entities; those are not read.",
                where=name,
                remedy="Write the IRIs out in full and take the declaration out.",
            )
        before = block[-_OVERLAP:]
    _check_nesting(stream, name)


def _check_nesting(stream: BinaryIO, name: str) -> None:
    depth = 0
    parser = expat.ParserCreate()

    def down(_tag: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > RDF_XML_DEPTH:
            raise InputTooLargeError(
                f"The elements nest deeper than {RDF_XML_DEPTH} levels.",
                where=f"{name}, row {parser.CurrentLineNumber}",
                remedy="Refer to resources by IRI (rdf:resource) instead of nesting them.",
            )

    def up(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = down
    parser.EndElementHandler = up
    try:
        for block in _blocks(stream):
            parser.Parse(block)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise MalformedInputError(
            f"This is not XML: {expat.errors.messages.get(error.code, 'syntax error')}.",
            where=f"{name}, row {error.lineno}, column {error.offset + 1}",
            remedy="Export the file again.",
        ) from error


def _check_quotes(stream: BinaryIO, name: str) -> None:
    depth = 0
    for piece in _pieces(stream):
        for token in _QUOTES.findall(piece):
            depth = max(0, depth + (1 if token == b"<<" else -1))
            if depth > RDF_QUOTE_DEPTH:
                raise InputTooLargeError(
                    f"Statements are nested in statements deeper than {RDF_QUOTE_DEPTH} levels.",
                    where=name,
                    remedy="Give plain statements: those about statements are not taken over anyway.",
                )


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Blocks of a file that end where `<<` and `>>` are never cut in two."""
    before = b""
    for block in _blocks(stream):
        piece = before + block
        before = piece[-1:] if piece[-1:] in (b"<", b">") else b""
        yield piece[: len(piece) - len(before)]
    yield before

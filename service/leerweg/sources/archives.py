"""Opening inputs safely: plain files or zips as they come, checked before any of it is read.

A zip's table of contents is held against limits first (sizes, ratio, number, names, kinds); what it claims is then
binding, because the reader takes no more of a member than was claimed and its checksum must hold.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from leerweg.errors import InputError, InputTooLargeError, MalformedInputError, UnsupportedFormatError
from leerweg.model.delivery import Location
from leerweg.sources.limits import JSON_BYTES, JSON_DEPTH, LINE_BYTES
from leerweg.sources.text import bounded_lines, parse_json
from leerweg.zips import ZipLimits, check_zip

__all__ = ["Part", "find_parts", "open_text_lines", "read_bytes", "read_json"]

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError)


@dataclass(frozen=True, slots=True)
class Part:
    """One file to read: a plain file, or one member of a zip. `size` is its unpacked size in bytes."""

    path: Path
    size: int
    member: str = ""

    @property
    def name(self) -> str:
        """The file name without folders: of the member, or of the plain file."""
        return self.member.rsplit("/", 1)[-1] if self.member else self.path.name

    def __str__(self) -> str:
        """As messages call it: `download.zip, part occupations_nl.csv`."""
        return str(Location(self.path.name, self.member))

    def at(self, row: int = 0, column: str = "") -> Location:
        """A place in this file."""
        return Location(self.path.name, self.member, row, column)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes, unpacked while they are read. Raises MalformedInputError when the zip is broken inside."""
        try:
            if not self.member:
                with self.path.open("rb") as stream:
                    yield stream
                return
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as packed:
                yield io.BufferedReader(packed, 1 << 16)  # type: ignore[type-var]  # it reads; typeshed wants a RawIOBase
        except _BROKEN as error:
            raise _broken(str(self), error) from error
        except OSError as error:
            raise _unreadable(self.path, error) from error


def find_parts(paths: Sequence[Path], suffix: str, limits: ZipLimits) -> list[Part]:
    """The files with this suffix (`.csv`) among plain files and in zips, in a stable order.

    What a Mac adds to zips (`__MACOSX`, `._x`) is passed over. Raises what `check_zip` raises;
    UnsupportedFormatError for a file that is neither a zip nor of this suffix, or a zip without one;
    InputTooLargeError when all together pass `limits.unpacked`.
    """
    parts: list[Part] = []
    for path in paths:
        found = list(_parts_of(path, suffix, limits))
        if not found:
            raise UnsupportedFormatError(
                f"There is no {suffix} file in this zip.", where=path.name, remedy=f"Give a zip of {suffix} files."
            )
        parts.extend(found)
    if (total := sum(part.size for part in parts)) > limits.unpacked:
        raise InputTooLargeError(
            f"These files are {total} bytes together; at most {limits.unpacked} are read.",
            remedy="Import them in several commands.",
        )
    return sorted(parts, key=lambda part: (part.name, part.path.name, part.member))


def open_text_lines(part: Part, *, limit: int = LINE_BYTES) -> Iterator[str]:
    """The lines of a UTF-8 text file with their line ends; see `bounded_lines` for what it refuses."""
    with part.open() as stream:
        yield from bounded_lines(stream, str(part), limit=limit)


def read_bytes(path: Path, limit: int) -> bytes:
    """A whole file of at most `limit` bytes. Raises InputTooLargeError, or InputError when it cannot be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > limit:
        raise InputTooLargeError(f"The file is larger than {limit} bytes.", where=path.name, remedy="Split it.")
    return content


def read_json(path: Path, *, limit: int = JSON_BYTES, depth: int = JSON_DEPTH) -> Any:
    """The value of a JSON file; size, encoding and nesting are checked before it is parsed (see `parse_json`)."""
    return parse_json(read_bytes(path, limit), path.name, limit=limit, depth=depth)


def _parts_of(path: Path, suffix: str, limits: ZipLimits) -> Iterator[Part]:
    if path.suffix.lower() == ".zip":
        for member in check_zip(path, limits):
            pieces = member.filename.split("/")
            if pieces[0] != "__MACOSX" and not pieces[-1].startswith(".") and pieces[-1].lower().endswith(suffix):
                yield Part(path, member.file_size, member.filename)
    elif path.suffix.lower() == suffix:
        try:
            yield Part(path, path.stat().st_size)
        except OSError as error:
            raise _unreadable(path, error) from error
    else:
        raise UnsupportedFormatError(
            f"Files of this kind are not read here, only {suffix} and .zip.",
            where=path.name,
            remedy=f"Give a {suffix} file, or a zip of them.",
        )


def _broken(where: str, error: Exception) -> MalformedInputError:
    return MalformedInputError(
        f"The zip is broken or incomplete: {error or type(error).__name__}.", where=where, remedy="Download it again."
    )


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        f"The file cannot be read: {error.strerror or error}.",
        where=path.name,
        remedy="Check that the file exists and that you may read it.",
    )

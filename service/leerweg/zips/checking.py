"""Is this a zip that may be opened? Its table of contents is held against limits before any of it is unpacked.

What it claims is then binding, because a reader takes no more of a member than was claimed and its checksum must hold.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from leerweg.errors import InputError, InputTooLargeError, MalformedInputError
from leerweg.zips.directory import check_directory, check_tail
from leerweg.zips.limits import ZipLimits

__all__ = ["check_stream", "check_zip"]

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError)


def check_zip(path: Path, limits: ZipLimits) -> list[zipfile.ZipInfo]:
    """The members of a zip file, as `check_stream` has them; raises what it raises, and InputError when unreadable."""
    try:
        with path.open("rb") as stream:
            return check_stream(stream, path.name, limits)
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror or error}.",
            where=path.name,
            remedy="Check that the file exists and that you may read it.",
        ) from error


def check_stream(stream: BinaryIO, name: str, limits: ZipLimits) -> list[zipfile.ZipInfo]:
    """The members of a zip (folders left out), after its table of contents was held against `limits`.

    `name` is what messages call it. Raises MalformedInputError for what is no zip or a broken one; InputTooLargeError
    past a limit; and UnacceptableContentError for encrypted, nested, linked, doubly named or path-climbing members.
    """
    packed = stream.seek(0, 2)
    if packed > limits.packed:
        raise InputTooLargeError(
            f"The zip is {packed} bytes; at most {limits.packed} are read.", where=name, remedy="Split it."
        )
    try:
        check_tail(stream, name, limits)
        with zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            check_directory(archive, name, limits)
    except _BROKEN as error:
        raise MalformedInputError(
            f"The zip is broken or incomplete: {error or type(error).__name__}.",
            where=name,
            remedy="Download it again.",
        ) from error
    return members

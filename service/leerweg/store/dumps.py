"""Dumps: a whole store as N-Quads, gzip when the name ends in `.gz`.

The first and last line are comments; a dump of ours that broke off lacks the last one and is refused.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from leerweg.errors import InputError, MalformedInputError, StoreError

__all__ = ["check_dump", "incomplete_dump", "open_dump", "writing_dump"]

_HEAD = b"# Leerweg dump"
_FOOT = b"# end of dump"
_BLOCK = 1 << 20


@contextmanager
def writing_dump(target: Path) -> Iterator[IO[bytes]]:
    """A file to write quads to; it gets the name `target` when all of it is on disk, and vanishes when it fails."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            output = cast("IO[bytes]", gzip.GzipFile(fileobj=file, mode="wb") if target.suffix == ".gz" else file)
            output.write(_HEAD + b"\n")
            yield output
            output.write(_FOOT + b"\n")
            if output is not file:
                output.close()
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as refused:
        raise StoreError(
            f"The dump could not be written: {refused.strerror or refused}.",
            where=str(target),
            remedy="Check the free space and the rights of the folder.",
        ) from refused
    finally:
        part.unlink(missing_ok=True)


def open_dump(source: Path) -> IO[bytes]:
    """The N-Quads in a dump."""
    return cast("IO[bytes]", gzip.open(source, "rb") if source.suffix == ".gz" else source.open("rb"))


def check_dump(source: Path) -> None:
    """Read a dump to its end before anything is replaced by it.

    Raises InputError when it cannot be read, MalformedInputError when it is empty or broke off. N-Quads that others
    wrote have no first and last line of ours; of those only what the format itself shows can be checked.
    """
    try:
        with open_dump(source) as dump:
            head = tail = dump.read(_BLOCK)
            while block := dump.read(_BLOCK):
                tail = tail[-len(_FOOT) - 1 :] + block
    except (EOFError, gzip.BadGzipFile, zlib.error) as broken:
        raise incomplete_dump(source, broken) from broken
    except OSError as unreadable:
        raise InputError(
            f"The dump cannot be read: {unreadable.strerror or unreadable}.",
            where=str(source),
            remedy="Give a file of `leerweg store backup`.",
        ) from unreadable
    if not head.strip():
        raise incomplete_dump(source, "it is empty")
    if head.startswith(_HEAD) and not tail.endswith(_FOOT + b"\n"):
        raise incomplete_dump(source, "its last line is missing")


def incomplete_dump(source: Path, why: object) -> MalformedInputError:
    """The error for a dump that cannot be put back."""
    return MalformedInputError(
        f"This is not a complete dump: {why}.", where=str(source), remedy="Give a file of `leerweg store backup`."
    )

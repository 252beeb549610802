"""Fingerprints of what was read, so that the same delivery twice is recognised as the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from leerweg.errors import InputError

__all__ = ["digest_of_bytes", "digest_of_files", "digest_of_texts", "key_of_names", "short_digest"]

_BLOCK = 1 << 20
_KEY_LENGTH = 80


def digest_of_bytes(content: bytes) -> str:
    """The SHA-256 of these bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of_files(paths: Sequence[Path]) -> str:
    """One SHA-256 (hex) for a set of files: the same whatever their order, another as soon as one byte differs.

    Reads each file once, block by block. Raises InputError when a file cannot be read.
    """
    return digest_of_texts(sorted(_digest_of_file(path) for path in paths))


def digest_of_texts(texts: Iterable[str]) -> str:
    """The SHA-256 (hex) of texts in this order; the borders between them count."""
    whole = hashlib.sha256()
    for text in texts:
        encoded = text.encode("utf-8")
        whole.update(b"%d:" % len(encoded))
        whole.update(encoded)
    return whole.hexdigest()


def key_of_names(names: Iterable[str]) -> str:
    """A key for a data set known by its file names, whatever their order: `bk+trajectories`.

    Many or long names are cut and told apart by a digest of them all.
    """
    ordered = sorted(set(names))
    key = "+".join(ordered)
    return key if len(key) <= _KEY_LENGTH else f"{key[:_KEY_LENGTH]}-{digest_of_texts(ordered)[:8]}"


def short_digest(text: str) -> bytes:
    """Sixteen bytes that stand for a text in memory; 128 bits keep them apart."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).digest()


def _digest_of_file(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise InputError(
            f"The file cannot be read: {error.strerror or error}.",
            where=path.name,
            remedy="Check that the file exists and that you may read it.",
        ) from error
    return digest.hexdigest()

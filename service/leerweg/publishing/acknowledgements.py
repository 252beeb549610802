"""The acknowledgements of a delivery: one JSON line a record, kept beside the store and compared the next time.

A line is `{"key", "outcome", "file", "part", "row", "column", "reasons", "digest"}`; `digest` (16 hex digits) stands
for what the record stated, so that the next delivery knows which records are unchanged.
"""

from __future__ import annotations

import gzip
import json
import os
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from leerweg.model.delivery import Acknowledgement, Location, Outcome, Record, Rejection

__all__ = ["AcknowledgementFile", "AcknowledgementFolder", "record_digest"]

# What reading a damaged file raises: the container, the text, the lines.
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, ValueError, KeyError)
_STALE_SECONDS = 24 * 3600.0


def record_digest(record: Record) -> str:
    """16 hex digits for what a record states, whatever the order of its triples."""
    lines = sorted(str(triple) for triple in record.triples)
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


@dataclass
class AcknowledgementFile:
    """Where the acknowledgements of one delivery are written, and the counts so far."""

    output: TextIO
    before: dict[str, tuple[str, ...]]
    accepted: int = 0
    unchanged: int = 0
    rejected: int = 0

    def __post_init__(self) -> None:
        self._missing = set(self.before)

    @property
    def gone(self) -> int:
        """How many records of the former delivery this one no longer states."""
        return len(self._missing)

    def take(self, record: Record | Rejection) -> Acknowledgement:
        """Write the acknowledgement of one record, and return it."""
        if isinstance(record, Rejection):
            self.rejected += 1
            reasons = tuple(sentence for sentence in (record.reason, record.remedy) if sentence)
            return self._write(Acknowledgement(record.key, Outcome.REJECTED, record.where, reasons), "")
        digest = record_digest(record)
        same = digest in self.before.get(record.key, ())
        self._missing.discard(record.key)
        if same:
            self.unchanged += 1
        else:
            self.accepted += 1
        outcome = Outcome.UNCHANGED if same else Outcome.ACCEPTED
        return self._write(Acknowledgement(record.key, outcome, record.where, record.notes), digest)

    def _write(self, acknowledgement: Acknowledgement, digest: str) -> Acknowledgement:
        where = acknowledgement.where
        line = {
            "key": acknowledgement.key,
            "outcome": acknowledgement.outcome.value,
            "file": where.file,
            "part": where.part,
            "row": where.row,
            "column": where.column,
            "reasons": acknowledgement.reasons,
            "digest": digest,
        }
        self.output.write(json.dumps(line, ensure_ascii=False) + "\n")
        return acknowledgement


class AcknowledgementFolder:
    """The acknowledgements of all deliveries: `<folder>/<source>/<key>/<version>.jsonl.gz`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, source: str, key: str, version: int) -> Path:
        """Where the acknowledgements of one delivery are."""
        return self._folder / quote(source, safe="") / quote(key, safe="") / f"{version}.jsonl.gz"

    @contextmanager
    def writing(self, source: str, key: str, version: int, digest: str) -> Iterator[AcknowledgementFile]:
        """Write the acknowledgements of a delivery to its provisional file, which is on disk at the end.

        Nothing remains of it when reading the delivery fails.
        """
        part = self.provisional(source, key, version, digest)
        part.parent.mkdir(parents=True, exist_ok=True)
        _sweep(part.parent)
        # Under a name of its own until it is complete: another process may be taking in the same delivery.
        draft = part.with_name(f"{part.name}.{os.getpid()}-{threading.get_ident()}.draft")
        try:
            with draft.open("wb") as file:
                with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as output:
                    yield AcknowledgementFile(output, self._digests(self.file(source, key, version - 1)))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(part)
        finally:
            draft.unlink(missing_ok=True)

    def provisional(self, source: str, key: str, version: int, digest: str) -> Path:
        """The name that the file has until the publication it belongs to is on disk."""
        file = self.file(source, key, version)
        return file.with_name(f"{file.name}.{digest[:16]}.part")

    def keep(self, source: str, key: str, version: int, digest: str) -> Path:
        """Give the file of a published delivery its name, where it has not got it yet; where the file is now."""
        file, part = self.file(source, key, version), self.provisional(source, key, version, digest)
        if not part.exists():
            return file
        # The publication stands, whatever becomes of this name: the next delivery tries again.
        with suppress(OSError):
            part.replace(file)
        return file if file.exists() else part

    def read(self, file: Path) -> Iterator[Acknowledgement]:
        """Every acknowledgement in a file, in the order of the delivery."""
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                said = json.loads(line)
                where = Location(said["file"], said["part"], said["row"], said["column"])
                yield Acknowledgement(said["key"], Outcome(said["outcome"]), where, tuple(said["reasons"]))

    @staticmethod
    def _digests(file: Path) -> dict[str, tuple[str, ...]]:
        """What the former delivery said, by key; empty when it is not known (then every record counts as accepted)."""
        said: dict[str, tuple[str, ...]] = {}
        with suppress(FileNotFoundError, *_DAMAGE), gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                if line["digest"]:
                    said[line["key"]] = (*said.get(line["key"], ()), line["digest"])
            return said
        return {}


def _sweep(folder: Path) -> None:
    """Remove provisional files that nobody can still be waiting for."""
    for stale in (*folder.glob("*.part"), *folder.glob("*.draft")):
        with suppress(FileNotFoundError):
            if time.time() - stale.stat().st_mtime > _STALE_SECONDS:
                stale.unlink()

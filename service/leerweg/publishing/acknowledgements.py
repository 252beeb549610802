"""The acknowledgements of a delivery: one JSON line a record, kept beside the store and compared the next time.

A line is `{"key", "outcome", "file", "part", "row", "column", "reasons", "digest"}`; `digest` (16 hex digits) stands
for what the record stated, so that the next delivery knows which records are unchanged.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from leerweg.model.delivery import Acknowledgement, Location, Outcome, Record, Rejection

__all__ = ["AcknowledgementFile", "AcknowledgementFolder", "record_digest"]


def record_digest(record: Record) -> str:
    """16 hex digits for what a record states, whatever the order of its triples."""
    lines = sorted(str(triple) for triple in record.triples)
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


@dataclass
class AcknowledgementFile:
    """Where the acknowledgements of one delivery are written, and the counts so far."""

    output: TextIO
    before: dict[str, str]
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
        same = self.before.get(record.key) == digest
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
    def writing(self, source: str, key: str, version: int) -> Iterator[AcknowledgementFile]:
        """Write the acknowledgements of a delivery; the file keeps a provisional name until `keep` is called."""
        target = self.file(source, key, version)
        target.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(provisional(target), "wt", encoding="utf-8", compresslevel=1) as output:
            yield AcknowledgementFile(output, self._digests(self.file(source, key, version - 1)))

    def read(self, file: Path) -> Iterator[Acknowledgement]:
        """Every acknowledgement in a file, in the order of the delivery."""
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                said = json.loads(line)
                where = Location(said["file"], said["part"], said["row"], said["column"])
                yield Acknowledgement(said["key"], Outcome(said["outcome"]), where, tuple(said["reasons"]))

    @staticmethod
    def _digests(file: Path) -> dict[str, str]:
        """What the former delivery said, by key; empty when there was none (then every record counts as accepted)."""
        if not file.exists():
            return {}
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            said = (json.loads(line) for line in lines)
            return {line["key"]: line["digest"] for line in said if line["digest"]}


def provisional(target: Path) -> Path:
    """The name a file has until the publication it belongs to is on disk."""
    return target.with_name(target.name + ".part")

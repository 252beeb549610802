"""What a source hands over: deliveries, each a stream of records, and the acknowledgement of each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from pyoxigraph import Triple

__all__ = ["Acknowledgement", "Delivery", "Location", "Outcome", "Progress", "Record", "Rejection", "SilentProgress"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the input something stands: file, part (zip member, sheet, JSON pointer), row and column.

    `row` counts as the reader of that file sees it: line of a text file, row of a spreadsheet; 1 is the first.
    0 means: not known. `column` is the header or letter of a column, or empty.
    """

    file: str
    part: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """As a person would say it: `register.xlsx, sheet sites, row 12, column municipality`."""
        pieces = [self.file, self.part and f"part {self.part}", self.row and f"row {self.row}"]
        pieces.append(self.column and f"column {self.column}")
        return ", ".join(str(piece) for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing a source states: its triples, a key that is stable from delivery to delivery, and where it stood.

    `notes` are sentences on what was odd but kept (a dirty reference, a multi-valued cell).
    """

    key: str
    where: Location
    triples: tuple[Triple, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """One thing that was not taken over, why, and how to mend it."""

    key: str
    where: Location
    reason: str
    remedy: str = ""


class Outcome(StrEnum):
    """What became of a record."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The answer to one record of a delivery: outcome, why (notes or reason), where it stood."""

    key: str
    outcome: Outcome
    where: Location
    reasons: tuple[str, ...] = ()


class Progress(Protocol):
    """Where long work reports how far it is."""

    def start(self, task: str, total: float) -> None:
        """A task begins; `total` in whatever unit `advance` counts (bytes, rows)."""

    def advance(self, amount: float) -> None:
        """So much more of the current task is done."""


class SilentProgress:
    """A Progress that tells nobody: for tests and for callers that do not watch."""

    def start(self, task: str, total: float) -> None:
        """Nothing happens."""

    def advance(self, amount: float) -> None:
        """Nothing happens."""


@dataclass(frozen=True)
class Delivery:
    """Everything one command brings from one source: it becomes one named graph and one provenance record.

    `source` is the name of the source (`esco`), `key` names the data set within it and stays the same from delivery
    to delivery (a new delivery with the same source and key supersedes the former); `digest` is a SHA-256 (hex) of
    what was read, so that the same delivery twice changes nothing; `origin` and `licence` go into the provenance;
    `records` is read once, lazily. `summary` is filled by the source while `records` is read: counts a person wants.
    """

    source: str
    key: str
    title: str
    digest: str
    records: Iterator[Record | Rejection]
    licence: str = ""
    origin: tuple[str, ...] = ()
    issued: str = ""
    summary: Mapping[str, int] = field(default_factory=dict)

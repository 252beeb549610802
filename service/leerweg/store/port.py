"""The port: what a store can do, whichever adapter does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, runtime_checkable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from leerweg.store.rows import Rows

__all__ = ["Change", "PatternReader", "Reader", "Store", "StoreInfo"]

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True)
class Change:
    """One publication, as the store sees it.

    `triples` is an N-Triples file without blank nodes, to become the new named graph `graph`; `count` is its number
    of lines. `states` and `retracts` are triples that the catalogue gains and loses (a triple retracted leaves the
    default graph too). `supersedes` is the graph of the former delivery: it stays as a named graph, but what only it
    stated leaves the default graph.
    """

    graph: NamedNode
    triples: Path
    count: int
    states: tuple[Triple, ...]
    retracts: tuple[Triple, ...] = ()
    supersedes: NamedNode | None = None


@dataclass(frozen=True)
class StoreInfo:
    """What a store says of itself: kind, place, revision, triples in the default graph, named graphs."""

    kind: str
    place: str
    revision: int
    triples: int
    graphs: int


class Reader(Protocol):
    """The graph as it was at one revision; SPARQL in, RDF terms out.

    Each method raises QueryRefusedError for a syntax error and a StoreError when the store fails.
    """

    @property
    def revision(self) -> int:
        """The number of the newest publication it shows; 0 for an empty store."""

    def select(self, query: str) -> Rows:
        """The rows of a SELECT query."""

    def write_rows(self, query: str, output: IO[bytes]) -> None:
        """The rows of a SELECT query as TSV, each as it is found; what `output` raises is passed on."""

    def construct(self, query: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""


@runtime_checkable
class PatternReader(Reader, Protocol):
    """A reader in this process, which can also be asked for one pattern at a time at hardly any cost."""

    def matches(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: Term | None,
        *,
        at_most: int | None = None,
    ) -> list[Quad]:
        """The statements of the default graph with these parts, or the first so many; None stands for any."""


class Store(Protocol):
    """Where the graph lives."""

    def reader(self) -> AbstractContextManager[Reader]:
        """A view on the newest revision; the embedded store keeps it unchanged while it is open."""

    def publish(self, change: Change) -> int:
        """Write one publication, all or nothing, and return the new revision once it is on disk.

        Raises StoreInUseError when another process is publishing, and a StoreError when it could not be written:
        then the store is as it was.
        """

    def info(self) -> StoreInfo:
        """What the store holds now."""

    def checkpoint(self) -> Path | None:
        """The folder of an immutable copy of the newest revision, for workers; None when the store has none."""

    def dump(self, target: Path) -> int:
        """Write every quad as N-Quads to `target` (gzip when its name ends in .gz); returns how many."""

    def restore(self, source: Path) -> int:
        """Replace everything by the quads of a dump; returns the revision it holds. All or nothing."""

    def close(self) -> None:
        """Let go of files and connections."""

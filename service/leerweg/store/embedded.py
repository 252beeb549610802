"""The embedded adapter: Oxigraph in a folder, a new immutable revision for every publication."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from leerweg.errors import MalformedInputError, StoreError
from leerweg.namespaces import lw, scheme
from leerweg.store.port import Change, Reader, StoreInfo
from leerweg.store.reading import OxigraphReader, open_checkpoint
from leerweg.store.revisions import RevisionFolder

__all__ = ["EmbeddedStore"]

# From this size on a publication is written as sorted files instead of through the write-ahead log.
_BULK_TRIPLES = 50_000
_DEFAULT = DefaultGraph()
_CURRENT = scheme("publication-status", "current")


class EmbeddedStore:
    """A store in a folder of this machine; `catalogue` is the named graph that records the publications.

    Many processes may read; publishing takes the folder's lock for as long as one publication lasts.
    """

    def __init__(self, folder: Path, catalogue: NamedNode) -> None:
        self._files = RevisionFolder(folder)
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._opened: OxigraphReader | None = None

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A view on the newest revision; a publication meanwhile does not change it."""
        yield self._newest()

    def publish(self, change: Change) -> int:
        """Write one publication as a new revision; on disk when this returns."""

        def write(store: Store) -> None:
            self._load(store, change)
            if change.supersedes is not None:
                standing = self._current_graphs(store) - {change.supersedes}
                self._withdraw(store, change.supersedes, change.graph, standing)
            for triple in change.retracts:
                store.remove(Quad(triple.subject, triple.predicate, triple.object, self._catalogue))
                store.remove(Quad(triple.subject, triple.predicate, triple.object, _DEFAULT))
            store.extend(_quads(change.states, self._catalogue, _DEFAULT))

        return self._revise(write)

    def info(self) -> StoreInfo:
        """What the store holds now; counting reads through the whole default graph."""
        newest = self._newest()
        count = sum(1 for _ in newest.store.quads_for_pattern(None, None, None, _DEFAULT))
        graphs = sum(1 for _ in newest.store.named_graphs())
        return StoreInfo("embedded Oxigraph", str(self._files.folder), newest.revision, count, graphs)

    def checkpoint(self) -> Path | None:
        """The folder of the newest revision; None while nothing has been published."""
        current = self._files.current()
        return self._files.revision(current) if current else None

    def dump(self, target: Path) -> int:
        """Write every quad of the newest revision as N-Quads, in the order of the store."""
        store = self._newest().store
        part = target.with_name(target.name + ".part")
        opener = gzip.open if target.suffix == ".gz" else open
        with opener(part, "wb") as output:
            store.dump(cast("IO[bytes]", output), RdfFormat.N_QUADS)
        part.replace(target)
        return len(store)

    def restore(self, source: Path) -> int:
        """Replace everything by a dump, as a new revision; raises MalformedInputError when it is none."""

        def write(store: Store) -> None:
            store.clear()
            opener = gzip.open if source.suffix == ".gz" else open
            try:
                with opener(source, "rb") as dump:
                    store.bulk_load(cast("IO[bytes]", dump), RdfFormat.N_QUADS)
            except (SyntaxError, ValueError, EOFError, gzip.BadGzipFile) as broken:
                raise MalformedInputError(
                    f"This is not a complete dump: {broken}.",
                    where=str(source),
                    remedy="Give a file of `store backup`.",
                ) from broken

        return self._revise(write)

    def close(self) -> None:
        """Let go of the opened revision."""
        with self._lock:
            self._opened = None

    def _newest(self) -> OxigraphReader:
        """The newest revision, opened once for all questions of this process."""
        with self._lock:
            current = self._files.current()
            if self._opened is None or self._opened.revision != current:
                store = open_checkpoint(self._files.revision(current)) if current else Store()
                self._opened = OxigraphReader(store, current)
            return self._opened

    def _revise(self, write: Callable[[Store], None]) -> int:
        """Run `write` on a working copy and make it the next revision; nothing remains of it when it fails."""
        files = self._files
        with files.owned():
            current = files.current()
            number = current + 1
            files.discard(files.working)
            files.discard(files.revision(number))
            try:
                if current:
                    open_checkpoint(files.revision(current)).backup(str(files.working))
                store = Store(str(files.working))
                write(store)
                self._number(store, number)
                store.backup(str(files.revision(number)))
                files.commit(number)
            except OSError as broken:
                files.discard(files.revision(number))
                raise StoreError(
                    f"The publication could not be written: {broken}.",
                    where=str(files.folder),
                    remedy="Check the free space and the rights of the folder; the store is as it was.",
                ) from broken
            finally:
                files.discard(files.working)
        return number

    def _load(self, store: Store, change: Change) -> None:
        path = str(change.triples)
        if change.count >= _BULK_TRIPLES:
            store.bulk_load(path=path, format=RdfFormat.N_TRIPLES, to_graph=change.graph)
            store.bulk_load(path=path, format=RdfFormat.N_TRIPLES)
            return
        quads = parse(path=path, format=RdfFormat.N_TRIPLES)
        store.extend(_quads((quad.triple for quad in quads), change.graph, _DEFAULT))

    def _withdraw(self, store: Store, superseded: NamedNode, successor: NamedNode, supporting: set[NamedNode]) -> None:
        """Take from the default graph what only `superseded` stated."""
        for quad in store.quads_for_pattern(None, None, None, superseded):
            triple = (quad.subject, quad.predicate, quad.object)
            # A new delivery mostly repeats the old one: its graph is the cheapest place to look first.
            if Quad(*triple, successor) in store:
                continue
            holders = store.quads_for_pattern(*triple, None)
            if not any(holder.graph_name in supporting for holder in holders):
                store.remove(Quad(*triple, _DEFAULT))

    def _current_graphs(self, store: Store) -> set[NamedNode]:
        """The publications that still stand, the catalogue among them."""
        status = store.quads_for_pattern(None, lw("publicationStatus"), _CURRENT, self._catalogue)
        return {cast("NamedNode", quad.subject) for quad in status} | {self._catalogue}

    def _number(self, store: Store, number: int) -> None:
        """State the revision in the graph itself, so that every answer can name it."""
        for quad in list(store.quads_for_pattern(self._catalogue, lw("revision"), None, None)):
            store.remove(quad)
        stated = Triple(self._catalogue, lw("revision"), Literal(number))
        store.extend(_quads([stated], self._catalogue, _DEFAULT))


def _quads(triples: Iterable[Triple], *graphs: NamedNode | DefaultGraph) -> Iterator[Quad]:
    for triple in triples:
        for graph in graphs:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)

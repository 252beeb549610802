"""The embedded adapter: Oxigraph in a folder, a new immutable revision for every publication."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from leerweg.errors import MalformedInputError, StoreError, StoreInUseError
from leerweg.namespaces import lw, scheme
from leerweg.store.dumps import check_dump, incomplete_dump, open_dump, writing_dump
from leerweg.store.port import Change, Reader, StoreInfo
from leerweg.store.questions import load_question
from leerweg.store.reading import OxigraphReader, open_checkpoint
from leerweg.store.revisions import RevisionFolder

__all__ = ["EmbeddedStore"]

# From this size on a publication is written as sorted files instead of through the write-ahead log.
_BULK_TRIPLES = 50_000
_DEFAULT = DefaultGraph()
_COUNT = Path(__file__).with_name("count_triples.rq")
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
            if store.contains_named_graph(change.graph):
                raise StoreInUseError(
                    "Another process has published this data set in the meantime.",
                    where=change.graph.value,
                    remedy="Publish the delivery again.",
                )
            self._load(store, change)
            if change.count >= _BULK_TRIPLES:
                _settle(store)
            if change.supersedes is not None:
                standing = self._current_graphs(store) - {change.supersedes}
                self._withdraw(store, change.supersedes, change.graph, standing)
            for triple in change.retracts:
                store.remove(Quad(triple.subject, triple.predicate, triple.object, self._catalogue))
                store.remove(Quad(triple.subject, triple.predicate, triple.object, _DEFAULT))
            store.extend(_quads(change.states, self._catalogue, _DEFAULT))

        return self._revise(write)

    def info(self) -> StoreInfo:
        """What the store holds now; counting takes about a second per two million triples."""
        newest = self._newest()
        row = next(iter(newest.select(load_question(_COUNT).bind())))
        count = int(cast("Literal", row["triples"]).value)
        graphs = sum(1 for _ in newest.store.named_graphs())
        return StoreInfo("embedded Oxigraph", str(self._files.folder), newest.revision, count, graphs)

    def checkpoint(self) -> Path | None:
        """The folder of the newest revision; None while nothing has been published."""
        current = self._files.current()
        return self._files.revision(current) if current else None

    def dump(self, target: Path) -> int:
        """Write every quad of the newest revision as N-Quads, in the order of the store."""
        store = self._newest().store
        with writing_dump(target) as output:
            store.dump(output, RdfFormat.N_QUADS)
        return len(store)

    def restore(self, source: Path) -> int:
        """Replace everything by a dump, as a new revision; raises an InputError when it is none.

        The new revision bears the number the dump states, or the next one here when that is higher: a number never
        stands for two contents.
        """

        def write(store: Store) -> None:
            try:
                with open_dump(source) as dump:
                    store.bulk_load(dump, RdfFormat.N_QUADS)
                _settle(store)
            except (SyntaxError, ValueError) as broken:
                raise incomplete_dump(source, broken) from broken

        check_dump(source)
        return self._revise(write, afresh=True)

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

    def _revise(self, write: Callable[[Store], None], *, afresh: bool = False) -> int:
        """Run `write` on a working copy (or `afresh` on an empty one) and make it the next revision, all or nothing."""
        files = self._files
        with files.owned():
            try:
                current = files.begin()
                if current and not afresh:
                    open_checkpoint(files.revision(current)).backup(str(files.working))
                number = self._write(write, current)
                files.commit(number)
            except (OSError, RuntimeError) as broken:
                _let_go(broken)
                raise StoreError(
                    f"The publication could not be written: {broken}.",
                    where=str(files.folder),
                    remedy="Check the free space and the rights of the folder; the store is as it was.",
                ) from broken
            except BaseException as broken:
                _let_go(broken)
                raise
        return number

    def _write(self, write: Callable[[Store], None], current: int) -> int:
        """Write in the working copy and copy that to its revision; the number of it."""
        store = Store(str(self._files.working))
        write(store)
        number = max(current + 1, self._stated(store))
        self._number(store, number)
        store.backup(str(self._files.revision(number)))
        return number

    def _load(self, store: Store, change: Change) -> None:
        path = str(change.triples)
        try:
            self._read(store, path, change)
        except (SyntaxError, ValueError) as broken:
            raise MalformedInputError(
                f"The triples to publish cannot be read: {broken}.", where=path, remedy="Write them as N-Triples."
            ) from broken

    def _read(self, store: Store, path: str, change: Change) -> None:
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

    def _stated(self, store: Store) -> int:
        """The revision that the graph itself states; 0 when it states none."""
        stated = store.quads_for_pattern(self._catalogue, lw("revision"), None, self._catalogue)
        numbers = (quad.object.value for quad in stated if isinstance(quad.object, Literal))
        return max((int(number) for number in numbers if number.isdecimal()), default=0)

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


def _settle(store: Store) -> None:
    """Merge the files after loading in bulk: they overlap, and every look-up would have to open most of them."""
    store.optimize()


def _let_go(broken: BaseException) -> None:
    """Close the working copy that an error's traceback still holds; while open it can be neither removed nor remade."""
    link: BaseException | None = broken
    while link is not None:
        traceback.clear_frames(link.__traceback__)
        link = link.__cause__ or link.__context__

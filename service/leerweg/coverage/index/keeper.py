"""Keeping the index in step with the store: built aside, and never used for another revision."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from leerweg.coverage.index.coverage_index import CoverageIndex, build_index
from leerweg.coverage.index.statements import DoubtError
from leerweg.errors import LeerwegError
from leerweg.store import Store

__all__ = ["IndexKeeper"]

_LOG = logging.getLogger(__name__)


class _StoppedError(Exception):
    """Nobody waits for the index any more."""


class IndexKeeper:
    """The index of the newest revision while this is entered (`with`); until it is built there is none.

    Only for a store whose revisions never change.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._builder: ThreadPoolExecutor | None = None
        self._building: Future[None] | None = None
        self._index: CoverageIndex | None = None
        self._settled = -1

    def __enter__(self) -> Self:
        """From now on, build the index of every revision that is asked about; the newest one at once."""
        with self._lock:
            if self._builder is None:
                self._builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coverage-index")
        with self._store.reader() as reader:
            self.at(reader.revision)
        return self

    def __exit__(self, *_: object) -> None:
        """Give up building, and build no more; what is built stays."""
        with self._lock:
            builder, self._builder = self._builder, None
        if builder is not None:
            builder.shutdown(cancel_futures=True)

    def at(self, revision: int) -> CoverageIndex | None:
        """The index of exactly this revision; None while it is not built, and where the graph leaves doubt."""
        with self._lock:
            index = self._index
            if index is not None and index.revision == revision:
                return index
            idle = self._building is None or self._building.done()
            if self._builder is not None and idle and self._settled != revision:
                self._building = self._builder.submit(self._build)
        return None

    def wait(self) -> None:
        """Return once nothing is being built."""
        building = self._building
        if building is not None:
            building.exception()

    def _build(self) -> None:
        """Build the index of the newest revision; a failure leaves the questions to SPARQL."""
        with self._store.reader() as reader:
            revision = reader.revision
            try:
                index = build_index(reader, self._go_on)
            except _StoppedError:
                return
            except DoubtError as doubt:
                _LOG.info("Questions to revision %d go to the store itself: %s.", revision, doubt)
                index = None
            except LeerwegError as failure:
                _LOG.warning("The index of revision %d could not be built: %s", revision, failure)
                index = None
        with self._lock:
            self._index, self._settled = index, revision

    def _go_on(self, _done: int, _total: int) -> None:
        if self._builder is None:
            raise _StoppedError

"""Reading one opened Oxigraph store: the Reader of the embedded adapter, and of workers on a checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from leerweg.errors import QueryRefusedError, StoreError

__all__ = ["OxigraphReader", "open_checkpoint"]


class OxigraphReader:
    """The graph at one revision, in an Oxigraph store that nobody writes to."""

    def __init__(self, store: Store, revision: int) -> None:
        self.store = store
        self._revision = revision

    @property
    def revision(self) -> int:
        """The number of the newest publication it shows."""
        return self._revision

    def select(self, query: str) -> QuerySolutions:
        """The rows of a SELECT query."""
        return cast("QuerySolutions", self._answer(query, QuerySolutions))

    def construct(self, query: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        return cast("QueryTriples", self._answer(query, QueryTriples))

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""
        return bool(self._answer(query, QueryBoolean))

    def _answer(self, query: str, form: type) -> QuerySolutions | QueryTriples | QueryBoolean:
        try:
            answer = self.store.query(query)
        except SyntaxError as wrong:
            raise QueryRefusedError(
                f"The query is not valid SPARQL: {wrong.msg}.", remedy="Mend it at the place named."
            ) from wrong
        except (OSError, RuntimeError) as broken:
            raise StoreError(f"The store could not answer: {broken}.") from broken
        if not isinstance(answer, form):
            raise QueryRefusedError(
                f"The query asks for another kind of answer than {form.__name__}.",
                remedy="Use SELECT, ASK, CONSTRUCT or DESCRIBE as the question needs.",
            )
        return answer


def open_checkpoint(folder: Path) -> Store:
    """The immutable store in `folder`, opened for reading; raises StoreError when it cannot be."""
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as broken:
        raise StoreError(
            f"The store's files cannot be read: {broken}.",
            where=str(folder),
            remedy="Restore a backup with `leerweg store restore`.",
        ) from broken

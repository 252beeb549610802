"""Reading one opened Oxigraph store: the Reader of the embedded adapter, and of workers on a checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from leerweg.errors import QueryRefusedError, StoreError
from leerweg.store.rows import Rows

__all__ = ["OxigraphReader", "open_checkpoint"]

_DEFAULT = DefaultGraph()


class OxigraphReader:
    """The graph at one revision, in an Oxigraph store that nobody writes to."""

    def __init__(self, store: Store, revision: int) -> None:
        self.store = store
        self._revision = revision

    @property
    def revision(self) -> int:
        """The number of the newest publication it shows."""
        return self._revision

    def select(self, query: str) -> Rows:
        """The rows of a SELECT query."""
        return Rows(cast("QuerySolutions", self._answer(query, QuerySolutions)))

    def write_rows(self, query: str, output: IO[bytes]) -> None:
        """The rows of a SELECT query as TSV, each as it is found; what `output` raises is passed on."""
        cast("QuerySolutions", self._answer(query, QuerySolutions)).serialize(output, QueryResultsFormat.TSV)

    def construct(self, query: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        return cast("QueryTriples", self._answer(query, QueryTriples))

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""
        return bool(self._answer(query, QueryBoolean))

    def matches(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | None,
        *,
        at_most: int | None = None,
    ) -> list[Quad]:
        """The statements of the default graph with these parts, or the first so many; None stands for any."""
        try:
            return list(islice(self.store.quads_for_pattern(subject, predicate, value, _DEFAULT), at_most))
        except (OSError, RuntimeError) as broken:
            raise StoreError(f"The store could not answer: {broken}.") from broken

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
            # An error must not keep rows: they may only be let go of on the thread that asked.
            del answer
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

"""Running a stranger's query: in a process that can be killed, on files nobody writes to, with a bounded answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import QueryResultsFormat, Store, Triple, parse_query_results

from leerweg.errors import QueryRefusedError, StoreError
from leerweg.isolation import run_isolated
from leerweg.linkeddata.documents import serialise
from leerweg.linkeddata.negotiation import GRAPH_TYPES, RESULT_TYPES
from leerweg.linkeddata.sparql_guard import GuardedQuery
from leerweg.store import Reader
from leerweg.store.reading import OxigraphReader, open_checkpoint

__all__ = ["WORKER_MODULES", "QueryLimits", "SparqlAnswer", "answer_query", "offered_types", "run_query"]

WORKER_MODULES = ("leerweg.linkeddata.sparql",)
"""What `leerweg.isolation.prepare` should import, so that a worker starts in milliseconds."""

_MOST_BYTES = 64 * 1024 * 1024
_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)


@dataclass(frozen=True)
class QueryLimits:
    """What a query may take: seconds of wall time, rows (or triples) of answer, MiB of memory."""

    seconds: float = 5.0
    rows: int = 100_000
    megabytes: int = 1024


@dataclass(frozen=True)
class SparqlAnswer:
    """An answer as it is sent; `truncated` says that there was more than the limit of rows or of 64 MiB."""

    content: bytes
    media_type: str
    truncated: bool


def offered_types(query: GuardedQuery) -> tuple[str, ...]:
    """The media types in which the answer to this query can be given, the preferred one first."""
    return GRAPH_TYPES if query.form in ("CONSTRUCT", "DESCRIBE") else RESULT_TYPES


def run_query(checkpoint: Path | None, query: GuardedQuery, media_type: str, limits: QueryLimits) -> SparqlAnswer:
    """The answer to a guarded query on the immutable store in `checkpoint` (None: a store that holds nothing).

    `media_type` is one of `offered_types(query)`. Raises QueryRefusedError with line and column for a syntax error,
    WorkLimitError when the query passes its time or memory, and StoreError.
    """
    return run_isolated(
        _answer_checkpoint,
        checkpoint,
        query,
        media_type,
        limits.rows,
        seconds=limits.seconds,
        megabytes=limits.megabytes,
    )


def answer_query(reader: Reader, query: GuardedQuery, media_type: str, rows: int) -> SparqlAnswer:
    """The answer of a reader in this process, for a store whose own server bounds time and memory.

    Raises QueryRefusedError and StoreError.
    """
    try:
        if query.form == "ASK":
            return SparqlAnswer(_ask(reader, query.text, media_type), media_type, truncated=False)
        if query.form == "SELECT":
            return _select(reader, query.text, media_type, rows)
        return _construct(reader.construct(query.text), media_type, rows)
    except QueryRefusedError as refused:
        raise _placed(refused) from refused
    except (OSError, RuntimeError) as broken:
        raise StoreError(f"The query could not be answered to its end: {broken}.") from broken


def _answer_checkpoint(checkpoint: Path | None, query: GuardedQuery, media_type: str, rows: int) -> SparqlAnswer:
    store = open_checkpoint(checkpoint) if checkpoint else Store()
    return answer_query(OxigraphReader(store, 0), query, media_type, rows)


def _ask(reader: Reader, text: str, media_type: str) -> bytes:
    outcome = b"true" if reader.ask(text) else b"false"
    return parse_query_results(outcome, QueryResultsFormat.TSV).serialize(format=_FORMATS[media_type]) or b""


def _select(reader: Reader, text: str, media_type: str, rows: int) -> SparqlAnswer:
    """The rows up to the limit. The library cannot stop after so many rows, but its TSV has one line a row."""
    lines = _Lines(rows + 1)
    try:
        reader.write_rows(text, lines)  # type: ignore[arg-type]  # it only writes
    except _EnoughError:
        lines.cut()
    content = bytes(lines.content)
    wanted = _FORMATS[media_type]
    if wanted != QueryResultsFormat.TSV:
        content = parse_query_results(content, QueryResultsFormat.TSV).serialize(format=wanted) or b""
    return SparqlAnswer(content, media_type, lines.truncated)


def _construct(triples: Iterable[Triple], media_type: str, rows: int) -> SparqlAnswer:
    source = iter(triples)
    kept = list(islice(_within(source, _MOST_BYTES), rows))
    truncated = next(source, None) is not None
    return SparqlAnswer(serialise(kept, media_type), media_type, truncated)


def _within(triples: Iterator[Triple], most: int) -> Iterator[Triple]:
    """Triples until their text is longer than so many characters."""
    size = 0
    for triple in triples:
        yield triple
        size += len(str(triple))
        if size > most:
            return


def _placed(refused: QueryRefusedError) -> QueryRefusedError:
    """A syntax error with its line and column where a program finds them."""
    found = _PLACE.search(refused.message)
    if found is None:
        return refused
    return QueryRefusedError(
        f"The query is not valid SPARQL: {found['what'][:300].rstrip('.')}.",
        where=f"line {found['line']}, column {found['column']}",
        remedy="Mend it at the place named.",
    )


class _EnoughError(Exception):
    """The answer has all the lines that it may have."""


class _Lines:
    """Takes the lines of an answer, a head and `most` - 1 rows, and refuses more."""

    def __init__(self, most: int) -> None:
        self.content = bytearray()
        self.truncated = False
        self._most = most
        self._count = 0

    def write(self, data: bytes) -> int:
        """Take a piece of the answer; raises _EnoughError when it goes over."""
        self.content += data
        self._count += data.count(b"\n")
        if self._count > self._most or len(self.content) > _MOST_BYTES:
            raise _EnoughError
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def cut(self) -> None:
        """Leave out the lines that are over, and the one that broke off."""
        lines = self.content.split(b"\n", self._most)
        self.content = bytearray(b"\n".join(lines[:-1]) + b"\n")
        self.truncated = True

"""The endpoint adapter: any server that speaks SPARQL 1.1 Query, Update and (for speed) Graph Store Protocol."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import IO, cast

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from leerweg.errors import MalformedInputError, StoreAnswerError, StoreError, StoreInUseError
from leerweg.store.dumps import check_dump, incomplete_dump, open_dump, writing_dump
from leerweg.store.exchange import Exchange, wrong_form
from leerweg.store.port import Change, Reader, StoreInfo
from leerweg.store.questions import Question, Term, load_question
from leerweg.store.rows import Rows

__all__ = ["EndpointStore"]

_HERE = Path(__file__).parent
# Rows in one update where the endpoint has no Graph Store Protocol: small enough for servers that limit requests.
_ROWS = 2_000


class EndpointStore:
    """A store behind a SPARQL endpoint; `catalogue` is the named graph that records the publications.

    The endpoint keeps no revisions: a reader always sees its newest state, and a publication becomes visible in one
    update request (atomic on servers whose updates are).
    """

    def __init__(self, exchange: Exchange, catalogue: NamedNode) -> None:
        self._exchange = exchange
        self._catalogue = catalogue

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A view on what the endpoint holds."""
        yield EndpointReader(self._exchange, self._catalogue)

    def publish(self, change: Change) -> int:
        """Write the graph first, then let one update merge it, withdraw the former and record both."""
        if self._recorded(change.graph):
            raise StoreInUseError(
                "Another process has published this data set in the meantime.",
                where=change.graph.value,
                remedy="Publish the delivery again.",
            )
        self._drop_unrecorded(change.graph)
        self._write_graph(change.graph, change.triples)
        number = self._revision() + 1
        steps = [_question("merge.ru").bind(published=change.graph)]
        if change.retracts:
            steps.append(_question("retract.ru").bind_rows(_rows(change.retracts)).bind(catalogue=self._catalogue))
        steps.append(_question("state.ru").bind_rows(_rows(change.states)).bind(catalogue=self._catalogue))
        if change.supersedes is not None:
            steps.append(_question("withdraw.ru").bind(superseded=change.supersedes, catalogue=self._catalogue))
        self._update([*steps, self._numbered(number)])
        self._confirm(number)
        return number

    def info(self) -> StoreInfo:
        """What the endpoint holds now."""
        with self.reader() as reader:
            row = next(iter(reader.select(_question("count_contents.rq").bind())))
            triples, graphs = (int(cast("Literal", row[name]).value) for name in ("triples", "graphs"))
            return StoreInfo("SPARQL endpoint", self._exchange.addresses.query, reader.revision, triples, graphs)

    def checkpoint(self) -> Path | None:
        """An endpoint's files are its own."""
        return None

    def dump(self, target: Path) -> int:
        """Write every quad as N-Quads, graph by graph."""
        count = 0
        with writing_dump(target) as output:
            graphs: list[NamedNode | DefaultGraph] = [DefaultGraph(), *self._graphs()]
            for graph in graphs:
                quads = self._quads(graph)
                while batch := list(islice(quads, _ROWS)):
                    serialize(batch, output, RdfFormat.N_QUADS)
                    count += len(batch)
        return count

    def restore(self, source: Path) -> int:
        """Replace everything by a dump, which is read to its end before the endpoint is touched.

        An endpoint has no way to replace everything at once: when the connection is lost meanwhile, it is incomplete
        until the dump is put back again, and the error says so.
        """
        check_dump(source)
        with tempfile.TemporaryDirectory(prefix="leerweg-") as folder:
            files = self._split(source, Path(folder))
            number = self._revision() + 1
            try:
                self._exchange.update(_question("clear.ru").bind())
                for graph, file in files.items():
                    self._write_graph(graph, file)
                number = max(number, self._revision())
                self._update([self._numbered(number)])
                self._confirm(number)
            except StoreError as failed:
                failed.remedy = f"The store is now incomplete: mend the cause and restore again. {failed.remedy}"
                raise
        return number

    def close(self) -> None:
        """Nothing is kept open between requests."""

    def _revision(self) -> int:
        return EndpointReader(self._exchange, self._catalogue).revision

    def _recorded(self, graph: NamedNode) -> bool:
        return EndpointReader(self._exchange, self._catalogue).ask(_question("is_recorded.rq").bind(graph=graph))

    def _numbered(self, number: int) -> str:
        return _question("number.ru").bind(catalogue=self._catalogue, number=Literal(number))

    def _update(self, steps: Iterable[str]) -> None:
        self._exchange.update(" ;\n".join(steps))

    def _confirm(self, number: int) -> None:
        """Only what can be read back is acknowledged: a page that answers 'OK' to everything is no store."""
        if self._revision() != number:
            raise StoreAnswerError(
                "The endpoint says the update is done, but it is not to be seen.",
                where=self._exchange.addresses.update,
                remedy="Check that both addresses belong to the same store and that this is its update address.",
            )

    def _graphs(self) -> list[NamedNode]:
        with self.reader() as reader:
            return [cast("NamedNode", row["graph"]) for row in reader.select(_question("list_graphs.rq").bind())]

    def _quads(self, graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
        named = isinstance(graph, NamedNode)
        question = _question("list_triples_of_graph.rq" if named else "list_triples.rq")
        query = question.bind(graph=cast("NamedNode", graph)) if named else question.bind()
        with self.reader() as reader:
            for triple in reader.construct(query):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def _drop_unrecorded(self, wanted: NamedNode) -> None:
        """Remove graphs that an interrupted publication left behind; nobody ever saw them in the default graph.

        Some servers do not list their graphs: `wanted` goes in any case, unless writing it will replace it.
        """
        prefix = Literal(self._catalogue.value.rsplit("/", 1)[0] + "/")
        query = _question("list_unrecorded.rq").bind(prefix=prefix, catalogue=self._catalogue)
        with self.reader() as reader:
            orphans = {cast("NamedNode", row["graph"]) for row in reader.select(query)}
        if not self._exchange.addresses.graph_store:
            orphans.add(wanted)
        if orphans:
            self._exchange.update(_question("drop.ru").bind(graph=list(orphans)))

    def _write_graph(self, graph: NamedNode | None, triples: Path) -> None:
        if self._exchange.addresses.graph_store:
            self._exchange.put_graph(graph, triples)
            return
        question = _question("insert.ru" if graph is not None else "insert_default.ru")
        quads = parse(path=str(triples), format=RdfFormat.N_TRIPLES)
        try:
            while batch := _rows(quad.triple for quad in islice(quads, _ROWS)):
                filled = question.bind_rows(batch)
                self._exchange.update(filled.bind(graph=graph) if graph is not None else filled.bind())
        except (SyntaxError, ValueError) as broken:
            raise MalformedInputError(
                f"The triples to publish cannot be read: {broken}.",
                where=str(triples),
                remedy="Write them as N-Triples.",
            ) from broken

    def _split(self, source: Path, folder: Path) -> dict[NamedNode | None, Path]:
        """The quads of a dump, one N-Triples file a graph; None stands for the default graph."""
        files: dict[NamedNode | None, Path] = {}
        try:
            with open_dump(source) as dump:
                quads = parse(dump, RdfFormat.N_QUADS)
                # A dump lists the quads of a graph together or not; either works, together is faster.
                for name, group in groupby(quads, lambda quad: quad.graph_name):
                    graph = name if isinstance(name, NamedNode) else None
                    file = files.setdefault(graph, folder / f"{len(files)}.nt")
                    with file.open("ab") as output:
                        _append(group, output, source)
        except (SyntaxError, ValueError) as broken:
            raise incomplete_dump(source, broken) from broken
        return files


class EndpointReader:
    """Questions to the endpoint; the answers are parsed here into RDF terms."""

    def __init__(self, exchange: Exchange, catalogue: NamedNode) -> None:
        self._exchange = exchange
        self._catalogue = catalogue

    @property
    def revision(self) -> int:
        """The number of the newest publication; asked anew each time."""
        rows = list(self.select(_question("find_revision.rq").bind(catalogue=self._catalogue)))
        return int(cast("Literal", rows[0]["number"]).value) if rows else 0

    def select(self, query: str) -> Rows:
        """The rows of a SELECT query."""
        return Rows(cast("QuerySolutions", self._results(query, QuerySolutions)))

    def write_rows(self, query: str, output: IO[bytes]) -> None:
        """The rows of a SELECT query as TSV; what `output` raises is passed on."""
        cast("QuerySolutions", self._results(query, QuerySolutions)).serialize(output, QueryResultsFormat.TSV)

    def construct(self, query: str) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        answer = self._exchange.ask(query, triples=True)
        try:
            for quad in parse(answer, RdfFormat.TURTLE):
                yield quad.triple
        except (SyntaxError, ValueError) as broken:
            raise self._unreadable(broken) from broken

    def ask(self, query: str) -> bool:
        """The answer to an ASK query."""
        return bool(self._results(query, QueryBoolean))

    def _results(self, query: str, form: type) -> object:
        answer = self._exchange.ask(query, triples=False)
        try:
            _read_to_end(answer)
            results = parse_query_results(answer, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as broken:
            raise self._unreadable(broken) from broken
        if not isinstance(results, form):
            # An error must not keep rows: they may only be let go of on the thread that asked.
            del results
            raise wrong_form(self._exchange.addresses.query)
        return results

    def _unreadable(self, broken: Exception) -> StoreAnswerError:
        return StoreAnswerError(
            f"The endpoint's answer cannot be read: {broken}.",
            where=self._exchange.addresses.query,
            remedy="Check that the address is a SPARQL 1.1 query endpoint; try again if the connection is poor.",
        )


def _read_to_end(answer: bytes) -> None:
    """Rows are parsed as they are asked for: read them all once, so that a broken answer shows before the first."""
    results = parse_query_results(answer, QueryResultsFormat.JSON)
    try:
        if isinstance(results, QuerySolutions):
            for _ in results:
                pass
    finally:
        # An error must not keep the rows: they may only be let go on the thread that made them.
        del results


def _question(name: str) -> Question:
    return load_question(_HERE / name)


def _rows(triples: Iterable[Triple]) -> list[tuple[Term, Term, Term]]:
    return [(triple.subject, triple.predicate, triple.object) for triple in triples]  # type: ignore[misc]  # no blank nodes or quoted triples are published


def _append(quads: Iterator[Quad], output: IO[bytes], source: Path) -> None:
    """Write the triples of these quads; raises MalformedInputError for blank nodes, which updates cannot carry."""
    while batch := list(islice(quads, _ROWS)):
        for quad in batch:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                raise incomplete_dump(source, f"it holds a node without a name: {quad}")
        serialize([quad.triple for quad in batch], output, RdfFormat.N_TRIPLES)

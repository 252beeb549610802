"""The endpoint adapter: any server that speaks SPARQL 1.1 Query, Update and (for speed) Graph Store Protocol."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
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

from leerweg.errors import MalformedInputError, StoreAnswerError
from leerweg.store.exchange import Exchange
from leerweg.store.port import Change, Reader, StoreInfo
from leerweg.store.questions import Question, Term, load_question

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
        self._drop_unrecorded()
        self._write_graph(change.graph, change.triples)
        number = self._revision() + 1
        steps = [_question("merge.ru").bind(published=change.graph)]
        if change.retracts:
            steps.append(_question("retract.ru").bind_rows(_rows(change.retracts)).bind(catalogue=self._catalogue))
        steps.append(_question("state.ru").bind_rows(_rows(change.states)).bind(catalogue=self._catalogue))
        if change.supersedes is not None:
            steps.append(_question("withdraw.ru").bind(superseded=change.supersedes))
        steps.append(_question("number.ru").bind(catalogue=self._catalogue, number=Literal(number)))
        self._exchange.update(" ;\n".join(steps))
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
        part = target.with_name(target.name + ".part")
        opener = gzip.open if target.suffix == ".gz" else open
        count = 0
        with opener(part, "wb") as output:
            graphs: list[NamedNode | DefaultGraph] = [DefaultGraph(), *self._graphs()]
            for graph in graphs:
                for quad in self._quads(graph):
                    serialize([quad], cast("IO[bytes]", output), RdfFormat.N_QUADS)
                    count += 1
        part.replace(target)
        return count

    def restore(self, source: Path) -> int:
        """Replace everything by a dump. It is read to its end before the endpoint is touched."""
        opener = gzip.open if source.suffix == ".gz" else open
        with tempfile.TemporaryDirectory(prefix="leerweg-") as folder:
            graphs = _Split(Path(folder))
            try:
                with opener(source, "rb") as dump:
                    graphs.fill(parse(cast("IO[bytes]", dump), RdfFormat.N_QUADS))
            except (SyntaxError, ValueError, EOFError, gzip.BadGzipFile) as broken:
                raise MalformedInputError(
                    f"This is not a complete dump: {broken}.",
                    where=str(source),
                    remedy="Give a file of `store backup`.",
                ) from broken
            number = self._revision() + 1
            self._exchange.update((_HERE / "clear.ru").read_text(encoding="utf-8"))
            for graph, file in graphs.files.items():
                self._write_graph(graph, file)
            self._exchange.update(_question("number.ru").bind(catalogue=self._catalogue, number=Literal(number)))
        return number

    def close(self) -> None:
        """Nothing is kept open between requests."""

    def _revision(self) -> int:
        return EndpointReader(self._exchange, self._catalogue).revision

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

    def _drop_unrecorded(self) -> None:
        """Remove graphs that an interrupted publication left behind; nobody ever saw them in the default graph."""
        prefix = Literal(self._catalogue.value.rsplit("/", 1)[0] + "/")
        query = _question("list_unrecorded.rq").bind(prefix=prefix, catalogue=self._catalogue)
        with self.reader() as reader:
            orphans = [cast("NamedNode", row["graph"]) for row in reader.select(query)]
        if orphans:
            self._exchange.update(_question("drop.ru").bind(graph=orphans))

    def _write_graph(self, graph: NamedNode | None, triples: Path) -> None:
        if self._exchange.addresses.graph_store and graph is not None:
            self._exchange.put_graph(graph, triples)
            return
        question = _question("insert.ru" if graph is not None else "insert_default.ru")
        for rows in _batches(_rows(quad.triple for quad in parse(path=str(triples), format=RdfFormat.N_TRIPLES))):
            filled = question.bind_rows(rows)
            self._exchange.update(filled.bind(graph=graph) if graph is not None else filled.bind())


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

    def select(self, query: str) -> QuerySolutions:
        """The rows of a SELECT query."""
        return cast("QuerySolutions", self._results(query, QuerySolutions))

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
            results = parse_query_results(answer, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as broken:
            raise self._unreadable(broken) from broken
        if not isinstance(results, form):
            raise self._unreadable(TypeError(f"not a {form.__name__}"))
        return results

    def _unreadable(self, broken: Exception) -> StoreAnswerError:
        return StoreAnswerError(
            f"The endpoint's answer cannot be read: {broken}.",
            where=self._exchange.addresses.query,
            remedy="Check that the address is a SPARQL 1.1 query endpoint; try again if the connection is poor.",
        )


class _Split:
    """The quads of a dump, one N-Triples file a graph; `files` has None for the default graph."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: dict[NamedNode | None, Path] = {}

    def fill(self, quads: Iterable[Quad]) -> None:
        """Write each quad to the file of its graph; a dump lists a graph's quads together or not, either works."""
        for quad in quads:
            graph = quad.graph_name if isinstance(quad.graph_name, NamedNode) else None
            file = self.files.setdefault(graph, self._folder / f"{len(self.files)}.nt")
            with file.open("ab") as output:
                serialize([quad.triple], output, RdfFormat.N_TRIPLES)


def _question(name: str) -> Question:
    return load_question(_HERE / name)


def _rows(triples: Iterable[Triple]) -> list[tuple[Term, Term, Term]]:
    return [(triple.subject, triple.predicate, triple.object) for triple in triples]  # type: ignore[misc]  # no blank nodes or quoted triples are published


def _batches(rows: list[tuple[Term, Term, Term]]) -> Iterator[list[tuple[Term, Term, Term]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _ROWS)):
        yield batch

"""Each contract test runs on each adapter, the endpoint against a real server with and without graph addresses."""

from collections.abc import Callable

import pytest

from leerweg.store import Store
from leerweg.store.embedded import EmbeddedStore
from leerweg.store.endpoint import EndpointStore
from leerweg.store.exchange import Addresses, Exchange


@pytest.fixture(params=["embedded", "endpoint", "endpoint without graph addresses"])
def kind(request) -> str:
    return request.param


@pytest.fixture
def made(request, kind, tmp_path, catalogue) -> Callable[[int], Store]:
    """The store of this kind with this number, empty."""

    def make(number: int) -> Store:
        if kind == "embedded":
            return EmbeddedStore(tmp_path / f"store-{number}", catalogue)
        address = request.getfixturevalue("servers")[number]
        graphs = f"{address}/store" if kind == "endpoint" else ""
        exchange = Exchange(Addresses(f"{address}/query", f"{address}/update", graphs))
        exchange.update("CLEAR ALL")
        return EndpointStore(exchange, catalogue)

    return make


@pytest.fixture
def store(made):
    opened = made(0)
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(made):
    """A second store of the same kind."""
    opened = made(1)
    yield opened
    opened.close()


@pytest.fixture
def facts(store):
    """What the default graph (or one named graph) now says, without what the store itself records."""

    def read(graph=None) -> set[str]:
        pattern = "?s ?p ?o" if graph is None else f"GRAPH {graph} {{ ?s ?p ?o }}"
        query = f"SELECT * WHERE {{ {pattern} FILTER (STRSTARTS(STR(?s), 'http://example.org/')) }} ORDER BY ?s ?o"
        with store.reader() as reader:
            return [(row["s"], row["p"], row["o"]) for row in reader.select(query)]

    return read

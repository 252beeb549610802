"""Rows of an answer can be held by an error that ends on another thread, without a warning or a leak."""

import gc
import threading

import pyoxigraph as ox
import pytest

from leerweg.errors import QueryRefusedError
from leerweg.store.reading import OxigraphReader


@pytest.fixture
def reader():
    """Five thousand statements."""
    store = ox.Store()
    says, names = ox.NamedNode("http://example.org/says"), "http://example.org/{}"
    store.extend(ox.Quad(ox.NamedNode(names.format(n)), says, ox.Literal(n)) for n in range(5_000))
    return OxigraphReader(store, 1)


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 2000, 5000])
def test_every_row_comes_once(reader, size):
    """Few or many, read at once or in parts, none is lost or doubled."""
    rows = reader.select(f"SELECT ?n {{ ?s <http://example.org/says> ?n }} ORDER BY ?n LIMIT {size}")
    assert [int(row["n"].value) for row in rows] == list(range(size))
    assert rows.variables == ("n",)


@pytest.mark.parametrize(
    "query", ["SELECT ?n { ?s <http://example.org/says> ?n } LIMIT 20", "SELECT * { ?s ?p ?o } LIMIT 900"]
)
def test_an_error_may_carry_rows_to_another_thread(reader, query):
    """Who handles an error elsewhere lets go of its rows there: nothing complains (a warning fails a test here)."""
    caught: list[BaseException] = []

    def ask() -> None:
        rows = reader.select(query)
        try:
            _refuse(next(rows))
        except LookupError as error:
            caught.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    caught.clear()
    gc.collect()


def _refuse(row: ox.QuerySolution) -> None:
    raise LookupError(row)


def test_a_refused_query_keeps_no_rows(reader):
    """Asking for triples where a query gives rows is refused, wherever the refusal is read."""
    caught: list[BaseException] = []

    def ask() -> None:
        with pytest.raises(QueryRefusedError) as refused:
            reader.construct("SELECT ?s { ?s ?p ?o }")
        caught.append(refused.value)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    caught.clear()
    gc.collect()

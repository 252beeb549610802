"""Deliveries of our own making, and a publisher on a real store."""

from hashlib import sha256

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Delivery, Location, Record, Rejection
from leerweg.namespaces import Identifiers
from leerweg.publishing import Publisher
from leerweg.store.embedded import EmbeddedStore

SAYS = NamedNode("http://example.org/says")


@pytest.fixture(scope="session")
def identifiers() -> Identifiers:
    return Identifiers("http://127.0.0.1:8000/")


@pytest.fixture
def store(tmp_path, identifiers):
    opened = EmbeddedStore(tmp_path / "store", identifiers.of("graph", "catalogue"))
    yield opened
    opened.close()


@pytest.fixture
def state(tmp_path):
    """The folder of the acknowledgements."""
    return tmp_path / "state"


@pytest.fixture
def publisher(store, identifiers, state) -> Publisher:
    return Publisher(store, identifiers, state)


@pytest.fixture
def record():
    """A record `key` that states these values of one thing."""

    def make(key: str, *values: str, notes: tuple[str, ...] = (), row: int = 0) -> Record:
        thing = NamedNode(f"http://example.org/{key}")
        triples = tuple(Triple(thing, SAYS, Literal(value)) for value in values or ("x",))
        return Record(key, Location("register.xlsx", "sites", row), triples, notes)

    return make


@pytest.fixture
def rejection():
    """A record that could not be taken over."""
    return lambda key, row=7: Rejection(
        key,
        Location("register.xlsx", "sites", row, "municipality"),
        "There is no municipality 99999.",
        "Give its code.",
    )


@pytest.fixture
def delivery():
    """A delivery of these records; its digest follows from their text unless it is given."""

    def make(*records, key: str = "sites", digest: str = "", **more) -> Delivery:
        digest = digest or sha256(repr(records).encode()).hexdigest()
        return Delivery("register", key, "Sites of the register", digest, iter(records), **more)

    return make


@pytest.fixture
def things(store):
    """What the default graph now says, as {key: {values}}."""

    def read() -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        with store.reader() as reader:
            for row in reader.select(f"SELECT ?s ?o WHERE {{ ?s {SAYS} ?o }} ORDER BY ?s ?o"):
                found.setdefault(row["s"].value.rsplit("/", 1)[1], set()).add(row["o"].value)
        return found

    return read


@pytest.fixture
def everything(store, tmp_path):
    """All quads, sorted: two that are equal mean that nothing was written."""

    def read() -> list[bytes]:
        store.dump(tmp_path / "everything.nq")
        return sorted((tmp_path / "everything.nq").read_bytes().splitlines())

    return read


@pytest.fixture
def files(state):
    """The files of acknowledgements, by name."""
    return lambda: sorted(str(file.relative_to(state)) for file in state.rglob("*") if file.is_file())

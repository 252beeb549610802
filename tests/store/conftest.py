"""Publications to write and real endpoints to write them to."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from leerweg.namespaces import Identifiers, lw, scheme
from leerweg.store import Change

IDENTIFIERS = Identifiers("http://127.0.0.1:8000/")


@pytest.fixture(scope="session")
def graph():
    """The IRI of the named graph with this name."""
    return lambda name: IDENTIFIERS.of("graph", name)


@pytest.fixture(scope="session")
def catalogue(graph) -> NamedNode:
    return graph("catalogue")


@pytest.fixture(scope="session")
def fact():
    """A triple about a thing of the tests."""

    def make(subject: str, value: object = "x", predicate: str = "says") -> Triple:
        term = value if isinstance(value, NamedNode | Literal) else Literal(value)
        return Triple(NamedNode(f"http://example.org/{subject}"), NamedNode(f"http://example.org/{predicate}"), term)

    return make


@pytest.fixture
def change(tmp_path, graph):
    """A publication `name` of these triples, recorded as current; a former one is retired."""

    def make(name: str, triples: list[Triple], supersedes: str = "", **more) -> Change:
        file = tmp_path / f"{name}.nt"
        with file.open("wb") as output:
            serialize(triples, output, RdfFormat.N_TRIPLES)
        status, current = lw("publicationStatus"), scheme("publication-status", "current")
        retracts = (Triple(graph(supersedes), status, current),) if supersedes else ()
        retired = (Triple(graph(supersedes), status, scheme("publication-status", "superseded")),) if supersedes else ()
        return Change(
            graph=graph(name),
            triples=file,
            count=more.get("count", len(triples)),
            states=(Triple(graph(name), status, current), *retired, *more.get("states", ())),
            retracts=(*retracts, *more.get("retracts", ())),
            supersedes=graph(supersedes) if supersedes else None,
        )

    return make


def _start_server(folder: Path | None = None) -> tuple[subprocess.Popen, str]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert program, "the development environment brings the oxigraph server"
    for _ in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        place = ["--location", str(folder)] if folder else []
        server = subprocess.Popen(
            [program, "serve", "--bind", f"127.0.0.1:{port}", *place],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            if server.poll() is not None:
                break  # somebody else took the port meanwhile
            try:
                with urlopen(address, timeout=5):
                    return server, address
            except URLError:
                time.sleep(0.05)
        server.kill()
        server.wait()
    pytest.fail("no oxigraph server could be started")


@pytest.fixture(scope="session")
def servers():
    """The addresses of two running Oxigraph servers."""
    started = [_start_server(), _start_server()]
    yield [address for _, address in started]
    for server, _ in started:
        server.kill()
        server.wait()

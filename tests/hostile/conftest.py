"""A store with the example region, the doors to it, and a fingerprint of all it holds."""

from __future__ import annotations

import hashlib
import socket
import threading
from datetime import date

import httpx
import pytest
import uvicorn

from leerweg.bootstrap import answer_query, assemble, load_example, load_ontology, publishing_gate
from leerweg.bootstrap.application import create_application, options
from leerweg.cli.options import day
from leerweg.model.answers import Basis
from leerweg.model.delivery import Outcome, SilentProgress
from leerweg.settings import Settings
from leerweg.sources.esco import read_esco
from leerweg.sources.rdf import read_rdf
from leerweg.sources.register import read_register
from leerweg.sources.vks import read_vks

GATED = {"register", "rdf"}
READERS = {"esco": read_esco, "vks": read_vks, "register": read_register, "rdf": read_rdf}


@pytest.fixture(scope="session")
def region(tmp_path_factory):
    """The service over the example region; a foreign query gets one second."""
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("region")), query_seconds=1, query_rows=1_000))
    load_ontology(service)
    load_example(service)
    yield service
    service.store.close()


@pytest.fixture(scope="session")
def contents(region, tmp_path_factory):
    """The revision of the store and a hash of every quad in it: now, and at the end of the last test that looked."""
    target = tmp_path_factory.mktemp("dump") / "all.nq"

    def look() -> tuple[int, str]:
        region.store.dump(target)
        return region.store.info().revision, hashlib.sha256(target.read_bytes()).hexdigest()

    last = [look()]

    def contents() -> tuple[tuple[int, str], tuple[int, str]]:
        before, last[0] = last[0], look()
        return before, last[0]

    return contents


@pytest.fixture
def unchanged(contents):
    """Whatever the test does, the store holds the same afterwards, in the same revision."""
    yield
    before, now = contents()
    assert now == before


@pytest.fixture
def enter(region):
    """Brings files in by the door named; gives the acknowledgements of what was rejected."""

    def enter(door, paths, *, dry_run=False):
        if door in READERS:
            rejected = []
            region.publisher.publish(
                READERS[door](paths, region.identifiers, SilentProgress()),
                dry_run=dry_run,
                gate=publishing_gate(region) if door in GATED else None,
                watch=lambda said: rejected.append(said) if said.outcome is Outcome.REJECTED else None,
            )
            return rejected
        (path,) = paths
        if door == "restore":
            region.store.restore(path)
        elif door == "validate":
            region.validator.validate(path.read_bytes(), name=path.name)
        elif door == "query":
            answer_query(region, path.read_text(encoding="utf-8"), ["text/csv", "text/turtle"])
        return []

    return enter


@pytest.fixture(scope="session")
def client(region):
    """A client of the whole application over that service, on a real server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_application(region), **options(region.settings)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
            yield client
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def ask(region):
    """Asks who can teach a competence, as typed on the command line."""

    def ask(teaches, *, region_name=None, on="2026-09-15"):
        asked: date = day(on)
        return region.atlas.workplaces(teaches, region=region_name, on=asked, basis=Basis.STATED)

    return ask

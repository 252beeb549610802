"""The example region in a real store, the web room around it, and a browser where there is one."""

import socket
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import date

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from leerweg.bootstrap import assemble
from leerweg.settings import Settings
from leerweg.sources.shipped import read_example, read_ontology
from leerweg.web import ThingPages, create_router


def application(service):
    """The smallest application with the web room in it: its routes, and the pages of things at `/doc`."""
    pages = ThingPages.of(
        identifiers=service.identifiers, finder=service.finder, atlas=service.atlas, store=service.store
    )
    app = FastAPI()
    app.include_router(
        create_router(
            settings=service.settings,
            identifiers=service.identifiers,
            finder=service.finder,
            atlas=service.atlas,
            store=service.store,
            validator=service.validator,
            catalogue=service.catalogue,
            sparql=service.sparql,
        )
    )

    @app.get("/doc/{kind}/{key}")
    def document(kind: str, key: str, lang: str = "nl") -> HTMLResponse:
        return HTMLResponse(pages.render_page(service.identifiers.of(kind, key).value, lang))

    @app.get("/doc")
    def document_of(iri: str, lang: str = "nl") -> HTMLResponse:
        return HTMLResponse(pages.render_page(iri, lang))

    return app


@pytest.fixture(scope="session")
def assembled(tmp_path_factory):
    """Makes services in folders of their own: `assembled()` is empty."""
    made = []

    def make(**settings):
        folder = tmp_path_factory.mktemp("store")
        made.append(assemble(Settings(**{"store": str(folder / "store"), "state": folder / "state", **settings})))
        return made[-1]

    yield make
    for service in made:
        service.store.close()


@pytest.fixture(scope="session")
def service(assembled):
    """The example region."""
    service = assembled()
    for read in (read_ontology, read_example):
        service.publisher.publish(read(service.identifiers))
    return service


@pytest.fixture(scope="session")
def pages(service):
    return ThingPages.of(
        identifiers=service.identifiers, finder=service.finder, atlas=service.atlas, store=service.store
    )


@contextmanager
def serving(service):
    """The address of a server in this process that answers from this service."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(service), port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def address(service):
    with serving(service) as address:
        yield address


@pytest.fixture(scope="session")
def client(address):
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture
def client_of():
    """Makes a client of another service than the example."""
    with ExitStack() as stack:

        def make(service):
            address = stack.enter_context(serving(service))
            return stack.enter_context(httpx.Client(base_url=address, timeout=60, trust_env=False))

        yield make


@pytest.fixture
def on():
    """The date the example's stories are told about."""
    return date(2026, 9, 15).isoformat()

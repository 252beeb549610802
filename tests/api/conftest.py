"""The example region behind a real server on a free port."""

import contextlib
import html
import json
import socket
import threading
import time

import httpx
import pytest
import uvicorn
from fastapi.responses import HTMLResponse

from leerweg.api import create_application, options
from leerweg.bootstrap import assemble
from leerweg.errors import UnknownTermError
from leerweg.isolation import prepare
from leerweg.linkeddata import WORKER_MODULES
from leerweg.settings import Settings
from leerweg.sources.shipped import read_example, read_ontology
from leerweg.validation import WORKER_MODULES as VALIDATION_MODULES

DAY = "2026-09-15"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def application_of(service):
    """The application over a service, with the smallest page there can be."""

    def page(iri, language):
        if iri.endswith("/broken"):
            raise RuntimeError("a secret of ours")
        try:
            subject, _ = service.finder.find(iri, kinds=["site", "qualification"], language=language)
        except UnknownTermError:
            text = f"<!doctype html><title>{html.escape(iri)}</title>"
            return HTMLResponse(text, headers={"Content-Language": language})
        text = f"<!doctype html><html lang={language}><title>{html.escape(subject.label)}</title>"
        return HTMLResponse(text, headers={"Content-Language": language})

    return create_application(
        settings=service.settings,
        identifiers=service.identifiers,
        store=service.store,
        finder=service.finder,
        atlas=service.atlas,
        validator=service.validator,
        cache=service.answers,
        catalogue=service.catalogue,
        sparql=service.sparql,
        page=page,
    )


@contextlib.contextmanager
def serving(service):
    """A server over this service; yields a client that knows its address."""
    server = uvicorn.Server(uvicorn.Config(application_of(service), **options(service.settings)))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    address = f"http://127.0.0.1:{service.settings.port}"
    with httpx.Client(base_url=address, timeout=30, follow_redirects=False) as client:
        yield client
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="session")
def region(tmp_path_factory):
    """The service over the example region."""
    settings = Settings(
        store=str(tmp_path_factory.mktemp("region")), port=free_port(), query_seconds=2, query_rows=5_000
    )
    service = assemble(settings)
    prepare([*VALIDATION_MODULES, *WORKER_MODULES])
    for read in (read_ontology, read_example):
        service.publisher.publish(read(service.identifiers))
    yield service
    service.store.close()


@pytest.fixture(scope="session")
def client(region):
    """A client of the server over the example region."""
    with serving(region) as client:
        yield client


@pytest.fixture(scope="session")
def serve():
    """Serve another service."""
    return serving


@pytest.fixture(scope="session")
def port():
    """A port that nobody listens on."""
    return free_port


@pytest.fixture(scope="session")
def get(client):
    """The JSON of an answer to GET, which must be 200."""

    def get(path, **parameters):
        answer = client.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    return get


@pytest.fixture(scope="session")
def is_problem():
    """Asserts that an answer is a well-formed problem document of this status."""

    def check(answer, status):
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        problem = json.loads(answer.content)
        assert problem["status"] == status
        assert problem["title"]
        assert problem["detail"]
        assert problem["type"].startswith("/api/v1/problems/") or problem["type"] == "about:blank"
        assert "Traceback" not in answer.text
        return problem

    return check

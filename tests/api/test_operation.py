"""Running the service: its health, its manners on the wire, and its description of itself."""

import re
import socket
from pathlib import Path

import pytest

from leerweg.api import options
from leerweg.bootstrap import assemble
from leerweg.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "http-api.md"


def test_a_service_that_works_says_so(client):
    """Live and ready, and never from a cache."""
    assert client.get("/health").json() == {"status": "live"}
    ready = client.get("/ready")
    assert ready.json() == {"status": "ready", "dataVersion": 2, "indexed": False}
    assert ready.headers["cache-control"] == "no-store"


def test_a_store_that_is_gone_is_told_without_its_address(tmp_path, port, serve, is_problem, caplog):
    """Without its store the service lives and is not ready; strangers do not learn where the store was."""
    address = f"http://127.0.0.1:{port()}/query"
    service = assemble(Settings(store=address, state=tmp_path, port=port()))
    with serve(service) as client:
        assert client.get("/health").status_code == 200
        for path in ("/ready", "/api/v1/gaps?of=BK-0117-2", "/doc/site/1", "/sparql?query=ASK%7B%7D"):
            answer = client.get(path)
            is_problem(answer, 503)
            assert address not in answer.text
            assert answer.headers["retry-after"]
    assert address in caplog.text
    service.store.close()


def test_any_page_may_read_the_data(client):
    """Scripts of other sites may ask, without credentials."""
    answer = client.get("/api/v1/gaps?of=BK-0117-2", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Link" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    assert client.options("/api/v1/gaps", headers=asked).status_code == 200


def test_the_server_says_little_and_trusts_little(client, region):
    """No server name, no belief in headers of proxies, no log of what people look for."""
    assert "server" not in client.get("/health").headers
    chosen = options(region.settings)
    assert chosen["http"] == "httptools"
    assert chosen["proxy_headers"] is False
    assert chosen["access_log"] is False
    answer = client.get(
        "/api/v1/gaps?of=BK-0117-2", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    assert "evil.example" not in answer.text + str(answer.headers)


def test_a_request_with_two_lengths_is_refused(region, client):
    """A request that two servers would cut in two ways is not served."""
    with socket.create_connection(("127.0.0.1", region.settings.port), timeout=5) as wire:
        wire.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        said = wire.recv(65_536)
    assert said.startswith(b"HTTP/1.1 400")
    assert b"live" not in said


@pytest.fixture(scope="module")
def description(client):
    return client.get("/openapi.json").json()


def test_the_description_is_enough_for_a_stranger(description):
    """Every operation has a summary, a description and its problems; every parameter says what it means."""
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], path
            assert operation["description"], path
            assert "application/problem+json" in operation["responses"]["default"]["content"], (path, method)
            for parameter in operation.get("parameters", []):
                assert parameter.get("description") or parameter["schema"].get("description"), (path, parameter["name"])


def test_the_answers_are_what_the_description_says(description, get):
    """The keys of an answer are those of its schema."""
    answer = get("/api/v1/coverage", of="BK-0117-2", on="2026-09-15")
    reference = description["paths"]["/api/v1/coverage"]["get"]["responses"]["200"]["content"]["application/json"]
    schema = description["components"]["schemas"][reference["schema"]["$ref"].rsplit("/", 1)[1]]
    assert set(answer) == set(schema["properties"])


def test_the_documentation_names_every_address(description):
    """The page about the interface lists each address and parameter, and no other address."""
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"^### `(?:GET|POST)(?:, (?:POST|DELETE))? (/[^`]*)`", text, re.MULTILINE))
    paths = {re.sub(r"\{(\w+):path\}", r"{\1}", path) for path in description["paths"]}
    assert named == paths
    for path, operations in description["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                assert f"`{parameter['name']}`" in text, (path, parameter["name"])

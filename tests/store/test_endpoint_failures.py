"""What goes wrong between us and an endpoint, each on a real socket, is said as something a person can act on."""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode

from leerweg.errors import (
    QueryRefusedError,
    StoreAccessError,
    StoreAnswerError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
)
from leerweg.store.endpoint import EndpointStore
from leerweg.store.exchange import Addresses, Exchange

JSON = "application/sparql-results+json"
QUESTION = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s"


def _answer(status: str, body: str = "", kind: str = "text/plain", length: int | None = None) -> bytes:
    data = body.encode()
    size = len(data) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    return head.encode() + data


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].split(b":")[1]) - len(body) if lengths else 0
    while missing > 0 and (more := connection.recv(65536)):
        missing -= len(more)
    return data


@pytest.fixture
def server():
    """A server on a free port that behaves as it is told, and the store behind it."""
    running: list[socketserver.ThreadingTCPServer] = []
    released = threading.Event()
    requests: list[bytes] = []

    def serve(behave: Callable[[socket.socket], None], seconds: float = 10.0, graphs: str = "") -> EndpointStore:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                requests.append(_read_request(self.request))
                behave(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that went away is what some tests are about."""

        started = Server(("127.0.0.1", 0), Handler)
        running.append(started)
        threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        address = f"http://127.0.0.1:{started.server_address[1]}"
        addresses = Addresses(
            f"{address}/query", f"{address}/update", f"{address}{graphs}" if graphs else "", seconds=seconds
        )
        return EndpointStore(Exchange(addresses), NamedNode("http://127.0.0.1:8000/id/graph/catalogue"))

    serve.released = released
    serve.requests = requests
    yield serve
    released.set()
    for started in running:
        started.shutdown()
        started.server_close()


def _ask(store: EndpointStore, action: str) -> None:
    if action == "update":
        store._exchange.update("CLEAR ALL")
        return
    with store.reader() as reader:
        list(reader.select(QUESTION) if action == "select" else reader.construct("DESCRIBE <http://x.org/>"))


def _provoke(store: EndpointStore, kind: type[StoreError], action: str) -> StoreError:
    with pytest.raises((StoreError, QueryRefusedError)) as raised:
        _ask(store, action)
    error = raised.value
    assert type(error) is kind, repr(error)
    assert error.where.startswith("http://127.0.0.1:")
    assert error.message
    assert error.remedy
    assert "Traceback" not in str(error)
    return error


def _sends(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


@pytest.mark.parametrize("action", ["select", "construct", "update"])
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("400 Bad Request", QueryRefusedError),
        ("401 Unauthorized", StoreAccessError),
        ("403 Forbidden", StoreAccessError),
        ("404 Not Found", StoreUnavailableError),
        ("405 Method Not Allowed", StoreUnavailableError),
        ("408 Request Timeout", StoreTimeoutError),
        ("414 URI Too Long", StoreError),
        ("418 I'm a teapot", StoreError),
        ("500 Internal Server Error", StoreError),
        ("502 Bad Gateway", StoreUnavailableError),
        ("503 Service Unavailable", StoreUnavailableError),
        ("504 Gateway Timeout", StoreTimeoutError),
    ],
)
def test_each_status_has_its_error(server, action, status, kind):
    """A status tells whether to mend the query, the credentials, the address, or to wait."""
    error = _provoke(server(_sends(_answer(status, "line 1: no such keyword"))), kind, action)
    assert status[:3] in str(error) or kind in {QueryRefusedError, StoreAccessError}


def test_a_mistake_is_told_in_the_words_of_the_endpoint(server):
    """The endpoint knows where the mistake is."""
    store = server(_sends(_answer("400 Bad Request", "error at 1:6: expected one of WHERE")))
    assert "error at 1:6: expected one of WHERE" in _provoke(store, QueryRefusedError, "select").message


@pytest.mark.parametrize("action", ["select", "construct", "update"])
def test_refused_connection(action):
    """Nobody listens: the address is named."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/query"
        store = EndpointStore(Exchange(Addresses(address, address)), NamedNode("http://x.org/catalogue"))
        _provoke(store, StoreUnavailableError, action)


@pytest.mark.parametrize("action", ["select", "construct", "update"])
@pytest.mark.parametrize("sent", [b"", _answer("200 OK", '{"head":', JSON, length=5_000)])
def test_a_slow_answer_is_given_up(server, action, sent):
    """No answer, or one that stops half way, ends after the time that was set."""

    def wait(connection: socket.socket) -> None:
        connection.sendall(sent.replace(JSON.encode(), b"text/turtle") if action == "construct" else sent)
        server.released.wait(20)

    error = _provoke(server(wait, seconds=1.0), StoreTimeoutError, action)
    assert "1 second" in error.message
    assert "LEERWEG_STORE_TIMEOUT" in error.remedy


@pytest.mark.parametrize("action", ["select", "construct"])
@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "", "application/xml"])
def test_a_web_page_is_no_answer(server, action, kind):
    """A page that answers 200 to everything is not taken for a store."""
    store = server(_sends(_answer("200 OK", "<!doctype html><title>Log in</title>", kind)))
    _provoke(store, StoreAnswerError, action)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "<html>",
        '{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x.org/"}},{"s":{"ty',
        '{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"not an IRI"}}]}}',
        (
            '{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x.org/"}}]'
            " The SPARQL operation has been cancelled"
        ),
    ],
)
def test_json_that_is_broken(server, body):
    """Half an answer is no answer, also when it breaks after the first rows."""
    _provoke(server(_sends(_answer("200 OK", body, JSON))), StoreAnswerError, "select")


@pytest.mark.parametrize("body", ["<http://x.org/a> <http://x.org/b> <http://x", "{}", "<html>", "\x00"])
def test_turtle_that_is_broken(server, body):
    """The same for triples."""
    _provoke(server(_sends(_answer("200 OK", body, "text/turtle"))), StoreAnswerError, "construct")


def test_turtle_that_is_not_unicode(server):
    """Bytes that are no text are said as such."""
    answer = _answer("200 OK", "", "text/turtle", length=30) + b"<http://x.org/a> <b> '\xff\xfe' ."
    _provoke(server(_sends(answer)), StoreAnswerError, "construct")


@pytest.mark.parametrize("action", ["select", "construct", "update"])
def test_a_body_that_is_cut(server, action):
    """The endpoint promises more than it sends, then closes."""
    kind = "text/turtle" if action == "construct" else JSON
    _provoke(server(_sends(_answer("200 OK", '{"head":', kind, length=5_000))), StoreAnswerError, action)


@pytest.mark.parametrize("action", ["select", "construct", "update"])
@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200", _answer("200 OK", "{", JSON, length=5_000)])
def test_a_connection_that_is_reset(server, action, sent):
    """The connection goes away before, within or after the head of the answer."""

    def reset(connection: socket.socket) -> None:
        connection.sendall(sent.replace(JSON.encode(), b"text/turtle") if action == "construct" else sent)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    with pytest.raises((StoreUnavailableError, StoreAnswerError)) as raised:
        _ask(server(reset), action)
    assert raised.value.where
    assert raised.value.remedy


@pytest.mark.parametrize("action", ["select", "construct", "update"])
@pytest.mark.parametrize("sent", [b"SSH-2.0-OpenSSH_9.6\r\n", b"\x00\x01\x02\x03\r\n\r\n", b"HTTP/1.1 999 ?\r\n\r\n"])
def test_a_server_that_does_not_speak_http(server, action, sent):
    """Something else listens on that port."""
    with pytest.raises(StoreError) as raised:
        _ask(server(_sends(sent)), action)
    assert raised.value.where
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("status", "kind"),
    [("401 Unauthorized", StoreAccessError), ("404 Not Found", StoreUnavailableError), ("507 Full", StoreError)],
)
def test_a_graph_that_is_not_taken(server, change, fact, status, kind):
    """Writing a whole graph fails as clearly as a query."""
    store = server(_sends(_answer(status)), graphs="/store")
    with pytest.raises(StoreError) as raised:
        store._exchange.put_graph(None, change("a-1", [fact("a")]).triples)
    assert type(raised.value) is kind
    assert raised.value.where.endswith("/store")
    assert raised.value.remedy


def test_an_address_that_says_yes_to_everything(servers, change, fact, server, catalogue):
    """An update address that is a web page is found out: nothing is acknowledged that cannot be read back."""
    page = server(_sends(_answer("200 OK", "<html>welcome</html>", "text/html")))._exchange.addresses.update
    real = servers[0]
    Exchange(Addresses(f"{real}/query", f"{real}/update")).update("CLEAR ALL")
    store = EndpointStore(Exchange(Addresses(f"{real}/query", page, f"{real}/store")), catalogue)
    with pytest.raises(StoreAnswerError, match="not to be seen") as raised:
        store.publish(change("a-1", [fact("a")]))
    assert raised.value.where == page


def test_a_password_is_sent_and_never_shown(server):
    """Credentials go out as HTTP Basic, and no error repeats them."""
    store = server(_sends(_answer("401 Unauthorized")))
    address = store._exchange.addresses.query
    addresses = Addresses(address, address, address, user="writer", password="s3cret")  # noqa: S106  (a password to find)
    store._exchange = Exchange(addresses)
    assert "s3cret" not in str(_provoke(store, StoreAccessError, "select"))
    assert "s3cret" not in repr(addresses)
    assert b"Authorization: Basic d3JpdGVyOnMzY3JldA==" in server.requests[-1]


def test_orphans_of_an_interrupted_publication_are_dropped(servers, change, fact, catalogue, graph):
    """A graph that was written but never recorded was never seen, and goes at the next publication."""
    real = servers[1]
    exchange = Exchange(Addresses(f"{real}/query", f"{real}/update", f"{real}/store"))
    exchange.update("CLEAR ALL")
    store = EndpointStore(exchange, catalogue)
    store.publish(change("a-1", [fact("a")]))
    exchange.put_graph(graph("b-1"), change("b-1", [fact("half")]).triples)
    assert store.info().graphs == 3
    with store.reader() as reader:
        assert not reader.ask("ASK { <http://example.org/half> ?p ?o }")
    store.publish(change("b-1", [fact("b")]))
    with store.reader() as reader:
        assert not reader.ask("ASK { GRAPH ?g { <http://example.org/half> ?p ?o } }")
        assert reader.ask("ASK { <http://example.org/b> ?p ?o }")
    assert store.info().graphs == 3


def test_foreign_graphs_are_left_alone(servers, change, fact, catalogue):
    """An endpoint may hold other people's graphs; a publication does not touch them."""
    real = servers[1]
    exchange = Exchange(Addresses(f"{real}/query", f"{real}/update", f"{real}/store"))
    exchange.update("CLEAR ALL")
    exchange.update('INSERT DATA { GRAPH <http://example.org/theirs> { <http://example.org/t> <http://x.org/p> "t" } }')
    EndpointStore(exchange, catalogue).publish(change("a-1", [fact("a")]))
    with EndpointStore(exchange, catalogue).reader() as reader:
        assert reader.ask("ASK { GRAPH <http://example.org/theirs> { ?s ?p ?o } }")


def test_a_restore_that_is_interrupted_says_so(servers, change, fact, catalogue, tmp_path):
    """An endpoint cannot replace everything at once: the error tells that the store is incomplete."""
    real = servers[1]
    good = Exchange(Addresses(f"{real}/query", f"{real}/update", f"{real}/store"))
    good.update("CLEAR ALL")
    store = EndpointStore(good, catalogue)
    store.publish(change("a-1", [fact("a")]))
    store.dump(tmp_path / "all.nq")
    lame = EndpointStore(Exchange(Addresses(f"{real}/query", f"{real}/update", f"{real}/nowhere")), catalogue)
    with pytest.raises(StoreError) as raised:
        lame.restore(tmp_path / "all.nq")
    assert "incomplete" in raised.value.remedy
    assert store.restore(tmp_path / "all.nq") == 1
    with store.reader() as reader:
        assert reader.ask("ASK { <http://example.org/a> ?p ?o }")

"""Talking to a SPARQL endpoint: requests out, bytes back, each failure as the error a person can act on."""

from __future__ import annotations

import http.client
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from pyoxigraph import NamedNode
from SPARQLWrapper import BASIC, CONSTRUCT, INSERT, JSON, POST, POSTDIRECTLY, SELECT, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from leerweg.errors import (
    QueryRefusedError,
    StoreAccessError,
    StoreAnswerError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
)

__all__ = ["Addresses", "Exchange", "wrong_form"]

_NOT_ACCEPTABLE = 406
# What a status means, and how to mend it.
_Meaning = tuple[type[StoreError], str, str]
_CREDENTIALS: _Meaning = (
    StoreAccessError,
    "The store refused the credentials",
    "Set LEERWEG_STORE_USER and LEERWEG_STORE_PASSWORD to an account that may do this.",
)
_DOWN: _Meaning = (
    StoreUnavailableError,
    "The endpoint is not available now",
    "Try again later; check that it runs.",
)
_GAVE_UP: _Meaning = (StoreTimeoutError, "The endpoint gave up", "Try again later.")
_NOT_HERE: _Meaning = (StoreUnavailableError, "There is no SPARQL endpoint at this address", "Check the address.")
_OTHERWISE: _Meaning = (StoreError, "The endpoint failed", "Look in the endpoint's own log.")
_MEANING: dict[int, _Meaning] = {
    401: _CREDENTIALS,
    403: _CREDENTIALS,
    404: _NOT_HERE,
    405: _NOT_HERE,
    410: _NOT_HERE,
    408: _GAVE_UP,
    504: _GAVE_UP,
    502: _DOWN,
    503: _DOWN,
}

# What an endpoint may call its answers: those read here, and all by which a graph is told from a table.
_ROWS = ("application/sparql-results+json", "application/json")
_TRIPLES = ("text/turtle", "application/n-triples", "application/x-turtle", "application/turtle")
_ANY_ROWS = (*_ROWS, "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
_ANY_TRIPLES = (*_TRIPLES, "application/ld+json", "application/rdf+xml", "application/n-quads", "application/trig")


@dataclass(frozen=True)
class Addresses:
    """Where an endpoint answers queries, takes updates and takes whole graphs, and who we are there.

    `graph_store` may be empty: then graphs are written by updates, which is slower. `seconds` bounds each request.
    """

    query: str
    update: str
    graph_store: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = 30.0


class Exchange:
    """Requests to one endpoint. Every method raises a StoreError that says what failed and what to check."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses

    def ask(self, query: str, *, triples: bool) -> bytes:
        """The answer to a query: SPARQL results as JSON, or triples as Turtle.

        Raises QueryRefusedError when the query is wrong, or asks for the other kind of answer.
        """
        address = self.addresses.query
        wrapper = self._wrapper(address, query, CONSTRUCT if triples else SELECT)
        wrapper.setReturnFormat(TURTLE if triples else JSON)
        wanted, other = (_TRIPLES, _ANY_ROWS) if triples else (_ROWS, _ANY_TRIPLES)
        with self._explained(address), closing(wrapper.query().response) as response:
            kind = str(response.headers.get("Content-Type", "")).split(";")[0].strip()
            if kind in other:
                raise wrong_form(address)
            if kind not in wanted:
                raise StoreAnswerError(
                    f"The endpoint answered with '{kind or 'no media type'}' instead of {wanted[0]}.",
                    where=address,
                    remedy="Check that the address is a SPARQL query endpoint and not a web page.",
                )
            answer: bytes = response.read()
            return answer

    def update(self, update: str) -> None:
        """Run an update; returns when the endpoint says that it is done."""
        wrapper = self._wrapper(self.addresses.update, update, INSERT)
        # As the body itself: servers limit the size of forms long before that of bodies.
        wrapper.setRequestMethod(POSTDIRECTLY)
        with self._explained(self.addresses.update), closing(wrapper.query().response) as response:
            response.read()

    def put_graph(self, graph: NamedNode | None, triples: Path) -> None:
        """Replace one named graph (None: the default graph) by the N-Triples in a file, streamed."""
        name = f"graph={quote(graph.value, safe='')}" if graph is not None else "default"
        address = f"{self.addresses.graph_store}?{name}"
        with triples.open("rb") as body, self._explained(self.addresses.graph_store):
            request = Request(address, data=body, method="PUT")  # noqa: S310  (the scheme is checked in bootstrap)
            request.add_header("Content-Type", "application/n-triples")
            request.add_header("Content-Length", str(triples.stat().st_size))
            if self.addresses.user:
                pair = f"{self.addresses.user}:{self.addresses.password}".encode()
                request.add_header("Authorization", f"Basic {b64encode(pair).decode('ascii')}")
            with urlopen(request, timeout=self.addresses.seconds) as response:  # noqa: S310  (see above)
                response.read()

    def _wrapper(self, address: str, text: str, form: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(address)
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, round(self.addresses.seconds)))
        # `setQuery` would guess the form by regular expressions, and warn where it cannot.
        wrapper.queryString = text
        wrapper.queryType = form
        if self.addresses.user:
            wrapper.setHTTPAuth(BASIC)
            wrapper.setCredentials(self.addresses.user, self.addresses.password)
        return wrapper

    @contextmanager
    def _explained(self, address: str) -> Iterator[None]:
        try:
            yield
        except (SPARQLWrapperException, HTTPError) as refused:
            raise _refusal(refused, address) from refused
        except TimeoutError as slow:
            raise self._too_slow(address) from slow
        except URLError as lost:
            if isinstance(lost.reason, TimeoutError):
                raise self._too_slow(address) from lost
            raise StoreUnavailableError(
                f"There is no connection to the store: {lost.reason}.",
                where=address,
                remedy="Check that it runs and that the address is right.",
            ) from lost
        except http.client.HTTPException as broken:
            raise StoreAnswerError(
                f"The endpoint's answer broke off: {broken!r}.", where=address, remedy="Try again; check its log."
            ) from broken
        except OSError as lost:
            raise StoreUnavailableError(
                f"The connection to the store was lost: {lost}.", where=address, remedy="Check that it still runs."
            ) from lost

    def _too_slow(self, address: str) -> StoreTimeoutError:
        return StoreTimeoutError(
            f"The store gave no answer within {self.addresses.seconds:g} seconds.",
            where=address,
            remedy="Try again, or raise LEERWEG_STORE_TIMEOUT.",
        )


def wrong_form(address: str) -> QueryRefusedError:
    """The error for a SELECT or ASK where triples are wanted, and the other way round."""
    return QueryRefusedError(
        "The query asks for another kind of answer than is wanted here.",
        where=address,
        remedy="Use SELECT, ASK, CONSTRUCT or DESCRIBE as the question needs.",
    )


def _refusal(refused: SPARQLWrapperException | HTTPError, address: str) -> StoreError | QueryRefusedError:
    """The error for an HTTP status that is not success."""
    # The wrapper reads some statuses and raises errors of its own, but leaves the connection open.
    answer = refused if isinstance(refused, HTTPError) else refused.__context__
    status = 0
    if isinstance(answer, HTTPError):
        status = answer.code
        answer.close()
    if isinstance(refused, QueryBadFormed):
        message = f"The endpoint found a mistake in the query: {_first_line(refused)}."
        return QueryRefusedError(message, where=address, remedy="Mend it at the place named.")
    if status == _NOT_ACCEPTABLE:
        return wrong_form(address)
    kind, message, remedy = _MEANING.get(status, _OTHERWISE)
    return kind(f"{message} (status {status or 'unknown'}).", where=address, remedy=remedy)


def _first_line(refused: Exception) -> str:
    """The endpoint's own words on a mistake, without the wrapper's decoration."""
    lines = [line.strip(" b'\"") for line in str(refused).replace("\\n", "\n").splitlines() if line.strip()]
    return lines[-1] if lines else "no explanation"
